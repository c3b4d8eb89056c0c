/* office: one long act at a time. */
#include "office/job.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* An act that goes on until it may end, or is to give up. */
struct act {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool has_begun;
    bool may_end;
    bool was_given_up;
    unsigned freed;
};

static void wait_for(struct act *act, const bool *what)
{
    (void)pthread_mutex_lock(&act->lock);
    while (!*what)
        (void)pthread_cond_wait(&act->changed, &act->lock);
    (void)pthread_mutex_unlock(&act->lock);
}

static void set(struct act *act, bool *what)
{
    (void)pthread_mutex_lock(&act->lock);
    *what = true;
    (void)pthread_cond_broadcast(&act->changed);
    (void)pthread_mutex_unlock(&act->lock);
}

static void count(void *context, const struct conduct_watch *watch,
                  struct office_outcome *out)
{
    struct act *act = context;
    conduct_watch_begin(watch, "Counting", "sheep", 10);
    conduct_watch_advance(watch, 3);
    set(act, &act->has_begun);
    wait_for(act, &act->may_end);
    out->e = err_say(&out->note, ERR_FULL, "no more sheep");
}

/* Nothing but being asked to give up ends it. */
static void go_on(void *context, const struct conduct_watch *watch,
                  struct office_outcome *out)
{
    struct act *act = context;
    set(act, &act->has_begun);
    while (!conduct_watch_is_given_up(watch))
        ;
    act->was_given_up = true;
    out->e = ERR_DENIED;
}

static void free_act(void *context)
{
    struct act *act = context;
    act->freed++;
}

#define ACT                                                                    \
    {                                                                          \
        .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER \
    }

static void an_act_cannot_be_started_twice(void **state)
{
    struct act first = ACT;
    struct act second = ACT;
    struct office_job *job = NULL;
    struct office_progress p;
    struct err_note note = {""};
    (void)state;
    assert_int_equal(office_job_new(&job), ERR_OK);
    office_job_look(job, &p);
    assert_int_equal(p.kind, OFFICE_JOB_NONE);
    assert_int_equal(office_job_begin(job, OFFICE_JOB_CLOSE, "w1", count,
                                      &first, free_act, &note),
                     ERR_OK);
    wait_for(&first, &first.has_begun);
    office_job_look(job, &p);
    assert_true(p.is_running);
    assert_string_equal(p.what, "Counting");
    assert_string_equal(p.unit, "sheep");
    assert_int_equal(p.done, 3);
    assert_int_equal(p.total, 10);
    assert_int_equal(office_job_begin(job, OFFICE_JOB_OPEN, "w2", count,
                                      &second, free_act, &note),
                     ERR_BUSY);
    assert_string_equal(note.text,
                        "w1 is still being closed; wait until that is done");
    assert_int_equal(second.freed, 1);
    assert_false(second.has_begun);
    set(&first, &first.may_end);
    office_job_free(job);
    assert_int_equal(first.freed, 1);
}

static void what_came_out_stays_until_the_next(void **state)
{
    struct act first = ACT;
    struct act second = ACT;
    struct office_job *job = NULL;
    struct office_progress p;
    (void)state;
    assert_int_equal(office_job_new(&job), ERR_OK);
    set(&first, &first.may_end);
    assert_int_equal(office_job_begin(job, OFFICE_JOB_CLOSE, "w1", count,
                                      &first, free_act, NULL),
                     ERR_OK);
    do {
        office_job_look(job, &p);
    } while (p.is_running);
    assert_int_equal(p.outcome.e, ERR_FULL);
    assert_string_equal(p.outcome.note.text, "no more sheep");
    set(&second, &second.may_end);
    assert_int_equal(office_job_begin(job, OFFICE_JOB_OPEN, "w2", count,
                                      &second, free_act, NULL),
                     ERR_OK);
    office_job_look(job, &p);
    assert_string_equal(p.wave, "w2");
    office_job_free(job);
    assert_int_equal(first.freed + second.freed, 2);
}

static void the_end_gives_up_what_runs(void **state)
{
    struct act act = ACT;
    struct office_job *job = NULL;
    (void)state;
    assert_int_equal(office_job_new(&job), ERR_OK);
    assert_int_equal(office_job_begin(job, OFFICE_JOB_CLOSE, "w1", go_on, &act,
                                      free_act, NULL),
                     ERR_OK);
    wait_for(&act, &act.has_begun);
    office_job_free(job);
    assert_true(act.was_given_up);
    assert_int_equal(act.freed, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_act_cannot_be_started_twice),
        cmocka_unit_test(what_came_out_stays_until_the_next),
        cmocka_unit_test(the_end_gives_up_what_runs),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
