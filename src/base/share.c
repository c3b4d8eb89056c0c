#include "base/share.h"

#include <unistd.h>

enum err share_find(const char *name, struct file_path *out_path,
                    struct err_note *note)
{
    struct file_path self = {""};
    struct file_path dir;
    struct file_path path;
    ssize_t len = readlink("/proc/self/exe", self.s, sizeof self.s - 1);
    char *slash = len <= 0 ? NULL : strrchr(self.s, '/');
    static const char *const places[] = {"", "..", "../.."};
    if (slash != NULL)
        *slash = '\0';
    for (size_t i = 0; slash != NULL && i < 3; i++) {
        if (file_join(self.s, places[i], &dir) == ERR_OK &&
            file_join(dir.s, name, &path) == ERR_OK && file_exists(path.s)) {
            *out_path = path;
            return ERR_OK;
        }
    }
    if (file_join(CHORUS_SHARE, name, &path) == ERR_OK && file_exists(path.s)) {
        *out_path = path;
        return ERR_OK;
    }
    return err_say(note, ERR_NOT_FOUND,
                   "%s is neither beside this program nor in %s; run make, or "
                   "make install",
                   name, CHORUS_SHARE);
}
