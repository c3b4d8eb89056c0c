/*
 * A small server, and a client that says exactly what it is told, for the tests
 * of http over real sockets.
 */
#ifndef CHORUS_TEST_HTTP_HELP_H
#define CHORUS_TEST_HTTP_HELP_H

#include "http/daemon.h"
#include "http/part.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SMALL 8 /* bytes that /small takes */
#define KEPT_WORDS                                                             \
    100000u /* of four bytes, that /parts sends again and again */

struct fixture {
    struct http_daemon *daemon;
    struct http_app app;
    struct http_prepared *prepared;
    struct http_part *kept;
    /* One request that was suspended, for the test to answer. */
    pthread_mutex_t lock;
    pthread_cond_t arrived;
    struct http_request *waiting;
    bool held; /* one that keeps its thread, until it is let go */
    bool let_go;
    atomic_uint handled;
};

static inline void echo(void *context, struct http_request *r)
{
    struct fixture *f = context;
    (void)atomic_fetch_add(&f->handled, 1);
    size_t len;
    const uint8_t *body = http_request_body(r, &len);
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_BYTES};
    http_answer_bytes(r, &head, body, len);
}

static inline void later(void *context, struct http_request *r)
{
    struct fixture *f = context;
    http_request_suspend(r);
    (void)pthread_mutex_lock(&f->lock);
    f->waiting = r;
    (void)pthread_cond_signal(&f->arrived);
    (void)pthread_mutex_unlock(&f->lock);
}

static inline void hold(void *context, struct http_request *r)
{
    struct fixture *f = context;
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_HTML};
    (void)pthread_mutex_lock(&f->lock);
    f->held = true;
    (void)pthread_cond_broadcast(&f->arrived);
    while (!f->let_go)
        (void)pthread_cond_wait(&f->arrived, &f->lock);
    (void)pthread_mutex_unlock(&f->lock);
    http_answer_bytes(r, &head, "held", 4);
}

static inline void prepared(void *context, struct http_request *r)
{
    struct fixture *f = context;
    http_answer_prepared(r, f->prepared);
}

/* A kept part between two of this request's own; the first is empty. */
static inline void parts(void *context, struct http_request *r)
{
    struct fixture *f = context;
    struct buf own = BUF_INIT;
    struct http_part *all[] = {NULL, f->kept, NULL};
    assert_int_equal(http_part_new(&own, &all[0]), ERR_OK);
    buf_printf(&own, "<%u>", atomic_fetch_add(&f->handled, 1));
    assert_int_equal(http_part_new(&own, &all[2]), ERR_OK);
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_HTML};
    http_answer_parts(r, &head, all, 3);
    http_part_release(all[0]);
    http_part_release(all[2]);
}

static inline void form(void *context, struct http_request *r)
{
    (void)context;
    const char *value = http_request_field(r, "name");
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_HTML};
    http_answer_bytes(r, &head, value, strlen(value));
}

static const struct http_field form_fields[] = {
    {.name = "name", .min_bytes = 1, .max_bytes = 20}, {.name = NULL}};

static const struct http_route routes[] = {
    {.method = HTTP_POST,
     .pattern = "/small",
     .handle = echo,
     .body_type = HTTP_TYPE_BYTES,
     .body_max_bytes = SMALL},
    {.method = HTTP_POST,
     .pattern = "/close",
     .handle = echo,
     .body_type = HTTP_TYPE_BYTES,
     .body_max_bytes = SMALL,
     .close_after = true},
    {.method = HTTP_POST,
     .pattern = "/form",
     .handle = form,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = 100,
     .fields = form_fields},
    {.pattern = "/later", .handle = later},
    {.pattern = "/hold", .handle = hold},
    {.pattern = "/prepared", .handle = prepared},
    {.pattern = "/parts", .handle = parts},
    {.pattern = "/need", .handle = echo, .need = 4},
};

static inline bool refuse(void *context, struct http_request *r, unsigned need)
{
    (void)context;
    assert_int_equal(need, 4);
    http_answer_error(r, 403);
    return false;
}

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)pthread_mutex_init(&f->lock, NULL);
    (void)pthread_cond_init(&f->arrived, NULL);
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_JSON};
    assert_int_equal(http_prepared_new(&head, "{}", 2, &f->prepared), ERR_OK);
    struct buf kept = BUF_INIT;
    for (uint32_t i = 0; i < KEPT_WORDS; i++)
        buf_put_u32(&kept, i | 0x40404040);
    assert_int_equal(http_part_new(&kept, &f->kept), ERR_OK);
    f->app = (struct http_app){.routes = routes,
                               .route_count = sizeof routes / sizeof *routes,
                               .context = f,
                               .authorize = refuse};
    struct http_listen where;
    assert_int_equal(http_listen_parse("127.0.0.1:0", &where, NULL), ERR_OK);
    assert_int_equal(http_daemon_start(&f->app, &where,
                                       &(struct http_limits){.threads = 2},
                                       &f->daemon, NULL),
                     ERR_OK);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    struct fixture *f = *state;
    if (f->daemon != NULL) {
        http_daemon_drain(f->daemon, 5);
        http_daemon_stop(f->daemon);
    }
    http_prepared_free(f->prepared);
    http_part_release(f->kept);
    (void)pthread_cond_destroy(&f->arrived);
    (void)pthread_mutex_destroy(&f->lock);
    free(f);
    return 0;
}

/* --- a client that says exactly what it is told --------------------------- */

static inline int dial(const struct fixture *f)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(http_daemon_port(f->daemon)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval limit = {.tv_sec = 20};
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
    return fd;
}

static inline void say(int fd, const char *text)
{
    size_t len = strlen(text);
    assert_int_equal(send(fd, text, len, MSG_NOSIGNAL), len);
}

/* All that comes until the other side closes. */
static inline struct buf hear(int fd)
{
    struct buf all = BUF_INIT;
    char part[4096];
    for (;;) {
        ssize_t n = recv(fd, part, sizeof part, 0);
        if (n <= 0)
            break;
        buf_put(&all, part, (size_t)n);
    }
    (void)close(fd);
    return all;
}

static inline struct buf ask(const struct fixture *f, const char *request)
{
    int fd = dial(f);
    say(fd, request);
    return hear(fd);
}

#define HEAD  "Host: 127.0.0.1\r\nConnection: close\r\n"
#define BYTES "Content-Type: application/octet-stream\r\n"
#define FORM  "Content-Type: application/x-www-form-urlencoded\r\n"

static inline void check(const struct fixture *f, const char *request,
                         const char *status, const char *holds)
{
    struct buf answer = ask(f, request);
    const char *text = buf_text(&answer);
    if (strncmp(text, "HTTP/1.1 ", 9) != 0 || strncmp(text + 9, status, 3) != 0)
        fail_msg("%s\ngave\n%s", request, text);
    if (holds != NULL && strstr(text, holds) == NULL)
        fail_msg("%s\nhas no %s", text, holds);
    buf_free(&answer);
}

/* Only what was accepted can stall: waits for the word to go on. */
static inline void hear_go_on(int fd)
{
    char go_on[25];
    assert_int_equal(recv(fd, go_on, sizeof go_on, MSG_WAITALL), 25);
    assert_memory_equal(go_on, "HTTP/1.1 100 Continue\r\n\r\n", 25);
}

#define STALLS                                                                 \
    "POST /small HTTP/1.1\r\n" HEAD BYTES                                      \
    "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n"

#endif
