/* What stands in the head of a request: a path, a Host, an Origin, the address
 * that a proxy saw. Three lines of the input. */
#include "fuzz/fuzz.h"

#include "http/guard.h"
#include "http/rate.h"
#include "http/router.h"

static const struct http_route routes[] = {
    {.method = HTTP_GET, .pattern = "/"},
    {.method = HTTP_POST, .pattern = "/w/{}/issue"},
    {.method = HTTP_GET, .pattern = "/w/{}/release/{}"},
    {.method = HTTP_GET, .pattern = "/style-{}.css"},
};

static void check_path(const char *path)
{
    const struct http_route *route = NULL;
    const char *allow = NULL;
    struct http_vars vars;
    memset(&vars, 0xa5, sizeof vars);
    enum http_match match =
        http_router_find(routes, sizeof routes / sizeof *routes, "GET", path,
                         &route, &vars, &allow);
    err_assert((match == HTTP_MATCH_FOUND) == (route != NULL));
    err_assert((match == HTTP_MATCH_OTHER_METHOD) == (allow != NULL));
    for (size_t i = 0; route != NULL && i < HTTP_VARS_MAX; i++) {
        const char *name = vars.v[i] + (vars.v[i][0] == '_');
        err_assert(strspn(name, "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-") == strlen(name));
    }
}

static void check_origin(const char *host, const char *origin)
{
    static const char *const hosts[] = {"survey.example.org"};
    (void)http_guard_host(host, hosts, 1);
    if (http_guard_same_origin(NULL, origin, host) &&
        strcmp(origin, "null") != 0)
        err_assert(strstr(origin, "://") != NULL &&
                   strcasecmp(strstr(origin, "://") + 3, host) == 0);
}

/* An address is the same with blanks around it. */
static void check_address(const char *address)
{
    static struct http_rates *rates;
    char padded[128];
    if (rates == NULL)
        err_assert(http_rates_new(http_rate_rules, &rates) == ERR_OK);
    (void)snprintf(padded, sizeof padded, " %.100s ", address);
    size_t len = strlen(address);
    struct http_rate_who who =
        http_rates_who(rates, address, len < 100 ? len : 100, 1000);
    struct http_rate_who again =
        http_rates_who(rates, padded, strlen(padded), 1000);
    err_assert(memcmp(&who, &again, sizeof who) == 0);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    char *text = fuzz_text(data, len);
    char *host = strchr(text, '\n');
    char *origin = host == NULL ? NULL : strchr(host + 1, '\n');
    if (host != NULL)
        *host++ = 0;
    if (origin != NULL)
        *origin++ = 0;
    check_path(text);
    if (origin != NULL)
        check_origin(host, origin);
    check_address(text);
    free(text);
    return 0;
}
