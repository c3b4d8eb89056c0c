/* site_mandate: rows keep to their bounds, versions keep writers apart, the
 * record of an initiative cannot be rewritten, and files of an older schema are
 * brought up to date with all they hold. */
#include "test_store_help.h"

#include "store/site_mandate.h"

#include <sqlite3.h>

struct stage {
    struct folder dir;
    struct file_path path;
    struct site *office;
    struct site *server;
};

static struct stage stage_open(const struct folder *dir,
                               const struct file_path *path)
{
    struct stage s = {.dir = *dir, .path = *path};
    assert_int_equal(site_open(path->s, SITE_OFFICE, &s.office, NULL), ERR_OK);
    assert_int_equal(site_open(path->s, SITE_SERVER, &s.server, NULL), ERR_OK);
    return s;
}

static struct stage stage_new(void)
{
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "site.db");
    assert_int_equal(site_create(path.s, "Riverside", NULL), ERR_OK);
    return stage_open(&dir, &path);
}

static void stage_free(struct stage *s)
{
    site_close(s->office);
    site_close(s->server);
    folder_free(&s->dir);
}

static const struct site_checklist row = {.program = "P001",
                                          .area = "mentorship",
                                          .state = 1,
                                          .evidence = "Handbook",
                                          .account = "ann",
                                          .at_sec = 5};
static const struct site_plan plan = {.unit = "P001",
                                      .area = "curriculum",
                                      .offer = "",
                                      .what = "Six sessions",
                                      .owner = "Dr. Lee",
                                      .due = "2026-12-15",
                                      .status = 1,
                                      .evidence = "",
                                      .account = "ann",
                                      .changed_sec = 5};
static const struct site_initiative initiative = {.title = "Cover",
                                                  .lead = "Dr. Okafor",
                                                  .amount = 25000,
                                                  .mechanism = "Grant",
                                                  .units = "P001",
                                                  .comparison = "P002,P003",
                                                  .start = "2026-07-01",
                                                  .finish = "2027-06-30",
                                                  .outcome = "cbi_work",
                                                  .baseline = "",
                                                  .account = "office",
                                                  .recorded_sec = 7};

static enum err count_checklist(void *ctx, const struct site_checklist *r)
{
    size_t *n = ctx;
    assert_string_equal(r->program, "P001");
    ++*n;
    return ERR_OK;
}

static enum err count_plan(void *ctx, const struct site_plan *p)
{
    size_t *n = ctx;
    assert_string_equal(p->unit, "P001");
    ++*n;
    return ERR_OK;
}

static enum err take_initiative(void *ctx, const struct site_initiative *i)
{
    struct site_initiative *out = ctx;
    out->id = i->id;
    out->amount = i->amount;
    out->recorded_sec = i->recorded_sec;
    out->late = i->late;
    out->version = i->version;
    return ERR_OK;
}

static void a_row_out_of_bounds_is_refused(void **state)
{
    (void)state;
    struct stage s = stage_new();
    char text[2002];
    int64_t id = 0;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    struct site_checklist r = row;
    r.area = "happiness";
    assert_int_equal(site_checklist_put(s.server, &r, 1), ERR_RANGE);
    r = row;
    r.state = 4;
    assert_int_equal(site_checklist_put(s.server, &r, 1), ERR_RANGE);
    r = row;
    r.evidence = text;
    assert_int_equal(site_checklist_put(s.server, &r, 1), ERR_RANGE);
    struct site_plan p = plan;
    p.status = 0;
    assert_int_equal(site_plan_add(s.server, &p, &id), ERR_RANGE);
    p = plan;
    p.what = "";
    assert_int_equal(site_plan_add(s.server, &p, &id), ERR_RANGE);
    p = plan;
    p.due = "soon";
    assert_int_equal(site_plan_add(s.server, &p, &id), ERR_RANGE);
    struct site_initiative i = initiative;
    i.amount = -1;
    assert_int_equal(site_initiative_add(s.server, &i, 0, &id), ERR_RANGE);
    i = initiative;
    i.units = text;
    assert_int_equal(site_initiative_add(s.server, &i, 0, &id), ERR_RANGE);
    assert_int_equal(id, 0);
    stage_free(&s);
}

static void a_version_that_was_not_seen_is_not_overwritten(void **state)
{
    (void)state;
    struct stage s = stage_new();
    int64_t id = 0;
    struct site_checklist rows[2] = {row, row};
    rows[1].area = "curriculum";
    assert_int_equal(site_checklist_put(s.server, &row, 1), ERR_OK);
    /* The second is new, the first is not: neither is kept. */
    assert_int_equal(site_checklist_put(s.office, rows, 2), ERR_STATE);
    size_t n = 0;
    assert_int_equal(site_checklist_each(s.server, count_checklist, &n),
                     ERR_OK);
    assert_int_equal(n, 1);
    rows[0].version = 1;
    assert_int_equal(site_checklist_put(s.office, rows, 2), ERR_OK);
    assert_int_equal(site_checklist_put(s.office, rows, 1), ERR_STATE);

    assert_int_equal(site_plan_add(s.server, &plan, &id), ERR_OK);
    struct site_plan p = plan;
    p.id = id;
    p.version = 1;
    assert_int_equal(site_plan_change(s.server, &p), ERR_OK);
    assert_int_equal(site_plan_change(s.server, &p), ERR_STATE);
    p.version = 2;
    p.unit = "P002"; /* a plan does not change hands */
    assert_int_equal(site_plan_change(s.server, &p), ERR_STATE);
    n = 0;
    assert_int_equal(site_plan_each(s.server, count_plan, &n), ERR_OK);
    assert_int_equal(n, 1);
    stage_free(&s);
}

static enum err see_change(void *ctx, const struct site_initiative_change *c)
{
    size_t *n = ctx;
    assert_string_equal(c->field, "amount");
    assert_string_equal(c->was, "25000");
    assert_string_equal(c->became, "30000");
    assert_string_equal(c->account, "office");
    ++*n;
    return ERR_OK;
}

static void a_change_of_an_initiative_and_its_record_go_together(void **state)
{
    (void)state;
    struct stage s = stage_new();
    int64_t id = 0;
    size_t n = 0;
    struct site_initiative now = {.id = 0};
    assert_int_equal(site_initiative_add(s.server, &initiative, 1, &id),
                     ERR_BUSY);
    assert_int_equal(site_initiative_add(s.server, &initiative, 0, &id),
                     ERR_OK);
    struct site_initiative i = initiative;
    i.id = id;
    i.version = 1;
    i.amount = 30000;
    i.late = 1; /* not to be changed, like when it was recorded */
    i.recorded_sec = 99;
    struct site_initiative_change change = {id,       "office", 9,
                                            "amount", "25000",  "30000"};
    struct site_initiative_change bad = change;
    bad.field = "";
    assert_int_equal(site_initiative_change(s.server, &i, 0, &bad, 1),
                     ERR_RANGE);
    assert_int_equal(site_initiative_change(s.server, &i, 3, &change, 1),
                     ERR_BUSY);
    assert_int_equal(site_initiative_each(s.server, take_initiative, &now),
                     ERR_OK);
    assert_int_equal(now.amount, 25000);
    assert_int_equal(site_initiative_change(s.server, &i, 0, &change, 1),
                     ERR_OK);
    assert_int_equal(site_initiative_change(s.server, &i, 0, &change, 1),
                     ERR_STATE);
    assert_int_equal(site_initiative_each(s.office, take_initiative, &now),
                     ERR_OK);
    assert_int_equal(now.amount, 30000);
    assert_int_equal(now.late, 0);
    assert_int_equal(now.recorded_sec, 7);
    assert_int_equal(now.version, 2);
    assert_int_equal(site_initiative_each_change(s.office, id, see_change, &n),
                     ERR_OK);
    assert_int_equal(n, 1);
    stage_free(&s);
}

/* --- files of an older schema --------------------------------------------- */

static const char schema_1[] =
#include "site_1.sql.h"
    ;
static const char schema_2[] =
#include "site_2.sql.h"
    ;

/* As the Chorus before this one wrote it. */
static void write_second(const char *path)
{
    static const char *const rows[] = {
        schema_1,
        schema_2,
        "INSERT INTO institution VALUES (1, 'Riverside')",
        "INSERT INTO wave VALUES ('w', 2, 1000, 1100, 0, zeroblob(32))",
        "INSERT INTO document VALUES ('w', 4, CAST('{release}' AS BLOB))",
        "INSERT INTO account VALUES ('ann', 1, '$argon2id$x')",
        "INSERT INTO account_program VALUES ('ann', 'P001')",
        "INSERT INTO export VALUES (1, 'ann', 'w', 'unit:P001', 'csv', 3)"};
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(sqlite3_exec(db, rows[i], NULL, NULL, NULL),
                         SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static enum err see_export(void *ctx, const struct site_export *entry)
{
    size_t *n = ctx;
    assert_string_equal(entry->what, "unit:P001");
    ++*n;
    return ERR_OK;
}

static void a_file_of_the_second_schema_keeps_all_it_holds(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "site.db");
    struct site *early = NULL;
    struct buf b = BUF_INIT;
    struct site_account account;
    size_t n = 0;
    int64_t id = 0;
    write_second(path.s);
    assert_int_equal(site_open(path.s, SITE_SERVER, &early, NULL), ERR_STATE);
    struct stage s = stage_open(&dir, &path);
    assert_string_equal(site_institution(s.server), "Riverside");
    assert_int_equal(site_wave_document(s.server, "w", SITE_RELEASE, &b),
                     ERR_OK);
    assert_string_equal(buf_text(&b), "{release}");
    buf_free(&b);
    assert_int_equal(site_account_get(s.server, "ann", &account), ERR_OK);
    assert_string_equal(account.programs[0], "P001");
    site_account_wipe(&account);
    assert_int_equal(site_export_each(s.server, see_export, &n), ERR_OK);
    assert_int_equal(n, 1);
    assert_int_equal(site_plan_add(s.server, &plan, &id), ERR_OK);
    assert_int_equal(site_checklist_put(s.server, &row, 1), ERR_OK);
    assert_int_equal(site_initiative_add(s.server, &initiative, 1, &id),
                     ERR_OK);
    stage_free(&s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_out_of_bounds_is_refused),
        cmocka_unit_test(a_version_that_was_not_seen_is_not_overwritten),
        cmocka_unit_test(a_change_of_an_initiative_and_its_record_go_together),
        cmocka_unit_test(a_file_of_the_second_schema_keeps_all_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
