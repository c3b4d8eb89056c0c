/*
 * The journal of a ballot file, through kill -9 at each call that touches it,
 * and a second one at each call of the recovery: nothing of it is cut off that
 * is not zeros, and synced; and what was rolled back is nowhere on the disk.
 */
#include "unit/test_store_spy.h"

#include "privacy/link_image.h"

#include "store/ballots.h"

#include <signal.h>
#include <sys/wait.h>

#define SEALED 304
#define PLACES 60

struct made {
    uint8_t nullifier[32];
    uint8_t sealed_hash[32];
    uint8_t sealed[SEALED];
};

static size_t hot;       /* journals that a kill left with pages in them */
static size_t recovered; /* ... and that were killed again while recovering */
static size_t kills;

static struct made make(void)
{
    struct made m;
    randombytes_buf(m.nullifier, sizeof m.nullifier);
    randombytes_buf(m.sealed, sizeof m.sealed);
    (void)crypto_hash_sha256(m.sealed_hash, m.sealed, sizeof m.sealed);
    return m;
}

static enum err put(struct ballots *b, const struct made *m)
{
    struct ballots_put p = {.group = 1, .sealed = m->sealed};
    memcpy(p.nullifier, m->nullifier, 32);
    memcpy(p.sealed_hash, m->sealed_hash, 32);
    const enum err e = ballots_put(b, &p, 1);
    return e == ERR_OK ? p.result : e;
}

static void die(void)
{
    (void)raise(SIGKILL);
}

/* Opens the file, and puts M unless it is NULL, in a process that is killed at
 * the Nth call on the journal; whether it was. */
static bool killed_at(int call, const char *path, const struct made *m)
{
    int status = 0;
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct ballots *b = NULL;
        spy_reset();
        spy.look = die;
        spy.look_at = m == NULL ? call : 0;
        if (ballots_open(path, &b, NULL) != ERR_OK)
            _exit(1);
        spy.look_at = spy.seen + call;
        if (m != NULL && put(b, m) != ERR_OK)
            _exit(2);
        _exit(spy.cut_dirty + spy.cut_unsynced == 0 ? 0 : 3);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status))
        assert_int_equal(WEXITSTATUS(status), 0);
    const bool was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    kills += was_killed;
    return was_killed;
}

static bool is_anywhere(const struct folder *dir, const uint8_t *bytes)
{
    struct link_image image = {.count = 0};
    bool found = false;
    link_take(&image, dir->path, "");
    for (size_t i = 0; i < image.count; i++)
        found = found || raw_find(&image.files[i].bytes, bytes, 16) >= 0;
    link_image_free(&image);
    return found;
}

/* After the last start: what was acknowledged is there, the other ballot whole
 * or nowhere, and the journal empty. */
static void check(const struct folder *dir, const char *path,
                  const struct made *old, const struct made *torn,
                  bool was_filled)
{
    struct ballots *b = NULL;
    spy_reset();
    assert_int_equal(ballots_open(path, &b, NULL), ERR_OK);
    assert_int_equal(spy.cut_dirty, 0);
    assert_int_equal(spy.cut_unsynced, 0);
    assert_true(!was_filled || spy.emptied > 0);
    assert_true(journal_is_empty(path));
    assert_int_equal(ballots_find(b, 1, old->nullifier, old->sealed_hash),
                     ERR_OK);
    const enum err e = ballots_find(b, 1, torn->nullifier, torn->sealed_hash);
    assert_true(e == ERR_OK || e == ERR_NOT_FOUND);
    assert_int_equal(is_anywhere(dir, torn->nullifier), e == ERR_OK);
    assert_int_equal(is_anywhere(dir, torn->sealed), e == ERR_OK);
    ballots_close(b);
}

/* One kill in a write, and one in the recovery unless AGAIN is 0; whether both
 * came about. */
static bool kill_twice(int call, int again)
{
    const struct folder dir = folder_new();
    const struct file_path path = folder_file(&dir, "w.ballots.db");
    const struct made old = make();
    const struct made torn = make();
    struct ballots *b = NULL;
    assert_int_equal(ballots_create(path.s, PLACES, SEALED, NULL), ERR_OK);
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_OK);
    assert_int_equal(put(b, &old), ERR_OK);
    ballots_close(b);
    bool was_killed = killed_at(call, path.s, &torn);
    hot += again == 0 && !journal_is_empty(path.s);
    if (was_killed && again > 0) {
        was_killed = killed_at(again, path.s, NULL);
        recovered += was_killed && !journal_is_empty(path.s);
    }
    check(&dir, path.s, &old, &torn, !journal_is_empty(path.s));
    folder_free(&dir);
    return was_killed;
}

static void a_kill_at_any_call_leaves_no_page_in_the_journal(void **state)
{
    (void)state;
    for (int call = 1; kill_twice(call, 0); call++)
        for (int again = 1; kill_twice(call, again);)
            again++;
    print_message("# %zu kills; %zu left a filled journal, %zu while it was "
                  "being recovered\n",
                  kills, hot, recovered);
    /* Otherwise this tested nothing. */
    assert_true(hot >= 5);
    assert_true(recovered >= 10);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (access("/dev/shm", W_OK) == 0)
        (void)setenv("TMPDIR", "/dev/shm", 0);
    if (sodium_init() < 0)
        return 1;
    spy_install();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kill_at_any_call_leaves_no_page_in_the_journal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
