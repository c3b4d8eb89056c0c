/* A share file: nothing but the one that was dealt opens. */
#include "fuzz/summed.h"

#include "ceremony/sharefile.h"

/* What the file in corpus/sharefile is a share of: f(x) = 3 + 5x, and trustee 2
 * of 3. */
struct dealt {
    struct token_scalar polynomial[2];
    struct token_element commitments[2];
    struct sharefile_public sign_pk[3];
    struct ballot_public_key pk;
    struct sharefile_wave wave;
};

static void deal(struct dealt *d)
{
    const uint8_t seed[crypto_sign_SEEDBYTES] = {11};
    uint8_t sk[crypto_sign_SECRETKEYBYTES];
    d->polynomial[0].b[0] = 3;
    d->polynomial[1].b[0] = 5;
    d->pk.b[0] = 7;
    err_assert(trustee_commit(d->polynomial, 2, d->commitments) == ERR_OK);
    err_assert(crypto_sign_seed_keypair(d->sign_pk[1].b, sk, seed) == 0);
    d->wave =
        (struct sharefile_wave){"w", &d->pk, 2, 3, d->commitments, d->sign_pk};
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    static struct dealt d;
    struct sharefile_secret secret = {0};
    struct err_note note = {""};
    uint32_t number = 0;
    if (d.wave.wave == NULL)
        deal(&d);
    const char *passphrase = fuzz_summed_put(&file, "w.share-2", data, len);
    enum err e = sharefile_number(file.path.s, &d.wave, &number, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (number != 0) && number <= d.wave.trustees);
    if (e != ERR_OK)
        return 0;
    e = sharefile_open(file.path.s, &d.wave, passphrase, &secret, &note);
    err_assert((e == ERR_OK) == (secret.share.number != 0));
    if (e == ERR_OK)
        err_assert(secret.share.number == 2 && secret.share.value.b[0] == 13 &&
                   secret.sign_seed[0] == 11);
    return 0;
}
