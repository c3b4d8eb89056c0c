#include "cage/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES_WANTED 8192

static void raise_limit(int which, rlim_t wanted)
{
    struct rlimit limit;
    if (getrlimit((__rlimit_resource_t)which, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    (void)setrlimit((__rlimit_resource_t)which, &limit);
}

static bool shut_stdin(void)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool shut = dup2(fd, STDIN_FILENO) >= 0;
    if (fd > STDERR_FILENO)
        (void)close(fd);
    return shut;
}

enum err cage_prepare(struct err_note *note)
{
    const struct rlimit none = {0, 0};
    (void)umask(077);
    if (close_range(STDERR_FILENO + 1, ~0u, 0) != 0 && errno != ENOSYS)
        return err_say(note, ERR_STATE, "inherited files stay open: %s",
                       strerror(errno));
    if (!shut_stdin())
        return err_say(note, ERR_STATE, "/dev/null: cannot be opened: %s",
                       strerror(errno));
    if (sodium_init() < 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
        setrlimit(RLIMIT_CORE, &none) != 0)
        return err_say(note, ERR_STATE,
                       "the system does not let secrets be kept out of cores");
    raise_limit(RLIMIT_NOFILE, FILES_WANTED);
    raise_limit(RLIMIT_MEMLOCK, RLIM_INFINITY);
    return ERR_OK;
}

/*
 * As root, what a server may still need: files of its folders that are
 * another's, and memory that stays out of swap. For anybody else: nothing.
 */
static enum err drop_capabilities(struct err_note *note)
{
    const uint64_t kept = 1ull << CAP_DAC_OVERRIDE | 1ull << CAP_IPC_LOCK;
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {0};
    if (syscall(SYS_capget, &head, data) != 0)
        return err_say(note, ERR_STATE, "capabilities cannot be read: %s",
                       strerror(errno));
    for (size_t i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
        data[i].permitted &= (uint32_t)(kept >> (32 * i));
        data[i].effective = data[i].permitted;
        data[i].inheritable = 0;
    }
    if (syscall(SYS_capset, &head, data) != 0)
        return err_say(note, ERR_STATE, "capabilities cannot be dropped: %s",
                       strerror(errno));
    return ERR_OK;
}

static size_t lockable_bytes(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {0};
    struct rlimit limit;
    if (syscall(SYS_capget, &head, data) == 0 &&
        (data[0].effective & 1u << CAP_IPC_LOCK) != 0)
        return SIZE_MAX;
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0)
        return 0;
    return limit.rlim_cur == RLIM_INFINITY ? SIZE_MAX : (size_t)limit.rlim_cur;
}

enum err cage_enter(const struct cage_needs *needs,
                    struct cage_fences *out_fences, struct err_note *note)
{
    struct cage_fences fences = {0};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_say(note, ERR_STATE, "new privileges stay possible: %s",
                       strerror(errno));
    enum err e = cage_landlock(needs, &fences.landlock_abi, note);
    if (e == ERR_OK)
        e = drop_capabilities(note);
    fences.lockable_bytes = lockable_bytes();
    /* Last: the others need calls that it takes away. */
    if (e == ERR_OK)
        e = cage_seccomp(&fences.seccomp, note);
    if (e == ERR_OK)
        *out_fences = fences;
    return e;
}
