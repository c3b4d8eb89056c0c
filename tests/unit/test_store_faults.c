/*
 * Disks that fail and processes that die, at every single call: what was
 * acknowledged is there, what was refused may be tried again, what is in memory
 * equals the file, and the journal is zeros.
 */
#include "test_store_spy.h"

#include "store/ballots.h"
#include "store/invites.h"
#include "store/people.h"
#include "store/site.h"

#include <sys/wait.h>

#define SEALED 304
#define N      3

struct made {
    uint8_t nullifier[32];
    uint8_t sealed_hash[32];
    uint8_t sealed[SEALED];
};

struct stage {
    struct folder dir;
    struct file_path path;
    struct made made[N];
};

static struct stage stage_new(void)
{
    struct stage s = {.dir = folder_new()};
    s.path = folder_file(&s.dir, "w.db");
    for (size_t i = 0; i < N; i++) {
        randombytes_buf(s.made[i].nullifier, 32);
        randombytes_buf(s.made[i].sealed, SEALED);
        (void)crypto_hash_sha256(s.made[i].sealed_hash, s.made[i].sealed,
                                 SEALED);
    }
    assert_int_equal(ballots_create(s.path.s, 60, SEALED, NULL), ERR_OK);
    return s;
}

static enum err put(struct ballots *b, const struct stage *s,
                    enum err results[N])
{
    struct ballots_put puts[N];
    for (size_t i = 0; i < N; i++) {
        puts[i] = (struct ballots_put){.group = 1, .sealed = s->made[i].sealed};
        memcpy(puts[i].nullifier, s->made[i].nullifier, 32);
        memcpy(puts[i].sealed_hash, s->made[i].sealed_hash, 32);
    }
    enum err e = ballots_put(b, puts, N);
    for (size_t i = 0; i < N; i++)
        results[i] = e == ERR_OK ? puts[i].result : e;
    return e;
}

static uint32_t found(struct ballots *b, const struct stage *s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < N; i++) {
        enum err e =
            ballots_find(b, 1, s->made[i].nullifier, s->made[i].sealed_hash);
        assert_true(e == ERR_OK || e == ERR_NOT_FOUND);
        n += e == ERR_OK;
    }
    return n;
}

static void check_journal(const struct stage *s)
{
    assert_int_equal(spy.cut_dirty, 0);
    assert_int_equal(spy.cut_unsynced, 0);
    assert_true(journal_is_empty(s->path.s));
}

/* One batch with a failure at the Nth call; whether there were that many. */
static bool batch_with_failure(int at, int code, bool fails_after)
{
    struct stage s = stage_new();
    struct ballots *b = NULL;
    enum err results[N];
    assert_int_equal(ballots_open(s.path.s, &b, NULL), ERR_OK);
    spy_reset();
    spy.fail_at = at;
    spy.fail_code = code;
    spy.fails_after = fails_after;
    enum err e = put(b, &s, results);
    bool reached = spy.failed > 0;
    spy_reset();
    /* In memory now, in the file after opening it again: the same. */
    uint32_t before = found(b, &s);
    assert_true(before == 0 || before == N);
    if (e == ERR_OK)
        assert_int_equal(before, N);
    ballots_close(b);
    assert_int_equal(ballots_open(s.path.s, &b, NULL), ERR_OK);
    assert_int_equal(found(b, &s), before);
    /* A retry ends with each ballot once. */
    uint32_t count = 0;
    assert_int_equal(put(b, &s, results), ERR_OK);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(results[i], ERR_OK);
    assert_int_equal(ballots_count(b, &count), ERR_OK);
    assert_int_equal(count, N);
    check_journal(&s);
    ballots_close(b);
    folder_free(&s.dir);
    return reached;
}

static void every_call(int code, bool fails_after, int at_least)
{
    int at = 1;
    while (batch_with_failure(at, code, fails_after))
        at++;
    /* Otherwise this tested nothing. */
    assert_true(at > at_least);
}

static void a_full_disk_at_any_call_loses_and_doubles_no_ballot(void **state)
{
    (void)state;
    every_call(SQLITE_FULL, false, 8);
    every_call(SQLITE_FULL, true, 8);
}

static void a_broken_disk_at_any_call_loses_and_doubles_no_ballot(void **state)
{
    (void)state;
    every_call(SQLITE_IOERR_WRITE, false, 8);
    every_call(SQLITE_IOERR_WRITE, true, 8);
}

/* --- no memory ------------------------------------------------------------ */

static sqlite3_mem_methods libc_memory;
static int allocations;
static int starve_at; /* the Nth allocation from now fails; 0: none */

static bool starves(void)
{
    return ++allocations == starve_at;
}

static void *starving_malloc(int n)
{
    return starves() ? NULL : libc_memory.xMalloc(n);
}

static void *starving_realloc(void *p, int n)
{
    return starves() ? NULL : libc_memory.xRealloc(p, n);
}

static void memory_install(void)
{
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &libc_memory) != SQLITE_OK)
        abort();
    sqlite3_mem_methods m = libc_memory;
    m.xMalloc = starving_malloc;
    m.xRealloc = starving_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &m) != SQLITE_OK)
        abort();
}

/* One batch without memory at the Nth allocation; whether there were so many.
 */
static bool batch_starving(int at)
{
    struct stage s = stage_new();
    struct ballots *b = NULL;
    enum err results[N];
    uint32_t count = 0;
    assert_int_equal(ballots_open(s.path.s, &b, NULL), ERR_OK);
    spy_reset();
    allocations = 0;
    starve_at = at;
    enum err e = put(b, &s, results);
    bool reached = allocations >= at;
    starve_at = 0;
    uint32_t n = found(b, &s);
    assert_true(n == N || (n == 0 && e == ERR_MEMORY));
    assert_int_equal(put(b, &s, results), ERR_OK);
    assert_int_equal(ballots_count(b, &count), ERR_OK);
    assert_int_equal(count, N);
    check_journal(&s);
    ballots_close(b);
    folder_free(&s.dir);
    return reached;
}

static void no_memory_at_any_allocation_loses_no_ballot(void **state)
{
    (void)state;
    int at = 1;
    while (batch_starving(at))
        at++;
    assert_true(at > 10);
}

static void opening_without_memory_says_so(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct ballots *b = NULL;
    int at = 1;
    for (bool reached = true; reached; at++) {
        allocations = 0;
        starve_at = at;
        enum err e = ballots_open(s.path.s, &b, NULL);
        reached = allocations >= at;
        starve_at = 0;
        assert_true(e == ERR_OK || e == ERR_MEMORY);
        if (e == ERR_OK)
            ballots_close(b);
    }
    assert_true(at > 10);
    folder_free(&s.dir);
}

static void a_batch_is_answered_when_its_journal_is_zeros_and_synced(
    void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct ballots *b = NULL;
    enum err results[N];
    assert_int_equal(ballots_open(s.path.s, &b, NULL), ERR_OK);
    spy_reset();
    assert_int_equal(put(b, &s, results), ERR_OK);
    assert_int_equal(spy.emptied, 1);
    assert_false(spy.is_unsynced);
    check_journal(&s);
    ballots_close(b);
    folder_free(&s.dir);
}

/* A child that dies at the Nth call of its batch; whether it did. */
static bool batch_with_death(int at)
{
    struct stage s = stage_new();
    struct ballots *b = NULL;
    enum err results[N];
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (ballots_open(s.path.s, &b, NULL) != ERR_OK)
            _exit(1);
        spy_reset();
        spy.die_at = at;
        _exit(put(b, &s, results) == ERR_OK ? 0 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 9);
    bool died = WEXITSTATUS(status) == 9;
    spy_reset();
    assert_int_equal(ballots_open(s.path.s, &b, NULL), ERR_OK);
    /* Opening is enough: no page lies in the journal until the next commit. */
    check_journal(&s);
    uint32_t n = found(b, &s);
    assert_true(died ? n == 0 || n == N : n == N);
    assert_int_equal(put(b, &s, results), ERR_OK);
    assert_int_equal(found(b, &s), N);
    uint32_t count = 0;
    assert_int_equal(ballots_count(b, &count), ERR_OK);
    assert_int_equal(count, N);
    ballots_close(b);
    folder_free(&s.dir);
    return died;
}

static void a_death_at_any_call_leaves_all_of_a_batch_or_nothing(void **state)
{
    (void)state;
    int at = 1;
    while (batch_with_death(at))
        at++;
    assert_true(at > 6);
}

static void a_failed_opening_of_a_wave_leaves_no_file(void **state)
{
    (void)state;
    const struct invites_place place = {1, {1}};
    int at = 1;
    for (bool reached = true; reached; at++) {
        struct folder dir = folder_new();
        struct file_path path = folder_file(&dir, "w.db");
        spy_reset();
        spy.fail_at = at;
        spy.fail_code = SQLITE_FULL;
        enum err e = invites_create(path.s, &place, 1, NULL);
        reached = spy.failed > 0;
        spy_reset();
        if (e != ERR_OK) {
            assert_false(file_exists(path.s));
            assert_int_equal(invites_create(path.s, &place, 1, NULL), ERR_OK);
        }
        struct invites *inv = NULL;
        assert_int_equal(invites_open(path.s, INVITES_SERVER, &inv, NULL),
                         ERR_OK);
        invites_close(inv);
        folder_free(&dir);
    }
    assert_true(at > 3);
}

static bool use_with_failure(int at)
{
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.db");
    const struct invites_place place = {1, {1}};
    struct invites *inv = NULL;
    struct invites_use use = {.blinded = {5}};
    assert_int_equal(invites_create(path.s, &place, 1, NULL), ERR_OK);
    assert_int_equal(invites_open(path.s, INVITES_SERVER, &inv, NULL), ERR_OK);
    assert_int_equal(invites_find(inv, 1, place.pk, &use.row), ERR_OK);
    spy_reset();
    spy.fail_at = at;
    spy.fail_code = SQLITE_IOERR_FSYNC;
    enum err e = invites_use(inv, &use, 1);
    bool reached = spy.failed > 0;
    spy_reset();
    if (e == ERR_OK) {
        invites_close(inv);
        assert_int_equal(invites_open(path.s, INVITES_SERVER, &inv, NULL),
                         ERR_OK);
        struct invites_use other = use;
        other.blinded[0] = 6;
        assert_int_equal(invites_use(inv, &other, 1), ERR_OK);
        assert_int_equal(other.result, ERR_EXISTS);
    }
    assert_int_equal(invites_use(inv, &use, 1), ERR_OK);
    assert_int_equal(use.result, ERR_OK);
    assert_int_equal(spy.cut_dirty, 0);
    assert_true(journal_is_empty(path.s));
    invites_close(inv);
    folder_free(&dir);
    return reached;
}

static void a_failure_at_any_call_spends_no_invite_for_nothing(void **state)
{
    (void)state;
    int at = 1;
    while (use_with_failure(at))
        at++;
    assert_true(at > 6);
}

static bool import_with_failure(int at)
{
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "people.db");
    const struct people_person old = {"a", "", "", "", "", "", "", "", ""};
    const struct people_person new[2] = {
        {"b", "", "", "", "", "", "", "", ""},
        {"c", "", "", "", "", "", "", "", ""},
    };
    struct people *people = NULL;
    size_t count = 0;
    assert_int_equal(people_create(path.s, NULL), ERR_OK);
    assert_int_equal(people_open(path.s, &people, NULL), ERR_OK);
    assert_int_equal(people_roster_replace(people, &old, 1, NULL), ERR_OK);
    spy_reset();
    spy.fail_at = at;
    spy.fail_code = SQLITE_FULL;
    enum err e = people_roster_replace(people, new, 2, NULL);
    bool reached = spy.failed > 0;
    spy_reset();
    assert_int_equal(people_roster_count(people, &count), ERR_OK);
    assert_true(count == 2 || (e != ERR_OK && count == 1));
    people_close(people);
    folder_free(&dir);
    return reached;
}

static void a_failed_import_leaves_the_old_roster(void **state)
{
    (void)state;
    int at = 1;
    while (import_with_failure(at))
        at++;
    assert_true(at > 6);
}

#define BYTES(text)                                                            \
    {                                                                          \
        (const uint8_t *)(text), sizeof(text) - 1                              \
    }

/* A disk that fails at call AT of an opening, else of a close. */
static bool turn_with_failure(int at, bool is_opening)
{
    static const struct site_promise promise = {
        BYTES("{manifest}"), BYTES("{survey}"), BYTES("bundle"),
        BYTES("{u}"),        BYTES("{w}"),      BYTES("{i}")};
    static const struct site_results results = {BYTES("{release}"),
                                                BYTES("sig"), BYTES("sig"), 7};
    const struct site_wave wave = {"w", SITE_WAVE_OPEN, 1, 2, 0, {7}};
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "site.db");
    struct site *site = NULL;
    struct site_wave found = {.state = SITE_WAVE_OPEN};
    enum err e = ERR_OK;
    assert_int_equal(site_create(path.s, "Riverside", NULL), ERR_OK);
    assert_int_equal(site_open(path.s, SITE_OFFICE, &site, NULL), ERR_OK);
    if (!is_opening) {
        assert_int_equal(site_wave_put(site, &wave, &promise), ERR_OK);
        assert_int_equal(
            site_board_add(site, "w", 0, (const uint8_t *)"{board}", 7),
            ERR_OK);
    }
    spy_reset();
    spy.fail_at = at;
    spy.fail_code = SQLITE_IOERR_WRITE;
    e = is_opening ? site_wave_put(site, &wave, &promise)
                   : site_wave_publish(site, "w", &results);
    bool reached = spy.failed > 0;
    spy_reset();
    enum err there = site_wave_get(site, "w", &found);
    if (is_opening)
        assert_int_equal(there == ERR_OK, e == ERR_OK);
    else
        assert_int_equal(found.state == SITE_WAVE_CLOSED, e == ERR_OK);
    site_close(site);
    folder_free(&dir);
    return reached;
}

static void a_turn_of_a_wave_that_is_in_the_file_is_never_told_as_failed(
    void **state)
{
    (void)state;
    for (int is_opening = 0; is_opening < 2; is_opening++) {
        int at = 1;
        while (turn_with_failure(at, is_opening != 0))
            at++;
        assert_true(at > 6);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    memory_install();
    spy_install();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_batch_is_answered_when_its_journal_is_zeros_and_synced),
        cmocka_unit_test(a_full_disk_at_any_call_loses_and_doubles_no_ballot),
        cmocka_unit_test(a_broken_disk_at_any_call_loses_and_doubles_no_ballot),
        cmocka_unit_test(no_memory_at_any_allocation_loses_no_ballot),
        cmocka_unit_test(opening_without_memory_says_so),
        cmocka_unit_test(a_death_at_any_call_leaves_all_of_a_batch_or_nothing),
        cmocka_unit_test(a_failed_opening_of_a_wave_leaves_no_file),
        cmocka_unit_test(a_failure_at_any_call_spends_no_invite_for_nothing),
        cmocka_unit_test(a_failed_import_leaves_the_old_roster),
        cmocka_unit_test(
            a_turn_of_a_wave_that_is_in_the_file_is_never_told_as_failed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
