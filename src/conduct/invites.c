#include "conduct/invites.h"

#include "roster/invite.h"

enum err conduct_invites_base(const struct conduct_folder *folder,
                              const char *given, const char **out_base,
                              struct err_note *note)
{
    const char *base =
        given != NULL ? given : conduct_folder_setting(folder, "base_url");
    if (base[0] == 0)
        return err_say(note, ERR_NOT_FOUND,
                       "--base URL is missing, and chorus.conf has no "
                       "base_url");
    if ((strncmp(base, "https://", 8) != 0 &&
         strncmp(base, "http://", 7) != 0) ||
        strpbrk(base, " \t\"#?") != NULL || strlen(base) >= WAVE_BASE_URL_SIZE)
        return err_say(note, ERR_FORMAT,
                       "--base: an address as https://wellbeing.example.org");
    *out_base = base;
    return ERR_OK;
}

enum err conduct_invites_csv(struct people *people,
                             const struct conduct_wave *wave,
                             const char *base_url, struct buf *out_csv,
                             struct err_note *note)
{
    if (wave->row.state != SITE_WAVE_OPEN)
        return err_say(note, ERR_CLOSED,
                       "%s is closed and its codes are destroyed; invites are "
                       "for an open wave",
                       wave->row.name);
    return roster_invites_csv(people, wave->row.name, base_url, &wave->mh,
                              out_csv, note);
}
