/* chorus plan: action plans of units, for offices that have them in a
 * spreadsheet. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/portfolio.h"
#include "cli/table.h"
#include "staff/exports.h"
#include "staff/plans.h"

/* --- plan import ---------------------------------------------------------- */

/* A column for each field, and the unit. */
static const char *const plan_names[PLANS_FIELDS + 1] = {
    "area",   "?offer",    "what",    "owner",   "due",
    "status", "?evidence", "?helped", "?shared", "unit"};

/* An offer is any id here: the list may be another one on the server. */
static enum err read_plan(struct cli *cli, const struct cli_lines *lines,
                          size_t row, struct plan *out_plan)
{
    const char *values[PLANS_FIELDS];
    struct fields_problems problems;
    for (size_t i = 0; i < PLANS_FIELDS; i++)
        values[i] = cli_lines_cell(lines, row, i);
    const char *const offers[] = {values[PLANS_OFFER], NULL};
    if (values[PLANS_HELPED][0] == 0)
        values[PLANS_HELPED] = "unknown";
    enum err e = plans_read(values, offers, out_plan, &problems);
    return e == ERR_FORMAT
               ? fields_say(plans_rules, PLANS_FIELDS, &problems, &cli->note)
               : e;
}

static enum err import_plan(struct cli *cli, struct cli_staff *c,
                            const struct cli_portfolio *portfolio,
                            const struct cli_lines *lines, size_t row,
                            bool for_real)
{
    struct plan plan = {.id = 0};
    int64_t id = 0;
    const char *unit = cli_lines_cell(lines, row, PLANS_FIELDS);
    enum err e = read_plan(cli, lines, row, &plan);
    if (e == ERR_OK &&
        portfolio->units[fields_choice(portfolio->units, unit)] == NULL)
        e = err_say(&cli->note, ERR_NOT_FOUND,
                    "unit: the newest wave has no unit %.32s", unit);
    if (e != ERR_OK || !for_real)
        return e;
    (void)snprintf(plan.unit, sizeof plan.unit, "%s", unit);
    return plans_add(c->site, &plan, EXPORTS_OFFICE, clock_now_sec(), &id);
}

static enum err run_plan_import(struct cli *cli)
{
    struct cli_staff c;
    struct cli_portfolio portfolio = {.count = 0};
    struct cli_lines lines = {.table = NULL};
    const char *path = cli_arg(cli, 0);
    enum err e = cli_staff_open(cli, true, &c);
    if (e == ERR_OK)
        e = cli_portfolio_load(cli, &c.folder, c.site, &portfolio);
    if (e == ERR_OK)
        e = cli_lines_read(cli, path, plan_names, PLANS_FIELDS + 1, &lines);
    for (size_t pass = 0; e == ERR_OK && pass < 2; pass++)
        for (size_t row = 1; e == ERR_OK && row < lines.table->row_count; row++)
            if ((e = import_plan(cli, &c, &portfolio, &lines, row,
                                 pass == 1)) != ERR_OK)
                e = cli_lines_say(cli, path, &lines, row, e);
    if (e == ERR_OK)
        printf("%zu plans added.\n", lines.table->row_count - 1);
    csv_table_free(lines.table);
    cli_portfolio_free(&portfolio);
    cli_staff_close(&c);
    return e;
}

const struct cli_command cli_cmd_plan_import = {
    .name = "plan import",
    .args = "FILE.csv",
    .min_args = 1,
    .max_args = 1,
    .summary = "Add action plans from a file, all or none",
    .details = "Columns: unit, area, what, owner, due, status (planned, "
               "running, done, dropped) [, offer, evidence, helped (unknown, "
               "yes, partly, no), shared (yes or empty)].",
    .run = run_plan_import,
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
    struct cli_staff c;
    struct plan *plans = NULL;
    size_t count = 0;
    char today[DATETIME_DATE_SIZE];
    datetime_date(clock_now_sec(), today);
    struct cli_table *t = cli_table_new(
        plan_columns, sizeof plan_columns / sizeof plan_columns[0]);
    enum err e = cli_staff_open(cli, false, &c);
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
    cli_staff_close(&c);
    return e;
}

static const struct cli_option plan_list_options[] = {
    {"overdue", NULL, "Only those that are due and not done.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_plan_list = {
    .name = "plan list",
    .args = "",
    .summary = "List the action plans of all units",
    .options = plan_list_options,
    .json = true,
    .run = run_plan_list,
};
