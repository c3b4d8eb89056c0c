/*
 * A folder of its own for a test that needs real files.
 */
#ifndef CHORUS_TESTS_UNIT_TEMP_DIR_H
#define CHORUS_TESTS_UNIT_TEMP_DIR_H

#include "base/file.h"

#include <assert.h>
#include <dirent.h>
#include <unistd.h>

struct temp_dir {
    char path[64];
};

static inline struct temp_dir temp_dir_make(void)
{
    struct temp_dir dir;
    (void)snprintf(dir.path, sizeof dir.path, "/tmp/chorus-test-XXXXXX");
    char *made = mkdtemp(dir.path);
    assert(made != NULL);
    return dir;
}

static inline struct file_path temp_dir_file(const struct temp_dir *dir,
                                             const char *name)
{
    struct file_path path;
    enum err e = file_join(dir->path, name, &path);
    assert(e == ERR_OK);
    return path;
}

/* How many files are in it. */
static inline size_t temp_dir_count(const struct temp_dir *dir)
{
    size_t count = 0;
    DIR *d = opendir(dir->path);
    assert(d != NULL);
    for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d))
        if (entry->d_name[0] != '.')
            count++;
    (void)closedir(d);
    return count;
}

/* Removes the folder and the files in it. */
static inline void temp_dir_remove(const struct temp_dir *dir)
{
    DIR *d = opendir(dir->path);
    assert(d != NULL);
    for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d))
        (void)unlinkat(dirfd(d), entry->d_name, 0);
    (void)closedir(d);
    int failed = rmdir(dir->path);
    assert(failed == 0);
}

#endif
