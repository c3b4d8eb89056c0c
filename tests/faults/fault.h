/*
 * The instrument of tests/faults: a library that is preloaded into the real
 * programs and stands between them and the system. It fails the Nth call, ends
 * the process at the Nth call, refuses the Nth allocation, shifts the clock,
 * and writes down what was written, synced and sent, so that a disk can be put
 * together again as a power cut might have left it (disk.mjs).
 *
 * Orders and counts stand in a page that the test shares (FAULT_PAGE), so that
 * a running server can be told. Only files under FAULT_DIR are touched, and
 * what SQLite puts aside while it builds a file.
 */
#ifndef CHORUS_TESTS_FAULT_H
#define CHORUS_TESTS_FAULT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Classes of calls; an order names those that count. */
enum fault_class {
    FAULT_OPEN = 1,
    FAULT_CREATE = 2, /* an open that may make or change a file */
    FAULT_READ = 4,
    FAULT_WRITE = 8,
    FAULT_SYNC = 16,
    FAULT_TRUNCATE = 32,
    FAULT_NAME = 64, /* rename, link, mkdir */
    FAULT_UNLINK = 128,
};

enum fault_how {
    FAULT_NONE = 0,
    FAULT_ERRNO = 1, /* fails with the error of the order */
    FAULT_DIE = 2,   /* SIGKILL before the call */
    FAULT_TEAR = 3,  /* SIGKILL after half of a write */
    FAULT_SHORT = 4, /* a write that takes half, as POSIX allows */
    FAULT_FORGET =
        5, /* as FAULT_ERRNO; a sync also undoes what was not synced */
};

/* The shared page: 64-bit words of the machine's order (control.mjs). */
struct fault_page {
    _Atomic uint64_t calls; /* of the order's classes, since main began */
    _Atomic uint64_t fail_at;
    _Atomic uint64_t how;
    _Atomic uint64_t classes;
    _Atomic uint64_t error;
    _Atomic uint64_t goes_on; /* every later call fails too */
    _Atomic uint64_t hits;
    _Atomic uint64_t allocations;
    _Atomic uint64_t starve_at;
    _Atomic uint64_t starved;
    _Atomic int64_t shift_sec; /* of the wall clock */
    _Atomic uint64_t armed;    /* main has begun */
    /* Of the libraries that draw, which are counted apart. */
    _Atomic uint64_t drawing_allocations;
    _Atomic uint64_t starve_drawing_at;
    _Atomic uint64_t starved_drawing;
};

/* NULL: not asked for. */
struct fault_page *fault_page(void);

/* Whether FD is a file, or PATH the name of one, that is meant. */
bool fault_watches_fd(int fd);
bool fault_watches_path(const char *path);
void fault_watch_fd(int fd, const char *path);
void fault_forget_fd(int fd);

/*
 * Counts a call, of the file that FD or PATH is, and writes down that it came.
 * 0: it goes on as it is; -1: it fails, errno is set; 1: it is a write that is
 * to take half. Does not return when the process is to die, but for FAULT_TEAR,
 * which is 2: the caller writes half and calls fault_die.
 */
int fault_count(enum fault_class which, int fd, const char *path);
void fault_die(void) __attribute__((noreturn));

/* Before LEN bytes of a file change, and after its sync, for FAULT_FORGET. */
void fault_remember(int fd, off_t at, size_t len);
void fault_synced(int fd, bool is_done);
/* A file is about to be removed: its number may be another's. */
void fault_gone(const char *path);

/* The log. Between begin and end nothing else is logged: a call and its line
 * stand in the order in which they happened. */
void fault_log_begin(void);
void fault_log_end(void);
void fault_log(char kind, uint64_t inode, uint64_t at, const char *name,
               const void *bytes, size_t len);
bool fault_logs(void);

/* The inode number of an open file; 0: none. */
uint64_t fault_inode(int fd);

#endif
