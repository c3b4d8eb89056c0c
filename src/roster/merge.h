/*
 * The invites of a wave as a file for the mail merge of an office's own
 * programs: person, email, unit, code, link, fingerprint. Knows who got which
 * code. Source: interface.md, "invite".
 */
#ifndef CHORUS_ROSTER_MERGE_H
#define CHORUS_ROSTER_MERGE_H

#include "base/buf.h"
#include "store/people.h"
#include "wave/fingerprint.h"

#define ROSTER_MERGE_COLUMNS 6
extern const char *const roster_merge_header[ROSTER_MERGE_COLUMNS];

/*
 * Calls FN with the cells of each invite; they live until it returns. In:
 * PERSON, that one only, or NULL; BASE_URL as in links; MH of the wave's
 * manifest. Errors: ERR_NOT_FOUND (no such invites: no such wave or person, or
 * it is closed; NOTE), ERR_MEMORY, those of people_invites_each and of FN.
 */
BASE_MUST_USE enum err roster_merge_each(
    struct people *people, const char *person, const char *wave,
    const char *base_url, const struct wave_manifest_hash *mh,
    enum err (*fn)(void *ctx, const char *const *cells), void *ctx,
    struct err_note *note);

/* As CSV. Out: OUT_CSV, secret; the caller frees with buf_wipe. Errors: as
 * above. */
BASE_MUST_USE enum err roster_merge_csv(struct people *people,
                                        const char *person, const char *wave,
                                        const char *base_url,
                                        const struct wave_manifest_hash *mh,
                                        struct buf *out_csv,
                                        struct err_note *note);

#endif
