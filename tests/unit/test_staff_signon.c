/* staff/signon: who somebody is whom the proxy names. */
#include "staff/signon.h"

#include "base/file.h"
#include "temp_dir.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static enum err load(const char *text, struct signon **out_signon,
                     struct err_note *note)
{
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "signon.conf");
    assert_int_equal(file_write(path.s, text, strlen(text), 0600, NULL),
                     ERR_OK);
    enum err e = signon_load(path.s, out_signon, note);
    temp_dir_remove(&dir);
    return e;
}

static const char sample[] = "# who may come in\n"
                             "office = user jan@example.edu\n"
                             "subcommittee = group gme-subcommittee\n"
                             "champion P001 P002 = group champions-medicine\n"
                             "champion P045 = group CN=surgery,OU=GME\n"
                             "champion P007 = user ann@example.edu\n";

/* "champion P001 P002", or "nobody". */
static void is(const struct signon *s, const char *user, const char *groups,
               const char *wanted)
{
    static const char *const roles[] = {[SITE_CHAMPION] = "champion",
                                        [SITE_SUBCOMMITTEE] = "subcommittee",
                                        [SITE_ACCOUNT_OFFICE] = "office"};
    struct buf got = BUF_INIT;
    struct site_account account;
    enum err e = signon_account(s, user, groups, &account);
    if (e == ERR_NOT_FOUND) {
        buf_put_text(&got, "nobody");
    } else {
        assert_int_equal(e, ERR_OK);
        assert_string_equal(account.name, user);
        assert_int_equal(account.password_hash[0], 0);
        buf_put_text(&got, roles[account.role]);
        for (size_t i = 0; i < account.program_count; i++)
            buf_printf(&got, " %s", account.programs[i]);
        site_account_wipe(&account);
    }
    assert_string_equal(buf_text(&got), wanted);
    buf_free(&got);
}

static void without_a_file_it_is_off(void **state)
{
    (void)state;
    struct signon *s = NULL;
    assert_int_equal(signon_load("/nowhere/signon.conf", &s, NULL), ERR_OK);
    assert_null(s);
}

static void a_user_or_a_group_has_the_role_of_its_line(void **state)
{
    (void)state;
    struct signon *s = NULL;
    assert_int_equal(load(sample, &s, NULL), ERR_OK);
    is(s, "jan@example.edu", NULL, "office");
    is(s, "bob@example.edu", NULL, "nobody");
    is(s, "bob@example.edu", "", "nobody");
    is(s, "bob@example.edu", "staff, gme-subcommittee", "subcommittee");
    is(s, "bob@example.edu", "staff,champions-medicine ,x",
       "champion P001 P002");
    is(s, "jan@example.edu ", "gme-subcommittee", "nobody");
    signon_free(s);
}

static void a_user_line_decides_alone_then_the_files_first_group(void **state)
{
    (void)state;
    struct signon *s = NULL;
    assert_int_equal(load(sample, &s, NULL), ERR_OK);
    is(s, "ann@example.edu", "gme-subcommittee,champions-medicine",
       "champion P007");
    is(s, "bob@example.edu", "champions-medicine,gme-subcommittee",
       "subcommittee");
    signon_free(s);
}

static void a_champion_of_two_groups_has_the_programs_of_both(void **state)
{
    (void)state;
    struct signon *s = NULL;
    assert_int_equal(load("groups_separator = ;\n"
                          "champion P001 = group a\n"
                          "champion P045 = group CN=surgery,OU=GME\n",
                          &s, NULL),
                     ERR_OK);
    is(s, "bob", "a;CN=surgery,OU=GME", "champion P001 P045");
    is(s, "bob", "CN=surgery,OU=GME", "champion P045");
    is(s, "bob", "CN=surgery", "nobody");
    is(s, "bob", "aa;b", "nobody");
    signon_free(s);
}

static void what_is_no_name_is_nobody(void **state)
{
    (void)state;
    struct signon *s = NULL;
    char longer[SITE_ACCOUNT_SIZE + 1];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(load("office = group g\n", &s, NULL), ERR_OK);
    is(s, "", "g", "nobody");
    is(s, "two words", "g", "nobody");
    is(s, "tab\there", "g", "nobody");
    is(s, "nul\x7f", "g", "nobody");
    is(s, "b\xc3\xbc", "g", "nobody");
    is(s, longer, "g", "nobody");
    is(s, longer + 1, "g", "office");
    signon_free(s);
}

static void a_wrong_line_is_named_and_nothing_is_loaded(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *said;
    } cases[] = {
        {"", "no line says who"},
        {"office = user a\nroot = user b\n", ":2: unknown key"},
        {"office = b\n", ":1: expected user NAME"},
        {"office = user\n", ":1: expected user NAME"},
        {"office = everybody x\n", ":1: expected user NAME"},
        {"office P001 = user a\n", ":1: programs are for champions"},
        {"champion = user a\n", ":1: a champion needs programs"},
        {"user_header = X-Mine\noffice = user a\n", ":1: this header"},
        {"groups_separator = ::\noffice = user a\n", ":1: groups_separator"},
        {"logout = https://evil.example\noffice = user a\n", ":1: logout"},
        {"logout = //evil.example\noffice = user a\n", ":1: logout"},
        {"office\n", ":1: expected key = value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct signon *s = NULL;
        struct err_note note = {""};
        assert_int_equal(load(cases[i].text, &s, &note), ERR_FORMAT);
        assert_null(s);
        if (strstr(note.text, cases[i].said) == NULL)
            fail_msg("%s: %s", cases[i].text, note.text);
    }
}

static void headers_are_those_that_proxies_take_away(void **state)
{
    (void)state;
    for (size_t i = 0; signon_headers[i] != NULL; i++) {
        struct signon *s = NULL;
        char text[128];
        (void)snprintf(text, sizeof text, "user_header = %s\noffice = user a\n",
                       signon_headers[i]);
        assert_int_equal(load(text, &s, NULL), ERR_OK);
        assert_string_equal(signon_user_header(s), signon_headers[i]);
        assert_string_equal(signon_groups_header(s), "Remote-Groups");
        assert_string_equal(signon_logout(s), "/");
        signon_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_it_is_off),
        cmocka_unit_test(a_user_or_a_group_has_the_role_of_its_line),
        cmocka_unit_test(a_user_line_decides_alone_then_the_files_first_group),
        cmocka_unit_test(a_champion_of_two_groups_has_the_programs_of_both),
        cmocka_unit_test(what_is_no_name_is_nobody),
        cmocka_unit_test(a_wrong_line_is_named_and_nothing_is_loaded),
        cmocka_unit_test(headers_are_those_that_proxies_take_away),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
