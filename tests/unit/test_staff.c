/* staff: who may come in, how often one may try, and when one is out again. */
#include "staff/accounts.h"
#include "staff/devices.h"
#include "staff/sessions.h"

#include "base/file.h"
#include "temp_dir.h"

#include <sodium.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define PASSWORD "a password of some length"
#define NOW      1800000000

struct fixture {
    struct temp_dir dir;
    struct site *office;
    struct site *server;
    struct accounts_checker *checker;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    assert_true(sodium_init() >= 0);
    f->dir = temp_dir_make();
    struct file_path path = temp_dir_file(&f->dir, "site.db");
    assert_int_equal(site_create(path.s, "Test", NULL), ERR_OK);
    assert_int_equal(site_open(path.s, SITE_OFFICE, &f->office, NULL), ERR_OK);
    assert_int_equal(site_open(path.s, SITE_SERVER, &f->server, NULL), ERR_OK);
    assert_int_equal(accounts_checker_new(f->server, &f->checker), ERR_OK);
    static const char *const programs[] = {"P002", "P001", "P002"};
    assert_int_equal(accounts_add(f->office, "champ", SITE_CHAMPION, programs,
                                  3, PASSWORD, ACCOUNTS_COST_LIGHT, NULL),
                     ERR_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    accounts_checker_free(f->checker);
    site_close(f->server);
    site_close(f->office);
    temp_dir_remove(&f->dir);
    free(f);
    return 0;
}

/* --- accounts ------------------------------------------------------------- */

static enum err add(struct fixture *f, const char *name,
                    enum site_account_role role, size_t programs,
                    const char *password, struct err_note *note)
{
    static const char *const list[] = {"P001"};
    return accounts_add(f->office, name, role, list, programs, password,
                        ACCOUNTS_COST_LIGHT, note);
}

static void an_account_that_makes_no_sense_is_refused(void **state)
{
    struct fixture *f = *state;
    struct err_note note = {""};
    assert_int_equal(add(f, "", SITE_SUBCOMMITTEE, 0, PASSWORD, &note),
                     ERR_RANGE);
    assert_int_equal(add(f, "two words", SITE_SUBCOMMITTEE, 0, PASSWORD, &note),
                     ERR_RANGE);
    assert_int_equal(add(f, "x", SITE_SUBCOMMITTEE, 0, "eleven char", &note),
                     ERR_RANGE);
    assert_non_null(strstr(note.text, "12"));
    assert_int_equal(add(f, "x", SITE_CHAMPION, 0, PASSWORD, &note), ERR_RANGE);
    assert_non_null(strstr(note.text, "--program"));
    assert_int_equal(add(f, "x", SITE_ACCOUNT_OFFICE, 1, PASSWORD, &note),
                     ERR_RANGE);
    assert_int_equal(add(f, "champ", SITE_SUBCOMMITTEE, 0, PASSWORD, &note),
                     ERR_EXISTS);
    struct site_account account;
    assert_int_equal(site_account_get(f->office, "x", &account), ERR_NOT_FOUND);
}

static void a_champions_programs_are_kept_once_and_in_order(void **state)
{
    struct fixture *f = *state;
    struct site_account account;
    assert_int_equal(site_account_get(f->server, "champ", &account), ERR_OK);
    assert_int_equal(account.program_count, 2);
    assert_string_equal(account.programs[0], "P001");
    assert_string_equal(account.programs[1], "P002");
    site_account_wipe(&account);
}

static enum err try_login(struct fixture *f, const char *name,
                          const char *password)
{
    struct site_account account;
    enum err e = accounts_check(f->checker, name, password, NOW, &account);
    if (e == ERR_OK) {
        assert_string_equal(account.name, name);
        site_account_wipe(&account);
    }
    return e;
}

static void only_the_right_password_of_the_right_name_comes_in(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(try_login(f, "champ", PASSWORD), ERR_OK);
    assert_int_equal(try_login(f, "champ", PASSWORD "x"), ERR_DENIED);
    assert_int_equal(try_login(f, "champ", ""), ERR_DENIED);
    assert_int_equal(try_login(f, "nobody", PASSWORD), ERR_DENIED);
}

static void a_reset_ends_the_old_password_and_all_sessions(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie cookie;
    struct sessions_person person;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &cookie),
        ERR_OK);
    assert_int_equal(accounts_reset(f->office, "champ", "another long one",
                                    ACCOUNTS_COST_LIGHT, NULL),
                     ERR_OK);
    assert_int_equal(try_login(f, "champ", PASSWORD), ERR_DENIED);
    assert_int_equal(try_login(f, "champ", "another long one"), ERR_OK);
    assert_int_equal(sessions_find(f->server, cookie.text, NULL, NOW, &person),
                     ERR_NOT_FOUND);
    assert_int_equal(accounts_reset(f->office, "nobody", PASSWORD,
                                    ACCOUNTS_COST_LIGHT, NULL),
                     ERR_NOT_FOUND);
}

struct counted {
    unsigned of_champ;
    unsigned of_nobody;
    unsigned came_in;
};

static enum err count_login(void *ctx, const struct site_login *entry)
{
    struct counted *c = ctx;
    if (entry->act == SITE_LOGIN_PASSWORD)
        c->came_in += entry->count;
    else if (strcmp(entry->account, "champ") == 0)
        c->of_champ += entry->count;
    else if (entry->account[0] == '\0')
        c->of_nobody += entry->count;
    return ERR_OK;
}

static void the_log_names_accounts_and_never_what_else_was_typed(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(try_login(f, "champ", "a wrong password"), ERR_DENIED);
    assert_int_equal(try_login(f, "champ", "a wrong password"), ERR_DENIED);
    assert_int_equal(try_login(f, "hunter2-typed-here", PASSWORD), ERR_DENIED);
    assert_int_equal(try_login(f, "champ", PASSWORD), ERR_OK);
    struct counted c = {0};
    assert_int_equal(site_login_each(f->server, count_login, &c), ERR_OK);
    assert_int_equal(c.of_champ, 2);
    assert_int_equal(c.of_nobody, 1);
    assert_int_equal(c.came_in, 1);
    struct buf file = BUF_INIT;
    struct file_path path = temp_dir_file(&f->dir, "site.db");
    assert_int_equal(file_read(path.s, 1u << 24, &file, NULL), ERR_OK);
    assert_null(memmem(file.data, file.len, "hunter2", 7));
    buf_free(&file);
}

/* --- browsers that were here before --------------------------------------- */

static void a_browser_is_known_for_its_account_for_half_a_year(void **state)
{
    (void)state;
    struct devices_key key;
    struct devices_key other;
    char text[DEVICES_TEXT_SIZE];
    char again[DEVICES_TEXT_SIZE];
    const int64_t day = 24 * 60 * 60;
    memset(key.b, 1, sizeof key.b);
    memset(other.b, 2, sizeof other.b);
    devices_token(&key, "ann", NOW, text);
    devices_token(&key, "ann", NOW, again);
    assert_string_not_equal(text, again);
    assert_true(devices_holds(&key, "ann", text, NOW));
    assert_true(
        devices_holds(&key, "ann", text, NOW + DEVICES_LIFE_DAYS * day));
    assert_false(
        devices_holds(&key, "ann", text, NOW + (DEVICES_LIFE_DAYS + 1) * day));
    assert_false(devices_holds(&key, "ann", text, NOW - 2 * day));
    assert_false(devices_holds(&key, "bob", text, NOW));
    assert_false(devices_holds(&other, "ann", text, NOW));
    assert_false(devices_holds(&key, "ann", NULL, NOW));
    assert_false(devices_holds(&key, "ann", "", NOW));
    for (size_t i = 0; i < strlen(text); i++) {
        char flipped[DEVICES_TEXT_SIZE];
        memcpy(flipped, text, sizeof flipped);
        flipped[i] = flipped[i] == 'A' ? 'B' : 'A';
        assert_false(devices_holds(&key, "ann", flipped, NOW));
    }
}

static void roles_have_names_both_ways(void **state)
{
    (void)state;
    enum site_account_role role;
    assert_int_equal(accounts_role_find("subcommittee", &role), ERR_OK);
    assert_int_equal(role, SITE_SUBCOMMITTEE);
    assert_string_equal(accounts_role_name(SITE_CHAMPION), "champion");
    assert_int_equal(accounts_role_find("root", &role), ERR_NOT_FOUND);
}

/* --- sessions ------------------------------------------------------------- */

static bool is_in(struct fixture *f, const char *cookie, int64_t now)
{
    struct sessions_person person;
    enum err e = sessions_find(f->server, cookie, NULL, now, &person);
    if (e == ERR_OK) {
        assert_string_equal(person.account.name, "champ");
        assert_int_equal(person.account.password_hash[0], 0);
        sessions_person_wipe(&person);
    } else {
        assert_int_equal(e, ERR_NOT_FOUND);
    }
    return e == ERR_OK;
}

static void a_session_ends_after_half_an_hour_without_use(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie cookie;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &cookie),
        ERR_OK);
    assert_true(is_in(f, cookie.text, NOW + SESSIONS_IDLE_SEC - 1));
    /* that was a use, so the half hour begins again */
    assert_true(is_in(f, cookie.text, NOW + 2 * SESSIONS_IDLE_SEC - 2));
    assert_false(is_in(f, cookie.text, NOW + 4 * SESSIONS_IDLE_SEC));
    /* and what is over stays over, whatever the clock says */
    assert_false(is_in(f, cookie.text, NOW));
}

static void a_session_ends_after_twelve_hours_of_use(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie cookie;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &cookie),
        ERR_OK);
    int64_t now = NOW;
    for (; now < NOW + SESSIONS_LIFE_SEC; now += SESSIONS_IDLE_SEC / 2)
        assert_true(is_in(f, cookie.text, now));
    assert_false(is_in(f, cookie.text, NOW + SESSIONS_LIFE_SEC));
}

static void every_login_has_a_cookie_of_its_own(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie first;
    struct sessions_cookie second;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &first),
        ERR_OK);
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &second),
        ERR_OK);
    assert_string_not_equal(first.text, second.text);
    assert_int_equal(sessions_end(f->server, first.text), ERR_OK);
    assert_false(is_in(f, first.text, NOW));
    assert_true(is_in(f, second.text, NOW));
}

static void a_renewed_session_keeps_its_forms_and_its_end(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie old;
    struct sessions_cookie fresh;
    struct sessions_person before;
    struct sessions_person after;
    const int64_t later = NOW + SESSIONS_LIFE_SEC - SESSIONS_IDLE_SEC;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &old),
        ERR_OK);
    assert_int_equal(sessions_find(f->server, old.text, NULL, NOW, &before),
                     ERR_OK);
    assert_int_equal(sessions_renew(f->server, old.text, NOW + 5, &fresh),
                     ERR_OK);
    assert_string_not_equal(old.text, fresh.text);
    assert_int_equal(
        sessions_find(f->server, fresh.text, NULL, NOW + 5, &after), ERR_OK);
    assert_true(sessions_csrf_holds(&after, before.csrf));
    /* requests under way still come through, then the old one is nobody's */
    assert_true(is_in(f, old.text, NOW + 5 + SESSIONS_GRACE_SEC - 1));
    assert_false(is_in(f, old.text, NOW + 5 + SESSIONS_GRACE_SEC));
    assert_true(is_in(f, fresh.text, NOW + 5 + SESSIONS_GRACE_SEC));
    /* renewing makes no session older than twelve hours */
    for (int64_t now = NOW; now <= later; now += SESSIONS_IDLE_SEC / 2) {
        struct sessions_cookie next;
        assert_true(is_in(f, fresh.text, now));
        assert_int_equal(sessions_renew(f->server, fresh.text, now, &next),
                         ERR_OK);
        fresh = next;
    }
    assert_true(is_in(f, fresh.text, later + SESSIONS_IDLE_SEC / 2));
    assert_false(is_in(f, fresh.text, NOW + SESSIONS_LIFE_SEC));
    sessions_person_wipe(&before);
    sessions_person_wipe(&after);
}

static void a_cookie_is_renewed_once_and_a_logout_ends_them_all(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie old;
    struct sessions_cookie fresh;
    struct sessions_cookie none;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &old),
        ERR_OK);
    assert_int_equal(sessions_renew(f->server, old.text, NOW, &fresh), ERR_OK);
    assert_int_equal(sessions_renew(f->server, old.text, NOW, &none),
                     ERR_EXISTS);
    assert_int_equal(sessions_renew(f->server, "no cookie", NOW, &none),
                     ERR_NOT_FOUND);
    assert_int_equal(sessions_end(f->server, old.text), ERR_OK);
    assert_false(is_in(f, fresh.text, NOW));
    assert_false(is_in(f, old.text, NOW));
}

static void a_signed_on_session_is_good_with_the_proxys_word_alone(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie cookie;
    struct sessions_person person;
    char programs[][SITE_NAME_SIZE] = {"P001"};
    struct site_account jan = {.name = "jan@example.edu",
                               .role = SITE_CHAMPION,
                               .programs = programs,
                               .program_count = 1};
    struct site_account eve = {.name = "eve@example.edu",
                               .role = SITE_CHAMPION};
    assert_int_equal(
        sessions_start(f->server, jan.name, SITE_ORIGIN_SIGN_ON, NOW, &cookie),
        ERR_OK);
    assert_int_equal(sessions_find(f->server, cookie.text, &jan, NOW, &person),
                     ERR_OK);
    assert_string_equal(person.account.programs[0], "P001");
    sessions_person_wipe(&person);
    assert_false(is_in(f, cookie.text, NOW));
    assert_int_equal(sessions_find(f->server, cookie.text, &eve, NOW, &person),
                     ERR_NOT_FOUND);
    /* rights are those of now, not of the login */
    jan.role = SITE_SUBCOMMITTEE;
    jan.program_count = 0;
    assert_int_equal(sessions_find(f->server, cookie.text, &jan, NOW, &person),
                     ERR_OK);
    assert_int_equal(person.account.role, SITE_SUBCOMMITTEE);
    sessions_person_wipe(&person);
    /* an account of the same name is another's, and has no need of the proxy */
    struct site_account same = {.name = "champ", .role = SITE_SUBCOMMITTEE};
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &cookie),
        ERR_OK);
    assert_int_equal(sessions_find(f->server, cookie.text, &same, NOW, &person),
                     ERR_OK);
    assert_int_equal(person.account.role, SITE_CHAMPION);
    sessions_person_wipe(&person);
}

static void a_copy_of_the_file_opens_no_session(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie cookie;
    uint8_t raw[32];
    struct buf file = BUF_INIT;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &cookie),
        ERR_OK);
    assert_int_equal(decode_b64u(cookie.text, strlen(cookie.text), raw, 32),
                     ERR_OK);
    struct file_path path = temp_dir_file(&f->dir, "site.db");
    assert_int_equal(file_read(path.s, 1u << 24, &file, NULL), ERR_OK);
    assert_null(memmem(file.data, file.len, raw, sizeof raw));
    assert_null(memmem(file.data, file.len, cookie.text, 43));
    uint8_t hash[32];
    (void)crypto_hash_sha256(hash, raw, sizeof raw);
    assert_non_null(memmem(file.data, file.len, hash, sizeof hash));
    buf_free(&file);
}

static void what_is_no_cookie_of_ours_is_nobody(void **state)
{
    struct fixture *f = *state;
    assert_false(is_in(f, NULL, NOW));
    assert_false(is_in(f, "", NOW));
    assert_false(is_in(f, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NOW));
    assert_false(is_in(f, "' OR 1=1 --", NOW));
    assert_int_equal(sessions_end(f->server, "' OR 1=1 --"), ERR_OK);
    struct sessions_cookie cookie;
    assert_int_equal(
        sessions_start(f->server, "nobody", SITE_ORIGIN_PASSWORD, NOW, &cookie),
        ERR_NOT_FOUND);
}

static void a_forms_token_is_its_sessions_own(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie a;
    struct sessions_cookie b;
    struct sessions_person pa;
    struct sessions_person pb;
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &a),
        ERR_OK);
    assert_int_equal(
        sessions_start(f->server, "champ", SITE_ORIGIN_PASSWORD, NOW, &b),
        ERR_OK);
    assert_int_equal(sessions_find(f->server, a.text, NULL, NOW, &pa), ERR_OK);
    assert_int_equal(sessions_find(f->server, b.text, NULL, NOW, &pb), ERR_OK);
    assert_true(sessions_csrf_holds(&pa, pa.csrf));
    assert_false(sessions_csrf_holds(&pa, pb.csrf));
    assert_false(sessions_csrf_holds(&pa, ""));
    assert_false(sessions_csrf_holds(&pa, NULL));
    assert_string_not_equal(pa.csrf, a.text);
    sessions_person_wipe(&pa);
    sessions_person_wipe(&pb);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_account_that_makes_no_sense_is_refused),
        TEST(a_champions_programs_are_kept_once_and_in_order),
        TEST(only_the_right_password_of_the_right_name_comes_in),
        TEST(a_reset_ends_the_old_password_and_all_sessions),
        TEST(the_log_names_accounts_and_never_what_else_was_typed),
        TEST(a_browser_is_known_for_its_account_for_half_a_year),
        TEST(roles_have_names_both_ways),
        TEST(a_session_ends_after_half_an_hour_without_use),
        TEST(a_session_ends_after_twelve_hours_of_use),
        TEST(every_login_has_a_cookie_of_its_own),
        TEST(a_renewed_session_keeps_its_forms_and_its_end),
        TEST(a_cookie_is_renewed_once_and_a_logout_ends_them_all),
        TEST(a_signed_on_session_is_good_with_the_proxys_word_alone),
        TEST(a_copy_of_the_file_opens_no_session),
        TEST(what_is_no_cookie_of_ours_is_nobody),
        TEST(a_forms_token_is_its_sessions_own),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
