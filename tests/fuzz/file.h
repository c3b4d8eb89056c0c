/* Parsers that take the name of a file get one in memory: in TMPDIR, which
 * tests/fuzz/run sets to a folder that is on no disk and removes. */
#ifndef CHORUS_TESTS_FUZZ_FILE_H
#define CHORUS_TESTS_FUZZ_FILE_H

#include "fuzz/fuzz.h"

#include <fcntl.h>
#include <unistd.h>

/* One file that is written over and over. */
struct fuzz_file {
    struct file_path dir;
    struct file_path path;
    int fd;
};

/* FILE is a static of the target: made at the first call, kept to the end. */
static inline void fuzz_file_put(struct fuzz_file *file, const char *name,
                                 const void *bytes, size_t len)
{
    if (file->dir.s[0] == 0) {
        const char *where = getenv("TMPDIR");
        (void)snprintf(file->dir.s, sizeof file->dir.s, "%s/chorus-fuzz.XXXXXX",
                       where == NULL ? "/tmp" : where);
        err_assert(mkdtemp(file->dir.s) != NULL);
        err_assert(file_join(file->dir.s, name, &file->path) == ERR_OK);
        file->fd = open(file->path.s, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        err_assert(file->fd >= 0);
    }
    err_assert(pwrite(file->fd, bytes, len, 0) == (ssize_t)len);
    err_assert(ftruncate(file->fd, (off_t)len) == 0);
}

#endif
