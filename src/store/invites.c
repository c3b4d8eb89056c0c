#include "store/invites_inside.h"

#include "base/buf.h"
#include "store/key_set.h"

#include <pthread.h>
#include <sodium.h>

struct invites {
    struct db *db;
    pthread_mutex_t lock; /* around db */
    /* Read-only once the file is open. */
    struct key_set by_pk;
    uint16_t *groups; /* of row i + 1 */
    size_t row_count;
};

/* --- opening -------------------------------------------------------------- */

/* One row of INVITES_EACH. */
struct row {
    uint32_t id;
    uint16_t group;
    bool is_used;
    uint8_t pk[32];
};

static enum err read_row(const struct db_query *q, struct row *out_row)
{
    uint8_t used = 0;
    uint8_t group[2];
    struct row row = {.id = (uint32_t)db_int(q, 0)};
    enum err e = db_blob_into(q, 1, &used, 1);
    if (e == ERR_OK)
        e = db_blob_into(q, 2, group, sizeof group);
    if (e == ERR_OK)
        e = db_blob_into(q, 3, row.pk, sizeof row.pk);
    if (e != ERR_OK || used > 1)
        return ERR_CORRUPT;
    row.is_used = used == 1;
    row.group = buf_get_u16(group);
    *out_row = row;
    return ERR_OK;
}

/* Calls FN for each row; the connection is the caller's. */
static enum err walk(struct db *db,
                     enum err (*fn)(void *ctx, const struct row *row),
                     void *ctx)
{
    struct db_query q = db_query_start(db, INVITES_EACH);
    bool has_row = false;
    enum err e = ERR_OK;
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct row row;
        e = read_row(&q, &row);
        if (e == ERR_OK)
            e = fn(ctx, &row);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    return e;
}

static enum err count_row(void *ctx, const struct row *row)
{
    size_t *count = ctx;
    /* Rows are numbered without a gap: row_count and the row's bound rely on
     * it. */
    return row->id == ++*count ? ERR_OK : ERR_CORRUPT;
}

static enum err index_row(void *ctx, const struct row *row)
{
    struct invites *inv = ctx;
    if (row->id == 0 || row->id > inv->row_count)
        return ERR_CORRUPT;
    inv->groups[row->id - 1] = row->group;
    return key_set_add(&inv->by_pk, row->pk, row->id) == ERR_OK ? ERR_OK
                                                                : ERR_CORRUPT;
}

static enum err load(struct invites *inv)
{
    enum err e = walk(inv->db, count_row, &inv->row_count);
    if (e == ERR_OK)
        e = key_set_init(&inv->by_pk, inv->row_count);
    if (e != ERR_OK)
        return e;
    inv->groups = calloc(inv->row_count + 1, sizeof *inv->groups);
    if (inv->groups == NULL)
        return ERR_MEMORY;
    return walk(inv->db, index_row, inv);
}

enum err invites_open(const char *path, enum invites_role role,
                      struct invites **out_invites, struct err_note *note)
{
    struct invites *inv = calloc(1, sizeof *inv);
    if (inv == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    if (pthread_mutex_init(&inv->lock, NULL) != 0) {
        free(inv);
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    }
    enum err e =
        db_open(path, &invites_kind, &invites_roles[role], &inv->db, note);
    if (e == ERR_OK && role == INVITES_SERVER && (e = load(inv)) != ERR_OK)
        e = err_say(note, e, "%s: cannot be read: %s", path, err_name(e));
    if (e != ERR_OK) {
        invites_close(inv);
        return e;
    }
    *out_invites = inv;
    return ERR_OK;
}

void invites_close(struct invites *invites)
{
    if (invites == NULL)
        return;
    db_close(invites->db);
    key_set_wipe(&invites->by_pk);
    free(invites->groups);
    (void)pthread_mutex_destroy(&invites->lock);
    free(invites);
}

enum err invites_find(const struct invites *invites, uint16_t group,
                      const uint8_t pk[static 32], uint32_t *out_row)
{
    if (invites->by_pk.entries == NULL)
        return ERR_NOT_FOUND; /* not the server's role */
    uint32_t row = key_set_find(&invites->by_pk, pk);
    if (row == 0 || invites->groups[row - 1] != group)
        return ERR_NOT_FOUND;
    *out_row = row;
    return ERR_OK;
}

/* --- using ---------------------------------------------------------------- */

/* ERR_NOT_FOUND: not used; ERR_OK: with this element; ERR_EXISTS: another. */
static enum err recorded(struct db *db, const struct invites_use *use)
{
    bool has_row = false;
    uint8_t used = 0;
    uint8_t blinded[32];
    struct db_query q = db_query_start(db, INVITES_GET);
    db_bind_int(&q, 1, use->row);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK)
        e = has_row ? db_blob_into(&q, 0, &used, 1) : ERR_CORRUPT;
    if (e == ERR_OK)
        e = db_blob_into(&q, 1, blinded, sizeof blinded);
    db_query_end(&q);
    if (e == ERR_OK && used == 0)
        e = ERR_NOT_FOUND;
    else if (e == ERR_OK && memcmp(blinded, use->blinded, sizeof blinded) != 0)
        e = ERR_EXISTS;
    sodium_memzero(blinded, sizeof blinded);
    return e;
}

static enum err use_one(struct db *db, enum wave_state state,
                        struct invites_use *use, bool *changed)
{
    enum err found = recorded(db, use);
    enum err refusal = wave_file_refusal(state, use->late);
    if (found == ERR_OK) {
        use->result = ERR_OK;
    } else if (found != ERR_NOT_FOUND && found != ERR_EXISTS) {
        return found;
    } else if (refusal != ERR_OK) {
        use->result = refusal;
    } else if (found == ERR_EXISTS) {
        use->result = ERR_EXISTS;
    } else {
        struct db_query q = db_query_start(db, INVITES_USE);
        db_bind_blob(&q, 1, use->blinded, sizeof use->blinded);
        db_bind_int(&q, 2, use->row);
        enum err e = db_run_changing(&q, 1, ERR_CORRUPT);
        if (e != ERR_OK)
            return e;
        *changed = true;
        use->result = ERR_OK;
    }
    return ERR_OK;
}

enum err invites_use(struct invites *invites, struct invites_use *uses,
                     size_t n)
{
    struct db *db = invites->db;
    enum wave_state state = WAVE_STATE_CLOSED;
    bool changed = false;
    (void)pthread_mutex_lock(&invites->lock);
    enum err e = db_begin(db, DB_LOCK_WRITE);
    if (e == ERR_OK) {
        e = wave_file_state(db, &state);
        for (size_t i = 0; e == ERR_OK && i < n; i++)
            e = use_one(db, state, &uses[i], &changed);
        if (changed || e != ERR_OK)
            e = db_end(db, e);
        else
            db_rollback(db);
    }
    (void)pthread_mutex_unlock(&invites->lock);
    return e;
}

/* --- counting and listing ------------------------------------------------- */

struct tally {
    struct invites_count *by_group; /* one for each possible group */
    uint16_t last;
};

static enum err tally_row(void *ctx, const struct row *row)
{
    struct tally *t = ctx;
    struct invites_count *c = &t->by_group[row->group];
    c->group = row->group;
    c->places++;
    c->issued += row->is_used;
    if (row->group > t->last)
        t->last = row->group;
    return ERR_OK;
}

enum err invites_counts(struct invites *invites,
                        struct invites_count **out_counts, size_t *out_n)
{
    struct tally t = {calloc(UINT16_MAX + 1u, sizeof *t.by_group), 0};
    if (t.by_group == NULL)
        return ERR_MEMORY;
    (void)pthread_mutex_lock(&invites->lock);
    enum err e = walk(invites->db, tally_row, &t);
    (void)pthread_mutex_unlock(&invites->lock);
    if (e != ERR_OK) {
        free(t.by_group);
        return e;
    }
    size_t n = 0;
    for (size_t g = 0; g <= t.last; g++)
        if (t.by_group[g].places > 0)
            t.by_group[n++] = t.by_group[g];
    *out_counts = t.by_group;
    *out_n = n;
    return ERR_OK;
}

struct listing {
    enum err (*fn)(void *ctx, uint16_t group, const uint8_t pk[static 32],
                   bool is_used);
    void *ctx;
};

static enum err list_row(void *ctx, const struct row *row)
{
    const struct listing *l = ctx;
    return l->fn(l->ctx, row->group, row->pk, row->is_used);
}

enum err invites_each(struct invites *invites,
                      enum err (*fn)(void *ctx, uint16_t group,
                                     const uint8_t pk[static 32], bool is_used),
                      void *ctx)
{
    struct listing l = {fn, ctx};
    (void)pthread_mutex_lock(&invites->lock);
    enum err e = walk(invites->db, list_row, &l);
    (void)pthread_mutex_unlock(&invites->lock);
    return e;
}

enum err invites_state(struct invites *invites, enum wave_state *out_state)
{
    (void)pthread_mutex_lock(&invites->lock);
    enum err e = wave_file_state(invites->db, out_state);
    (void)pthread_mutex_unlock(&invites->lock);
    return e;
}

enum err invites_state_set(struct invites *invites, enum wave_state state)
{
    (void)pthread_mutex_lock(&invites->lock);
    enum err e = wave_file_state_set(invites->db, state);
    (void)pthread_mutex_unlock(&invites->lock);
    return e;
}
