/*
 * The file for the mail merge: who gets which invite of an open wave. Whoever
 * has it can vote for everybody in it.
 */
#ifndef CHORUS_CONDUCT_INVITES_H
#define CHORUS_CONDUCT_INVITES_H

#include "conduct/wave_record.h"

/*
 * Where invite links point: GIVEN, or when that is NULL the setting base_url.
 * Out: points into one of them. Errors: ERR_NOT_FOUND (neither), ERR_FORMAT (no
 * address); a line in NOTE.
 */
BASE_MUST_USE enum err conduct_invites_base(const struct conduct_folder *folder,
                                            const char *given,
                                            const char **out_base,
                                            struct err_note *note);

/*
 * The CSV (roster_invites_csv). Out: secret; the caller frees with buf_wipe.
 * Errors: ERR_CLOSED, and those of roster_invites_csv; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_invites_csv(struct people *people,
                                           const struct conduct_wave *wave,
                                           const char *base_url,
                                           struct buf *out_csv,
                                           struct err_note *note);

#endif
