/*
 * Both doors under load from many threads, while another process closes the
 * wave, and while the server is killed: what was acknowledged is there, once.
 */
#include "test_collect_help.h"

#include "collect/issue.h"
#include "collect/submit.h"
#include "store/ballots_read.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>

#define N       240
#define THREADS 8

struct load {
    struct stage s;
    struct trainee t[N];
    uint8_t redeem[N][REDEEM];
    uint8_t ask[N][WAVE_ISSUE_REQUEST_BYTES];
    struct submit *submit;
    struct issue *issue;
    atomic_int status[N]; /* what came back, 0: nothing yet */
    atomic_int arrived;
};

static struct load *load_new(void)
{
    struct load *l = calloc(1, sizeof *l);
    assert_non_null(l);
    l->s = stage_new();
    for (size_t i = 0; i < N; i++) {
        l->t[i] = trainee_new(&l->s, (uint16_t)(i % 3 + 1));
        give_token(&l->s, &l->t[i]);
        redeem_body(&l->s, &l->t[i], l->redeem[i]);
        issue_body(&l->s, &l->t[i], l->ask[i]);
    }
    make_invites(&l->s, l->t, N);
    make_ballots(&l->s, N);
    return l;
}

static bool load_open(struct load *l)
{
    return submit_open(l->s.ballots.s, l->s.manifest, &l->s.mh, &l->s.sk,
                       &l->s.board_sk, &l->submit, NULL) == ERR_OK &&
           issue_open(l->s.invites.s, l->s.manifest, &l->s.mh, &l->s.sk,
                      &l->issue, NULL) == ERR_OK;
}

static void load_close(struct load *l)
{
    submit_close(l->submit);
    issue_close(l->issue);
    l->submit = NULL;
    l->issue = NULL;
}

static void load_free(struct load *l)
{
    load_close(l);
    stage_free(&l->s);
    free(l);
}

/* One answer's way back: which request it belongs to. */
struct slot {
    struct load *l;
    size_t i;
};

static void take(void *ctx, const struct collect_answer *answer)
{
    struct slot *slot = ctx;
    atomic_store(&slot->l->status[slot->i], (int)answer->status);
    (void)atomic_fetch_add(&slot->l->arrived, 1);
}

struct worker {
    struct load *l;
    size_t first;
    bool is_issuing;
    struct slot slots[N];
};

static void *work(void *ctx)
{
    struct worker *w = ctx;
    struct load *l = w->l;
    for (size_t i = w->first; i < N; i += THREADS) {
        w->slots[i] = (struct slot){l, i};
        const struct collect_reply reply = {take, &w->slots[i]};
        if (w->is_issuing)
            issue_post(l->issue, l->ask[i], sizeof l->ask[i], l->s.closes - 1,
                       reply);
        else
            submit_post(l->submit, l->redeem[i], REDEEM, l->s.closes - 1,
                        reply);
    }
    return NULL;
}

struct crew {
    pthread_t threads[THREADS];
    struct worker *workers;
};

static struct crew crew_start(struct load *l, bool is_issuing)
{
    struct crew c = {.workers = calloc(THREADS, sizeof *c.workers)};
    assert_non_null(c.workers);
    for (size_t i = 0; i < THREADS; i++) {
        c.workers[i].l = l;
        c.workers[i].first = i;
        c.workers[i].is_issuing = is_issuing;
        assert_int_equal(
            pthread_create(&c.threads[i], NULL, work, &c.workers[i]), 0);
    }
    return c;
}

static void crew_end(struct crew *c, struct load *l, bool is_issuing)
{
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(c->threads[i], NULL), 0);
    if (is_issuing)
        issue_drain(l->issue);
    else
        submit_drain(l->submit);
    free(c->workers);
}

static bool is_stored(struct ballots *b, const struct load *l, size_t i)
{
    struct wave_nullifier nullifier;
    struct wave_sealed_hash hash;
    wave_nullifier(&l->s.mh, &l->t[i].nonce, &nullifier);
    wave_sealed_hash(l->t[i].sealed, SEALED, &hash);
    return ballots_find(b, l->t[i].group, nullifier.b, hash.b) == ERR_OK;
}

static void ballots_of_eight_threads_are_all_there_after_a_restart(void **state)
{
    (void)state;
    struct load *l = load_new();
    struct ballots *b = NULL;
    uint32_t count = 0;
    assert_true(load_open(l));
    struct crew c = crew_start(l, false);
    crew_end(&c, l, false);
    load_close(l);
    assert_int_equal(ballots_open(l->s.ballots.s, &b, NULL), ERR_OK);
    assert_int_equal(ballots_count(b, &count), ERR_OK);
    assert_int_equal(count, N);
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(atomic_load(&l->status[i]), 200);
        assert_true(is_stored(b, l, i));
    }
    ballots_close(b);
    load_free(l);
}

static void tokens_of_eight_threads_are_all_recorded(void **state)
{
    (void)state;
    struct load *l = load_new();
    struct invites *inv = NULL;
    struct invites_count *counts = NULL;
    size_t n = 0;
    assert_true(load_open(l));
    struct crew c = crew_start(l, true);
    crew_end(&c, l, true);
    load_close(l);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(atomic_load(&l->status[i]), 200);
    assert_int_equal(invites_open(l->s.invites.s, INVITES_COUNTER, &inv, NULL),
                     ERR_OK);
    assert_int_equal(invites_counts(inv, &counts, &n), ERR_OK);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(counts[i].issued, N / 3);
    free(counts);
    invites_close(inv);
    load_free(l);
}

/* --- closing while it runs ------------------------------------------------ */

struct count {
    struct load *l;
    bool seen[N];
    uint32_t total;
};

static enum err see(void *ctx, const struct ballots_read_row *row)
{
    struct count *c = ctx;
    c->total++;
    for (size_t i = 0; i < N; i++)
        if (memcmp(row->sealed, c->l->t[i].sealed, row->sealed_len) == 0) {
            assert_false(c->seen[i]);
            c->seen[i] = true;
        }
    return ERR_OK;
}

static void closing_under_load_reads_every_acknowledged_ballot(void **state)
{
    (void)state;
    struct load *l = load_new();
    struct ballots_read *r = NULL;
    struct count count = {.l = l};
    uint32_t acknowledged = 0;
    assert_true(load_open(l));
    assert_int_equal(ballots_read_open(l->s.ballots.s, &r, NULL), ERR_OK);
    struct crew c = crew_start(l, false);
    while (atomic_load(&l->arrived) < N / 8)
        (void)sched_yield();
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(ballots_read_each(r, NULL, see, &count), ERR_OK);
    crew_end(&c, l, false);
    for (size_t i = 0; i < N; i++) {
        int status = atomic_load(&l->status[i]);
        assert_true(status == 200 || status == 503);
        acknowledged += status == 200;
        assert_int_equal(count.seen[i], status == 200);
    }
    assert_int_equal(count.total, acknowledged);
    /* The close fails and is taken back: the rest gets in, nothing twice. */
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_OPEN), ERR_OK);
    c = crew_start(l, false);
    crew_end(&c, l, false);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSING), ERR_OK);
    count = (struct count){.l = l};
    assert_int_equal(ballots_read_each(r, NULL, see, &count), ERR_OK);
    assert_int_equal(count.total, N);
    ballots_read_close(r);
    load_free(l);
}

/* --- killed in mid-load --------------------------------------------------- */

/* In the child: tells the parent, through a pipe, of each that is done. */
struct report {
    int pipe;
    uint32_t i;
};

static void tell(void *ctx, const struct collect_answer *answer)
{
    const struct report *r = ctx;
    if (answer->status == COLLECT_OK &&
        write(r->pipe, &r->i, sizeof r->i) != (ssize_t)sizeof r->i)
        _exit(3);
}

/* Posts both bodies of everybody from FIRST on, and never ends by itself. */
_Noreturn static void serve(struct load *l, size_t first, int redeems,
                            int issues)
{
    static struct report by_redeem[N];
    static struct report by_issue[N];
    if (!load_open(l))
        _exit(1);
    for (size_t k = 0; k < N; k++) {
        size_t i = (first + k) % N;
        by_redeem[i] = (struct report){redeems, (uint32_t)i};
        by_issue[i] = (struct report){issues, (uint32_t)i};
        submit_post(l->submit, l->redeem[i], REDEEM, l->s.closes - 1,
                    (struct collect_reply){tell, &by_redeem[i]});
        issue_post(l->issue, l->ask[i], sizeof l->ask[i], l->s.closes - 1,
                   (struct collect_reply){tell, &by_issue[i]});
    }
    for (;;)
        (void)pause();
}

/* Reads acknowledgements: ENOUGH of them, or, after the kill, all. */
static void hear(int pipe, bool acknowledged[N], uint32_t enough)
{
    uint32_t i = 0;
    for (uint32_t n = 0; n < enough; n++) {
        if (read(pipe, &i, sizeof i) != (ssize_t)sizeof i)
            return;
        assert_true(i < N);
        acknowledged[i] = true;
    }
}

static void check_ballots(const struct load *l, const bool acknowledged[N])
{
    struct ballots *b = NULL;
    uint32_t count = 0;
    uint32_t found = 0;
    /* A nullifier or a ballot that is there twice would be ERR_CORRUPT. */
    assert_int_equal(ballots_open(l->s.ballots.s, &b, NULL), ERR_OK);
    assert_int_equal(ballots_count(b, &count), ERR_OK);
    for (size_t i = 0; i < N; i++) {
        found += is_stored(b, l, i);
        if (acknowledged[i])
            assert_true(is_stored(b, l, i));
    }
    assert_int_equal(found, count);
    assert_true(journal_is_empty(l->s.ballots.s));
    ballots_close(b);
}

static void check_invites(const struct load *l, const bool acknowledged[N])
{
    struct invites *inv = NULL;
    assert_int_equal(invites_open(l->s.invites.s, INVITES_SERVER, &inv, NULL),
                     ERR_OK);
    for (size_t i = 0; i < N; i++) {
        struct invites_use other = {.late = true};
        if (!acknowledged[i])
            continue;
        /* Recorded with its own element: a late retry passes. */
        assert_int_equal(
            invites_find(inv, l->t[i].group, l->t[i].pub.b, &other.row),
            ERR_OK);
        memcpy(other.blinded, l->t[i].blinded.b, 32);
        assert_int_equal(invites_use(inv, &other, 1), ERR_OK);
        assert_int_equal(other.result, ERR_OK);
    }
    assert_true(journal_is_empty(l->s.invites.s));
    invites_close(inv);
}

static void kill_once(struct load *l, size_t first, bool ballots[N],
                      bool invites[N])
{
    int redeems[2];
    int issues[2];
    int status = 0;
    assert_int_equal(pipe(redeems), 0);
    assert_int_equal(pipe(issues), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        serve(l, first, redeems[1], issues[1]);
    (void)close(redeems[1]);
    (void)close(issues[1]);
    hear(redeems[0], ballots, 1 + randombytes_uniform(10));
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    hear(redeems[0], ballots, UINT32_MAX);
    hear(issues[0], invites, UINT32_MAX);
    (void)close(redeems[0]);
    (void)close(issues[0]);
}

static void a_killed_server_keeps_what_it_acknowledged(void **state)
{
    (void)state;
    struct load *l = load_new();
    bool ballots[N] = {false};
    bool invites[N] = {false};
    for (size_t round = 0; round < 24; round++) {
        kill_once(l, round * 10, ballots, invites);
        check_ballots(l, ballots);
        check_invites(l, invites);
    }
    load_free(l);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            ballots_of_eight_threads_are_all_there_after_a_restart),
        cmocka_unit_test(tokens_of_eight_threads_are_all_recorded),
        cmocka_unit_test(closing_under_load_reads_every_acknowledged_ballot),
        cmocka_unit_test(a_killed_server_keeps_what_it_acknowledged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
