#include "store/invites_inside.h"

#include "base/buf.h"

#include <sodium.h>

/* --- counting and listing ------------------------------------------------- */

struct tally {
    struct invites_count *by_group; /* one for each possible group */
    uint16_t last;
};

static enum err tally_row(void *ctx, const struct invites_row *row)
{
    struct tally *t = ctx;
    /* A replaced key and its successor are one place. */
    if (row->state == INVITES_SPARE_ROW || row->state == INVITES_REPLACED)
        return ERR_OK;
    struct invites_count *c = &t->by_group[row->group];
    c->group = row->group;
    c->places++;
    c->issued += row->state == INVITES_USED;
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
    enum err e = invites_walk(invites->db, tally_row, &t);
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

static enum err read_key(const struct db_query *q, struct invites_key *out_key,
                         bool *out_is_key)
{
    struct invites_row row;
    enum err e = invites_row_read(q, &row);
    if (e == ERR_OK)
        e = db_blob_into(q, 4, out_key->successor, sizeof out_key->successor);
    if (e != ERR_OK)
        return e;
    out_key->group = row.group;
    out_key->state = row.state;
    memcpy(out_key->pk, row.pk, sizeof out_key->pk);
    *out_is_key = row.state != INVITES_SPARE_ROW;
    return ERR_OK;
}

enum err invites_each(struct invites *invites,
                      enum err (*fn)(void *ctx, const struct invites_key *),
                      void *ctx)
{
    (void)pthread_mutex_lock(&invites->lock);
    struct db_query q = db_query_start(invites->db, INVITES_EACH_OFFICE);
    bool has_row = false;
    enum err e = ERR_OK;
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct invites_key key;
        bool is_key = false;
        e = read_key(&q, &key, &is_key);
        if (e == ERR_OK && is_key)
            e = fn(ctx, &key);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    (void)pthread_mutex_unlock(&invites->lock);
    return e;
}

/* --- striking out --------------------------------------------------------- */

/* What is looked for in the file before it is changed. */
struct search {
    uint16_t group;
    const uint8_t *pk;
    const uint8_t *new_pk; /* NULL: nothing takes its place */
    bool found;
    bool new_found;
    struct invites_key key;
    uint32_t spares;
    uint32_t spare; /* a row, each as likely as any other */
};

static void look(struct search *s, const struct invites_key *key, uint32_t row)
{
    if (key->state == INVITES_SPARE_ROW) {
        if (randombytes_uniform(++s->spares) == 0)
            s->spare = row;
        return;
    }
    if (s->new_pk != NULL && memcmp(key->pk, s->new_pk, 32) == 0)
        s->new_found = true;
    if (key->group == s->group && memcmp(key->pk, s->pk, 32) == 0) {
        s->found = true;
        s->key = *key;
    }
}

static enum err search(struct db *db, struct search *s)
{
    struct db_query q = db_query_start(db, INVITES_EACH_OFFICE);
    bool has_row = false;
    enum err e = ERR_OK;
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct invites_key key;
        bool is_key = false;
        e = read_key(&q, &key, &is_key);
        if (e != ERR_OK)
            break;
        look(s, &key, (uint32_t)db_int(&q, 0));
    }
    db_query_end(&q);
    return e;
}

/* Whether the key may go, in words of invites_strike. */
static enum err judge(const struct search *s)
{
    if (!s->found)
        return ERR_NOT_FOUND;
    switch (s->key.state) {
    case INVITES_UNUSED: return s->new_found ? ERR_EXISTS : ERR_OK;
    case INVITES_USED: return ERR_EXISTS;
    case INVITES_STRUCK: return ERR_STATE;
    default: return ERR_NOT_FOUND;
    }
}

static enum err strike(struct db *db, const struct search *s)
{
    uint8_t group[2];
    buf_set_u16(group, s->group);
    struct db_query q = db_query_start(db, s->new_pk == NULL ? INVITES_STRIKE
                                                             : INVITES_REPLACE);
    int at = 1;
    if (s->new_pk != NULL)
        db_bind_blob(&q, at++, s->new_pk, 32);
    db_bind_blob(&q, at++, group, sizeof group);
    db_bind_blob(&q, at, s->pk, 32);
    enum err e = db_run_changing(&q, 1, ERR_CORRUPT);
    if (e != ERR_OK || s->new_pk == NULL)
        return e;
    q = db_query_start(db, INVITES_SPARE);
    db_bind_blob(&q, 1, group, sizeof group);
    db_bind_blob(&q, 2, s->new_pk, 32);
    db_bind_int(&q, 3, s->spare);
    return db_run_changing(&q, 1, ERR_CORRUPT);
}

static enum err change(struct db *db, struct search *s, bool *out_is_done)
{
    enum wave_state state = WAVE_STATE_CLOSED;
    enum err e = wave_file_state(db, &state);
    if (e == ERR_OK)
        e = search(db, s);
    if (e != ERR_OK)
        return e;
    if (s->found && s->new_pk != NULL && s->key.state == INVITES_REPLACED &&
        memcmp(s->key.successor, s->new_pk, 32) == 0) {
        *out_is_done = true;
        return ERR_OK;
    }
    if (state != WAVE_STATE_OPEN)
        return ERR_CLOSED;
    e = judge(s);
    if (e == ERR_OK && s->new_pk != NULL && s->spares == 0)
        e = ERR_RANGE;
    return e == ERR_OK ? strike(db, s) : e;
}

static enum err take_out(struct invites *invites, struct search *s)
{
    bool is_done = false;
    (void)pthread_mutex_lock(&invites->lock);
    enum err e = db_begin(invites->db, DB_LOCK_WRITE);
    if (e == ERR_OK) {
        e = change(invites->db, s, &is_done);
        if (is_done)
            db_rollback(invites->db);
        else
            e = db_end(invites->db, e);
    }
    (void)pthread_mutex_unlock(&invites->lock);
    return e;
}

enum err invites_strike(struct invites *invites, uint16_t group,
                        const uint8_t pk[static 32])
{
    struct search s = {.group = group, .pk = pk};
    return take_out(invites, &s);
}

enum err invites_replace(struct invites *invites, uint16_t group,
                         const uint8_t old_pk[static 32],
                         const uint8_t new_pk[static 32])
{
    struct search s = {.group = group, .pk = old_pk, .new_pk = new_pk};
    return take_out(invites, &s);
}

enum err invites_issued(const char *path, size_t groups, uint32_t *out_issued,
                        struct err_note *note)
{
    struct invites *invites = NULL;
    struct invites_count *counts = NULL;
    size_t n = 0;
    enum err e = invites_open(path, INVITES_COUNTER, &invites, note);
    if (e == ERR_OK)
        e = invites_counts(invites, &counts, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        if (counts[i].group >= 1 && counts[i].group <= groups)
            out_issued[counts[i].group - 1] = counts[i].issued;
    free(counts);
    invites_close(invites);
    return e;
}
