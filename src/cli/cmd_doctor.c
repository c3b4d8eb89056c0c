/* chorus doctor: what is wrong with this folder and this machine, and what to
 * do. */
#include "cli/commands.h"

#include "base/clock.h"
#include "cli/terminal.h"
#include "conduct/doctor.h"

#include <jansson.h>

static const char *const level_names[] = {
    [DOCTOR_GOOD] = "ok",
    [DOCTOR_LOOK] = "look",
    [DOCTOR_BAD] = "WRONG",
};

struct shown {
    json_t *list; /* NULL: for people */
    size_t wrong;
    bool failed;
};

static void tell(void *ctx, const struct doctor_finding *f)
{
    struct shown *s = ctx;
    s->wrong += f->level == DOCTOR_BAD;
    if (s->list != NULL) {
        s->failed |=
            json_array_append_new(
                s->list,
                json_pack("{s:s, s:s, s:s, s:s}", "check", f->check, "level",
                          f->level == DOCTOR_BAD ? "wrong"
                                                 : level_names[f->level],
                          "found", f->found, "advice", f->advice)) != 0;
        return;
    }
    printf("%-6s %-12s ", level_names[f->level], f->check);
    cli_term_wrap_from(f->found, 20, 20);
    if (f->advice[0] != '\0') {
        printf("%20s", "");
        cli_term_wrap_from(f->advice, 20, 20);
    }
}

static enum err run(struct cli *cli)
{
    struct conduct_folder folder;
    struct shown shown = {.list = cli->json ? json_array() : NULL};
    struct doctor d = {.folder = &folder,
                       .now_sec = clock_now_sec(),
                       .connects_to_mail = cli_flag(cli, "mail"),
                       .tell = tell,
                       .ctx = &shown};
    enum err e = conduct_folder_open(cli->dir, &folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_site(&folder, &d.site, &cli->note);
    if (e == ERR_OK)
        doctor_look(&d);
    if (e == ERR_OK && cli->json) {
        if (shown.failed || json_dumpf(shown.list, stdout, JSON_INDENT(1)) != 0)
            e = ERR_MEMORY;
        putchar('\n');
    }
    json_decref(shown.list);
    site_close(d.site);
    if (e == ERR_OK && shown.wrong > 0)
        e = err_say(&cli->note, ERR_STATE,
                    "%zu things above are wrong; what to do stands beside them",
                    shown.wrong);
    return e;
}

static const struct cli_option options[] = {
    {"mail", NULL, "Also connect to the mail server and log in.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_doctor = {
    .name = "doctor",
    .args = "",
    .summary = "Say what is wrong with this folder and machine",
    .details =
        "Looks at permissions, keys, files and days of waves, the clock, room "
        "on the disk, file systems that keep copies of themselves, swap, core "
        "files, the proxy's logs, mail and support resources, and says what to "
        "do. \"look\" is what a person must judge; with anything WRONG it "
        "exits with 1. Run it as the office's user, or root. It changes "
        "nothing, but brings files of an older Chorus up to date as every "
        "command does.",
    .options = options,
    .json = true,
    .run = run,
};
