/*
 * The roster of 150 programs and 2,482 people that several tests read.
 */
#ifndef CHORUS_TESTS_UNIT_ROSTER_SAMPLE_H
#define CHORUS_TESTS_UNIT_ROSTER_SAMPLE_H

#include "base/file.h"
#include "roster/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SAMPLE_ROSTER "tests/data/roster.csv"

/* Caller frees with roster_free. */
static inline struct roster *sample_roster(const char *path)
{
    struct buf b = BUF_INIT;
    struct roster *roster = NULL;
    struct err_note note = {""};
    if (file_read(path, 1u << 20, &b, &note) != ERR_OK ||
        roster_parse(path, b.data, b.len, &roster, &note) != ERR_OK)
        fail_msg("%s", note.text);
    buf_free(&b);
    return roster;
}

#endif
