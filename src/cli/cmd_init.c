/* chorus init: a new, empty folder for one institution. */
#include "cli/commands.h"

#include "cli/terminal.h"
#include "conduct/folder.h"
#include "wave/manifest.h"

static enum err run(struct cli *cli)
{
    const char *name = cli_value(cli, "institution");
    if (!wave_text_is_valid(name))
        return cli_wrong_usage(cli, "--institution: a name of 1 to 256 bytes "
                                    "without line breaks");
    enum err e = conduct_folder_create(cli_arg(cli, 0), name, &cli->note);
    if (e != ERR_OK)
        return e;
    printf("Made ");
    cli_term_text(stdout, cli_arg(cli, 0));
    printf(" for ");
    cli_term_text(stdout, name);
    puts(".\nNext: chorus roster import FILE.csv, then chorus survey check and "
         "chorus wave plan.");
    return ERR_OK;
}

static const struct cli_option options[] = {
    {"institution", "NAME", "The name that trainees read on every page.",
     CLI_REQUIRED},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_init = {
    .name = "init",
    .args = "DIR",
    .min_args = 1,
    .max_args = 1,
    .summary = "Make the folder of an institution",
    .details =
        "Makes DIR/chorus.conf (settings), DIR/office (names; only chorus "
        "opens it) and DIR/server (what chorusd opens). A folder that is an "
        "institution's already is refused; a chorus.conf that is there is "
        "kept. "
        "As root in a folder of another user, DIR/server is that user's.",
    .options = options,
    .run = run,
};
