#include "store/ballots_read.h"

#include "base/buf.h"
#include "store/ballots_file.h"

#include <sodium.h>

enum statement {
    EACH = WAVE_FILE_STATEMENT_COUNT,
};

static const char *const statements[] = {
    WAVE_FILE_STATEMENTS,
    [EACH] = "SELECT grp, nullifier, sealed_hash, sealed FROM ballot "
             "WHERE used = x'01' ORDER BY id",
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
    enum err (*fn)(void *ctx, uint16_t group,
                   const uint8_t nullifier[static 32], const uint8_t *sealed,
                   size_t sealed_len);
    void *ctx;
};

static enum err visit_row(const struct visit *v, const struct db_query *q)
{
    uint8_t group[2];
    uint8_t nullifier[32];
    uint8_t stored[32];
    uint8_t hash[crypto_hash_sha256_BYTES];
    size_t len = 0;
    const uint8_t *sealed = db_blob(q, 3, &len);
    enum err e = sealed == NULL ? ERR_CORRUPT : ERR_OK;
    if (e == ERR_OK)
        e = db_blob_into(q, 0, group, sizeof group);
    if (e == ERR_OK)
        e = db_blob_into(q, 1, nullifier, sizeof nullifier);
    if (e == ERR_OK)
        e = db_blob_into(q, 2, stored, sizeof stored);
    if (e != ERR_OK)
        return e;
    (void)crypto_hash_sha256(hash, sealed, len);
    if (memcmp(hash, stored, sizeof hash) != 0)
        return ERR_CORRUPT;
    return v->fn(v->ctx, buf_get_u16(group), nullifier, sealed, len);
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
                           enum err (*fn)(void *ctx, uint16_t group,
                                          const uint8_t nullifier[static 32],
                                          const uint8_t *sealed,
                                          size_t sealed_len),
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
