#include "cli/opening.h"

#include "wave/onlinekeys.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#define MARK ".opening"

static enum err drop(const char *path, const char *suffix,
                     struct err_note *note)
{
    struct file_path p;
    int n = snprintf(p.s, sizeof p.s, "%s%s", path, suffix);
    if (n < 0 || (size_t)n >= sizeof p.s)
        return ERR_RANGE;
    if (unlink(p.s) == 0 || errno == ENOENT)
        return ERR_OK;
    return err_say(note, file_err(errno), "%s: cannot remove: %s", p.s,
                   strerror(errno));
}

/* What remains of one opening that did not reach site.db. */
static enum err sweep_wave(const struct cli_folder *folder,
                           struct people *people, const char *wave,
                           struct err_note *note)
{
    struct cli_wave_paths p;
    enum err e = cli_folder_wave(folder, wave, &p, note);
    if (e == ERR_OK)
        e = wave_onlinekeys_destroy(folder->keys.s, wave, note);
    if (e == ERR_OK)
        e = file_destroy(p.seal.s, note);
    if (e == ERR_OK)
        e = people_invites_destroy(people, wave);
    if (e == ERR_OK)
        e = drop(p.invites.s, "", note);
    if (e == ERR_OK)
        e = drop(p.invites.s, "-journal", note);
    if (e == ERR_OK)
        e = drop(p.ballots.s, "", note);
    if (e == ERR_OK)
        e = drop(p.ballots.s, "-journal", note);
    return e;
}

static enum err sweep_mark(const struct cli_folder *folder, struct site *site,
                           struct people *people, const char *wave,
                           struct err_note *note)
{
    struct site_wave row;
    struct cli_wave_paths p;
    enum err e = cli_folder_wave(folder, wave, &p, note);
    if (e != ERR_OK)
        return e;
    e = site_wave_get(site, wave, &row);
    if (e == ERR_NOT_FOUND)
        e = sweep_wave(folder, people, wave, note);
    return e == ERR_OK ? drop(p.opening.s, "", note) : e;
}

enum err cli_opening_sweep(const struct cli_folder *folder, struct site *site,
                           struct people *people, struct err_note *note)
{
    DIR *dir = opendir(folder->office.s);
    if (dir == NULL)
        return err_say(note, file_err(errno), "%s: cannot read: %s",
                       folder->office.s, strerror(errno));
    enum err e = ERR_OK;
    const struct dirent *entry;
    while (e == ERR_OK && (entry = readdir(dir)) != NULL) {
        char wave[WAVE_NAME_MAX + 1];
        size_t len = strlen(entry->d_name);
        size_t mark = sizeof MARK - 1;
        if (len <= mark || len - mark >= sizeof wave ||
            strcmp(entry->d_name + len - mark, MARK) != 0)
            continue;
        memcpy(wave, entry->d_name, len - mark);
        wave[len - mark] = 0;
        if (wave_name_is_valid(wave))
            e = sweep_mark(folder, site, people, wave, note);
    }
    (void)closedir(dir);
    return e;
}

enum err cli_opening_check_name(const struct cli_folder *folder,
                                struct site *site, const char *wave,
                                struct err_note *note)
{
    struct cli_wave_paths p;
    struct site_wave row;
    enum err e = cli_folder_wave(folder, wave, &p, note);
    if (e != ERR_OK)
        return e;
    e = site_wave_get(site, wave, &row);
    if (e == ERR_OK)
        return err_say(note, ERR_EXISTS,
                       "there is a wave %s already; choose another name", wave);
    if (e != ERR_NOT_FOUND)
        return e;
    if (file_exists(p.opening.s))
        return ERR_OK; /* ours, interrupted: swept before we begin */
    const char *const paths[] = {p.seal.s, p.invites.s, p.ballots.s};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (file_exists(paths[i]))
            return err_say(note, ERR_EXISTS,
                           "%s: belongs to a wave that server/site.db does not "
                           "know; restore site.db, or choose another name",
                           paths[i]);
    return ERR_OK;
}
