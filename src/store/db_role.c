#include "store/db_inside.h"

static bool grants(const struct db_role *role, unsigned may, const char *table,
                   const char *column)
{
    for (const struct db_grant *g = role->grants; g->table != NULL; g++) {
        if ((g->may & may) == 0 || strcmp(g->table, table) != 0)
            continue;
        /* An empty column: the table is named without reading any of it. */
        if (g->column == NULL || column == NULL || column[0] == 0 ||
            strcmp(g->column, column) == 0)
            return true;
    }
    return false;
}

static bool is_harmless(const char *function)
{
    return function != NULL &&
           (strcmp(function, "count") == 0 || strcmp(function, "sum") == 0 ||
            strcmp(function, "length") == 0);
}

static bool allows(const struct db_role *role, int action, const char *a,
                   const char *b)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_TRANSACTION: return true;
    case SQLITE_READ: return grants(role, DB_READ, a, b);
    case SQLITE_INSERT: return grants(role, DB_INSERT, a, NULL);
    case SQLITE_UPDATE: return grants(role, DB_UPDATE, a, b);
    case SQLITE_DELETE: return grants(role, DB_DELETE, a, NULL);
    case SQLITE_FUNCTION: return is_harmless(b);
    case SQLITE_PRAGMA: return strcmp(a, "data_version") == 0 && b == NULL;
    default: return false;
    }
}

static int authorize(void *ctx, int action, const char *a, const char *b,
                     const char *database, const char *trigger)
{
    (void)trigger;
    if (database != NULL && strcmp(database, "main") != 0)
        return SQLITE_DENY;
    return allows(ctx, action, a == NULL ? "" : a, b) ? SQLITE_OK : SQLITE_DENY;
}

void db_restrict(struct db *db)
{
    union {
        const struct db_role *role;
        void *any;
    } ctx = {.role =
                 db->role}; /* SQLite's pointer is not const; ours is read */
    (void)sqlite3_set_authorizer(db->sqlite, authorize, ctx.any);
}
