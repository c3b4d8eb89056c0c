#include "cli/templates_dir.h"

#include <unistd.h>

static bool beside_program(const char *rest, struct file_path *out_dir)
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
    return file_join(self.s, rest, out_dir) == ERR_OK &&
           file_exists(out_dir->s);
}

enum err cli_templates_dir(struct file_path *out_dir, struct err_note *note)
{
    static const char share[] = CHORUS_SHARE "/templates";
    struct file_path dir;
    if (beside_program("../templates", &dir) ||
        beside_program("../../templates", &dir)) {
        *out_dir = dir;
        return ERR_OK;
    }
    if (file_exists(share) && file_join("", share + 1, out_dir) == ERR_OK)
        return ERR_OK;
    return err_say(note, ERR_NOT_FOUND,
                   "the words that ship are neither beside this program nor at "
                   "%s; install it again",
                   share);
}
