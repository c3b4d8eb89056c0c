/* chorus release show and export: what a closed wave published. */
#include "cli/commands.h"

#include "base/clock.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "conduct/documents.h"
#include "report/csv.h"
#include "staff/exports.h"

/* A wave with its results, for both commands. */
struct call {
    struct conduct_folder folder;
    struct site *site;
    struct conduct_wave wave;
    struct conduct_results results;
};

static void call_end(struct call *c)
{
    conduct_results_free(&c->results);
    conduct_wave_free(&c->wave);
    site_close(c->site);
}

static enum err call_begin(struct cli *cli, struct call *c)
{
    *c = (struct call){.wave.manifest_bytes = BUF_INIT,
                       .results = CONDUCT_RESULTS_INIT};
    enum err e = conduct_folder_open(cli->dir, &c->folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_site(&c->folder, &c->site, &cli->note);
    if (e == ERR_OK)
        e = conduct_wave_load(&c->folder, c->site, cli_arg(cli, 0), &c->wave,
                              &cli->note);
    if (e == ERR_OK)
        e = conduct_results_load(c->site, &c->wave, &c->results, &cli->note);
    if (e != ERR_OK)
        call_end(c);
    return e;
}

/* The group of --unit: a unit by its id, or by the id in the file. */
static enum err find_unit(struct cli *cli, const struct published_release *r,
                          size_t *out_group)
{
    const char *unit = cli_value(cli, "unit");
    size_t group = published_unit_find(r, unit);
    if (group == PUBLISHED_NONE)
        group = published_group_find(r, unit);
    if (group == PUBLISHED_NONE)
        return err_say(&cli->note, ERR_NOT_FOUND,
                       "%s has no unit %.60s; chorus release show %s lists "
                       "them",
                       r->wave, unit, r->wave);
    *out_group = group;
    return ERR_OK;
}

static const struct cli_column group_columns[] = {
    {"group", "GROUP", false},  {"name", "NAME", false}, {"level", NULL, false},
    {"roster", "ROSTER", true}, {"n", "ANSWERS", true},
};

static enum err print_groups(struct cli *cli, const struct published_release *r)
{
    struct cli_table *t = cli_table_new(
        group_columns, sizeof group_columns / sizeof group_columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < r->group_count; i++) {
        const struct published_group *g = &r->groups[i];
        cli_table_text(t, g->id);
        cli_table_text(t, g->name);
        cli_table_text(t, published_level_name(g->level));
        cli_table_number(t, g->roster);
        if (g->shown)
            cli_table_number(t, g->n);
        else
            cli_table_text(t, cli->json ? NULL : "not shown");
    }
    enum err e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    return e;
}

static const struct cli_column figure_columns[] = {
    {"scale", "SCALE", false},      {"n", "N", true},
    {"mean", "MEAN", true},         {"half_width", "+-", true},
    {"above", "AT OR ABOVE", true}, {"low_precision", NULL, false},
    {"precision", "", false},
};

static enum err print_figures(struct cli *cli,
                              const struct published_release *r, size_t group)
{
    const struct published_group *g = &r->groups[group];
    struct cli_table *t = cli_table_new(
        figure_columns, sizeof figure_columns / sizeof figure_columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t s = 0; g->shown && s < r->scale_count; s++) {
        const struct published_figure *f = &g->figures[s];
        if (!f->shown)
            continue;
        bool low = published_low_precision(f->n);
        char half[16] = "";
        if (f->has_half_width)
            (void)snprintf(half, sizeof half, "%u", (unsigned)f->half_width);
        cli_table_text(t, r->scales[s].id);
        cli_table_number(t, f->n);
        cli_table_text(t, f->mean.text);
        cli_table_text(t, half[0] != 0 ? half : NULL);
        cli_table_text(t, f->above.text);
        cli_table_flag(t, low);
        cli_table_text(t, low ? "low precision" : "");
    }
    enum err e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    return e;
}

static void print_head(const struct published_release *r,
                       const struct published_group *g)
{
    cli_term_bold(stdout, g->name);
    printf(", %s, closed %s\n", r->wave, r->closed);
    if (g->shown)
        printf("%u answers of %u people. Points from 0 to 100.\n\n",
               (unsigned)g->n, (unsigned)g->roster);
    else
        puts("Not shown, to protect people in small groups.");
}

static enum err run_show(struct cli *cli)
{
    struct call c;
    size_t group = 0;
    enum err e = call_begin(cli, &c);
    if (e != ERR_OK)
        return e;
    const struct published_release *r = c.results.release;
    if (cli_value(cli, "unit") != NULL)
        e = find_unit(cli, r, &group);
    else if (cli->json)
        e = print_groups(cli, r);
    if (e == ERR_OK && (cli_value(cli, "unit") != NULL || !cli->json)) {
        if (!cli->json)
            print_head(r, &r->groups[group]);
        if (cli->json || r->groups[group].shown)
            e = print_figures(cli, r, group);
    }
    if (e == ERR_OK && !cli->json && cli_value(cli, "unit") == NULL) {
        putchar('\n');
        e = print_groups(cli, r);
    }
    call_end(&c);
    return e;
}

static const struct cli_option show_options[] = {
    {"unit", "U", "The figures of one unit, instead of the institution's.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_show = {
    .name = "release show",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Print what a closed wave published",
    .details = "Without --unit: the institution's figures and all groups. With "
               "--json: the groups, or with --unit the unit's figures.",
    .options = show_options,
    .json = true,
    .run = run_show,
};

static enum err make_export(struct cli *cli, const struct call *c,
                            struct buf *out)
{
    const struct published_release *r = c->results.release;
    const char *format = cli_value(cli, "format");
    size_t group = 0;
    if (strcmp(format, "json") == 0) {
        if (cli_value(cli, "unit") != NULL)
            return cli_wrong_usage(cli, "--format json is the whole signed "
                                        "file; --unit goes with csv");
        buf_put(out, c->results.release_bytes.data,
                c->results.release_bytes.len);
        return buf_check(out);
    }
    if (strcmp(format, "csv") != 0)
        return cli_wrong_usage(cli, "--format: json or csv");
    if (cli_value(cli, "unit") == NULL)
        return report_csv_release(r, out);
    enum err e = find_unit(cli, r, &group);
    return e == ERR_OK ? report_csv_unit(r, group, out) : e;
}

/* In the log of exports, with those from pages. */
static enum err log_export(struct cli *cli, const struct call *c)
{
    const char *what = "release";
    size_t group = 0;
    if (cli_value(cli, "unit") != NULL) {
        enum err e = find_unit(cli, c->results.release, &group);
        if (e != ERR_OK)
            return e;
        what = c->results.release->groups[group].id;
    }
    const struct site_export entry = {.account = EXPORTS_OFFICE,
                                      .wave = cli_arg(cli, 0),
                                      .what = what,
                                      .format = cli_value(cli, "format"),
                                      .at_sec = clock_now_sec()};
    return site_export_add(c->site, &entry);
}

static enum err run_export(struct cli *cli)
{
    struct call c;
    struct buf bytes = BUF_INIT;
    const char *path = cli_value(cli, "out");
    enum err e = call_begin(cli, &c);
    if (e != ERR_OK)
        return e;
    e = make_export(cli, &c, &bytes);
    if (e == ERR_OK && strcmp(path, "-") == 0)
        (void)fwrite(bytes.data, 1, bytes.len, stdout);
    else if (e == ERR_OK)
        e = file_write(path, bytes.data, bytes.len, 0644, &cli->note);
    if (e == ERR_OK)
        e = log_export(cli, &c);
    buf_free(&bytes);
    call_end(&c);
    return e;
}

static const struct cli_option export_options[] = {
    {"format", "json|csv",
     "json: the signed file, byte for byte. csv: one line for each group and "
     "scale.",
     CLI_REQUIRED},
    {"out", "FILE", "Replaced when it is there; - is standard output.",
     CLI_REQUIRED},
    {"unit", "U", "One unit beside its department and the institution (csv).",
     0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_export = {
    .name = "release export",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Write a release to a file",
    .options = export_options,
    .run = run_export,
};
