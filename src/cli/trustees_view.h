/*
 * Who opens a wave, in words.
 */
#ifndef CHORUS_CLI_TRUSTEES_VIEW_H
#define CHORUS_CLI_TRUSTEES_VIEW_H

#include "wave/trustees.h"

#define CLI_TRUSTEES_SIZE 64

/* "2 of 3 trustees", or "a single passphrase". */
void cli_trustees_text(const struct wave_trustees *trustees,
                       char out[static CLI_TRUSTEES_SIZE]);

/* Prints whose signatures, already checked, stand under a release. */
void cli_trustees_print_signed(const struct wave_trustees *trustees,
                               const struct wave_trustee_sig *sigs,
                               size_t count);

#endif
