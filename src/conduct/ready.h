/*
 * A wave that could be opened: everything that it takes is read and checked,
 * and the folder is locked, before anybody is asked to agree. Then it is opened
 * with the passphrases.
 */
#ifndef CHORUS_CONDUCT_READY_H
#define CHORUS_CONDUCT_READY_H

#include "conduct/notices.h"
#include "conduct/opening.h"
#include "conduct/plan.h"
#include "conduct/watch.h"

/* What the office decides. Texts are not owned and outlive the opening. */
struct conduct_terms {
    const char *wave;
    const char *survey;      /* a file */
    const char *wording;     /* a file, or NULL */
    const char *client;      /* a file, or NULL: the one that was built */
    const char *information; /* a file, or NULL: DIR/information.json */
    struct conduct_promise promise;
    bool regroup; /* units are made anew, not after the last wave's */
    int64_t now_sec;
    int64_t closes_sec;
    uint32_t trustees; /* 0: one passphrase opens */
    uint32_t threshold;
};

struct conduct_ready {
    struct conduct_terms terms;
    struct conduct_folder folder;
    struct people *people;
    struct site *site;
    struct conduct_survey survey;
    struct conduct_client client;
    struct buf information;
    struct survey_resources *resources; /* with a crisis line */
    struct conduct_plan plan;
};
#define CONDUCT_READY_INIT                                                     \
    {                                                                          \
        .folder.lock_fd = -1, .survey.bytes = BUF_INIT,                        \
        .client = {BUF_INIT, BUF_INIT}, .information = BUF_INIT                \
    }

/*
 * Reads and checks, and sweeps what interrupted openings left. Out: freed with
 * conduct_ready_free, which gives the lock back. Errors: ERR_RANGE (closes in
 * the past; no such number of trustees), those of conduct_survey_load,
 * conduct_client_read, conduct_folder_lock, conduct_opening_sweep,
 * conduct_information_read, conduct_resources_read,
 * conduct_opening_check_name and conduct_plan_make; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_ready_make(const char *dir,
                                          const struct conduct_terms *terms,
                                          struct conduct_ready *out_ready,
                                          struct err_note *note);

/*
 * Whether COUNT passphrases are all different: two trustees with one would be
 * one. Errors: ERR_EXISTS; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_words_differ(
    const struct conduct_opening_words *words, size_t count,
    struct err_note *note);

/*
 * Opens. In: WORDS in normal form: one, or one for each trustee; WATCH may be
 * NULL. Once only. Out: the hash of the manifest. Errors: those of
 * conduct_words_differ and conduct_opening_run.
 */
BASE_MUST_USE enum err conduct_ready_open(
    struct conduct_ready *ready, const struct conduct_opening_words *words,
    const struct conduct_watch *watch, struct wave_manifest_hash *out_mh,
    struct err_note *note);

void conduct_ready_free(struct conduct_ready *ready);

#endif
