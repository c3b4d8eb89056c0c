#include "base/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define BLOCK 512u

/* A header's fields: where they begin. */
enum {
    AT_NAME = 0,
    AT_MODE = 100,
    AT_UID = 108,
    AT_GID = 116,
    AT_SIZE = 124,
    AT_MTIME = 136,
    AT_SUM = 148,
    AT_TYPE = 156,
    AT_MAGIC = 257,
};
static const char magic[8] = {'u', 's', 't', 'a', 'r', '\0', '0', '0'};
static const uint8_t zeros[BLOCK];

struct archive {
    int fd;
    struct file_path path;
    struct file_path part;
};

static enum err say(struct err_note *note, const char *verb, const char *path)
{
    int e = errno;
    return err_say(note, file_err(e), "%s: cannot %s: %s", path, verb,
                   strerror(e));
}

static void put_octal(uint8_t *at, size_t size, uint64_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%0*llo", (int)(size - 1),
                   (unsigned long long)value);
    memcpy(at, text, size - 1);
}

static uint32_t sum_of(const uint8_t head[static BLOCK])
{
    uint32_t sum = 0;
    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= AT_SUM && i < AT_TYPE ? ' ' : head[i];
    return sum;
}

enum err archive_create(const char *path, struct archive **out_archive,
                        struct err_note *note)
{
    if (file_exists(path))
        return err_say(note, ERR_EXISTS,
                       "%s: is there already; choose another name", path);
    struct archive *a = calloc(1, sizeof *a);
    if (a == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    int n = snprintf(a->path.s, sizeof a->path.s, "%s", path);
    int m = snprintf(a->part.s, sizeof a->part.s, "%s.part", path);
    enum err e = ERR_OK;
    if (n < 0 || m < 0 || (size_t)m >= sizeof a->part.s)
        e = err_say(note, ERR_RANGE, "%s: the name is too long", path);
    if (e == ERR_OK && unlink(a->part.s) != 0 && errno != ENOENT)
        e = say(note, "be written", path);
    if (e == ERR_OK) {
        a->fd = open(a->part.s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (a->fd < 0)
            e = say(note, "be written", path);
    }
    if (e != ERR_OK) {
        free(a);
        return e;
    }
    *out_archive = a;
    return ERR_OK;
}

enum err archive_add(struct archive *archive, const char *name,
                     const void *bytes, size_t len, struct err_note *note)
{
    uint8_t head[BLOCK] = {0};
    size_t name_len = strlen(name);
    if (name_len == 0 || name_len > ARCHIVE_NAME_MAX || len > ARCHIVE_FILE_MAX)
        return err_say(note, ERR_RANGE, "%s: too long for an archive", name);
    memcpy(head + AT_NAME, name, name_len);
    put_octal(head + AT_MODE, 8, 0600);
    put_octal(head + AT_UID, 8, 0);
    put_octal(head + AT_GID, 8, 0);
    put_octal(head + AT_SIZE, 12, len);
    put_octal(head + AT_MTIME, 12, 0);
    head[AT_TYPE] = '0';
    memcpy(head + AT_MAGIC, magic, sizeof magic);
    put_octal(head + AT_SUM, 7, sum_of(head));
    head[AT_SUM + 7] = ' ';
    size_t fill = (BLOCK - len % BLOCK) % BLOCK;
    if (!file_put(archive->fd, head, sizeof head) ||
        !file_put(archive->fd, bytes, len) ||
        !file_put(archive->fd, zeros, fill))
        return say(note, "be written", archive->path.s);
    return ERR_OK;
}

enum err archive_finish(struct archive *archive, struct err_note *note)
{
    enum err e = ERR_OK;
    if (!file_put(archive->fd, zeros, BLOCK) ||
        !file_put(archive->fd, zeros, BLOCK) || fsync(archive->fd) != 0)
        e = say(note, "be written", archive->path.s);
    if (close(archive->fd) != 0 && e == ERR_OK)
        e = say(note, "be written", archive->path.s);
    archive->fd = -1;
    if (e == ERR_OK)
        e = file_move(archive->part.s, archive->path.s, false, note);
    if (e != ERR_OK)
        (void)unlink(archive->part.s);
    free(archive);
    return e;
}

void archive_abandon(struct archive *archive)
{
    if (archive == NULL)
        return;
    (void)close(archive->fd);
    (void)unlink(archive->part.s);
    free(archive);
}

/* --- reading -------------------------------------------------------------- */

/* LEN bytes, or fewer at the end of the file; false: the system refused. */
static bool read_some(int fd, uint8_t *to, size_t len, size_t *out_got)
{
    size_t got = 0;
    while (got < len) {
        ssize_t n = read(fd, to + got, len - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        got += (size_t)n;
    }
    *out_got = got;
    return true;
}

static enum err cut_off(const char *path, struct err_note *note)
{
    return err_say(note, ERR_FORMAT, "%s: is cut off, or no archive", path);
}

static bool get_octal(const uint8_t *at, size_t size, uint64_t *out_value)
{
    uint64_t value = 0;
    for (size_t i = 0; i + 1 < size; i++) {
        if (at[i] < '0' || at[i] > '7')
            return false;
        value = value * 8 + (uint64_t)(at[i] - '0');
    }
    *out_value = value;
    return true;
}

static bool read_head(const uint8_t head[static BLOCK],
                      char out_name[static ARCHIVE_NAME_MAX + 1],
                      size_t *out_len)
{
    uint64_t sum = 0;
    uint64_t len = 0;
    if (!get_octal(head + AT_SUM, 7, &sum) || sum != sum_of(head) ||
        !get_octal(head + AT_SIZE, 12, &len) || head[AT_TYPE] != '0' ||
        memcmp(head + AT_MAGIC, magic, sizeof magic) != 0 ||
        head[AT_NAME] == '\0' || head[ARCHIVE_NAME_MAX] != '\0' ||
        len > ARCHIVE_FILE_MAX)
        return false;
    memcpy(out_name, head + AT_NAME, ARCHIVE_NAME_MAX + 1);
    *out_len = (size_t)len;
    return true;
}

/* The bytes of one file, and what fills its last block. */
static enum err read_file(int fd, const char *path, size_t len, struct buf *b,
                          struct err_note *note)
{
    uint8_t block[BLOCK];
    buf_clear(b);
    for (size_t at = 0; at < len; at += BLOCK) {
        size_t got = 0;
        if (!read_some(fd, block, BLOCK, &got))
            return say(note, "be read", path);
        if (got != BLOCK)
            return cut_off(path, note);
        buf_put(b, block, len - at < BLOCK ? len - at : BLOCK);
    }
    return buf_check(b);
}

enum err archive_each(const char *path,
                      enum err (*fn)(void *ctx, const char *name,
                                     const struct buf *bytes,
                                     struct err_note *note),
                      void *ctx, struct err_note *note)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return say(note, "be opened", path);
    struct buf b = BUF_INIT;
    enum err e = ERR_OK;
    for (;;) {
        uint8_t head[BLOCK];
        char name[ARCHIVE_NAME_MAX + 1];
        size_t got = 0;
        size_t len = 0;
        if (!read_some(fd, head, BLOCK, &got))
            e = say(note, "be read", path);
        else if (got != BLOCK)
            e = cut_off(path, note);
        else if (memcmp(head, zeros, BLOCK) == 0)
            break;
        else if (!read_head(head, name, &len))
            e = cut_off(path, note);
        if (e == ERR_OK)
            e = read_file(fd, path, len, &b, note);
        if (e == ERR_OK)
            e = fn(ctx, name, &b, note);
        if (e != ERR_OK)
            break;
    }
    buf_wipe(&b);
    (void)close(fd);
    return e;
}
