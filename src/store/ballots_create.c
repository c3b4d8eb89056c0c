#include "store/ballots_inside.h"

#include "base/file.h"

#include <sodium.h>

static const char *const statements[BALLOTS_STATEMENT_COUNT] = {
    WAVE_FILE_STATEMENTS,
    [BALLOTS_SIZE] = "SELECT sealed_bytes FROM size WHERE id = 1",
    [BALLOTS_SIZE_SET] = "INSERT INTO size (id, sealed_bytes) VALUES (1, ?)",
    [BALLOTS_ROWS] = "SELECT id FROM ballot ORDER BY id DESC LIMIT 1",
    [BALLOTS_FILL] =
        "INSERT INTO ballot (id, used, grp, nullifier, sealed_hash, sealed) "
        "VALUES (?, x'00', ?, ?, ?, ?)",
    [BALLOTS_EACH] =
        "SELECT id, used, grp, nullifier, sealed_hash FROM ballot ORDER BY id",
    [BALLOTS_PUT] = "UPDATE ballot SET used = x'01', grp = ?, nullifier = ?, "
                    "sealed_hash = ?, sealed = ? "
                    "WHERE id = ? AND used = x'00'",
    [BALLOTS_ANY] = "SELECT id FROM ballot WHERE used <> x'00' LIMIT 1",
};

const struct db_kind ballots_kind = {
    .application_id = BALLOTS_FILE_ID,
    .migrations = ballots_file_migrations,
    .migration_count = BALLOTS_FILE_MIGRATIONS,
    .statements = statements,
    .statement_count = BALLOTS_STATEMENT_COUNT,
    .is_met_once = true,
};

/* The sealed bytes may be written, and by this role never be read. */
static const struct db_grant grants[] = {
    {"wave", NULL, DB_READ},
    {"size", NULL, DB_READ},
    {"ballot", "id", DB_READ},
    {"ballot", "used", DB_READ | DB_UPDATE},
    {"ballot", "grp", DB_READ | DB_UPDATE},
    {"ballot", "nullifier", DB_READ | DB_UPDATE},
    {"ballot", "sealed_hash", DB_READ | DB_UPDATE},
    {"ballot", "sealed", DB_UPDATE},
    {NULL, NULL, 0},
};
const struct db_role ballots_role = {grants, false};

/* Columns besides the sealed bytes, and what SQLite adds to a cell: lengths of
 * record, header and columns, the row's number, and 35 bytes kept free. */
#define ROW_OVERHEAD (1 + 2 + 32 + 32 + 3 + 9 + 7 * 3 + 35)

/*
 * The smallest page that holds a row whole: a row that spills costs two pages
 * in every journal. Larger pages would hold more rows each, and a ballot would
 * write more of what did not change.
 */
static uint32_t page_bytes(uint32_t sealed_bytes)
{
    uint32_t page = 4096;
    while (page < 65536 && page < sealed_bytes + ROW_OVERHEAD)
        page *= 2;
    return page;
}

struct rows {
    uint32_t places;
    uint32_t sealed_bytes;
};

static enum err fill_row(struct db *db, uint32_t id, uint8_t *filler,
                         size_t len)
{
    randombytes_buf(filler, len);
    struct db_query q = db_query_start(db, BALLOTS_FILL);
    db_bind_int(&q, 1, id);
    db_bind_blob(&q, 2, filler, 2);
    db_bind_blob(&q, 3, filler + 2, 32);
    db_bind_blob(&q, 4, filler + 34, 32);
    db_bind_blob(&q, 5, filler + 66, len - 66);
    return db_run(&q);
}

static enum err fill(struct db *db, void *ctx, struct err_note *note)
{
    (void)note;
    const struct rows *rows = ctx;
    const size_t len = 66u + rows->sealed_bytes;
    uint8_t *filler = malloc(len);
    if (filler == NULL)
        return ERR_MEMORY;
    enum err e = wave_file_start(db);
    if (e == ERR_OK) {
        struct db_query q = db_query_start(db, BALLOTS_SIZE_SET);
        db_bind_int(&q, 1, rows->sealed_bytes);
        e = db_run(&q);
    }
    for (uint32_t id = 1; e == ERR_OK && id <= rows->places; id++)
        e = fill_row(db, id, filler, len);
    free(filler);
    return e;
}

/* A file with a ballot belongs to a wave that was opened. */
static enum err check_leftover(const char *path, struct err_note *note)
{
    struct db *db = NULL;
    if (!file_exists(path))
        return ERR_OK;
    enum err e = db_open(path, &ballots_kind, &ballots_role, &db, note);
    if (e != ERR_OK)
        return e;
    int64_t id = 0;
    struct db_query q = db_query_start(db, BALLOTS_ANY);
    e = db_run_int(&q, &id);
    db_close(db);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    return err_say(note, e == ERR_OK ? ERR_EXISTS : e,
                   "%s: holds ballots; move it away if no wave needs it", path);
}

enum err ballots_create(const char *path, uint32_t places,
                        uint32_t sealed_bytes, struct err_note *note)
{
    if (places == 0 || places == UINT32_MAX || sealed_bytes == 0 ||
        sealed_bytes > BALLOTS_SEALED_MAX)
        return err_say(note, ERR_RANGE, "%s: no place for a ballot", path);
    enum err e = check_leftover(path, note);
    if (e != ERR_OK)
        return e;
    struct rows rows = {places, sealed_bytes};
    const struct db_plan plan = {&ballots_kind, page_bytes(sealed_bytes), true,
                                 fill, &rows};
    return db_create(path, &plan, note);
}
