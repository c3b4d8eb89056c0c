#include "conduct/outreach.h"

#include "base/share.h"
#include "conduct/mail_settings.h"

static enum err find_base(const struct conduct_folder *folder,
                          const char *given,
                          char out[static WAVE_BASE_URL_SIZE],
                          struct err_note *note)
{
    const char *base =
        given != NULL ? given : conduct_folder_setting(folder, "base_url");
    if (base[0] == 0)
        return err_say(note, ERR_NOT_FOUND,
                       "--base URL is missing, and chorus.conf "
                       "has no base_url");
    if ((strncmp(base, "https://", 8) != 0 &&
         strncmp(base, "http://", 7) != 0) ||
        strpbrk(base, " \t\"#?") != NULL || strlen(base) >= WAVE_BASE_URL_SIZE)
        return err_say(note, ERR_RANGE,
                       "--base: an address as "
                       "https://wellbeing.example.org");
    size_t len = strlen(base);
    while (len > 0 && base[len - 1] == '/')
        len--;
    (void)snprintf(out, WAVE_BASE_URL_SIZE, "%.*s", (int)len, base);
    return ERR_OK;
}

static enum err check_open(const struct conduct_wave *wave,
                           struct err_note *note)
{
    if (wave->row.state == SITE_WAVE_OPEN)
        return ERR_OK;
    return err_say(note, ERR_CLOSED,
                   "%s is closed and its codes are destroyed; invites are for "
                   "an open wave",
                   wave->row.name);
}

static enum err find_words(struct conduct_outreach *o, struct err_note *note)
{
    enum err e = share_find("templates", &o->templates, note);
    if (e == ERR_OK)
        e = conduct_mail_contact(&o->folder, &o->contact, note);
    o->facts = (struct roster_facts){
        .templates_dir = o->templates.s,
        .manifest = o->wave.manifest,
        .mh = &o->wave.mh,
        .base_url = o->base,
        .contact = o->contact.address[0] != '\0'
                       ? o->contact.address
                       : o->wave.manifest->institution,
    };
    return e;
}

static enum err open_codes(struct conduct_outreach *o, struct err_note *note)
{
    enum err e = invites_open(o->wave.paths.invites.s, INVITES_KEEPER,
                              &o->invites, note);
    if (e != ERR_OK)
        return e;
    memcpy(o->wave_id.b, o->wave.manifest->wave_id, sizeof o->wave_id.b);
    o->codes = (struct roster_codes){o->people, o->invites, o->wave.row.name,
                                     &o->wave_id};
    return roster_codes_settle(&o->codes, note);
}

enum err conduct_outreach_open(const char *dir, const char *wave,
                               const char *base, struct conduct_outreach *out,
                               struct err_note *note)
{
    enum err e = conduct_folder_lock(dir, &out->folder, note);
    if (e == ERR_OK)
        e = find_base(&out->folder, base, out->base, note);
    if (e == ERR_OK)
        e = conduct_folder_site(&out->folder, &out->site, note);
    if (e == ERR_OK)
        e = conduct_folder_people(&out->folder, &out->people, note);
    if (e == ERR_OK)
        e = conduct_wave_load(&out->folder, out->site, wave, &out->wave, note);
    if (e == ERR_OK)
        e = check_open(&out->wave, note);
    if (e == ERR_OK)
        e = find_words(out, note);
    return e == ERR_OK ? open_codes(out, note) : e;
}

void conduct_outreach_close(struct conduct_outreach *o)
{
    invites_close(o->invites);
    conduct_wave_free(&o->wave);
    people_close(o->people);
    site_close(o->site);
    conduct_folder_close(&o->folder);
}
