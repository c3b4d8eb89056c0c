/* The calls of files that go through the instrument. Each is the system call
 * itself, never libc's: what a program links cannot come between. */
#include "fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHANGES (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)

/* What an open did besides giving a file: made it, or emptied it. */
static void log_open(int fd, const char *path, int flags, bool was_there)
{
    uint64_t inode = fault_inode(fd);
    if (!was_there && (flags & O_CREAT) != 0)
        fault_log('c', inode, 0, path, NULL, 0);
    else if ((flags & O_TRUNC) != 0)
        fault_log('t', inode, 0, NULL, NULL, 0);
}

static int open_watched(const char *path, int flags, mode_t mode)
{
    bool is_watched = fault_watches_path(path);
    if (is_watched &&
        fault_count((flags & CHANGES) != 0 ? FAULT_CREATE : FAULT_OPEN, -1,
                    path) < 0)
        return -1;
    fault_log_begin();
    struct stat st;
    bool was_there = is_watched && stat(path, &st) == 0;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (is_watched && fd >= 0) {
        fault_watch_fd(fd, path);
        log_open(fd, path, flags, was_there);
    }
    fault_log_end();
    return fd;
}

static mode_t mode_of(int flags, va_list args)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(args, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_watched(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return open_watched(path, flags, mode);
}

int close(int fd)
{
    fault_forget_fd(fd);
    return (int)syscall(SYS_close, fd);
}

ssize_t read(int fd, void *to, size_t n)
{
    if (fault_watches_fd(fd) && fault_count(FAULT_READ, fd, NULL) < 0)
        return -1;
    return syscall(SYS_read, fd, to, n);
}

static ssize_t pread_watched(int fd, void *to, size_t n, off_t at)
{
    if (fault_watches_fd(fd) && fault_count(FAULT_READ, fd, NULL) < 0)
        return -1;
    return syscall(SYS_pread64, fd, to, n, at);
}

ssize_t pread(int fd, void *to, size_t n, off_t at)
{
    return pread_watched(fd, to, n, at);
}

ssize_t pread64(int fd, void *to, size_t n, off_t at)
{
    return pread_watched(fd, to, n, at);
}

static ssize_t write_watched(int fd, const void *from, size_t n, off_t at)
{
    int order = fault_count(FAULT_WRITE, fd, NULL);
    if (order < 0)
        return -1;
    size_t len = order == 0 ? n : (n + 1) / 2;
    fault_log_begin();
    if (at < 0)
        at = (off_t)syscall(SYS_lseek, fd, 0, SEEK_CUR);
    fault_remember(fd, at, len);
    ssize_t put = syscall(SYS_pwrite64, fd, from, len, at);
    if (put > 0)
        fault_log('w', fault_inode(fd), (uint64_t)at, NULL, from, (size_t)put);
    fault_log_end();
    if (order == 2)
        fault_die();
    return put;
}

ssize_t write(int fd, const void *from, size_t n)
{
    if (!fault_watches_fd(fd))
        return syscall(SYS_write, fd, from, n);
    ssize_t put = write_watched(fd, from, n, -1);
    if (put > 0)
        (void)syscall(SYS_lseek, fd, put, SEEK_CUR);
    return put;
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
    return fault_watches_fd(fd) ? write_watched(fd, from, n, at)
                                : syscall(SYS_pwrite64, fd, from, n, at);
}

ssize_t pwrite64(int fd, const void *from, size_t n, off_t at)
{
    return pwrite(fd, from, n, at);
}

static int sync_watched(int fd, long number)
{
    if (!fault_watches_fd(fd))
        return (int)syscall(number, fd);
    if (fault_count(FAULT_SYNC, fd, NULL) < 0) {
        int error = errno;
        fault_log_begin();
        fault_synced(fd, false);
        fault_log('f', fault_inode(fd), 0, NULL, NULL, 0);
        fault_log_end();
        errno = error;
        return -1;
    }
    fault_log_begin();
    int rc = (int)syscall(number, fd);
    fault_synced(fd, true);
    if (rc == 0)
        fault_log('s', fault_inode(fd), 0, NULL, NULL, 0);
    fault_log_end();
    return rc;
}

int fsync(int fd)
{
    return sync_watched(fd, SYS_fsync);
}

int fdatasync(int fd)
{
    return sync_watched(fd, SYS_fdatasync);
}

static int truncate_watched(int fd, off_t size)
{
    if (!fault_watches_fd(fd))
        return (int)syscall(SYS_ftruncate, fd, size);
    if (fault_count(FAULT_TRUNCATE, fd, NULL) < 0)
        return -1;
    fault_log_begin();
    fault_remember(fd, size, SIZE_MAX);
    int rc = (int)syscall(SYS_ftruncate, fd, size);
    if (rc == 0)
        fault_log('t', fault_inode(fd), (uint64_t)size, NULL, NULL, 0);
    fault_log_end();
    return rc;
}

int ftruncate(int fd, off_t size)
{
    return truncate_watched(fd, size);
}

int ftruncate64(int fd, off_t size)
{
    return truncate_watched(fd, size);
}

static int name_watched(long number, char kind, const char *from,
                        const char *to)
{
    if (!fault_watches_path(from))
        return (int)syscall(number, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (fault_count(FAULT_NAME, -1, from) < 0)
        return -1;
    fault_log_begin();
    int rc = (int)syscall(number, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (rc == 0)
        fault_log(kind, 0, 0, from, to, strlen(to));
    fault_log_end();
    return rc;
}

int rename(const char *from, const char *to)
{
    return name_watched(SYS_renameat2, 'r', from, to);
}

int link(const char *from, const char *to)
{
    return name_watched(SYS_linkat, 'l', from, to);
}

int mkdir(const char *path, mode_t mode)
{
    if (fault_watches_path(path) && fault_count(FAULT_NAME, -1, path) < 0)
        return -1;
    return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int unlink(const char *path)
{
    bool is_watched = fault_watches_path(path);
    if (is_watched && fault_count(FAULT_UNLINK, -1, path) < 0)
        return -1;
    fault_log_begin();
    if (is_watched)
        fault_gone(path);
    int rc = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (is_watched && rc == 0)
        fault_log('u', 0, 0, path, NULL, 0);
    fault_log_end();
    return rc;
}
