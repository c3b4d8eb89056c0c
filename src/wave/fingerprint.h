/*
 * The hash of a manifest and its fingerprint: what every trainee can compare
 * with a poster. Source: src/PROTOCOL.md, "Manifest".
 */
#ifndef CHORUS_WAVE_FINGERPRINT_H
#define CHORUS_WAVE_FINGERPRINT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define WAVE_HASH_BYTES            32
#define WAVE_FINGERPRINT_BYTES     20
#define WAVE_FINGERPRINT_TEXT_SIZE 36 /* 32 symbols, 3 hyphens, NUL */

struct wave_manifest_hash { /* mh: SHA-256 of the exact bytes (manifest.h) */
    uint8_t b[WAVE_HASH_BYTES];
};
struct wave_fingerprint { /* the first 20 bytes of mh */
    uint8_t b[WAVE_FINGERPRINT_BYTES];
};

/* XXXXXXXX-XXXXXXXX-XXXXXXXX-XXXXXXXX, upper case. */
void wave_fingerprint_text(const struct wave_manifest_hash *mh,
                           char out[static WAVE_FINGERPRINT_TEXT_SIZE]);

/*
 * Reads a fingerprint that a person may have typed: case, blanks and hyphens do
 * not matter, I and L are 1, O is 0. In: untrusted, LEN bytes, no NUL needed.
 * Errors: ERR_FORMAT.
 */
BASE_MUST_USE enum err wave_fingerprint_parse(
    const char *text, size_t len, struct wave_fingerprint *out_fingerprint);

/* Whether a manifest has this fingerprint, in constant time. */
bool wave_fingerprint_matches(const struct wave_fingerprint *fingerprint,
                              const struct wave_manifest_hash *mh);

#endif
