#include "store/ballots_read.h"

#include "base/buf.h"
#include "store/ballots_file.h"

#include <sodium.h>

enum statement {
    EACH = WAVE_FILE_STATEMENT_COUNT,
    PLACES,
    SEALED_BYTES,
    UNEVEN,
    USED,
};

static const char *const statements[] = {
    WAVE_FILE_STATEMENTS,
    [EACH] = "SELECT grp, nullifier, sealed_hash, sealed FROM ballot "
             "WHERE used = x'01' ORDER BY id",
    [PLACES] = "SELECT count(*) FROM ballot",
    [SEALED_BYTES] = "SELECT sealed_bytes FROM size WHERE id = 1",
    [USED] = "SELECT count(*) FROM ballot WHERE used = x'01'",
    [UNEVEN] = "SELECT count(*) FROM ballot WHERE length(sealed) <> ?",
};

static const struct db_kind kind = {
    .application_id = BALLOTS_FILE_ID,
    .migrations = ballots_file_migrations,
    .migration_count = BALLOTS_FILE_MIGRATIONS,
    .statements = statements,
    .statement_count = sizeof statements / sizeof *statements,
};

static const struct db_grant grants[] = {
    {"wave", NULL, DB_READ | DB_UPDATE},
    {"size", NULL, DB_READ},
    {"ballot", NULL, DB_READ},
    {NULL, NULL, 0},
};
static const struct db_role role = {grants, true};

struct ballots_read {
    struct db *db;
};

enum err ballots_read_open(const char *path, struct ballots_read **out_read,
                           struct err_note *note)
{
    struct ballots_read *read = calloc(1, sizeof *read);
    if (read == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    enum err e = db_open(path, &kind, &role, &read->db, note);
    if (e != ERR_OK) {
        free(read);
        return e;
    }
    *out_read = read;
    return ERR_OK;
}

void ballots_read_close(struct ballots_read *read)
{
    if (read == NULL)
        return;
    db_close(read->db);
    free(read);
}

struct visit {
    enum err (*fn)(void *ctx, const struct ballots_read_row *row);
    void *ctx;
};

static enum err visit_row(const struct visit *v, const struct db_query *q)
{
    struct ballots_read_row row = {0};
    uint8_t group[2];
    uint8_t stored[sizeof row.sealed_hash];
    row.sealed = db_blob(q, 3, &row.sealed_len);
    enum err e = row.sealed == NULL ? ERR_CORRUPT : ERR_OK;
    if (e == ERR_OK)
        e = db_blob_into(q, 0, group, sizeof group);
    if (e == ERR_OK)
        e = db_blob_into(q, 1, row.nullifier, sizeof row.nullifier);
    if (e == ERR_OK)
        e = db_blob_into(q, 2, stored, sizeof stored);
    if (e != ERR_OK)
        return e;
    (void)crypto_hash_sha256(row.sealed_hash, row.sealed, row.sealed_len);
    if (memcmp(row.sealed_hash, stored, sizeof stored) != 0)
        return ERR_CORRUPT;
    row.group = buf_get_u16(group);
    return v->fn(v->ctx, &row);
}

static enum err visit_all(struct db *db, const struct visit *v)
{
    enum wave_state state = WAVE_STATE_OPEN;
    enum err e = wave_file_state(db, &state);
    if (e == ERR_OK && state == WAVE_STATE_OPEN)
        e = ERR_STATE;
    if (e != ERR_OK)
        return e;
    bool has_row = false;
    struct db_query q = db_query_start(db, EACH);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row &&
           (e = visit_row(v, &q)) == ERR_OK)
        continue;
    db_query_end(&q);
    return e;
}

enum err ballots_read_each(struct ballots_read *read,
                           enum err (*fn)(void *ctx,
                                          const struct ballots_read_row *row),
                           void *ctx)
{
    const struct visit v = {fn, ctx};
    enum err e = db_begin(read->db, DB_LOCK_READ);
    if (e != ERR_OK)
        return e;
    e = visit_all(read->db, &v);
    db_rollback(read->db);
    return e;
}

/* All three numbers of one view of the file. */
static enum err shape(struct db *db, int64_t *out_places, int64_t *out_bytes)
{
    int64_t uneven = 0;
    struct db_query q = db_query_start(db, PLACES);
    enum err e = db_run_int(&q, out_places);
    if (e != ERR_OK)
        return e;
    q = db_query_start(db, SEALED_BYTES);
    e = db_run_int(&q, out_bytes);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_CORRUPT : e;
    q = db_query_start(db, UNEVEN);
    db_bind_int(&q, 1, *out_bytes);
    e = db_run_int(&q, &uneven);
    return e == ERR_OK && uneven > 0 ? ERR_CORRUPT : e;
}

enum err ballots_read_shape(struct ballots_read *read, uint32_t *out_places,
                            uint32_t *out_sealed_bytes)
{
    int64_t places = 0;
    int64_t bytes = 0;
    enum err e = db_begin(read->db, DB_LOCK_READ);
    if (e != ERR_OK)
        return e;
    e = shape(read->db, &places, &bytes);
    db_rollback(read->db);
    if (e == ERR_OK && (places > UINT32_MAX || bytes > UINT32_MAX))
        e = ERR_CORRUPT;
    if (e != ERR_OK)
        return e;
    *out_places = (uint32_t)places;
    *out_sealed_bytes = (uint32_t)bytes;
    return ERR_OK;
}

enum err ballots_read_used(struct ballots_read *read, uint32_t *out_used)
{
    int64_t used = 0;
    struct db_query q = db_query_start(read->db, USED);
    enum err e = db_run_int(&q, &used);
    if (e == ERR_OK && used > UINT32_MAX)
        e = ERR_CORRUPT;
    if (e == ERR_OK)
        *out_used = (uint32_t)used;
    return e;
}

enum err ballots_read_state(struct ballots_read *read,
                            enum wave_state *out_state)
{
    return wave_file_state(read->db, out_state);
}

enum err ballots_read_state_set(struct ballots_read *read,
                                enum wave_state state)
{
    return wave_file_state_set(read->db, state);
}
