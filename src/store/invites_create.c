#include "store/invites_inside.h"

#include "base/buf.h"
#include "base/file.h"
#include "store/key_set.h"

#include <sodium.h>

static const char schema_1[] =
#include "invites_1.sql.h"
    ;
static const char schema_2[] =
#include "invites_2.sql.h"
    ;
static const char *const migrations[] = {schema_1, schema_2};

static const char *const statements[INVITES_STATEMENT_COUNT] = {
    WAVE_FILE_STATEMENTS,
    [INVITES_ADD] = "INSERT INTO invite (id, used, grp, pk, blinded) "
                    "VALUES (?, ?, ?, ?, ?)",
    [INVITES_ROWS] = "SELECT id FROM invite ORDER BY id DESC LIMIT 1",
    [INVITES_EACH] = "SELECT id, used, grp, pk FROM invite ORDER BY id",
    [INVITES_EACH_OFFICE] =
        "SELECT id, used, grp, pk, blinded FROM invite ORDER BY id",
    [INVITES_GET] = "SELECT used, blinded FROM invite WHERE id = ?",
    [INVITES_USE] = "UPDATE invite SET used = x'01', blinded = ? "
                    "WHERE id = ? AND used = x'00'",
    [INVITES_ANY_USED] = "SELECT id FROM invite "
                         "WHERE used NOT IN (x'00', x'04') LIMIT 1",
    [INVITES_STRIKE] = "UPDATE invite SET used = x'02' "
                       "WHERE grp = ? AND pk = ? AND used = x'00'",
    [INVITES_REPLACE] = "UPDATE invite SET used = x'03', blinded = ? "
                        "WHERE grp = ? AND pk = ? AND used = x'00'",
    [INVITES_SPARE] = "UPDATE invite SET used = x'00', grp = ?, pk = ? "
                      "WHERE id = ? AND used = x'04'",
    [INVITES_VERSION] = "PRAGMA data_version",
};

const struct db_kind invites_kind = {
    .application_id = 1128804657,
    .migrations = migrations,
    .migration_count = sizeof migrations / sizeof *migrations,
    .statements = statements,
    .statement_count = INVITES_STATEMENT_COUNT,
    .is_met_once = true,
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
static const struct db_grant keeper_grants[] = {
    {"wave", NULL, DB_READ},
    {"invite", NULL, DB_READ | DB_UPDATE},
    {NULL, NULL, 0},
};
/* Any of them brings an older file up to date: the server must not wait for the
 * office after an upgrade. What a migration may do no grant restricts. */
const struct db_role invites_roles[] = {
    [INVITES_SERVER] = {server_grants, true},
    [INVITES_COUNTER] = {counter_grants, true},
    [INVITES_OFFICE] = {office_grants, true},
    [INVITES_KEEPER] = {keeper_grants, true},
};

struct list {
    const struct invites_place *places;
    const uint32_t *order; /* of places and, numbered from N on, spare rows */
    size_t n;
    size_t rows;
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

static enum err add_row(struct db *db, int64_t id,
                        const struct invites_place *place)
{
    uint8_t used = place == NULL ? INVITES_SPARE_ROW : INVITES_UNUSED;
    uint8_t group[2] = {0, 0};
    uint8_t pk[32];
    uint8_t filler[32];
    randombytes_buf(filler, sizeof filler);
    randombytes_buf(pk, sizeof pk);
    if (place != NULL) {
        buf_set_u16(group, place->group);
        memcpy(pk, place->pk, sizeof pk);
    }
    struct db_query q = db_query_start(db, INVITES_ADD);
    db_bind_int(&q, 1, id);
    db_bind_blob(&q, 2, &used, 1);
    db_bind_blob(&q, 3, group, sizeof group);
    db_bind_blob(&q, 4, pk, sizeof pk);
    db_bind_blob(&q, 5, filler, sizeof filler);
    return db_run(&q);
}

static enum err fill(struct db *db, void *ctx, struct err_note *note)
{
    (void)note;
    const struct list *list = ctx;
    enum err e = wave_file_start(db);
    for (size_t i = 0; e == ERR_OK && i < list->rows; i++) {
        size_t at = list->order[i];
        e = add_row(db, (int64_t)i + 1,
                    at < list->n ? &list->places[at] : NULL);
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
    if (!file_exists(path))
        return ERR_OK;
    enum err e =
        db_open(path, &invites_kind, &invites_roles[INVITES_OFFICE], &db, note);
    if (e != ERR_OK)
        return e;
    int64_t row = 0;
    struct db_query q = db_query_start(db, INVITES_ANY_USED);
    e = db_run_int(&q, &row);
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
    if (n == 0 || n > INVITES_MOST)
        return err_say(note, ERR_RANGE, "%s: a wave needs 1 to %u invites",
                       path, (unsigned)INVITES_MOST);
    enum err e = check_keys(places, n, note);
    if (e == ERR_OK)
        e = check_leftover(path, note);
    if (e != ERR_OK)
        return e;
    size_t rows = n + INVITES_SPARES(n);
    uint32_t *order = calloc(rows, sizeof *order);
    if (order == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    shuffle(order, rows);
    struct list list = {places, order, n, rows};
    const struct db_plan plan = {&invites_kind, 4096, true, fill, &list};
    e = db_create(path, &plan, note);
    free(order);
    return e;
}
