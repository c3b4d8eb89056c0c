/*
 * A request for any address of a route table, and its answer over a real
 * connection: for tests that try every address there is.
 */
#ifndef CHORUS_TEST_ROUTE_HELP_H
#define CHORUS_TEST_ROUTE_HELP_H

#include "http/router.h"

#include "base/buf.h"

#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define ROUTE_BOUNDARY "a-part-begins"

/* Who asks: what stands in the head beside what every request has. */
struct route_visit {
    const char *host; /* NULL: localhost */
    const char *cookie;
    const char *csrf; /* of a form's field of this name */
    const char *more; /* whole lines; "" none */
};

/* Every field as short as it may be, of the kind that the route takes. */
static inline void route_put_body(struct buf *body,
                                  const struct http_route *route,
                                  const char *csrf)
{
    const bool parts = strcmp(route->body_type, HTTP_TYPE_PARTS) == 0;
    const struct http_field *field = route->fields;
    for (; field != NULL && field->name != NULL; field++) {
        if (parts)
            buf_printf(body,
                       "--" ROUTE_BOUNDARY "\r\nContent-Disposition: "
                       "form-data; name=\"%s\"%s\r\n\r\n",
                       field->name, field->file ? "; filename=\"f\"" : "");
        else
            buf_printf(body, "%s%s=", body->len == 0 ? "" : "&", field->name);
        if (strcmp(field->name, "csrf") == 0)
            buf_put_text(body, csrf);
        else
            for (size_t i = 0; i == 0 || i < field->min_bytes; i++)
                buf_put_text(body, "1");
        if (parts)
            buf_put_text(body, "\r\n");
    }
    if (parts)
        buf_put_text(body, "--" ROUTE_BOUNDARY "--\r\n");
}

/* The request; each variable of the path is "x". */
static inline void route_put_request(struct buf *out,
                                     const struct http_route *route,
                                     const struct route_visit *v)
{
    struct buf body = BUF_INIT;
    if (route->method == HTTP_POST)
        route_put_body(&body, route, v->csrf);
    buf_put_text(out, route->method == HTTP_POST ? "POST " : "GET ");
    for (const char *c = route->pattern; *c != '\0'; c++) {
        bool is_var = strncmp(c, "{}", 2) == 0;
        buf_put(out, is_var ? "x" : c, 1);
        c += is_var ? 1 : 0;
    }
    buf_printf(out, " HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s",
               v->host == NULL ? "localhost" : v->host, v->more);
    if (v->cookie[0] != '\0')
        buf_printf(out, "Cookie: %s\r\n", v->cookie);
    if (route->method == HTTP_POST)
        buf_printf(out, "Content-Type: %s%s\r\nContent-Length: %zu\r\n",
                   route->body_type,
                   strcmp(route->body_type, HTTP_TYPE_PARTS) == 0
                       ? "; boundary=" ROUTE_BOUNDARY
                       : "",
                   body.len);
    buf_put_text(out, "\r\n");
    buf_put(out, buf_text(&body), body.len);
    buf_free(&body);
}

/* The answer's head and body from PORT of this machine; caller frees. */
static inline struct buf route_ask(uint16_t port,
                                   const struct http_route *route,
                                   const struct route_visit *v)
{
    struct buf request = BUF_INIT;
    struct buf answer = BUF_INIT;
    char part[4096];
    ssize_t n;
    route_put_request(&request, route, v);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(send(fd, request.data, request.len, MSG_NOSIGNAL),
                     (ssize_t)request.len);
    while ((n = recv(fd, part, sizeof part, 0)) > 0)
        buf_put(&answer, part, (size_t)n);
    (void)close(fd);
    buf_free(&request);
    assert_int_equal(buf_check(&answer), ERR_OK);
    assert_true(answer.len > 12);
    return answer;
}

/* The status alone. */
static inline unsigned route_status(uint16_t port,
                                    const struct http_route *route,
                                    const struct route_visit *v)
{
    struct buf answer = route_ask(port, route, v);
    unsigned status = 0;
    assert_int_equal(sscanf(buf_text(&answer), "HTTP/1.1 %u", &status), 1);
    buf_free(&answer);
    return status;
}

/* Whether the route's form must hold a token. */
static inline bool route_has_csrf(const struct http_route *route)
{
    const struct http_field *field = route->fields;
    for (; field != NULL && field->name != NULL; field++) {
        if (strcmp(field->name, "csrf") == 0)
            return field->min_bytes > 0;
    }
    return false;
}

#endif
