/*
 * What the tests of storage and of the doors share: a folder of their own, raw
 * bytes of files.
 */
#ifndef CHORUS_TESTS_STORE_HELP_H
#define CHORUS_TESTS_STORE_HELP_H

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#define HELP __attribute__((unused)) static

struct folder {
    char path[64];
};

HELP struct folder folder_new(void)
{
    struct folder f;
    const char *tmp = getenv("TMPDIR");
    int n = snprintf(f.path, sizeof f.path, "%s/chorus-test-XXXXXX",
                     tmp == NULL ? "/tmp" : tmp);
    assert_true(n > 0 && (size_t)n < sizeof f.path);
    assert_non_null(mkdtemp(f.path));
    return f;
}

HELP struct file_path folder_file(const struct folder *f, const char *name)
{
    struct file_path p;
    assert_int_equal(file_join(f->path, name, &p), ERR_OK);
    return p;
}

HELP void folder_free(const struct folder *f)
{
    DIR *d = opendir(f->path);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        struct file_path p;
        if (e->d_name[0] != '.' && file_join(f->path, e->d_name, &p) == ERR_OK)
            (void)unlink(p.s);
    }
    (void)closedir(d);
    assert_int_equal(rmdir(f->path), 0);
}

HELP struct buf raw_bytes(const char *path)
{
    struct buf b;
    assert_int_equal(file_read(path, 64u << 20, &b, NULL), ERR_OK);
    return b;
}

/* Where bytes first are in a file; -1: nowhere. */
HELP long raw_find(const struct buf *file, const void *bytes, size_t len)
{
    const uint8_t *at =
        file->len == 0 ? NULL : memmem(file->data, file->len, bytes, len);
    return at == NULL ? -1 : (long)(at - file->data);
}

/* Whether the journal beside a database holds zeros alone, or is not there. */
HELP bool journal_is_empty(const char *db_path)
{
    char name[1100];
    (void)snprintf(name, sizeof name, "%s-journal", db_path);
    if (!file_exists(name))
        return true;
    struct buf bytes = raw_bytes(name);
    const bool is_empty =
        bytes.len == 0 || sodium_is_zero(bytes.data, bytes.len) == 1;
    buf_free(&bytes);
    return is_empty;
}

#endif
