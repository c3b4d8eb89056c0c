/* chorus plan: action plans of units and of the institution, for offices that
 * have them in a spreadsheet. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/export.h"
#include "cli/import.h"
#include "cli/table.h"
#include "staff/exports.h"
#include "staff/plans.h"

/* A column for each field, and the unit: of imports and exports. */
static const char *const plan_names[PLANS_FIELDS + 1] = {
    "area",   "?offer",    "what",    "owner",   "due",
    "status", "?evidence", "?helped", "?shared", "unit"};

/* --- plan import ---------------------------------------------------------- */

/* An offer is any id here: the list may be another one on the server. */
static enum err read_plan(const struct cli_import *import, size_t row,
                          struct plan *out_plan)
{
    const char *values[PLANS_FIELDS];
    struct fields_problems problems;
    for (size_t i = 0; i < PLANS_FIELDS; i++)
        values[i] = cli_lines_cell(&import->lines, row, i);
    const char *const offers[] = {values[PLANS_OFFER], NULL};
    if (values[PLANS_HELPED][0] == 0)
        values[PLANS_HELPED] = "unknown";
    enum err e = plans_read(values, offers, out_plan, &problems);
    return e == ERR_FORMAT ? fields_say(plans_rules, PLANS_FIELDS, &problems,
                                        &import->cli->note)
                           : e;
}

static enum err take_plan(struct cli_import *import, size_t row, bool for_real)
{
    struct plan plan = {.id = 0};
    int64_t id = 0;
    const char *unit = cli_lines_cell(&import->lines, row, PLANS_FIELDS);
    const char *const *units = import->portfolio.known.units;
    enum err e = read_plan(import, row, &plan);
    if (e == ERR_OK && strcmp(unit, PLANS_INSTITUTION) != 0 &&
        units[fields_choice(units, unit)] == NULL)
        e = err_say(&import->cli->note, ERR_NOT_FOUND,
                    "unit: the newest wave has no unit %.32s; the "
                    "institution's own plans stand under " PLANS_INSTITUTION,
                    unit);
    if (e != ERR_OK || !for_real)
        return e;
    (void)snprintf(plan.unit, sizeof plan.unit, "%s", unit);
    return plans_add(import->staff.site, &plan, EXPORTS_OFFICE, clock_now_sec(),
                     &id);
}

static enum err run_plan_import(struct cli *cli)
{
    const struct cli_import_kind kind = {.names = plan_names,
                                         .count = PLANS_FIELDS + 1,
                                         .done = "plans added",
                                         .is_checked_first = true,
                                         .take = take_plan};
    return cli_import_run(cli, &kind);
}

const struct cli_command cli_cmd_plan_import = {
    .name = "plan import",
    .args = "FILE.csv",
    .min_args = 1,
    .max_args = 1,
    .summary = "Add action plans from a file, all or none",
    .details = "Columns: unit, area, what, owner, due, status (planned, "
               "running, done, dropped) [, offer, evidence, helped (unknown, "
               "yes, partly, no), shared (yes or empty)]. The institution's "
               "own plans have " PLANS_INSTITUTION " for a unit.",
    .run = run_plan_import,
};

/* --- plan export ---------------------------------------------------------- */

static void put_head(struct buf *out)
{
    const char *head[PLANS_FIELDS + 1];
    for (size_t i = 0; i <= PLANS_FIELDS; i++)
        head[i] = plan_names[i] + (plan_names[i][0] == '?');
    csv_put_row(out, head, PLANS_FIELDS + 1);
}

static enum err write_plans(struct site *site, struct buf *out)
{
    struct plan *plans = NULL;
    size_t count = 0;
    enum err e = plans_list(site, &plans, &count);
    put_head(out);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        const char *cells[PLANS_FIELDS + 1];
        plans_values(&plans[i], cells);
        cells[PLANS_FIELDS] = plans[i].unit;
        csv_put_row(out, cells, PLANS_FIELDS + 1);
    }
    free(plans);
    return e == ERR_OK ? buf_check(out) : e;
}

static enum err run_plan_export(struct cli *cli)
{
    struct conduct_desk c;
    struct buf csv = BUF_INIT;
    const int64_t now_sec = clock_now_sec();
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK, NULL, &c, &cli->note);
    if (e == ERR_OK)
        e = write_plans(c.site, &csv);
    if (e == ERR_OK)
        e = site_export_add(
            c.site, &(struct site_export){.account = EXPORTS_OFFICE,
                                          .wave = "",
                                          .what = "plans",
                                          .format = "csv",
                                          .at_sec = now_sec - now_sec % 60});
    if (e == ERR_OK)
        e = cli_export_write(cli, cli_value(cli, "out"), &csv);
    buf_free(&csv);
    conduct_desk_close(&c);
    return e;
}

static const struct cli_option plan_export_options[] = {
    {"out", "FILE.csv", "Replaced when it is there; - is standard output.",
     CLI_REQUIRED},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_plan_export = {
    .name = "plan export",
    .args = "",
    .summary = "Write all action plans to a file that plan import reads",
    .details = "CSV, with the columns of plan import. It is entered in the log "
               "of exports.",
    .options = plan_export_options,
    .run = run_plan_export,
};

/* --- plan list ------------------------------------------------------------ */

static const struct cli_column plan_columns[] = {
    {"unit", "UNIT", false},       {"area", "AREA", false},
    {"what", "WHAT", false},       {"owner", "OWNER", false},
    {"due", "DUE", false},         {"status", "STATUS", false},
    {"overdue", "OVERDUE", false}, {"helped", NULL, false},
    {"offer", NULL, false},        {"evidence", NULL, false},
    {"shared", NULL, false},
};

static void put_plan(struct cli_table *t, const struct plan *p, bool overdue)
{
    cli_table_text(t, p->unit);
    cli_table_text(t, p->area);
    cli_table_text(t, p->what);
    cli_table_text(t, p->owner);
    cli_table_text(t, p->due);
    cli_table_text(t, plans_status_words(p->status));
    cli_table_flag(t, overdue);
    cli_table_text(t, plans_helped_words(p->helped));
    cli_table_text(t, p->offer);
    cli_table_text(t, p->evidence);
    cli_table_flag(t, p->shared);
}

static enum err run_plan_list(struct cli *cli)
{
    struct conduct_desk c;
    struct plan *plans = NULL;
    size_t count = 0;
    char today[DATETIME_DATE_SIZE];
    datetime_date(clock_now_sec(), today);
    struct cli_table *t = cli_table_new(
        plan_columns, sizeof plan_columns / sizeof plan_columns[0]);
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_READ, NULL, &c, &cli->note);
    if (e == ERR_OK)
        e = t == NULL ? ERR_MEMORY : plans_list(c.site, &plans, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        bool overdue = plans_is_overdue(&plans[i], today);
        if (overdue || !cli_flag(cli, "overdue"))
            put_plan(t, &plans[i], overdue);
    }
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    free(plans);
    cli_table_free(t);
    conduct_desk_close(&c);
    return e;
}

static const struct cli_option plan_list_options[] = {
    {"overdue", NULL, "Only those that are due and not done.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_plan_list = {
    .name = "plan list",
    .args = "",
    .summary = "List the action plans of units and of the institution",
    .options = plan_list_options,
    .json = true,
    .run = run_plan_list,
};
