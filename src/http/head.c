/*
 * What can be said of a request before its body: whether its length is beyond
 * doubt, who asks, and whether there is anything at its address.
 */
#include "base/clock.h"
#include "http/guard.h"
#include "http/request_impl.h"

#include <netinet/in.h>

#define LENGTH_MAX_DIGITS 18

const char *http_head_value(const struct http_request *r, const char *name)
{
    return MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, name);
}

struct found_header {
    const char *name;
    const char *last; /* value; NULL: none */
    unsigned n;
};

static enum MHD_Result find_one(void *arg, enum MHD_ValueKind kind,
                                const char *key, const char *value)
{
    (void)kind;
    struct found_header *found = arg;
    if (strcasecmp(key, found->name) == 0) {
        found->last = value;
        found->n++;
    }
    return MHD_YES;
}

static struct found_header find_header(const struct http_request *r,
                                       const char *name)
{
    struct found_header found = {name, NULL, 0};
    (void)MHD_get_connection_values(r->connection, MHD_HEADER_KIND, find_one,
                                    &found);
    return found;
}

/* Whether the connection is a Unix socket's, or from this machine. */
static bool is_from_here(const struct http_request *r)
{
    if (r->daemon->listen.is_unix)
        return true;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL || info->client_addr == NULL)
        return false;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    switch (info->client_addr->sa_family) {
    case AF_INET:
        memcpy(&v4, info->client_addr, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    case AF_INET6:
        memcpy(&v6, info->client_addr, sizeof v6);
        return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) != 0;
    default: return false;
    }
}

const char *http_request_proxy_header(const struct http_request *r,
                                      const char *name)
{
    struct found_header found = find_header(r, name);
    return found.n == 1 && is_from_here(r) ? found.last : NULL;
}

/*
 * Two answers to "how long is the body", or one that could be read in two
 * ways, are how one request is smuggled in another.
 */
static bool length_is_ambiguous(const struct http_request *r)
{
    struct found_header length = find_header(r, "Content-Length");
    struct found_header coding = find_header(r, "Transfer-Encoding");
    if (length.n + coding.n > 1)
        return true;
    if (coding.n == 1)
        return coding.last == NULL || strcasecmp(coding.last, "chunked") != 0;
    if (length.n == 0)
        return false;
    size_t digits = length.last == NULL ? 0 : strspn(length.last, "0123456789");
    return digits == 0 || digits > LENGTH_MAX_DIGITS ||
           length.last[digits] != '\0';
}

size_t http_head_announced_bytes(const struct http_request *r)
{
    const char *text = http_head_value(r, "Content-Length");
    return text == NULL ? 0 : (size_t)strtoull(text, NULL, 10);
}

/* The type without its parameters, in any case, as RFC 9110 compares them. */
static bool type_fits(const char *wanted, const char *given)
{
    size_t len = strlen(wanted);
    if (given == NULL || strncasecmp(given, wanted, len) != 0)
        return false;
    const char *rest = given + len;
    while (*rest == ' ' || *rest == '\t')
        rest++;
    return *rest == '\0' || *rest == ';';
}

/* Whether the other end is this machine: only its word for an address counts.
 */
static bool peer_is_local(const struct http_request *r)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == NULL || info->client_addr == NULL)
        return false;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    switch (info->client_addr->sa_family) {
    case AF_UNIX: return true;
    case AF_INET:
        memcpy(&v4, info->client_addr, sizeof v4);
        return ntohl(v4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;
    case AF_INET6:
        memcpy(&v6, info->client_addr, sizeof v6);
        return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
    default: return false;
    }
}

/*
 * The last address of the last X-Forwarded-For is what the proxy itself saw;
 * those before it are what it was told.
 */
static struct http_rate_who who_asks(const struct http_request *r)
{
    struct found_header forwarded = find_header(r, "X-Forwarded-For");
    if (forwarded.last == NULL || !peer_is_local(r))
        return (struct http_rate_who){{0}};
    const char *comma = strrchr(forwarded.last, ',');
    const char *last = comma == NULL ? forwarded.last : comma + 1;
    return http_rates_who(r->daemon->rates, last, strlen(last),
                          clock_steady_msec());
}

unsigned http_head_judge(struct http_request *r, const char *method,
                         const char *path)
{
    const struct http_app *app = r->daemon->app;
    if (length_is_ambiguous(r) || find_header(r, "Host").n > 1) {
        r->close_after = true;
        return MHD_HTTP_BAD_REQUEST;
    }
    if (r->daemon->check_host && !http_guard_host(http_head_value(r, "Host"),
                                                  app->hosts, app->host_count))
        return MHD_HTTP_MISDIRECTED_REQUEST;
    r->who = who_asks(r);
    r->wait_sec = http_request_rate_take(r, HTTP_RATE_REQUEST);
    if (r->wait_sec > 0)
        return MHD_HTTP_TOO_MANY_REQUESTS;
    const struct http_route *route;
    switch (http_router_find(app->routes, app->route_count, method, path,
                             &route, &r->vars, &r->allow)) {
    case HTTP_MATCH_NONE: return MHD_HTTP_NOT_FOUND;
    case HTTP_MATCH_OTHER_METHOD: return MHD_HTTP_METHOD_NOT_ALLOWED;
    case HTTP_MATCH_FOUND: break;
    }
    r->route = route;
    if (route->method == HTTP_POST && route->body_type != NULL &&
        !type_fits(route->body_type, http_head_value(r, "Content-Type")))
        return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
    if (route->method == HTTP_POST &&
        http_head_announced_bytes(r) > route->body_max_bytes)
        return MHD_HTTP_CONTENT_TOO_LARGE;
    return 0;
}
