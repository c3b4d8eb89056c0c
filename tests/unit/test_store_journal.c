/*
 * A journal after a power cut, which a disk may have written in any part: it is
 * played back when it is whole, and else is none; a ballot is there or not, and
 * the file stays sound either way.
 */
#include "test_store_spy.h"

#include "store/ballots.h"

#include <sys/wait.h>

#define SEALED 304
#define PLACES 60
#define SECTOR 512
#define CUTS   24

struct stage {
    struct folder dir;
    struct file_path path;
    struct file_path journal;
    uint8_t keys[2][32]; /* of the ballot that is stored, and of the next */
};

static enum err put(struct ballots *b, const uint8_t key[static 32])
{
    const uint8_t sealed[SEALED] = {key[0]};
    struct ballots_put p = {.group = 1, .sealed = sealed};
    memcpy(p.nullifier, key, 32);
    memcpy(p.sealed_hash, key, 32);
    const enum err e = ballots_put(b, &p, 1);
    return e == ERR_OK ? p.result : e;
}

static struct stage stage_new(void)
{
    struct stage s = {.dir = folder_new()};
    struct ballots *b = NULL;
    s.path = folder_file(&s.dir, "w.db");
    s.journal = folder_file(&s.dir, "w.db-journal");
    randombytes_buf(s.keys, sizeof s.keys);
    assert_int_equal(ballots_create(s.path.s, PLACES, SEALED, NULL), ERR_OK);
    assert_int_equal(ballots_open(s.path.s, &b, NULL), ERR_OK);
    assert_int_equal(put(b, s.keys[0]), ERR_OK);
    ballots_close(b);
    return s;
}

/* Puts the second ballot in a process that dies before its Nth call; whether it
 * did. */
static bool die_at(const struct stage *s, int call)
{
    int status = 0;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct ballots *b = NULL;
        if (ballots_open(s->path.s, &b, NULL) != ERR_OK)
            _exit(1);
        spy_reset();
        spy.die_at = call;
        _exit(put(b, s->keys[1]) == ERR_OK ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9);
    return WEXITSTATUS(status) == 9;
}

static bool has(struct ballots *b, const uint8_t key[static 32])
{
    const enum err e = ballots_find(b, 1, key, key);
    assert_true(e == ERR_OK || e == ERR_NOT_FOUND);
    return e == ERR_OK;
}

/* Opens the file after the cut; whether the second ballot is there. */
static bool recover(const struct stage *s)
{
    struct ballots *b = NULL;
    uint32_t count = 0;
    assert_int_equal(ballots_open(s->path.s, &b, NULL), ERR_OK);
    assert_true(has(b, s->keys[0]));
    const bool is_there = has(b, s->keys[1]);
    assert_int_equal(ballots_count(b, &count), ERR_OK);
    assert_int_equal(count, is_there ? 2 : 1);
    ballots_close(b);
    assert_true(journal_is_empty(s->path.s));
    return is_there;
}

static void write_back(const struct file_path *path, const struct buf *bytes)
{
    (void)unlink(path->s);
    assert_int_equal(file_write(path->s, bytes->data, bytes->len, 0600, NULL),
                     ERR_OK);
}

/* Some sectors of a journal are still, or already, zeros; how many that
 * changed. */
static size_t tear(struct buf *journal)
{
    size_t torn = 0;
    for (size_t at = 0; at + SECTOR <= journal->len; at += SECTOR) {
        uint8_t *sector = journal->data + at;
        if (randombytes_uniform(4) != 0 || sodium_is_zero(sector, SECTOR))
            continue;
        memset(sector, 0, SECTOR);
        torn++;
    }
    return torn;
}

/* The file and its journal as they are, and then with the journal torn. */
static void cut(const struct stage *s, bool was_stored)
{
    struct buf file = raw_bytes(s->path.s);
    struct buf whole = raw_bytes(s->journal.s);
    size_t torn = 0;
    for (int i = 0; i < CUTS; i++) {
        struct buf journal = BUF_INIT;
        buf_put(&journal, whole.data, whole.len);
        const size_t sectors = tear(&journal);
        write_back(&s->path, &file);
        write_back(&s->journal, &journal);
        /* A whole one takes back what was not answered yet. */
        assert_int_equal(recover(s), was_stored && sectors > 0);
        torn += sectors;
        buf_free(&journal);
    }
    assert_true(torn > 0);
    buf_free(&file);
    buf_free(&whole);
}

/*
 * The calls of a commit: the journal, its sync, three pages and more of the
 * file, its sync, the zeros, their sync.
 */
static void a_journal_of_which_a_part_was_written_is_none(void **state)
{
    (void)state;
    struct stage s = stage_new();
    assert_true(die_at(&s, 2)); /* before the sync: any part may be there */
    assert_false(journal_is_empty(s.path.s));
    cut(&s, false);
    folder_free(&s.dir);
}

/* The last call that leaves a filled journal: the file is written and synced.
 */
static int call_of_zeros(void)
{
    int last = 0;
    for (int call = 1;; call++) {
        struct stage s = stage_new();
        const bool died = die_at(&s, call);
        if (died && !journal_is_empty(s.path.s))
            last = call;
        folder_free(&s.dir);
        if (!died)
            return last;
    }
}

static void a_journal_of_which_a_part_is_zeroed_is_none(void **state)
{
    (void)state;
    const int call = call_of_zeros();
    assert_true(call > 4);
    struct stage s = stage_new();
    assert_true(die_at(&s, call));
    cut(&s, true);
    folder_free(&s.dir);
}

static void a_whole_journal_takes_back_a_half_written_file(void **state)
{
    (void)state;
    const int zeros = call_of_zeros();
    for (int call = 3; call <= zeros; call++) {
        struct stage s = stage_new();
        assert_true(die_at(&s, call));
        assert_false(journal_is_empty(s.path.s));
        assert_false(recover(&s));
        folder_free(&s.dir);
    }
}

/* SQLite alone, in a process that dies with its pages in the file. */
static void die_as_sqlite(const char *path)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        _exit(1);
    (void)sqlite3_exec(db,
                       "PRAGMA journal_mode = TRUNCATE; BEGIN;"
                       "UPDATE ballot SET used = x'01'",
                       NULL, NULL, NULL);
    if (sqlite3_db_cacheflush(db) != SQLITE_OK)
        _exit(2);
    _exit(9);
}

static void a_journal_that_sqlite_itself_left_is_played_back(void **state)
{
    (void)state;
    struct stage s = stage_new();
    int status = 0;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        die_as_sqlite(s.path.s);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 9);
    assert_false(journal_is_empty(s.path.s));
    assert_false(recover(&s));
    folder_free(&s.dir);
}

/* What a crash left of the zeros is gone with the next opening. */
static void pages_behind_a_zeroed_head_are_overwritten(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct buf journal = BUF_INIT;
    uint8_t bytes[40 * SECTOR] = {0};
    randombytes_buf(bytes + 20 * SECTOR, 20 * SECTOR);
    buf_put(&journal, bytes, sizeof bytes);
    write_back(&s.journal, &journal);
    assert_false(journal_is_empty(s.path.s));
    assert_false(recover(&s));
    buf_free(&journal);
    folder_free(&s.dir);
}

static void three_syncs_make_a_batch_durable(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct ballots *b = NULL;
    assert_int_equal(ballots_open(s.path.s, &b, NULL), ERR_OK);
    spy_reset();
    assert_int_equal(put(b, s.keys[1]), ERR_OK);
    assert_int_equal(spy.syncs, 3);
    ballots_close(b);
    folder_free(&s.dir);
}

#define LARGE 4000
#define BATCH 12

static void the_journal_of_large_batches_keeps_its_length(void **state)
{
    (void)state;
    const struct folder dir = folder_new();
    const struct file_path path = folder_file(&dir, "w.db");
    struct ballots *b = NULL;
    assert_int_equal(ballots_create(path.s, PLACES, LARGE, NULL), ERR_OK);
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_OK);
    spy_reset();
    for (int i = 0; i < 3; i++) {
        static const uint8_t sealed[LARGE];
        struct ballots_put puts[BATCH];
        for (size_t k = 0; k < BATCH; k++) {
            puts[k] = (struct ballots_put){.group = 1, .sealed = sealed};
            randombytes_buf(puts[k].nullifier, 32);
            randombytes_buf(puts[k].sealed_hash, 32);
        }
        assert_int_equal(ballots_put(b, puts, BATCH), ERR_OK);
        assert_true(journal_is_empty(path.s));
    }
    assert_int_equal(spy.syncs, 9);
    assert_int_equal(spy.emptied, 3);
    assert_int_equal(spy.cuts, 0);
    ballots_close(b);
    folder_free(&dir);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    /* Nothing here waits for a disk; what is written is the same. */
    if (access("/dev/shm", W_OK) == 0)
        (void)setenv("TMPDIR", "/dev/shm", 0);
    if (sodium_init() < 0)
        return 1;
    spy_install();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journal_of_which_a_part_was_written_is_none),
        cmocka_unit_test(a_journal_of_which_a_part_is_zeroed_is_none),
        cmocka_unit_test(a_whole_journal_takes_back_a_half_written_file),
        cmocka_unit_test(a_journal_that_sqlite_itself_left_is_played_back),
        cmocka_unit_test(pages_behind_a_zeroed_head_are_overwritten),
        cmocka_unit_test(three_syncs_make_a_batch_durable),
        cmocka_unit_test(the_journal_of_large_batches_keeps_its_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
