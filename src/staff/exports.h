/* The log of exports as a list: who of the staff took what away, and when. */
#ifndef CHORUS_STAFF_EXPORTS_H
#define CHORUS_STAFF_EXPORTS_H

#include "base/err.h"

#include <stddef.h>

struct site;

/* By whom an export on the office's machine was made. */
#define EXPORTS_OFFICE "office (command line)"

struct exports_entry {
    char account[65];
    char wave[33];
    char what[161];  /* a group's id; "release" */
    char format[17]; /* "csv" */
    int64_t at_sec;
};

/*
 * The whole log, the newest first. In: WAVE, or NULL for all. Out: caller frees
 * with free(). Errors: ERR_MEMORY, and those of the store.
 */
BASE_MUST_USE enum err exports_list(struct site *site, const char *wave,
                                    struct exports_entry **out_entries,
                                    size_t *out_count);

#endif
