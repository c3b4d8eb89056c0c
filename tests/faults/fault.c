#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS_MAX 65536

static struct fault_page *page;
static const char *dir;
static size_t dir_len;
static int log_fd = -1;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic unsigned char watched[FDS_MAX];

static int open_plainly(const char *path, int flags)
{
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_CLOEXEC, 0600);
}

__attribute__((constructor)) static void start(void)
{
    const char *where = getenv("FAULT_PAGE");
    const char *log = getenv("FAULT_LOG");
    dir = getenv("FAULT_DIR");
    dir_len = dir == NULL ? 0 : strlen(dir);
    if (where == NULL)
        return;
    int fd = open_plainly(where, O_RDWR);
    void *p = fd < 0 ? MAP_FAILED
                     : mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE,
                            MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        abort(); /* a test that cannot fail would be worse */
    (void)syscall(SYS_close, fd);
    page = p;
    if (log != NULL) {
        log_fd = open_plainly(log, O_WRONLY | O_APPEND | O_CREAT);
        if (log_fd < 0)
            abort();
    }
}

/* A program that closes what it was given does not close the log. */
int close_range(unsigned first, unsigned last, int flags)
{
    unsigned log = (unsigned)log_fd;
    if (log_fd < 0 || first > log || last < log)
        return (int)syscall(SYS_close_range, first, last, flags);
    int rc =
        first == log ? 0 : (int)syscall(SYS_close_range, first, log - 1, flags);
    return rc != 0 || last == log
               ? rc
               : (int)syscall(SYS_close_range, log + 1, last, flags);
}

struct fault_page *fault_page(void)
{
    return page;
}

/* SQLite's files for sorting lie elsewhere, and a disk can be full there. */
bool fault_watches_path(const char *path)
{
    if (page == NULL || path == NULL || dir == NULL)
        return false;
    return (strncmp(path, dir, dir_len) == 0 &&
            (path[dir_len] == '/' || path[dir_len] == '\0')) ||
           strstr(path, "/etilqs_") != NULL;
}

bool fault_watches_fd(int fd)
{
    return page != NULL && fd >= 0 && fd < FDS_MAX &&
           atomic_load(&watched[fd]) != 0;
}

void fault_watch_fd(int fd, const char *path)
{
    if (fd >= 0 && fd < FDS_MAX && fault_watches_path(path))
        atomic_store(&watched[fd], 1);
}

void fault_forget_fd(int fd)
{
    if (fd >= 0 && fd < FDS_MAX)
        atomic_store(&watched[fd], 0);
}

void fault_die(void)
{
    (void)kill(getpid(), SIGKILL);
    for (;;)
        (void)pause();
}

int fault_count(enum fault_class which, int fd, const char *path)
{
    if (page == NULL || atomic_load(&page->armed) == 0 ||
        (atomic_load(&page->classes) & which) == 0)
        return 0;
    if (log_fd >= 0) {
        fault_log_begin();
        fault_log('k', fd < 0 ? 0 : fault_inode(fd), which, path, NULL, 0);
        fault_log_end();
    }
    uint64_t n = atomic_fetch_add(&page->calls, 1) + 1;
    uint64_t at = atomic_load(&page->fail_at);
    if (at == 0 || n < at || (n > at && atomic_load(&page->goes_on) == 0))
        return 0;
    (void)atomic_fetch_add(&page->hits, 1);
    switch ((enum fault_how)atomic_load(&page->how)) {
    case FAULT_ERRNO:
    case FAULT_FORGET: errno = (int)atomic_load(&page->error); return -1;
    case FAULT_SHORT: return which == FAULT_WRITE ? 1 : 0;
    case FAULT_TEAR:
        if (which == FAULT_WRITE)
            return 2;
        fault_die();
    case FAULT_DIE: fault_die();
    case FAULT_NONE: break;
    }
    return 0;
}

/* --- the log -------------------------------------------------------------- */

bool fault_logs(void)
{
    return log_fd >= 0;
}

void fault_log_begin(void)
{
    if (log_fd >= 0)
        (void)pthread_mutex_lock(&log_lock);
}

void fault_log_end(void)
{
    if (log_fd >= 0)
        (void)pthread_mutex_unlock(&log_lock);
}

struct line {
    uint8_t kind;
    uint8_t zero[7];
    uint64_t inode;
    uint64_t at;
    uint32_t name_len;
    uint32_t len;
};

void fault_log(char kind, uint64_t inode, uint64_t at, const char *name,
               const void *bytes, size_t len)
{
    if (log_fd < 0)
        return;
    struct line line = {.kind = (uint8_t)kind,
                        .inode = inode,
                        .at = at,
                        .name_len = (uint32_t)(name == NULL ? 0 : strlen(name)),
                        .len = (uint32_t)len};
    union {
        const void *in;
        void *out;
    } parts[] = {{&line}, {name}, {bytes}};
    const struct iovec v[] = {{parts[0].out, sizeof line},
                              {parts[1].out, line.name_len},
                              {parts[2].out, len}};
    size_t all = sizeof line + line.name_len + len;
    if ((size_t)syscall(SYS_writev, log_fd, v, 3) != all)
        abort();
}

uint64_t fault_inode(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 ? (uint64_t)st.st_ino : 0;
}
