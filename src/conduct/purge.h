/*
 * The end of a wave's sealed ballots, on the day that its manifest promises:
 * the wrapped key, the ballots and the list of invites are overwritten and
 * removed. Release, board, manifest and survey stay in site.db, so that
 * everybody can go on checking them. Opens no ballot.
 */
#ifndef CHORUS_CONDUCT_PURGE_H
#define CHORUS_CONDUCT_PURGE_H

#include "conduct/wave_record.h"
#include "store/people.h"

/*
 * Whether a wave may be purged: not held, on or after its day, and closed with
 * a release and a board that hold, since nothing could make them again; or
 * never closed, but over. Errors: ERR_STATE (held, open, or too early), those
 * of conduct_results_load; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_purge_check(struct site *site,
                                           const struct conduct_wave *wave,
                                           int64_t now_sec,
                                           struct err_note *note);

/*
 * Purges, the key first: whatever interrupts it, no ballot can be opened any
 * more. A wave that was never closed ends in site.db before that. In: the
 * folder is locked, conduct_purge_check was passed. Each step may be repeated.
 * Errors: those of the stores and files; a line in NOTE; call it again.
 */
BASE_MUST_USE enum err conduct_purge(const struct conduct_folder *folder,
                                     struct site *site, struct people *people,
                                     const struct conduct_wave *wave,
                                     struct err_note *note);

#endif
