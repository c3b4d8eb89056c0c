/* Parsers that take the name of a file get one that is only in memory: what
 * they ask of file_read and file_write goes to disk.c. */
#ifndef CHORUS_TESTS_FUZZ_FILE_H
#define CHORUS_TESTS_FUZZ_FILE_H

#include "fuzz/fuzz.h"

/* A file that is there, and empty, for whoever asks the system; and whose bytes
 * are those that were put. */
struct fuzz_file {
    struct file_path dir;
    struct file_path path;
};

/* FILE is a static of the target: made at the first call, in a folder of its
 * own in TMPDIR, which tests/fuzz/run removes; kept to the end. BYTES are
 * copied. */
void fuzz_file_put(struct fuzz_file *file, const char *name, const void *bytes,
                   size_t len);

/* One more, in the folder of FILE. */
void fuzz_file_put_beside(const struct fuzz_file *file, const char *name,
                          const void *bytes, size_t len);

#endif
