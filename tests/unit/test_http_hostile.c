/* http against clients that mean harm, or are slow, or have gone. */
#include "test_http_help.h"

#include <time.h>

/* A server with limits of its own beside the fixture's. */
static struct http_daemon *start_with(const struct fixture *f,
                                      const struct http_limits *limits)
{
    struct http_listen where;
    struct http_daemon *d = NULL;
    assert_int_equal(http_listen_parse("127.0.0.1:0", &where, NULL), ERR_OK);
    assert_int_equal(http_daemon_start(&f->app, &where, limits, &d, NULL),
                     ERR_OK);
    return d;
}

static void end_it(struct http_daemon *d)
{
    http_daemon_drain(d, 5);
    http_daemon_stop(d);
}

static int dial_to(const struct http_daemon *d)
{
    struct fixture other = {0};
    union {
        const struct http_daemon *in;
        struct http_daemon *out;
    } daemon = {.in = d};
    other.daemon = daemon.out;
    return dial(&other);
}

static void lengths_that_can_be_read_in_two_ways_end_the_connection(
    void **state)
{
    struct fixture *f = *state;
    static const char *const lengths[] = {
        "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "Content-Length: 1\r\ncontent-length: 44\r\n\r\nx",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
        "0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\nx",
        "Content-Length: 1, 1\r\n\r\nx",
        "Content-Length: +1\r\n\r\nx",
        "Content-Length: 0x1\r\n\r\nx",
        "Content-Length: 1 1\r\n\r\nx",
        "Content-Length:\r\n\r\nx",
        "Content-Length: 99999999999999999999\r\n\r\nx",
        "Host: 127.0.0.1\r\nContent-Length: 1\r\n\r\nx",
    };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        /* The second request is what would be smuggled in. */
        struct buf request = BUF_INIT;
        buf_printf(&request,
                   "POST /small HTTP/1.1\r\nHost: 127.0.0.1\r\n" BYTES "%s"
                   "GET /prepared HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                   lengths[i]);
        struct buf answer = ask(f, buf_text(&request));
        const char *text = buf_text(&answer);
        if (strncmp(text, "HTTP/1.1 4", 10) != 0 ||
            strstr(text, "Connection: close\r\n") == NULL ||
            strstr(text, " 200 ") != NULL)
            fail_msg("%s\ngave\n%s", buf_text(&request), text);
        buf_free(&answer);
        buf_free(&request);
    }
    assert_int_equal(atomic_load(&f->handled), 0);
}

/*
 * What libmicrohttpd refuses before this server is asked, it answers by itself,
 * without the guard's headers, which the proxies that ship add: so it may
 * repeat nothing that was sent, and nothing may follow on the connection.
 */
static void what_is_no_request_is_refused_and_nothing_of_it_repeated(
    void **state)
{
    struct fixture *f = *state;
    static const char *const nonsense[] = {
        "GET /prepared HTTP/1.1\r\nX-Marker: marker\r\n\r\n", /* no Host */
        "GET /marker\r\n\r\n",
        "marker\r\n\r\n",
        "GET /prepared HTTP/9.marker\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /prepared HTTP/1.1\r\nHost: 127.0.0.1\r\nmarker\r\n\r\n",
        "GET /prepared HTTP/1.1\r\nHost: 127.0.0.1\r\n marker: 1\r\n\r\n",
        "POST /small HTTP/1.1\r\nHost: 127.0.0.1\r\n" BYTES
        "Transfer-Encoding: chunked\r\n\r\nmarker\r\n",
        "POST /small HTTP/1.1\r\nHost: 127.0.0.1\r\n" BYTES
        "Content-Length: marker\r\n\r\n",
    };
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++) {
        struct buf request = BUF_INIT;
        buf_printf(&request, "%sGET /prepared HTTP/1.1\r\n" HEAD "\r\n",
                   nonsense[i]);
        struct buf answer = ask(f, buf_text(&request));
        const char *text = buf_text(&answer);
        if ((answer.len > 0 && strncmp(text, "HTTP/1.1 4", 10) != 0 &&
             strncmp(text, "HTTP/1.1 505 ", 13) != 0) ||
            strstr(text, "marker") != NULL || strstr(text, " 200 ") != NULL)
            fail_msg("%s\ngave\n%s", buf_text(&request), text);
        buf_free(&answer);
        buf_free(&request);
    }
    assert_int_equal(atomic_load(&f->handled), 0);
}

static void a_head_without_bounds_is_431(void **state)
{
    struct fixture *f = *state;
    struct buf request = BUF_INIT;
    buf_put_text(&request, "GET /prepared HTTP/1.1\r\n" HEAD "X-Long: ");
    for (size_t i = 0; i < 40 * 1024; i++)
        buf_put_u8(&request, 'x');
    buf_put_text(&request, "\r\n\r\n");
    check(f, buf_text(&request), "431", NULL);
    buf_clear(&request);
    buf_put_text(&request, "GET /prepared HTTP/1.1\r\n" HEAD);
    for (size_t i = 0; i < 4 * 1024; i++)
        buf_printf(&request, "X-%zu: x\r\n", i);
    buf_put_text(&request, "\r\n");
    check(f, buf_text(&request), "431", NULL);
    buf_free(&request);
}

/* Sends a byte now and then for as long as the other side takes it; whether it
 * ended at all is what is tested. */
static struct buf drip(int fd, const char *bytes)
{
    const struct timespec now_and_then = {.tv_nsec = 50 * 1000 * 1000};
    while (*bytes != '\0') {
        char probe;
        if (recv(fd, &probe, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 ||
            send(fd, bytes, 1, MSG_NOSIGNAL) != 1)
            break;
        bytes++;
        (void)nanosleep(&now_and_then, NULL);
    }
    if (*bytes == '\0')
        fail_msg("every byte was taken");
    return hear(fd);
}

/* 25 seconds' worth of bytes, never silent for long. */
static void fill(struct buf *b, char c)
{
    for (int i = 0; i < 500; i++)
        buf_put_u8(b, (uint8_t)c);
}

static void a_byte_now_and_then_does_not_last_for_ever(void **state)
{
    struct fixture *f = *state;
    const struct http_limits limits = {.threads = 1, .request_sec = 1};
    struct http_daemon *d = start_with(f, &limits);
    struct buf head = BUF_INIT;
    buf_put_text(&head, "GET /prepared HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ");
    fill(&head, 'x');
    struct buf body = BUF_INIT;
    fill(&body, 'x');
    struct buf answer = drip(dial_to(d), buf_text(&head));
    assert_non_null(strstr(buf_text(&answer), "HTTP/1.1 408 "));
    assert_non_null(strstr(buf_text(&answer), "Content-Security-Policy: "));
    buf_free(&answer);

    int fd = dial_to(d);
    say(fd, "POST /form HTTP/1.1\r\n" HEAD FORM "Content-Length: 600\r\n\r\n");
    answer = drip(fd, buf_text(&body));
    assert_int_equal(strncmp(buf_text(&answer), "HTTP/1.1 4", 10), 0);
    buf_free(&answer);

    /* A second request on a connection has its own time, and no more. */
    fd = dial_to(d);
    say(fd, "GET /prepared HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    char first[16];
    assert_int_equal(recv(fd, first, sizeof first, MSG_WAITALL), sizeof first);
    answer = hear(fd); /* returns because the server ends it */
    assert_null(strstr(buf_text(&answer), " 408 "));
    buf_free(&answer);
    buf_free(&head);
    buf_free(&body);
    end_it(d);
}

/* libmicrohttpd can overlook that a client has gone in mid-body. */
static void who_went_away_in_mid_body_is_forgotten(void **state)
{
    struct fixture *f = *state;
    const struct http_limits limits = {.threads = 1, .request_sec = 1};
    struct http_daemon *d = start_with(f, &limits);
    int gone[20];
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        gone[i] = dial_to(d);
        say(gone[i],
            "POST /small HTTP/1.1\r\n" HEAD BYTES "Content-Length: 5\r\n\r\nx");
        (void)shutdown(gone[i], SHUT_WR);
    }
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        struct buf answer = hear(gone[i]);
        assert_null(strstr(buf_text(&answer), " 200 "));
        buf_free(&answer);
    }
    assert_int_equal(atomic_load(&f->handled), 0);
    end_it(d);
}

static void an_answer_that_nobody_takes_is_given_up(void **state)
{
    struct fixture *f = *state;
    const size_t len = 16u << 20;
    char *bytes = calloc(1, len);
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_BYTES};
    struct http_prepared *small = f->prepared;
    assert_non_null(bytes);
    assert_int_equal(http_prepared_new(&head, bytes, len, &f->prepared),
                     ERR_OK);
    const struct http_limits limits = {.threads = 1, .answer_sec = 1};
    struct http_daemon *d = start_with(f, &limits);
    int fd = dial_to(d);
    say(fd, "GET /prepared HTTP/1.1\r\n" HEAD "\r\n");
    char first;
    assert_int_equal(recv(fd, &first, 1, MSG_PEEK), 1);
    /* The drain ends long before its own time, because the answer is given
     * up. */
    http_daemon_drain(d, 1000);
    http_daemon_stop(d);
    struct buf answer = hear(fd);
    assert_true(answer.len < len);
    buf_free(&answer);
    http_prepared_free(f->prepared);
    f->prepared = small;
    free(bytes);
}

#define FEW 8u

static void idle_connections_make_room_for_those_that_ask(void **state)
{
    struct fixture *f = *state;
    const struct http_limits limits = {.threads = 2, .connections = FEW};
    struct http_daemon *d = start_with(f, &limits);
    int idle[20 * FEW];
    struct fixture other = {.daemon = d};
    for (size_t i = 0; i < sizeof idle / sizeof *idle; i++) {
        idle[i] = dial_to(d);
        if (i % 2 == 0)
            say(idle[i], "POST /small HTTP/1.1\r\nHost: 127.0");
        if (i % 16 == 0)
            check(&other, "GET /prepared HTTP/1.1\r\n" HEAD "\r\n", "200",
                  "{}");
    }
    for (int i = 0; i < 8; i++)
        check(&other, "GET /prepared HTTP/1.1\r\n" HEAD "\r\n", "200", "{}");
    /* The oldest was told why. */
    struct buf answer = hear(idle[0]);
    assert_non_null(strstr(buf_text(&answer), "HTTP/1.1 503 "));
    assert_non_null(strstr(buf_text(&answer), "Retry-After: "));
    buf_free(&answer);
    for (size_t i = 1; i < sizeof idle / sizeof *idle; i++)
        (void)close(idle[i]);
    end_it(d);
}

static void all_bodies_together_have_a_bound(void **state)
{
    struct fixture *f = *state;
    const struct http_limits limits = {.threads = 1, .bodies_max_bytes = 6};
    struct http_daemon *d = start_with(f, &limits);
    struct fixture other = {.daemon = d};
    int fd = dial_to(d);
    say(fd, STALLS);
    hear_go_on(fd);
    say(fd, "1234");
    /* Until the four bytes have arrived, others pass. */
    for (;;) {
        struct buf answer = ask(&other, "POST /small HTTP/1.1\r\n" HEAD BYTES
                                        "Content-Length: 3\r\n\r\nabc");
        bool full = strstr(buf_text(&answer), "HTTP/1.1 503 ") != NULL;
        if (full)
            assert_non_null(strstr(buf_text(&answer), "Retry-After: "));
        buf_free(&answer);
        if (full)
            break;
    }
    say(fd, "5");
    struct buf answer = hear(fd);
    assert_non_null(strstr(buf_text(&answer), " 200 "));
    buf_free(&answer);
    check(&other,
          "POST /small HTTP/1.1\r\n" HEAD BYTES "Content-Length: 3\r\n\r\nabc",
          "200", "abc");
    end_it(d);
}

static enum err nobody_has_time(void *context, struct http_request *r)
{
    (void)context;
    (void)r;
    return ERR_BUSY;
}

static void what_no_other_thread_can_take_is_asked_to_come_back(void **state)
{
    struct fixture *f = *state;
    f->app.hand_over = nobody_has_time;
    check(f, "GET /need HTTP/1.1\r\n" HEAD "\r\n", "503", "\r\nRetry-After: ");
    check(f, "GET /prepared HTTP/1.1\r\n" HEAD "\r\n", "200", NULL);
}

static void an_address_that_asks_too_often_is_429_and_no_other(void **state)
{
    struct fixture *f = *state;
    const struct http_rate_rule rules[HTTP_RATE_KINDS] = {
        [HTTP_RATE_REQUEST] = {.burst = 3, .per_min = 1},
        [HTTP_RATE_FAILURE] = {.burst = 1, .per_min = 1},
        [HTTP_RATE_LOGIN] = {.burst = 1, .per_min = 1}};
    const struct http_limits limits = {.threads = 1, .rates = rules};
    struct http_daemon *d = start_with(f, &limits);
    struct fixture other = {.daemon = d};
#define FROM(address)                                                          \
    "GET /prepared HTTP/1.1\r\n" HEAD "X-Forwarded-For: " address "\r\n\r\n"
    for (int i = 0; i < 3; i++)
        check(&other, FROM("192.0.2.1"), "200", NULL);
    check(&other, FROM("192.0.2.1"), "429", "\r\nRetry-After: ");
    /* what a client claims does not count, what the proxy adds does */
    check(&other, FROM("198.51.100.9, 192.0.2.1"), "429", NULL);
    check(&other, FROM("198.51.100.9\r\nX-Forwarded-For: 192.0.2.1"), "429",
          NULL);
    check(&other, FROM("192.0.2.1, 198.51.100.9"), "200", NULL);
    /* without a proxy nobody is held back */
    for (int i = 0; i < 9; i++)
        check(&other, "GET /prepared HTTP/1.1\r\n" HEAD "\r\n", "200", NULL);
    end_it(d);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lengths_that_can_be_read_in_two_ways_end_the_connection),
        TEST(what_is_no_request_is_refused_and_nothing_of_it_repeated),
        TEST(a_head_without_bounds_is_431),
        TEST(a_byte_now_and_then_does_not_last_for_ever),
        TEST(who_went_away_in_mid_body_is_forgotten),
        TEST(an_answer_that_nobody_takes_is_given_up),
        TEST(idle_connections_make_room_for_those_that_ask),
        TEST(all_bodies_together_have_a_bound),
        TEST(what_no_other_thread_can_take_is_asked_to_come_back),
        TEST(an_address_that_asks_too_often_is_429_and_no_other),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
