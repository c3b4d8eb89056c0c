/*
 * web: who reaches which page, for every address of the route table and every
 * role, over a real connection. An address that has no line below fails:
 * whoever adds one says here who it is for. What somebody sees there (a
 * champion's own unit, a release before its date) is tests/http/pages.test.mjs.
 */
#include "test_route_help.h"

#include "web/handlers.h"
#include "web/page.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"

#include <sodium.h>

#define LEN(a)   (sizeof(a) / sizeof *(a))
#define PASSWORD "a password of some length"

enum { NOBODY = 1, CHAMPION = 2, SUBCOMMITTEE = 4, OFFICE = 8 };
#define STAFF    (CHAMPION | SUBCOMMITTEE | OFFICE)
#define EVERYONE (NOBODY | STAFF)

/* The contract page's "Pages", typed by hand: not taken from routes.c. */
static const struct {
    enum http_method method;
    const char *pattern;
    unsigned who;
} expected[] = {
    /* trainees and the world: the doors look at signatures, not at people */
    {HTTP_POST, "/v1/issue", EVERYONE},
    {HTTP_POST, "/v1/redeem", EVERYONE},
    {HTTP_GET, "/v1/waves", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/manifest", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/survey", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/client.js", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/words", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/information", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/board", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/board.sig", EVERYONE},
    /* from the office's date on; before it they look who asks themselves */
    {HTTP_GET, "/v1/waves/{}/release", EVERYONE},
    {HTTP_GET, "/v1/waves/{}/release.sig", EVERYONE},
    {HTTP_GET, "/static/{}/style.css", EVERYONE},
    {HTTP_GET, "/static/{}/receipt.js", EVERYONE},
    {HTTP_GET, "/healthz", EVERYONE},
    {HTTP_GET, "/", EVERYONE},
    {HTTP_GET, "/w/{}", EVERYONE},
    {HTTP_GET, "/privacy", EVERYONE},
    {HTTP_GET, "/support", EVERYONE},
    {HTTP_GET, "/receipt/{}", EVERYONE},
    {HTTP_GET, "/info/{}", EVERYONE},
    {HTTP_GET, "/wave/{}", EVERYONE},
    {HTTP_GET, "/login", EVERYONE},
    /* its form is bound to a cookie of its own, which nobody here has */
    {HTTP_POST, "/login", 0},

    {HTTP_POST, "/logout", STAFF},
    {HTTP_GET, "/results", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}.csv", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}.json", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/groups", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/groups.csv", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}.xlsx", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}.pdf", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/report.pdf", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/chart/{}.svg", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/chart/{}.png", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/compare", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/trend", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/response", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/sets", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/sets.csv", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/groups/{}.svg", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/groups/{}.png", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/sets/{}.svg", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/results/{}/sets/{}.png", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/units", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/unit/{}", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/unit/{}/{}", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/unit/{}/{}.csv", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/unit/{}/{}.xlsx", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/unit/{}/{}.pdf", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/unit/{}/{}/chart/{}.svg", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/unit/{}/{}/chart/{}.png", CHAMPION | SUBCOMMITTEE},
    {HTTP_GET, "/office", OFFICE},

    /* what staff write: champions keep plans and checklists; subcommittee and
     * office plans of the institution, and no others: mandate.test.mjs */
    {HTTP_GET, "/plans", STAFF},
    {HTTP_GET, "/plans/{}", STAFF},
    {HTTP_POST, "/plans/{}", STAFF},
    {HTTP_GET, "/plans/{}/{}", STAFF},
    {HTTP_POST, "/plans/{}/{}", STAFF},
    {HTTP_GET, "/checklists", STAFF},
    {HTTP_GET, "/checklists/{}", STAFF},
    {HTTP_POST, "/checklists/{}", CHAMPION},
    {HTTP_GET, "/initiatives", SUBCOMMITTEE | OFFICE},
    {HTTP_POST, "/initiatives", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/initiatives/new", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/initiatives/{}", SUBCOMMITTEE | OFFICE},
    {HTTP_GET, "/initiatives/{}/change", SUBCOMMITTEE | OFFICE},
    {HTTP_POST, "/initiatives/{}/change", SUBCOMMITTEE | OFFICE},
};

/* Who asks, and how they came in. */
struct visitor {
    const char *name; /* of an account, or of signon.conf */
    unsigned bit;
    bool signed_on;
    bool has_session;
};

static const struct visitor visitors[] = {
    {"", NOBODY, false, false},
    {"champion", CHAMPION, false, true},
    {"subcommittee", SUBCOMMITTEE, false, true},
    {"office", OFFICE, false, true},
    {"champion@example.edu", CHAMPION, true, true},
    {"subcommittee@example.edu", SUBCOMMITTEE, true, true},
    {"office@example.edu", OFFICE, true, true},
    /* signed on, but has not been at /login; and nobody's name */
    {"office@example.edu", NOBODY, true, false},
    {"stranger@example.edu", NOBODY, true, false},
};

struct fixture {
    char dir[64];
    struct site *site;
    struct web *web;
    struct http_daemon *daemon;
};

static struct file_path path_of(const struct fixture *f, const char *name)
{
    struct file_path path;
    assert_int_equal(file_join(f->dir, name, &path), ERR_OK);
    return path;
}

static void put(const struct fixture *f, const char *name, const char *text)
{
    struct file_path path = path_of(f, name);
    assert_int_equal(file_write(path.s, text, strlen(text), 0600, NULL),
                     ERR_OK);
}

static void make_staff(struct fixture *f)
{
    static const struct {
        const char *name;
        enum site_account_role role;
    } accounts[] = {{"champion", SITE_CHAMPION},
                    {"subcommittee", SITE_SUBCOMMITTEE},
                    {"office", SITE_ACCOUNT_OFFICE}};
    static const char *const programs[] = {"P001"};
    for (size_t i = 0; i < LEN(accounts); i++)
        assert_int_equal(accounts_add(f->site, accounts[i].name,
                                      accounts[i].role, programs,
                                      accounts[i].role == SITE_CHAMPION,
                                      PASSWORD, ACCOUNTS_COST_LIGHT, NULL),
                         ERR_OK);
    put(f, "server/signon.conf",
        "champion P001 = user champion@example.edu\n"
        "subcommittee = user subcommittee@example.edu\n"
        "office = user office@example.edu\n");
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    assert_true(sodium_init() >= 0);
    log_set_quiet(1);
    (void)snprintf(f->dir, sizeof f->dir, "/tmp/chorus-test-XXXXXX");
    assert_non_null(mkdtemp(f->dir));
    struct file_path server = path_of(f, "server");
    struct file_path site = path_of(f, "server/site.db");
    assert_int_equal(file_make_dir(server.s, 0700, NULL), ERR_OK);
    assert_int_equal(site_create(site.s, "Test", NULL), ERR_OK);
    assert_int_equal(site_open(site.s, SITE_OFFICE, &f->site, NULL), ERR_OK);
    make_staff(f);
    put(f, "receipt.js", "// nothing\n");
    const struct web_paths paths = {.data_dir = f->dir,
                                    .templates_dir = "templates",
                                    .client_dir = f->dir,
                                    .resources = "surveys/resources.json",
                                    .offers = "surveys/offers.json",
                                    .crosswalk = "surveys/crosswalk.json"};
    struct err_note note = {""};
    if (web_open(&paths, NULL, 0, &f->web, &note) != ERR_OK)
        fail_msg("%s", note.text);
    struct http_listen where;
    assert_int_equal(http_listen_parse("127.0.0.1:0", &where, NULL), ERR_OK);
    assert_int_equal(http_daemon_start(&f->web->app, &where,
                                       &(struct http_limits){.threads = 2},
                                       &f->daemon, NULL),
                     ERR_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    static const char *const files[] = {"receipt.js", "server/signon.conf",
                                        "server/site.db",
                                        "server/site.db-journal"};
    struct fixture *f = *state;
    http_daemon_drain(f->daemon, 5);
    http_daemon_stop(f->daemon);
    web_close(f->web);
    site_close(f->site);
    for (size_t i = 0; i < LEN(files); i++)
        (void)unlink(path_of(f, files[i]).s);
    assert_int_equal(rmdir(path_of(f, "server").s), 0);
    assert_int_equal(rmdir(f->dir), 0);
    free(f);
    return 0;
}

/* --- a request ------------------------------------------------------------ */

/* What a visitor brings along. */
struct pass {
    char cookie[SESSIONS_TEXT_SIZE];
    char csrf[SESSIONS_TEXT_SIZE];
};

static struct pass come_in(const struct fixture *f, const struct visitor *v)
{
    struct pass pass = {"", "none"};
    if (!v->has_session)
        return pass;
    struct sessions_cookie cookie;
    struct sessions_person person;
    const int64_t now = clock_now_sec();
    struct site_account account = {0};
    (void)snprintf(account.name, sizeof account.name, "%s", v->name);
    enum site_origin origin =
        v->signed_on ? SITE_ORIGIN_SIGN_ON : SITE_ORIGIN_PASSWORD;
    assert_int_equal(sessions_start(f->site, v->name, origin, now, &cookie),
                     ERR_OK);
    assert_int_equal(sessions_find(f->site, cookie.text,
                                   v->signed_on ? &account : NULL, now,
                                   &person),
                     ERR_OK);
    (void)snprintf(pass.cookie, sizeof pass.cookie, "%s", cookie.text);
    (void)snprintf(pass.csrf, sizeof pass.csrf, "%s", person.csrf);
    sessions_person_wipe(&person);
    return pass;
}

enum reach { REACHED, SENT_TO_LOGIN, FORBIDDEN };

static enum reach judge(const struct buf *answer, const char *about)
{
    const char *text = buf_text(answer);
    if (strncmp(text, "HTTP/1.1 ", 9) != 0)
        fail_msg("%s: no answer", about);
    if (strncmp(text + 9, "303", 3) == 0 &&
        strstr(text, "Location: /login\r\n") != NULL)
        return SENT_TO_LOGIN;
    /* What the route could not read would say nothing of who may come. */
    if (strncmp(text + 9, "400", 3) == 0 && strstr(text, "text/html") != NULL &&
        strstr(text, "class=\"crumbs\"") == NULL) /* a page of its own */
        fail_msg("%s: the test's form was not understood", about);
    return strncmp(text + 9, "403", 3) == 0 ? FORBIDDEN : REACHED;
}

static enum reach visit(const struct fixture *f, const struct http_route *route,
                        const struct visitor *v, const struct pass *pass)
{
    char cookie[SESSIONS_TEXT_SIZE + 16] = "";
    char name[96] = "";
    if (pass->cookie[0] != '\0')
        (void)snprintf(cookie, sizeof cookie, "session=%s", pass->cookie);
    if (v->signed_on)
        (void)snprintf(name, sizeof name, "Remote-User: %s\r\n", v->name);
    const struct route_visit ask = {NULL, cookie, pass->csrf, name};
    struct buf answer = route_ask(http_daemon_port(f->daemon), route, &ask);
    enum reach reach = judge(&answer, route->pattern);
    buf_free(&answer);
    return reach;
}

/* --- the table ------------------------------------------------------------ */

static bool find(const struct http_route *route, size_t *out_at)
{
    for (size_t i = 0; i < LEN(expected); i++) {
        if (expected[i].method == route->method &&
            strcmp(expected[i].pattern, route->pattern) == 0) {
            *out_at = i;
            return true;
        }
    }
    return false;
}

static void every_address_has_its_line(void **state)
{
    (void)state;
    bool met[LEN(expected)] = {false};
    for (size_t i = 0; i < web_route_count; i++) {
        size_t at = 0;
        if (!find(&web_routes[i], &at))
            fail_msg("%s %s: say in this test who it is for",
                     web_routes[i].method == HTTP_POST ? "POST" : "GET",
                     web_routes[i].pattern);
        met[at] = true;
    }
    for (size_t i = 0; i < LEN(expected); i++) {
        if (!met[i])
            fail_msg("%s: there is no such address", expected[i].pattern);
    }
}

static bool is_logout(const struct http_route *route)
{
    return route->handle == page_logout_post;
}

static void each_is_reached_by_those_it_is_for_and_by_no_others(void **state)
{
    const struct fixture *f = *state;
    for (size_t i = 0; i < web_route_count; i++) {
        const struct http_route *route = &web_routes[i];
        size_t at = 0;
        assert_true(find(route, &at));
        for (size_t k = 0; k < LEN(visitors); k++) {
            const struct visitor *v = &visitors[k];
            struct pass pass = come_in(f, v);
            enum reach wanted = (expected[at].who & v->bit) != 0 ? REACHED
                                : expected[at].who == 0 || v->bit != NOBODY
                                    ? FORBIDDEN
                                    : SENT_TO_LOGIN;
            /* a logout leads an account to the login: it was heard */
            if (is_logout(route) && v->bit != NOBODY && !v->signed_on)
                wanted = SENT_TO_LOGIN;
            enum reach got = visit(f, route, v, &pass);
            if (got != wanted)
                fail_msg("%s for \"%s\"%s: %d, not %d", route->pattern, v->name,
                         v->has_session ? "" : " without a session", (int)got,
                         (int)wanted);
        }
    }
}

/* --- forms ---------------------------------------------------------------- */

static void every_form_has_a_token_that_must_be_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < web_route_count; i++) {
        const struct http_route *route = &web_routes[i];
        bool is_form = route->method == HTTP_POST &&
                       strcmp(route->body_type, HTTP_TYPE_FORM) == 0;
        if (is_form && !route_has_csrf(route))
            fail_msg("%s: a form without csrf", route->pattern);
        /* what is for somebody is a form, with a token */
        if (route->method == HTTP_POST && route->need != 0 && !is_form)
            fail_msg("%s: takes from staff what is no form", route->pattern);
    }
}

static void no_form_is_heard_with_the_token_of_another_session(void **state)
{
    const struct fixture *f = *state;
    size_t forms = 0;
    for (size_t i = 0; i < web_route_count; i++) {
        const struct http_route *route = &web_routes[i];
        size_t at = 0;
        if (route->method != HTTP_POST || route->need == 0)
            continue;
        forms++;
        assert_true(find(route, &at));
        for (size_t k = 0; k < LEN(visitors); k++) {
            const struct visitor *v = &visitors[k];
            if ((expected[at].who & v->bit) == 0 || !v->has_session)
                continue;
            struct pass other = come_in(f, v);
            struct pass pass = come_in(f, v);
            (void)snprintf(pass.csrf, sizeof pass.csrf, "%s", other.csrf);
            if (visit(f, route, v, &pass) != FORBIDDEN)
                fail_msg("%s for %s: heard without its token", route->pattern,
                         v->name);
        }
    }
    assert_true(forms > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_address_has_its_line),
        cmocka_unit_test(each_is_reached_by_those_it_is_for_and_by_no_others),
        cmocka_unit_test(every_form_has_a_token_that_must_be_there),
        cmocka_unit_test(no_form_is_heard_with_the_token_of_another_session),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
