#include "store/invites.h"

#include "base/buf.h"
#include "base/file.h"
#include "store/key_set.h"
#include "store/wave_file.h"

#include <pthread.h>
#include <sodium.h>

static const char schema_1[] =
#include "invites_1.sql.h"
    ;
static const char *const migrations[] = {schema_1};

enum statement {
    ADD = WAVE_FILE_STATEMENT_COUNT,
    EACH,
    GET,
    USE,
    ANY_USED,
};

static const char *const statements[] = {
    WAVE_FILE_STATEMENTS,
    [ADD] = "INSERT INTO invite (id, used, grp, pk, blinded) "
            "VALUES (?, x'00', ?, ?, ?)",
    [EACH] = "SELECT id, used, grp, pk FROM invite ORDER BY id",
    [GET] = "SELECT used, blinded FROM invite WHERE id = ?",
    [USE] = "UPDATE invite SET used = x'01', blinded = ? "
            "WHERE id = ? AND used = x'00'",
    [ANY_USED] = "SELECT id FROM invite WHERE used <> x'00' LIMIT 1",
};

static const struct db_kind kind = {
    .application_id = 1128804657,
    .migrations = migrations,
    .migration_count = sizeof migrations / sizeof *migrations,
    .statements = statements,
    .statement_count = sizeof statements / sizeof *statements,
};

static const struct db_grant server_grants[] = {
    {"wave", NULL, DB_READ},
    {"invite", NULL, DB_READ},
    {"invite", "used", DB_UPDATE},
    {"invite", "blinded", DB_UPDATE},
    {NULL, NULL, 0},
};
static const struct db_grant counter_grants[] = {
    {"wave", NULL, DB_READ},     {"invite", "id", DB_READ},
    {"invite", "used", DB_READ}, {"invite", "grp", DB_READ},
    {"invite", "pk", DB_READ},   {NULL, NULL, 0},
};
static const struct db_grant office_grants[] = {
    {"wave", NULL, DB_READ | DB_UPDATE},
    {"invite", NULL, DB_READ},
    {NULL, NULL, 0},
};
static const struct db_role roles[] = {
    [INVITES_SERVER] = {server_grants, false},
    [INVITES_COUNTER] = {counter_grants, false},
    [INVITES_OFFICE] = {office_grants, true},
};

struct invites {
    struct db *db;
    pthread_mutex_t lock; /* around db */
    /* Read-only once the file is open. */
    struct key_set by_pk;
    uint16_t *groups; /* of row i + 1 */
    size_t row_count;
};

/* --- making the file ------------------------------------------------------ */

struct list {
    const struct invites_place *places;
    const uint32_t *order;
    size_t n;
};

/* Fisher and Yates: the row of a place says nothing about the roster. */
static void shuffle(uint32_t *order, size_t n)
{
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = randombytes_uniform((uint32_t)i + 1);
        uint32_t swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
}

static enum err fill(struct db *db, void *ctx, struct err_note *note)
{
    (void)note;
    const struct list *list = ctx;
    enum err e = wave_file_start(db);
    for (size_t i = 0; e == ERR_OK && i < list->n; i++) {
        const struct invites_place *place = &list->places[list->order[i]];
        const uint8_t group[2] = {(uint8_t)(place->group >> 8),
                                  (uint8_t)place->group};
        uint8_t filler[32];
        randombytes_buf(filler, sizeof filler);
        struct db_query q = db_query_start(db, ADD);
        db_bind_int(&q, 1, (int64_t)i + 1);
        db_bind_blob(&q, 2, group, sizeof group);
        db_bind_blob(&q, 3, place->pk, sizeof place->pk);
        db_bind_blob(&q, 4, filler, sizeof filler);
        e = db_run(&q);
    }
    return e;
}

static enum err check_keys(const struct invites_place *places, size_t n,
                           struct err_note *note)
{
    struct key_set seen;
    enum err e = key_set_init(&seen, n);
    if (e != ERR_OK)
        return err_say(note, e, "no memory for %zu invites", n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        e = key_set_add(&seen, places[i].pk, (uint32_t)i + 1);
    key_set_wipe(&seen);
    return e == ERR_OK ? e : err_say(note, e, "two invites have one key");
}

/* A file with a used invite belongs to a wave that was opened. */
static enum err check_leftover(const char *path, struct err_note *note)
{
    struct db *db = NULL;
    if (!file_exists(path) ||
        db_open(path, &kind, &roles[INVITES_OFFICE], &db, NULL) != ERR_OK)
        return ERR_OK;
    int64_t row = 0;
    struct db_query q = db_query_start(db, ANY_USED);
    enum err e = db_run_int(&q, &row);
    db_close(db);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    return err_say(note, e == ERR_OK ? ERR_EXISTS : e,
                   "%s: holds invites that were used; move it away if no wave "
                   "needs it",
                   path);
}

enum err invites_create(const char *path, const struct invites_place *places,
                        size_t n, struct err_note *note)
{
    if (n == 0 || n >= UINT32_MAX)
        return err_say(note, ERR_RANGE, "%s: a wave needs 1 to %u invites",
                       path, (unsigned)UINT32_MAX - 1);
    enum err e = check_keys(places, n, note);
    if (e == ERR_OK)
        e = check_leftover(path, note);
    if (e != ERR_OK)
        return e;
    uint32_t *order = calloc(n, sizeof *order);
    if (order == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    shuffle(order, n);
    struct list list = {places, order, n};
    const struct db_plan plan = {&kind, 4096, true, fill, &list};
    e = db_create(path, &plan, note);
    free(order);
    return e;
}

/* --- opening -------------------------------------------------------------- */

/* One row of EACH. */
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
    struct db_query q = db_query_start(db, EACH);
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
    enum err e = db_open(path, &kind, &roles[role], &inv->db, note);
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
    struct db_query q = db_query_start(db, GET);
    db_bind_int(&q, 1, use->row);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK)
        e = has_row ? db_blob_into(&q, 0, &used, 1) : ERR_CORRUPT;
    if (e == ERR_OK)
        e = db_blob_into(&q, 1, blinded, sizeof blinded);
    db_query_end(&q);
    if (e != ERR_OK)
        return e;
    if (used == 0)
        return ERR_NOT_FOUND;
    return memcmp(blinded, use->blinded, sizeof blinded) == 0 ? ERR_OK
                                                              : ERR_EXISTS;
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
        struct db_query q = db_query_start(db, USE);
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
