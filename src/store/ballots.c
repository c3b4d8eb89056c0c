#include "store/ballots_inside.h"

#include "base/buf.h"
#include "base/file.h"
#include "store/key_set.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

struct ballots {
    struct db *db;
    int only;             /* holds the lock of the one server, -1: none */
    pthread_mutex_t lock; /* around everything here */
    size_t sealed_bytes;
    /* What the file holds; rebuilt before it is used when is_stale. */
    bool is_stale;
    uint32_t row_count;
    struct key_set by_nullifier;
    struct key_set by_sealed;
    uint16_t *groups; /* of row i + 1, when used */
    uint32_t *free_rows;
    uint32_t free_count;
};

/* --- what the file holds -------------------------------------------------- */

static void forget(struct ballots *b)
{
    key_set_wipe(&b->by_nullifier);
    key_set_wipe(&b->by_sealed);
    free(b->groups);
    free(b->free_rows);
    b->groups = NULL;
    b->free_rows = NULL;
    b->free_count = 0;
    b->row_count = 0;
    b->is_stale = true;
}

static enum err learn_row(struct ballots *b, const struct db_query *q)
{
    uint8_t used = 0;
    uint8_t group[2];
    uint8_t nullifier[32];
    uint8_t sealed[32];
    int64_t id = db_int(q, 0);
    enum err e = db_blob_into(q, 1, &used, 1);
    if (e != ERR_OK || used > 1 || id < 1 || id > b->row_count)
        return ERR_CORRUPT;
    uint32_t row = (uint32_t)id;
    if (used == 0) {
        b->free_rows[b->free_count++] = row;
        return ERR_OK;
    }
    e = db_blob_into(q, 2, group, sizeof group);
    if (e == ERR_OK)
        e = db_blob_into(q, 3, nullifier, sizeof nullifier);
    if (e == ERR_OK)
        e = db_blob_into(q, 4, sealed, sizeof sealed);
    if (e == ERR_OK)
        e = key_set_add(&b->by_nullifier, nullifier, row);
    if (e == ERR_OK)
        e = key_set_add(&b->by_sealed, sealed, row);
    b->groups[row - 1] = buf_get_u16(group);
    return e == ERR_OK ? ERR_OK : ERR_CORRUPT;
}

static enum err make_room(struct ballots *b)
{
    b->groups = calloc(b->row_count, sizeof *b->groups);
    b->free_rows = calloc(b->row_count, sizeof *b->free_rows);
    if (b->groups == NULL || b->free_rows == NULL)
        return ERR_MEMORY;
    enum err e = key_set_init(&b->by_nullifier, b->row_count);
    return e == ERR_OK ? key_set_init(&b->by_sealed, b->row_count) : e;
}

/* Rows are numbered 1, 2, ...; the last number is their count. */
static enum err count_rows(struct ballots *b)
{
    int64_t rows = 0;
    struct db_query q = db_query_start(b->db, BALLOTS_ROWS);
    enum err e = db_run_int(&q, &rows);
    if (e == ERR_OK && (rows < 1 || rows >= UINT32_MAX))
        e = ERR_CORRUPT;
    if (e == ERR_OK)
        b->row_count = (uint32_t)rows;
    return e;
}

static enum err read_rows(struct ballots *b)
{
    bool has_row = false;
    size_t seen = 0;
    struct db_query q = db_query_start(b->db, BALLOTS_EACH);
    enum err e = ERR_OK;
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row &&
           (e = learn_row(b, &q)) == ERR_OK)
        seen++;
    db_query_end(&q);
    return e == ERR_OK && seen != b->row_count ? ERR_CORRUPT : e;
}

static enum err learn(struct ballots *b)
{
    int64_t sealed_bytes = 0;
    forget(b);
    enum err e = db_begin(b->db, DB_LOCK_READ);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(b->db, BALLOTS_SIZE);
    e = db_run_int(&q, &sealed_bytes);
    if (e == ERR_OK)
        e = count_rows(b);
    if (e == ERR_OK)
        e = make_room(b);
    if (e == ERR_OK)
        e = read_rows(b);
    db_rollback(b->db);
    if (e != ERR_OK) {
        forget(b);
        return e;
    }
    b->sealed_bytes = (size_t)sealed_bytes;
    b->is_stale = false;
    return ERR_OK;
}

static enum err freshen(struct ballots *b)
{
    return b->is_stale ? learn(b) : ERR_OK;
}

/* --- opening -------------------------------------------------------------- */

/*
 * Two servers on one file would each take a nullifier for new. The lock lies in
 * a file of its own: closing a second descriptor of the database would drop
 * SQLite's locks on it.
 */
static enum err lock_only(struct ballots *b, const char *path,
                          struct err_note *note)
{
    struct file_path p;
    int n = snprintf(p.s, sizeof p.s, "%s-server", path);
    if (n < 0 || (size_t)n >= sizeof p.s)
        return err_say(note, ERR_RANGE, "%s: the name is too long", path);
    b->only = open(p.s, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (b->only < 0)
        return err_say(note, file_err(errno), "%s: cannot be opened: %s", p.s,
                       strerror(errno));
    if (flock(b->only, LOCK_EX | LOCK_NB) != 0)
        return err_say(note, ERR_BUSY, "%s: another server has it open", path);
    return ERR_OK;
}

enum err ballots_open(const char *path, struct ballots **out_ballots,
                      struct err_note *note)
{
    struct ballots *b = calloc(1, sizeof *b);
    if (b == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    b->only = -1;
    if (pthread_mutex_init(&b->lock, NULL) != 0) {
        free(b);
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    }
    enum err e = db_open(path, &ballots_kind, &ballots_role, &b->db, note);
    if (e == ERR_OK)
        e = lock_only(b, path, note);
    if (e == ERR_OK && (e = learn(b)) != ERR_OK)
        e = err_say(note, e, "%s: cannot be read: %s", path, err_name(e));
    if (e != ERR_OK) {
        ballots_close(b);
        return e;
    }
    *out_ballots = b;
    return ERR_OK;
}

void ballots_close(struct ballots *ballots)
{
    if (ballots == NULL)
        return;
    db_close(ballots->db);
    if (ballots->only >= 0)
        (void)close(ballots->only);
    forget(ballots);
    (void)pthread_mutex_destroy(&ballots->lock);
    free(ballots);
}

size_t ballots_sealed_bytes(const struct ballots *ballots)
{
    return ballots->sealed_bytes;
}

/* --- finding and putting -------------------------------------------------- */

static enum err find(const struct ballots *b, uint16_t group,
                     const uint8_t nullifier[static 32],
                     const uint8_t sealed_hash[static 32])
{
    uint32_t row = key_set_find(&b->by_nullifier, nullifier);
    uint32_t same = key_set_find(&b->by_sealed, sealed_hash);
    if (row == 0 && same == 0)
        return ERR_NOT_FOUND;
    return row == same && b->groups[row - 1] == group ? ERR_OK : ERR_EXISTS;
}

enum err ballots_find(struct ballots *ballots, uint16_t group,
                      const uint8_t nullifier[static 32],
                      const uint8_t sealed_hash[static 32])
{
    (void)pthread_mutex_lock(&ballots->lock);
    enum err e = freshen(ballots);
    if (e == ERR_OK)
        e = find(ballots, group, nullifier, sealed_hash);
    (void)pthread_mutex_unlock(&ballots->lock);
    return e;
}

/* Draws one of the free rows; it moves to the end of the list, and counts as
 * free until the commit. */
static uint32_t draw(struct ballots *b, uint32_t taken)
{
    uint32_t left = b->free_count - taken;
    uint32_t at = randombytes_uniform(left);
    uint32_t row = b->free_rows[at];
    b->free_rows[at] = b->free_rows[left - 1];
    b->free_rows[left - 1] = row;
    return row;
}

static enum err overwrite(struct ballots *b, uint32_t row,
                          const struct ballots_put *put)
{
    const uint8_t group[2] = {(uint8_t)(put->group >> 8), (uint8_t)put->group};
    struct db_query q = db_query_start(b->db, BALLOTS_PUT);
    db_bind_blob(&q, 1, group, sizeof group);
    db_bind_blob(&q, 2, put->nullifier, sizeof put->nullifier);
    db_bind_blob(&q, 3, put->sealed_hash, sizeof put->sealed_hash);
    db_bind_blob(&q, 4, put->sealed, b->sealed_bytes);
    db_bind_int(&q, 5, row);
    return db_run_changing(&q, 1, ERR_CORRUPT);
}

/* Into the sets at once, so that later puts of the call see it. */
static enum err put_new(struct ballots *b, const struct ballots_put *put,
                        uint32_t taken)
{
    uint32_t row = draw(b, taken);
    enum err e = overwrite(b, row, put);
    if (e == ERR_OK)
        e = key_set_add(&b->by_nullifier, put->nullifier, row);
    if (e == ERR_OK)
        e = key_set_add(&b->by_sealed, put->sealed_hash, row);
    b->groups[row - 1] = put->group;
    return e;
}

static enum err put_all(struct ballots *b, struct ballots_put *puts, size_t n,
                        uint32_t *taken)
{
    enum wave_state state = WAVE_STATE_CLOSED;
    enum err e = wave_file_state(b->db, &state);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        struct ballots_put *put = &puts[i];
        put->result = find(b, put->group, put->nullifier, put->sealed_hash);
        if (put->result == ERR_OK)
            continue;
        enum err refusal = wave_file_refusal(state, put->late);
        if (refusal != ERR_OK) {
            put->result = refusal;
        } else if (put->result == ERR_NOT_FOUND && *taken == b->free_count) {
            put->result = ERR_FULL;
        } else if (put->result == ERR_NOT_FOUND) {
            e = put_new(b, put, *taken);
            *taken += 1;
            put->result = ERR_OK;
        }
    }
    return e;
}

enum err ballots_put(struct ballots *ballots, struct ballots_put *puts,
                     size_t n)
{
    struct ballots *b = ballots;
    uint32_t taken = 0;
    (void)pthread_mutex_lock(&b->lock);
    enum err e = freshen(b);
    if (e == ERR_OK)
        e = db_begin(b->db, DB_LOCK_WRITE);
    if (e == ERR_OK) {
        e = put_all(b, puts, n, &taken);
        if (taken > 0)
            e = db_end(b->db, e);
        else
            db_rollback(b->db);
        /* Whatever failed, the file knows; the sets hold puts that it may
         * not. */
        if (e != ERR_OK && taken > 0)
            forget(b);
        else
            b->free_count -= taken;
    }
    (void)pthread_mutex_unlock(&b->lock);
    return e;
}

enum err ballots_count(struct ballots *ballots, uint32_t *out_count)
{
    (void)pthread_mutex_lock(&ballots->lock);
    enum err e = freshen(ballots);
    if (e == ERR_OK)
        *out_count = ballots->row_count - ballots->free_count;
    (void)pthread_mutex_unlock(&ballots->lock);
    return e;
}
