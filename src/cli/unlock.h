/*
 * The one way to the key that opens a wave's ballots: for closing, counting
 * again, and the test that it still opens. Must never open a ballot.
 */
#ifndef CHORUS_CLI_UNLOCK_H
#define CHORUS_CLI_UNLOCK_H

#include "ballot/open.h"
#include "cli/wave_record.h"

/*
 * Opens the wrapped key of a wave. In: PASSPHRASE in normal form. Out: the
 * caller frees with sodium_free. Errors: those of keyfile_open, in NOTE;
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err cli_unlock(const struct cli_wave *wave,
                                  const char *passphrase,
                                  struct ballot_secret_key **out_secret,
                                  struct err_note *note);

#endif
