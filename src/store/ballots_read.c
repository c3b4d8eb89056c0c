#include "store/ballots_read.h"

#include "base/buf.h"
#include "store/ballots_file.h"

#include <sodium.h>

enum statement {
    EACH = WAVE_FILE_STATEMENT_COUNT,
    HEADS,
    PLACES,
    SEALED_BYTES,
    UNEVEN,
    USED,
};

static const char *const statements[] = {
    WAVE_FILE_STATEMENTS,
    [EACH] = "SELECT grp, nullifier, sealed_hash, sealed FROM ballot "
             "WHERE used = x'01' ORDER BY id",
    [HEADS] = "SELECT grp, nullifier, sealed_hash FROM ballot "
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

/* The head of a row, its hash as it is stored. */
static enum err read_head(const struct db_query *q,
                          struct ballots_read_row *row)
{
    uint8_t group[2];
    enum err e = db_blob_into(q, 0, group, sizeof group);
    if (e == ERR_OK)
        e = db_blob_into(q, 1, row->nullifier, sizeof row->nullifier);
    if (e == ERR_OK)
        e = db_blob_into(q, 2, row->sealed_hash, sizeof row->sealed_hash);
    if (e == ERR_OK)
        row->group = buf_get_u16(group);
    return e;
}

static enum err visit_row(const struct visit *v, const struct db_query *q)
{
    struct ballots_read_row row = {0};
    uint8_t hash[sizeof row.sealed_hash];
    enum err e = read_head(q, &row);
    if (e != ERR_OK)
        return e;
    row.sealed = db_blob(q, 3, &row.sealed_len);
    if (row.sealed == NULL)
        return ERR_CORRUPT;
    (void)crypto_hash_sha256(hash, row.sealed, row.sealed_len);
    return memcmp(row.sealed_hash, hash, sizeof hash) == 0 ? v->fn(v->ctx, &row)
                                                           : ERR_CORRUPT;
}

static void add_head(crypto_generichash_state *state,
                     const struct ballots_read_row *row)
{
    uint8_t head[2 + sizeof row->nullifier + sizeof row->sealed_hash];
    buf_set_u16(head, row->group);
    memcpy(head + 2, row->nullifier, sizeof row->nullifier);
    memcpy(head + 2 + sizeof row->nullifier, row->sealed_hash,
           sizeof row->sealed_hash);
    (void)crypto_generichash_update(state, head, sizeof head);
}

/* V may be NULL. */
static enum err visit_heads(struct db *db, const struct visit *v,
                            struct ballots_read_digest *out_digest)
{
    bool has_row = false;
    crypto_generichash_state state;
    enum err e = ERR_OK;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof out_digest->b);
    struct db_query q = db_query_start(db, HEADS);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct ballots_read_row row = {0};
        e = read_head(&q, &row);
        if (e == ERR_OK)
            add_head(&state, &row);
        if (e == ERR_OK && v != NULL)
            e = v->fn(v->ctx, &row);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    (void)crypto_generichash_final(&state, out_digest->b, sizeof out_digest->b);
    return e;
}

static enum err visit_all(struct db *db, const struct visit *v)
{
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(db, EACH);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row &&
           (e = visit_row(v, &q)) == ERR_OK)
        continue;
    db_query_end(&q);
    return e;
}

/* One view of a file that takes no ballots, to be rolled back. */
static enum err view_begin(struct ballots_read *read)
{
    enum wave_state state = WAVE_STATE_OPEN;
    enum err e = db_begin(read->db, DB_LOCK_READ);
    if (e != ERR_OK)
        return e;
    e = wave_file_state(read->db, &state);
    if (e == ERR_OK && state == WAVE_STATE_OPEN)
        e = ERR_STATE;
    if (e != ERR_OK)
        db_rollback(read->db);
    return e;
}

static bool is_as_expected(const struct ballots_read_digest *expected,
                           const struct ballots_read_digest *met)
{
    return expected == NULL || memcmp(expected, met, sizeof *met) == 0;
}

enum err ballots_read_heads(struct ballots_read *read,
                            const struct ballots_read_digest *expected,
                            enum err (*fn)(void *ctx,
                                           const struct ballots_read_row *row),
                            void *ctx, struct ballots_read_digest *out_digest)
{
    const struct visit v = {fn, ctx};
    struct ballots_read_digest met;
    enum err e = view_begin(read);
    if (e != ERR_OK)
        return e;
    e = visit_heads(read->db, &v, &met);
    db_rollback(read->db);
    if (e == ERR_OK && !is_as_expected(expected, &met))
        e = ERR_CORRUPT;
    if (e == ERR_OK && out_digest != NULL)
        *out_digest = met;
    return e;
}

enum err ballots_read_each(
    struct ballots_read *read, const struct ballots_read_digest *expected,
    enum err (*fn)(void *ctx, const struct ballots_read_row *row), void *ctx)
{
    const struct visit v = {fn, ctx};
    struct ballots_read_digest met;
    enum err e = view_begin(read);
    if (e != ERR_OK)
        return e;
    if (expected != NULL)
        e = visit_heads(read->db, NULL, &met);
    if (e == ERR_OK && expected != NULL && !is_as_expected(expected, &met))
        e = ERR_CORRUPT;
    if (e == ERR_OK)
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
