#include "conduct/wave_files.h"

#include <dirent.h>
#include <errno.h>

bool conduct_wave_file_split(const char *name, char out_wave[WAVE_NAME_MAX + 1],
                             const char **out_rest)
{
    char wave[WAVE_NAME_MAX + 1];
    size_t len = strcspn(name, ".");
    if (name[len] == 0 || len > WAVE_NAME_MAX)
        return false;
    memcpy(wave, name, len);
    wave[len] = 0;
    if (!wave_name_is_valid(wave))
        return false;
    memcpy(out_wave, wave, len + 1);
    *out_rest = name + len + 1;
    return true;
}

bool conduct_wave_file_is(const char *rest, const char *const *kinds)
{
    for (size_t i = 0; kinds[i] != NULL; i++)
        if (strncmp(rest, kinds[i], strlen(kinds[i])) == 0)
            return true;
    return false;
}

/* Calls FN with the path of each; an error of FN ends the walk. */
static enum err each(const struct file_path *folder, const char *wave,
                     const char *const *kinds,
                     enum err (*fn)(void *ctx, const char *path,
                                    struct err_note *note),
                     void *ctx, struct err_note *note)
{
    DIR *dir = opendir(folder->s);
    if (dir == NULL)
        return errno == ENOENT
                   ? ERR_OK
                   : err_say(note, file_err(errno), "%s: cannot read: %s",
                             folder->s, strerror(errno));
    enum err e = ERR_OK;
    const struct dirent *entry;
    while (e == ERR_OK && (entry = readdir(dir)) != NULL) {
        char owner[WAVE_NAME_MAX + 1];
        const char *rest;
        struct file_path path;
        if (!conduct_wave_file_split(entry->d_name, owner, &rest) ||
            strcmp(owner, wave) != 0 || !conduct_wave_file_is(rest, kinds))
            continue;
        e = file_join(folder->s, entry->d_name, &path);
        if (e == ERR_OK)
            e = fn(ctx, path.s, note);
    }
    (void)closedir(dir);
    return e;
}

static enum err note_there(void *ctx, const char *path, struct err_note *note)
{
    bool *there = ctx;
    (void)path;
    (void)note;
    *there = true;
    return ERR_OK;
}

enum err conduct_wave_files_there(const struct file_path *folder,
                                  const char *wave, const char *const *kinds,
                                  bool *out_there, struct err_note *note)
{
    bool there = false;
    enum err e = each(folder, wave, kinds, note_there, &there, note);
    if (e == ERR_OK)
        *out_there = there;
    return e;
}

static enum err destroy(void *ctx, const char *path, struct err_note *note)
{
    (void)ctx;
    return file_destroy(path, note);
}

enum err conduct_wave_files_destroy(const struct file_path *folder,
                                    const char *wave, const char *const *kinds,
                                    struct err_note *note)
{
    return each(folder, wave, kinds, destroy, NULL, note);
}
