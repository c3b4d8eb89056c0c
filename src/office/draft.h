/*
 * A wave that is being prepared in the browser: what was decided, whether the
 * plan was accepted, and the passphrases as they are drawn and typed back. In
 * memory that is locked and wiped; nothing of it is on a disk.
 */
#ifndef CHORUS_OFFICE_DRAFT_H
#define CHORUS_OFFICE_DRAFT_H

#include "conduct/ready.h"

#define OFFICE_TRUSTEES_MAX 5u
#define OFFICE_CLOSES_SIZE  32

struct office_draft {
    bool exists;
    char wave[WAVE_NAME_MAX + 2];
    struct file_path survey;
    char closes[OFFICE_CLOSES_SIZE]; /* as it was entered */
    int64_t closes_sec;
    struct conduct_promise promise;
    bool regroup;
    uint32_t trustees; /* 0: one passphrase */
    uint32_t threshold;
    /* The plan that was shown; what is opened must be the same. */
    uint8_t plan[32];
    bool accepted;
    uint32_t at; /* whose passphrase is next, from 0 */
    bool drawn;  /* words[at] was shown and is to be typed back */
    struct conduct_opening_words words[OFFICE_TRUSTEES_MAX];
};

/* In memory of sodium_malloc; NULL without any. */
struct office_draft *office_draft_new(void);
void office_draft_free(struct office_draft *draft); /* NULL is fine */
/* Forgets everything. */
void office_draft_clear(struct office_draft *draft);

/* Passphrases that the draft needs. */
uint32_t office_draft_words(const struct office_draft *draft);
/* Whether all of them were typed back. */
bool office_draft_is_complete(const struct office_draft *draft);

/* The draft as what conduct takes; points into the draft. */
struct conduct_terms office_draft_terms(const struct office_draft *draft,
                                        int64_t now_sec);
/* The digest of what a plan counts together. */
void office_draft_digest(const struct roster_plan *plan,
                         uint8_t out_digest[static 32]);

#endif
