#include "cli/opening.h"

#include <dirent.h>
#include <errno.h>

#define MARK "opening"

/* The wave that a file belongs to, by its name: WAVE.rest; false for others. */
static bool name_split(const char *name, char out_wave[WAVE_NAME_MAX + 1],
                       const char **out_rest)
{
    size_t len = strcspn(name, ".");
    if (name[len] == 0 || len > WAVE_NAME_MAX)
        return false;
    memcpy(out_wave, name, len);
    out_wave[len] = 0;
    *out_rest = name + len + 1;
    return wave_name_is_valid(out_wave);
}

static bool is_mark(const char *rest)
{
    /* Also a mark that was being written: "opening.new-..." */
    return strncmp(rest, MARK, sizeof MARK - 1) == 0;
}

/* Whether an opening writes such a file; people.db and site.db, which a wave of
 * these names would seem to own, are none. */
static bool is_of_opening(const char *rest)
{
    static const char *const kinds[] = {
        MARK, "seal", "share-", "invites.db", "poprf", "board", "ballots.db"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strncmp(rest, kinds[i], strlen(kinds[i])) == 0)
            return true;
    return false;
}

static enum err read_failed(const char *path, struct err_note *note)
{
    return err_say(note, file_err(errno), "%s: cannot read: %s", path,
                   strerror(errno));
}

/*
 * Destroys the files of one wave in a folder: its marks, or all but them.
 * Unfinished neighbours ("WAVE.poprf.new-...") are among them.
 */
static enum err sweep_folder(const struct file_path *folder, const char *wave,
                             bool marks, struct err_note *note)
{
    DIR *dir = opendir(folder->s);
    if (dir == NULL)
        return errno == ENOENT ? ERR_OK : read_failed(folder->s, note);
    enum err e = ERR_OK;
    const struct dirent *entry;
    while (e == ERR_OK && (entry = readdir(dir)) != NULL) {
        char owner[WAVE_NAME_MAX + 1];
        const char *rest;
        struct file_path path;
        if (!name_split(entry->d_name, owner, &rest) ||
            strcmp(owner, wave) != 0 || !is_of_opening(rest) ||
            is_mark(rest) != marks)
            continue;
        e = file_join(folder->s, entry->d_name, &path);
        if (e == ERR_OK)
            e = file_destroy(path.s, note);
    }
    (void)closedir(dir);
    return e;
}

static enum err sweep_wave(const struct cli_folder *folder, struct site *site,
                           struct people *people, const char *wave,
                           struct err_note *note)
{
    struct site_wave row;
    enum err e = site_wave_get(site, wave, &row);
    if (e == ERR_NOT_FOUND) {
        e = people_invites_destroy(people, wave);
        if (e == ERR_OK)
            e = sweep_folder(&folder->keys, wave, false, note);
        if (e == ERR_OK)
            e = sweep_folder(&folder->server, wave, false, note);
        if (e == ERR_OK)
            e = sweep_folder(&folder->office, wave, false, note);
    }
    /* The mark goes last, so that a sweep that is cut is done again. */
    return e == ERR_OK ? sweep_folder(&folder->office, wave, true, note) : e;
}

enum err cli_opening_sweep(const struct cli_folder *folder, struct site *site,
                           struct people *people, struct err_note *note)
{
    DIR *dir = opendir(folder->office.s);
    if (dir == NULL)
        return read_failed(folder->office.s, note);
    enum err e = ERR_OK;
    const struct dirent *entry;
    while (e == ERR_OK && (entry = readdir(dir)) != NULL) {
        char wave[WAVE_NAME_MAX + 1];
        const char *rest;
        if (name_split(entry->d_name, wave, &rest) && is_mark(rest))
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
            return is_of_nobody(paths[i], note);
    for (uint32_t i = 1; i <= WAVE_TRUSTEES_MAX; i++) {
        struct file_path share = {{0}};
        e = cli_folder_share(folder, wave, i, &share);
        if (e != ERR_OK)
            return e;
        if (file_exists(share.s))
            return is_of_nobody(share.s, note);
    }
    return ERR_OK;
}
