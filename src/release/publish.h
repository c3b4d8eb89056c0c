/*
 * The release file: the one thing that leaves a closed wave. Puts together
 * tally, leaves and roll-ups and writes the canonical JSON; release.sig is
 * wave_sign_document(WAVE_DOCUMENT_RELEASE) over the bytes.
 * Source: src/RELEASE.md, "The release file".
 */
#ifndef CHORUS_RELEASE_PUBLISH_H
#define CHORUS_RELEASE_PUBLISH_H

#include "base/buf.h"
#include "release/tally.h"
#include "wave/trustees.h"

struct release_board_hash { /* SHA-256 of the board's exact bytes */
    uint8_t b[WAVE_HASH_BYTES];
};

/* What a release says beside its figures. */
struct release_facts {
    struct wave_manifest_hash mh;
    struct release_board_hash board;
    uint32_t issued; /* as on the board */
    char closed[11]; /* 2026-12-15, the date on which it was closed */
    const struct wave_trustee_sig *trustees; /* not owned; checked */
    size_t trustee_count; /* 0: a passphrase opened the wave */
};

/*
 * The release of a counted wave. In: all ballots are in TALLY, which was made
 * with SURVEY and MANIFEST. Out: the file's exact bytes, which depend on the
 * arguments alone; caller frees with buf_free.
 * Errors: ERR_CORRUPT unless redeemed <= issued <= roster and no
 * unit has more ballots than people, in NOTE; ERR_RANGE,
 * closed is no date, the rule is below its floors, or fewer trustees signed
 * than the manifest wants; ERR_MEMORY.
 */
BASE_MUST_USE enum err release_compute(const struct wave_manifest *manifest,
                                       const struct survey *survey,
                                       const struct tally *tally,
                                       const struct release_facts *facts,
                                       struct buf *out_json,
                                       struct err_note *note);

#endif
