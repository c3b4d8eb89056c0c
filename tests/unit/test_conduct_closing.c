/* Ballots are listed before any is opened, and those that are opened are those
 * that were listed. */
#include "release_wave.h"

#include "conduct/closing_files.h"
#include "store/ballots.h"
#include "unit/temp_dir.h"

#include <sqlite3.h>

#define BALLOTS 9u
#define ROSTER  12u

/* A wave whose two files are open for a close. */
struct closing {
    struct wave w;
    struct temp_dir dir;
    struct conduct_wave_paths paths;
    struct conduct_closing_files files;
    struct conduct_closing_rows rows;
};

static void put_ballots(const struct closing *c)
{
    struct ballots *b = NULL;
    assert_int_equal(ballots_create(c->paths.ballots.s, ROSTER,
                                    (uint32_t)c->w.ballots[0].len, NULL),
                     ERR_OK);
    assert_int_equal(ballots_open(c->paths.ballots.s, &b, NULL), ERR_OK);
    for (size_t i = 0; i < c->w.ballot_count; i++) {
        struct ballots_put put = {.group = c->w.ballots[i].group,
                                  .sealed = c->w.ballots[i].sealed};
        memset(put.nullifier, (int)i + 1, sizeof put.nullifier);
        crypto_hash_sha256(put.sealed_hash, put.sealed, c->w.ballots[i].len);
        assert_int_equal(ballots_put(b, &put, 1), ERR_OK);
        assert_int_equal(put.result, ERR_OK);
    }
    ballots_close(b);
}

static void put_invites(const struct closing *c)
{
    struct invites_place places[ROSTER];
    struct invites *invites = NULL;
    for (size_t i = 0; i < ROSTER; i++) {
        places[i].group = 1;
        memset(places[i].pk, (int)i + 1, sizeof places[i].pk);
    }
    assert_int_equal(invites_create(c->paths.invites.s, places, ROSTER, NULL),
                     ERR_OK);
    assert_int_equal(
        invites_open(c->paths.invites.s, INVITES_SERVER, &invites, NULL),
        ERR_OK);
    for (size_t i = 0; i < BALLOTS + 1; i++) {
        struct invites_use use = {.row = 0};
        assert_int_equal(invites_find(invites, 1, places[i].pk, &use.row),
                         ERR_OK);
        assert_int_equal(invites_use(invites, &use, 1), ERR_OK);
        assert_int_equal(use.result, ERR_OK);
    }
    invites_close(invites);
}

static int begin(void **state)
{
    struct closing *c = calloc(1, sizeof *c);
    assert_non_null(c);
    wave_begin(&c->w);
    wave_put_many(&c->w, wave_unit(&c->w, "Medicine", "M1", ROSTER), BALLOTS);
    c->dir = temp_dir_make();
    c->paths.ballots = temp_dir_file(&c->dir, "w.ballots.db");
    c->paths.invites = temp_dir_file(&c->dir, "w.invites.db");
    put_ballots(c);
    put_invites(c);
    assert_int_equal(conduct_closing_files_open(&c->paths, &c->files, NULL),
                     ERR_OK);
    assert_int_equal(
        conduct_closing_files_set(&c->files, WAVE_STATE_CLOSING, NULL), ERR_OK);
    assert_int_equal(conduct_closing_rows_read(&c->files, &c->w.m, "as before",
                                               NULL, &c->rows, NULL),
                     ERR_OK);
    *state = c;
    return 0;
}

static int end(void **state)
{
    struct closing *c = *state;
    conduct_closing_rows_free(&c->rows);
    conduct_closing_files_close(&c->files);
    temp_dir_remove(&c->dir);
    wave_end(&c->w);
    free(c);
    return 0;
}

/* Opens what was listed. Out: how many were counted. */
static enum err open_rows(struct closing *c, uint32_t *out_counted)
{
    struct tally *t = NULL;
    struct err_note note = {{0}};
    assert_int_equal(
        tally_new(c->w.survey, &c->w.m, &c->w.mh, &c->w.sk, &t, NULL), ERR_OK);
    enum err e = conduct_closing_rows_open(&c->rows, t, "as before", &note);
    assert_int_equal(note.text[0] != 0, e != ERR_OK);
    *out_counted = tally_redeemed(t);
    tally_free(t);
    return e;
}

/* Somebody else's hand in the file, between the listing and the opening. */
static void change(const struct closing *c, const char *statement)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(c->paths.ballots.s, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, statement, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_changes(db), 1);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

#define ONE "(SELECT id FROM ballot WHERE used = x'01' LIMIT 1)"

static void what_was_listed_is_opened(void **state)
{
    struct closing *c = *state;
    uint32_t counted = 0;
    assert_int_equal(c->rows.used_count, BALLOTS + 1);
    assert_int_equal(c->rows.leaf_count, BALLOTS);
    assert_int_equal(c->rows.counts[0].issued, BALLOTS + 1);
    assert_int_equal(c->rows.counts[0].redeemed, BALLOTS);
    assert_int_equal(open_rows(c, &counted), ERR_OK);
    assert_int_equal(counted, BALLOTS);
}

static void a_ballot_that_was_not_listed_is_not_opened(void **state)
{
    struct closing *c = *state;
    uint32_t counted = 0;
    change(c, "UPDATE ballot SET sealed = zeroblob(length(sealed)) "
              "WHERE id = " ONE);
    assert_int_equal(open_rows(c, &counted), ERR_CORRUPT);
    assert_int_equal(counted, 0);
}

static void a_ballot_under_another_nullifier_is_not_opened(void **state)
{
    struct closing *c = *state;
    uint32_t counted = 0;
    change(c, "UPDATE ballot SET nullifier = zeroblob(32) WHERE id = " ONE);
    assert_int_equal(open_rows(c, &counted), ERR_CORRUPT);
    assert_int_equal(counted, 0);
}

static void a_ballot_of_another_group_is_not_opened(void **state)
{
    struct closing *c = *state;
    uint32_t counted = 0;
    change(c, "UPDATE ballot SET grp = x'0002' WHERE id = " ONE);
    assert_int_equal(open_rows(c, &counted), ERR_CORRUPT);
    assert_int_equal(counted, 0);
}

static void a_ballot_more_or_less_than_were_listed_is_told(void **state)
{
    struct closing *c = *state;
    uint32_t counted = 0;
    /* The last of the list is gone: all before it are as listed. */
    change(c, "UPDATE ballot SET used = x'00' WHERE id = (SELECT max(id) FROM "
              "ballot WHERE used = x'01')");
    assert_int_equal(open_rows(c, &counted), ERR_CORRUPT);
    assert_int_equal(counted, 0);
    change(c, "UPDATE ballot SET used = x'01' WHERE id = (SELECT min(id) FROM "
              "ballot WHERE used = x'00')");
    assert_int_equal(open_rows(c, &counted), ERR_CORRUPT);
    assert_int_equal(counted, 0);
}

static enum err count_item(void *to, const uint8_t *item)
{
    size_t *count = to;
    (void)item;
    ++*count;
    return ERR_OK;
}

static enum err walk(const struct wave_list *list, size_t *out_count)
{
    *out_count = 0;
    return list->each(list->context, count_item, out_count);
}

static void a_list_that_is_gone_through_again_is_the_same(void **state)
{
    struct closing *c = *state;
    const struct wave_list used = conduct_closing_rows_used(&c->rows);
    const struct wave_list leaves = conduct_closing_rows_leaves(&c->rows);
    size_t count = 0;
    assert_int_equal(walk(&used, &count), ERR_OK);
    assert_int_equal(count, BALLOTS + 1);
    assert_int_equal(walk(&leaves, &count), ERR_OK);
    assert_int_equal(count, BALLOTS);
    change(c, "UPDATE ballot SET grp = x'0002' WHERE id = " ONE);
    assert_int_equal(walk(&leaves, &count), ERR_CORRUPT);
    struct file_path ballots = c->paths.ballots;
    c->paths.ballots = c->paths.invites;
    change(c, "UPDATE invite SET pk = zeroblob(32) WHERE id = (SELECT id FROM "
              "invite WHERE used = x'01' LIMIT 1)");
    c->paths.ballots = ballots;
    assert_int_equal(walk(&used, &count), ERR_CORRUPT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        TEST(what_was_listed_is_opened),
        TEST(a_ballot_that_was_not_listed_is_not_opened),
        TEST(a_ballot_under_another_nullifier_is_not_opened),
        TEST(a_ballot_of_another_group_is_not_opened),
        TEST(a_ballot_more_or_less_than_were_listed_is_told),
        TEST(a_list_that_is_gone_through_again_is_the_same),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
