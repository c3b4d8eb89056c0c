/* http/rate: who is held back, who is not, and what is forgotten. */
#include "http/rate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct http_rate_rule rules[HTTP_RATE_KINDS] = {
    [HTTP_RATE_REQUEST] = {.burst = 4, .per_min = 60},
    [HTTP_RATE_FAILURE] = {.burst = 2, .per_min = 60},
    [HTTP_RATE_LOGIN] = {.burst = 2, .per_min = 6},
};

static int set_up(void **state)
{
    struct http_rates *rates = NULL;
    assert_int_equal(http_rates_new(rules, &rates), ERR_OK);
    *state = rates;
    return 0;
}

static int tear_down(void **state)
{
    http_rates_free(*state);
    return 0;
}

static struct http_rate_who who(struct http_rates *rates, const char *address,
                                int64_t now_msec)
{
    return http_rates_who(rates, address, strlen(address), now_msec);
}

static bool same(struct http_rate_who a, struct http_rate_who b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void a_burst_passes_and_then_what_flows_back(void **state)
{
    struct http_rates *rates = *state;
    struct http_rate_who a = who(rates, "192.0.2.1", 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 0), 0);
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 0), 1);
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 999), 1);
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 1000), 0);
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 1000), 1);
    /* no more than a burst is ever saved up */
    for (int i = 0; i < 4; i++)
        assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 300000),
                         0);
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 300000), 1);
}

static void the_wait_is_as_long_as_it_takes(void **state)
{
    struct http_rates *rates = *state;
    struct http_rate_who a = who(rates, "192.0.2.1", 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(http_rates_take(rates, a, HTTP_RATE_LOGIN, 0), 0);
    unsigned wait_sec = http_rates_wait_sec(rates, a, HTTP_RATE_LOGIN, 0);
    assert_int_equal(wait_sec, 10);
    assert_int_equal(http_rates_wait_sec(rates, a, HTTP_RATE_LOGIN, 9999), 1);
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_LOGIN, 10000), 0);
}

static void asking_takes_nothing(void **state)
{
    struct http_rates *rates = *state;
    struct http_rate_who a = who(rates, "192.0.2.1", 0);
    for (int i = 0; i < 50; i++)
        assert_int_equal(http_rates_wait_sec(rates, a, HTTP_RATE_LOGIN, 0), 0);
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_LOGIN, 0), 0);
}

static void one_address_and_one_kind_do_not_spend_another_s(void **state)
{
    struct http_rates *rates = *state;
    struct http_rate_who a = who(rates, "192.0.2.1", 0);
    struct http_rate_who b = who(rates, "192.0.2.2", 0);
    while (http_rates_take(rates, a, HTTP_RATE_FAILURE, 0) == 0)
        continue;
    assert_int_equal(http_rates_wait_sec(rates, a, HTTP_RATE_REQUEST, 0), 0);
    assert_int_equal(http_rates_wait_sec(rates, b, HTTP_RATE_FAILURE, 0), 0);
}

static void an_ipv6_customer_is_one_and_mapped_ipv4_is_ipv4(void **state)
{
    struct http_rates *rates = *state;
    assert_true(same(who(rates, "2001:db8:1:2::1", 0),
                     who(rates, "2001:db8:1:2:ffff::9", 0)));
    assert_false(same(who(rates, "2001:db8:1:2::1", 0),
                      who(rates, "2001:db8:1:3::1", 0)));
    assert_true(
        same(who(rates, "::ffff:192.0.2.1", 0), who(rates, " 192.0.2.1\t", 0)));
}

static void what_is_no_address_is_nobody_and_never_held_back(void **state)
{
    struct http_rates *rates = *state;
    static const char *const others[] = {
        "",        "unknown",    "192.0.2.1:80",        "192.0.2",    "[::1]",
        "_hidden", "192.0.2.1,", "192.0.2.1 192.0.2.2", "192.0.2.999"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct http_rate_who nobody = who(rates, others[i], 0);
        assert_true(same(nobody, (struct http_rate_who){{0}}));
        for (int j = 0; j < 50; j++)
            assert_int_equal(http_rates_take(rates, nobody, HTTP_RATE_LOGIN, 0),
                             0);
    }
}

static void the_secret_changes_and_takes_what_was_counted_along(void **state)
{
    struct http_rates *rates = *state;
    const int64_t ten_min = 10 * 60 * 1000;
    struct http_rate_who early = who(rates, "192.0.2.1", 0);
    while (http_rates_take(rates, early, HTTP_RATE_LOGIN, 0) == 0)
        continue;
    assert_true(same(who(rates, "192.0.2.1", ten_min - 1), early));
    struct http_rate_who late = who(rates, "192.0.2.1", ten_min);
    assert_false(same(late, early));
    assert_int_equal(http_rates_wait_sec(rates, late, HTTP_RATE_LOGIN, ten_min),
                     0);
}

static void many_addresses_do_not_wash_one_clean(void **state)
{
    struct http_rates *rates = *state;
    struct http_rate_who a = who(rates, "192.0.2.1", 0);
    while (http_rates_take(rates, a, HTTP_RATE_REQUEST, 0) == 0)
        continue;
    for (unsigned i = 0; i < 100000; i++) {
        char address[32];
        (void)snprintf(address, sizeof address, "10.%u.%u.%u", i >> 16,
                       i >> 8 & 255, i & 255);
        struct http_rate_who other = who(rates, address, 0);
        assert_int_equal(http_rates_take(rates, other, HTTP_RATE_REQUEST, 0),
                         0);
    }
    assert_int_equal(http_rates_take(rates, a, HTTP_RATE_REQUEST, 0), 1);
}

static void a_campus_behind_one_address_is_not_held_back(void **state)
{
    (void)state;
    struct http_rates *rates = NULL;
    assert_int_equal(http_rates_new(http_rate_rules, &rates), ERR_OK);
    struct http_rate_who campus = who(rates, "192.0.2.1", 0);
    /* 1,000 trainees at once, and 2,500 more within ten minutes */
    for (int i = 0; i < 8 * 1000; i++)
        assert_int_equal(http_rates_take(rates, campus, HTTP_RATE_REQUEST, 0),
                         0);
    for (int i = 0; i < 8 * 2500; i++)
        assert_int_equal(
            http_rates_take(rates, campus, HTTP_RATE_REQUEST, i * 590 / 20), 0);
    http_rates_free(rates);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_burst_passes_and_then_what_flows_back),
        TEST(the_wait_is_as_long_as_it_takes),
        TEST(asking_takes_nothing),
        TEST(one_address_and_one_kind_do_not_spend_another_s),
        TEST(an_ipv6_customer_is_one_and_mapped_ipv4_is_ipv4),
        TEST(what_is_no_address_is_nobody_and_never_held_back),
        TEST(the_secret_changes_and_takes_what_was_counted_along),
        TEST(many_addresses_do_not_wash_one_clean),
        TEST(a_campus_behind_one_address_is_not_held_back),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
