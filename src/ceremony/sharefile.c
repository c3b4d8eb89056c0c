#include "ceremony/sharefile.h"

#include "base/file.h"

#define TEXT_MAX    4096
#define PLAIN_BYTES (TOKEN_SCALAR_BYTES + SHAREFILE_SEED_BYTES)

static const char format_name[] = "chorus-share-v1";

/* What a share file says. */
struct text {
    char wave[LINES_WAVE_MAX + 1];
    struct ballot_public_key pk;
    uint32_t number;
    uint32_t threshold;
    uint32_t trustees;
    struct wrap_kdf kdf;
    struct wrap_text wrap;
};

static void put_head(const struct sharefile_wave *wave, uint32_t number,
                     const struct wrap_kdf *kdf, struct buf *b)
{
    buf_printf(b, "%s\nwave %s\n", format_name, wave->wave);
    lines_put_b64u(b, "seal_pk", wave->seal_pk->b, sizeof wave->seal_pk->b);
    buf_printf(b, "trustee %u\nthreshold %u\ntrustees %u\n", (unsigned)number,
               (unsigned)wave->threshold, (unsigned)wave->trustees);
    wrap_kdf_put(kdf, b);
}

enum err sharefile_write(const char *path, const struct sharefile_wave *wave,
                         const struct sharefile_secret *secret,
                         const char *passphrase,
                         const struct keyfile_limits *limits,
                         struct err_note *note)
{
    uint8_t plain[PLAIN_BYTES];
    struct wrap_key key;
    struct buf b = BUF_INIT;
    uint32_t number = secret->share.number;
    size_t wave_len = strlen(wave->wave);
    err_assert(number > 0 && number <= wave->trustees && wave_len > 0 &&
               wave_len <= LINES_WAVE_MAX &&
               strpbrk(wave->wave, " \r\n") == NULL);
    if (!wrap_limits_are_valid(limits))
        return err_say(note, ERR_RANGE, "%s: limits out of range", path);
    const struct wrap_kdf kdf = wrap_kdf_new(limits);
    enum err e = wrap_kdf_key(&kdf, passphrase, &key, note);
    if (e != ERR_OK)
        return e;
    put_head(wave, number, &kdf, &b);
    memcpy(plain, secret->share.value.b, TOKEN_SCALAR_BYTES);
    memcpy(plain + TOKEN_SCALAR_BYTES, secret->sign_seed, SHAREFILE_SEED_BYTES);
    e = wrap_put(&key, plain, sizeof plain, &b);
    if (e == ERR_OK)
        e = file_write_new(path, b.data, b.len, 0600, note);
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(&key, sizeof key);
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
    if (e == ERR_OK)
        e = lines_take_u32(&cur, "trustee", &t->number);
    if (e == ERR_OK)
        e = lines_take_u32(&cur, "threshold", &t->threshold);
    if (e == ERR_OK)
        e = lines_take_u32(&cur, "trustees", &t->trustees);
    if (e == ERR_OK)
        e = wrap_kdf_take(&cur, &t->kdf);
    return e != ERR_OK ? e : wrap_take(&cur, file, PLAIN_BYTES, &t->wrap);
}

/* Reads the file and sees that it is one of this wave's. */
static enum err read(const char *path, const struct sharefile_wave *wave,
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
                    "%s: damaged, or not a share file; take it from a backup",
                    path);
    else if (strcmp(out_text->wave, wave->wave) != 0 ||
             memcmp(out_text->pk.b, wave->seal_pk->b, sizeof out_text->pk.b))
        e = err_say(note, ERR_FORMAT,
                    "%s: is a share of another wave (%s), not of %s", path,
                    out_text->wave, wave->wave);
    else if (out_text->number > wave->trustees ||
             out_text->threshold != wave->threshold ||
             out_text->trustees != wave->trustees)
        e = err_say(note, ERR_FORMAT,
                    "%s: speaks of other trustees than the wave's manifest",
                    path);
    if (e != ERR_OK)
        buf_free(&b);
    else
        *out_file = b;
    return e;
}

enum err sharefile_number(const char *path, const struct sharefile_wave *wave,
                          uint32_t *out_number, struct err_note *note)
{
    struct buf file = BUF_INIT;
    struct text t;
    enum err e = read(path, wave, &file, &t, note);
    if (e == ERR_OK)
        *out_number = t.number;
    buf_free(&file);
    return e;
}

/* What was wrapped, against what the manifest promises. */
static enum err check(const char *path, const struct sharefile_wave *wave,
                      const struct sharefile_secret *s, struct err_note *note)
{
    uint8_t pk[crypto_sign_PUBLICKEYBYTES];
    uint8_t sk[crypto_sign_SECRETKEYBYTES];
    unsigned number = (unsigned)s->share.number;
    enum err e =
        trustee_share_check(&s->share, wave->commitments, wave->threshold);
    if (e == ERR_DENIED)
        return err_say(note, e,
                       "%s: the share of trustee %u is not the one that was "
                       "dealt to them; take it from a backup",
                       path, number);
    if (e != ERR_OK)
        return err_say(note, e,
                       "the manifest's commitments are not valid: no share "
                       "can be checked");
    int failed = crypto_sign_seed_keypair(pk, sk, s->sign_seed);
    sodium_memzero(sk, sizeof sk);
    if (failed != 0 || memcmp(pk, wave->sign_pk[number - 1].b, sizeof pk) != 0)
        return err_say(note, ERR_DENIED,
                       "%s: the signing key of trustee %u is not the "
                       "manifest's; take it from a backup",
                       path, number);
    return ERR_OK;
}

static enum err unwrap(const char *path, const struct sharefile_wave *wave,
                       const struct text *t, const struct buf *file,
                       const char *passphrase, struct sharefile_secret *out,
                       struct err_note *note)
{
    uint8_t plain[PLAIN_BYTES];
    struct wrap_key key;
    struct sharefile_secret s = {.share.number = t->number};
    enum err e = wrap_kdf_key(&t->kdf, passphrase, &key, note);
    if (e != ERR_OK)
        return e == ERR_MEMORY ? e : ERR_DENIED;
    e = wrap_open(&key, &t->wrap, file, plain, sizeof plain);
    if (e != ERR_OK) {
        e = err_say(note, e,
                    "%s: this is not the passphrase of trustee %u; check each "
                    "word",
                    path, (unsigned)t->number);
    } else {
        memcpy(s.share.value.b, plain, TOKEN_SCALAR_BYTES);
        memcpy(s.sign_seed, plain + TOKEN_SCALAR_BYTES, sizeof s.sign_seed);
        e = check(path, wave, &s, note);
    }
    if (e == ERR_OK)
        *out = s;
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(&key, sizeof key);
    sodium_memzero(&s, sizeof s);
    return e;
}

enum err sharefile_open(const char *path, const struct sharefile_wave *wave,
                        const char *passphrase,
                        struct sharefile_secret *out_secret,
                        struct err_note *note)
{
    struct buf file = BUF_INIT;
    struct text t;
    enum err e = read(path, wave, &file, &t, note);
    if (e == ERR_OK)
        e = unwrap(path, wave, &t, &file, passphrase, out_secret, note);
    buf_free(&file);
    return e;
}
