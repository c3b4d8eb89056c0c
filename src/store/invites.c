#include "store/invites_inside.h"

#include "base/buf.h"

#include <sodium.h>

/* --- opening -------------------------------------------------------------- */

enum err invites_row_read(const struct db_query *q, struct invites_row *out_row)
{
    uint8_t used = 0;
    uint8_t group[2];
    struct invites_row row = {.id = (uint32_t)db_int(q, 0)};
    enum err e = db_blob_into(q, 1, &used, 1);
    if (e == ERR_OK)
        e = db_blob_into(q, 2, group, sizeof group);
    if (e == ERR_OK)
        e = db_blob_into(q, 3, row.pk, sizeof row.pk);
    if (e != ERR_OK || used > INVITES_SPARE_ROW)
        return ERR_CORRUPT;
    row.state = (enum invites_state_of)used;
    row.group = buf_get_u16(group);
    *out_row = row;
    return ERR_OK;
}

enum err invites_walk(struct db *db,
                      enum err (*fn)(void *ctx, const struct invites_row *row),
                      void *ctx)
{
    struct db_query q = db_query_start(db, INVITES_EACH);
    bool has_row = false;
    enum err e = ERR_OK;
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct invites_row row;
        e = invites_row_read(&q, &row);
        if (e == ERR_OK)
            e = fn(ctx, &row);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    return e;
}

/* A list on its way into memory. */
struct list {
    struct key_set by_pk;
    uint16_t *groups;
    size_t row_count;
    size_t seen;
};

/* Only what is on the list now: no key that was struck out, no spare row. */
static enum err index_row(void *ctx, const struct invites_row *row)
{
    struct list *list = ctx;
    /* Rows are numbered without a gap: row_count and a row's bound rely on it.
     */
    if (row->id != ++list->seen || row->id > list->row_count)
        return ERR_CORRUPT;
    if (row->state != INVITES_UNUSED && row->state != INVITES_USED)
        return ERR_OK;
    list->groups[row->id - 1] = row->group;
    return key_set_add(&list->by_pk, row->pk, row->id) == ERR_OK ? ERR_OK
                                                                 : ERR_CORRUPT;
}

/* The last number is their count. */
static enum err count_rows(struct db *db, size_t *out_count)
{
    int64_t last = 0;
    struct db_query q = db_query_start(db, INVITES_ROWS);
    enum err e = db_run_int(&q, &last);
    if (e == ERR_OK && (last < 1 || last >= UINT32_MAX))
        e = ERR_CORRUPT;
    if (e == ERR_OK)
        *out_count = (size_t)last;
    return e;
}

static enum err list_read(struct db *db, struct list *out_list)
{
    struct list list = {.groups = NULL};
    enum err e = count_rows(db, &list.row_count);
    if (e == ERR_OK)
        e = key_set_init(&list.by_pk, list.row_count);
    if (e != ERR_OK)
        return e;
    list.groups = calloc(list.row_count + 1, sizeof *list.groups);
    e = list.groups == NULL ? ERR_MEMORY : invites_walk(db, index_row, &list);
    if (e != ERR_OK) {
        key_set_wipe(&list.by_pk);
        free(list.groups);
        return e;
    }
    *out_list = list;
    return ERR_OK;
}

static enum err load(struct invites *inv, int64_t version)
{
    struct list list;
    enum err e = list_read(inv->db, &list);
    if (e != ERR_OK)
        return e;
    (void)pthread_rwlock_wrlock(&inv->index_lock);
    key_set_wipe(&inv->by_pk);
    free(inv->groups);
    inv->by_pk = list.by_pk;
    inv->groups = list.groups;
    inv->row_count = list.row_count;
    inv->data_version = version;
    (void)pthread_rwlock_unlock(&inv->index_lock);
    return ERR_OK;
}

/* The version is asked for before the list is read: a change between the two is
 * read twice, and none is missed. */
static enum err load_if_changed(struct invites *inv)
{
    int64_t version = 0;
    struct db_query q = db_query_start(inv->db, INVITES_VERSION);
    enum err e = db_run_int(&q, &version);
    if (e != ERR_OK || (inv->groups != NULL && version == inv->data_version))
        return e;
    return load(inv, version);
}

enum err invites_refresh(struct invites *invites)
{
    (void)pthread_mutex_lock(&invites->lock);
    enum err e = load_if_changed(invites);
    (void)pthread_mutex_unlock(&invites->lock);
    return e;
}

enum err invites_open(const char *path, enum invites_role role,
                      struct invites **out_invites, struct err_note *note)
{
    struct invites *inv = calloc(1, sizeof *inv);
    if (inv == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    if (pthread_mutex_init(&inv->lock, NULL) != 0 ||
        pthread_rwlock_init(&inv->index_lock, NULL) != 0) {
        free(inv);
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    }
    enum err e =
        db_open(path, &invites_kind, &invites_roles[role], &inv->db, note);
    if (e == ERR_OK && role == INVITES_SERVER &&
        (e = load_if_changed(inv)) != ERR_OK)
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
    (void)pthread_rwlock_destroy(&invites->index_lock);
    (void)pthread_mutex_destroy(&invites->lock);
    free(invites);
}

static uint32_t row_of(const struct invites *inv, uint16_t group,
                       const uint8_t pk[static 32])
{
    if (inv->by_pk.entries == NULL)
        return 0; /* not the server's role */
    uint32_t row = key_set_find(&inv->by_pk, pk);
    return row != 0 && inv->groups[row - 1] == group ? row : 0;
}

enum err invites_find(struct invites *invites, uint16_t group,
                      const uint8_t pk[static 32], uint32_t *out_row)
{
    (void)pthread_rwlock_rdlock(&invites->index_lock);
    uint32_t row = row_of(invites, group, pk);
    (void)pthread_rwlock_unlock(&invites->index_lock);
    if (row == 0)
        return ERR_NOT_FOUND;
    *out_row = row;
    return ERR_OK;
}

/* --- using ---------------------------------------------------------------- */

/* ERR_NOT_FOUND: not used; ERR_OK: with this element; ERR_EXISTS: another;
 * ERR_STATE: struck out. */
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
    if (e == ERR_OK && used == INVITES_UNUSED)
        e = ERR_NOT_FOUND;
    else if (e == ERR_OK && used != INVITES_USED)
        e = ERR_STATE;
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
    } else if (found == ERR_STATE) {
        use->result = ERR_DENIED;
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

/* --- the state ------------------------------------------------------------ */

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
