#include "test_store_help.h"

#include "store/invites.h"

#include "base/encode.h"

#include <sqlite3.h>

#define N 300

struct stage {
    struct folder dir;
    struct file_path path;
    struct invites_place places[N];
    struct invites *inv;
};

/* Groups 1, 2 and 3 in turn. */
static struct stage stage_new(void)
{
    struct stage s = {.dir = folder_new()};
    s.path = folder_file(&s.dir, "w.invites.db");
    for (size_t i = 0; i < N; i++) {
        s.places[i].group = (uint16_t)(i % 3 + 1);
        randombytes_buf(s.places[i].pk, 32);
    }
    assert_int_equal(invites_create(s.path.s, s.places, N, NULL), ERR_OK);
    assert_int_equal(invites_open(s.path.s, INVITES_SERVER, &s.inv, NULL),
                     ERR_OK);
    return s;
}

static void stage_free(struct stage *s)
{
    invites_close(s->inv);
    folder_free(&s->dir);
}

static uint32_t row_of(const struct stage *s, size_t i)
{
    uint32_t row = 0;
    assert_int_equal(
        invites_find(s->inv, s->places[i].group, s->places[i].pk, &row),
        ERR_OK);
    return row;
}

static struct invites_use use_of(const struct stage *s, size_t i, uint8_t mark)
{
    struct invites_use u = {.row = row_of(s, i), .result = ERR_STATE};
    memset(u.blinded, mark, sizeof u.blinded);
    return u;
}

static enum err use(struct stage *s, size_t i, uint8_t mark)
{
    struct invites_use u = use_of(s, i, mark);
    enum err e = invites_use(s->inv, &u, 1);
    return e == ERR_OK ? u.result : e;
}

static void an_invite_is_found_in_its_group_only(void **state)
{
    (void)state;
    struct stage s = stage_new();
    uint32_t row = 0;
    uint8_t unknown[32] = {1};
    for (size_t i = 0; i < N; i++)
        assert_in_range(row_of(&s, i), 1, N + 32 + N / 8);
    assert_int_equal(invites_find(s.inv, 2, s.places[0].pk, &row),
                     ERR_NOT_FOUND);
    assert_int_equal(invites_find(s.inv, 1, unknown, &row), ERR_NOT_FOUND);
    stage_free(&s);
}

static void an_invite_is_used_once_and_a_retry_is_no_use(void **state)
{
    (void)state;
    struct stage s = stage_new();
    assert_int_equal(use(&s, 5, 1), ERR_OK);
    assert_int_equal(use(&s, 5, 1), ERR_OK);
    assert_int_equal(use(&s, 5, 2), ERR_EXISTS);
    invites_close(s.inv);
    assert_int_equal(invites_open(s.path.s, INVITES_SERVER, &s.inv, NULL),
                     ERR_OK);
    assert_int_equal(use(&s, 5, 1), ERR_OK);
    assert_int_equal(use(&s, 5, 2), ERR_EXISTS);
    stage_free(&s);
}

static void uses_of_one_invite_in_one_batch_agree_or_clash(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct invites_use uses[] = {use_of(&s, 1, 1), use_of(&s, 1, 1),
                                 use_of(&s, 1, 2), use_of(&s, 2, 1)};
    assert_int_equal(invites_use(s.inv, uses, 4), ERR_OK);
    assert_int_equal(uses[0].result, ERR_OK);
    assert_int_equal(uses[1].result, ERR_OK);
    assert_int_equal(uses[2].result, ERR_EXISTS);
    assert_int_equal(uses[3].result, ERR_OK);
    stage_free(&s);
}

static void a_late_use_is_closed_out_and_a_late_retry_is_not(void **state)
{
    (void)state;
    struct stage s = stage_new();
    assert_int_equal(use(&s, 1, 1), ERR_OK);
    struct invites_use uses[] = {use_of(&s, 1, 1), use_of(&s, 1, 2),
                                 use_of(&s, 2, 1)};
    for (size_t i = 0; i < 3; i++)
        uses[i].late = true;
    assert_int_equal(invites_use(s.inv, uses, 3), ERR_OK);
    assert_int_equal(uses[0].result, ERR_OK);
    assert_int_equal(uses[1].result, ERR_CLOSED); /* 410 before 409 */
    assert_int_equal(uses[2].result, ERR_CLOSED);
    stage_free(&s);
}

static void the_office_closes_while_the_server_runs(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct invites *office = NULL;
    enum wave_state now = WAVE_STATE_CLOSED;
    assert_int_equal(invites_open(s.path.s, INVITES_OFFICE, &office, NULL),
                     ERR_OK);
    assert_int_equal(invites_state(office, &now), ERR_OK);
    assert_int_equal(now, WAVE_STATE_OPEN);
    assert_int_equal(use(&s, 1, 1), ERR_OK);
    assert_int_equal(invites_state_set(office, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(use(&s, 2, 1), ERR_BUSY);
    assert_int_equal(use(&s, 1, 1), ERR_OK);
    assert_int_equal(invites_state_set(office, WAVE_STATE_OPEN), ERR_OK);
    assert_int_equal(use(&s, 2, 1), ERR_OK);
    assert_int_equal(invites_state_set(office, WAVE_STATE_CLOSED), ERR_OK);
    assert_int_equal(use(&s, 3, 1), ERR_CLOSED);
    assert_int_equal(invites_state(s.inv, &now), ERR_OK);
    assert_int_equal(now, WAVE_STATE_CLOSED);
    assert_int_equal(invites_state_set(office, WAVE_STATE_OPEN), ERR_STATE);
    invites_close(office);
    stage_free(&s);
}

static void each_role_does_its_own_work_only(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct invites *counter = NULL;
    struct invites *office = NULL;
    struct invites_use u = use_of(&s, 0, 1);
    uint32_t row = 0;
    assert_int_equal(invites_open(s.path.s, INVITES_COUNTER, &counter, NULL),
                     ERR_OK);
    assert_int_equal(invites_open(s.path.s, INVITES_OFFICE, &office, NULL),
                     ERR_OK);
    assert_int_equal(invites_use(counter, &u, 1), ERR_DENIED);
    assert_int_equal(invites_use(office, &u, 1), ERR_DENIED);
    assert_int_equal(invites_find(office, 1, s.places[0].pk, &row),
                     ERR_NOT_FOUND);
    assert_int_equal(invites_state_set(counter, WAVE_STATE_CLOSED), ERR_DENIED);
    assert_int_equal(invites_state_set(s.inv, WAVE_STATE_CLOSED), ERR_DENIED);
    invites_close(counter);
    invites_close(office);
    stage_free(&s);
}

static void counts_are_by_group(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct invites *counter = NULL;
    struct invites_count *counts = NULL;
    size_t n = 0;
    assert_int_equal(use(&s, 0, 1), ERR_OK); /* group 1 */
    assert_int_equal(use(&s, 3, 1), ERR_OK); /* group 1 */
    assert_int_equal(use(&s, 2, 1), ERR_OK); /* group 3 */
    assert_int_equal(invites_open(s.path.s, INVITES_COUNTER, &counter, NULL),
                     ERR_OK);
    assert_int_equal(invites_counts(counter, &counts, &n), ERR_OK);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(counts[i].group, i + 1);
        assert_int_equal(counts[i].places, N / 3);
        assert_int_equal(counts[i].issued, i == 0 ? 2 : i == 1 ? 0 : 1);
    }
    free(counts);
    invites_close(counter);
    stage_free(&s);
}

struct walk {
    const struct stage *s;
    size_t calls;
    size_t used;
    size_t in_order; /* rows that stand where the caller's list has them */
};

static enum err visit(void *ctx, const struct invites_key *key)
{
    struct walk *w = ctx;
    const struct invites_place *same = &w->s->places[w->calls];
    w->in_order += memcmp(same->pk, key->pk, 32) == 0;
    assert_in_range(key->group, 1, 3);
    w->used += key->state == INVITES_USED;
    w->calls++;
    return ERR_OK;
}

/* A place stays where it was with chance 1/300 each: 25 or more of 300 stay
 * once in 10^25 lists. */
static void rows_stand_in_an_order_of_chance(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct walk w = {&s, 0, 0, 0};
    assert_int_equal(use(&s, 9, 1), ERR_OK);
    assert_int_equal(invites_each(s.inv, visit, &w), ERR_OK);
    assert_int_equal(w.calls, N);
    assert_int_equal(w.used, 1);
    assert_true(w.in_order < 25);
    stage_free(&s);
}

static void using_changes_bytes_in_place_only(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct buf before = raw_bytes(s.path.s);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(use(&s, i, (uint8_t)i), ERR_OK);
    struct buf after = raw_bytes(s.path.s);
    assert_int_equal(before.len, after.len);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(raw_find(&before, s.places[i].pk, 32),
                         raw_find(&after, s.places[i].pk, 32));
    assert_true(journal_is_empty(s.path.s));
    buf_free(&before);
    buf_free(&after);
    stage_free(&s);
}

static void a_list_with_a_key_twice_or_no_key_is_refused(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.invites.db");
    const struct invites_place twice[2] = {{1, {9}}, {2, {9}}};
    assert_int_equal(invites_create(path.s, twice, 2, NULL), ERR_EXISTS);
    assert_int_equal(invites_create(path.s, twice, 0, NULL), ERR_RANGE);
    assert_false(file_exists(path.s));
    folder_free(&dir);
}

static void a_leftover_is_replaced_and_a_used_list_is_not(void **state)
{
    (void)state;
    struct stage s = stage_new();
    invites_close(s.inv);
    assert_int_equal(invites_create(s.path.s, s.places, N, NULL), ERR_OK);
    assert_int_equal(invites_open(s.path.s, INVITES_SERVER, &s.inv, NULL),
                     ERR_OK);
    assert_int_equal(use(&s, 0, 1), ERR_OK);
    assert_int_equal(invites_create(s.path.s, s.places, N, NULL), ERR_EXISTS);
    assert_int_equal(use(&s, 0, 2), ERR_EXISTS);
    stage_free(&s);
}

/* --- lost codes ----------------------------------------------------------- */

static struct invites *keeper_of(const struct stage *s)
{
    struct invites *keeper = NULL;
    assert_int_equal(invites_open(s->path.s, INVITES_KEEPER, &keeper, NULL),
                     ERR_OK);
    return keeper;
}

static void a_struck_out_key_is_refused_at_once_and_its_successor_taken(
    void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct invites *keeper = keeper_of(&s);
    struct invites_place other = {1, {7}};
    struct invites_use before = use_of(&s, 0, 1);
    uint32_t row = 0;
    assert_int_equal(invites_replace(keeper, 1, s.places[0].pk, other.pk),
                     ERR_OK);
    /* The server's list is still the old one; the file is asked. */
    assert_int_equal(invites_use(s.inv, &before, 1), ERR_OK);
    assert_int_equal(before.result, ERR_DENIED);
    assert_int_equal(invites_refresh(s.inv), ERR_OK);
    assert_int_equal(invites_find(s.inv, 1, s.places[0].pk, &row),
                     ERR_NOT_FOUND);
    assert_int_equal(invites_find(s.inv, 1, other.pk, &row), ERR_OK);
    s.places[0] = other;
    assert_int_equal(use(&s, 0, 1), ERR_OK);
    assert_int_equal(invites_strike(keeper, 2, s.places[1].pk), ERR_OK);
    assert_int_equal(invites_refresh(s.inv), ERR_OK);
    assert_int_equal(invites_find(s.inv, 2, s.places[1].pk, &row),
                     ERR_NOT_FOUND);
    invites_close(keeper);
    stage_free(&s);
}

static void only_an_unused_key_of_an_open_wave_is_struck_out(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct invites *keeper = keeper_of(&s);
    const uint8_t fresh[32] = {7};
    const uint8_t other[32] = {8};
    assert_int_equal(use(&s, 0, 1), ERR_OK);
    assert_int_equal(invites_strike(keeper, 1, s.places[0].pk), ERR_EXISTS);
    assert_int_equal(invites_replace(keeper, 1, s.places[0].pk, fresh),
                     ERR_EXISTS);
    assert_int_equal(invites_strike(keeper, 3, s.places[1].pk), ERR_NOT_FOUND);
    assert_int_equal(invites_strike(keeper, 1, fresh), ERR_NOT_FOUND);
    assert_int_equal(invites_replace(keeper, 2, s.places[1].pk, s.places[4].pk),
                     ERR_EXISTS);
    assert_int_equal(invites_replace(keeper, 2, s.places[1].pk, fresh), ERR_OK);
    assert_int_equal(invites_replace(keeper, 2, s.places[1].pk, fresh), ERR_OK);
    assert_int_equal(invites_replace(keeper, 2, s.places[1].pk, other),
                     ERR_NOT_FOUND);
    assert_int_equal(invites_strike(keeper, 2, fresh), ERR_OK);
    assert_int_equal(invites_strike(keeper, 2, fresh), ERR_STATE);
    struct invites *office = NULL;
    assert_int_equal(invites_open(s.path.s, INVITES_OFFICE, &office, NULL),
                     ERR_OK);
    assert_int_equal(invites_strike(office, 3, s.places[2].pk), ERR_DENIED);
    assert_int_equal(invites_state_set(office, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(invites_strike(keeper, 3, s.places[2].pk), ERR_CLOSED);
    invites_close(office);
    invites_close(keeper);
    stage_free(&s);
}

static void replacing_moves_nothing_until_no_spare_row_is_left(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct invites *keeper = keeper_of(&s);
    struct buf before = raw_bytes(s.path.s);
    uint8_t fresh[32];
    size_t spares = 32 + N / 8;
    for (size_t i = 0; i < spares; i++) {
        randombytes_buf(fresh, sizeof fresh);
        assert_int_equal(
            invites_replace(keeper, s.places[i].group, s.places[i].pk, fresh),
            ERR_OK);
    }
    randombytes_buf(fresh, sizeof fresh);
    assert_int_equal(invites_replace(keeper, s.places[spares].group,
                                     s.places[spares].pk, fresh),
                     ERR_RANGE);
    struct buf after = raw_bytes(s.path.s);
    assert_int_equal(before.len, after.len);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(raw_find(&before, s.places[i].pk, 32),
                         raw_find(&after, s.places[i].pk, 32));
    struct invites_count *counts = NULL;
    size_t n = 0;
    assert_int_equal(invites_counts(keeper, &counts, &n), ERR_OK);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(counts[i].places, N / 3);
    free(counts);
    assert_true(journal_is_empty(s.path.s));
    buf_free(&before);
    buf_free(&after);
    invites_close(keeper);
    stage_free(&s);
}

/* As the first Chorus made it: no spare rows. */
static void write_first_version(const char *path,
                                const struct invites_place *places, size_t n)
{
    static const char schema[] =
#include "invites_1.sql.h"
        ;
    char sql[512];
    char hex[65];
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, schema, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO wave VALUES (1, x'01')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < n; i++) {
        encode_hex(places[i].pk, 32, hex);
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO invite VALUES (%zu, x'00', x'%04x', "
                       "x'%s', randomblob(32))",
                       i + 1, places[i].group, hex);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_wave_of_an_older_chorus_is_served_and_gets_spare_rows(
    void **state)
{
    (void)state;
    struct stage s = {.dir = folder_new()};
    const uint8_t fresh[32] = {7};
    uint32_t row = 0;
    s.path = folder_file(&s.dir, "w.invites.db");
    for (size_t i = 0; i < N; i++) {
        s.places[i].group = (uint16_t)(i % 3 + 1);
        randombytes_buf(s.places[i].pk, 32);
    }
    write_first_version(s.path.s, s.places, N);
    assert_int_equal(invites_open(s.path.s, INVITES_SERVER, &s.inv, NULL),
                     ERR_OK);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(row_of(&s, i), i + 1);
    struct invites *keeper = keeper_of(&s);
    assert_int_equal(invites_replace(keeper, 1, s.places[0].pk, fresh), ERR_OK);
    assert_int_equal(invites_refresh(s.inv), ERR_OK);
    assert_int_equal(invites_find(s.inv, 1, fresh, &row), ERR_OK);
    assert_in_range(row, N + 1, N + 32 + N / 8);
    invites_close(keeper);
    stage_free(&s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_invite_is_found_in_its_group_only),
        cmocka_unit_test(an_invite_is_used_once_and_a_retry_is_no_use),
        cmocka_unit_test(uses_of_one_invite_in_one_batch_agree_or_clash),
        cmocka_unit_test(a_late_use_is_closed_out_and_a_late_retry_is_not),
        cmocka_unit_test(the_office_closes_while_the_server_runs),
        cmocka_unit_test(each_role_does_its_own_work_only),
        cmocka_unit_test(counts_are_by_group),
        cmocka_unit_test(rows_stand_in_an_order_of_chance),
        cmocka_unit_test(using_changes_bytes_in_place_only),
        cmocka_unit_test(a_list_with_a_key_twice_or_no_key_is_refused),
        cmocka_unit_test(a_leftover_is_replaced_and_a_used_list_is_not),
        cmocka_unit_test(
            a_struck_out_key_is_refused_at_once_and_its_successor_taken),
        cmocka_unit_test(only_an_unused_key_of_an_open_wave_is_struck_out),
        cmocka_unit_test(replacing_moves_nothing_until_no_spare_row_is_left),
        cmocka_unit_test(
            a_wave_of_an_older_chorus_is_served_and_gets_spare_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
