#include "staff/devices.h"

#include "base/buf.h"

#include <sodium.h>

#define DAY_SEC   (24 * 60 * 60)
#define HEAD_SIZE 16 /* day and random number */

_Static_assert(DEVICES_BYTES == HEAD_SIZE + crypto_auth_hmacsha256_BYTES,
               "a head and its tag");
_Static_assert(SITE_DEVICE_KEY_BYTES == crypto_auth_hmacsha256_KEYBYTES,
               "the stored key is the tag's");

static void tag(const struct devices_key *key, const char *account,
                const uint8_t head[static HEAD_SIZE],
                uint8_t out_tag[static crypto_auth_hmacsha256_BYTES])
{
    uint8_t label[ENCODE_LABEL_MAX];
    size_t label_len = encode_label("device", label);
    crypto_auth_hmacsha256_state state;
    (void)crypto_auth_hmacsha256_init(&state, key->b, sizeof key->b);
    (void)crypto_auth_hmacsha256_update(&state, label, label_len);
    (void)crypto_auth_hmacsha256_update(&state, head, HEAD_SIZE);
    (void)crypto_auth_hmacsha256_update(&state, (const uint8_t *)account,
                                        strlen(account));
    (void)crypto_auth_hmacsha256_final(&state, out_tag);
    sodium_memzero(&state, sizeof state);
}

void devices_token(const struct devices_key *key, const char *account,
                   int64_t now_sec, char out_text[static DEVICES_TEXT_SIZE])
{
    uint8_t bytes[DEVICES_BYTES];
    buf_set_u32(bytes, (uint32_t)(now_sec / DAY_SEC));
    randombytes_buf(bytes + 4, HEAD_SIZE - 4);
    tag(key, account, bytes, bytes + HEAD_SIZE);
    encode_b64u(bytes, sizeof bytes, out_text);
}

bool devices_holds(const struct devices_key *key, const char *account,
                   const char *text, int64_t now_sec)
{
    uint8_t bytes[DEVICES_BYTES];
    uint8_t wanted[crypto_auth_hmacsha256_BYTES];
    if (text == NULL ||
        decode_b64u(text, strlen(text), bytes, sizeof bytes) != ERR_OK)
        return false;
    tag(key, account, bytes, wanted);
    if (sodium_memcmp(wanted, bytes + HEAD_SIZE, sizeof wanted) != 0)
        return false;
    int64_t age_days = now_sec / DAY_SEC - (int64_t)buf_get_u32(bytes);
    return age_days >= 0 && age_days <= DEVICES_LIFE_DAYS;
}
