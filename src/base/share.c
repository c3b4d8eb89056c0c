#include "base/share.h"

#include <unistd.h>

enum err share_find(const char *const *tries, size_t count,
                    struct file_path *out_path)
{
    char exe[FILE_PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof exe - 1);
    exe[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(exe, '/');
    if (slash != NULL)
        *slash = '\0';
    for (size_t i = 0; i < count; i++) {
        enum err e = tries[i][0] == '/' ? file_join("", tries[i] + 1, out_path)
                                        : file_join(exe, tries[i], out_path);
        if (e == ERR_OK && file_exists(out_path->s))
            return ERR_OK;
    }
    return ERR_NOT_FOUND;
}
