#include "wave/transcript.h"

#include "base/encode.h"

#include <sodium.h>

_Static_assert(ENCODE_LABEL_MAX <= WAVE_TRANSCRIPT_MAX_BYTES, "a label fits");

void wave_transcript_init(struct wave_transcript *t, const char *name)
{
    t->len = encode_label(name, t->b);
}

void wave_transcript_put(struct wave_transcript *t, const void *bytes,
                         size_t len)
{
    err_assert(len <= sizeof t->b - t->len);
    memcpy(t->b + t->len, bytes, len);
    t->len += len;
}

void wave_transcript_put_u16(struct wave_transcript *t, uint16_t v)
{
    uint8_t be[2];
    buf_set_u16(be, v);
    wave_transcript_put(t, be, sizeof be);
}

void wave_transcript_sha256(const struct wave_transcript *t,
                            uint8_t out[static 32])
{
    (void)crypto_hash_sha256(out, t->b, t->len);
}

void wave_transcript_wipe(struct wave_transcript *t)
{
    sodium_memzero(t, sizeof *t);
}
