/* chorus plan and chorus checklist: what champions keep, for offices that have
 * it in a spreadsheet; and chorus export list. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/portfolio.h"
#include "cli/table.h"
#include "staff/checklist.h"
#include "staff/exports.h"
#include "staff/plans.h"
#include "survey/offers.h"

struct call {
    struct cli_folder folder;
    struct site *site;
};

static void end(struct call *c)
{
    site_close(c->site);
    cli_folder_close(&c->folder);
}

static enum err begin(struct cli *cli, bool writes, struct call *c)
{
    *c = (struct call){.folder.lock_fd = -1};
    enum err e = writes ? cli_folder_lock(cli, &c->folder)
                        : cli_folder_open(cli, &c->folder);
    return e == ERR_OK ? cli_folder_site(cli, &c->folder, &c->site) : e;
}

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

static enum err import_plan(struct cli *cli, struct call *c,
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
    struct call c;
    struct cli_portfolio portfolio = {.count = 0};
    struct cli_lines lines = {.table = NULL};
    const char *path = cli_arg(cli, 0);
    enum err e = begin(cli, true, &c);
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
    end(&c);
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
    struct call c;
    struct plan *plans = NULL;
    size_t count = 0;
    char today[DATETIME_DATE_SIZE];
    datetime_date(clock_now_sec(), today);
    struct cli_table *t = cli_table_new(
        plan_columns, sizeof plan_columns / sizeof plan_columns[0]);
    enum err e = begin(cli, false, &c);
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
    end(&c);
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

/* --- checklist ------------------------------------------------------------ */

static bool is_program(const struct cli_portfolio *portfolio, const char *id)
{
    return wave_manifest_group_of_program(portfolio->newest.manifest, id) !=
           NULL;
}

/* The row as the whole list of its program, with this area changed. */
static enum err import_row(struct cli *cli, struct call *c,
                           const struct cli_portfolio *portfolio,
                           const struct cli_lines *lines, size_t row)
{
    const char *program = cli_lines_cell(lines, row, 0);
    size_t area = areas_find(cli_lines_cell(lines, row, 1));
    const char *by = cli_lines_cell(lines, row, 4);
    struct checklist_typed typed[AREAS_COUNT];
    struct fields_problems problems;
    struct checklist seen;
    size_t kept = 0;
    if (!is_program(portfolio, program))
        return err_say(&cli->note, ERR_NOT_FOUND,
                       "program: the newest wave has no program %.32s",
                       program);
    if (area == AREAS_COUNT)
        return err_say(&cli->note, ERR_FORMAT, "area: none of the six");
    if (strlen(by) > 64)
        return err_say(&cli->note, ERR_FORMAT, "by: too long");
    enum err e = checklist_get(c->site, program, &seen);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; i < AREAS_COUNT; i++)
        typed[i] = (struct checklist_typed){
            seen.rows[i].state == CHECKLIST_NOT_SAID
                ? ""
                : checklist_states[seen.rows[i].state - 1],
            seen.rows[i].evidence};
    typed[area] = (struct checklist_typed){cli_lines_cell(lines, row, 2),
                                           cli_lines_cell(lines, row, 3)};
    e = checklist_keep(c->site, &seen, typed, by[0] != 0 ? by : EXPORTS_OFFICE,
                       clock_now_sec(), &problems, &kept);
    return e == ERR_FORMAT ? err_say(&cli->note, e, "%s", problems.text[area])
                           : e;
}

static enum err run_checklist_import(struct cli *cli)
{
    static const char *const names[] = {"program", "area", "state", "evidence",
                                        "?by"};
    struct call c;
    struct cli_portfolio portfolio = {.count = 0};
    struct cli_lines lines = {.table = NULL};
    const char *path = cli_arg(cli, 0);
    enum err e = begin(cli, true, &c);
    if (e == ERR_OK)
        e = cli_portfolio_load(cli, &c.folder, c.site, &portfolio);
    if (e == ERR_OK)
        e = cli_lines_read(cli, path, names, 5, &lines);
    for (size_t row = 1; e == ERR_OK && row < lines.table->row_count; row++) {
        cli->note.text[0] = 0;
        e = import_row(cli, &c, &portfolio, &lines, row);
        if (e != ERR_OK)
            e = cli_lines_say(cli, path, &lines, row, e);
    }
    if (e == ERR_OK)
        printf("%zu rows kept.\n", lines.table->row_count - 1);
    csv_table_free(lines.table);
    cli_portfolio_free(&portfolio);
    end(&c);
    return e;
}

const struct cli_command cli_cmd_checklist_import = {
    .name = "checklist import",
    .args = "FILE.csv",
    .min_args = 1,
    .max_args = 1,
    .summary = "Fill in checklists from a file",
    .details = "Columns: program, area, state (in_place, partly, no), evidence "
               "[, by]. Lines are taken one after the other; one that is wrong "
               "ends it, and those before it are kept.",
    .run = run_checklist_import,
};

static const struct cli_column checklist_columns[] = {
    {"program", "PROGRAM", false}, {"area", "AREA", false},
    {"state", "STATE", false},     {"date", "DATE", false},
    {"by", "BY", false},           {"evidence", "EVIDENCE", false},
};

static void put_checklist(struct cli_table *t, const struct checklist *list)
{
    for (size_t i = 0; i < AREAS_COUNT; i++) {
        const struct checklist_row *row = &list->rows[i];
        char date[DATETIME_DATE_SIZE] = "";
        if (row->state != CHECKLIST_NOT_SAID)
            datetime_date(row->at_sec, date);
        cli_table_text(t, list->program);
        cli_table_text(t, areas_ids[i]);
        cli_table_text(t, checklist_words(row->state));
        cli_table_text(t, date[0] != 0 ? date : NULL);
        cli_table_text(t, row->by[0] != 0 ? row->by : NULL);
        cli_table_text(t, row->evidence);
    }
}

static enum err run_checklist_list(struct cli *cli)
{
    struct call c;
    struct checklist *lists = NULL;
    size_t count = 0;
    struct cli_table *t =
        cli_table_new(checklist_columns,
                      sizeof checklist_columns / sizeof *checklist_columns);
    enum err e = begin(cli, false, &c);
    if (e == ERR_OK)
        e = t == NULL ? ERR_MEMORY : checklist_list(c.site, &lists, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        put_checklist(t, &lists[i]);
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    free(lists);
    cli_table_free(t);
    end(&c);
    return e;
}

const struct cli_command cli_cmd_checklist_list = {
    .name = "checklist list",
    .args = "",
    .summary = "List what programs say is in place",
    .json = true,
    .run = run_checklist_list,
};

/* --- export list ---------------------------------------------------------- */

static const struct cli_column export_columns[] = {
    {"at", "WHEN", false},   {"account", "WHO", false}, {"wave", "WAVE", false},
    {"what", "WHAT", false}, {"format", "AS", false},
};

static enum err run_export_list(struct cli *cli)
{
    struct call c;
    struct exports_entry *log = NULL;
    size_t count = 0;
    struct cli_table *t = cli_table_new(
        export_columns, sizeof export_columns / sizeof export_columns[0]);
    enum err e = begin(cli, false, &c);
    if (e == ERR_OK)
        e = t == NULL
                ? ERR_MEMORY
                : exports_list(c.site, cli_value(cli, "wave"), &log, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        char at[DATETIME_RFC3339_SIZE];
        datetime_rfc3339(log[i].at_sec, at);
        cli_table_text(t, at);
        cli_table_text(t, log[i].account);
        cli_table_text(t, log[i].wave);
        cli_table_text(t, log[i].what);
        cli_table_text(t, log[i].format);
    }
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    free(log);
    cli_table_free(t);
    end(&c);
    return e;
}

static const struct cli_option export_options[] = {
    {"wave", "WAVE", "Of one wave only.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_export_list = {
    .name = "export list",
    .args = "",
    .summary = "List who took results away, the newest first",
    .options = export_options,
    .json = true,
    .run = run_export_list,
};
