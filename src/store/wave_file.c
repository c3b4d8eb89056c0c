#include "store/wave_file.h"

enum err wave_file_start(struct db *db)
{
    const uint8_t byte = WAVE_STATE_OPEN;
    struct db_query q = db_query_start(db, WAVE_FILE_START);
    db_bind_blob(&q, 1, &byte, 1);
    return db_run(&q);
}

enum err wave_file_state(struct db *db, enum wave_state *out_state)
{
    uint8_t byte = 0;
    bool has_row = false;
    struct db_query q = db_query_start(db, WAVE_FILE_STATE);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK)
        e = has_row ? db_blob_into(&q, 0, &byte, 1) : ERR_CORRUPT;
    db_query_end(&q);
    if (e == ERR_OK && (byte < WAVE_STATE_OPEN || byte > WAVE_STATE_CLOSED))
        e = ERR_CORRUPT;
    if (e == ERR_OK)
        *out_state = (enum wave_state)byte;
    return e;
}

static enum err set(struct db *db, enum wave_state state)
{
    enum wave_state old = WAVE_STATE_OPEN;
    enum err e = wave_file_state(db, &old);
    if (e != ERR_OK)
        return e;
    if (old == WAVE_STATE_CLOSED && state != WAVE_STATE_CLOSED)
        return ERR_STATE;
    const uint8_t byte = (uint8_t)state;
    struct db_query q = db_query_start(db, WAVE_FILE_STATE_SET);
    db_bind_blob(&q, 1, &byte, 1);
    return db_run_changing(&q, 1, ERR_CORRUPT);
}

enum err wave_file_state_set(struct db *db, enum wave_state state)
{
    enum err e = db_begin(db, DB_LOCK_ALONE);
    return e == ERR_OK ? db_end(db, set(db, state)) : e;
}

enum err wave_file_refusal(enum wave_state state, bool is_late)
{
    if (state == WAVE_STATE_CLOSED || is_late)
        return ERR_CLOSED;
    return state == WAVE_STATE_CLOSING ? ERR_BUSY : ERR_OK;
}
