/* http, the parts without a socket: forms, routes, guards, addresses. */
#include "http/guard.h"
#include "http/listen.h"
#include "http/request_impl.h"
#include "http/router.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define LEN(a) (sizeof(a) / sizeof *(a))

/* --- forms ---------------------------------------------------------------- */

static const struct http_field fields[] = {
    {.name = "name", .min_bytes = 1, .max_bytes = 8},
    {.name = "note", .max_bytes = 10, .lines = true},
    {.name = NULL},
};

static enum err read_form(const char *text, struct http_form *out_form)
{
    return http_form_read((const uint8_t *)text, strlen(text), fields,
                          out_form);
}

static void a_form_is_decoded(void **state)
{
    (void)state;
    struct http_form form;
    assert_int_equal(read_form("note=a%0D%0Ab&name=J+%C3%A9%26", &form),
                     ERR_OK);
    assert_string_equal(http_form_value(&form, "name"), "J é&");
    assert_string_equal(http_form_value(&form, "note"), "a\nb");
    http_form_wipe(&form);
}

static void an_optional_field_may_be_absent(void **state)
{
    (void)state;
    struct http_form form;
    assert_int_equal(read_form("name=x", &form), ERR_OK);
    assert_string_equal(http_form_value(&form, "note"), "");
    http_form_wipe(&form);
}

static void a_form_that_does_not_fit_its_table_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum err e;
    } bad[] = {
        {"", ERR_RANGE},
        {"name=", ERR_RANGE},
        {"name=123456789", ERR_RANGE},
        {"name=x&note=12345678901", ERR_RANGE},
        {"note=x", ERR_RANGE},
        {"name=x&other=y", ERR_FORMAT},
        {"name=x&name=y", ERR_FORMAT},
        {"name", ERR_FORMAT},
        {"name=x&", ERR_OK},
        {"&name=x", ERR_FORMAT},
        {"name=%4", ERR_FORMAT},
        {"name=%zz", ERR_FORMAT},
        {"name=%00", ERR_FORMAT},
        {"name=a%0ab", ERR_FORMAT},
        {"name=%1b", ERR_FORMAT},
        {"name=%ff", ERR_FORMAT},
        {"name=%c0%80", ERR_FORMAT},
        {"name=%7f", ERR_FORMAT},
        {"n%61me=x", ERR_FORMAT},
    };
    for (size_t i = 0; i < LEN(bad); i++) {
        struct http_form form = {0};
        enum err e = read_form(bad[i].text, &form);
        if (e != bad[i].e)
            fail_msg("\"%s\": %s", bad[i].text, err_name(e));
        http_form_wipe(&form);
    }
}

/* --- routes --------------------------------------------------------------- */

static void nothing(void *context, struct http_request *r)
{
    (void)context;
    (void)r;
}

static const struct http_route routes[] = {
    {.pattern = "/", .handle = nothing},
    {.pattern = "/unit/{}", .handle = nothing},
    {.pattern = "/unit/{}/{}", .handle = nothing},
    {.pattern = "/unit/{}/{}.csv", .handle = nothing},
    {.pattern = "/login", .handle = nothing},
    {.method = HTTP_POST, .pattern = "/login", .handle = nothing},
    {.method = HTTP_POST, .pattern = "/send", .handle = nothing},
};

static enum http_match find(const char *method, const char *path,
                            const struct http_route **route,
                            struct http_vars *vars, const char **allow)
{
    return http_router_find(routes, LEN(routes), method, path, route, vars,
                            allow);
}

static void variables_are_taken_from_the_path(void **state)
{
    (void)state;
    const struct http_route *route = NULL;
    struct http_vars vars;
    const char *allow;
    assert_int_equal(
        find("GET", "/unit/S-medicine/2026-fall.csv", &route, &vars, &allow),
        HTTP_MATCH_FOUND);
    assert_string_equal(route->pattern, "/unit/{}/{}.csv");
    assert_string_equal(vars.v[0], "S-medicine");
    assert_string_equal(vars.v[1], "2026-fall");
    assert_int_equal(find("HEAD", "/unit/P001", &route, &vars, &allow),
                     HTTP_MATCH_FOUND);
    assert_string_equal(vars.v[1], "");
}

static void what_is_no_name_is_no_address(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "",
        "//",
        "/unit",
        "/unit/",
        "/unit/..",
        "/unit/-x",
        "/unit/a%2fb",
        "/unit/a_b",
        "/unit/a/b/",
        "/unit/a/.csv",
        "/unit/a/b.csvx",
        "/UNIT/a",
        "/unit/a b",
        "/unit/é",
        "/login/",
        "/unit/abcdefghijabcdefghijabcdefghijabc",
        "http://127.0.0.1/",
    };
    for (size_t i = 0; i < LEN(paths); i++) {
        const struct http_route *route = NULL;
        struct http_vars vars;
        const char *allow;
        if (find("GET", paths[i], &route, &vars, &allow) != HTTP_MATCH_NONE)
            fail_msg("\"%s\" was found", paths[i]);
    }
}

static void another_method_is_told_what_is_allowed(void **state)
{
    (void)state;
    static const struct {
        const char *method;
        const char *path;
        const char *allow;
    } cases[] = {
        {"POST", "/", "GET, HEAD"},
        {"GET", "/send", "POST"},
        {"HEAD", "/send", "POST"},
        {"DELETE", "/login", "GET, HEAD, POST"},
        {"get", "/login", "GET, HEAD, POST"},
        {"OPTIONS", "/unit/x", "GET, HEAD"},
    };
    for (size_t i = 0; i < LEN(cases); i++) {
        const struct http_route *route = NULL;
        struct http_vars vars;
        const char *allow = NULL;
        assert_int_equal(
            find(cases[i].method, cases[i].path, &route, &vars, &allow),
            HTTP_MATCH_OTHER_METHOD);
        assert_string_equal(allow, cases[i].allow);
    }
}

/* --- guards --------------------------------------------------------------- */

static void only_our_own_names_are_hosts(void **state)
{
    (void)state;
    static const char *const ours[] = {"survey.example.org"};
    assert_true(http_guard_host("127.0.0.1", NULL, 0));
    assert_true(http_guard_host("127.0.0.1:8080", NULL, 0));
    assert_true(http_guard_host("LocalHost:1", NULL, 0));
    assert_true(http_guard_host("[::1]:8080", NULL, 0));
    assert_true(http_guard_host("Survey.Example.Org", ours, 1));
    assert_true(http_guard_host("survey.example.org:443", ours, 1));
    static const char *const others[] = {
        "",
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "localhost:",
        "localhost:80a",
        "localhost:123456",
        "survey.example.org",
        "127.0.0.2",
    };
    assert_false(http_guard_host(NULL, NULL, 0));
    for (size_t i = 0; i < LEN(others); i++) {
        if (http_guard_host(others[i], NULL, 0))
            fail_msg("\"%s\" was taken", others[i]);
    }
}

static void a_form_of_another_site_is_refused(void **state)
{
    (void)state;
    const char *host = "survey.example.org:8443";
    assert_true(http_guard_same_origin("same-origin", NULL, host));
    assert_true(http_guard_same_origin(NULL, NULL, host));
    assert_true(http_guard_same_origin(NULL, "null", host));
    assert_true(
        http_guard_same_origin(NULL, "https://survey.example.org:8443", host));
    assert_true(http_guard_same_origin("same-origin", "null", host));
    static const char *const sites[] = {"cross-site", "same-site", "none", ""};
    for (size_t i = 0; i < LEN(sites); i++)
        assert_false(http_guard_same_origin(sites[i], NULL, host));
    static const char *const origins[] = {
        "https://evil.example",
        "https://survey.example.org",
        "https://survey.example.org:8443.evil.example",
        "survey.example.org:8443",
        "ftp://survey.example.org:8443",
        "",
    };
    for (size_t i = 0; i < LEN(origins); i++)
        assert_false(http_guard_same_origin(NULL, origins[i], host));
    /* what the browser says of itself counts, not what a page may set */
    assert_false(http_guard_same_origin(
        "cross-site", "https://survey.example.org:8443", host));
}

static void a_token_fits_one_cookie_and_one_key(void **state)
{
    (void)state;
    const struct http_csrf_key key = {{1}};
    const struct http_csrf_key other = {{2}};
    char token[HTTP_CSRF_SIZE];
    http_csrf_token(&key, "cookie", token);
    assert_true(http_csrf_holds(&key, "cookie", token));
    assert_false(http_csrf_holds(&key, "cookies", token));
    assert_false(http_csrf_holds(&other, "cookie", token));
    assert_false(http_csrf_holds(&key, NULL, token));
    assert_false(http_csrf_holds(&key, "cookie", NULL));
    assert_false(http_csrf_holds(&key, "cookie", ""));
    token[5] = token[5] == 'A' ? 'B' : 'A';
    assert_false(http_csrf_holds(&key, "cookie", token));
}

/* --- where to listen ------------------------------------------------------ */

static void only_this_machine_can_be_listened_on(void **state)
{
    (void)state;
    struct http_listen l;
    assert_int_equal(http_listen_parse("127.0.0.1:0", &l, NULL), ERR_OK);
    assert_int_equal(l.port, 0);
    assert_int_equal(http_listen_parse("[::1]:8080", &l, NULL), ERR_OK);
    assert_true(l.is_ipv6);
    assert_int_equal(http_listen_parse("unix:/run/x", &l, NULL), ERR_OK);
    assert_string_equal(l.path, "/run/x");
    static const struct {
        const char *text;
        enum err e;
    } bad[] = {
        {"0.0.0.0:80", ERR_DENIED},
        {"[::]:80", ERR_DENIED},
        {"10.0.0.1:80", ERR_DENIED},
        {":80", ERR_DENIED},
        {"example.org:80", ERR_DENIED},
        {"127.0.0.1", ERR_FORMAT},
        {"8080", ERR_FORMAT},
        {"127.0.0.1:", ERR_FORMAT},
        {"127.0.0.1:65536", ERR_FORMAT},
        {"127.0.0.1:-1", ERR_FORMAT},
        {"127.0.0.1:8 ", ERR_FORMAT},
        {"unix:", ERR_FORMAT},
    };
    for (size_t i = 0; i < LEN(bad); i++) {
        struct err_note note = {""};
        enum err e = http_listen_parse(bad[i].text, &l, &note);
        if (e != bad[i].e || note.text[0] == '\0')
            fail_msg("\"%s\": %s", bad[i].text, err_name(e));
    }
}

/* --- forms of an answer ----------------------------------------------------
 */

static void gzip_goes_to_who_accepts_it(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        bool taken;
    } lists[] = {
        {"gzip", true},
        {"GZIP", true},
        {"br, gzip", true},
        {"gzip;q=0.5, br", true},
        {"deflate , gzip ; q=0.001", true},
        {NULL, false},
        {"", false},
        {"br", false},
        {"identity", false},
        {"gzip;q=0", false},
        {"gzip; q=0.000", false},
        {"x-gzip", false},
        {"gzipped", false},
        {",,,", false},
    };
    for (size_t i = 0; i < LEN(lists); i++)
        if (http_accepts_gzip(lists[i].list) != lists[i].taken)
            fail_msg("\"%s\"", lists[i].list == NULL ? "" : lists[i].list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_is_decoded),
        cmocka_unit_test(an_optional_field_may_be_absent),
        cmocka_unit_test(a_form_that_does_not_fit_its_table_is_refused),
        cmocka_unit_test(variables_are_taken_from_the_path),
        cmocka_unit_test(what_is_no_name_is_no_address),
        cmocka_unit_test(another_method_is_told_what_is_allowed),
        cmocka_unit_test(only_our_own_names_are_hosts),
        cmocka_unit_test(a_form_of_another_site_is_refused),
        cmocka_unit_test(a_token_fits_one_cookie_and_one_key),
        cmocka_unit_test(only_this_machine_can_be_listened_on),
        cmocka_unit_test(gzip_goes_to_who_accepts_it),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
