/* chorus roster show: programs and their sizes; never a name. */
#include "cli/commands.h"

#include "cli/table.h"
#include "conduct/desk.h"
#include "roster/roster.h"

static const struct cli_column columns[] = {
    {"program", "PROGRAM", false},
    {"name", "NAME", false},
    {"department", "DEPARTMENT", false},
    {"type", "TYPE", false},
    {"site", "SITE", false},
    {"people", "PEOPLE", true},
};

static enum err print(struct cli *cli, const struct roster *roster)
{
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < roster->program_count; i++) {
        const struct roster_program *p = &roster->programs[i];
        cli_table_text(t, p->id);
        cli_table_text(t, p->name);
        cli_table_text(t, p->department);
        cli_table_text(t, p->type);
        cli_table_text(t, p->site);
        cli_table_number(t, p->people);
    }
    enum err e = cli_table_print(t, cli->json, stdout);
    cli_table_free(t);
    if (e == ERR_OK && !cli->json)
        printf("\n%zu people in %zu programs of %zu departments\n",
               roster->person_count, roster->program_count,
               roster->department_count);
    return e;
}

static enum err run(struct cli *cli)
{
    struct conduct_desk d;
    struct roster *roster = NULL;
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_PEOPLE, NULL, &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = roster_load(d.people, &roster);
    if (e == ERR_OK && roster->person_count == 0 && !cli->json)
        e = err_say(&cli->note, ERR_NOT_FOUND,
                    "the roster is empty; fill it with chorus roster import "
                    "FILE.csv");
    if (e == ERR_OK)
        e = print(cli, roster);
    roster_free(roster);
    conduct_desk_close(&d);
    return e;
}

const struct cli_command cli_cmd_roster_show = {
    .name = "roster show",
    .args = "",
    .summary = "List programs and how many people each has",
    .json = true,
    .run = run,
};
