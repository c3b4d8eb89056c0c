/*
 * Points in time as people and the manifest write them. Seconds since 1970 in
 * UTC everywhere inside; the local zone is TZ's.
 */
#ifndef CHORUS_BASE_DATETIME_H
#define CHORUS_BASE_DATETIME_H

#include "base/err.h"

#include <stddef.h>

#define DATETIME_RFC3339_SIZE 26 /* 2026-12-15T23:59:59-05:00 and NUL */
#define DATETIME_DATE_SIZE    11 /* 2026-12-15 and NUL */
#define DATETIME_WORDS_SIZE   48 /* 15 December 2026, 23:59 */

/*
 * RFC 3339 with seconds and a numeric zone or Z, in the years 1970 to 8999, in
 * UTC too; ERR_FORMAT otherwise.
 */
BASE_MUST_USE enum err datetime_parse(const char *text, int64_t *out_sec);

/*
 * What --closes takes: 2026-12-15 (the end of that day, local: 23:59:59),
 * RFC 3339, or +90m, +36h, +10d from NOW_SEC; years as above. ERR_FORMAT
 * otherwise.
 */
BASE_MUST_USE enum err datetime_parse_closing(const char *text, int64_t now_sec,
                                              int64_t *out_sec);

/* 2026-12-15T23:59:59-05:00 in the local zone. */
void datetime_rfc3339(int64_t sec, char out[static DATETIME_RFC3339_SIZE]);
/* 2026-12-15 in the local zone. */
void datetime_date(int64_t sec, char out[static DATETIME_DATE_SIZE]);
/* "15 December 2026" of 2026-12-15, for people. ERR_FORMAT for anything else.
 */
BASE_MUST_USE enum err datetime_date_words(
    const char *date, char out[static DATETIME_WORDS_SIZE]);
/* "15 December 2026, 23:59" in the local zone, for people. */
void datetime_words(int64_t sec, char out[static DATETIME_WORDS_SIZE]);

#endif
