/* chorus backup: the folder in one file, while chorusd serves. */
#include "cli/commands.h"

#include "base/clock.h"
#include "cli/terminal.h"
#include "conduct/backup.h"
#include "conduct/desk.h"

#include <jansson.h>

static enum err tell(struct cli *cli, const struct conduct_backup_terms *terms,
                     size_t open, size_t files)
{
    const char *kind = conduct_backup_kind_name(terms->kind);
    if (cli->json) {
        json_t *all =
            json_pack("{s:s, s:s, s:I, s:I}", "file", cli_arg(cli, 0), "kind",
                      open == 0 ? "whole" : kind, "open_waves",
                      (json_int_t)open, "files", (json_int_t)files);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("Backed up %zu files into ", files);
    cli_term_text(stdout, cli_arg(cli, 0));
    puts(".");
    if (open > 0 && terms->kind == CONDUCT_BACKUP_BALLOTS)
        printf("A wave is open: this has its ballots%s, not its invites and "
               "names. Never keep it with a backup of invites, keep only the "
               "newest, and destroy it when the wave is closed.\n",
               terms->without_keys ? "" : " and keys");
    else if (open > 0)
        puts("A wave is open: this has its invites and names, not its ballots. "
             "Never keep it with a backup of ballots, keep only the newest, "
             "and destroy it when the wave is closed.");
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct conduct_desk d;
    size_t open = 0;
    size_t files = 0;
    struct conduct_backup_terms terms = {.without_keys =
                                             cli_flag(cli, "without-keys"),
                                         .now_sec = clock_now_sec()};
    const char *with = cli_value(cli, "with");
    if (with != NULL && (!conduct_backup_kind_find(with, &terms.kind) ||
                         terms.kind == CONDUCT_BACKUP_WHOLE))
        return cli_wrong_usage(cli, "--with: ballots, or invites");
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK, NULL, &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_backup_make(&d.folder, d.site, &terms, cli_arg(cli, 0), &open,
                            &files, &cli->note);
    conduct_desk_close(&d);
    return e == ERR_OK ? tell(cli, &terms, open, files) : e;
}

static const struct cli_option options[] = {
    {"with", "ballots|invites",
     "What of an open wave to back up. Without an open wave everything is.", 0},
    {"without-keys", NULL,
     "Leave the server's keys of open waves out; keep server/keys elsewhere "
     "then.",
     0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_backup = {
    .name = "backup",
    .args = "FILE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Back the folder up into one file, while chorusd serves",
    .details =
        "FILE is a tar archive for chorus restore; it is never written over.\n"
        "While a wave is open, a backup holds either its ballots (with the "
        "opening key, still wrapped, and the server's keys) or its invites "
        "(with the names and codes), never both: compared over time, both "
        "would show which ballots came when whose token was fetched. Make both "
        "kinds, first the ballots, then the invites; keep them in different "
        "places, with different people, only the newest of each; destroy them "
        "when the wave is closed: they hold keys and codes that a close "
        "destroys, and ballots that a purge destroys.\n"
        "Not in it: the file of the mail password (smtp_password_file), and "
        "what the proxy needs. Whoever has a backup has what is in it: keep it "
        "as you keep the server's disk.",
    .options = options,
    .json = true,
    .run = run,
};
