#include "wave/invite_code.h"

#include "base/encode.h"
#include "wave/symbols.h"
#include "wave/transcript.h"

#include <sodium.h>

#define CHECKED_BYTES (WAVE_INVITE_CODE_BYTES + 1)
_Static_assert(ENCODE_BASE32_SIZE(CHECKED_BYTES) == 28 + 1, "28 symbols");
_Static_assert(WAVE_SIG_BYTES == crypto_sign_BYTES, "Ed25519");

void wave_invite_code_new(uint16_t group, struct wave_invite_code *out_code)
{
    buf_set_u16(out_code->b, group);
    randombytes_buf(out_code->b + 2, sizeof out_code->b - 2);
}

uint16_t wave_invite_code_group(const struct wave_invite_code *code)
{
    return buf_get_u16(code->b);
}

/* The first byte of SHA-256(label("check") || code). */
static uint8_t check_byte(const uint8_t code[static WAVE_INVITE_CODE_BYTES])
{
    struct wave_transcript t;
    uint8_t hash[crypto_hash_sha256_BYTES];
    wave_transcript_init(&t, "check");
    wave_transcript_put(&t, code, WAVE_INVITE_CODE_BYTES);
    wave_transcript_sha256(&t, hash);
    wave_transcript_wipe(&t);
    return hash[0];
}

void wave_invite_code_text(const struct wave_invite_code *code,
                           char out[static WAVE_INVITE_CODE_TEXT_SIZE])
{
    uint8_t checked[CHECKED_BYTES];
    char symbols[ENCODE_BASE32_SIZE(CHECKED_BYTES)];
    memcpy(checked, code->b, sizeof code->b);
    checked[CHECKED_BYTES - 1] = check_byte(code->b);
    encode_base32(checked, sizeof checked, symbols);
    wave_symbols_group(symbols, 7, out);
    sodium_memzero(checked, sizeof checked);
    sodium_memzero(symbols, sizeof symbols);
}

enum err wave_invite_code_parse(const char *text, size_t len,
                                struct wave_invite_code *out_code)
{
    uint8_t checked[CHECKED_BYTES];
    enum err e = decode_base32(text, len, checked, sizeof checked);
    if (e == ERR_OK && checked[CHECKED_BYTES - 1] != check_byte(checked))
        e = ERR_DENIED;
    if (e == ERR_OK)
        memcpy(out_code->b, checked, sizeof out_code->b);
    sodium_memzero(checked, sizeof checked);
    return e;
}

void wave_invite_keypair(const struct wave_id *wave_id,
                         const struct wave_invite_code *code,
                         struct wave_invite_public *out_public,
                         struct wave_invite_secret *out_secret)
{
    struct wave_transcript t;
    uint8_t seed[crypto_sign_SEEDBYTES];
    wave_transcript_init(&t, "invite");
    wave_transcript_put(&t, wave_id->b, sizeof wave_id->b);
    wave_transcript_put(&t, code->b, sizeof code->b);
    wave_transcript_sha256(&t, seed);
    (void)crypto_sign_seed_keypair(out_public->b, out_secret->b, seed);
    wave_transcript_wipe(&t);
    sodium_memzero(seed, sizeof seed);
}

void wave_invite_used_hash(const struct wave_invite_public *invite,
                           struct wave_used_hash *out_hash)
{
    struct wave_transcript t;
    wave_transcript_init(&t, "used");
    wave_transcript_put(&t, invite->b, sizeof invite->b);
    wave_transcript_sha256(&t, out_hash->b);
}

static void issue_message(const struct wave_manifest_hash *mh, uint16_t group,
                          const struct wave_invite_public *invite,
                          const uint8_t blinded[static 32],
                          struct wave_transcript *t)
{
    wave_transcript_init(t, "issue");
    wave_transcript_put(t, mh->b, sizeof mh->b);
    wave_transcript_put_u16(t, group);
    wave_transcript_put(t, invite->b, sizeof invite->b);
    wave_transcript_put(t, blinded, 32);
}

void wave_invite_sign_issue(const struct wave_invite_secret *secret,
                            const struct wave_manifest_hash *mh, uint16_t group,
                            const struct wave_invite_public *invite,
                            const uint8_t blinded[static 32],
                            uint8_t out_sig[static WAVE_SIG_BYTES])
{
    struct wave_transcript t;
    issue_message(mh, group, invite, blinded, &t);
    (void)crypto_sign_detached(out_sig, NULL, t.b, t.len, secret->b);
}

enum err wave_invite_check_issue(const struct wave_invite_public *invite,
                                 const struct wave_manifest_hash *mh,
                                 uint16_t group,
                                 const uint8_t blinded[static 32],
                                 const uint8_t sig[static WAVE_SIG_BYTES])
{
    struct wave_transcript t;
    issue_message(mh, group, invite, blinded, &t);
    return crypto_sign_verify_detached(sig, t.b, t.len, invite->b) == 0
               ? ERR_OK
               : ERR_DENIED;
}
