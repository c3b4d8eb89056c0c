/*
 * What chorusd gives up once it has started: files outside its folders
 * (Landlock), programs and networks (seccomp), capabilities, new privileges,
 * core dumps. A fault above then reaches no further than this. Knows paths and
 * system calls; must never know a wave, a person or a request.
 *
 * Fences hold for the thread that asks and for all it starts: they go up before
 * the first thread does.
 */
#ifndef CHORUS_CAGE_CAGE_H
#define CHORUS_CAGE_CAGE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define CAGE_READ_MAX 8

/* What the program still needs. */
struct cage_needs {
    const char *data_dir; /* DIR/server: files are read, written, removed */
    /* Folders, or single files, that are read. */
    const char *read[CAGE_READ_MAX];
    size_t read_count;
    /* A folder of whose files one is removed at the end: a socket's. NULL:
     * none. */
    const char *socket_dir;
};

/* Which fences stand. What is missing, this kernel denies. */
struct cage_fences {
    int landlock_abi; /* 0: none */
    bool seccomp;
    size_t lockable_bytes; /* that may be kept out of swap; SIZE_MAX: all */
};

/*
 * Before anything else is opened: closes what the caller of the program left
 * open, shuts standard input, makes memory unreadable for other processes and
 * cores impossible, raises the limits of files and of locked memory as far as
 * they go. ERR_STATE: the system refuses that; NOTE.
 */
BASE_MUST_USE enum err cage_prepare(struct err_note *note);

/*
 * Puts the fences up, for good. In: NEEDS, paths that are there. Out: which of
 * them stand; a kernel without one is no error.
 * Errors: ERR_NOT_FOUND (a path), ERR_STATE (a fence that the kernel has could
 * not be put up), ERR_MEMORY; NOTE.
 * Sources: landlock(7), seccomp(2), capabilities(7).
 */
BASE_MUST_USE enum err cage_enter(const struct cage_needs *needs,
                                  struct cage_fences *out_fences,
                                  struct err_note *note);

#endif
