/*
 * The published documents of a closed wave, checked as anybody outside would
 * check them, in an institution's folder or in files that somebody downloaded:
 * signatures by the manifest's board key, the board's own word, the release
 * naming both and agreeing with both, the trustees' signatures. What holds for
 * the figures is the auditor's business.
 */
#ifndef CHORUS_CONDUCT_DOCUMENTS_H
#define CHORUS_CONDUCT_DOCUMENTS_H

#include "conduct/downloads.h"
#include "conduct/wave_record.h"
#include "release/published.h"
#include "wave/board.h"

/* Where the board lies: in site.db, or in memory. */
struct conduct_board_place {
    struct site_board stored;
    struct buf bytes;
    struct wave_board_text text; /* of one of them */
};

struct conduct_results {
    struct buf release_bytes;
    struct conduct_board_place *place;
    uint8_t board_sha256[WAVE_HASH_BYTES];
    struct buf survey_bytes;           /* empty: not given */
    struct published_release *release; /* NULL: the board alone was asked for */
    struct wave_board *board;
};
#define CONDUCT_RESULTS_INIT                                                   \
    {                                                                          \
        .release_bytes = BUF_INIT, .survey_bytes = BUF_INIT                    \
    }

/*
 * Loads and checks both. In: SITE outlives the results, whose board is read
 * where it lies. Out: freed with conduct_results_free. Errors:
 * ERR_NOT_FOUND (not closed yet), ERR_DENIED (a signature, the board's counts,
 * hashes that do not fit), ERR_FORMAT, ERR_MEMORY; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_results_load(struct site *site,
                                            const struct conduct_wave *wave,
                                            struct conduct_results *out_results,
                                            struct err_note *note);
void conduct_results_free(struct conduct_results *results);

/* A board that is in site.db by now, for RESULTS without one; its hash with
 * it. Errors: ERR_NOT_FOUND, ERR_MEMORY, those of the store. */
BASE_MUST_USE enum err conduct_results_place(struct site *site,
                                             const struct conduct_wave *wave,
                                             struct conduct_results *results);

/*
 * Everything but the board key's signatures. In: RESULTS has the bytes of the
 * release and the board's place, whose signatures were checked or which are to
 * be signed. Out: its board, and the release with HAS_RELEASE, also after an
 * error; freed by the caller. Errors: ERR_DENIED, ERR_FORMAT, ERR_MEMORY, those
 * of the store; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_results_check(const struct conduct_wave *wave,
                                             bool has_release,
                                             struct conduct_results *results,
                                             struct err_note *note);

/*
 * The same of what somebody without a folder has. Takes the bytes it needs out
 * of DOWNLOADS; its release and its survey may be empty. Out: OUT_WAVE, of
 * which row.name, row.manifest_hash, manifest and mh are filled; freed with
 * conduct_wave_free and conduct_results_free. Errors: as above. Whether the
 * manifest is the promised one is for the caller to ask, by its fingerprint.
 */
BASE_MUST_USE enum err conduct_results_take(struct conduct_downloads *downloads,
                                            struct conduct_wave *out_wave,
                                            struct conduct_results *out_results,
                                            struct err_note *note);

#endif
