/*
 * Passphrases and passwords on their way in: from the terminal without echo, or
 * from a file. Must never print one anywhere but on the terminal, once, when it
 * is new.
 */
#ifndef CHORUS_CLI_SECRET_H
#define CHORUS_CLI_SECRET_H

#include "base/buf.h"
#include "ceremony/passphrase.h"
#include "cli/cli.h"

/*
 * Reads the passphrase of a wave, in normal form. In: a command with an option
 * --passphrase-file that may be repeated. Out: the caller wipes it. Errors:
 * those of file_read, cli_term_secret and passphrase_normalise; a line in the
 * call's note.
 */
BASE_MUST_USE enum err cli_passphrase(struct cli *cli,
                                      char out[static PASSPHRASE_SIZE]);
/* The same of trustee NUMBER, from the I-th file where files are given. */
BASE_MUST_USE enum err cli_passphrase_of(struct cli *cli, size_t i,
                                         uint32_t number,
                                         char out[static PASSPHRASE_SIZE]);

/*
 * The passphrase of a wave that is being opened. A --passphrase-file that is
 * there is used as it is; one that is not is written (0600) with seven words.
 * Without the option they are shown on the terminal and asked for until they
 * are typed back. Errors: as above, and ERR_DENIED (three times not the same).
 */
BASE_MUST_USE enum err cli_passphrase_new(struct cli *cli,
                                          char out[static PASSPHRASE_SIZE]);
/*
 * The same of trustee NUMBER of COUNT, from the file at their place where files
 * are given. The screen is cleared before the words are shown and after they
 * were typed back: one trustee after the other sits down.
 */
BASE_MUST_USE enum err cli_passphrase_new_of(struct cli *cli, uint32_t number,
                                             uint32_t count,
                                             char out[static PASSPHRASE_SIZE]);

/*
 * A password of an account: the first line of FILE, or typed twice when FILE is
 * NULL. Out: the caller frees with buf_wipe. Errors: ERR_DENIED (typed
 * differently), those of file_read and cli_term_secret.
 */
BASE_MUST_USE enum err cli_password(struct cli *cli, const char *file,
                                    struct buf *out_password);

#endif
