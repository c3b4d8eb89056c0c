/*
 * What the files invites*.c share: the kind of the file and its roles, and an
 * open one.
 */
#ifndef CHORUS_STORE_INVITES_INSIDE_H
#define CHORUS_STORE_INVITES_INSIDE_H

#include "store/invites.h"
#include "store/key_set.h"
#include "store/wave_file.h"

#include <pthread.h>

enum invites_statement {
    INVITES_ADD = WAVE_FILE_STATEMENT_COUNT,
    INVITES_ROWS,
    INVITES_EACH,
    INVITES_EACH_OFFICE,
    INVITES_GET,
    INVITES_USE,
    INVITES_ANY_USED,
    INVITES_STRIKE,
    INVITES_REPLACE,
    INVITES_SPARE,
    INVITES_VERSION,
    INVITES_STATEMENT_COUNT,
};

/* How many rows a file of N places has besides: as invites_2.sql. */
#define INVITES_SPARES(n) (32 + (n) / 8)
#define INVITES_MOST      2000000000u

struct invites {
    struct db *db;
    pthread_mutex_t lock; /* around db */
    /* A server's list: which row holds a key. Made anew when the office struck
     * out or replaced one. */
    pthread_rwlock_t index_lock; /* around the three */
    struct key_set by_pk;
    uint16_t *groups; /* of row i + 1 */
    size_t row_count;
    int64_t data_version; /* of the database, when the list was read */
};

/* One row of INVITES_EACH or INVITES_EACH_OFFICE. */
struct invites_row {
    uint32_t id;
    uint16_t group;
    enum invites_state_of state;
    uint8_t pk[32];
};

/* The row of a query; ERR_CORRUPT. */
BASE_MUST_USE enum err invites_row_read(const struct db_query *q,
                                        struct invites_row *out_row);

/* Calls FN for each row; the connection is the caller's. */
BASE_MUST_USE enum err invites_walk(
    struct db *db, enum err (*fn)(void *ctx, const struct invites_row *row),
    void *ctx);

extern const struct db_kind invites_kind;
extern const struct db_role invites_roles[]; /* by enum invites_role */

#endif
