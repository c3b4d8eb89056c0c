/*
 * Says what a wave's two files hold, for tests that pulled a plug: opens them
 * as the server does, which recovers them and refuses a ballot that is there
 * twice, and then as the office does.
 *
 *   look DIR/server WAVE
 *       ballot NULLIFIER HASH
 *       invite KEY 0|1
 */
#include "base/encode.h"
#include "base/file.h"
#include "store/ballots.h"
#include "store/ballots_read.h"
#include "store/invites.h"

#include <sodium.h>

static void print_hex(const char *before, const uint8_t b[static 32])
{
    char hex[65];
    printf("%s%s", before, sodium_bin2hex(hex, sizeof hex, b, 32));
}

static enum err print_ballot(void *ctx, const struct ballots_read_row *row)
{
    (void)ctx;
    print_hex("ballot ", row->nullifier);
    print_hex(" ", row->sealed_hash);
    printf("\n");
    return ERR_OK;
}

static enum err print_invite(void *ctx, const struct invites_key *key)
{
    (void)ctx;
    print_hex("invite ", key->pk);
    printf(" %d\n", key->state == INVITES_USED ? 1 : 0);
    return ERR_OK;
}

static enum err look_as_server(const char *invites, const char *ballots,
                               struct err_note *note)
{
    struct ballots *b = NULL;
    struct invites *inv = NULL;
    enum err e = ballots_open(ballots, &b, note);
    if (e == ERR_OK)
        e = invites_open(invites, INVITES_SERVER, &inv, note);
    invites_close(inv);
    ballots_close(b);
    return e;
}

static enum err look_as_office(const char *invites, const char *ballots,
                               struct err_note *note)
{
    struct ballots_read *b = NULL;
    struct invites *inv = NULL;
    enum err e = ballots_read_open(ballots, &b, note);
    if (e == ERR_OK)
        e = invites_open(invites, INVITES_OFFICE, &inv, note);
    if (e == ERR_OK)
        e = ballots_read_state_set(b, WAVE_STATE_CLOSING);
    if (e == ERR_OK)
        e = ballots_read_each(b, NULL, print_ballot, NULL);
    if (e == ERR_OK)
        e = invites_each(inv, print_invite, NULL);
    invites_close(inv);
    ballots_read_close(b);
    return e;
}

int main(int argc, char **argv)
{
    struct err_note note = {""};
    char invites[FILE_PATH_MAX];
    char ballots[FILE_PATH_MAX];
    if (argc != 3 || sodium_init() < 0)
        return 2;
    (void)snprintf(invites, sizeof invites, "%s/%s.invites.db", argv[1],
                   argv[2]);
    (void)snprintf(ballots, sizeof ballots, "%s/%s.ballots.db", argv[1],
                   argv[2]);
    enum err e = look_as_server(invites, ballots, &note);
    if (e == ERR_OK)
        e = look_as_office(invites, ballots, &note);
    if (e != ERR_OK)
        (void)fprintf(stderr, "look: %s: %s\n", err_name(e), note.text);
    return e == ERR_OK ? 0 : 1;
}
