#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

enum err file_err(int errno_value)
{
    switch (errno_value) {
    case ENOSPC:
    case EDQUOT: return ERR_FULL;
    case ENOENT:
    case ENOTDIR: return ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS: return ERR_DENIED;
    case ENOMEM: return ERR_MEMORY;
    case EEXIST: return ERR_EXISTS;
    default: return ERR_IO;
    }
}

static enum err say(struct err_note *note, const char *verb, const char *path)
{
    int e = errno;
    return err_say(note, file_err(e), "%s: cannot %s: %s", path, verb,
                   strerror(e));
}

static enum err read_all(int fd, const char *path, size_t max, struct buf *b,
                         struct err_note *note)
{
    uint8_t chunk[16384];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return say(note, "read", path);
        if (got == 0)
            break;
        if (b->len + (size_t)got > max)
            return err_say(note, ERR_RANGE,
                           "%s: larger than the %zu bytes allowed", path, max);
        buf_put(b, chunk, (size_t)got);
    }
    sodium_memzero(chunk, sizeof chunk);
    return buf_check(b);
}

enum err file_read(const char *path, size_t max, struct buf *out_bytes,
                   struct err_note *note)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return say(note, "open", path);
    struct buf b = BUF_INIT;
    enum err e = read_all(fd, path, max, &b, note);
    (void)close(fd);
    if (e != ERR_OK) {
        buf_wipe(&b);
        return e;
    }
    *out_bytes = b;
    return ERR_OK;
}

bool file_put(int fd, const void *from, size_t len)
{
    const uint8_t *bytes = from;
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        len -= (size_t)put;
    }
    return true;
}

enum err file_sync_folder(const char *path, struct err_note *note)
{
    struct file_path dir;
    const char *slash = strrchr(path, '/');
    size_t len = slash == NULL ? 0 : (size_t)(slash - path);
    if (len >= sizeof dir.s)
        return ERR_RANGE;
    memcpy(dir.s, path, len);
    dir.s[len] = 0;
    const char *name = slash == NULL ? "." : len == 0 ? "/" : dir.s;
    int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return say(note, "open the folder of", path);
    enum err e = fsync(fd) == 0 ? ERR_OK : say(note, "sync", path);
    (void)close(fd);
    return e;
}

static enum err write_beside(const char *path, const void *bytes, size_t len,
                             mode_t mode, struct file_path *beside,
                             struct err_note *note)
{
    int n = snprintf(beside->s, sizeof beside->s, "%s.new-%08x", path,
                     (unsigned)randombytes_random());
    if (n < 0 || (size_t)n >= sizeof beside->s)
        return err_say(note, ERR_RANGE, "%s: the name is too long", path);
    int fd = open(beside->s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return say(note, "write", path);
    enum err e = ERR_OK;
    if (!file_put(fd, bytes, len) || fsync(fd) != 0)
        e = say(note, "write", path);
    if (close(fd) != 0 && e == ERR_OK)
        e = say(note, "write", path);
    if (e != ERR_OK)
        (void)unlink(beside->s);
    return e;
}

enum err file_write(const char *path, const void *bytes, size_t len,
                    mode_t mode, struct err_note *note)
{
    struct file_path beside;
    enum err e = write_beside(path, bytes, len, mode, &beside, note);
    if (e != ERR_OK)
        return e;
    if (rename(beside.s, path) != 0) {
        e = say(note, "replace", path);
        (void)unlink(beside.s);
        return e;
    }
    return file_sync_folder(path, note);
}

/*
 * Ends the linking of BESIDE to PATH. A name that the disk may not have, or a
 * file with two names, goes away again: who is told that this failed would find
 * it there at the next try, and trust it.
 */
static enum err keep_new(const char *beside, const char *path,
                         struct err_note *note)
{
    enum err e = unlink(beside) == 0 ? file_sync_folder(path, note)
                                     : say(note, "tidy up after", path);
    if (e != ERR_OK)
        (void)unlink(path);
    return e;
}

enum err file_write_new(const char *path, const void *bytes, size_t len,
                        mode_t mode, struct err_note *note)
{
    struct file_path beside;
    enum err e = write_beside(path, bytes, len, mode, &beside, note);
    if (e != ERR_OK)
        return e;
    /* link, unlike rename, refuses to replace what is there. */
    if (link(beside.s, path) == 0)
        return keep_new(beside.s, path, note);
    e = say(note, "create", path);
    (void)unlink(beside.s);
    return e;
}

enum err file_destroy(const char *path, struct err_note *note)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? ERR_OK : say(note, "destroy", path);
    enum err e = ERR_OK;
    struct stat st;
    static const uint8_t zeros[4096];
    if (fstat(fd, &st) != 0)
        e = say(note, "destroy", path);
    for (off_t at = 0; e == ERR_OK && at < st.st_size;) {
        size_t left = (size_t)(st.st_size - at);
        size_t part = left < sizeof zeros ? left : sizeof zeros;
        if (!file_put(fd, zeros, part))
            e = say(note, "destroy", path);
        at += (off_t)part;
    }
    if (e == ERR_OK && fsync(fd) != 0)
        e = say(note, "destroy", path);
    (void)close(fd);
    if (e == ERR_OK && unlink(path) != 0)
        e = say(note, "remove", path);
    return e != ERR_OK ? e : file_sync_folder(path, note);
}

static enum err sync_file(const char *path, struct err_note *note)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return say(note, "open", path);
    enum err e = fsync(fd) == 0 ? ERR_OK : say(note, "sync", path);
    (void)close(fd);
    return e;
}

enum err file_move(const char *from, const char *to, bool is_replacing,
                   struct err_note *note)
{
    enum err e = sync_file(from, note);
    if (e != ERR_OK)
        return e;
    if (is_replacing && rename(from, to) != 0)
        return say(note, "replace", to);
    if (is_replacing)
        return file_sync_folder(to, note);
    /* link, unlike rename, refuses to replace what is there. */
    return link(from, to) == 0 ? keep_new(from, to, note)
                               : say(note, "create", to);
}

enum err file_make_dir(const char *path, mode_t mode, struct err_note *note)
{
    if (mkdir(path, mode) == 0 || errno == EEXIST)
        return ERR_OK;
    return say(note, "make the folder", path);
}

bool file_exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

enum err file_join(const char *dir, const char *name,
                   struct file_path *out_path)
{
    struct file_path p;
    int n = snprintf(p.s, sizeof p.s, "%s/%s", dir, name);
    if (n < 0 || (size_t)n >= sizeof p.s)
        return ERR_RANGE;
    *out_path = p;
    return ERR_OK;
}
