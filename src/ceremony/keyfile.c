#include "ceremony/keyfile.h"

#include "base/file.h"
#include "ceremony/keyfile_text.h"
#include "ceremony/passphrase.h"

#define KEY_BYTES crypto_aead_xchacha20poly1305_ietf_KEYBYTES

const struct keyfile_limits keyfile_limits_moderate = {
    .ops = crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
    .mem_bytes = crypto_pwhash_argon2id_MEMLIMIT_MODERATE,
};
const struct keyfile_limits keyfile_limits_light = {
    .ops = crypto_pwhash_argon2id_OPSLIMIT_MIN,
    .mem_bytes = crypto_pwhash_argon2id_MEMLIMIT_MIN,
};

static enum err derive_key(const char *passphrase,
                           const struct keyfile_limits *limits,
                           const uint8_t salt[static KEYFILE_SALT_BYTES],
                           uint8_t out[static KEY_BYTES], struct err_note *note)
{
    char normal[PASSPHRASE_SIZE];
    enum err e = passphrase_normalise(passphrase, strlen(passphrase), normal);
    if (e != ERR_OK)
        return err_say(note, e,
                       "the passphrase is empty or longer than %d characters",
                       PASSPHRASE_SIZE - 1);
    if (crypto_pwhash(out, KEY_BYTES, normal, strlen(normal), salt, limits->ops,
                      limits->mem_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        e = err_say(note, ERR_MEMORY,
                    "the passphrase needs %u MiB of free memory; close other "
                    "programs and try again",
                    (unsigned)(limits->mem_bytes >> 20));
    sodium_memzero(normal, sizeof normal);
    return e;
}

static enum err wrap(const struct ballot_secret_key *sk, const char *passphrase,
                     struct keyfile_text *t, struct buf *b,
                     struct err_note *note)
{
    uint8_t key[KEY_BYTES];
    randombytes_buf(t->salt, sizeof t->salt);
    randombytes_buf(t->nonce, sizeof t->nonce);
    enum err e = derive_key(passphrase, &t->limits, t->salt, key, note);
    if (e != ERR_OK)
        return e;
    keyfile_text_put_head(t, b);
    e = buf_check(b);
    if (e == ERR_OK) {
        (void)crypto_aead_xchacha20poly1305_ietf_encrypt(
            t->wrapped, NULL, sk->b, sizeof sk->b, b->data, b->len, NULL,
            t->nonce, key);
        e = keyfile_text_put_tail(t, b);
    }
    sodium_memzero(key, sizeof key);
    return e;
}

enum err keyfile_write(const char *path, const char *wave,
                       const struct ballot_secret_key *sk,
                       const struct ballot_public_key *pk,
                       const char *passphrase,
                       const struct keyfile_limits *limits,
                       struct err_note *note)
{
    struct keyfile_text t = {.pk = *pk, .limits = *limits};
    size_t wave_len = strlen(wave);
    err_assert(wave_len > 0 && wave_len <= KEYFILE_WAVE_MAX &&
               strpbrk(wave, " \r\n") == NULL);
    err_assert(ballot_keypair_matches(sk, pk));
    memcpy(t.wave, wave, wave_len);
    if (!keyfile_limits_are_valid(limits))
        return err_say(note, ERR_RANGE, "%s: limits out of range", path);
    struct buf b = BUF_INIT;
    enum err e = wrap(sk, passphrase, &t, &b, note);
    if (e == ERR_OK)
        e = file_write_new(path, b.data, b.len, 0600, note);
    buf_free(&b);
    return e;
}

static enum err unwrap(const char *path, const struct keyfile_text *t,
                       const struct buf *b, size_t head_len,
                       const char *passphrase, struct ballot_secret_key *out_sk,
                       struct err_note *note)
{
    uint8_t key[KEY_BYTES];
    struct ballot_secret_key sk;
    enum err e = derive_key(passphrase, &t->limits, t->salt, key, note);
    if (e != ERR_OK)
        return e == ERR_MEMORY ? e : ERR_DENIED;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            sk.b, NULL, NULL, t->wrapped, sizeof t->wrapped, b->data, head_len,
            t->nonce, key) != 0)
        e = err_say(note, ERR_DENIED,
                    "%s: this passphrase does not open it; check each word",
                    path);
    else if (!ballot_keypair_matches(&sk, &t->pk))
        e = err_say(note, ERR_FORMAT,
                    "%s: holds a key that does not fit the wave's", path);
    else
        *out_sk = sk;
    sodium_memzero(key, sizeof key);
    sodium_memzero(&sk, sizeof sk);
    return e;
}

enum err keyfile_open(const char *path, const char *wave,
                      const struct ballot_public_key *pk,
                      const char *passphrase, struct ballot_secret_key *out_sk,
                      struct err_note *note)
{
    struct buf b = BUF_INIT;
    struct keyfile_text t;
    size_t head_len = 0;
    enum err e = file_read(path, KEYFILE_TEXT_MAX, &b, note);
    if (e == ERR_RANGE)
        e = ERR_FORMAT;
    if (e != ERR_OK)
        return e;
    if (keyfile_text_parse(&b, &t, &head_len) != ERR_OK)
        e = err_say(note, ERR_FORMAT,
                    "%s: damaged, or not a key file; take it from a backup",
                    path);
    else if (strcmp(t.wave, wave) != 0 ||
             memcmp(t.pk.b, pk->b, sizeof pk->b) != 0)
        e = err_say(note, ERR_FORMAT,
                    "%s: is the key of another wave (%s), not of %s", path,
                    t.wave, wave);
    else
        e = unwrap(path, &t, &b, head_len, passphrase, out_sk, note);
    buf_free(&b);
    return e;
}
