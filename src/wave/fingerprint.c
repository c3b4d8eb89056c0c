#include "wave/fingerprint.h"

#include "base/encode.h"
#include "wave/symbols.h"

#include <sodium.h>

void wave_fingerprint_text(const struct wave_manifest_hash *mh,
                           char out[static WAVE_FINGERPRINT_TEXT_SIZE])
{
    char plain[ENCODE_BASE32_SIZE(WAVE_FINGERPRINT_BYTES)];
    encode_base32(mh->b, WAVE_FINGERPRINT_BYTES, plain);
    wave_symbols_group(plain, 8, out);
}

enum err wave_fingerprint_parse(const char *text, size_t len,
                                struct wave_fingerprint *out_fingerprint)
{
    struct wave_fingerprint fingerprint;
    enum err e = decode_base32(text, len, fingerprint.b, sizeof fingerprint.b);
    if (e == ERR_OK)
        *out_fingerprint = fingerprint;
    return e;
}

bool wave_fingerprint_matches(const struct wave_fingerprint *fingerprint,
                              const struct wave_manifest_hash *mh)
{
    return sodium_memcmp(fingerprint->b, mh->b, sizeof fingerprint->b) == 0;
}
