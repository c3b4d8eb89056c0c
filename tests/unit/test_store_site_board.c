#include "test_store_site_help.h"

#include <sqlite3.h>

static void a_long_board_lies_in_pieces_and_is_read_from_anywhere(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_board board;
    const size_t len = 70 * SITE_PIECE_BYTES + 11;
    const size_t first = 65 * SITE_PIECE_BYTES;
    uint8_t *bytes = malloc(len);
    uint8_t some[100];
    assert_non_null(bytes);
    randombytes_buf(bytes, len);
    assert_int_equal(site_board_add(s.office, "w", 0, bytes, first), ERR_STATE);
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(site_board_find(s.office, "w", &board), ERR_NOT_FOUND);
    assert_int_equal(site_board_add(s.office, "w", 0, bytes, first), ERR_OK);
    assert_int_equal(site_board_add(s.office, "w", 0, bytes, 1), ERR_EXISTS);
    assert_int_equal(site_board_add(s.office, "w", 1, bytes, 1), ERR_RANGE);
    assert_int_equal(site_board_add(s.server, "w", first, bytes, 1),
                     ERR_DENIED);
    assert_int_equal(
        site_board_add(s.office, "w", first, bytes + first, len - first),
        ERR_OK);
    check_board(s.server, "w", bytes, len);
    assert_int_equal(site_board_find(s.server, "w", &board), ERR_OK);
    for (size_t at = SITE_PIECE_BYTES - 50; at < len - sizeof some;
         at += SITE_PIECE_BYTES / 3) {
        assert_int_equal(site_board_read(&board, at, some, sizeof some),
                         ERR_OK);
        assert_memory_equal(some, bytes + at, sizeof some);
    }
    free(bytes);
    stage_free(&s);
}

static void an_unfinished_board_is_taken_away_and_a_published_one_never(
    void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_board board;
    const size_t len = 130 * SITE_PIECE_BYTES;
    uint8_t *bytes = calloc(1, len);
    assert_non_null(bytes);
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(site_board_add(s.office, "w", 0, bytes, len), ERR_OK);
    assert_int_equal(site_board_drop(s.server, "w"), ERR_DENIED);
    assert_int_equal(site_board_drop(s.office, "w"), ERR_OK);
    assert_int_equal(site_board_find(s.office, "w", &board), ERR_NOT_FOUND);
    assert_int_equal(site_board_drop(s.office, "w"), ERR_OK);
    assert_int_equal(site_board_drop(s.office, "x"), ERR_NOT_FOUND);
    add_board(s.office);
    assert_int_equal(site_wave_publish(s.office, "w", &results), ERR_OK);
    assert_int_equal(site_board_drop(s.office, "w"), ERR_STATE);
    assert_int_equal(site_board_add(s.office, "w", SITE_PIECE_BYTES, bytes, 1),
                     ERR_STATE);
    check_board(s.server, "w", (const uint8_t *)"{board}", 7);
    free(bytes);
    stage_free(&s);
}

/* As the Chorus before wrote it. */
static sqlite3 *write_fifth(const char *path)
{
    static const char *const parts[] = {
#include "site_1.sql.h"
        ,
#include "site_2.sql.h"
        ,
#include "site_3.sql.h"
        ,
#include "site_4.sql.h"
        ,
#include "site_5.sql.h"
        , "INSERT INTO institution VALUES (1, 'Riverside')"};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_int_equal(sqlite3_exec(db, parts[i], NULL, NULL, NULL),
                         SQLITE_OK);
    return db;
}

static void put_document(sqlite3 *db, const char *wave, int which,
                         const uint8_t *bytes, size_t len)
{
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "INSERT INTO document VALUES (?, ?, ?)",
                                        -1, &q, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_bind_text(q, 1, wave, -1, SQLITE_STATIC),
                     SQLITE_OK);
    assert_int_equal(sqlite3_bind_int(q, 2, which), SQLITE_OK);
    assert_int_equal(sqlite3_bind_blob64(q, 3, bytes, len, SQLITE_STATIC),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_DONE);
    assert_int_equal(sqlite3_finalize(q), SQLITE_OK);
}

/* Boards that end at, before and after what the migration cuts them into:
 * slices of 4 MiB, and those into pieces. */
static const struct {
    const char *wave;
    size_t len;
} old_boards[] = {
    {"one", 1},
    {"piece", SITE_PIECE_BYTES},
    {"piece-more", SITE_PIECE_BYTES + 1},
    {"some", 200000},
    {"mib-more", (1u << 20) + 1},
    {"slice-less", (4u << 20) - 1},
    {"slice", 4u << 20},
    {"slice-more", (4u << 20) + 1},
    {"slices", (9u << 20) + 12345},
};
#define OLD_BOARDS (sizeof old_boards / sizeof *old_boards)
#define OLD_BOARD  6 /* which document a board was */

static void a_board_that_was_one_document_lies_in_pieces_after(void **state)
{
    (void)state;
    struct stage s = {.dir = folder_new()};
    uint8_t *bytes[OLD_BOARDS];
    struct buf b = BUF_INIT;
    s.path = folder_file(&s.dir, "site.db");
    sqlite3 *db = write_fifth(s.path.s);
    for (size_t i = 0; i < OLD_BOARDS; i++) {
        bytes[i] = malloc(old_boards[i].len);
        assert_non_null(bytes[i]);
        randombytes_buf(bytes[i], old_boards[i].len);
        put_document(db, old_boards[i].wave, OLD_BOARD, bytes[i],
                     old_boards[i].len);
        put_document(db, old_boards[i].wave, SITE_BOARD_SIG, bytes[i], 1);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(site_open(s.path.s, SITE_OFFICE, &s.office, NULL), ERR_OK);
    assert_int_equal(site_open(s.path.s, SITE_SERVER, &s.server, NULL), ERR_OK);
    for (size_t i = 0; i < OLD_BOARDS; i++) {
        const char *wave = old_boards[i].wave;
        check_board(s.server, wave, bytes[i], old_boards[i].len);
        assert_int_equal(site_wave_document(s.server, wave, OLD_BOARD, &b),
                         ERR_NOT_FOUND);
        assert_int_equal(site_wave_document(s.server, wave, SITE_BOARD_SIG, &b),
                         ERR_OK);
        buf_free(&b);
        free(bytes[i]);
    }
    stage_free(&s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_board_lies_in_pieces_and_is_read_from_anywhere),
        cmocka_unit_test(
            an_unfinished_board_is_taken_away_and_a_published_one_never),
        cmocka_unit_test(a_board_that_was_one_document_lies_in_pieces_after),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
