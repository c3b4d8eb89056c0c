/* http over real sockets: bodies of every length, suspension, draining. */
#include "http/guard.h"

#include "temp_dir.h"
#include "test_http_help.h"

static void every_answer_carries_the_guards_headers(void **state)
{
    struct fixture *f = *state;
    static const char *const requests[] = {
        "GET /prepared HTTP/1.1\r\n" HEAD "\r\n",
        "GET /none HTTP/1.1\r\n" HEAD "\r\n",
        "PUT /small HTTP/1.1\r\n" HEAD "\r\n",
        "POST /small HTTP/1.1\r\n" HEAD BYTES "Content-Length: 1\r\n\r\nx",
        "GET /need HTTP/1.1\r\n" HEAD "\r\n",
    };
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct buf answer = ask(f, requests[i]);
        for (const struct guard_header *h = http_guard_headers; h->name != NULL;
             h++) {
            char line[512];
            (void)snprintf(line, sizeof line, "\r\n%s: %s\r\n", h->name,
                           h->value);
            if (strstr(buf_text(&answer), line) == NULL)
                fail_msg("%s has no %s", buf_text(&answer), h->name);
        }
        assert_non_null(strstr(buf_text(&answer), "Cache-Control: no-store"));
        buf_free(&answer);
    }
}

static void a_body_of_another_length_is_refused(void **state)
{
    struct fixture *f = *state;
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD BYTES
          "Content-Length: 8\r\n\r\n12345678",
          "200", "\r\n\r\n12345678");
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD BYTES
          "Content-Length: 9\r\n\r\n123456789",
          "413", NULL);
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD BYTES
          "Transfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n0\r\n\r\n",
          "413", NULL);
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD BYTES
          "Content-Length: 2000000000\r\n\r\n",
          "413", NULL);
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD BYTES
          "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
          "400", NULL);
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD BYTES "Content-Length: 3\r\n"
          "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
          "400", NULL);
    assert_int_equal(atomic_load(&f->handled), 1);
}

static void a_body_that_never_ends_is_never_handled(void **state)
{
    struct fixture *f = *state;
    int fd = dial(f);
    say(fd, STALLS);
    hear_go_on(fd);
    assert_int_equal(shutdown(fd, SHUT_WR), 0);
    struct buf answer = hear(fd);
    assert_null(strstr(buf_text(&answer), " 200 "));
    assert_int_equal(atomic_load(&f->handled), 0);
    buf_free(&answer);
}

static void type_comes_before_size_and_method_before_both(void **state)
{
    struct fixture *f = *state;
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD
          "Content-Type: text/plain\r\nContent-Length: 9\r\n\r\n123456789",
          "415", NULL);
    check(f, "POST /small HTTP/1.1\r\n" HEAD "Content-Length: 1\r\n\r\nx",
          "415", NULL);
    check(f,
          "POST /small HTTP/1.1\r\n" HEAD
          "Content-Type: Application/Octet-Stream ; x=y\r\n"
          "Content-Length: 1\r\n\r\nx",
          "200", NULL);
    check(f, "GET /small HTTP/1.1\r\n" HEAD "\r\n", "405", "Allow: POST\r\n");
    check(f, "POST /prepared HTTP/1.1\r\n" HEAD "Content-Length: 0\r\n\r\n",
          "405", "Allow: GET, HEAD\r\n");
}

static void another_host_is_misdirected(void **state)
{
    struct fixture *f = *state;
    check(f,
          "GET /prepared HTTP/1.1\r\nConnection: close\r\n"
          "Host: evil.example\r\n\r\n",
          "421", NULL);
    struct buf answer =
        ask(f, "GET /prepared HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert_null(strstr(buf_text(&answer), " 200 "));
    buf_free(&answer);
}

static void head_is_get_without_a_body(void **state)
{
    struct fixture *f = *state;
    struct buf answer = ask(f, "HEAD /prepared HTTP/1.1\r\n" HEAD "\r\n");
    const char *text = buf_text(&answer);
    assert_non_null(strstr(text, " 200 "));
    assert_non_null(strstr(text, "Content-Length: 2\r\n"));
    assert_string_equal(text + strlen(text) - 4, "\r\n\r\n");
    buf_free(&answer);
}

/* More than a socket takes at once, so that it is sent in pieces. */
static void parts_come_whole_and_in_their_order_to_everybody(void **state)
{
    struct fixture *f = *state;
    for (unsigned i = 0; i < 3; i++) {
        char last[16];
        (void)snprintf(last, sizeof last, "<%u>", i);
        struct buf answer = ask(f, "GET /parts HTTP/1.1\r\n" HEAD "\r\n");
        assert_non_null(
            strstr(buf_text(&answer), "Content-Length: 400003\r\n"));
        const char *body = strstr(buf_text(&answer), "\r\n\r\n") + 4;
        size_t len = answer.len - (size_t)(body - buf_text(&answer));
        assert_int_equal(len, 4 * KEPT_WORDS + 3);
        for (uint32_t w = 0; w < KEPT_WORDS; w++)
            assert_int_equal(buf_get_u32((const uint8_t *)body + 4 * w),
                             w | 0x40404040);
        assert_string_equal(body + 4 * KEPT_WORDS, last);
        buf_free(&answer);
    }
    struct buf answer = ask(f, "HEAD /parts HTTP/1.1\r\n" HEAD "\r\n");
    assert_string_equal(buf_text(&answer) + answer.len - 4, "\r\n\r\n");
    buf_free(&answer);
}

/* What is kept may be made anew while an old answer is on its way. */
static void a_part_stays_until_its_last_answer_is_sent(void **state)
{
    struct fixture *f = *state;
    int fd = dial(f);
    say(fd, "GET /parts HTTP/1.1\r\n" HEAD "\r\n");
    char first;
    assert_int_equal(recv(fd, &first, 1, 0), 1);
    http_part_release(f->kept);
    f->kept = NULL;
    struct buf rest = hear(fd);
    assert_string_equal(buf_text(&rest) + rest.len - 3, "<0>");
    buf_free(&rest);
}

#define ELSEWHERE_BYTES 200001u

/* Bytes that are where they are asked for, up to one that cannot be read. */
static enum err read_elsewhere(const void *context, uint64_t at, uint8_t *out,
                               size_t n)
{
    const uint64_t *broken_at = context;
    if (at + n > *broken_at)
        return ERR_IO;
    for (size_t i = 0; i < n; i++)
        out[i] = (uint8_t)('a' + (at + i) % 23);
    return ERR_OK;
}

static void bytes_that_lie_elsewhere_are_read_when_they_are_sent(void **state)
{
    struct fixture *f = *state;
    const struct http_answer head = {.status = 200, .type = HTTP_TYPE_JSON};
    uint64_t *broken_at = malloc(sizeof *broken_at);
    assert_non_null(broken_at);
    *broken_at = ELSEWHERE_BYTES;
    const struct http_source source = {read_elsewhere, broken_at, free,
                                       ELSEWHERE_BYTES};
    struct http_prepared *before = f->prepared;
    assert_int_equal(http_prepared_over(&head, &source, &f->prepared), ERR_OK);
    for (int whole = 1; whole >= 0; whole--) {
        *broken_at = whole ? ELSEWHERE_BYTES : 100000;
        struct buf answer = ask(f, "GET /prepared HTTP/1.1\r\n" HEAD "\r\n");
        const char *body = strstr(buf_text(&answer), "\r\n\r\n");
        assert_non_null(body);
        assert_non_null(
            strstr(buf_text(&answer), "Content-Length: 200001\r\n"));
        const size_t len = strlen(body + 4);
        assert_int_equal(len == ELSEWHERE_BYTES, whole);
        for (size_t i = 0; i < len; i++)
            assert_int_equal(body[4 + i], 'a' + i % 23);
        buf_free(&answer);
    }
    http_prepared_free(f->prepared);
    f->prepared = before;
}

static void a_route_may_close_its_connection(void **state)
{
    struct fixture *f = *state;
    int fd = dial(f);
    /* hear() only returns because the server closes. */
    say(fd, "POST /close HTTP/1.1\r\nHost: 127.0.0.1\r\n" BYTES
            "Content-Length: 1\r\n\r\nx");
    struct buf answer = hear(fd);
    assert_non_null(strstr(buf_text(&answer), " 200 "));
    assert_non_null(strstr(buf_text(&answer), "Connection: close\r\n"));
    buf_free(&answer);
}

static void a_form_reaches_its_handler_only_when_it_fits(void **state)
{
    struct fixture *f = *state;
    check(f,
          "POST /form HTTP/1.1\r\n" HEAD FORM "Content-Length: 6\r\n\r\nname=x",
          "200", "\r\n\r\nx");
    check(f,
          "POST /form HTTP/1.1\r\n" HEAD FORM "Content-Length: 6\r\n\r\nnome=x",
          "400", NULL);
    check(f,
          "POST /form HTTP/1.1\r\n" HEAD FORM "Sec-Fetch-Site: cross-site\r\n"
          "Content-Length: 6\r\n\r\nname=x",
          "403", NULL);
    check(f,
          "POST /form HTTP/1.1\r\n" HEAD FORM "Origin: https://evil.example\r\n"
          "Content-Length: 6\r\n\r\nname=x",
          "403", NULL);
}

static void a_need_is_asked_for_before_the_handler(void **state)
{
    struct fixture *f = *state;
    check(f, "GET /need HTTP/1.1\r\n" HEAD "\r\n", "403", NULL);
    assert_int_equal(atomic_load(&f->handled), 0);
}

static void an_error_never_repeats_what_was_sent(void **state)
{
    struct fixture *f = *state;
    struct buf answer =
        ask(f, "GET /%3Cscript%3Ecanary HTTP/1.1\r\n" HEAD "\r\n");
    assert_non_null(strstr(buf_text(&answer), " 404 "));
    assert_null(strstr(buf_text(&answer), "canary"));
    assert_non_null(
        strstr(buf_text(&answer), "{\"status\":404,\"title\":\"Not Found\"}"));
    buf_free(&answer);
}

/* --- answers from another thread ------------------------------------------ */

static struct http_request *wait_for_request(struct fixture *f)
{
    (void)pthread_mutex_lock(&f->lock);
    while (f->waiting == NULL)
        (void)pthread_cond_wait(&f->arrived, &f->lock);
    struct http_request *r = f->waiting;
    f->waiting = NULL;
    (void)pthread_mutex_unlock(&f->lock);
    return r;
}

static void answer_done(struct http_request *r)
{
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_HTML};
    http_answer_bytes(r, &head, "done", 4);
    http_request_resume(r);
}

static void a_suspended_request_is_answered_from_another_thread(void **state)
{
    struct fixture *f = *state;
    int fd = dial(f);
    say(fd, "GET /later HTTP/1.1\r\n" HEAD "\r\n");
    struct http_request *r = wait_for_request(f);
    /* the others go on meanwhile */
    for (int i = 0; i < 8; i++)
        check(f, "GET /prepared HTTP/1.1\r\n" HEAD "\r\n", "200", "{}");
    answer_done(r);
    struct buf answer = hear(fd);
    assert_non_null(strstr(buf_text(&answer), "\r\n\r\ndone"));
    buf_free(&answer);
}

/* As many events at once as libmicrohttpd asks for, and nothing after them. */
#define AT_ONCE 128

static void start_with_one_thread(struct fixture *f)
{
    const struct http_limits limits = {.threads = 1};
    struct http_listen where;
    http_daemon_drain(f->daemon, 1);
    http_daemon_stop(f->daemon);
    f->daemon = NULL;
    assert_int_equal(http_listen_parse("127.0.0.1:0", &where, NULL), ERR_OK);
    assert_int_equal(
        http_daemon_start(&f->app, &where, &limits, &f->daemon, NULL), ERR_OK);
}

static void requests_that_come_at_once_are_all_answered_at_once(void **state)
{
    struct fixture *f = *state;
    int fds[AT_ONCE];
    start_with_one_thread(f);
    for (size_t i = 0; i < AT_ONCE; i++) {
        fds[i] = dial(f);
        say(fds[i], "GET /prepared HTTP/1.1\r\n");
    }
    int holds = dial(f);
    say(holds, "GET /hold HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    (void)pthread_mutex_lock(&f->lock);
    while (!f->held)
        (void)pthread_cond_wait(&f->arrived, &f->lock);
    (void)pthread_mutex_unlock(&f->lock);
    for (size_t i = 0; i < AT_ONCE; i++)
        say(fds[i], HEAD "\r\n");
    (void)pthread_mutex_lock(&f->lock);
    f->let_go = true;
    (void)pthread_cond_broadcast(&f->arrived);
    (void)pthread_mutex_unlock(&f->lock);
    for (size_t i = 0; i < AT_ONCE; i++) {
        struct buf answer = hear(fds[i]);
        assert_non_null(strstr(buf_text(&answer), " 200 "));
        buf_free(&answer);
    }
    (void)close(holds);
}

static void *drain(void *arg)
{
    struct fixture *f = arg;
    http_daemon_drain(f->daemon, 20);
    return NULL;
}

/* Whether who comes now is let in. */
static bool is_heard(const struct fixture *f)
{
    static const char request[] = "GET /prepared HTTP/1.1\r\n" HEAD "\r\n";
    char first = 0;
    int fd = dial(f);
    (void)send(fd, request, sizeof request - 1, MSG_NOSIGNAL);
    bool heard = recv(fd, &first, 1, 0) == 1;
    (void)close(fd);
    return heard;
}

static void draining_finishes_what_was_accepted_and_takes_no_more(void **state)
{
    struct fixture *f = *state;
    int fd = dial(f);
    say(fd, "GET /later HTTP/1.1\r\n" HEAD "\r\n");
    struct http_request *r = wait_for_request(f);
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, drain, f), 0);
    while (is_heard(f))
        ;
    answer_done(r);
    assert_int_equal(pthread_join(thread, NULL), 0);
    struct buf answer = hear(fd);
    assert_non_null(strstr(buf_text(&answer), "\r\n\r\ndone"));
    buf_free(&answer);
    http_daemon_stop(f->daemon);
    f->daemon = NULL;
}

static void a_client_that_stalls_cannot_hold_up_the_end(void **state)
{
    struct fixture *f = *state;
    int fd = dial(f);
    say(fd, STALLS);
    hear_go_on(fd);
    say(fd, "1234");
    http_daemon_drain(f->daemon, 0);
    /* What comes too late is told so, and is not handled. */
    say(fd, "5");
    struct buf answer = hear(fd);
    assert_non_null(strstr(buf_text(&answer), " 503 "));
    assert_int_equal(atomic_load(&f->handled), 0);
    buf_free(&answer);
    http_daemon_stop(f->daemon);
    f->daemon = NULL;
}

/* libmicrohttpd aborts when its threads find the listening socket closed. */
static void ending_again_and_again_never_aborts(void **state)
{
    struct fixture *f = *state;
    const struct http_limits limits = {.threads = 4};
    struct http_listen where;
    assert_int_equal(http_listen_parse("127.0.0.1:0", &where, NULL), ERR_OK);
    for (int i = 0; i < 200; i++) {
        struct http_daemon *d = NULL;
        assert_int_equal(http_daemon_start(&f->app, &where, &limits, &d, NULL),
                         ERR_OK);
        http_daemon_drain(d, 1);
        http_daemon_drain(d, 1);
        http_daemon_stop(d);
    }
}

/* --- Unix sockets --------------------------------------------------------- */

static void a_stale_socket_is_replaced_and_a_live_one_is_not(void **state)
{
    struct fixture *f = *state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "socket");
    struct buf text = BUF_INIT;
    buf_printf(&text, "unix:%s", path.s);
    struct http_listen where;
    assert_int_equal(http_listen_parse(buf_text(&text), &where, NULL), ERR_OK);
    buf_free(&text);
    struct http_daemon *first = NULL;
    struct http_daemon *second = NULL;
    const struct http_limits limits = {.threads = 1};
    assert_int_equal(http_daemon_start(&f->app, &where, &limits, &first, NULL),
                     ERR_OK);
    assert_int_equal(http_daemon_start(&f->app, &where, &limits, &second, NULL),
                     ERR_EXISTS);
    http_daemon_drain(first, 1);
    http_daemon_stop(first);
    assert_false(file_exists(path.s));

    /* left over from a crash: bound, and nobody listens */
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, where.path, sizeof address.sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    (void)close(fd);
    assert_int_equal(http_daemon_start(&f->app, &where, &limits, &first, NULL),
                     ERR_OK);
    http_daemon_drain(first, 1);
    http_daemon_stop(first);

    /* a file that is no socket stays */
    assert_int_equal(file_write(path.s, "x", 1, 0600, NULL), ERR_OK);
    assert_int_equal(http_daemon_start(&f->app, &where, &limits, &first, NULL),
                     ERR_EXISTS);
    assert_true(file_exists(path.s));
    temp_dir_remove(&dir);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_answer_carries_the_guards_headers),
        TEST(a_body_of_another_length_is_refused),
        TEST(a_body_that_never_ends_is_never_handled),
        TEST(type_comes_before_size_and_method_before_both),
        TEST(another_host_is_misdirected),
        TEST(head_is_get_without_a_body),
        TEST(parts_come_whole_and_in_their_order_to_everybody),
        TEST(a_part_stays_until_its_last_answer_is_sent),
        TEST(bytes_that_lie_elsewhere_are_read_when_they_are_sent),
        TEST(a_route_may_close_its_connection),
        TEST(a_form_reaches_its_handler_only_when_it_fits),
        TEST(a_need_is_asked_for_before_the_handler),
        TEST(an_error_never_repeats_what_was_sent),
        TEST(a_suspended_request_is_answered_from_another_thread),
        TEST(requests_that_come_at_once_are_all_answered_at_once),
        TEST(draining_finishes_what_was_accepted_and_takes_no_more),
        TEST(a_client_that_stalls_cannot_hold_up_the_end),
        TEST(ending_again_and_again_never_aborts),
        TEST(a_stale_socket_is_replaced_and_a_live_one_is_not),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
