#include "cli/unlock.h"

#include "ceremony/keyfile.h"

#include <sodium.h>

enum err cli_unlock(const struct cli_wave *wave, const char *passphrase,
                    struct ballot_secret_key **out_secret,
                    struct err_note *note)
{
    struct ballot_public_key pk;
    struct ballot_secret_key *secret = sodium_malloc(sizeof *secret);
    if (secret == NULL)
        return ERR_MEMORY;
    memcpy(pk.b, wave->manifest->seal_pk, sizeof pk.b);
    enum err e = keyfile_open(wave->paths.seal.s, wave->row.name, &pk,
                              passphrase, secret, note);
    if (e != ERR_OK) {
        sodium_free(secret);
        return e;
    }
    *out_secret = secret;
    return ERR_OK;
}
