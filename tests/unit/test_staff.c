/* staff: who may come in, how often one may try, and when one is out again. */
#include "staff/accounts.h"
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
                          const char *password, int64_t now_sec,
                          unsigned *out_wait_sec)
{
    struct site_account account;
    enum err e = accounts_check(f->checker, name, password, now_sec, &account,
                                out_wait_sec);
    if (e == ERR_OK) {
        assert_string_equal(account.name, name);
        site_account_wipe(&account);
    }
    return e;
}

static void only_the_right_password_of_the_right_name_comes_in(void **state)
{
    struct fixture *f = *state;
    unsigned wait = 0;
    assert_int_equal(try_login(f, "champ", PASSWORD, NOW, &wait), ERR_OK);
    assert_int_equal(try_login(f, "champ", PASSWORD "x", NOW, &wait),
                     ERR_DENIED);
    assert_int_equal(try_login(f, "champ", "", NOW, &wait), ERR_DENIED);
    assert_int_equal(try_login(f, "nobody", PASSWORD, NOW, &wait), ERR_DENIED);
}

static void a_reset_ends_the_old_password_and_all_sessions(void **state)
{
    struct fixture *f = *state;
    unsigned wait = 0;
    struct sessions_cookie cookie;
    struct sessions_person person;
    assert_int_equal(sessions_start(f->server, "champ", NOW, &cookie), ERR_OK);
    assert_int_equal(accounts_reset(f->office, "champ", "another long one",
                                    ACCOUNTS_COST_LIGHT, NULL),
                     ERR_OK);
    assert_int_equal(try_login(f, "champ", PASSWORD, NOW, &wait), ERR_DENIED);
    assert_int_equal(try_login(f, "champ", "another long one", NOW, &wait),
                     ERR_OK);
    assert_int_equal(sessions_find(f->server, cookie.text, NOW, &person),
                     ERR_NOT_FOUND);
    assert_int_equal(accounts_reset(f->office, "nobody", PASSWORD,
                                    ACCOUNTS_COST_LIGHT, NULL),
                     ERR_NOT_FOUND);
}

static void fail_until_paused(struct fixture *f, const char *name, int64_t now)
{
    unsigned wait = 0;
    for (unsigned i = 0; i < ACCOUNTS_FREE_FAILURES; i++)
        assert_int_equal(try_login(f, name, "a wrong password", now, &wait),
                         ERR_DENIED);
}

static void after_five_failures_there_is_a_pause(void **state)
{
    struct fixture *f = *state;
    unsigned wait = 0;
    fail_until_paused(f, "champ", NOW);
    assert_int_equal(try_login(f, "champ", PASSWORD, NOW, &wait), ERR_STATE);
    assert_in_range(wait, 1, ACCOUNTS_PAUSE_SEC);
    assert_int_equal(try_login(f, "champ", PASSWORD, NOW + wait, &wait),
                     ERR_OK);
    /* and the right password has wiped the slate */
    assert_int_equal(try_login(f, "champ", "a wrong one", NOW + 30, &wait),
                     ERR_DENIED);
}

static void names_that_nobody_has_pause_alike(void **state)
{
    struct fixture *f = *state;
    unsigned wait = 0;
    fail_until_paused(f, "nobody", NOW);
    assert_int_equal(try_login(f, "nobody", "a wrong one", NOW, &wait),
                     ERR_STATE);
    assert_in_range(wait, 1, ACCOUNTS_PAUSE_SEC);
}

static void an_attacker_cannot_lock_a_colleague_out_for_long(void **state)
{
    struct fixture *f = *state;
    unsigned wait = 0;
    fail_until_paused(f, "champ", NOW);
    /* Ten minutes of a try each second: only one each pause is heard. */
    unsigned heard = 0;
    int64_t now = NOW;
    for (; now < NOW + 600; now++) {
        enum err e = try_login(f, "champ", "a wrong password", now, &wait);
        if (e == ERR_DENIED)
            heard++;
        else
            assert_in_range(wait, 1, ACCOUNTS_PAUSE_SEC);
    }
    assert_in_range(heard, 600 / ACCOUNTS_PAUSE_SEC - 1,
                    600 / ACCOUNTS_PAUSE_SEC + 1);
    assert_int_equal(
        try_login(f, "champ", PASSWORD, now + ACCOUNTS_PAUSE_SEC, &wait),
        ERR_OK);
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
    enum err e = sessions_find(f->server, cookie, now, &person);
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
    assert_int_equal(sessions_start(f->server, "champ", NOW, &cookie), ERR_OK);
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
    assert_int_equal(sessions_start(f->server, "champ", NOW, &cookie), ERR_OK);
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
    assert_int_equal(sessions_start(f->server, "champ", NOW, &first), ERR_OK);
    assert_int_equal(sessions_start(f->server, "champ", NOW, &second), ERR_OK);
    assert_string_not_equal(first.text, second.text);
    assert_int_equal(sessions_end(f->server, first.text), ERR_OK);
    assert_false(is_in(f, first.text, NOW));
    assert_true(is_in(f, second.text, NOW));
}

static void a_copy_of_the_file_opens_no_session(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie cookie;
    uint8_t raw[32];
    struct buf file = BUF_INIT;
    assert_int_equal(sessions_start(f->server, "champ", NOW, &cookie), ERR_OK);
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
    assert_int_equal(sessions_start(f->server, "nobody", NOW, &cookie),
                     ERR_NOT_FOUND);
}

static void a_forms_token_is_its_sessions_own(void **state)
{
    struct fixture *f = *state;
    struct sessions_cookie a;
    struct sessions_cookie b;
    struct sessions_person pa;
    struct sessions_person pb;
    assert_int_equal(sessions_start(f->server, "champ", NOW, &a), ERR_OK);
    assert_int_equal(sessions_start(f->server, "champ", NOW, &b), ERR_OK);
    assert_int_equal(sessions_find(f->server, a.text, NOW, &pa), ERR_OK);
    assert_int_equal(sessions_find(f->server, b.text, NOW, &pb), ERR_OK);
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
        TEST(after_five_failures_there_is_a_pause),
        TEST(names_that_nobody_has_pause_alike),
        TEST(an_attacker_cannot_lock_a_colleague_out_for_long),
        TEST(roles_have_names_both_ways),
        TEST(a_session_ends_after_half_an_hour_without_use),
        TEST(a_session_ends_after_twelve_hours_of_use),
        TEST(every_login_has_a_cookie_of_its_own),
        TEST(a_copy_of_the_file_opens_no_session),
        TEST(what_is_no_cookie_of_ours_is_nobody),
        TEST(a_forms_token_is_its_sessions_own),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
