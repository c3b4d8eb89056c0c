/* chorus release group: any set of units, from what the release prints. */
#include "cli/commands.h"

#include "cli/group_view.h"
#include "cli/release_load.h"

#define SETS 2 /* --units and --against */

/* What is loaded and made for a call. */
struct call {
    struct conduct_folder folder;
    struct site *site;
    struct cli_release now;
    struct cli_release other; /* of --with or --before */
    struct grouping_list list;
    struct grouping *sets[SETS];
    struct grouping *before[SETS];
};

static void call_end(struct call *c)
{
    for (size_t i = 0; i < SETS; i++) {
        grouping_free(c->sets[i]);
        grouping_free(c->before[i]);
    }
    grouping_list_free(&c->list);
    cli_release_free(&c->now);
    cli_release_free(&c->other);
    site_close(c->site);
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
    if (with && (!units || before))
        return cli_wrong_usage(cli, "--with needs --units, without --before");
    return ERR_OK;
}

static enum err begin(struct cli *cli, struct call *c)
{
    const char *other = cli_value(cli, "with");
    if (other == NULL)
        other = cli_value(cli, "before");
    enum err e = conduct_folder_open(cli->dir, &c->folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_site(&c->folder, &c->site, &cli->note);
    if (e == ERR_OK)
        e = cli_release_load(cli, &c->folder, c->site, cli_arg(cli, 0),
                             &c->now);
    if (e == ERR_OK && other != NULL && strcmp(other, cli_arg(cli, 0)) == 0)
        e = cli_wrong_usage(cli, "%.40s is the wave itself", other);
    if (e == ERR_OK && other != NULL)
        e = cli_release_load(cli, &c->folder, c->site, other, &c->other);
    return e;
}

static enum err run_by(struct cli *cli, struct call *c)
{
    enum grouping_key key = GROUPING_TYPE;
    struct wave_units *units = NULL;
    if (!grouping_key_find(cli_value(cli, "by"), &key))
        return cli_wrong_usage(cli, "--by: type, site, department or size");
    enum err e = ERR_OK;
    if (key == GROUPING_TYPE || key == GROUPING_SITE)
        e = cli_release_units(cli, c->site, &c->now, &units);
    if (e == ERR_OK)
        e = grouping_by_key(c->now.published, key, units, &c->list);
    wave_units_free(units);
    if (e != ERR_OK)
        return e;
    const struct cli_groups groups = {.wave = c->now.published->wave,
                                      .by = grouping_key_name(key),
                                      .groupings = c->list.groupings,
                                      .count = c->list.count};
    return cli_groups_print(cli, &groups);
}

/* The units must be the same in both waves, or the two figures are not of the
 * same thing. */
static enum err check_units(struct cli *cli, const struct call *c,
                            const size_t *units, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *unit =
            c->now.published->groups[units[i]].id + strlen("unit:");
        if (!cli_release_same_unit(&c->now, &c->other, unit))
            return err_say(&cli->note, ERR_STATE,
                           "unit %s does not have the same programs in %s and "
                           "%s: its trend breaks there",
                           unit, c->other.published->wave,
                           c->now.published->wave);
    }
    return ERR_OK;
}

static enum err make_set(struct cli *cli, const struct cli_release *release,
                         const char *list, const struct cli_release *with,
                         struct grouping **out_set)
{
    size_t *units = NULL;
    size_t *more = NULL;
    size_t count = 0;
    size_t more_count = 0;
    enum err e = cli_release_find_units(cli, release, list, &units, &count);
    if (e == ERR_OK && with != NULL)
        e = cli_release_find_units(cli, with, list, &more, &more_count);
    if (e == ERR_OK) {
        struct grouping_part parts[2] = {{release->published, units, count}};
        if (with != NULL)
            parts[1] =
                (struct grouping_part){with->published, more, more_count};
        e = grouping_new(list, parts, with != NULL ? 2 : 1, out_set);
    }
    if (e == ERR_STATE)
        e = err_say(&cli->note, e,
                    "%s and %s did not ask the same: a scale, its version or "
                    "its cutoffs differ, so they are not pooled",
                    release->published->wave, with->published->wave);
    free(units);
    free(more);
    return e;
}

/* One of the two lists, in this wave, and in the other one where asked for. */
static enum err run_list(struct cli *cli, struct call *c, const char *list,
                         size_t at)
{
    bool before = cli_value(cli, "before") != NULL;
    bool with = cli_value(cli, "with") != NULL;
    size_t *units = NULL;
    size_t count = 0;
    enum err e = cli_release_find_units(cli, &c->now, list, &units, &count);
    if (e == ERR_OK && (before || with))
        e = check_units(cli, c, units, count);
    free(units);
    if (e == ERR_OK)
        e = make_set(cli, &c->now, list, with ? &c->other : NULL, &c->sets[at]);
    if (e == ERR_OK && before)
        e = make_set(cli, &c->other, list, NULL, &c->before[at]);
    return e;
}

/* Whether a name of LIST stands in OTHER too; both are known to be names. */
static bool share_a_unit(const char *list, const char *other)
{
    for (const char *at = list; at != NULL;) {
        size_t len = strcspn(at, ",");
        for (const char *b = other; b != NULL;) {
            size_t other_len = strcspn(b, ",");
            if (len == other_len && memcmp(at, b, len) == 0)
                return true;
            b = b[other_len] == ',' ? b + other_len + 1 : NULL;
        }
        at = at[len] == ',' ? at + len + 1 : NULL;
    }
    return false;
}

static enum err run_units(struct cli *cli, struct call *c)
{
    const char *first = cli_value(cli, "units");
    const char *second = cli_value(cli, "against");
    enum err e = run_list(cli, c, first, 0);
    if (e == ERR_OK && second != NULL)
        e = run_list(cli, c, second, 1);
    if (e == ERR_OK && second != NULL && share_a_unit(first, second))
        e = cli_wrong_usage(cli, "a unit stands on both sides");
    if (e != ERR_OK)
        return e;
    const struct cli_groups groups = {.wave = c->now.published->wave,
                                      .by = "units",
                                      .groupings = c->sets,
                                      .count = second != NULL ? 2 : 1,
                                      .is_pair = second != NULL,
                                      .before = {c->before[0], c->before[1]},
                                      .before_wave = cli_value(cli, "before")};
    return cli_groups_print(cli, &groups);
}

static enum err run(struct cli *cli)
{
    struct call c = {.site = NULL};
    enum err e = check_options(cli);
    if (e == ERR_OK)
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
    {"with", "WAVE", "Pools the units' answers of two waves.", 0},
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
