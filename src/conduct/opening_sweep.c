#include "conduct/opening.h"

#include "conduct/wave_files.h"

#include <dirent.h>
#include <errno.h>

/* What an opening writes. people.db and site.db, which a wave of these names
 * would seem to own, are none of it. */
static const char *const marks[] = {"opening", NULL};
static const char *const kinds[] = {
    "seal", "share-", "invites.db", "poprf", "board", "ballots.db", NULL};

static enum err read_failed(const char *path, struct err_note *note)
{
    return err_say(note, file_err(errno), "%s: cannot read: %s", path,
                   strerror(errno));
}

static enum err sweep_wave(const struct conduct_folder *folder,
                           struct site *site, struct people *people,
                           const char *wave, struct err_note *note)
{
    struct site_wave row;
    enum err e = site_wave_get(site, wave, &row);
    if (e == ERR_NOT_FOUND) {
        e = people_invites_destroy(people, wave);
        if (e == ERR_OK)
            e = conduct_wave_files_destroy(&folder->keys, wave, kinds, note);
        if (e == ERR_OK)
            e = conduct_wave_files_destroy(&folder->server, wave, kinds, note);
        if (e == ERR_OK)
            e = conduct_wave_files_destroy(&folder->office, wave, kinds, note);
    }
    /* The mark goes last, so that a sweep that is cut is done again. */
    if (e == ERR_OK)
        e = conduct_wave_files_destroy(&folder->office, wave, marks, note);
    return e;
}

enum err conduct_opening_sweep(const struct conduct_folder *folder,
                               struct site *site, struct people *people,
                               struct err_note *note)
{
    DIR *dir = opendir(folder->office.s);
    if (dir == NULL)
        return read_failed(folder->office.s, note);
    enum err e = ERR_OK;
    const struct dirent *entry;
    while (e == ERR_OK && (entry = readdir(dir)) != NULL) {
        char wave[WAVE_NAME_MAX + 1];
        const char *rest;
        if (conduct_wave_file_split(entry->d_name, wave, &rest) &&
            conduct_wave_file_is(rest, marks))
            e = sweep_wave(folder, site, people, wave, note);
    }
    (void)closedir(dir);
    return e;
}

static enum err is_of_nobody(const char *path, struct err_note *note)
{
    return err_say(note, ERR_EXISTS,
                   "%s: belongs to a wave that server/site.db does not know; "
                   "restore site.db, or choose another name",
                   path);
}

enum err conduct_opening_check_name(const struct conduct_folder *folder,
                                    struct site *site, const char *wave,
                                    struct err_note *note)
{
    struct conduct_wave_paths p;
    struct site_wave row;
    enum err e = conduct_folder_wave(folder, wave, &p, note);
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
            return is_of_nobody(paths[i], note);
    for (uint32_t i = 1; i <= WAVE_TRUSTEES_MAX; i++) {
        struct file_path share = {{0}};
        e = conduct_folder_share(folder, wave, i, &share);
        if (e != ERR_OK)
            return e;
        if (file_exists(share.s))
            return is_of_nobody(share.s, note);
    }
    return ERR_OK;
}
