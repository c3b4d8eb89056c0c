/*
 * What the files site*.c share: the connection, its lock, its statements.
 */
#ifndef CHORUS_STORE_SITE_INSIDE_H
#define CHORUS_STORE_SITE_INSIDE_H

#include "store/db.h"
#include "store/site.h"

#include <pthread.h>

enum site_statement {
    SITE_INSTITUTION,
    SITE_INSTITUTION_SET,
    SITE_DATA_VERSION,
    SITE_WAVE_ADD,
    SITE_WAVE_LIST,
    SITE_WAVE_GET,
    SITE_WAVE_CLOSE,
    SITE_WAVE_END,
    SITE_WAVE_PUBLIC,
    SITE_HOLD_ADD,
    SITE_HOLD_LAST,
    SITE_DOCUMENT_ADD,
    SITE_DOCUMENT_GET,
    SITE_PIECE_ADD,
    SITE_PIECE_LENGTH,
    SITE_PIECE_GET,
    SITE_PIECE_DROP,
    SITE_ACCOUNT_ADD,
    SITE_ACCOUNT_LIST,
    SITE_ACCOUNT_GET,
    SITE_ACCOUNT_REMOVE,
    SITE_ACCOUNT_PASSWORD,
    SITE_PROGRAM_ADD,
    SITE_PROGRAM_LIST,
    SITE_PROGRAM_REMOVE,
    SITE_SESSION_ADD,
    SITE_SESSION_GET,
    SITE_SESSION_RETIRE,
    SITE_SESSION_TOUCH,
    SITE_SESSION_REMOVE,
    SITE_SESSION_REMOVE_ACCOUNT,
    SITE_SESSION_EXPIRE,
    SITE_LOGIN_ADD,
    SITE_LOGIN_REFUSED,
    SITE_LOGIN_LIST,
    SITE_DEVICE_KEY,
    SITE_EXPORT_ADD,
    SITE_EXPORT_LIST,
    SITE_CHECKLIST_ADD,
    SITE_CHECKLIST_CHANGE,
    SITE_CHECKLIST_LIST,
    SITE_PLAN_ADD,
    SITE_PLAN_CHANGE,
    SITE_PLAN_LIST,
    SITE_WAVE_COUNT_CLOSED,
    SITE_INITIATIVE_ADD,
    SITE_INITIATIVE_CHANGE,
    SITE_INITIATIVE_LIST,
    SITE_INITIATIVE_CHANGE_ADD,
    SITE_INITIATIVE_CHANGE_LIST,
    SITE_STATEMENT_COUNT,
};

struct site {
    struct db *db;
    pthread_mutex_t lock; /* around all but the institution */
    struct buf institution;
    int64_t last_version; /* SQLite's; -1: never asked */
    /* Changes of the mandate's tables that we know of, and SQLite's version at
     * which others' were last looked for. */
    uint64_t mandate_version;
    int64_t mandate_seen;
};

void site_lock(struct site *site);
void site_unlock(struct site *site);

/* Starts a transaction with the lock held; site_end ends both. */
BASE_MUST_USE enum err site_begin(struct site *site);
BASE_MUST_USE enum err site_end(struct site *site, enum err so_far);
/* The same for what changes the mandate's tables: see site_mandate_version. */
BASE_MUST_USE enum err site_begin_mandate(struct site *site);

/* Whether the pieces of a wave's board are LEN bytes, more than none; within a
 * transaction. ERR_RANGE. */
BASE_MUST_USE enum err site_board_is_whole(struct site *site, const char *wave,
                                           uint64_t len);

#endif
