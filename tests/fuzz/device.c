/* The cookie of a browser that was here before: none holds but what the key
 * made, within its days. Behind "=" the input is the head of a cookie whose tag
 * is right, which a mutation would never get. */
#include "fuzz/fuzz.h"

#include "staff/devices.h"

#include <sodium.h>

#define NOW_SEC    1793530800
#define TODAY      (NOW_SEC / (24 * 60 * 60))
#define HEAD_BYTES 16

static const struct devices_key key = {{1}};
static const char account[] = "jan";

/* As the head of devices.h has it. */
static void make(const uint8_t head[static HEAD_BYTES],
                 char out_text[static DEVICES_TEXT_SIZE])
{
    uint8_t said[ENCODE_LABEL_MAX + HEAD_BYTES + sizeof account];
    uint8_t token[DEVICES_BYTES];
    size_t len = encode_label("device", said);
    memcpy(said + len, head, HEAD_BYTES);
    memcpy(said + len + HEAD_BYTES, account, sizeof account - 1);
    len += HEAD_BYTES + sizeof account - 1;
    memcpy(token, head, HEAD_BYTES);
    (void)crypto_auth_hmacsha256(token + HEAD_BYTES, said, len, key.b);
    encode_b64u(token, sizeof token, out_text);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    if (len == HEAD_BYTES + 1 && data[0] == '=') {
        char text[DEVICES_TEXT_SIZE];
        int64_t age_days = TODAY - (int64_t)buf_get_u32(data + 1);
        make(data + 1, text);
        err_assert(devices_holds(&key, account, text, NOW_SEC) ==
                   (age_days >= 0 && age_days <= DEVICES_LIFE_DAYS));
        err_assert(!devices_holds(&key, "ann", text, NOW_SEC));
        return 0;
    }
    char *text = fuzz_text(data, len);
    uint8_t token[DEVICES_BYTES];
    char right[DEVICES_TEXT_SIZE];
    if (devices_holds(&key, account, text, NOW_SEC)) {
        err_assert(decode_b64u(text, len, token, sizeof token) == ERR_OK);
        make(token, right);
        err_assert(strcmp(text, right) == 0);
    }
    free(text);
    return 0;
}
