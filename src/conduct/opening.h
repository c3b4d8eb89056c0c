/*
 * Opening a wave: keys, codes, manifest, the two preallocated files and, last,
 * the row in site.db from which on the wave exists. All or nothing: what an
 * interrupted opening left is swept by the next one. Knows everything that a
 * wave is made of, so nothing here may outlive the call.
 * Source: src/PROTOCOL.md; README, "Where data lives".
 */
#ifndef CHORUS_CONDUCT_OPENING_H
#define CHORUS_CONDUCT_OPENING_H

#include "ceremony/passphrase.h"
#include "conduct/client_file.h"
#include "conduct/folder.h"
#include "conduct/promise.h"
#include "conduct/survey_file.h"
#include "conduct/watch.h"
#include "roster/roster.h"
#include "wave/fingerprint.h"

struct conduct_opening_words {
    char s[PASSPHRASE_SIZE];
};

/* What was decided, checked and agreed to. Not owned. */
struct conduct_opening {
    const char *wave;
    const struct conduct_folder *folder;
    struct people *people;
    struct site *site;
    const struct conduct_survey *survey;
    const struct conduct_client *client;
    const struct buf *information; /* the sheet */
    const struct roster *roster;
    struct roster_plan *plan; /* its groups go into the manifest */
    struct conduct_promise promise;
    int64_t opens_sec;
    int64_t closes_sec;
    uint32_t trustees;  /* 0: one passphrase opens */
    uint32_t threshold; /* of the trustees */
    /* In normal form: one, or one for each trustee. */
    const struct conduct_opening_words *words;
    const struct conduct_watch *watch; /* NULL: nobody waits */
};

/*
 * Refuses a wave that is there already, or files under its name that site.db
 * does not know. Errors: ERR_EXISTS, ERR_FORMAT (not a name); a line in NOTE.
 */
BASE_MUST_USE enum err conduct_opening_check_name(
    const struct conduct_folder *folder, struct site *site, const char *wave,
    struct err_note *note);

/*
 * Removes what interrupted openings left: files of waves that carry the mark of
 * an opening and that site.db does not know, so that no invite of theirs was
 * ever taken. In: the
 * folder is locked. Errors: those of the file system; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_opening_sweep(
    const struct conduct_folder *folder, struct site *site,
    struct people *people, struct err_note *note);

/*
 * Opens. In: the folder is locked, everything that a person must agree to was
 * agreed to. Out: the hash of the wave's manifest. Errors: whatever failed, in
 * NOTE; then the wave does not exist and nothing of it is left.
 */
BASE_MUST_USE enum err conduct_opening_run(
    const struct conduct_opening *opening, struct wave_manifest_hash *out_mh,
    struct err_note *note);

#endif
