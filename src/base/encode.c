#include "base/encode.h"

#include <sodium.h>

static const char base32_symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static const char label_prefix[] = "chorus-v1:";

void encode_hex(const uint8_t *bytes, size_t len, char *out)
{
    (void)sodium_bin2hex(out, ENCODE_HEX_SIZE(len), bytes, len);
}

enum err decode_hex(const char *text, size_t text_len, uint8_t *out, size_t len)
{
    if (text_len != 2 * len)
        return ERR_FORMAT;
    for (size_t i = 0; i < text_len; i++)
        if (text[i] >= 'A' && text[i] <= 'F')
            return ERR_FORMAT;
    size_t got = 0;
    if (sodium_hex2bin(out, len, text, text_len, NULL, &got, NULL) != 0 ||
        got != len)
        return ERR_FORMAT;
    return ERR_OK;
}

void encode_b64u(const uint8_t *bytes, size_t len, char *out)
{
    (void)sodium_bin2base64(out, ENCODE_B64U_SIZE(len), bytes, len,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* libsodium 1.0.18 takes some bytes over 0x7f for letters. */
static bool is_b64u(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
              (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return true;
}

enum err decode_b64u(const char *text, size_t text_len, uint8_t *out,
                     size_t len)
{
    size_t got = 0;
    const char *end = NULL;
    if (text_len != ENCODE_B64U_SIZE(len) - 1 || !is_b64u(text, text_len))
        return ERR_FORMAT;
    /* libsodium refuses bits behind the last byte by itself. */
    if (sodium_base642bin(out, len, text, text_len, NULL, &got, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        got != len || end != text + text_len)
        return ERR_FORMAT;
    return ERR_OK;
}

void encode_base32(const uint8_t *bytes, size_t len, char *out)
{
    unsigned acc = 0;
    unsigned bits = 0;
    size_t o = 0;
    for (size_t i = 0; i < len; i++) {
        acc = (acc << 8 | bytes[i]) & 0xfffu;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            out[o++] = base32_symbols[acc >> bits & 31u];
        }
    }
    if (bits > 0)
        out[o++] = base32_symbols[acc << (5 - bits) & 31u];
    out[o] = 0;
}

static int base32_value(char c)
{
    if (c >= 'a' && c <= 'z')
        c = (char)(c - 'a' + 'A');
    if (c == 'I' || c == 'L')
        return 1;
    if (c == 'O')
        return 0;
    const char *at = c == 0 ? NULL : strchr(base32_symbols, c);
    return at == NULL ? -1 : (int)(at - base32_symbols);
}

enum err decode_base32(const char *text, size_t text_len, uint8_t *out,
                       size_t len)
{
    unsigned acc = 0;
    unsigned bits = 0;
    size_t o = 0;
    size_t symbols = 0;
    for (size_t i = 0; i < text_len; i++) {
        if (text[i] == ' ' || text[i] == '-')
            continue;
        int value = base32_value(text[i]);
        if (value < 0 || ++symbols > ENCODE_BASE32_SIZE(len) - 1)
            return ERR_FORMAT;
        acc = (acc << 5 | (unsigned)value) & 0xfffu;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            out[o++] = (uint8_t)(acc >> bits);
        }
    }
    if (symbols != ENCODE_BASE32_SIZE(len) - 1 || o != len ||
        (acc & ((1u << bits) - 1)) != 0)
        return ERR_FORMAT;
    return ERR_OK;
}

size_t encode_label(const char *name, uint8_t out[static ENCODE_LABEL_MAX])
{
    size_t prefix = sizeof label_prefix - 1;
    size_t len = strlen(name);
    err_assert(1 + prefix + len <= ENCODE_LABEL_MAX);
    out[0] = (uint8_t)(prefix + len);
    memcpy(out + 1, label_prefix, prefix);
    memcpy(out + 1 + prefix, name, len);
    return 1 + prefix + len;
}

/* How many bytes follow a first byte; -1 when none may start so. */
static int utf8_following(uint8_t first)
{
    if (first < 0x80)
        return 0;
    if (first >= 0xc2 && first <= 0xdf)
        return 1;
    if (first >= 0xe0 && first <= 0xef)
        return 2;
    if (first >= 0xf0 && first <= 0xf4)
        return 3;
    return -1;
}

bool encode_is_utf8(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint8_t first = bytes[i];
        int following = utf8_following(first);
        if (first == 0 || following < 0 || (size_t)following > len - i - 1)
            return false;
        /* The second byte's bounds shut out overlong forms and surrogates. */
        uint8_t low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        uint8_t high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        for (int j = 1; j <= following; j++) {
            uint8_t next = bytes[i + (size_t)j];
            if (next < low || next > high)
                return false;
            low = 0x80;
            high = 0xbf;
        }
        i += 1 + (size_t)following;
    }
    return true;
}

bool encode_is_lines(const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((bytes[i] < 0x20 && bytes[i] != '\n') || bytes[i] == 0x7f)
            return false;
    return encode_is_utf8(bytes, len);
}
