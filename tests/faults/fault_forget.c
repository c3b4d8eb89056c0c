/* A file system that forgets what it could not write, as btrfs does: after a
 * sync that failed, reads find what was there before. What is not synced yet is
 * kept here, to put back. */
#include "fault.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST 4096

/* What a change of a file took the place of. */
struct past {
    uint64_t inode;
    off_t at;
    off_t size; /* of the file */
    size_t len;
    void *bytes;
};

static struct past pasts[MOST];
static size_t count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool forgets(void)
{
    struct fault_page *p = fault_page();
    return p != NULL && atomic_load(&p->how) == FAULT_FORGET;
}

/* FD, or the same file for reading and writing. SQLite's are that already: to
 * close another one would drop its locks. */
static int both_ways(int fd)
{
    char path[32];
    if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_RDWR)
        return fd;
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
}

static void done(int fd, int both)
{
    if (both != fd)
        (void)syscall(SYS_close, both);
}

void fault_remember(int fd, off_t at, size_t len)
{
    struct stat st;
    if (!forgets() || fstat(fd, &st) != 0)
        return;
    if (at >= st.st_size)
        len = 0;
    else if (len > (size_t)(st.st_size - at))
        len = (size_t)(st.st_size - at);
    struct past one = {(uint64_t)st.st_ino, at, st.st_size, len,
                       malloc(len + 1)};
    const int both = both_ways(fd);
    (void)pthread_mutex_lock(&lock);
    if (one.bytes == NULL || count == MOST ||
        syscall(SYS_pread64, both, one.bytes, len, at) != (ssize_t)len)
        abort(); /* a test that cannot fail would be worse */
    pasts[count++] = one;
    done(fd, both);
    (void)pthread_mutex_unlock(&lock);
}

/* Takes the last past of INODE out of the list. */
static bool take(uint64_t inode, struct past *out)
{
    for (size_t i = count; i-- > 0;) {
        if (pasts[i].inode != inode)
            continue;
        *out = pasts[i];
        count--;
        for (; i < count; i++)
            pasts[i] = pasts[i + 1];
        return true;
    }
    return false;
}

static void put_back(int fd, const struct past *one)
{
    const int both = both_ways(fd);
    if (syscall(SYS_ftruncate, both, one->size) != 0 ||
        syscall(SYS_pwrite64, both, one->bytes, one->len, one->at) !=
            (ssize_t)one->len)
        abort();
    done(fd, both);
}

void fault_gone(const char *path)
{
    struct stat st;
    struct past one;
    if (!forgets() || stat(path, &st) != 0 || st.st_nlink > 1)
        return;
    (void)pthread_mutex_lock(&lock);
    while (take((uint64_t)st.st_ino, &one))
        free(one.bytes);
    (void)pthread_mutex_unlock(&lock);
}

void fault_synced(int fd, bool is_done)
{
    if (!forgets())
        return;
    struct past one;
    (void)pthread_mutex_lock(&lock);
    while (take(fault_inode(fd), &one)) {
        if (!is_done)
            put_back(fd, &one);
        free(one.bytes);
    }
    (void)pthread_mutex_unlock(&lock);
}
