#include "conduct/client_file.h"

#include "base/share.h"

#define CLIENT_MAX ((size_t)4 << 20)

enum err conduct_client_file(const char *path, struct buf *out_bytes,
                             struct err_note *note)
{
    struct file_path found;
    enum err e =
        path != NULL ? ERR_OK : share_find("client/survey.js", &found, note);
    return e != ERR_OK ? e
                       : file_read(path != NULL ? path : found.s, CLIENT_MAX,
                                   out_bytes, note);
}
