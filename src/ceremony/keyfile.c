#include "ceremony/keyfile.h"

#include "base/file.h"

#define TEXT_MAX 4096

static const char format_name[] = "chorus-seal-v1";
static const char shared_name[] = "blake2b-trustees";

const struct keyfile_limits keyfile_limits_moderate = {
    .ops = crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
    .mem_bytes = crypto_pwhash_argon2id_MEMLIMIT_MODERATE,
};
const struct keyfile_limits keyfile_limits_light = {
    .ops = crypto_pwhash_argon2id_OPSLIMIT_MIN,
    .mem_bytes = crypto_pwhash_argon2id_MEMLIMIT_MIN,
};

/* What a key file says. */
struct text {
    char wave[LINES_WAVE_MAX + 1];
    struct ballot_public_key pk;
    bool is_shared;
    struct wrap_kdf kdf; /* unless it is shared */
    uint32_t threshold;
    uint32_t trustees;
    struct wrap_text wrap;
};

static void put_begin(const char *wave, const struct ballot_secret_key *sk,
                      const struct ballot_public_key *pk, struct buf *b)
{
    size_t wave_len = strlen(wave);
    err_assert(wave_len > 0 && wave_len <= LINES_WAVE_MAX &&
               strpbrk(wave, " \r\n") == NULL);
    err_assert(ballot_keypair_matches(sk, pk));
    buf_printf(b, "%s\nwave %s\n", format_name, wave);
    lines_put_b64u(b, "seal_pk", pk->b, sizeof pk->b);
}

static enum err write_wrapped(const char *path, const struct wrap_key *key,
                              const struct ballot_secret_key *sk, struct buf *b,
                              struct err_note *note)
{
    enum err e = wrap_put(key, sk->b, sizeof sk->b, b);
    return e != ERR_OK ? e : file_write_new(path, b->data, b->len, 0600, note);
}

enum err keyfile_write(const char *path, const char *wave,
                       const struct ballot_secret_key *sk,
                       const struct ballot_public_key *pk,
                       const char *passphrase,
                       const struct keyfile_limits *limits,
                       struct err_note *note)
{
    struct wrap_key key;
    struct buf b = BUF_INIT;
    if (!wrap_limits_are_valid(limits))
        return err_say(note, ERR_RANGE, "%s: limits out of range", path);
    const struct wrap_kdf kdf = wrap_kdf_new(limits);
    enum err e = wrap_kdf_key(&kdf, passphrase, &key, note);
    if (e != ERR_OK)
        return e;
    put_begin(wave, sk, pk, &b);
    wrap_kdf_put(&kdf, &b);
    e = write_wrapped(path, &key, sk, &b, note);
    sodium_memzero(&key, sizeof key);
    buf_free(&b);
    return e;
}

enum err keyfile_write_shared(const char *path, const char *wave,
                              const struct ballot_secret_key *sk,
                              const struct ballot_public_key *pk,
                              const struct wrap_key *key, uint32_t threshold,
                              uint32_t trustees, struct err_note *note)
{
    struct buf b = BUF_INIT;
    put_begin(wave, sk, pk, &b);
    err_assert(threshold > 0 && threshold <= trustees);
    buf_printf(&b, "kdf %s\nthreshold %u\ntrustees %u\n", shared_name,
               (unsigned)threshold, (unsigned)trustees);
    enum err e = write_wrapped(path, key, sk, &b, note);
    buf_free(&b);
    return e;
}

static enum err parse(const struct buf *file, struct text *t)
{
    struct lines_cursor cur;
    enum err e = lines_begin(file, format_name, &cur);
    if (e == ERR_OK)
        e = lines_take_wave(&cur, t->wave);
    if (e == ERR_OK)
        e = lines_take_b64u(&cur, "seal_pk", t->pk.b, sizeof t->pk.b);
    if (e != ERR_OK)
        return e;
    t->is_shared = lines_next_is(&cur, "kdf", shared_name);
    if (!t->is_shared) {
        e = wrap_kdf_take(&cur, &t->kdf);
    } else {
        e = lines_take_exactly(&cur, "kdf", shared_name);
        if (e == ERR_OK)
            e = lines_take_u32(&cur, "threshold", &t->threshold);
        if (e == ERR_OK)
            e = lines_take_u32(&cur, "trustees", &t->trustees);
    }
    return e != ERR_OK ? e : wrap_take(&cur, file, BALLOT_KEY_BYTES, &t->wrap);
}

/* Reads the key file of this wave, as one of the two kinds. */
static enum err read(const char *path, const char *wave,
                     const struct ballot_public_key *pk, bool is_shared,
                     struct buf *out_file, struct text *out_text,
                     struct err_note *note)
{
    struct buf b = BUF_INIT;
    enum err e = file_read(path, TEXT_MAX, &b, note);
    if (e == ERR_RANGE)
        e = ERR_FORMAT;
    if (e != ERR_OK)
        return e;
    if (parse(&b, out_text) != ERR_OK)
        e = err_say(note, ERR_FORMAT,
                    "%s: damaged, or not a key file; take it from a backup",
                    path);
    else if (strcmp(out_text->wave, wave) != 0 ||
             memcmp(out_text->pk.b, pk->b, sizeof pk->b) != 0)
        e = err_say(note, ERR_FORMAT,
                    "%s: is the key of another wave (%s), not of %s", path,
                    out_text->wave, wave);
    else if (out_text->is_shared != is_shared)
        e = err_say(note, ERR_FORMAT, "%s: is not opened by %s", path,
                    is_shared ? "trustees" : "a passphrase, but by trustees");
    if (e != ERR_OK)
        buf_free(&b);
    else
        *out_file = b;
    return e;
}

static enum err unwrap(const char *path, const struct text *t,
                       const struct buf *file, const struct wrap_key *key,
                       struct ballot_secret_key *out_sk, struct err_note *note)
{
    struct ballot_secret_key sk;
    enum err e = wrap_open(key, &t->wrap, file, sk.b, sizeof sk.b);
    if (e != ERR_OK)
        e = err_say(note, e, "%s: %s", path,
                    t->is_shared ? "the shares do not open it"
                                 : "this passphrase does not open it; check "
                                   "each word");
    else if (!ballot_keypair_matches(&sk, &t->pk))
        e = err_say(note, ERR_FORMAT,
                    "%s: holds a key that does not fit the wave's", path);
    else
        *out_sk = sk;
    sodium_memzero(&sk, sizeof sk);
    return e;
}

enum err keyfile_open(const char *path, const char *wave,
                      const struct ballot_public_key *pk,
                      const char *passphrase, struct ballot_secret_key *out_sk,
                      struct err_note *note)
{
    struct buf file = BUF_INIT;
    struct text t;
    struct wrap_key key;
    enum err e = read(path, wave, pk, false, &file, &t, note);
    if (e != ERR_OK)
        return e;
    e = wrap_kdf_key(&t.kdf, passphrase, &key, note);
    if (e == ERR_FORMAT || e == ERR_RANGE)
        e = ERR_DENIED;
    if (e == ERR_OK)
        e = unwrap(path, &t, &file, &key, out_sk, note);
    sodium_memzero(&key, sizeof key);
    buf_free(&file);
    return e;
}

enum err keyfile_open_shared(const char *path, const char *wave,
                             const struct ballot_public_key *pk,
                             const struct wrap_key *key,
                             struct ballot_secret_key *out_sk,
                             struct err_note *note)
{
    struct buf file = BUF_INIT;
    struct text t;
    enum err e = read(path, wave, pk, true, &file, &t, note);
    if (e != ERR_OK)
        return e;
    e = unwrap(path, &t, &file, key, out_sk, note);
    buf_free(&file);
    return e;
}
