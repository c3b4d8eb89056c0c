/* chorus restore: a backup becomes a folder again. */
#include "cli/commands.h"

#include "base/clock.h"
#include "cli/terminal.h"
#include "conduct/restore.h"

#include <jansson.h>

static enum err note_lost(void *ctx, const char *wave, const char *lost)
{
    json_t *list = ctx;
    return json_array_append_new(
               list, json_pack("{s:s, s:s}", "wave", wave, "lost", lost)) == 0
               ? ERR_OK
               : ERR_MEMORY;
}

static enum err find_lost(struct cli *cli, const char *dir, json_t *list)
{
    struct conduct_folder folder;
    struct site *site = NULL;
    enum err e = conduct_folder_open(dir, &folder, &cli->note);
    if (e == ERR_OK)
        e = conduct_folder_site(&folder, &site, &cli->note);
    if (e == ERR_OK)
        e = conduct_restore_lost(&folder, site, clock_now_sec(), note_lost,
                                 list, &cli->note);
    site_close(site);
    return e;
}

static void tell(const char *dir, const struct conduct_restored *r,
                 const json_t *lost)
{
    struct file_path conf;
    printf("Restored %zu files into ", r->files);
    cli_term_text(stdout, dir);
    printf(", from a backup (%s) made at ", conduct_backup_kind_name(r->kind));
    cli_term_text(stdout, r->made);
    puts(".");
    if (json_array_size(lost) > 0)
        puts("Lost:");
    for (size_t i = 0; i < json_array_size(lost); i++) {
        const json_t *one = json_array_get(lost, i);
        printf("- %s: ", json_string_value(json_object_get(one, "wave")));
        cli_term_wrap_from(
            json_string_value(json_object_get(one, "lost")), 2,
            4 + json_string_length(json_object_get(one, "wave")));
    }
    if (file_join(dir, BACKUP_CONF_BESIDE, &conf) == ERR_OK &&
        file_exists(conf.s))
        puts("The chorus.conf that was there is kept; the backup's is "
             "chorus.conf.restored beside it. Compare them.");
    puts("Let no second server run on the old folder. chorus doctor checks "
         "this one, chorus wave verify and wave retally a wave.");
}

static enum err run(struct cli *cli)
{
    struct conduct_restored r;
    const char *dir = cli_arg(cli, 1);
    json_t *lost = json_array();
    enum err e = lost == NULL
                     ? ERR_MEMORY
                     : conduct_restore(cli_arg(cli, 0), dir, &r, &cli->note);
    if (e == ERR_OK)
        e = find_lost(cli, dir, lost);
    if (e == ERR_OK && cli->json) {
        json_t *all =
            json_pack("{s:s, s:s, s:s, s:I, s:O}", "dir", dir, "kind",
                      conduct_backup_kind_name(r.kind), "made", r.made, "files",
                      (json_int_t)r.files, "lost", lost);
        if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(1)) != 0)
            e = ERR_MEMORY;
        json_decref(all);
        putchar('\n');
    } else if (e == ERR_OK) {
        tell(dir, &r, lost);
    }
    json_decref(lost);
    return e;
}

const struct cli_command cli_cmd_restore = {
    .name = "restore",
    .args = "FILE DIR",
    .min_args = 2,
    .max_args = 2,
    .summary = "Make a folder from a backup, and say what is lost",
    .details =
        "Checks the whole backup first. DIR is new or empty; or it was "
        "restored from the other kind of backup, and gets what it lacks: of an "
        "open wave, restore the backup of ballots and the one of invites into "
        "the same folder, the invites' being the later one. Nothing that is "
        "there is changed; a restore that was interrupted is run again.\n"
        "An open wave whose keys are not in the backup is named with what that "
        "means. As root, give DIR and DIR/server to chorusd's user before.",
    .json = true,
    .run = run,
};
