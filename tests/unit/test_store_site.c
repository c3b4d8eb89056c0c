#include "test_store_site_help.h"

#include "store/site_mandate.h"

#include <sqlite3.h>

static void check_document(struct site *site, enum site_document which,
                           const struct site_bytes *expected)
{
    struct buf b = BUF_INIT;
    assert_int_equal(site_wave_document(site, "w", which, &b), ERR_OK);
    assert_int_equal(b.len, expected->len);
    assert_memory_equal(b.data, expected->bytes, b.len);
    buf_free(&b);
}

static void a_wave_and_its_documents_come_back_byte_for_byte(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_wave w;
    struct buf b = BUF_INIT;
    assert_string_equal(site_institution(s.server), "Riverside");
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(site_wave_get(s.server, "w", &w), ERR_OK);
    assert_int_equal(w.state, SITE_WAVE_OPEN);
    assert_int_equal(w.opens_sec, 1000);
    assert_int_equal(w.closes_sec, 1100);
    assert_int_equal(w.public_sec, 0);
    check_document(s.server, SITE_MANIFEST, &promise.manifest);
    check_document(s.server, SITE_SURVEY, &promise.survey);
    check_document(s.server, SITE_CLIENT, &promise.client);
    check_document(s.server, SITE_UNITS, &promise.units);
    check_document(s.server, SITE_WORDS, &promise.words);
    check_document(s.server, SITE_INFORMATION, &promise.information);
    assert_int_equal(site_wave_document(s.server, "w", SITE_RELEASE, &b),
                     ERR_NOT_FOUND);
    assert_int_equal(site_wave_get(s.server, "x", &w), ERR_NOT_FOUND);
    stage_free(&s);
}

static void a_wave_that_exists_stays_as_it_was(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_wave w;
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(open_wave(s.office, "w", 2000), ERR_EXISTS);
    assert_int_equal(site_wave_get(s.office, "w", &w), ERR_OK);
    assert_int_equal(w.opens_sec, 1000);
    /* ... and one manifest is one wave's. */
    (void)snprintf(w.name, sizeof w.name, "other");
    assert_int_equal(site_wave_put(s.office, &w, &promise), ERR_EXISTS);
    assert_int_equal(site_wave_get(s.office, "other", &w), ERR_NOT_FOUND);
    stage_free(&s);
}

static void waves_are_listed_with_the_newest_last(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_wave *waves = NULL;
    size_t n = 9;
    assert_int_equal(site_wave_list(s.server, &waves, &n), ERR_OK);
    assert_int_equal(n, 0);
    free(waves);
    assert_int_equal(open_wave(s.office, "b", 3000), ERR_OK);
    assert_int_equal(open_wave(s.office, "c", 1000), ERR_OK);
    assert_int_equal(open_wave(s.office, "a", 2000), ERR_OK);
    assert_int_equal(site_wave_list(s.server, &waves, &n), ERR_OK);
    assert_int_equal(n, 3);
    assert_string_equal(waves[0].name, "c");
    assert_string_equal(waves[1].name, "a");
    assert_string_equal(waves[2].name, "b");
    free(waves);
    stage_free(&s);
}

static void results_are_published_once_and_never_change(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_wave w;
    const struct site_results other = {BYTES("other"), BYTES("other"),
                                       BYTES("other"), 7};
    assert_int_equal(site_wave_publish(s.office, "w", &results), ERR_NOT_FOUND);
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    add_board(s.office);
    assert_int_equal(site_wave_publish(s.office, "w", &results), ERR_OK);
    assert_int_equal(site_wave_publish(s.office, "w", &other), ERR_STATE);
    assert_int_equal(site_wave_get(s.server, "w", &w), ERR_OK);
    assert_int_equal(w.state, SITE_WAVE_CLOSED);
    check_document(s.server, SITE_RELEASE, &results.release);
    check_document(s.server, SITE_RELEASE_SIG, &results.release_sig);
    check_board(s.server, "w", (const uint8_t *)"{board}", 7);
    check_document(s.server, SITE_BOARD_SIG, &results.board_sig);
    stage_free(&s);
}

static void an_incomplete_publication_leaves_the_wave_open(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_wave w;
    struct buf b = BUF_INIT;
    struct site_results none = results;
    none.board_sig.len = 0;
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(site_wave_publish(s.office, "w", &results), ERR_RANGE);
    add_board(s.office);
    assert_int_equal(site_wave_publish(s.office, "w", &none), ERR_RANGE);
    none = results;
    none.board_len = 8;
    assert_int_equal(site_wave_publish(s.office, "w", &none), ERR_RANGE);
    assert_int_equal(site_wave_get(s.server, "w", &w), ERR_OK);
    assert_int_equal(w.state, SITE_WAVE_OPEN);
    assert_int_equal(site_wave_document(s.server, "w", SITE_RELEASE, &b),
                     ERR_NOT_FOUND);
    assert_int_equal(site_wave_publish(s.office, "w", &results), ERR_OK);
    stage_free(&s);
}

static void the_server_sees_changes_and_not_its_own(void **state)
{
    (void)state;
    struct stage s = stage_new();
    bool changed = false;
    assert_int_equal(site_changed(s.server, &changed), ERR_OK);
    assert_true(changed);
    assert_int_equal(site_changed(s.server, &changed), ERR_OK);
    assert_false(changed);
    assert_int_equal(site_login_add(s.server, "x", SITE_LOGIN_WRONG, 1),
                     ERR_OK);
    assert_int_equal(site_changed(s.server, &changed), ERR_OK);
    assert_false(changed);
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(site_changed(s.server, &changed), ERR_OK);
    assert_true(changed);
    assert_int_equal(site_changed(s.server, &changed), ERR_OK);
    assert_false(changed);
    stage_free(&s);
}

static struct site_account account(const char *name,
                                   char (*programs)[SITE_NAME_SIZE], size_t n)
{
    struct site_account a = {
        .role = SITE_CHAMPION, .programs = programs, .program_count = n};
    (void)snprintf(a.name, sizeof a.name, "%s", name);
    (void)snprintf(a.password_hash, sizeof a.password_hash, "$argon2id$x");
    return a;
}

static uint64_t mandate_version(const struct stage *s)
{
    uint64_t version = 0;
    assert_int_equal(site_mandate_version(s->server, &version), ERR_OK);
    return version;
}

static enum err put_checklist(struct site *site, const char *area)
{
    const struct site_checklist row = {.program = "P",
                                       .area = area,
                                       .state = 1,
                                       .evidence = "",
                                       .account = "x",
                                       .at_sec = 1};
    return site_checklist_put(site, &row, 1);
}

static void the_mandate_has_a_version_that_everybodys_changes_move(void **state)
{
    (void)state;
    struct stage s = stage_new();
    const struct site_plan plan = {.unit = "P",
                                   .area = "curriculum",
                                   .offer = "",
                                   .what = "x",
                                   .owner = "x",
                                   .due = "2026-12-15",
                                   .status = 1,
                                   .evidence = "",
                                   .account = "x"};
    int64_t id = 0;
    uint64_t before = mandate_version(&s);
    assert_int_equal(mandate_version(&s), before);
    /* its own */
    assert_int_equal(put_checklist(s.server, "curriculum"), ERR_OK);
    assert_int_not_equal(mandate_version(&s), before);
    before = mandate_version(&s);
    assert_int_equal(site_plan_add(s.server, &plan, &id), ERR_OK);
    assert_int_not_equal(mandate_version(&s), before);
    before = mandate_version(&s);
    /* another program's */
    assert_int_equal(put_checklist(s.office, "mentorship"), ERR_OK);
    assert_int_not_equal(mandate_version(&s), before);
    before = mandate_version(&s);
    /* a session's use, its own, is no change of the mandate */
    assert_int_equal(site_session_remove_expired(s.server, 1), ERR_OK);
    assert_int_equal(mandate_version(&s), before);
    stage_free(&s);
}

static void the_server_may_not_do_the_offices_work(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_account a = account("ann", NULL, 0);
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(open_wave(s.server, "v", 1000), ERR_DENIED);
    assert_int_equal(site_wave_publish(s.server, "w", &results), ERR_DENIED);
    assert_int_equal(site_wave_public_set(s.server, "w", 5), ERR_DENIED);
    assert_int_equal(site_account_put(s.server, &a), ERR_DENIED);
    assert_int_equal(site_account_remove(s.server, "ann"), ERR_DENIED);
    assert_int_equal(site_account_set_password(s.server, "ann", "y"),
                     ERR_DENIED);
    stage_free(&s);
}

static void an_accounts_programs_come_back_sorted(void **state)
{
    (void)state;
    struct stage s = stage_new();
    char programs[][SITE_NAME_SIZE] = {"P009", "P001"};
    struct site_account a = account("ann", programs, 2);
    struct site_account b = account("bob", NULL, 0);
    struct site_account got;
    struct site_account *all = NULL;
    size_t n = 0;
    assert_int_equal(site_account_put(s.office, &b), ERR_OK);
    assert_int_equal(site_account_put(s.office, &a), ERR_OK);
    assert_int_equal(site_account_put(s.office, &a), ERR_EXISTS);
    assert_int_equal(site_account_get(s.server, "ann", &got), ERR_OK);
    assert_int_equal(got.role, SITE_CHAMPION);
    assert_string_equal(got.password_hash, "$argon2id$x");
    assert_int_equal(got.program_count, 2);
    assert_string_equal(got.programs[0], "P001");
    assert_string_equal(got.programs[1], "P009");
    site_account_wipe(&got);
    assert_int_equal(site_account_list(s.server, &all, &n), ERR_OK);
    assert_int_equal(n, 2);
    assert_string_equal(all[0].name, "ann");
    assert_int_equal(all[0].program_count, 2);
    assert_string_equal(all[1].name, "bob");
    assert_int_equal(all[1].program_count, 0);
    site_accounts_free(all, n);
    assert_int_equal(site_account_get(s.server, "eve", &got), ERR_NOT_FOUND);
    a.name[0] = 0;
    assert_int_equal(site_account_put(s.office, &a), ERR_RANGE);
    stage_free(&s);
}

static struct site_session session(const char *name, uint8_t mark)
{
    struct site_session v = {.origin = SITE_ORIGIN_PASSWORD,
                             .created_sec = 10,
                             .seen_sec = 10,
                             .expires_sec = 20};
    (void)snprintf(v.account, sizeof v.account, "%s", name);
    memset(v.token_hash, mark, 32);
    memset(v.csrf, 0xee, 32);
    return v;
}

static bool lives(struct stage *s, uint8_t mark)
{
    struct site_session got;
    struct site_session v = session("", mark);
    enum err e = site_session_get(s->server, v.token_hash, &got);
    assert_true(e == ERR_OK || e == ERR_NOT_FOUND);
    return e == ERR_OK;
}

static void sessions_end_with_time_account_and_password(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_account a = account("ann", NULL, 0);
    struct site_session got;
    struct site_session v = session("ann", 1);
    assert_int_equal(site_session_put(s.server, &v), ERR_NOT_FOUND);
    assert_int_equal(site_account_put(s.office, &a), ERR_OK);
    assert_int_equal(site_session_put(s.server, &v), ERR_OK);
    assert_int_equal(site_session_put(s.server, &v), ERR_EXISTS);
    assert_int_equal(site_session_touch(s.server, v.token_hash, 15), ERR_OK);
    assert_int_equal(site_session_get(s.server, v.token_hash, &got), ERR_OK);
    assert_string_equal(got.account, "ann");
    assert_int_equal(got.created_sec, 10);
    assert_int_equal(got.seen_sec, 15);
    assert_int_equal(got.expires_sec, 20);
    assert_memory_equal(got.csrf, v.csrf, 32);
    assert_int_equal(site_session_remove_expired(s.server, 19), ERR_OK);
    assert_true(lives(&s, 1));
    assert_int_equal(site_session_remove_expired(s.server, 20), ERR_OK);
    assert_false(lives(&s, 1));
    assert_int_equal(site_session_touch(s.server, v.token_hash, 15),
                     ERR_NOT_FOUND);

    assert_int_equal(site_session_put(s.server, &v), ERR_OK);
    assert_int_equal(site_session_remove(s.server, v.token_hash), ERR_OK);
    assert_false(lives(&s, 1));
    assert_int_equal(site_session_put(s.server, &v), ERR_OK);
    assert_int_equal(site_account_set_password(s.office, "ann", "new"), ERR_OK);
    assert_false(lives(&s, 1));
    assert_int_equal(site_session_put(s.server, &v), ERR_OK);
    assert_int_equal(site_session_remove_of_account(s.server, "ann"), ERR_OK);
    assert_false(lives(&s, 1));
    assert_int_equal(site_session_put(s.server, &v), ERR_OK);
    assert_int_equal(site_account_remove(s.office, "ann"), ERR_OK);
    assert_false(lives(&s, 1));
    assert_int_equal(site_account_remove(s.office, "ann"), ERR_NOT_FOUND);
    assert_int_equal(site_account_set_password(s.office, "ann", "new"),
                     ERR_NOT_FOUND);
    stage_free(&s);
}

static void a_renewed_cookie_takes_the_place_of_one_and_all_end_together(
    void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_account a = account("ann", NULL, 0);
    struct site_session got;
    struct site_session old = session("ann", 1);
    struct site_session next = session("ann", 2);
    struct site_session third = session("ann", 3);
    assert_int_equal(site_account_put(s.office, &a), ERR_OK);
    assert_int_equal(site_session_replace(s.server, old.token_hash, 15, &next),
                     ERR_NOT_FOUND);
    assert_false(lives(&s, 2));
    assert_int_equal(site_session_put(s.server, &old), ERR_OK);
    assert_int_equal(site_session_replace(s.server, old.token_hash, 15, &next),
                     ERR_OK);
    assert_int_equal(site_session_get(s.server, old.token_hash, &got), ERR_OK);
    assert_true(got.is_replaced);
    assert_int_equal(got.expires_sec, 15);
    assert_int_equal(site_session_get(s.server, next.token_hash, &got), ERR_OK);
    assert_false(got.is_replaced);
    assert_int_equal(got.expires_sec, 20);
    /* only once */
    assert_int_equal(site_session_replace(s.server, old.token_hash, 15, &third),
                     ERR_NOT_FOUND);
    assert_false(lives(&s, 3));
    assert_int_equal(site_session_remove(s.server, next.token_hash), ERR_OK);
    assert_false(lives(&s, 1));
    stage_free(&s);
}

static void whom_the_proxy_knows_needs_no_account(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_session v = session("jan@example.edu", 1);
    struct site_session got;
    v.origin = SITE_ORIGIN_SIGN_ON;
    assert_int_equal(site_session_put(s.server, &v), ERR_OK);
    assert_int_equal(site_session_get(s.server, v.token_hash, &got), ERR_OK);
    assert_int_equal(got.origin, SITE_ORIGIN_SIGN_ON);
    stage_free(&s);
}

/* What the log holds, as text: one line for each entry. */
static enum err write_login(void *ctx, const struct site_login *entry)
{
    buf_printf(ctx, "%s %d %lld %u\n", entry->account, (int)entry->act,
               (long long)entry->at_sec, (unsigned)entry->count);
    return ERR_OK;
}

static void logins_stand_by_the_minute_and_refusals_by_the_day(void **state)
{
    (void)state;
    struct stage s = stage_new();
    const int64_t noon = 20000ll * 86400 + 43200;
    static const struct {
        const char *account;
        enum site_login_act act;
        int64_t after;
    } acts[] = {
        {"ann", SITE_LOGIN_PASSWORD, 61}, {"bob", SITE_LOGIN_WRONG, 62},
        {"bob", SITE_LOGIN_WRONG, 4000},  {"", SITE_LOGIN_WRONG, 4001},
        {"ann", SITE_LOGIN_LOGOUT, 5000}, {"bob", SITE_LOGIN_WRONG, 43200},
        {"jan", SITE_LOGIN_SIGN_ON, 119},
    };
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        assert_int_equal(site_login_add(s.server, acts[i].account, acts[i].act,
                                        noon + acts[i].after),
                         ERR_OK);
    struct buf got = BUF_INIT;
    struct buf wanted = BUF_INIT;
    assert_int_equal(site_login_each(s.server, write_login, &got), ERR_OK);
    buf_printf(&wanted,
               "ann 1 %lld 1\nbob 4 %lld 2\n 4 %lld 1\nann 3 %lld 1\n"
               "bob 4 %lld 1\njan 2 %lld 1\n",
               (long long)noon + 60, (long long)noon - 43200,
               (long long)noon - 43200, (long long)noon + 4980,
               (long long)noon + 43200, (long long)noon + 60);
    assert_string_equal(buf_text(&got), buf_text(&wanted));
    buf_free(&got);
    buf_free(&wanted);
    stage_free(&s);
}

static void every_institution_has_a_device_key_of_its_own(void **state)
{
    (void)state;
    struct stage a = stage_new();
    struct stage b = stage_new();
    uint8_t of_a[SITE_DEVICE_KEY_BYTES];
    uint8_t again[SITE_DEVICE_KEY_BYTES];
    uint8_t of_b[SITE_DEVICE_KEY_BYTES];
    assert_int_equal(site_device_key(a.server, of_a), ERR_OK);
    assert_int_equal(site_device_key(a.server, again), ERR_OK);
    assert_int_equal(site_device_key(b.server, of_b), ERR_OK);
    assert_memory_equal(of_a, again, sizeof of_a);
    assert_memory_not_equal(of_a, of_b, sizeof of_a);
    stage_free(&a);
    stage_free(&b);
}

static enum err see(void *ctx, const struct site_export *entry)
{
    int64_t *last = ctx;
    assert_string_equal(entry->account, "ann");
    assert_string_equal(entry->wave, "w");
    assert_string_equal(entry->what, "unit:P001");
    assert_string_equal(entry->format, "csv");
    assert_true(entry->at_sec > *last);
    *last = entry->at_sec;
    return ERR_OK;
}

static void exports_are_listed_in_the_order_they_were_made(void **state)
{
    (void)state;
    struct stage s = stage_new();
    int64_t last = 0;
    char text[300];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    for (int64_t at = 1; at <= 3; at++) {
        struct site_export x = {"ann", "w", "unit:P001", "csv", at};
        assert_int_equal(site_export_add(s.server, &x), ERR_OK);
    }
    struct site_export long_one = {"ann", "w", text, "csv", 4};
    assert_int_equal(site_export_add(s.server, &long_one), ERR_RANGE);
    assert_int_equal(site_export_each(s.server, see, &last), ERR_OK);
    assert_int_equal(last, 3);
    stage_free(&s);
}

static void the_public_date_is_set_and_taken_away(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct site_wave w;
    assert_int_equal(site_wave_public_set(s.office, "w", 5), ERR_NOT_FOUND);
    assert_int_equal(open_wave(s.office, "w", 1000), ERR_OK);
    assert_int_equal(site_wave_public_set(s.office, "w", 5), ERR_OK);
    assert_int_equal(site_wave_get(s.server, "w", &w), ERR_OK);
    assert_int_equal(w.public_sec, 5);
    assert_int_equal(site_wave_public_set(s.office, "w", 0), ERR_OK);
    assert_int_equal(site_wave_get(s.server, "w", &w), ERR_OK);
    assert_int_equal(w.public_sec, 0);
    stage_free(&s);
}

static void an_institution_needs_a_name(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "site.db");
    struct err_note note = {""};
    assert_int_equal(site_create(path.s, "", &note), ERR_RANGE);
    assert_non_null(strstr(note.text, "institution"));
    assert_false(file_exists(path.s));
    assert_int_equal(site_create(path.s, "R", NULL), ERR_OK);
    assert_int_equal(site_create(path.s, "R", NULL), ERR_EXISTS);
    folder_free(&dir);
}

static const char first_schema[] =
#include "site_1.sql.h"
    ;

/* As the first Chorus wrote it: no document but the seven. */
static void write_first(const char *path)
{
    static const char *const rows[] = {
        first_schema, "INSERT INTO institution VALUES (1, 'Riverside')",
        "INSERT INTO wave VALUES ('w', 1, 1000, 1100, 0, zeroblob(32))",
        "INSERT INTO document VALUES ('w', 1, CAST('{manifest}' AS BLOB))",
        "INSERT INTO document VALUES ('w', 3, CAST('bundle' AS BLOB))"};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(sqlite3_exec(db, rows[i], NULL, NULL, NULL),
                         SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_file_of_the_first_schema_is_brought_up_to_date(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "site.db");
    struct stage s = {.dir = dir, .path = path};
    struct buf b = BUF_INIT;
    write_first(path.s);
    assert_int_equal(site_open(path.s, SITE_SERVER, &s.server, NULL),
                     ERR_STATE);
    assert_int_equal(site_open(path.s, SITE_OFFICE, &s.office, NULL), ERR_OK);
    assert_int_equal(site_open(path.s, SITE_SERVER, &s.server, NULL), ERR_OK);
    check_document(s.server, SITE_MANIFEST, &promise.manifest);
    check_document(s.server, SITE_CLIENT, &(struct site_bytes)BYTES("bundle"));
    assert_int_equal(site_wave_document(s.server, "w", SITE_UNITS, &b),
                     ERR_NOT_FOUND);
    assert_int_equal(open_wave(s.office, "next", 2000), ERR_OK);
    assert_int_equal(site_wave_document(s.server, "next", SITE_UNITS, &b),
                     ERR_OK);
    buf_free(&b);
    stage_free(&s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wave_and_its_documents_come_back_byte_for_byte),
        cmocka_unit_test(a_file_of_the_first_schema_is_brought_up_to_date),
        cmocka_unit_test(a_wave_that_exists_stays_as_it_was),
        cmocka_unit_test(waves_are_listed_with_the_newest_last),
        cmocka_unit_test(results_are_published_once_and_never_change),
        cmocka_unit_test(an_incomplete_publication_leaves_the_wave_open),
        cmocka_unit_test(the_server_sees_changes_and_not_its_own),
        cmocka_unit_test(
            the_mandate_has_a_version_that_everybodys_changes_move),
        cmocka_unit_test(the_server_may_not_do_the_offices_work),
        cmocka_unit_test(an_accounts_programs_come_back_sorted),
        cmocka_unit_test(sessions_end_with_time_account_and_password),
        cmocka_unit_test(
            a_renewed_cookie_takes_the_place_of_one_and_all_end_together),
        cmocka_unit_test(whom_the_proxy_knows_needs_no_account),
        cmocka_unit_test(logins_stand_by_the_minute_and_refusals_by_the_day),
        cmocka_unit_test(every_institution_has_a_device_key_of_its_own),
        cmocka_unit_test(exports_are_listed_in_the_order_they_were_made),
        cmocka_unit_test(the_public_date_is_set_and_taken_away),
        cmocka_unit_test(an_institution_needs_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
