/* chorus checklist: what programs have in place, from and as a list. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/import.h"
#include "cli/table.h"
#include "staff/checklist.h"
#include "staff/exports.h"

static bool is_program(const struct cli_portfolio *portfolio, const char *id)
{
    return wave_manifest_group_of_program(portfolio->newest.manifest, id) !=
           NULL;
}

/* The row as the whole list of its program, with this area changed. */
static enum err take_row(struct cli_import *import, size_t row, bool for_real)
{
    struct err_note *note = &import->cli->note;
    struct site *site = import->staff.site;
    const struct cli_lines *lines = &import->lines;
    const char *program = cli_lines_cell(lines, row, 0);
    size_t area = areas_find(cli_lines_cell(lines, row, 1));
    const char *by = cli_lines_cell(lines, row, 4);
    struct checklist_typed typed[AREAS_COUNT];
    struct fields_problems problems;
    struct checklist seen;
    size_t kept = 0;
    (void)for_real;
    if (!is_program(&import->portfolio, program))
        return err_say(note, ERR_NOT_FOUND,
                       "program: the newest wave has no program %.32s",
                       program);
    if (area == AREAS_COUNT)
        return err_say(note, ERR_FORMAT, "area: none of the six");
    if (strlen(by) > 64)
        return err_say(note, ERR_FORMAT, "by: too long");
    enum err e = checklist_get(site, program, &seen);
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
    e = checklist_keep(site, &seen, typed, by[0] != 0 ? by : EXPORTS_OFFICE,
                       clock_now_sec(), &problems, &kept);
    return e == ERR_FORMAT ? err_say(note, e, "%s", problems.text[area]) : e;
}

static enum err run_checklist_import(struct cli *cli)
{
    static const char *const names[] = {"program", "area", "state", "evidence",
                                        "?by"};
    const struct cli_import_kind kind = {
        .names = names, .count = 5, .done = "rows kept", .take = take_row};
    return cli_import_run(cli, &kind);
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
    struct conduct_desk c;
    struct checklist *lists = NULL;
    size_t count = 0;
    struct cli_table *t =
        cli_table_new(checklist_columns,
                      sizeof checklist_columns / sizeof *checklist_columns);
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_READ, NULL, &c, &cli->note);
    if (e == ERR_OK)
        e = t == NULL ? ERR_MEMORY : checklist_list(c.site, &lists, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        put_checklist(t, &lists[i]);
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    free(lists);
    cli_table_free(t);
    conduct_desk_close(&c);
    return e;
}

const struct cli_command cli_cmd_checklist_list = {
    .name = "checklist list",
    .args = "",
    .summary = "List what programs say is in place",
    .json = true,
    .run = run_checklist_list,
};
