/*
 * The passphrase that guards a wave's opening key: seven words that Chorus
 * draws. 2048 words make 11 bits each, 77 bits in all; with Argon2id in front
 * (keyfile.h) guessing is out of reach. Offline; must never be logged.
 */
#ifndef CHORUS_CEREMONY_PASSPHRASE_H
#define CHORUS_CEREMONY_PASSPHRASE_H

#include "base/err.h"

#include <stddef.h>

#define PASSPHRASE_WORDS 7
#define PASSPHRASE_SIZE  256 /* the longest taken, NUL included */

/* The words a passphrase is drawn from: lower-case ASCII, 4 to 7 letters. */
#define PASSPHRASE_LIST_WORDS 2048
#define PASSPHRASE_WORD_SIZE  8
extern const char passphrase_list[PASSPHRASE_LIST_WORDS][PASSPHRASE_WORD_SIZE];

/* Seven random words joined by hyphens, in normal form. The caller wipes it. */
void passphrase_new(char out[static PASSPHRASE_SIZE]);

/*
 * The normal form of what a person typed or a file holds: ASCII letters in
 * lower case, each run of blanks (line ends too) and hyphens one hyphen, none
 * at the ends. In: LEN bytes. Out: the caller wipes it. Errors: ERR_FORMAT when
 * nothing is left or a NUL is inside, ERR_RANGE when it is longer than 255.
 */
BASE_MUST_USE enum err passphrase_normalise(const char *text, size_t len,
                                            char out[static PASSPHRASE_SIZE]);

#endif
