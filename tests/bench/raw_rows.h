/*
 * SQLite alone, overwriting rows of a file of ballots in place: what the store
 * would cost without its overwritten journal, its checks and its memory.
 */
#ifndef CHORUS_TESTS_BENCH_RAW_ROWS_H
#define CHORUS_TESTS_BENCH_RAW_ROWS_H

#include "wave.h"

#include <sqlite3.h>

struct raw_rows {
    sqlite3 *db;
    sqlite3_stmt *begin;
    sqlite3_stmt *put;
    sqlite3_stmt *commit;
    uint32_t count;
    size_t sealed_bytes;
    uint8_t *filler;
};

static inline void raw_rows_must(const struct raw_rows *r, int rc, int wanted)
{
    if (rc == wanted)
        return;
    fprintf(stderr, "bench: SQLite: %s\n", sqlite3_errmsg(r->db));
    exit(1);
}

static inline void raw_rows_open(struct raw_rows *r, const char *path,
                                 size_t sealed_bytes)
{
    static const char put[] =
        "UPDATE ballot SET used = x'01', grp = ?, nullifier = ?, "
        "sealed_hash = ?, sealed = ? WHERE id = ?";
    sqlite3_stmt *last = NULL;
    *r = (struct raw_rows){.sealed_bytes = sealed_bytes};
    r->filler = room(1, 66 + sealed_bytes);
    raw_rows_must(r, sqlite3_open(path, &r->db), SQLITE_OK);
    raw_rows_must(r,
                  sqlite3_exec(r->db,
                               "PRAGMA journal_mode = TRUNCATE;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA locking_mode = NORMAL",
                               NULL, NULL, NULL),
                  SQLITE_OK);
    raw_rows_must(r, sqlite3_prepare_v2(r->db, put, -1, &r->put, NULL),
                  SQLITE_OK);
    raw_rows_must(
        r, sqlite3_prepare_v2(r->db, "BEGIN IMMEDIATE", -1, &r->begin, NULL),
        SQLITE_OK);
    raw_rows_must(r, sqlite3_prepare_v2(r->db, "COMMIT", -1, &r->commit, NULL),
                  SQLITE_OK);
    raw_rows_must(r,
                  sqlite3_prepare_v2(r->db, "SELECT max(id) FROM ballot", -1,
                                     &last, NULL),
                  SQLITE_OK);
    raw_rows_must(r, sqlite3_step(last), SQLITE_ROW);
    r->count = (uint32_t)sqlite3_column_int64(last, 0);
    (void)sqlite3_finalize(last);
}

static inline void raw_rows_step(struct raw_rows *r, sqlite3_stmt *s)
{
    raw_rows_must(r, sqlite3_step(s), SQLITE_DONE);
    raw_rows_must(r, sqlite3_reset(s), SQLITE_OK);
}

/* N rows, in one transaction. */
static inline void raw_rows_put(struct raw_rows *r, struct bench *b, size_t n)
{
    raw_rows_step(r, r->begin);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *f = r->filler;
        int len = (int)r->sealed_bytes;
        randombytes_buf(r->filler, 66 + r->sealed_bytes);
        (void)sqlite3_bind_blob(r->put, 1, f, 2, SQLITE_STATIC);
        (void)sqlite3_bind_blob(r->put, 2, f + 2, 32, SQLITE_STATIC);
        (void)sqlite3_bind_blob(r->put, 3, f + 34, 32, SQLITE_STATIC);
        (void)sqlite3_bind_blob(r->put, 4, f + 66, len, SQLITE_STATIC);
        (void)sqlite3_bind_int64(r->put, 5, 1 + bench_draw(b, r->count));
        raw_rows_step(r, r->put);
    }
    raw_rows_step(r, r->commit);
}

static inline void raw_rows_close(struct raw_rows *r)
{
    (void)sqlite3_finalize(r->begin);
    (void)sqlite3_finalize(r->put);
    (void)sqlite3_finalize(r->commit);
    (void)sqlite3_close(r->db);
    free(r->filler);
}

#endif
