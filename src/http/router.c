#include "http/router.h"

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

/* The length of the name at TEXT; 0 when none begins there. */
static size_t name_len(const char *text)
{
    size_t n = 0;
    while (is_letter_or_digit(text[n]) || (n == 0 && text[n] == '_') ||
           (n > 0 && text[n] == '-'))
        n++;
    return n < HTTP_VAR_SIZE ? n : 0;
}

bool http_pattern_fits(const char *pattern, const char *path,
                       struct http_vars *out_vars)
{
    struct http_vars vars = {0};
    size_t var = 0;
    while (*pattern != '\0') {
        if (strncmp(pattern, "{}", 2) == 0) {
            err_assert(var < HTTP_VARS_MAX);
            size_t len = name_len(path);
            if (len == 0)
                return false;
            memcpy(vars.v[var++], path, len);
            pattern += 2;
            path += len;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    if (*path != '\0')
        return false;
    *out_vars = vars;
    return true;
}

static bool method_fits(enum http_method method, const char *text)
{
    switch (method) {
    case HTTP_GET: return strcmp(text, "GET") == 0 || strcmp(text, "HEAD") == 0;
    case HTTP_POST: return strcmp(text, "POST") == 0;
    }
    return false;
}

enum http_match http_router_find(const struct http_route *routes, size_t count,
                                 const char *method, const char *path,
                                 const struct http_route **out_route,
                                 struct http_vars *out_vars,
                                 const char **out_allow)
{
    bool get = false;
    bool post = false;
    for (size_t i = 0; i < count; i++) {
        struct http_vars vars;
        if (!http_pattern_fits(routes[i].pattern, path, &vars))
            continue;
        if (method_fits(routes[i].method, method)) {
            *out_route = &routes[i];
            *out_vars = vars;
            return HTTP_MATCH_FOUND;
        }
        get = get || routes[i].method == HTTP_GET;
        post = post || routes[i].method == HTTP_POST;
    }
    if (!get && !post)
        return HTTP_MATCH_NONE;
    *out_allow = get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST";
    return HTTP_MATCH_OTHER_METHOD;
}
