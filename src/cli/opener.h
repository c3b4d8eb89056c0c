/*
 * Asking at the terminal for what opens a wave: shares and passphrases.
 */
#ifndef CHORUS_CLI_OPENER_H
#define CHORUS_CLI_OPENER_H

#include "cli/cli.h"
#include "conduct/opener.h"

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

/*
 * Begins with what the call says: --share and --passphrase-file, against what
 * WAVE's manifest says. Errors: wrong usage, those of conduct_opener_new.
 */
BASE_MUST_USE enum err cli_opener_new(struct cli *cli,
                                      const struct conduct_wave *wave,
                                      struct conduct_opener **out_opener);

/* Gets the passphrase of the wave, or of each share that is one. Errors: those
 * of cli_passphrase, in the call's note. */
BASE_MUST_USE enum err cli_opener_ask(struct cli *cli,
                                      struct conduct_opener *opener);

#endif
