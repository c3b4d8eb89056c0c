/* chorus wave verify: do a wave's keys, manifest, invites and files agree? */
#include "cli/commands.h"

#include "ballot/seal.h"
#include "base/clock.h"
#include "cli/table.h"
#include "conduct/closing_files.h"
#include "conduct/desk.h"
#include "conduct/documents.h"
#include "roster/invite.h"
#include "roster/keys.h"
#include "wave/onlinekeys.h"

#include <sodium.h>

static const struct cli_column columns[] = {
    {"check", "CHECK", false},
    {"ok", "OK", false},
    {"detail", "DETAIL", false},
};

/* What is verified, and what was found. */
struct verify {
    struct cli *cli;
    struct conduct_desk desk;
    struct cli_table *table;
    struct roster_keys *keys; /* as the server's file has them; may be NULL */
    size_t failures;
};

static void report(struct verify *v, const char *check, enum err e,
                   const char *detail)
{
    cli_table_text(v->table, check);
    cli_table_flag(v->table, e == ERR_OK);
    cli_table_text(v->table, e == ERR_OK      ? ""
                             : detail[0] != 0 ? detail
                                              : err_name(e));
    v->failures += e != ERR_OK;
}

static void check_hash(struct verify *v, const char *check,
                       enum site_document which,
                       const uint8_t promised[static 32])
{
    struct buf bytes = BUF_INIT;
    uint8_t hash[crypto_hash_sha256_BYTES];
    enum err e =
        site_wave_document(v->desk.site, v->desk.wave.row.name, which, &bytes);
    if (e == ERR_OK) {
        (void)crypto_hash_sha256(hash, bytes.data, bytes.len);
        e = memcmp(hash, promised, sizeof hash) == 0 ? ERR_OK : ERR_CORRUPT;
    }
    buf_free(&bytes);
    report(v, check, e, "not the bytes that the manifest promises");
}

static void check_keys(struct verify *v)
{
    struct err_note note = {{0}};
    struct wave_onlinekeys *keys = NULL;
    const struct wave_manifest *m = v->desk.wave.manifest;
    enum err e = wave_onlinekeys_read(v->desk.folder.keys.s,
                                      v->desk.wave.row.name, &keys, &note);
    if (v->desk.wave.row.state != SITE_WAVE_OPEN) {
        report(v, "the server's keys are destroyed",
               e == ERR_NOT_FOUND ? ERR_OK : ERR_STATE,
               "still there: run chorus wave close again");
    } else {
        if (e == ERR_OK &&
            (memcmp(keys->poprf_pk, m->poprf_pk, sizeof m->poprf_pk) != 0 ||
             memcmp(keys->board_pk.b, m->board_pk, sizeof m->board_pk) != 0))
            e = err_say(&note, ERR_CORRUPT, "keys of another wave");
        report(v, "the server's keys are the manifest's", e, note.text);
    }
    wave_onlinekeys_free(keys);
}

/* The keys of the codes, on their way to a hash. */
struct places {
    struct invites_place *list;
    size_t count;
    size_t room;
    struct wave_id id;
};

static enum err add_place(struct places *p, uint16_t group,
                          const uint8_t pk[static 32])
{
    if (p->count == p->room)
        return ERR_CORRUPT;
    p->list[p->count].group = group;
    memcpy(p->list[p->count++].pk, pk, 32);
    return ERR_OK;
}

static enum err take_code(void *context, const struct people_invite *invite)
{
    struct places *p = context;
    struct wave_invite_code code;
    struct wave_invite_public pk;
    struct wave_invite_secret sk;
    memcpy(code.b, invite->code, sizeof code.b);
    wave_invite_keypair(&p->id, &code, &pk, &sk);
    sodium_memzero(&sk, sizeof sk);
    sodium_memzero(&code, sizeof code);
    return add_place(p, invite->group, pk.b);
}

/* The file's keys, less those that took a lost one's place, are the promise. */
static void check_promise(struct verify *v)
{
    uint8_t hash[32];
    size_t count = 0;
    enum err e = roster_keys_promised(v->keys, &count, hash);
    if (e == ERR_OK &&
        memcmp(hash, v->desk.wave.manifest->invites_sha256, sizeof hash) != 0)
        e = ERR_CORRUPT;
    report(v, "the file of invites is the manifest's list", e,
           "not the list that the manifest promises");
}

static enum err count_code(void *context, const struct people_invite *invite)
{
    size_t *count = context;
    (void)invite;
    (*count)++;
    return ERR_OK;
}

/* The codes of an open wave are those that may be used, or were. */
static void check_open_codes(struct verify *v, struct places *p)
{
    uint8_t codes[32];
    uint8_t keys[32];
    size_t count = 0;
    enum err e = people_invites_each(v->desk.people, v->desk.wave.row.name,
                                     take_code, p);
    if (e == ERR_OK)
        e = roster_invites_hash(p->list, p->count, codes);
    if (e == ERR_OK && v->keys == NULL)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = roster_keys_current(v->keys, &count, keys);
    if (e == ERR_OK && memcmp(codes, keys, sizeof codes) != 0)
        e = ERR_CORRUPT;
    report(v, "the invite codes are those of the list", e,
           "not the list that the server has; if replacing or withdrawing was "
           "interrupted, the next chorus invite or remind finishes it");
}

static void check_codes(struct verify *v, struct places *p)
{
    size_t left = 0;
    if (v->desk.wave.row.state == SITE_WAVE_OPEN) {
        check_open_codes(v, p);
        return;
    }
    enum err e = people_invites_each(v->desk.people, v->desk.wave.row.name,
                                     count_code, &left);
    report(v, "the invite codes are destroyed",
           e == ERR_OK && left > 0 ? ERR_STATE : e,
           "still there: run chorus wave close again");
}

/* A row for each person, each as long as a sealed ballot of this wave. */
static void check_shape(struct verify *v, struct ballots_read *ballots)
{
    uint32_t places = 0;
    uint32_t bytes = 0;
    const struct wave_manifest *m = v->desk.wave.manifest;
    enum err e = ballots_read_shape(ballots, &places, &bytes);
    if (e == ERR_OK && (places != wave_manifest_places(m) ||
                        bytes != m->plain_bytes + BALLOT_SEAL_BYTES))
        e = ERR_CORRUPT;
    report(v, "the file of ballots has the manifest's places", e,
           "rows are missing, too many, or of another size");
}

static void check_files(struct verify *v)
{
    struct err_note note = {{0}};
    struct conduct_closing_files f;
    enum wave_state invites = WAVE_STATE_OPEN;
    enum wave_state ballots = WAVE_STATE_OPEN;
    enum wave_state want = v->desk.wave.row.state == SITE_WAVE_OPEN
                               ? WAVE_STATE_OPEN
                               : WAVE_STATE_CLOSED;
    enum err e = conduct_closing_files_open(&v->desk.wave.paths, &f, &note);
    report(v, "the files of invites and ballots can be read", e, note.text);
    if (e != ERR_OK)
        return;
    e = roster_keys_load(f.invites, &v->keys);
    if (e == ERR_OK)
        check_promise(v);
    else
        report(v, "the file of invites is the manifest's list", e, "");
    check_shape(v, f.ballots);
    e = invites_state(f.invites, &invites);
    if (e == ERR_OK)
        e = ballots_read_state(f.ballots, &ballots);
    if (e == ERR_OK && (invites != want || ballots != want))
        e = ERR_STATE;
    report(v, "both files are in the wave's state", e,
           "a close was interrupted: run chorus wave close");
    conduct_closing_files_close(&f);
}

static void check_results(struct verify *v)
{
    struct conduct_results r;
    struct err_note note = {{0}};
    enum err e = conduct_results_load(v->desk.site, &v->desk.wave, &r, &note);
    report(v, "board and release are signed and fit together", e, note.text);
    if (e == ERR_OK)
        conduct_results_free(&r);
}

/* After the day of the purge only what anybody may see is left. */
static void check_purged(struct verify *v)
{
    bool due = conduct_wave_purge_is_due(&v->desk.wave, clock_now_sec());
    bool gone = conduct_wave_kept(&v->desk.wave) == CONDUCT_KEPT_NONE;
    report(v, "ballots, invites and opening key are destroyed on their day",
           due && gone ? ERR_OK : ERR_STATE,
           gone ? "they are missing before that day: lost, or destroyed by hand"
                : "a purge was interrupted: run chorus purge again");
}

static void check_kept(struct verify *v)
{
    report(v, "the wrapped opening key is there",
           file_exists(v->desk.wave.paths.seal.s) ? ERR_OK : ERR_NOT_FOUND,
           "office/WAVE.seal is missing: restore it, or nobody can ever open "
           "the answers");
    check_files(v);
}

/* Whether files are missing as a purge, whole or interrupted, leaves them. */
static bool is_purged(const struct verify *v)
{
    enum conduct_kept kept = conduct_wave_kept(&v->desk.wave);
    return v->desk.wave.row.state != SITE_WAVE_OPEN &&
           (kept == CONDUCT_KEPT_NONE ||
            (kept == CONDUCT_KEPT_PART &&
             conduct_wave_purge_is_due(&v->desk.wave, clock_now_sec())));
}

static enum err check_all(struct verify *v)
{
    const struct wave_manifest *m = v->desk.wave.manifest;
    struct places p = {.room = wave_manifest_places(m)};
    p.list = calloc(p.room, sizeof *p.list);
    if (p.list == NULL)
        return ERR_MEMORY;
    memcpy(p.id.b, m->wave_id, sizeof p.id.b);
    report(v, "the manifest has its stored hash", ERR_OK, "");
    check_hash(v, "the survey is the manifest's", SITE_SURVEY,
               m->survey_sha256);
    check_hash(v, "the browser bundle is the manifest's", SITE_CLIENT,
               m->client_sha256);
    check_keys(v);
    if (is_purged(v))
        check_purged(v);
    else
        check_kept(v);
    check_codes(v, &p);
    if (v->desk.wave.row.state == SITE_WAVE_CLOSED)
        check_results(v);
    free(p.list);
    return cli_table_print(v->table, v->cli->json, stdout);
}

static enum err run(struct cli *cli)
{
    struct verify v = {.cli = cli};
    enum err e = conduct_desk_open(cli->dir, CONDUCT_DESK_PEOPLE,
                                   cli_arg(cli, 0), &v.desk, &cli->note);
    if (e != ERR_OK)
        return e;
    v.table = cli_table_new(columns, sizeof columns / sizeof columns[0]);
    e = v.table == NULL ? ERR_MEMORY : check_all(&v);
    if (e == ERR_OK && v.failures > 0)
        e = err_say(&cli->note, ERR_CORRUPT,
                    "%zu of the checks above failed for %s", v.failures,
                    v.desk.wave.row.name);
    roster_keys_free(v.keys);
    cli_table_free(v.table);
    conduct_desk_close(&v.desk);
    return e;
}

const struct cli_command cli_cmd_wave_verify = {
    .name = "wave verify",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Check that keys, manifest, invites and files agree",
    .details = "Opens no ballot and changes nothing; may run beside chorusd.",
    .json = true,
    .run = run,
};
