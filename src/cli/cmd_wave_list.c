/* chorus wave list and wave show: what there is, without a count finer than a
 * tenth while a wave is open. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/notices.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/trustees_view.h"
#include "conduct/desk.h"
#include "conduct/hold.h"
#include "store/invites.h"

#include <jansson.h>

#define BAND_PERCENT 10u
#define BAND_ROSTER  30u /* smaller rosters: no band at all */

static const struct cli_column columns[] = {
    {"wave", "WAVE", false},    {"state", "STATE", false},
    {"opens", "OPENED", false}, {"closes", "CLOSES", false},
    {"people", "PEOPLE", true}, {"units", "UNITS", true},
    {"hold", "HOLD", false},    {"fingerprint", NULL, false},
};

static void put_time(struct cli_table *t, bool json, int64_t sec)
{
    char rfc3339[DATETIME_RFC3339_SIZE];
    char words[DATETIME_WORDS_SIZE];
    datetime_rfc3339(sec, rfc3339);
    datetime_words(sec, words);
    cli_table_text(t, json ? rfc3339 : words);
}

static enum err put_wave(struct cli *cli, const struct conduct_folder *folder,
                         struct site *site, struct cli_table *t,
                         const char *name)
{
    struct conduct_wave w;
    struct site_hold hold;
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    enum err e = conduct_wave_load(folder, site, name, &w, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_hold_get(site, &w, &hold, &cli->note);
    if (e != ERR_OK) {
        conduct_wave_free(&w);
        return e;
    }
    wave_fingerprint_text(&w.mh, fingerprint);
    cli_table_text(t, name);
    cli_table_text(t, conduct_wave_state_text(&w, clock_now_sec()));
    put_time(t, cli->json, w.row.opens_sec);
    put_time(t, cli->json, w.row.closes_sec);
    cli_table_number(t, wave_manifest_places(w.manifest));
    cli_table_number(t, (int64_t)w.manifest->group_count);
    cli_table_text(t, hold.is_on ? hold.reason : NULL);
    cli_table_text(t, fingerprint);
    conduct_wave_free(&w);
    return ERR_OK;
}

/* Support entries grow stale between waves too. */
static enum err remind(struct cli *cli, const struct conduct_folder *folder)
{
    struct survey_resources *resources = NULL;
    enum err e = conduct_resources_read(folder->dir.s, &resources, &cli->note);
    if (e == ERR_OK)
        cli_resources_remind(resources, clock_now_sec());
    survey_resources_free(resources);
    return e;
}

static enum err run_list(struct cli *cli)
{
    struct conduct_desk d;
    struct site_wave *waves = NULL;
    size_t count = 0;
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_READ, NULL, &d, &cli->note);
    if (e != ERR_OK)
        return e;
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    e = t == NULL ? ERR_MEMORY : site_wave_list(d.site, &waves, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = put_wave(cli, &d.folder, d.site, t, waves[i].name);
    if (e == ERR_OK && count == 0 && !cli->json)
        puts("No wave yet; chorus wave plan and chorus wave open make one.");
    else if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    if (e == ERR_OK && !cli->json)
        e = remind(cli, &d.folder);
    free(waves);
    cli_table_free(t);
    conduct_desk_close(&d);
    return e;
}

const struct cli_command cli_cmd_wave_list = {
    .name = "wave list",
    .args = "",
    .summary = "List the waves",
    .json = true,
    .run = run_list,
};

/* How many have fetched a token, rounded down to a band; -1 when too few are
 * on the roster, or the file cannot be read now. */
static int band(const struct conduct_wave *w)
{
    struct invites *invites = NULL;
    struct invites_count *counts = NULL;
    size_t n = 0;
    uint32_t issued = 0;
    uint32_t people = wave_manifest_places(w->manifest);
    enum err e =
        invites_open(w->paths.invites.s, INVITES_COUNTER, &invites, NULL);
    if (e == ERR_OK)
        e = invites_counts(invites, &counts, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        issued += counts[i].issued;
    free(counts);
    invites_close(invites);
    if (e != ERR_OK || people < BAND_ROSTER)
        return -1;
    return (int)(100 * (uint64_t)issued / people / BAND_PERCENT * BAND_PERCENT);
}

static json_t *hold_json(const struct site_hold *hold)
{
    char since[DATETIME_RFC3339_SIZE];
    if (!hold->is_on)
        return json_null();
    datetime_rfc3339(hold->at_sec, since);
    return json_pack("{s:s, s:s}", "since", since, "reason", hold->reason);
}

static json_t *show_json(const struct conduct_wave *w,
                         const struct site_hold *hold)
{
    const struct wave_manifest *m = w->manifest;
    char opens[DATETIME_RFC3339_SIZE];
    char closes[DATETIME_RFC3339_SIZE];
    char public[DATETIME_RFC3339_SIZE] = "";
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    int fetched = w->row.state == SITE_WAVE_OPEN ? band(w) : -1;
    datetime_rfc3339(w->row.opens_sec, opens);
    datetime_rfc3339(w->row.closes_sec, closes);
    if (w->row.public_sec != 0)
        datetime_rfc3339(w->row.public_sec, public);
    wave_fingerprint_text(&w->mh, fingerprint);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s?, s:s, s:{s:s, s:s}, s:I, s:I, s:{s:i, "
        "s:i, s:i, s:i}, s:{s:i, s:i}, s:o, s:o}",
        "wave", m->wave, "state", conduct_wave_state_text(w, clock_now_sec()),
        "opens", opens, "closes", closes, "purge", m->purge, "public",
        public[0] != 0 ? public : NULL, "fingerprint", fingerprint, "survey",
        "id", m->survey_id, "version", m->survey_version, "people",
        (json_int_t)wave_manifest_places(m), "units",
        (json_int_t)m->group_count, "rule", "k", (int)m->rule.k, "k_share",
        (int)m->rule.k_share, "insiders", (int)m->rule.insiders, "min_group",
        (int)m->min_group, "trustees", "count", (int)m->trustees.count,
        "threshold", (int)m->trustees.threshold, "fetched_percent",
        fetched < 0 ? json_null() : json_integer(fetched), "hold",
        hold_json(hold));
}

static void line(const char *name, const char *text)
{
    printf("%-13s ", name);
    cli_term_text(stdout, text);
    putchar('\n');
}

static void show_hold(const struct site_hold *hold)
{
    char since[DATETIME_WORDS_SIZE];
    if (hold->at_sec == 0)
        return;
    datetime_words(hold->at_sec, since);
    printf("%-13s %s since %s: ", "hold", hold->is_on ? "on" : "off", since);
    cli_term_text(stdout, hold->reason);
    putchar('\n');
}

static void show_people(const struct conduct_wave *w)
{
    const struct wave_manifest *m = w->manifest;
    char text[DATETIME_WORDS_SIZE];
    printf("%-13s %s %s\n", "survey", m->survey_id, m->survey_version);
    datetime_words(w->row.opens_sec, text);
    line("opened", text);
    datetime_words(w->row.closes_sec, text);
    line("closes", text);
    line("deleted on",
         datetime_date_words(m->purge, text) == ERR_OK ? text : m->purge);
    if (w->row.public_sec != 0) {
        datetime_words(w->row.public_sec, text);
        line("public from", text);
    }
    printf("%-13s %u in %zu units\n", "people",
           (unsigned)wave_manifest_places(m), m->group_count);
    char who[CLI_TRUSTEES_SIZE];
    cli_trustees_text(&m->trustees, who);
    line("opened by", who);
    printf("%-13s %u answers for a figure, %u for a share, units of %u people "
           "and more\n",
           "rule", (unsigned)m->rule.k, (unsigned)m->rule.k_share,
           (unsigned)m->min_group);
    int fetched = w->row.state == SITE_WAVE_OPEN ? band(w) : -1;
    if (fetched == 0)
        printf("%-13s fewer than %u %% have fetched a token\n", "so far",
               BAND_PERCENT);
    else if (fetched > 0)
        printf("%-13s at least %d %% have fetched a token\n", "so far",
               fetched);
}

static enum err run_show(struct cli *cli)
{
    struct conduct_desk d;
    struct site_hold hold;
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    enum err e = conduct_desk_open(cli->dir, CONDUCT_DESK_READ, cli_arg(cli, 0),
                                   &d, &cli->note);
    if (e != ERR_OK)
        return e;
    const struct conduct_wave *w = &d.wave;
    e = conduct_hold_get(d.site, w, &hold, &cli->note);
    if (e == ERR_OK && cli->json) {
        json_t *all = show_json(w, &hold);
        if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(1)) != 0)
            e = ERR_MEMORY;
        json_decref(all);
        putchar('\n');
    } else if (e == ERR_OK) {
        wave_fingerprint_text(&w->mh, fingerprint);
        line("wave", w->row.name);
        line("state", conduct_wave_state_text(w, clock_now_sec()));
        show_people(w);
        show_hold(&hold);
        line("fingerprint", fingerprint);
    }
    conduct_desk_close(&d);
    return e;
}

const struct cli_command cli_cmd_wave_show = {
    .name = "wave show",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Show one wave, with the fingerprint to post",
    .json = true,
    .run = run_show,
};
