/*
 * office: every address of the route table, tried by whoever should get nothing
 * from it: a browser that was not let in, one that a foreign page sends, a form
 * with another browser's token. What the pages do for who is let in is
 * tests/browser/office.test.mjs.
 */
#include "test_route_help.h"

#include "office/pages.h"

#include <sodium.h>
#include <sys/stat.h>

#define FOLDER "site"

struct fixture {
    char base[64];
    struct file_path dir;
    struct office office;
    char cookie[OFFICE_COOKIE_SIZE + 32];
    char csrf[HTTP_CSRF_SIZE];
};

static void begin_pages(struct office *o)
{
    struct err_note note = {""};
    if (render_set_load("templates", &o->pages, &note) != ERR_OK ||
        render_set_declare(o->pages, office_forms, office_form_count, &note) !=
            ERR_OK)
        fail_msg("%s", note.text);
}

static void begin_office(struct office *o, const char *dir)
{
    uint8_t bytes[32];
    struct http_listen where;
    *o = (struct office){
        .dir = dir, .style = BUF_INIT, .base = "https://survey.example.edu"};
    o->app = (struct http_app){.routes = office_routes,
                               .route_count = office_route_count,
                               .context = o,
                               .authorize = office_authorize,
                               .error_page = office_error_page};
    begin_pages(o);
    randombytes_buf(bytes, sizeof bytes);
    encode_b64u(bytes, sizeof bytes, o->cookie);
    randombytes_buf(o->csrf.b, sizeof o->csrf.b);
    o->draft = office_draft_new();
    assert_non_null(o->draft);
    assert_int_equal(office_job_new(&o->job), ERR_OK);
    assert_int_equal(http_listen_parse("127.0.0.1:0", &where, NULL), ERR_OK);
    assert_int_equal(http_daemon_start(&o->app, &where,
                                       &(struct http_limits){.threads = 1},
                                       &o->daemon, NULL),
                     ERR_OK);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct err_note note = {""};
    assert_non_null(f);
    assert_true(sodium_init() >= 0);
    (void)snprintf(f->base, sizeof f->base, "/tmp/chorus-test-XXXXXX");
    assert_non_null(mkdtemp(f->base));
    assert_int_equal(file_join(f->base, FOLDER, &f->dir), ERR_OK);
    if (conduct_folder_create(f->dir.s, "Harbor City", &note) != ERR_OK)
        fail_msg("%s", note.text);
    begin_office(&f->office, f->dir.s);
    (void)snprintf(f->cookie, sizeof f->cookie, "chorus-office=%s",
                   f->office.cookie);
    http_csrf_token(&f->office.csrf, f->office.cookie, f->csrf);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const files[] = {"chorus.conf",
                                        "office/people.db",
                                        "office/people.db-journal",
                                        "server/site.db",
                                        "server/site.db-journal",
                                        "office/lock",
                                        "lock",
                                        "server/keys",
                                        "server",
                                        "office"};
    struct fixture *f = *state;
    http_daemon_drain(f->office.daemon, 5);
    http_daemon_stop(f->office.daemon);
    office_job_free(f->office.job);
    office_draft_free(f->office.draft);
    roster_free(f->office.upload);
    render_set_free(f->office.pages);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct file_path path;
        assert_int_equal(file_join(f->dir.s, files[i], &path), ERR_OK);
        (void)remove(path.s);
    }
    assert_int_equal(rmdir(f->dir.s), 0);
    assert_int_equal(rmdir(f->base), 0);
    free(f);
    return 0;
}

static uint16_t port(const struct fixture *f)
{
    return http_daemon_port(f->office.daemon);
}

/* What lets a browser in, and what everybody may see: no names are in either.
 */
static bool is_for_all(const struct http_route *route)
{
    return strcmp(route->pattern, "/enter/{}") == 0 ||
           strcmp(route->pattern, "/style.css") == 0;
}

static void every_address_is_for_the_browser_that_was_let_in(void **state)
{
    (void)state;
    for (size_t i = 0; i < office_route_count; i++) {
        const struct http_route *route = &office_routes[i];
        if ((route->need == OFFICE_NEED_LET_IN) == is_for_all(route))
            fail_msg("%s: need %u", route->pattern, route->need);
    }
}

static void without_its_cookie_nothing_is_told_or_done(void **state)
{
    const struct fixture *f = *state;
    static const char *const cookies[] = {
        "", "chorus-office=", "session=x",
        "chorus-office=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};
    for (size_t i = 0; i < office_route_count; i++) {
        const struct http_route *route = &office_routes[i];
        for (size_t k = 0; k < 4 && !is_for_all(route); k++) {
            struct route_visit v = {NULL, cookies[k], f->csrf, ""};
            struct buf answer = route_ask(port(f), route, &v);
            const char *text = buf_text(&answer);
            if (strncmp(text, "HTTP/1.1 403", 12) != 0 ||
                strstr(text, "Harbor") != NULL ||
                strstr(text, "\"csrf\"") != NULL)
                fail_msg("%s with \"%s\": %.200s", route->pattern, cookies[k],
                         text);
            buf_free(&answer);
        }
    }
}

static void with_it_every_page_answers(void **state)
{
    const struct fixture *f = *state;
    const struct route_visit v = {NULL, f->cookie, f->csrf, ""};
    for (size_t i = 0; i < office_route_count; i++) {
        const struct http_route *route = &office_routes[i];
        if (route->method == HTTP_POST || is_for_all(route))
            continue;
        unsigned status = route_status(port(f), route, &v);
        if (status == 403 || status >= 405) /* "x" may be no wave, no number */
            fail_msg("%s: %u", route->pattern, status);
    }
}

static void every_form_must_have_the_token_of_this_browser(void **state)
{
    const struct fixture *f = *state;
    struct http_csrf_key other;
    char foreign[HTTP_CSRF_SIZE];
    size_t forms = 0;
    randombytes_buf(other.b, sizeof other.b);
    http_csrf_token(&other, f->office.cookie, foreign);
    for (size_t i = 0; i < office_route_count; i++) {
        const struct http_route *route = &office_routes[i];
        const struct route_visit v = {NULL, f->cookie, foreign, ""};
        if (route->method != HTTP_POST)
            continue;
        forms++;
        if (!route_has_csrf(route))
            fail_msg("%s: a form without csrf", route->pattern);
        unsigned status = route_status(port(f), route, &v);
        if (status != 403)
            fail_msg("%s: %u with another's token", route->pattern, status);
    }
    assert_true(forms > 20);
}

static void no_form_is_heard_from_a_foreign_page_or_name(void **state)
{
    const struct fixture *f = *state;
    static const struct {
        const char *host;
        const char *more;
        unsigned status;
    } foreign[] = {{NULL, "Origin: http://evil.example\r\n", 403},
                   {NULL, "Sec-Fetch-Site: cross-site\r\n", 403},
                   {"evil.example", "", 421}};
    for (size_t i = 0; i < office_route_count; i++) {
        const struct http_route *route = &office_routes[i];
        for (size_t k = 0; k < 3; k++) {
            const struct route_visit v = {foreign[k].host, f->cookie, f->csrf,
                                          foreign[k].more};
            if (route->method != HTTP_POST && foreign[k].status != 421)
                continue;
            unsigned status = route_status(port(f), route, &v);
            if (status != foreign[k].status)
                fail_msg("%s, %zu: %u", route->pattern, k, status);
        }
    }
}

/* The last: what all the others were refused is done with cookie and token. */
static void with_cookie_and_token_a_form_is_heard(void **state)
{
    struct fixture *f = *state;
    const struct route_visit v = {NULL, f->cookie, f->csrf, ""};
    for (size_t i = 0; i < office_route_count; i++) {
        if (strcmp(office_routes[i].pattern, "/leave") != 0)
            continue;
        assert_int_equal(route_status(port(f), &office_routes[i], &v), 200);
        assert_int_equal(route_status(port(f), &office_routes[i], &v), 403);
        return;
    }
    fail_msg("nobody can leave");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_address_is_for_the_browser_that_was_let_in),
        cmocka_unit_test(without_its_cookie_nothing_is_told_or_done),
        cmocka_unit_test(with_it_every_page_answers),
        cmocka_unit_test(every_form_must_have_the_token_of_this_browser),
        cmocka_unit_test(no_form_is_heard_from_a_foreign_page_or_name),
        cmocka_unit_test(with_cookie_and_token_a_form_is_heard),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
