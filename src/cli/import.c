#include "cli/import.h"

#include "cli/cli.h"

static enum err take_all(struct cli_import *in,
                         const struct cli_import_kind *kind, const char *path,
                         bool for_real)
{
    enum err e = ERR_OK;
    for (size_t row = 1; e == ERR_OK && row < in->lines.table->row_count;
         row++) {
        in->cli->note.text[0] = 0;
        e = kind->take(in, row, for_real);
        if (e != ERR_OK)
            e = cli_lines_say(in->cli, path, &in->lines, row, e);
    }
    return e;
}

enum err cli_import_run(struct cli *cli, const struct cli_import_kind *kind)
{
    struct cli_import in = {.cli = cli};
    const char *path = cli_arg(cli, 0);
    enum err e = conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK, NULL, &in.staff,
                                   &cli->note);
    if (e == ERR_OK)
        e = cli_portfolio_load(cli, &in.staff.folder, in.staff.site,
                               &in.portfolio);
    if (e == ERR_OK)
        e = cli_lines_read(cli, path, kind->names, kind->count, &in.lines);
    if (e == ERR_OK && kind->is_checked_first)
        e = take_all(&in, kind, path, false);
    if (e == ERR_OK)
        e = take_all(&in, kind, path, true);
    if (e == ERR_OK)
        printf("%zu %s.\n", in.lines.table->row_count - 1, kind->done);
    csv_table_free(in.lines.table);
    cli_portfolio_free(&in.portfolio);
    conduct_desk_close(&in.staff);
    return e;
}
