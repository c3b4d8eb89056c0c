/* Long lists in order: held whole, in ranges, and when they are not what they
 * seem. */
#include "wave/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SIZE 64u

/* Items made as they are asked for: nothing of them is in memory. */
struct made {
    size_t count;
    size_t walks;     /* so far */
    size_t bad_walk;  /* 0: none; the one that gives other items */
    bool begin_alike; /* all with the same two bytes */
};

static void make(const struct made *m, uint64_t i, uint8_t item[static SIZE])
{
    uint64_t x = (i + 1) * 0x9e3779b97f4a7c15u;
    x ^= x >> 29;
    x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 32;
    memset(item, 0, SIZE);
    memcpy(item + (m->begin_alike ? 2 : 0), &x, sizeof x);
    memcpy(item + SIZE - sizeof i, &i, sizeof i);
}

static enum err each(const void *context, wave_list_fn *fn, void *to)
{
    struct made *m = *(struct made *const *)context;
    uint8_t item[SIZE];
    enum err e = ERR_OK;
    const bool is_bad = ++m->walks == m->bad_walk;
    for (size_t i = 0; e == ERR_OK && i < m->count; i++) {
        make(m, is_bad ? i + 1 : i, item);
        e = fn(to, item);
    }
    return e;
}

struct seen {
    uint8_t last[SIZE];
    size_t count;
    uint64_t sum;   /* of the numbers of the items */
    size_t stop_at; /* 0: never */
};

static enum err see(void *to, const uint8_t *item)
{
    struct seen *s = to;
    uint64_t number;
    if (s->count > 0)
        assert_true(memcmp(s->last, item, SIZE) < 0);
    memcpy(s->last, item, SIZE);
    memcpy(&number, item + SIZE - sizeof number, sizeof number);
    s->sum += number;
    return ++s->count == s->stop_at ? ERR_DENIED : ERR_OK;
}

static enum err go_through(struct made *m, size_t count, struct seen *s)
{
    const struct wave_list list = {each, &m, count};
    return wave_list_in_order(&list, SIZE, see, s);
}

static void check_all(size_t count, bool begin_alike, size_t walks)
{
    struct made m = {.count = count, .begin_alike = begin_alike};
    struct seen s = {.count = 0};
    assert_int_equal(go_through(&m, count, &s), ERR_OK);
    assert_int_equal(s.count, count);
    assert_int_equal(s.sum, (uint64_t)count * (count - 1) / 2);
    assert_int_equal(m.walks, walks);
}

static void a_list_of_any_length_comes_in_order(void **state)
{
    (void)state;
    struct made none = {.count = 0};
    struct seen s = {.count = 0};
    assert_int_equal(go_through(&none, 0, &s), ERR_OK);
    assert_int_equal(s.count, 0);
    check_all(1, false, 1);
    check_all(2, false, 1);
    check_all(70000, false, 1);
    check_all(5000, true, 1);
}

static void a_list_that_cannot_be_held_is_gone_through_in_ranges(void **state)
{
    (void)state;
    const size_t held = WAVE_LIST_HELD_BYTES / SIZE;
    check_all(held, false, 1);
    check_all(held + 1, false, 3);
    check_all(held + 1, true, 2); /* one range, however large */
}

static void a_list_that_is_not_the_same_every_time_is_refused(void **state)
{
    (void)state;
    const size_t large = WAVE_LIST_HELD_BYTES / SIZE + 1;
    struct seen s = {.count = 0};
    struct made m = {.count = 10};
    assert_int_equal(go_through(&m, 9, &s), ERR_CORRUPT);
    assert_int_equal(go_through(&m, 11, &s), ERR_CORRUPT);
    assert_int_equal(s.count, 0);
    m = (struct made){.count = large, .bad_walk = 2};
    assert_int_equal(go_through(&m, large, &s), ERR_CORRUPT);
    m = (struct made){.count = large + 1};
    s.count = 0;
    assert_int_equal(go_through(&m, large, &s), ERR_CORRUPT);
    assert_int_equal(s.count, 0);
}

static void an_error_of_whoever_looks_ends_the_walk(void **state)
{
    (void)state;
    struct made m = {.count = 1000};
    struct seen s = {.stop_at = 3};
    assert_int_equal(go_through(&m, 1000, &s), ERR_DENIED);
    assert_int_equal(s.count, 3);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_any_length_comes_in_order),
        cmocka_unit_test(a_list_that_cannot_be_held_is_gone_through_in_ranges),
        cmocka_unit_test(a_list_that_is_not_the_same_every_time_is_refused),
        cmocka_unit_test(an_error_of_whoever_looks_ends_the_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
