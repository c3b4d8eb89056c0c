/*
 * Who opens a wave: the holder of its passphrase, or trustees with a share
 * each. Asks, opens, and makes the trustees sign what they are about to open.
 * Holds the most secret thing there is, for as long as it lives and no longer.
 * Source: src/PROTOCOL.md, "Trustees".
 */
#ifndef CHORUS_CLI_OPENER_H
#define CHORUS_CLI_OPENER_H

#include "ballot/open.h"
#include "cli/cli.h"
#include "cli/wave_record.h"
#include "wave/trustees.h"

/* Rows of an options table for commands that open a wave's key. */
#define CLI_OPENER_OPTIONS                                                     \
    {"share", "FILE",                                                          \
     "A trustee's share of the key (office/WAVE.share-N), once for each "      \
     "trustee who opens.",                                                     \
     CLI_REPEAT},                                                              \
    {                                                                          \
        "passphrase-file", "FILE",                                             \
            "The passphrase, instead of asking for it; with shares once for "  \
            "each --share, in their order.",                                   \
            CLI_REPEAT                                                         \
    }

struct cli_opener;

/*
 * Begins with what the call says: --share and --passphrase-file, against what
 * WAVE's manifest says. Reads no secret. In: WAVE outlives it. Out: the caller
 * frees with cli_opener_free; a share that cannot be one of this wave's is kept
 * with what is wrong with it. Errors: wrong usage, ERR_RANGE (trustees open
 * this wave and no share was given), ERR_STATE (shares, but a passphrase opens
 * it), ERR_MEMORY.
 */
BASE_MUST_USE enum err cli_opener_new(struct cli *cli,
                                      const struct cli_wave *wave,
                                      struct cli_opener **out_opener);
/* Wipes and frees; NULL is fine. */
void cli_opener_free(struct cli_opener *opener);

/*
 * Whether the call gave enough: every share is one of this wave's, none twice,
 * as many as the threshold. Errors: those of sharefile_number, ERR_EXISTS,
 * ERR_RANGE; a line in NOTE.
 */
BASE_MUST_USE enum err cli_opener_check(const struct cli_opener *opener,
                                        struct err_note *note);

/* Gets the passphrase of the wave, or of each share that is one. Errors: those
 * of cli_passphrase, in the call's note. */
BASE_MUST_USE enum err cli_opener_ask(struct cli *cli,
                                      struct cli_opener *opener);

/*
 * Opens the wave's key by its passphrase, or all shares; the key that these
 * share is not put together yet. Errors: those of keyfile_open and
 * sharefile_open; a line in NOTE.
 */
BASE_MUST_USE enum err cli_opener_open(struct cli_opener *opener,
                                       struct err_note *note);

/*
 * The trustees sign. In: what they are about to open; opened. Out: one for each
 * share, in the order of the trustees; none for a passphrase.
 */
void cli_opener_sign(const struct cli_opener *opener,
                     const struct wave_unopened_hash *hash,
                     struct wave_trustee_sig out_sigs[static WAVE_TRUSTEES_MAX],
                     size_t *out_count);

/*
 * The key that opens ballots; from shares, as many as are open. Out: belongs to
 * the opener. Errors: those of trustee_combine and keyfile_open_shared; a line
 * in NOTE.
 */
BASE_MUST_USE enum err cli_opener_key(struct cli_opener *opener,
                                      const struct ballot_secret_key **out_key,
                                      struct err_note *note);

/* The shares of the call one by one, for a test of them: how many, */
size_t cli_opener_share_count(const struct cli_opener *opener);
/* and whether the I-th opens; *OUT_NUMBER is 0 for one that is no share of this
 * wave. Errors: those of sharefile_open; a line in NOTE. */
BASE_MUST_USE enum err cli_opener_share_open(struct cli_opener *opener,
                                             size_t i, uint32_t *out_number,
                                             struct err_note *note);

#endif
