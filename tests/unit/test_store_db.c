/* Roles, versions, and what a connection may never do. */
#include "test_store_help.h"

#include "store/db.h"

#include <signal.h>
#include <sys/wait.h>

static const char *const migrations[] = {
    "PRAGMA application_id = 77;"
    "CREATE TABLE cat (id INTEGER PRIMARY KEY, name BLOB NOT NULL"
    " CHECK (length(name) <= 9), secret BLOB) STRICT;"
    "CREATE TABLE dog (id INTEGER PRIMARY KEY) STRICT;"
    "PRAGMA user_version = 1;",
    "ALTER TABLE dog ADD COLUMN name TEXT; PRAGMA user_version = 2;",
};

enum {
    CAT_ADD,
    CAT_NAME,
    CAT_SECRET,
    CAT_SET_SECRET,
    CAT_REMOVE,
    DOG_COUNT,
    ATTACH,
    SET_PRAGMA,
    CREATE,
    DROP,
    SCHEMA,
    LOAD,
    TWO,
    COUNT,
};

static const char *const statements[] = {
    [CAT_ADD] = "INSERT INTO cat (id, name, secret) VALUES (?, ?, x'00')",
    [CAT_NAME] = "SELECT id FROM cat WHERE name = ?",
    [CAT_SECRET] = "SELECT secret FROM cat",
    [CAT_SET_SECRET] = "UPDATE cat SET secret = ? WHERE id = ?",
    [CAT_REMOVE] = "DELETE FROM cat",
    [DOG_COUNT] = "SELECT count(*) FROM dog",
    [ATTACH] = "ATTACH ':memory:' AS other",
    [SET_PRAGMA] = "PRAGMA secure_delete = OFF",
    [CREATE] = "CREATE TABLE cow (id INTEGER)",
    [DROP] = "DROP TABLE cat",
    [SCHEMA] = "SELECT count(*) FROM sqlite_schema",
    [LOAD] = "SELECT load_extension('x')",
    [TWO] = "SELECT id FROM cat; DELETE FROM cat",
};

static const struct db_kind kind_1 = {77,         migrations, 1,
                                      statements, COUNT,      false};
static const struct db_kind kind_2 = {77,         migrations, 2,
                                      statements, COUNT,      false};
static const struct db_kind foreign = {78,         migrations, 1,
                                       statements, COUNT,      false};

static const struct db_grant keeper_grants[] = {
    {"cat", NULL, DB_INSERT}, {"cat", "id", DB_READ},
    {"cat", "name", DB_READ}, {"cat", "secret", DB_UPDATE},
    {NULL, NULL, 0},
};
static const struct db_role keeper = {keeper_grants, false};
static const struct db_role owner = {keeper_grants, true};

struct stage {
    struct folder dir;
    struct file_path path;
    struct db *db;
};

static struct stage stage_new(void)
{
    struct stage s = {.dir = folder_new()};
    const struct db_plan plan = {&kind_1, 4096, false, NULL, NULL};
    s.path = folder_file(&s.dir, "x.db");
    assert_int_equal(db_create(s.path.s, &plan, NULL), ERR_OK);
    assert_int_equal(db_open(s.path.s, &kind_1, &keeper, &s.db, NULL), ERR_OK);
    return s;
}

static void stage_free(struct stage *s)
{
    db_close(s->db);
    folder_free(&s->dir);
}

static enum err add(struct db *db, int64_t id, const char *name)
{
    struct db_query q = db_query_start(db, CAT_ADD);
    db_bind_int(&q, 1, id);
    db_bind_blob(&q, 2, name, strlen(name));
    return db_run(&q);
}

static enum err run(struct db *db, size_t number)
{
    bool has_row = false;
    struct db_query q = db_query_start(db, number);
    enum err e = db_query_next(&q, &has_row);
    db_query_end(&q);
    return e;
}

static void a_role_may_do_what_it_was_granted(void **state)
{
    (void)state;
    struct stage s = stage_new();
    int64_t id = 0;
    assert_int_equal(add(s.db, 5, "tom"), ERR_OK);
    struct db_query q = db_query_start(s.db, CAT_NAME);
    db_bind_blob(&q, 1, "tom", 3);
    assert_int_equal(db_run_int(&q, &id), ERR_OK);
    assert_int_equal(id, 5);
    q = db_query_start(s.db, CAT_SET_SECRET);
    db_bind_blob(&q, 1, "z", 1);
    db_bind_int(&q, 2, 5);
    assert_int_equal(db_run_changing(&q, 1, ERR_NOT_FOUND), ERR_OK);
    stage_free(&s);
}

static void a_role_may_do_nothing_else(void **state)
{
    (void)state;
    struct stage s = stage_new();
    static const size_t denied[] = {CAT_SECRET, CAT_REMOVE, DOG_COUNT, ATTACH,
                                    SET_PRAGMA, CREATE,     DROP,      SCHEMA};
    for (size_t i = 0; i < sizeof denied / sizeof *denied; i++)
        assert_int_equal(run(s.db, denied[i]), ERR_DENIED);
    /* SQLite has no code of its own for a function that is denied. */
    assert_int_not_equal(run(s.db, LOAD), ERR_OK);
    stage_free(&s);
}

static void a_key_twice_and_a_value_out_of_bounds_are_told_apart(void **state)
{
    (void)state;
    struct stage s = stage_new();
    assert_int_equal(add(s.db, 1, "tom"), ERR_OK);
    assert_int_equal(add(s.db, 1, "tim"), ERR_EXISTS);
    assert_int_equal(add(s.db, 2, "more than nine"), ERR_RANGE);
    stage_free(&s);
}

static void a_rolled_back_transaction_leaves_nothing(void **state)
{
    (void)state;
    struct stage s = stage_new();
    assert_int_equal(db_begin(s.db, DB_LOCK_WRITE), ERR_OK);
    assert_int_equal(add(s.db, 1, "tom"), ERR_OK);
    assert_int_equal(db_end(s.db, ERR_STATE), ERR_STATE);
    assert_int_equal(add(s.db, 1, "tim"), ERR_OK);
    stage_free(&s);
}

static void a_file_of_another_kind_is_refused(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct db *db = NULL;
    struct err_note note = {""};
    assert_int_equal(db_open(s.path.s, &foreign, &keeper, &db, &note),
                     ERR_CORRUPT);
    assert_non_null(strstr(note.text, s.path.s));
    stage_free(&s);
}

static void only_a_role_that_may_migrate_does(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct db *db = NULL;
    assert_int_equal(db_open(s.path.s, &kind_2, &keeper, &db, NULL), ERR_STATE);
    assert_int_equal(db_open(s.path.s, &kind_2, &owner, &db, NULL), ERR_OK);
    db_close(db);
    assert_int_equal(db_open(s.path.s, &kind_2, &keeper, &db, NULL), ERR_OK);
    db_close(db);
    /* ... and the older program keeps its hands off. */
    assert_int_equal(db_open(s.path.s, &kind_1, &owner, &db, NULL), ERR_STATE);
    stage_free(&s);
}

static void creating_never_replaces_unless_asked(void **state)
{
    (void)state;
    struct stage s = stage_new();
    assert_int_equal(add(s.db, 1, "tom"), ERR_OK);
    const struct db_plan plan = {&kind_1, 4096, false, NULL, NULL};
    assert_int_equal(db_create(s.path.s, &plan, NULL), ERR_EXISTS);
    assert_int_equal(add(s.db, 1, "tom"), ERR_EXISTS);
    stage_free(&s);
}

/* In a child, because nothing is forbidden to root. */
static void a_file_that_may_not_be_written_is_refused(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct db *db = NULL;
    int status = 0;
    assert_int_equal(chmod(s.path.s, 0444), 0);
    assert_int_equal(chmod(s.dir.path, 0755), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(1);
        _exit(db_open(s.path.s, &kind_1, &keeper, &db, NULL) == ERR_DENIED ? 0
                                                                           : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    stage_free(&s);
}

static void text_after_a_statement_stops_the_program(void **state)
{
    (void)state;
    struct stage s = stage_new();
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)signal(SIGABRT, SIG_DFL);
        (void)close(STDERR_FILENO);
        (void)run(s.db, TWO);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    stage_free(&s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_role_may_do_what_it_was_granted),
        cmocka_unit_test(a_role_may_do_nothing_else),
        cmocka_unit_test(a_key_twice_and_a_value_out_of_bounds_are_told_apart),
        cmocka_unit_test(a_rolled_back_transaction_leaves_nothing),
        cmocka_unit_test(a_file_of_another_kind_is_refused),
        cmocka_unit_test(only_a_role_that_may_migrate_does),
        cmocka_unit_test(creating_never_replaces_unless_asked),
        cmocka_unit_test(a_file_that_may_not_be_written_is_refused),
        cmocka_unit_test(text_after_a_statement_stops_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
