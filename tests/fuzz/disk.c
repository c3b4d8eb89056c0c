/*
 * A disk in memory for the files that a target puts. The linker gives the names
 * file_read and file_write to the functions here (--wrap in the Makefile), so
 * that a parser that takes a path runs as it is, at a tenth of the time; a path
 * that no target has put is the system's.
 */
#include "fuzz/file.h"

#include <fcntl.h>
#include <unistd.h>

#define FILES_MAX 64 /* of all targets of one program */

static struct kept {
    struct file_path path;
    struct buf bytes;
} files[FILES_MAX];
static size_t file_count;

enum err __real_file_read(const char *path, size_t max, struct buf *out_bytes,
                          struct err_note *note);
enum err __wrap_file_read(const char *path, size_t max, struct buf *out_bytes,
                          struct err_note *note);
enum err __real_file_write(const char *path, const void *bytes, size_t len,
                           mode_t mode, struct err_note *note);
enum err __wrap_file_write(const char *path, const void *bytes, size_t len,
                           mode_t mode, struct err_note *note);

static struct kept *find(const char *path)
{
    for (size_t i = 0; i < file_count; i++)
        if (strcmp(files[i].path.s, path) == 0)
            return &files[i];
    return NULL;
}

static void set(struct kept *kept, const void *bytes, size_t len)
{
    buf_clear(&kept->bytes);
    buf_put(&kept->bytes, bytes, len);
    err_assert(buf_check(&kept->bytes) == ERR_OK);
}

enum err __wrap_file_read(const char *path, size_t max, struct buf *out_bytes,
                          struct err_note *note)
{
    const struct kept *kept = find(path);
    if (kept == NULL)
        return __real_file_read(path, max, out_bytes, note);
    if (kept->bytes.len > max)
        return err_say(note, ERR_RANGE, "%s: larger than the %zu bytes allowed",
                       path, max);
    struct buf copy = BUF_INIT;
    buf_put(&copy, kept->bytes.data, kept->bytes.len);
    err_assert(buf_check(&copy) == ERR_OK);
    *out_bytes = copy;
    return ERR_OK;
}

enum err __wrap_file_write(const char *path, const void *bytes, size_t len,
                           mode_t mode, struct err_note *note)
{
    struct kept *kept = find(path);
    if (kept == NULL)
        return __real_file_write(path, bytes, len, mode, note);
    set(kept, bytes, len);
    return ERR_OK;
}

static void put(const char *dir, const char *name, const void *bytes,
                size_t len, struct file_path *out_path)
{
    err_assert(file_join(dir, name, out_path) == ERR_OK);
    struct kept *kept = find(out_path->s);
    if (kept == NULL) {
        err_assert(file_count < FILES_MAX);
        int fd = open(out_path->s, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        err_assert(fd >= 0 && close(fd) == 0);
        kept = &files[file_count++];
        kept->path = *out_path;
    }
    set(kept, bytes, len);
}

void fuzz_file_put(struct fuzz_file *file, const char *name, const void *bytes,
                   size_t len)
{
    if (file->dir.s[0] == 0) {
        const char *where = getenv("TMPDIR");
        (void)snprintf(file->dir.s, sizeof file->dir.s, "%s/chorus-fuzz.XXXXXX",
                       where == NULL ? "/tmp" : where);
        err_assert(mkdtemp(file->dir.s) != NULL);
    }
    put(file->dir.s, name, bytes, len, &file->path);
}

void fuzz_file_put_beside(const struct fuzz_file *file, const char *name,
                          const void *bytes, size_t len)
{
    struct file_path path;
    put(file->dir.s, name, bytes, len, &path);
}
