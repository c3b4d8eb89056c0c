/*
 * Files: what is not listed here cannot be opened, made, moved or removed,
 * whoever owns it. Debian 12 brings headers of an older Landlock than its newer
 * kernels, and glibc no functions: numbers are those of landlock(7).
 */
#include "cage/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FS_TRUNCATE  (1ull << 14) /* ABI 3 */
#define FS_IOCTL_DEV (1ull << 15) /* ABI 5 */
#define NET_ALL      3ull         /* ABI 4: bind and connect of TCP */
#define SCOPE_ALL    3ull         /* ABI 6: abstract sockets, signals */

#define FS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define FS_DATA                                                                \
    (FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |   \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | FS_TRUNCATE)
/* Of these a rule for a single file may speak. */
#define FS_OF_A_FILE                                                           \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |              \
     LANDLOCK_ACCESS_FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV)

/* struct landlock_ruleset_attr of ABI 6; an older kernel takes it as long as
 * what it does not know is zero. */
struct ruleset {
    uint64_t fs;
    uint64_t net;
    uint64_t scoped;
};

/*
 * What libraries read while the server runs, where it is there: time zones,
 * random bytes (SQLite's own), and for PDF the fonts.
 */
static const char *const system_files[] = {
    "/dev/null",
    "/dev/urandom",
    "/etc/localtime",
    "/usr/share/zoneinfo",
    "/etc/fonts",
    "/usr/share/fontconfig",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/var/cache/fontconfig",
};

static struct ruleset everything(long abi)
{
    struct ruleset all = {.fs = (1ull << 13) - 1};
    if (abi >= 2)
        all.fs |= LANDLOCK_ACCESS_FS_REFER;
    if (abi >= 3)
        all.fs |= FS_TRUNCATE;
    if (abi >= 4)
        all.net = NET_ALL;
    if (abi >= 5)
        all.fs |= FS_IOCTL_DEV;
    if (abi >= 6)
        all.scoped = SCOPE_ALL;
    return all;
}

struct fence {
    int fd;
    struct ruleset all;
};

/* Allows what is asked, as far as this kernel knows it. */
static enum err allow(const struct fence *fence, const char *path,
                      uint64_t access, struct err_note *note)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        int why = errno;
        if (fd >= 0)
            (void)close(fd);
        return err_say(note, why == ENOENT ? ERR_NOT_FOUND : ERR_STATE,
                       "%s: cannot be opened: %s", path, strerror(why));
    }
    access &= fence->all.fs;
    if (!S_ISDIR(st.st_mode))
        access &= FS_OF_A_FILE;
    const struct landlock_path_beneath_attr rule = {.allowed_access = access,
                                                    .parent_fd = fd};
    long done = syscall(SYS_landlock_add_rule, fence->fd,
                        LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    int why = errno;
    (void)close(fd);
    return done == 0
               ? ERR_OK
               : err_say(note, ERR_STATE, "%s: Landlock takes no rule: %s",
                         path, strerror(why));
}

static enum err allow_all(const struct fence *fence,
                          const struct cage_needs *needs, struct err_note *note)
{
    enum err e = allow(fence, needs->data_dir, FS_DATA, note);
    for (size_t i = 0; e == ERR_OK && i < needs->read_count; i++)
        e = allow(fence, needs->read[i], FS_READ, note);
    if (e == ERR_OK && needs->socket_dir != NULL)
        e = allow(fence, needs->socket_dir, LANDLOCK_ACCESS_FS_REMOVE_FILE,
                  note);
    const size_t n = sizeof system_files / sizeof *system_files;
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (access(system_files[i], F_OK) == 0)
            e = allow(fence, system_files[i], FS_READ, note);
    }
    return e;
}

enum err cage_landlock(const struct cage_needs *needs, int *out_abi,
                       struct err_note *note)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
                       LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) {
        *out_abi = 0;
        return ERR_OK;
    }
    struct fence fence = {.all = everything(abi)};
    fence.fd = (int)syscall(SYS_landlock_create_ruleset, &fence.all,
                            sizeof fence.all, 0);
    if (fence.fd < 0)
        return err_say(note, ERR_STATE, "Landlock takes no rules: %s",
                       strerror(errno));
    enum err e = allow_all(&fence, needs, note);
    if (e == ERR_OK && syscall(SYS_landlock_restrict_self, fence.fd, 0) != 0)
        e = err_say(note, ERR_STATE, "Landlock does not take hold: %s",
                    strerror(errno));
    (void)close(fence.fd);
    if (e == ERR_OK)
        *out_abi = (int)abi;
    return e;
}
