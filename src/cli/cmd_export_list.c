/* chorus export list: who of the staff took results away. */
#include "cli/commands.h"

#include "base/datetime.h"
#include "cli/portfolio.h"
#include "cli/table.h"
#include "staff/exports.h"

static const struct cli_column export_columns[] = {
    {"at", "WHEN", false},   {"account", "WHO", false}, {"wave", "WAVE", false},
    {"what", "WHAT", false}, {"format", "AS", false},
};

static enum err run_export_list(struct cli *cli)
{
    struct conduct_desk c;
    struct exports_entry *log = NULL;
    size_t count = 0;
    struct cli_table *t = cli_table_new(
        export_columns, sizeof export_columns / sizeof export_columns[0]);
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_READ, NULL, &c, &cli->note);
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
    conduct_desk_close(&c);
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
