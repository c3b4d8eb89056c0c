/* A key file: nothing but the right one, whole, opens; and what is refused
 * leaves no key. */
#include "fuzz/summed.h"

#include "ceremony/keyfile.h"

/* The wave, key and secrets of the files in corpus/keyfile. */
static const struct ballot_secret_key seed_sk = {{7}};
static const struct wrap_key shared_key = {{9}};

static void check(enum err e, const struct err_note *note,
                  const struct ballot_secret_key *sk)
{
    static const struct ballot_secret_key untouched;
    fuzz_note(e, note);
    err_assert(memcmp(sk->b, e == ERR_OK ? seed_sk.b : untouched.b,
                      sizeof sk->b) == 0);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    static struct ballot_public_key pk;
    struct ballot_secret_key sk = {{0}};
    struct err_note note = {""};
    if (file.dir.s[0] == 0)
        err_assert(crypto_scalarmult_base(pk.b, seed_sk.b) == 0);
    const char *passphrase = fuzz_summed_put(&file, "w.seal", data, len);
    check(keyfile_open(file.path.s, "w", &pk, passphrase, &sk, &note), &note,
          &sk);
    memset(&sk, 0, sizeof sk);
    note.text[0] = 0;
    check(keyfile_open_shared(file.path.s, "w", &pk, &shared_key, &sk, &note),
          &note, &sk);
    return 0;
}
