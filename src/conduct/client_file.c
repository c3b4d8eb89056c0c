#include "conduct/client_file.h"

#include "base/file.h"

#include <unistd.h>

#define CLIENT_MAX ((size_t)4 << 20)

static bool beside_program(struct file_path *out_path)
{
    struct file_path self;
    ssize_t len = readlink("/proc/self/exe", self.s, sizeof self.s - 1);
    if (len <= 0)
        return false;
    self.s[len] = 0;
    char *slash = strrchr(self.s, '/');
    if (slash == NULL)
        return false;
    *slash = 0;
    return file_join(self.s, "client/survey.js", out_path) == ERR_OK;
}

enum err conduct_client_file(const char *path, struct buf *out_bytes,
                             struct err_note *note)
{
    static const char share[] = CHORUS_SHARE "/client/survey.js";
    struct file_path beside;
    if (path != NULL)
        return file_read(path, CLIENT_MAX, out_bytes, note);
    if (beside_program(&beside) && file_exists(beside.s))
        return file_read(beside.s, CLIENT_MAX, out_bytes, note);
    if (file_exists(share))
        return file_read(share, CLIENT_MAX, out_bytes, note);
    return err_say(note, ERR_NOT_FOUND,
                   "the browser bundle is neither beside this program nor at "
                   "%s; run make, or name it with --client FILE",
                   share);
}
