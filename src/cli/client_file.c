#include "cli/client_file.h"

#include "base/share.h"

#define CLIENT_MAX ((size_t)4 << 20)

enum err cli_client_file(const char *path, struct buf *out_bytes,
                         struct err_note *note)
{
    static const char share[] = CHORUS_SHARE "/client/survey.js";
    static const char *const tries[] = {"client/survey.js", share};
    struct file_path found;
    if (path != NULL)
        return file_read(path, CLIENT_MAX, out_bytes, note);
    if (share_find(tries, 2, &found) == ERR_OK)
        return file_read(found.s, CLIENT_MAX, out_bytes, note);
    return err_say(note, ERR_NOT_FOUND,
                   "the browser bundle is neither beside this program nor at "
                   "%s; run make, or name it with --client FILE",
                   share);
}
