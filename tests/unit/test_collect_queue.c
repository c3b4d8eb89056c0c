#include "test_store_help.h"

#include "collect/queue.h"

#include <pthread.h>
#include <semaphore.h>

#define DEPTH 4
#define MOST  3

/* A writer that waits until it is let. */
struct writer {
    sem_t entered;
    sem_t let;
    size_t groups[64];
    size_t group_count;
    size_t items;
    uintptr_t last;
    bool in_order;
};

static void commit(void *ctx, void *const *items, size_t n)
{
    struct writer *w = ctx;
    (void)sem_post(&w->entered);
    (void)sem_wait(&w->let);
    w->groups[w->group_count++] = n;
    for (size_t i = 0; i < n; i++) {
        w->in_order = w->in_order && (uintptr_t)items[i] == w->last + 1;
        w->last = (uintptr_t)items[i];
    }
    w->items += n;
}

static void writer_init(struct writer *w)
{
    *w = (struct writer){.in_order = true};
    (void)sem_init(&w->entered, 0, 0);
    (void)sem_init(&w->let, 0, 0);
}

static void *item(uintptr_t number)
{
    return (void *)number;
}

static struct queue *open_queue(struct writer *w)
{
    struct queue *q = NULL;
    const struct queue_writer writer = {commit, w};
    writer_init(w);
    assert_int_equal(queue_open(&writer, DEPTH, MOST, &q), ERR_OK);
    return q;
}

static void let(struct writer *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)sem_post(&w->let);
}

static void what_waits_is_committed_together_and_in_order(void **state)
{
    (void)state;
    struct writer w;
    struct queue *q = open_queue(&w);
    assert_int_equal(queue_put(q, item(1)), ERR_OK);
    (void)sem_wait(&w.entered); /* the writer has item 1, and waits */
    for (uintptr_t i = 2; i <= 5; i++)
        assert_int_equal(queue_put(q, item(i)), ERR_OK);
    let(&w, 9);
    queue_drain(q);
    assert_int_equal(w.items, 5);
    assert_true(w.in_order);
    assert_int_equal(w.group_count, 3);
    assert_int_equal(w.groups[0], 1);
    assert_int_equal(w.groups[1], MOST);
    assert_int_equal(w.groups[2], 1);
    queue_close(q);
}

static void a_full_queue_refuses_and_takes_again_later(void **state)
{
    (void)state;
    struct writer w;
    struct queue *q = open_queue(&w);
    assert_int_equal(queue_put(q, item(1)), ERR_OK);
    (void)sem_wait(&w.entered);
    for (uintptr_t i = 2; i < 2 + DEPTH; i++)
        assert_int_equal(queue_put(q, item(i)), ERR_OK);
    assert_int_equal(queue_put(q, item(6)), ERR_BUSY);
    let(&w, 9);
    queue_drain(q);
    assert_int_equal(queue_put(q, item(6)), ERR_OK);
    queue_drain(q);
    assert_int_equal(w.items, 6);
    assert_true(w.in_order);
    queue_close(q);
}

static void closing_commits_what_was_accepted(void **state)
{
    (void)state;
    struct writer w;
    struct queue *q = open_queue(&w);
    for (uintptr_t i = 1; i <= 4; i++)
        assert_int_equal(queue_put(q, item(i)), ERR_OK);
    let(&w, 9);
    queue_close(q);
    assert_int_equal(w.items, 4);
    assert_true(w.in_order);
}

static void an_idle_queue_drains_and_closes(void **state)
{
    (void)state;
    struct writer w;
    struct queue *q = open_queue(&w);
    queue_drain(q);
    queue_close(q);
    queue_close(NULL);
    assert_int_equal(w.items, 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_waits_is_committed_together_and_in_order),
        cmocka_unit_test(a_full_queue_refuses_and_takes_again_later),
        cmocka_unit_test(closing_commits_what_was_accepted),
        cmocka_unit_test(an_idle_queue_drains_and_closes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
