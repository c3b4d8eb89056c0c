#include "ceremony/wrap.h"

#include "ceremony/passphrase.h"

#define OPS_MIN crypto_pwhash_argon2id_OPSLIMIT_MIN
#define OPS_MAX 16u
#define MEM_MIN crypto_pwhash_argon2id_MEMLIMIT_MIN
#define MEM_MAX (1u << 30)

static const char kdf_name[] = "argon2id13";
static const char cipher_name[] = "xchacha20poly1305-ietf";

bool wrap_limits_are_valid(const struct keyfile_limits *limits)
{
    return limits->ops >= OPS_MIN && limits->ops <= OPS_MAX &&
           limits->mem_bytes >= MEM_MIN && limits->mem_bytes <= MEM_MAX;
}

struct wrap_kdf wrap_kdf_new(const struct keyfile_limits *limits)
{
    struct wrap_kdf kdf = {.limits = *limits};
    randombytes_buf(kdf.salt, sizeof kdf.salt);
    return kdf;
}

void wrap_kdf_put(const struct wrap_kdf *kdf, struct buf *b)
{
    buf_printf(b, "kdf %s\nops %u\nmem_bytes %u\n", kdf_name,
               (unsigned)kdf->limits.ops, (unsigned)kdf->limits.mem_bytes);
    lines_put_b64u(b, "salt", kdf->salt, sizeof kdf->salt);
}

enum err wrap_kdf_take(struct lines_cursor *cursor, struct wrap_kdf *out_kdf)
{
    struct wrap_kdf kdf = {.limits = {0, 0}};
    enum err e = lines_take_exactly(cursor, "kdf", kdf_name);
    if (e == ERR_OK)
        e = lines_take_u32(cursor, "ops", &kdf.limits.ops);
    if (e == ERR_OK)
        e = lines_take_u32(cursor, "mem_bytes", &kdf.limits.mem_bytes);
    if (e == ERR_OK)
        e = lines_take_b64u(cursor, "salt", kdf.salt, sizeof kdf.salt);
    if (e != ERR_OK || !wrap_limits_are_valid(&kdf.limits))
        return ERR_FORMAT;
    *out_kdf = kdf;
    return ERR_OK;
}

enum err wrap_kdf_key(const struct wrap_kdf *kdf, const char *passphrase,
                      struct wrap_key *out_key, struct err_note *note)
{
    char normal[PASSPHRASE_SIZE];
    enum err e = passphrase_normalise(passphrase, strlen(passphrase), normal);
    if (e != ERR_OK)
        return err_say(note, e,
                       "the passphrase is empty or longer than %d characters",
                       PASSPHRASE_SIZE - 1);
    if (crypto_pwhash(out_key->b, sizeof out_key->b, normal, strlen(normal),
                      kdf->salt, kdf->limits.ops, kdf->limits.mem_bytes,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        e = err_say(note, ERR_MEMORY,
                    "the passphrase needs %u MiB of free memory; close other "
                    "programs and try again",
                    (unsigned)(kdf->limits.mem_bytes >> 20));
    sodium_memzero(normal, sizeof normal);
    return e;
}

enum err wrap_put(const struct wrap_key *key, const uint8_t *plain, size_t len,
                  struct buf *b)
{
    uint8_t nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    uint8_t wrapped[LINES_B64U_MAX];
    err_assert(len <= WRAP_PLAIN_MAX);
    randombytes_buf(nonce, sizeof nonce);
    buf_printf(b, "cipher %s\n", cipher_name);
    lines_put_b64u(b, "nonce", nonce, sizeof nonce);
    enum err e = buf_check(b);
    if (e != ERR_OK)
        return e;
    (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
        wrapped, NULL, plain, len, b->data, b->len, NULL, nonce, key->b);
    lines_put_b64u(b, "wrapped", wrapped, len + WRAP_EXTRA_BYTES);
    return lines_put_sum(b);
}

enum err wrap_take(struct lines_cursor *cursor, const struct buf *file,
                   size_t len, struct wrap_text *out_text)
{
    struct wrap_text t;
    err_assert(len <= WRAP_PLAIN_MAX);
    enum err e = lines_take_exactly(cursor, "cipher", cipher_name);
    if (e == ERR_OK)
        e = lines_take_b64u(cursor, "nonce", t.nonce, sizeof t.nonce);
    t.head_len = (size_t)(cursor->at - buf_text(file));
    if (e == ERR_OK)
        e = lines_take_b64u(cursor, "wrapped", t.wrapped,
                            len + WRAP_EXTRA_BYTES);
    if (e == ERR_OK)
        e = lines_end(cursor, file);
    if (e == ERR_OK)
        *out_text = t;
    return e;
}

enum err wrap_open(const struct wrap_key *key, const struct wrap_text *text,
                   const struct buf *file, uint8_t *out_plain, size_t len)
{
    uint8_t plain[WRAP_PLAIN_MAX];
    err_assert(len <= sizeof plain);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, NULL, NULL, text->wrapped, len + WRAP_EXTRA_BYTES,
            file->data, text->head_len, text->nonce, key->b) != 0)
        return ERR_DENIED;
    memcpy(out_plain, plain, len);
    sodium_memzero(plain, sizeof plain);
    return ERR_OK;
}
