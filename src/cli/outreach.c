#include "cli/outreach.h"

#include "cli/mail_settings.h"
#include "cli/templates_dir.h"

#include <signal.h>

static enum err find_base(struct cli *cli, const struct cli_folder *folder,
                          const char *given, char out[static WAVE_BASE_URL_SIZE])
{
    const char *base =
        given != NULL ? given : cli_folder_setting(folder, "base_url");
    if (base[0] == 0)
        return cli_wrong_usage(cli, "--base URL is missing, and chorus.conf "
                                    "has no base_url");
    if ((strncmp(base, "https://", 8) != 0 &&
         strncmp(base, "http://", 7) != 0) ||
        strpbrk(base, " \t\"#?") != NULL || strlen(base) >= WAVE_BASE_URL_SIZE)
        return cli_wrong_usage(cli, "--base: an address as "
                                    "https://wellbeing.example.org");
    size_t len = strlen(base);
    while (len > 0 && base[len - 1] == '/')
        len--;
    (void)snprintf(out, WAVE_BASE_URL_SIZE, "%.*s", (int)len, base);
    return ERR_OK;
}

static enum err check_open(struct cli *cli, const struct cli_wave *wave)
{
    if (wave->row.state == SITE_WAVE_OPEN)
        return ERR_OK;
    return err_say(&cli->note, ERR_CLOSED,
                   "%s is closed and its codes are destroyed; invites are for "
                   "an open wave",
                   wave->row.name);
}

static enum err find_words(struct cli *cli, struct cli_outreach *o)
{
    enum err e = cli_templates_dir(&o->templates, &cli->note);
    if (e == ERR_OK)
        e = cli_mail_contact(&o->folder, &o->contact, &cli->note);
    o->facts = (struct roster_facts){
        .templates_dir = o->templates.s,
        .manifest = o->wave.manifest,
        .mh = &o->wave.mh,
        .base_url = o->base,
        .contact = o->contact.address[0] != '\0' ? o->contact.address
                                                 : o->wave.manifest->institution,
    };
    return e;
}

static enum err open_codes(struct cli *cli, struct cli_outreach *o)
{
    enum err e = invites_open(o->wave.paths.invites.s, INVITES_KEEPER,
                              &o->invites, &cli->note);
    if (e != ERR_OK)
        return e;
    memcpy(o->wave_id.b, o->wave.manifest->wave_id, sizeof o->wave_id.b);
    o->codes = (struct roster_codes){o->people, o->invites, o->wave.row.name,
                                     &o->wave_id};
    return roster_codes_settle(&o->codes, &cli->note);
}

enum err cli_outreach_open(struct cli *cli, const char *wave, const char *base,
                           struct cli_outreach *out)
{
    enum err e = cli_folder_lock(cli, &out->folder);
    if (e == ERR_OK)
        e = find_base(cli, &out->folder, base, out->base);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &out->folder, &out->site);
    if (e == ERR_OK)
        e = cli_folder_people(cli, &out->folder, &out->people);
    if (e == ERR_OK)
        e = cli_wave_load(cli, &out->folder, out->site, wave, &out->wave);
    if (e == ERR_OK)
        e = check_open(cli, &out->wave);
    if (e == ERR_OK)
        e = find_words(cli, out);
    return e == ERR_OK ? open_codes(cli, out) : e;
}

void cli_outreach_close(struct cli_outreach *o)
{
    invites_close(o->invites);
    cli_wave_free(&o->wave);
    people_close(o->people);
    site_close(o->site);
    cli_folder_close(&o->folder);
}

static void fill_set(sigset_t *set)
{
    (void)sigemptyset(set);
    (void)sigaddset(set, SIGINT);
    (void)sigaddset(set, SIGTERM);
    (void)sigaddset(set, SIGHUP);
}

void cli_outreach_block_signals(void)
{
    sigset_t set;
    fill_set(&set);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
}

bool cli_outreach_is_interrupted(void)
{
    sigset_t waiting;
    return sigpending(&waiting) == 0 && (sigismember(&waiting, SIGINT) == 1 ||
                                         sigismember(&waiting, SIGTERM) == 1 ||
                                         sigismember(&waiting, SIGHUP) == 1);
}
