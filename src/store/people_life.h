/*
 * people.db while a wave is open: one person's invite, an address that is put
 * right, a code that is replaced, and what became of each mail. Of the room
 * people.h, for those who write to people.
 */
#ifndef CHORUS_STORE_PEOPLE_LIFE_H
#define CHORUS_STORE_PEOPLE_LIFE_H

#include "store/people.h"

#include <stdbool.h>

#define PEOPLE_ROUND_MAX 99 /* of mails of a wave; 0 is the invite's */

/* --- one person ----------------------------------------------------------- */

/*
 * Calls FN with a person's invite to a wave; as people_invites_each.
 * Errors: ERR_NOT_FOUND, those of FN.
 */
BASE_MUST_USE enum err people_invite_find(
    struct people *people, const char *wave, const char *person,
    enum err (*fn)(void *ctx, const struct people_invite *invite), void *ctx);

/* Calls FN for each wave that has an invite for a person, by name. */
BASE_MUST_USE enum err people_waves_each(
    struct people *people, const char *person,
    enum err (*fn)(void *ctx, const char *wave), void *ctx);

/* What people_person_fix did. */
struct people_fixed {
    bool on_roster;
    size_t waves; /* open waves whose invite was put right */
};

/*
 * Puts a person's address and language right, on the roster and in each open
 * wave's invite; with another address what is known of the mails to the old
 * one is forgotten, so that the next run writes to the new one. All of it or
 * nothing. In: EMAIL, LANGUAGE, NULL to leave as it is; checked by the caller.
 * Errors: ERR_NOT_FOUND (neither), ERR_EXISTS (somebody else has the address),
 * ERR_RANGE (too long), ERR_BUSY, ERR_IO, ERR_FULL.
 */
BASE_MUST_USE enum err people_person_fix(struct people *people,
                                         const char *person, const char *email,
                                         const char *language,
                                         struct people_fixed *out_fixed);

/* Destroys a person's invite to a wave, with its mails; none there is fine. */
BASE_MUST_USE enum err people_invite_destroy(struct people *people,
                                             const char *wave,
                                             const char *person);

/* --- a lost code ---------------------------------------------------------- */

/* Keeps the code that is to take the place of a person's.
 * Errors: ERR_EXISTS (one is kept already). */
BASE_MUST_USE enum err people_replacement_begin(struct people *people,
                                                const char *wave,
                                                const char *person,
                                                const uint8_t code[static 16]);

/* Puts the kept code in the place of the old one and forgets the mails with
 * the old one. Errors: ERR_NOT_FOUND (the person has no invite). */
BASE_MUST_USE enum err people_replacement_finish(struct people *people,
                                                 const char *wave,
                                                 const char *person,
                                                 const uint8_t code[static 16]);

/* Forgets the kept code. */
BASE_MUST_USE enum err people_replacement_drop(struct people *people,
                                               const char *wave,
                                               const char *person);

/* Calls FN for each kept code of a wave. FN may change nothing. */
BASE_MUST_USE enum err people_replacements_each(
    struct people *people, const char *wave,
    enum err (*fn)(void *ctx, const char *person,
                   const uint8_t code[static 16]),
    void *ctx);

/* --- mails ---------------------------------------------------------------- */

/* What became of one mail. Not tried: no record. */
enum people_mail_state {
    PEOPLE_MAIL_UNSURE = 1,  /* begun; whether it arrived nobody knows */
    PEOPLE_MAIL_SENT = 2,    /* the mail server has it */
    PEOPLE_MAIL_REFUSED = 3, /* the mail server does not take this address */
};

struct people_mail {
    const char *person; /* until FN returns */
    unsigned round;
    enum people_mail_state state;
    unsigned reply; /* the mail server's code when it refused, else 0 */
};

/* Records what became of a mail; durable when this returns. */
BASE_MUST_USE enum err people_mail_set(struct people *people, const char *wave,
                                       const struct people_mail *mail);
/* Forgets one mail: it was surely not taken, and may be sent again. */
BASE_MUST_USE enum err people_mail_forget(struct people *people,
                                          const char *wave, unsigned round,
                                          const char *person);

/* Calls FN for each mail of a wave, by person and round. */
BASE_MUST_USE enum err people_mails_each(
    struct people *people, const char *wave,
    enum err (*fn)(void *ctx, const struct people_mail *mail), void *ctx);

/* A round of mails: the invite, or a reminder. */
struct people_round {
    unsigned round;
    int64_t begun_sec;
    int64_t done_sec; /* 0: not yet */
};

BASE_MUST_USE enum err people_round_set(struct people *people, const char *wave,
                                        const struct people_round *round);
/* Calls FN for each round of a wave, in order. */
BASE_MUST_USE enum err people_rounds_each(
    struct people *people, const char *wave,
    enum err (*fn)(void *ctx, const struct people_round *round), void *ctx);

#endif
