/* chorus roster import: replaces the roster whole, or changes nothing. */
#include "cli/commands.h"

#include "conduct/roster_import.h"
#include "roster/csv.h"

static enum err replace(struct cli *cli, const struct conduct_folder *folder,
                        const struct roster *roster)
{
    struct roster_changes changes;
    enum err e = conduct_roster_replace(folder, roster, &changes, &cli->note);
    if (e != ERR_OK)
        return e;
    printf("%zu people in %zu programs of %zu departments.\n",
           roster->person_count, roster->program_count,
           roster->department_count);
    printf("New %zu, gone %zu, moved %zu, changed %zu, as before %zu.\n",
           changes.added, changes.removed, changes.moved, changes.updated,
           changes.kept);
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct buf bytes = BUF_INIT;
    struct roster *roster = NULL;
    struct conduct_folder folder;
    const char *path = cli_arg(cli, 0);
    enum err e = conduct_folder_lock(cli->dir, &folder, &cli->note);
    if (e != ERR_OK)
        return e;
    e = file_read(path, CSV_FILE_MAX, &bytes, &cli->note);
    if (e == ERR_OK)
        e = roster_parse(path, bytes.data, bytes.len, &roster, &cli->note);
    if (e == ERR_OK)
        e = replace(cli, &folder, roster);
    roster_free(roster);
    buf_wipe(&bytes);
    conduct_folder_close(&folder);
    return e;
}

const struct cli_command cli_cmd_roster_import = {
    .name = "roster import",
    .args = "FILE.csv",
    .min_args = 1,
    .max_args = 1,
    .summary = "Replace the roster by a file, whole or not at all",
    .details =
        "Columns, in any order: person, email, department, program_id, "
        "program, and when there: type, site, unit, language. Others are "
        "ignored and not kept. A wrong line is named and nothing changes. "
        "Waves that are open keep the people they were opened with.",
    .run = run,
};
