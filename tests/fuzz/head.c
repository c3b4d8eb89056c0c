/* What is said of a request before its body, from its first line and headers:
 * whether its length is beyond doubt, whether anything is at its address, in
 * which form it is answered. */
#include "fuzz/wire.h"

#include "http/request_impl.h"

#include <strings.h>

#define BODY_MAX 1000
#define RATE     1000000

static const struct http_route routes[] = {
    {.method = HTTP_GET, .pattern = "/"},
    {.method = HTTP_POST,
     .pattern = "/w/{}/issue",
     .body_type = HTTP_TYPE_BYTES,
     .body_max_bytes = BODY_MAX},
    {.method = HTTP_POST, .pattern = "/login", .body_type = HTTP_TYPE_FORM},
};
static const char *const hosts[] = {"survey.example.org"};
static const struct http_app app = {.routes = routes,
                                    .route_count =
                                        sizeof routes / sizeof *routes,
                                    .hosts = hosts,
                                    .host_count = 1};

/* Its rates are new ones before they could be used up. */
static struct http_daemon *daemon_of(void)
{
    static const struct http_rate_rule rules[HTTP_RATE_KINDS] = {
        {RATE, RATE}, {RATE, RATE}, {RATE, RATE}};
    static struct http_daemon d = {
        .app = &app, .check_host = true, .listen = {.is_unix = true}};
    static size_t inputs;
    if (inputs++ % (RATE / 2) == 0) {
        http_rates_free(d.rates);
        err_assert(http_rates_new(rules, &d.rates) == ERR_OK);
    }
    return &d;
}

/* What goes on to a handler has one length that every reader reads alike. */
static void check_length(const struct http_request *r,
                         const struct fuzz_wire *wire)
{
    const char *length = fuzz_wire_only(wire, "Content-Length");
    const char *coding = fuzz_wire_only(wire, "Transfer-Encoding");
    err_assert(length == NULL || coding == NULL);
    err_assert(coding == NULL || strcasecmp(coding, "chunked") == 0);
    err_assert(
        length == NULL ||
        (*length != 0 && strspn(length, "0123456789") == strlen(length)));
    if (r->route->method == HTTP_POST)
        err_assert(http_head_announced_bytes(r) <= r->route->body_max_bytes);
    err_assert(fuzz_wire_only(wire, "Host") != NULL);
}

static void check_answer(const struct http_request *r,
                         const struct fuzz_wire *wire)
{
    const char *packing = http_head_value(r, "Accept-Encoding");
    if (http_accepts_gzip(packing))
        err_assert(strcasestr(packing, "gzip") != NULL);
    const char *user = http_request_proxy_header(r, "Remote-User");
    err_assert(user == fuzz_wire_only(wire, "Remote-User"));
    (void)http_request_is_tls(r);
    (void)http_request_cookie(r, "session");
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    char *text = fuzz_text(data, len);
    char *lines = text;
    char *path = strsep(&lines, "\n");
    const char *method = strsep(&path, " ");
    struct fuzz_wire wire = fuzz_wire_read(lines);
    struct http_request r = {.daemon = daemon_of(),
                             .connection = (struct MHD_Connection *)&wire};
    if (path != NULL) {
        unsigned status = http_head_judge(&r, method, path);
        err_assert(status == 0 || (status >= 400 && status < 500));
        err_assert(status != 429);
        if (status == 0) {
            err_assert(r.route != NULL);
            check_length(&r, &wire);
        }
        check_answer(&r, &wire);
    }
    free(text);
    return 0;
}
