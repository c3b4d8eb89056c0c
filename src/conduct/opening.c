#include "conduct/opening.h"

#include "base/datetime.h"
#include "conduct/deal.h"
#include "roster/invite.h"
#include "roster/units.h"
#include "store/ballots.h"
#include "token/poprf.h"
#include "wave/onlinekeys.h"
#include "wave/request.h"
#include "wave/signature.h"

#include <sodium.h>
#include <unistd.h>

#define DAY_SEC 86400

/* Everything that is made on the way; wiped at the end. */
struct made {
    struct wave_onlinekeys *keys;
    struct ballot_secret_key *seal_sk; /* sodium_malloc */
    struct ballot_public_key seal_pk;
    struct conduct_deal *deal; /* NULL: one passphrase opens */
    struct wave_id id;
    struct wave_group *groups;
    size_t group_count;
    struct roster_invites *invites;
    struct buf manifest;
    struct wave_manifest_hash mh;
    struct buf units; /* what the roster says of them */
};

static enum err make_keys(struct made *m)
{
    struct token_secret_key poprf_sk;
    struct token_public_key poprf_pk;
    m->seal_sk = sodium_malloc(sizeof *m->seal_sk);
    if (m->seal_sk == NULL)
        return ERR_MEMORY;
    enum err e = wave_onlinekeys_new(&m->keys);
    if (e == ERR_OK)
        e = token_keypair_new(&poprf_sk, &poprf_pk);
    if (e != ERR_OK)
        return e;
    memcpy(m->keys->poprf_sk, poprf_sk.b, sizeof m->keys->poprf_sk);
    memcpy(m->keys->poprf_pk, poprf_pk.b, sizeof m->keys->poprf_pk);
    sodium_memzero(&poprf_sk, sizeof poprf_sk);
    wave_board_keypair(&m->keys->board_pk, &m->keys->board_sk);
    ballot_keypair_new(m->seal_sk, &m->seal_pk);
    randombytes_buf(m->id.b, sizeof m->id.b);
    return ERR_OK;
}

static void fill_hashes(const struct conduct_opening *o, const struct made *m,
                        struct wave_manifest *manifest)
{
    (void)crypto_hash_sha256(manifest->survey_sha256, o->survey->bytes.data,
                             o->survey->bytes.len);
    (void)crypto_hash_sha256(manifest->client_sha256, o->client->script.data,
                             o->client->script.len);
    memcpy(manifest->invites_sha256, m->invites->sha256,
           sizeof manifest->invites_sha256);
    memcpy(manifest->wave_id, m->id.b, sizeof manifest->wave_id);
    memcpy(manifest->poprf_pk, m->keys->poprf_pk, sizeof manifest->poprf_pk);
    memcpy(manifest->seal_pk, m->seal_pk.b, sizeof manifest->seal_pk);
    memcpy(manifest->board_pk, m->keys->board_pk.b, sizeof manifest->board_pk);
}

static void fill_dates(const struct conduct_opening *o,
                       struct wave_manifest *manifest)
{
    const char *days = conduct_folder_setting(o->folder, "purge_days");
    manifest->opens_sec = o->opens_sec;
    manifest->closes_sec = o->closes_sec;
    datetime_date(o->closes_sec + DAY_SEC * (int64_t)strtol(days, NULL, 10),
                  manifest->purge);
}

static enum err write_manifest(const struct conduct_opening *o, struct made *m,
                               struct err_note *note)
{
    const struct survey *s = o->survey->survey;
    char *texts[] = {strdup(site_institution(o->site)),
                     strdup(survey_text_in(s, &s->title, "en")), strdup(s->id),
                     strdup(s->version)};
    struct wave_manifest manifest = {
        .institution = texts[0],
        .title = texts[1],
        .survey_id = texts[2],
        .survey_version = texts[3],
        .plain_bytes = wave_plain_bytes(s->answers_bytes),
        .min_group = o->promise.min_group,
        .rule = o->promise.rule,
        .groups = m->groups,
        .group_count = m->group_count,
    };
    enum err e = ERR_OK;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        e = texts[i] == NULL ? ERR_MEMORY : e;
    (void)snprintf(manifest.wave, sizeof manifest.wave, "%s", o->wave);
    fill_hashes(o, m, &manifest);
    fill_dates(o, &manifest);
    if (m->deal != NULL)
        manifest.trustees = *conduct_deal_public(m->deal);
    if (e == ERR_OK)
        e = wave_manifest_write(&manifest, &m->manifest);
    if (e == ERR_RANGE)
        e = err_say(note, e,
                    "no client would take this wave's manifest: the "
                    "institution's name, the survey's title or a group's name "
                    "is too long");
    if (e == ERR_OK)
        wave_manifest_hash(m->manifest.data, m->manifest.len, m->mh.b);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        free(texts[i]);
    return e;
}

static enum err write_units(const struct conduct_opening *o, struct made *m)
{
    struct wave_units *units = NULL;
    enum err e =
        roster_units_new(o->roster, o->wave, m->groups, m->group_count, &units);
    if (e == ERR_OK)
        e = wave_units_write(units, &m->units);
    wave_units_free(units);
    return e;
}

static enum err make(const struct conduct_opening *o, struct made *m,
                     struct err_note *note)
{
    enum err e = make_keys(m);
    if (e == ERR_OK && o->trustees > 0)
        e = conduct_deal_new(o->threshold, o->trustees, &m->deal);
    if (e != ERR_OK)
        return e;
    m->groups = roster_plan_take_groups(o->plan, &m->group_count);
    e = roster_invites_new(o->roster, m->groups, m->group_count, &m->id,
                           &m->invites, note);
    if (e == ERR_OK)
        e = write_units(o, m);
    return e == ERR_OK ? write_manifest(o, m, note) : e;
}

static enum err write_server_files(const struct conduct_opening *o,
                                   const struct conduct_wave_paths *p,
                                   const struct made *m, struct err_note *note)
{
    size_t sealed =
        WAVE_SEALED_BYTES(wave_plain_bytes(o->survey->survey->answers_bytes));
    enum err e = invites_create(p->invites.s, m->invites->places,
                                m->invites->count, note);
    if (e == ERR_OK)
        e = ballots_create(p->ballots.s, (uint32_t)m->invites->count,
                           (uint32_t)sealed, note);
    if (e == ERR_OK)
        e = wave_onlinekeys_write_new(o->folder->keys.s, o->wave, m->keys,
                                      note);
    if (e == ERR_OK)
        e = conduct_folder_hand_over(o->folder, p->invites.s, note);
    if (e == ERR_OK)
        e = conduct_folder_hand_over(o->folder, p->ballots.s, note);
    return e;
}

static enum err hand_over_keys(const struct conduct_opening *o,
                               struct err_note *note)
{
    static const char *const suffixes[] = {"poprf", "board"};
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < 2; i++) {
        struct file_path path;
        int n = snprintf(path.s, sizeof path.s, "%s/%s.%s", o->folder->keys.s,
                         o->wave, suffixes[i]);
        if (n < 0 || (size_t)n >= sizeof path.s)
            return ERR_RANGE;
        e = conduct_folder_hand_over(o->folder, path.s, note);
    }
    return e;
}

/* The wrapped key, and the trustees' shares of what wraps it. */
static enum err write_seal(const struct conduct_opening *o,
                           const struct conduct_wave_paths *p,
                           const struct made *m, struct err_note *note)
{
    bool light = strcmp(conduct_folder_setting(o->folder, "kdf"), "light") == 0;
    const struct keyfile_limits *limits =
        light ? &keyfile_limits_light : &keyfile_limits_moderate;
    conduct_watch_begin(o->watch, "Wrapping the key that opens answers",
                        "trustees", o->trustees);
    if (m->deal == NULL)
        return keyfile_write(p->seal.s, o->wave, m->seal_sk, &m->seal_pk,
                             o->words[0].s, limits, note);
    enum err e = ERR_OK;
    for (uint32_t i = 0; e == ERR_OK && i < o->trustees; i++) {
        struct file_path path = {{0}};
        conduct_watch_advance(o->watch, i);
        e = conduct_folder_share(o->folder, o->wave, i + 1, &path);
        if (e == ERR_OK)
            e = conduct_deal_write_share(m->deal, path.s, o->wave, &m->seal_pk,
                                         i + 1, o->words[i].s, limits, note);
    }
    return e != ERR_OK ? e
                       : conduct_deal_write_seal(m->deal, p->seal.s, o->wave,
                                                 m->seal_sk, &m->seal_pk, note);
}

static enum err write_office_files(const struct conduct_opening *o,
                                   const struct conduct_wave_paths *p,
                                   const struct made *m, struct err_note *note)
{
    enum err e = write_seal(o, p, m, note);
    if (e == ERR_OK)
        e = people_invites_put(o->people, o->wave, m->invites->invites,
                               m->invites->count, note);
    return e;
}

/* From this row on the wave exists. */
static enum err enter(const struct conduct_opening *o, const struct made *m,
                      struct err_note *note)
{
    struct site_wave row = {.state = SITE_WAVE_OPEN,
                            .opens_sec = o->opens_sec,
                            .closes_sec = o->closes_sec};
    (void)snprintf(row.name, sizeof row.name, "%s", o->wave);
    memcpy(row.manifest_hash, m->mh.b, sizeof row.manifest_hash);
    struct site_promise promise = {
        {m->manifest.data, m->manifest.len},
        {o->survey->bytes.data, o->survey->bytes.len},
        {o->client->script.data, o->client->script.len},
        {m->units.data, m->units.len},
        {o->client->words.data, o->client->words.len},
        {o->information->data, o->information->len},
    };
    enum err e = site_wave_put(o->site, &row, &promise);
    if (e != ERR_OK)
        return err_say(note, e,
                       "%s: cannot enter the wave: %s; nothing was "
                       "changed",
                       o->folder->site.s, err_name(e));
    return e;
}

static void made_wipe(struct made *m)
{
    wave_onlinekeys_free(m->keys);
    sodium_free(m->seal_sk);
    conduct_deal_free(m->deal);
    wave_groups_free(m->groups, m->group_count);
    roster_invites_free(m->invites);
    buf_free(&m->manifest);
    buf_free(&m->units);
}

enum err conduct_opening_run(const struct conduct_opening *opening,
                             struct wave_manifest_hash *out_mh,
                             struct err_note *note)
{
    static const char mark[] = "chorus-opening-v1\n";
    const struct conduct_opening *o = opening;
    struct made m = {.manifest = BUF_INIT, .units = BUF_INIT};
    struct conduct_wave_paths p;
    enum err e = conduct_folder_wave(o->folder, o->wave, &p, note);
    conduct_watch_begin(o->watch, "Making keys, codes and the manifest", "", 0);
    if (e == ERR_OK)
        e = make(o, &m, note);
    if (e != ERR_OK)
        goto out;
    e = file_write_new(p.opening.s, mark, sizeof mark - 1, 0600, note);
    if (e != ERR_OK)
        goto out;
    conduct_watch_begin(o->watch, "Writing the files that collect", "", 0);
    e = write_server_files(o, &p, &m, note);
    if (e == ERR_OK)
        e = hand_over_keys(o, note);
    if (e == ERR_OK)
        e = write_office_files(o, &p, &m, note);
    if (e == ERR_OK)
        e = enter(o, &m, note);
    /* Done or not, the mark is swept; without a row, all that it marks. A
     * sweep that fails here is repeated by the next opening. */
    enum err swept = conduct_opening_sweep(o->folder, o->site, o->people, NULL);
    (void)swept;
    if (e == ERR_OK)
        *out_mh = m.mh;
out:
    made_wipe(&m);
    return e;
}
