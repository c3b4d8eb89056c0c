#include "ceremony/keyfile_text.h"

#include "base/encode.h"

#define SUM_BYTES crypto_hash_sha256_BYTES
#define OPS_MIN   crypto_pwhash_argon2id_OPSLIMIT_MIN
#define OPS_MAX   16u
#define MEM_MIN   crypto_pwhash_argon2id_MEMLIMIT_MIN
#define MEM_MAX   (1u << 30)

static const char format_name[] = "chorus-seal-v1";
static const char kdf_name[] = "argon2id13";
static const char cipher_name[] = "xchacha20poly1305-ietf";

bool keyfile_limits_are_valid(const struct keyfile_limits *limits)
{
    return limits->ops >= OPS_MIN && limits->ops <= OPS_MAX &&
           limits->mem_bytes >= MEM_MIN && limits->mem_bytes <= MEM_MAX;
}

static void put_b64u(struct buf *b, const char *name, const uint8_t *bytes,
                     size_t len)
{
    char text[ENCODE_B64U_SIZE(KEYFILE_WRAPPED_BYTES)];
    err_assert(len <= KEYFILE_WRAPPED_BYTES);
    encode_b64u(bytes, len, text);
    buf_printf(b, "%s %s\n", name, text);
}

void keyfile_text_put_head(const struct keyfile_text *text, struct buf *b)
{
    buf_printf(b, "%s\nwave %s\n", format_name, text->wave);
    put_b64u(b, "seal_pk", text->pk.b, sizeof text->pk.b);
    buf_printf(b, "kdf %s\nops %u\nmem_bytes %u\n", kdf_name,
               (unsigned)text->limits.ops, (unsigned)text->limits.mem_bytes);
    put_b64u(b, "salt", text->salt, sizeof text->salt);
    buf_printf(b, "cipher %s\n", cipher_name);
    put_b64u(b, "nonce", text->nonce, sizeof text->nonce);
}

static void put_sum(struct buf *b)
{
    uint8_t sum[SUM_BYTES];
    char hex[ENCODE_HEX_SIZE(SUM_BYTES)];
    (void)crypto_hash_sha256(sum, b->data, b->len);
    encode_hex(sum, sizeof sum, hex);
    buf_printf(b, "sha256 %s\n", hex);
}

enum err keyfile_text_put_tail(const struct keyfile_text *text, struct buf *b)
{
    put_b64u(b, "wrapped", text->wrapped, sizeof text->wrapped);
    enum err e = buf_check(b);
    if (e != ERR_OK)
        return e;
    put_sum(b);
    return buf_check(b);
}

/* The rest of a file; each line is taken once, in the order of the format. */
struct cursor {
    const char *at;
    const char *end;
};

/* The text behind "NAME " on the next line, without its line end. */
static enum err take(struct cursor *cur, const char *name, const char **out,
                     size_t *out_len)
{
    size_t name_len = strlen(name);
    size_t left = (size_t)(cur->end - cur->at);
    const char *line_end = memchr(cur->at, '\n', left);
    if (line_end == NULL || (size_t)(line_end - cur->at) <= name_len ||
        memcmp(cur->at, name, name_len) != 0 || cur->at[name_len] != ' ')
        return ERR_FORMAT;
    *out = cur->at + name_len + 1;
    *out_len = (size_t)(line_end - *out);
    cur->at = line_end + 1;
    return ERR_OK;
}

static enum err take_exactly(struct cursor *cur, const char *name,
                             const char *expected)
{
    const char *text = NULL;
    size_t len = 0;
    enum err e = take(cur, name, &text, &len);
    if (e != ERR_OK)
        return e;
    return len == strlen(expected) && memcmp(text, expected, len) == 0
               ? ERR_OK
               : ERR_FORMAT;
}

static enum err take_b64u(struct cursor *cur, const char *name, uint8_t *out,
                          size_t out_len)
{
    const char *text = NULL;
    size_t len = 0;
    enum err e = take(cur, name, &text, &len);
    return e != ERR_OK ? e : decode_b64u(text, len, out, out_len);
}

static enum err take_u32(struct cursor *cur, const char *name, uint32_t *out)
{
    const char *text = NULL;
    size_t len = 0;
    enum err e = take(cur, name, &text, &len);
    if (e != ERR_OK)
        return e;
    uint64_t v = 0;
    if (len == 0 || len > 10 || text[0] == '0')
        return ERR_FORMAT;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return ERR_FORMAT;
        v = 10 * v + (uint64_t)(text[i] - '0');
    }
    if (v > UINT32_MAX)
        return ERR_FORMAT;
    *out = (uint32_t)v;
    return ERR_OK;
}

static enum err take_wave(struct cursor *cur, struct keyfile_text *t)
{
    const char *text = NULL;
    size_t len = 0;
    enum err e = take(cur, "wave", &text, &len);
    if (e != ERR_OK || len > KEYFILE_WAVE_MAX)
        return ERR_FORMAT;
    memcpy(t->wave, text, len);
    t->wave[len] = 0;
    return ERR_OK;
}

/* The last line is the hash of all before it. */
static enum err check_sum(const struct buf *b, const char *last_line)
{
    uint8_t sum[SUM_BYTES];
    uint8_t said[SUM_BYTES];
    const char *text = NULL;
    size_t len = 0;
    const char *start = buf_text(b);
    struct cursor cur = {last_line, start + b->len};
    enum err e = take(&cur, "sha256", &text, &len);
    if (e == ERR_OK)
        e = decode_hex(text, len, said, sizeof said);
    if (e != ERR_OK || cur.at != cur.end)
        return ERR_FORMAT;
    (void)crypto_hash_sha256(sum, b->data, (size_t)(last_line - start));
    return memcmp(sum, said, sizeof sum) == 0 ? ERR_OK : ERR_FORMAT;
}

/* The lines behind the first; leaves the cursor behind "nonce". */
static enum err take_head(struct cursor *cur, struct keyfile_text *t)
{
    enum err e = take_wave(cur, t);
    if (e == ERR_OK)
        e = take_b64u(cur, "seal_pk", t->pk.b, sizeof t->pk.b);
    if (e == ERR_OK)
        e = take_exactly(cur, "kdf", kdf_name);
    if (e == ERR_OK)
        e = take_u32(cur, "ops", &t->limits.ops);
    if (e == ERR_OK)
        e = take_u32(cur, "mem_bytes", &t->limits.mem_bytes);
    if (e == ERR_OK)
        e = take_b64u(cur, "salt", t->salt, sizeof t->salt);
    if (e == ERR_OK)
        e = take_exactly(cur, "cipher", cipher_name);
    if (e == ERR_OK)
        e = take_b64u(cur, "nonce", t->nonce, sizeof t->nonce);
    return e;
}

enum err keyfile_text_parse(const struct buf *b, struct keyfile_text *out_text,
                            size_t *out_head_len)
{
    const char *start = buf_text(b);
    size_t first_len = sizeof format_name; /* its line end too */
    struct keyfile_text t;
    if (b->len < first_len || start[first_len - 1] != '\n' ||
        memcmp(start, format_name, first_len - 1) != 0)
        return ERR_FORMAT;
    struct cursor cur = {start + first_len, start + b->len};
    enum err e = take_head(&cur, &t);
    size_t head_len = (size_t)(cur.at - start);
    if (e == ERR_OK)
        e = take_b64u(&cur, "wrapped", t.wrapped, sizeof t.wrapped);
    if (e == ERR_OK)
        e = check_sum(b, cur.at);
    if (e != ERR_OK || !keyfile_limits_are_valid(&t.limits))
        return ERR_FORMAT;
    *out_text = t;
    *out_head_len = head_len;
    return ERR_OK;
}
