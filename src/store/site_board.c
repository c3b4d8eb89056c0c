#include "store/site_inside.h"

#include <time.h>

/*
 * Pieces that one transaction takes away. Their pages fit into what a journal
 * keeps of the disk, so that there is room for them when there is no other.
 */
#define PIECES_AT_ONCE 8
#define PAUSE_MSEC     5

static enum err piece_add(struct db *db, const char *wave, uint64_t number,
                          const uint8_t *bytes, size_t len)
{
    struct db_query q = db_query_start(db, SITE_PIECE_ADD);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, (int64_t)number);
    db_bind_blob(&q, 3, bytes, len);
    return db_run_changing(&q, 1, ERR_STATE);
}

/* To who waits for the file: they only look again now and then. */
static void give_way(void)
{
    const struct timespec pause = {.tv_nsec = PAUSE_MSEC * 1000 * 1000};
    (void)nanosleep(&pause, NULL);
}

enum err site_board_add(struct site *site, const char *wave, uint64_t at,
                        const uint8_t *bytes, size_t len)
{
    if (at % SITE_PIECE_BYTES != 0)
        return ERR_RANGE;
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    while (e == ERR_OK && len > 0) {
        const size_t n = len < SITE_PIECE_BYTES ? len : SITE_PIECE_BYTES;
        e = piece_add(site->db, wave, at / SITE_PIECE_BYTES, bytes, n);
        at += n;
        bytes += n;
        len -= n;
    }
    e = site_end(site, e);
    give_way();
    return e;
}

/* The sum of a wave's pieces; 0 without any. */
static enum err length(struct db *db, const char *wave, int64_t *out_len)
{
    struct db_query q = db_query_start(db, SITE_PIECE_LENGTH);
    db_bind_text(&q, 1, wave);
    return db_run_int(&q, out_len);
}

/* The last pieces, as many as go at once. Out: how many bytes are left. */
static enum err drop_some(struct site *site, const char *wave, int64_t *out_len)
{
    enum err e = site_begin(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_PIECE_DROP);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, PIECES_AT_ONCE);
    e = db_run(&q);
    if (e == ERR_OK)
        e = length(site->db, wave, out_len);
    return site_end(site, e);
}

enum err site_board_drop(struct site *site, const char *wave)
{
    struct site_wave row;
    int64_t len = 0;
    enum err e = site_wave_get(site, wave, &row);
    if (e == ERR_OK && row.state == SITE_WAVE_CLOSED)
        e = ERR_STATE;
    if (e != ERR_OK)
        return e;
    site_lock(site);
    e = length(site->db, wave, &len);
    site_unlock(site);
    while (e == ERR_OK && len > 0) {
        const int64_t before = len;
        e = drop_some(site, wave, &len);
        if (e == ERR_OK && len >= before)
            e = ERR_STATE;
        give_way();
    }
    return e;
}

enum err site_board_find(struct site *site, const char *wave,
                         struct site_board *out_board)
{
    struct site_board board = {.site = site};
    int64_t len = 0;
    const int n = snprintf(board.wave, sizeof board.wave, "%s", wave);
    if (n < 0 || (size_t)n >= sizeof board.wave)
        return ERR_NOT_FOUND;
    site_lock(site);
    enum err e = length(site->db, wave, &len);
    site_unlock(site);
    board.len = (uint64_t)len;
    if (e == ERR_OK && len == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        *out_board = board;
    return e;
}

/* At most LEN bytes of one piece. Out: how many. */
static enum err read_piece(struct db *db, const char *wave, uint64_t at,
                           uint8_t *out, size_t len, size_t *out_n)
{
    bool has_row = false;
    size_t there = 0;
    const size_t from = (size_t)(at % SITE_PIECE_BYTES);
    struct db_query q = db_query_start(db, SITE_PIECE_GET);
    db_bind_text(&q, 1, wave);
    db_bind_int(&q, 2, (int64_t)(at / SITE_PIECE_BYTES));
    enum err e = db_query_next(&q, &has_row);
    const uint8_t *bytes =
        e == ERR_OK && has_row ? db_blob(&q, 0, &there) : NULL;
    if (e == ERR_OK && (bytes == NULL || from >= there))
        e = ERR_CORRUPT;
    if (e == ERR_OK) {
        *out_n = there - from < len ? there - from : len;
        memcpy(out, bytes + from, *out_n);
    }
    db_query_end(&q);
    return e;
}

enum err site_board_read(const void *board, uint64_t at, uint8_t *out,
                         size_t len)
{
    const struct site_board *b = board;
    enum err e = ERR_OK;
    site_lock(b->site);
    while (e == ERR_OK && len > 0) {
        size_t n = 0;
        e = read_piece(b->site->db, b->wave, at, out, len, &n);
        at += n;
        out += n;
        len -= n;
    }
    site_unlock(b->site);
    return e;
}

enum err site_board_is_whole(struct site *site, const char *wave, uint64_t len)
{
    int64_t there = 0;
    const enum err e = length(site->db, wave, &there);
    return e == ERR_OK && (len == 0 || (uint64_t)there != len) ? ERR_RANGE : e;
}
