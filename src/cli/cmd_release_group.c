/* chorus release group: any set of units, from what the release prints. */
#include "cli/commands.h"

#include "cli/group_view.h"
#include "cli/release_load.h"
#include "report/sets.h"

/* What is loaded and made for a call. */
struct call {
    struct conduct_desk desk;
    struct cli_release now;
    struct cli_release other; /* of --with or --before */
    struct grouping_list list;
    struct sets sets;
    struct survey *survey; /* says which scales make an area */
    struct report_areas areas;
};

static void call_end(struct call *c)
{
    sets_wipe(&c->sets);
    report_areas_wipe(&c->areas);
    survey_free(c->survey);
    grouping_list_free(&c->list);
    cli_release_free(&c->now);
    cli_release_free(&c->other);
    conduct_desk_close(&c->desk);
}

static enum err check_options(struct cli *cli)
{
    bool units = cli_value(cli, "units") != NULL;
    bool against = cli_value(cli, "against") != NULL;
    bool before = cli_value(cli, "before") != NULL;
    bool with = cli_value(cli, "with") != NULL;
    if (units == (cli_value(cli, "by") != NULL))
        return cli_wrong_usage(cli, "one of --by and --units");
    if (against && !units)
        return cli_wrong_usage(cli, "--against needs --units");
    if (before && !against)
        return cli_wrong_usage(cli, "--before needs --units and --against");
    if (with && before)
        return cli_wrong_usage(cli, "one of --with and --before");
    return ERR_OK;
}

static enum err find_areas(struct cli *cli, struct call *c)
{
    struct buf bytes = BUF_INIT;
    enum err e =
        conduct_wave_survey(c->desk.site, &c->now.wave, &bytes, &cli->note);
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (e == ERR_OK && problems == NULL)
        e = ERR_MEMORY;
    if (e == ERR_OK)
        e = survey_parse(bytes.data, bytes.len, &c->survey, problems);
    if (e == ERR_OK)
        e = report_areas_new(c->survey, c->now.published, &c->areas);
    free(problems);
    buf_free(&bytes);
    return e;
}

static enum err begin(struct cli *cli, struct call *c)
{
    const char *other = cli_value(cli, "with");
    if (other == NULL)
        other = cli_value(cli, "before");
    enum err e = cli_release_load(cli, &c->desk.folder, c->desk.site,
                                  cli_arg(cli, 0), &c->now);
    if (e == ERR_OK && other != NULL && strcmp(other, cli_arg(cli, 0)) == 0)
        e = cli_wrong_usage(cli, "%.40s is the wave itself", other);
    if (e == ERR_OK && other != NULL)
        e = cli_release_load(cli, &c->desk.folder, c->desk.site, other,
                             &c->other);
    if (e == ERR_OK)
        e = find_areas(cli, c);
    return e;
}

static enum err run_by(struct cli *cli, struct call *c)
{
    enum grouping_key key = GROUPING_TYPE;
    struct wave_units *units[2] = {NULL, NULL};
    const char *with = cli_value(cli, "with");
    if (!grouping_key_find(cli_value(cli, "by"), &key))
        return cli_wrong_usage(cli, "--by: type, site, department or size");
    enum err e = ERR_OK;
    bool by_roster = key == GROUPING_TYPE || key == GROUPING_SITE;
    if (by_roster)
        e = cli_release_units(cli, c->desk.site, &c->now, &units[0]);
    if (e == ERR_OK && by_roster && with != NULL)
        e = cli_release_units(cli, c->desk.site, &c->other, &units[1]);
    const struct grouping_wave waves[2] = {{c->now.published, units[0]},
                                           {c->other.published, units[1]}};
    if (e == ERR_OK)
        e = grouping_by_key(waves, with != NULL ? 2 : 1, key, &c->list);
    if (e == ERR_STATE)
        e = err_say(&cli->note, e,
                    "%s and %s did not ask the same: a scale, its version or "
                    "its cutoffs differ, so they are not pooled",
                    with, c->now.published->wave);
    wave_units_free(units[0]);
    wave_units_free(units[1]);
    if (e != ERR_OK)
        return e;
    const struct cli_groups groups = {.wave = c->now.published->wave,
                                      .by = grouping_key_name(key),
                                      .groupings = c->list.groupings,
                                      .count = c->list.count,
                                      .with_wave = with,
                                      .areas = &c->areas};
    return cli_groups_print(cli, &groups);
}

static enum err run_units(struct cli *cli, struct call *c)
{
    const struct sets_wave other = {c->other.published, c->other.wave.manifest};
    const struct sets_request request = {
        .now = {c->now.published, c->now.wave.manifest},
        .before = cli_value(cli, "before") != NULL ? &other : NULL,
        .with = cli_value(cli, "with") != NULL ? &other : NULL,
        .units = cli_value(cli, "units"),
        .against = cli_value(cli, "against")};
    enum err e = sets_new(&request, &c->sets, &cli->note);
    if (e == ERR_RANGE)
        return cli_wrong_usage(cli, "a unit stands on both sides");
    if (e != ERR_OK)
        return e;
    const struct sets *s = &c->sets;
    bool is_pair = request.against != NULL;
    const struct cli_groups groups = {.wave = c->now.published->wave,
                                      .by = "units",
                                      .groupings = s->now,
                                      .count = is_pair ? 2 : 1,
                                      .is_pair = is_pair,
                                      .before = {s->before[0], s->before[1]},
                                      .before_wave = cli_value(cli, "before"),
                                      .with_wave = cli_value(cli, "with"),
                                      .areas = &c->areas};
    return cli_groups_print(cli, &groups);
}

static enum err run(struct cli *cli)
{
    struct call c = {.list = {.count = 0}};
    enum err e = check_options(cli);
    if (e == ERR_OK)
        e = conduct_desk_open(cli->dir, CONDUCT_DESK_READ, NULL, &c.desk,
                              &cli->note);
    if (e != ERR_OK)
        return e;
    e = begin(cli, &c);
    if (e == ERR_OK)
        e = cli_value(cli, "by") != NULL ? run_by(cli, &c) : run_units(cli, &c);
    call_end(&c);
    return e;
}

static const struct cli_option options[] = {
    {"by", "type|site|department|size",
     "All units, by what the roster said of them when the wave opened, or by "
     "the size of their roster.",
     0},
    {"units", "U1,U2", "These units as one group.", 0},
    {"against", "V1,V2", "And these as another, which they are compared with.",
     0},
    {"before", "WAVE",
     "Difference in differences: how much more --units changed since that wave "
     "than --against did.",
     0},
    {"with", "WAVE",
     "Pools the answers of two waves: of --units, or, with --by, of all units, "
     "each wave's by its own roster.",
     0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_group = {
    .name = "release group",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Group and compare units freely",
    .details =
        "Computed from the release alone, as a department's figures are: any "
        "set of units may be asked for. A unit that has no figure of its own "
        "cannot be taken out of the pool that counts it; it is named as not "
        "shown. Name what an initiative is compared with before its results "
        "are known.",
    .options = options,
    .json = true,
    .run = run,
};
