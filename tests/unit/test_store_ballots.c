#include "test_store_help.h"

#include "store/ballots.h"
#include "store/ballots_read.h"

#include <math.h>
#include <sqlite3.h>

#define SEALED 304

/* A ballot that a test makes up; NUMBER tells it from others. */
struct made {
    uint8_t nullifier[32];
    uint8_t sealed_hash[32];
    uint8_t sealed[SEALED];
};

static struct made make(void)
{
    struct made m;
    randombytes_buf(m.nullifier, sizeof m.nullifier);
    randombytes_buf(m.sealed, sizeof m.sealed);
    (void)crypto_hash_sha256(m.sealed_hash, m.sealed, sizeof m.sealed);
    return m;
}

static struct ballots_put put_of(const struct made *m)
{
    struct ballots_put p = {.group = 7, .sealed = m->sealed};
    memcpy(p.nullifier, m->nullifier, 32);
    memcpy(p.sealed_hash, m->sealed_hash, 32);
    p.result = ERR_STATE;
    return p;
}

static enum err put_one(struct ballots *b, const struct made *m)
{
    struct ballots_put p = put_of(m);
    enum err e = ballots_put(b, &p, 1);
    return e == ERR_OK ? p.result : e;
}

static enum err find(struct ballots *b, const struct made *m)
{
    return ballots_find(b, 7, m->nullifier, m->sealed_hash);
}

static struct ballots *open_new(const char *path, uint32_t places)
{
    struct ballots *b = NULL;
    struct err_note note = {""};
    if (ballots_create(path, places, SEALED, &note) != ERR_OK ||
        ballots_open(path, &b, &note) != ERR_OK)
        fail_msg("%s", note.text);
    return b;
}

static struct ballots *reopen(struct ballots *b, const char *path)
{
    ballots_close(b);
    assert_int_equal(ballots_open(path, &b, NULL), ERR_OK);
    return b;
}

static uint32_t count(struct ballots *b)
{
    uint32_t n = 0;
    assert_int_equal(ballots_count(b, &n), ERR_OK);
    return n;
}

static void a_stored_ballot_is_found_also_after_a_restart(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 10);
    struct made m = make();
    assert_int_equal(find(b, &m), ERR_NOT_FOUND);
    assert_int_equal(put_one(b, &m), ERR_OK);
    assert_int_equal(find(b, &m), ERR_OK);
    b = reopen(b, path.s);
    assert_int_equal(find(b, &m), ERR_OK);
    assert_int_equal(count(b), 1);
    ballots_close(b);
    folder_free(&dir);
}

static void the_same_ballot_again_changes_nothing(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 10);
    struct made m = make();
    assert_int_equal(put_one(b, &m), ERR_OK);
    struct buf before = raw_bytes(path.s);
    assert_int_equal(put_one(b, &m), ERR_OK);
    struct buf after = raw_bytes(path.s);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.data, after.data, after.len);
    assert_int_equal(count(b), 1);
    buf_free(&before);
    buf_free(&after);
    ballots_close(b);
    folder_free(&dir);
}

static void other_bytes_or_another_nullifier_or_group_are_refused(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 10);
    struct made m = make();
    struct made other_bytes = make();
    struct made other_nullifier = m;
    assert_int_equal(put_one(b, &m), ERR_OK);
    memcpy(other_bytes.nullifier, m.nullifier, 32);
    other_nullifier.nullifier[0] ^= 1;
    assert_int_equal(put_one(b, &other_bytes), ERR_EXISTS);
    assert_int_equal(put_one(b, &other_nullifier), ERR_EXISTS);
    struct ballots_put other_group = put_of(&m);
    other_group.group = 8;
    assert_int_equal(ballots_put(b, &other_group, 1), ERR_OK);
    assert_int_equal(other_group.result, ERR_EXISTS);
    assert_int_equal(count(b), 1);
    ballots_close(b);
    folder_free(&dir);
}

static void duplicates_inside_one_batch_take_one_row(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 10);
    struct made m = make();
    struct made clash = make();
    struct made fine = make();
    memcpy(clash.nullifier, m.nullifier, 32);
    struct ballots_put puts[] = {put_of(&m), put_of(&m), put_of(&clash),
                                 put_of(&fine)};
    assert_int_equal(ballots_put(b, puts, 4), ERR_OK);
    assert_int_equal(puts[0].result, ERR_OK);
    assert_int_equal(puts[1].result, ERR_OK);
    assert_int_equal(puts[2].result, ERR_EXISTS);
    assert_int_equal(puts[3].result, ERR_OK);
    assert_int_equal(count(b), 2);
    b = reopen(b, path.s);
    assert_int_equal(count(b), 2);
    assert_int_equal(find(b, &m), ERR_OK);
    assert_int_equal(find(b, &fine), ERR_OK);
    ballots_close(b);
    folder_free(&dir);
}

static void a_full_file_refuses_only_what_is_new(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 2);
    struct made m[3] = {make(), make(), make()};
    struct ballots_put puts[] = {put_of(&m[0]), put_of(&m[1]), put_of(&m[2]),
                                 put_of(&m[1])};
    assert_int_equal(ballots_put(b, puts, 4), ERR_OK);
    assert_int_equal(puts[0].result, ERR_OK);
    assert_int_equal(puts[1].result, ERR_OK);
    assert_int_equal(puts[2].result, ERR_FULL);
    assert_int_equal(puts[3].result, ERR_OK);
    ballots_close(b);
    folder_free(&dir);
}

static void a_late_ballot_is_closed_out_and_a_late_retry_is_not(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 10);
    struct made m = make();
    struct made late = make();
    struct made clash = make();
    memcpy(clash.nullifier, m.nullifier, 32);
    assert_int_equal(put_one(b, &m), ERR_OK);
    struct ballots_put puts[] = {put_of(&m), put_of(&late), put_of(&clash)};
    for (size_t i = 0; i < 3; i++)
        puts[i].late = true;
    assert_int_equal(ballots_put(b, puts, 3), ERR_OK);
    assert_int_equal(puts[0].result, ERR_OK);
    assert_int_equal(puts[1].result, ERR_CLOSED);
    assert_int_equal(puts[2].result, ERR_CLOSED); /* 410 before 409 */
    assert_int_equal(count(b), 1);
    ballots_close(b);
    folder_free(&dir);
}

static void the_state_in_the_file_rules_while_the_server_runs(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 10);
    struct ballots_read *r = NULL;
    struct made m[3] = {make(), make(), make()};
    assert_int_equal(put_one(b, &m[0]), ERR_OK);
    assert_int_equal(ballots_read_open(path.s, &r, NULL), ERR_OK);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(put_one(b, &m[1]), ERR_BUSY);
    assert_int_equal(put_one(b, &m[0]), ERR_OK);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_OPEN), ERR_OK);
    assert_int_equal(put_one(b, &m[1]), ERR_OK);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSED), ERR_OK);
    assert_int_equal(put_one(b, &m[2]), ERR_CLOSED);
    assert_int_equal(put_one(b, &m[1]), ERR_OK);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_OPEN), ERR_STATE);
    ballots_read_close(r);
    ballots_close(b);
    folder_free(&dir);
}

/* --- reading -------------------------------------------------------------- */

struct seen {
    const struct made *made;
    size_t n;
    size_t hits;
    size_t calls;
};

static enum err see(void *ctx, const struct ballots_read_row *row)
{
    struct seen *s = ctx;
    s->calls++;
    assert_int_equal(row->group, 7);
    assert_int_equal(row->sealed_len, SEALED);
    for (size_t i = 0; i < s->n; i++)
        s->hits += memcmp(s->made[i].nullifier, row->nullifier, 32) == 0 &&
                   memcmp(s->made[i].sealed, row->sealed, SEALED) == 0;
    return ERR_OK;
}

static void the_reader_hands_out_what_was_put_and_no_filler(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 50);
    struct ballots_read *r = NULL;
    struct made m[20];
    for (size_t i = 0; i < 20; i++) {
        m[i] = make();
        assert_int_equal(put_one(b, &m[i]), ERR_OK);
    }
    struct seen s = {m, 20, 0, 0};
    assert_int_equal(ballots_read_open(path.s, &r, NULL), ERR_OK);
    assert_int_equal(ballots_read_each(r, NULL, see, &s), ERR_STATE);
    assert_int_equal(s.calls, 0);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(ballots_read_each(r, NULL, see, &s), ERR_OK);
    assert_int_equal(s.calls, 20);
    assert_int_equal(s.hits, 20);
    ballots_read_close(r);
    ballots_close(b);
    folder_free(&dir);
}

static void changed_bytes_on_the_disk_are_noticed_by_the_reader(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 5);
    struct ballots_read *r = NULL;
    struct made m = make();
    assert_int_equal(put_one(b, &m), ERR_OK);
    ballots_close(b);
    struct buf file = raw_bytes(path.s);
    long at = raw_find(&file, m.sealed, SEALED);
    assert_true(at > 0);
    file.data[at + 100] ^= 1;
    assert_int_equal(file_write(path.s, file.data, file.len, 0600, NULL),
                     ERR_OK);
    buf_free(&file);
    struct seen s = {&m, 1, 0, 0};
    assert_int_equal(ballots_read_open(path.s, &r, NULL), ERR_OK);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(ballots_read_each(r, NULL, see, &s), ERR_CORRUPT);
    ballots_read_close(r);
    folder_free(&dir);
}

/* --- making and opening --------------------------------------------------- */

static void a_leftover_is_replaced_and_a_ballot_is_not(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 5);
    ballots_close(b);
    b = open_new(path.s, 6);
    struct made m = make();
    assert_int_equal(put_one(b, &m), ERR_OK);
    ballots_close(b);
    struct err_note note = {""};
    assert_int_equal(ballots_create(path.s, 7, SEALED, &note), ERR_EXISTS);
    assert_non_null(strstr(note.text, "holds ballots"));
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_OK);
    assert_int_equal(find(b, &m), ERR_OK);
    ballots_close(b);
    folder_free(&dir);
}

static void what_cannot_be_read_is_not_replaced(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    assert_int_equal(file_write(path.s, "precious", 8, 0600, NULL), ERR_OK);
    assert_int_equal(ballots_create(path.s, 5, SEALED, NULL), ERR_CORRUPT);
    struct buf file = raw_bytes(path.s);
    assert_string_equal(buf_text(&file), "precious");
    buf_free(&file);
    folder_free(&dir);
}

static void an_old_journal_is_gone_before_the_new_file_is_there(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct file_path journal = folder_file(&dir, "w.ballots.db-journal");
    assert_int_equal(file_write(journal.s, "old", 3, 0600, NULL), ERR_OK);
    struct ballots *b = open_new(path.s, 5);
    assert_true(journal_is_empty(path.s));
    ballots_close(b);
    folder_free(&dir);
}

static void a_second_server_is_kept_out(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 5);
    struct ballots *second = NULL;
    struct err_note note = {""};
    assert_int_equal(ballots_open(path.s, &second, &note), ERR_BUSY);
    assert_null(second);
    b = reopen(b, path.s);
    ballots_close(b);
    folder_free(&dir);
}

static void no_file_a_foreign_file_and_a_newer_file_are_told_apart(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = NULL;
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_NOT_FOUND);
    assert_int_equal(file_write(path.s, "no database", 11, 0600, NULL), ERR_OK);
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_CORRUPT);
    assert_int_equal(unlink(path.s), 0);
    b = open_new(path.s, 5);
    ballots_close(b);
    sqlite3 *raw = NULL;
    assert_int_equal(sqlite3_open(path.s, &raw), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(raw, "PRAGMA user_version = 99", NULL, NULL, NULL),
        SQLITE_OK);
    (void)sqlite3_close(raw);
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_STATE);
    folder_free(&dir);
}

static void sizes_without_a_place_are_refused(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    assert_int_equal(ballots_create(path.s, 0, SEALED, NULL), ERR_RANGE);
    assert_int_equal(ballots_create(path.s, 5, 0, NULL), ERR_RANGE);
    assert_int_equal(ballots_create(path.s, 5, BALLOTS_SEALED_MAX + 1, NULL),
                     ERR_RANGE);
    assert_false(file_exists(path.s));
    folder_free(&dir);
}

static void the_longest_ballot_fits(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = NULL;
    uint8_t *sealed = malloc(BALLOTS_SEALED_MAX);
    assert_non_null(sealed);
    randombytes_buf(sealed, BALLOTS_SEALED_MAX);
    assert_int_equal(ballots_create(path.s, 3, BALLOTS_SEALED_MAX, NULL),
                     ERR_OK);
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_OK);
    assert_int_equal(ballots_sealed_bytes(b), BALLOTS_SEALED_MAX);
    struct ballots_put p = {.group = 7, .sealed = sealed};
    randombytes_buf(p.nullifier, 32);
    (void)crypto_hash_sha256(p.sealed_hash, sealed, BALLOTS_SEALED_MAX);
    assert_int_equal(ballots_put(b, &p, 1), ERR_OK);
    assert_int_equal(p.result, ERR_OK);
    ballots_close(b);
    free(sealed);
    folder_free(&dir);
}

static void the_file_never_changes_its_size_or_mode(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 40);
    struct stat before;
    struct stat after;
    assert_int_equal(stat(path.s, &before), 0);
    assert_int_equal(before.st_mode & 0777, 0600);
    for (size_t i = 0; i < 40; i++) {
        struct made m = make();
        assert_int_equal(put_one(b, &m), ERR_OK);
    }
    assert_int_equal(stat(path.s, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    assert_true(journal_is_empty(path.s));
    ballots_close(b);
    folder_free(&dir);
}

/* --- order ---------------------------------------------------------------- */

#define ORDER_N     200
#define ORDER_WAVES 5

/* Kendall's S of positions in the order of arrival, over its standard
 * deviation when every order is as likely. */
static double kendall_z(const long at[ORDER_N])
{
    long s = 0;
    for (size_t i = 0; i < ORDER_N; i++)
        for (size_t j = i + 1; j < ORDER_N; j++)
            s += at[j] > at[i] ? 1 : -1;
    const double n = ORDER_N;
    return (double)s / sqrt(n * (n - 1) * (2 * n + 5) / 18);
}

/* Rows in the order in which SQLite's cells stand in the file. */
static void cell_order(const char *path, const struct made *m, long *at)
{
    sqlite3 *raw = NULL;
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, NULL),
                     SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(raw, "SELECT id FROM ballot WHERE nullifier = ?", -1,
                           &s, NULL),
        SQLITE_OK);
    for (size_t i = 0; i < ORDER_N; i++) {
        (void)sqlite3_bind_blob(s, 1, m[i].nullifier, 32, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(s), SQLITE_ROW);
        at[i] = (long)sqlite3_column_int64(s, 0);
        (void)sqlite3_reset(s);
    }
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(raw);
}

/*
 * The standardized S of five waves, summed over sqrt(5), is close to normal
 * with variance 1 when the file holds no order; beyond 5 it is once in 1.7
 * million runs. Inserting as ballots arrive gives above 40.
 */
static void neither_offsets_nor_cells_show_the_order_of_arrival(void **state)
{
    (void)state;
    double by_offset = 0;
    double by_cell = 0;
    for (size_t w = 0; w < ORDER_WAVES; w++) {
        struct folder dir = folder_new();
        struct file_path path = folder_file(&dir, "w.ballots.db");
        struct ballots *b = open_new(path.s, 2 * ORDER_N);
        struct made m[ORDER_N];
        long at[ORDER_N];
        for (size_t i = 0; i < ORDER_N; i++)
            m[i] = make();
        for (size_t i = 0; i < ORDER_N; i += 4) {
            struct ballots_put puts[4];
            for (size_t j = 0; j < 4; j++)
                puts[j] = put_of(&m[i + j]);
            assert_int_equal(ballots_put(b, puts, 4), ERR_OK);
        }
        ballots_close(b);
        assert_true(journal_is_empty(path.s));
        struct buf file = raw_bytes(path.s);
        for (size_t i = 0; i < ORDER_N; i++) {
            at[i] = raw_find(&file, m[i].nullifier, 32);
            assert_true(at[i] > 0);
        }
        buf_free(&file);
        by_offset += kendall_z(at);
        cell_order(path.s, m, at);
        by_cell += kendall_z(at);
        folder_free(&dir);
    }
    assert_true(fabs(by_offset / sqrt(ORDER_WAVES)) < 5);
    assert_true(fabs(by_cell / sqrt(ORDER_WAVES)) < 5);
}

/* The measure itself: it must see an order where there is one. */
static void the_measure_of_order_sees_one(void **state)
{
    (void)state;
    long at[ORDER_N];
    for (long i = 0; i < ORDER_N; i++)
        at[i] = i * 300;
    assert_true(kendall_z(at) > 20);
    for (long i = 0; i < ORDER_N; i++)
        at[i] = -i;
    assert_true(kendall_z(at) < -20);
}

/* What the file is, said by itself: OUT_ places and bytes stay as they are when
 * it fails. */
static enum err shape(const char *path, uint32_t *places, uint32_t *bytes)
{
    struct ballots_read *r = NULL;
    assert_int_equal(ballots_read_open(path, &r, NULL), ERR_OK);
    enum err e = ballots_read_shape(r, places, bytes);
    ballots_read_close(r);
    return e;
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *raw = NULL;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(raw);
}

static void the_shape_is_that_of_the_making(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = open_new(path.s, 10);
    struct made m = make();
    uint32_t places = 0;
    uint32_t bytes = 0;
    assert_int_equal(shape(path.s, &places, &bytes), ERR_OK);
    assert_int_equal(places, 10);
    assert_int_equal(bytes, SEALED);
    assert_int_equal(put_one(b, &m), ERR_OK);
    ballots_close(b);
    assert_int_equal(shape(path.s, &places, &bytes), ERR_OK);
    assert_int_equal(places, 10);
    run_sql(path.s, "DELETE FROM ballot WHERE id = 10");
    assert_int_equal(shape(path.s, &places, &bytes), ERR_OK);
    assert_int_equal(places, 9);
    run_sql(path.s, "UPDATE ballot SET sealed = zeroblob(303) WHERE id = 3");
    assert_int_equal(shape(path.s, &places, &bytes), ERR_CORRUPT);
    assert_int_equal(places, 9);
    assert_int_equal(bytes, SEALED);
    run_sql(path.s, "UPDATE ballot SET sealed = zeroblob(304) WHERE id = 3;"
                    "DELETE FROM size");
    assert_int_equal(shape(path.s, &places, &bytes), ERR_CORRUPT);
    folder_free(&dir);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stored_ballot_is_found_also_after_a_restart),
        cmocka_unit_test(the_same_ballot_again_changes_nothing),
        cmocka_unit_test(other_bytes_or_another_nullifier_or_group_are_refused),
        cmocka_unit_test(duplicates_inside_one_batch_take_one_row),
        cmocka_unit_test(a_full_file_refuses_only_what_is_new),
        cmocka_unit_test(a_late_ballot_is_closed_out_and_a_late_retry_is_not),
        cmocka_unit_test(the_state_in_the_file_rules_while_the_server_runs),
        cmocka_unit_test(the_reader_hands_out_what_was_put_and_no_filler),
        cmocka_unit_test(changed_bytes_on_the_disk_are_noticed_by_the_reader),
        cmocka_unit_test(a_leftover_is_replaced_and_a_ballot_is_not),
        cmocka_unit_test(what_cannot_be_read_is_not_replaced),
        cmocka_unit_test(an_old_journal_is_gone_before_the_new_file_is_there),
        cmocka_unit_test(a_second_server_is_kept_out),
        cmocka_unit_test(
            no_file_a_foreign_file_and_a_newer_file_are_told_apart),
        cmocka_unit_test(sizes_without_a_place_are_refused),
        cmocka_unit_test(the_longest_ballot_fits),
        cmocka_unit_test(the_shape_is_that_of_the_making),
        cmocka_unit_test(the_file_never_changes_its_size_or_mode),
        cmocka_unit_test(neither_offsets_nor_cells_show_the_order_of_arrival),
        cmocka_unit_test(the_measure_of_order_sees_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
