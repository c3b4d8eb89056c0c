#include "store/site_inside.h"

static const char schema_1[] =
#include "site_1.sql.h"
    ;
static const char schema_2[] =
#include "site_2.sql.h"
    ;
static const char schema_3[] =
#include "site_3.sql.h"
    ;
static const char schema_4[] =
#include "site_4.sql.h"
    ;
static const char schema_5[] =
#include "site_5.sql.h"
    ;
static const char schema_6[] =
#include "site_6.sql.h"
    ;
static const char *const migrations[] = {schema_1, schema_2, schema_3,
                                         schema_4, schema_5, schema_6};

static const char *const statements[SITE_STATEMENT_COUNT] = {
    [SITE_INSTITUTION] = "SELECT name FROM institution WHERE id = 1",
    [SITE_INSTITUTION_SET] = "INSERT INTO institution (id, name) VALUES (1, ?)",
    [SITE_DATA_VERSION] = "PRAGMA data_version",
    [SITE_WAVE_ADD] =
        "INSERT INTO wave (name, state, opens_sec, closes_sec, public_sec, "
        "manifest_hash) VALUES (?, 1, ?, ?, ?, ?)",
    [SITE_WAVE_LIST] =
        "SELECT name, state, opens_sec, closes_sec, public_sec, manifest_hash "
        "FROM wave ORDER BY opens_sec, name",
    [SITE_WAVE_GET] =
        "SELECT name, state, opens_sec, closes_sec, public_sec, manifest_hash "
        "FROM wave WHERE name = ?",
    [SITE_WAVE_CLOSE] = "UPDATE wave SET state = 2 WHERE name = ? "
                        "AND state = 1",
    [SITE_WAVE_END] = "UPDATE wave SET state = 3 WHERE name = ? AND state = 1",
    [SITE_WAVE_PUBLIC] = "UPDATE wave SET public_sec = ? WHERE name = ?",
    [SITE_DOCUMENT_ADD] =
        "INSERT INTO document (wave, which, bytes) VALUES (?, ?, ?)",
    [SITE_DOCUMENT_GET] =
        "SELECT bytes FROM document WHERE wave = ? AND which = ?",
    /* A published board never changes. */
    [SITE_PIECE_ADD] =
        "INSERT INTO piece (wave, number, bytes) SELECT ?1, ?2, ?3 "
        "WHERE EXISTS (SELECT 1 FROM wave WHERE name = ?1 AND state = 1)",
    [SITE_PIECE_LENGTH] = "SELECT sum(length(bytes)) FROM piece WHERE wave = ?",
    [SITE_PIECE_GET] = "SELECT bytes FROM piece WHERE wave = ? AND number = ?",
    [SITE_PIECE_DROP] =
        "DELETE FROM piece WHERE wave = ?1 AND number > (SELECT number "
        "FROM piece WHERE wave = ?1 ORDER BY number DESC LIMIT 1) - ?2 "
        "AND NOT EXISTS (SELECT 1 FROM wave WHERE name = ?1 AND state = 2)",
    [SITE_HOLD_ADD] =
        "INSERT INTO hold (wave, is_on, reason, at_sec) VALUES (?, ?, ?, ?)",
    [SITE_HOLD_LAST] = "SELECT is_on, reason, at_sec FROM hold WHERE wave = ? "
                       "ORDER BY id DESC LIMIT 1",
    [SITE_ACCOUNT_ADD] =
        "INSERT INTO account (name, role, password_hash) VALUES (?, ?, ?)",
    [SITE_ACCOUNT_LIST] =
        "SELECT name, role, password_hash FROM account ORDER BY name",
    [SITE_ACCOUNT_GET] =
        "SELECT name, role, password_hash FROM account WHERE name = ?",
    [SITE_ACCOUNT_REMOVE] = "DELETE FROM account WHERE name = ?",
    [SITE_ACCOUNT_PASSWORD] =
        "UPDATE account SET password_hash = ? WHERE name = ?",
    [SITE_PROGRAM_ADD] =
        "INSERT INTO account_program (account, program) VALUES (?, ?)",
    [SITE_PROGRAM_LIST] = "SELECT program FROM account_program "
                          "WHERE account = ? ORDER BY program",
    [SITE_PROGRAM_REMOVE] = "DELETE FROM account_program WHERE account = ?",
    [SITE_SESSION_ADD] =
        "INSERT INTO session (token_hash, account, origin, csrf, created_sec, "
        "seen_sec, expires_sec, is_replaced) VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
    [SITE_SESSION_GET] =
        "SELECT account, origin, csrf, created_sec, seen_sec, expires_sec, "
        "is_replaced FROM session WHERE token_hash = ?",
    [SITE_SESSION_RETIRE] = "UPDATE session SET is_replaced = 1, "
                            "expires_sec = ? WHERE token_hash = ? "
                            "AND is_replaced = 0",
    [SITE_SESSION_TOUCH] =
        "UPDATE session SET seen_sec = ? WHERE token_hash = ?",
    [SITE_SESSION_REMOVE] = "DELETE FROM session WHERE csrf = "
                            "(SELECT csrf FROM session WHERE token_hash = ?)",
    [SITE_SESSION_REMOVE_ACCOUNT] = "DELETE FROM session WHERE account = ?",
    [SITE_SESSION_EXPIRE] = "DELETE FROM session WHERE expires_sec <= ?",
    [SITE_LOGIN_ADD] = "INSERT INTO login (account, act, at_sec, count) "
                       "VALUES (?, ?, ?, 1)",
    [SITE_LOGIN_REFUSED] =
        "INSERT INTO login (account, act, at_sec, count) VALUES (?, 4, ?, 1) "
        "ON CONFLICT (account, at_sec) WHERE act = 4 "
        "DO UPDATE SET count = count + 1",
    [SITE_LOGIN_LIST] =
        "SELECT account, act, at_sec, count FROM login ORDER BY id",
    [SITE_DEVICE_KEY] = "SELECT bytes FROM device_key WHERE id = 1",
    [SITE_EXPORT_ADD] = "INSERT INTO export (account, wave, what, format, "
                        "at_sec) VALUES (?, ?, ?, ?, ?)",
    [SITE_EXPORT_LIST] =
        "SELECT account, wave, what, format, at_sec FROM export ORDER BY id",
    [SITE_CHECKLIST_ADD] =
        "INSERT INTO checklist (state, evidence, account, at_sec, program, "
        "area, version) VALUES (?, ?, ?, ?, ?, ?, 1)",
    [SITE_CHECKLIST_CHANGE] =
        "UPDATE checklist SET state = ?, evidence = ?, account = ?, "
        "at_sec = ?, version = version + 1 "
        "WHERE program = ? AND area = ? AND version = ?",
    [SITE_CHECKLIST_LIST] =
        "SELECT program, area, state, evidence, account, at_sec, version "
        "FROM checklist ORDER BY program, area",
    [SITE_PLAN_ADD] =
        "INSERT INTO plan (area, offer, what, owner, due, status, evidence, "
        "helped, shared, account, changed_sec, unit, version) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) RETURNING id",
    [SITE_PLAN_CHANGE] =
        "UPDATE plan SET area = ?, offer = ?, what = ?, owner = ?, due = ?, "
        "status = ?, evidence = ?, helped = ?, shared = ?, account = ?, "
        "changed_sec = ?, version = version + 1 "
        "WHERE unit = ? AND id = ? AND version = ?",
    [SITE_PLAN_LIST] =
        "SELECT id, unit, area, offer, what, owner, due, status, evidence, "
        "helped, shared, account, changed_sec, version FROM plan "
        "ORDER BY unit, due, id",
    [SITE_WAVE_COUNT_CLOSED] = "SELECT count(*) FROM wave WHERE state = 2",
    [SITE_INITIATIVE_ADD] =
        "INSERT INTO initiative (title, lead, amount, mechanism, units, "
        "comparison, start, finish, outcome, baseline, account, recorded_sec, "
        "late, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
        "RETURNING id",
    [SITE_INITIATIVE_CHANGE] =
        "UPDATE initiative SET title = ?, lead = ?, amount = ?, "
        "mechanism = ?, units = ?, comparison = ?, start = ?, finish = ?, "
        "outcome = ?, baseline = ?, version = version + 1 "
        "WHERE id = ? AND version = ?",
    [SITE_INITIATIVE_LIST] =
        "SELECT id, title, lead, amount, mechanism, units, comparison, start, "
        "finish, outcome, baseline, account, recorded_sec, late, version "
        "FROM initiative ORDER BY id",
    [SITE_INITIATIVE_CHANGE_ADD] =
        "INSERT INTO initiative_change (initiative, account, at_sec, field, "
        "was, became) VALUES (?, ?, ?, ?, ?, ?)",
    [SITE_INITIATIVE_CHANGE_LIST] =
        "SELECT account, at_sec, field, was, became FROM initiative_change "
        "WHERE initiative = ? ORDER BY id",
};

static const struct db_kind kind = {
    .application_id = 1128804659,
    .migrations = migrations,
    .migration_count = sizeof migrations / sizeof *migrations,
    .statements = statements,
    .statement_count = SITE_STATEMENT_COUNT,
};

/* Nobody changes by whom and when an initiative was recorded, or whether its
 * result was known by then; nobody takes one away. */
#define INITIATIVE_GRANTS                                                      \
    {"initiative", NULL, DB_READ | DB_INSERT},                                 \
        {"initiative", "title", DB_UPDATE}, {"initiative", "lead", DB_UPDATE}, \
        {"initiative", "amount", DB_UPDATE},                                   \
        {"initiative", "mechanism", DB_UPDATE},                                \
        {"initiative", "units", DB_UPDATE},                                    \
        {"initiative", "comparison", DB_UPDATE},                               \
        {"initiative", "start", DB_UPDATE},                                    \
        {"initiative", "finish", DB_UPDATE},                                   \
        {"initiative", "outcome", DB_UPDATE},                                  \
        {"initiative", "baseline", DB_UPDATE},                                 \
        {"initiative", "version", DB_UPDATE},                                  \
    {                                                                          \
        "initiative_change", NULL, DB_READ | DB_INSERT                         \
    }

static const struct db_grant office_grants[] = {
    {"institution", NULL, DB_READ},
    {"wave", NULL, DB_ALL},
    {"document", NULL, DB_ALL},
    {"piece", NULL, DB_READ | DB_INSERT | DB_DELETE},
    {"hold", NULL, DB_READ | DB_INSERT},
    {"account", NULL, DB_ALL},
    {"account_program", NULL, DB_ALL},
    {"session", NULL, DB_ALL},
    {"login", NULL, DB_READ},
    {"export", NULL, DB_ALL},
    {"checklist", NULL, DB_ALL},
    {"plan", NULL, DB_ALL},
    INITIATIVE_GRANTS,
    {NULL, NULL, 0},
};
static const struct db_grant server_grants[] = {
    {"institution", NULL, DB_READ},
    {"wave", NULL, DB_READ},
    {"document", NULL, DB_READ},
    {"piece", NULL, DB_READ},
    {"hold", NULL, DB_READ},
    {"account", NULL, DB_READ},
    {"account_program", NULL, DB_READ},
    {"session", NULL, DB_ALL},
    /* Logs grow: chorusd takes nothing back. */
    {"login", NULL, DB_READ | DB_INSERT},
    {"login", "count", DB_UPDATE},
    {"export", NULL, DB_READ | DB_INSERT},
    {"checklist", NULL, DB_READ | DB_INSERT | DB_UPDATE},
    {"plan", NULL, DB_READ | DB_INSERT | DB_UPDATE},
    INITIATIVE_GRANTS,
    {"device_key", NULL, DB_READ},
    {NULL, NULL, 0},
};
static const struct db_role roles[] = {
    [SITE_OFFICE] = {office_grants, true},
    [SITE_SERVER] = {server_grants, false},
};

/* --- the file ------------------------------------------------------------- */

union name {
    const char *text;
    void *any;
};

static enum err fill(struct db *db, void *ctx, struct err_note *note)
{
    const union name name = {.any = ctx};
    struct db_query q = db_query_start(db, SITE_INSTITUTION_SET);
    db_bind_text(&q, 1, name.text);
    enum err e = db_run(&q);
    if (e == ERR_RANGE)
        return err_say(note, e,
                       "the institution's name has 1 to 256 characters");
    return e;
}

enum err site_create(const char *path, const char *institution,
                     struct err_note *note)
{
    const union name name = {.text = institution};
    const struct db_plan plan = {&kind, 4096, false, fill, name.any};
    return db_create(path, &plan, note);
}

static enum err load_institution(struct site *site)
{
    bool has_row = false;
    struct db_query q = db_query_start(site->db, SITE_INSTITUTION);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK && !has_row)
        e = ERR_CORRUPT;
    if (e == ERR_OK)
        buf_put_text(&site->institution, db_text(&q, 0));
    db_query_end(&q);
    return e == ERR_OK ? buf_check(&site->institution) : e;
}

enum err site_open(const char *path, enum site_role role,
                   struct site **out_site, struct err_note *note)
{
    struct site *site = calloc(1, sizeof *site);
    if (site == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    site->last_version = -1;
    site->mandate_seen = -1;
    if (pthread_mutex_init(&site->lock, NULL) != 0) {
        free(site);
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    }
    enum err e = db_open(path, &kind, &roles[role], &site->db, note);
    if (e == ERR_OK && (e = load_institution(site)) != ERR_OK)
        e = err_say(note, e, "%s: cannot be read: %s", path, err_name(e));
    if (e != ERR_OK) {
        site_close(site);
        return e;
    }
    *out_site = site;
    return ERR_OK;
}

void site_close(struct site *site)
{
    if (site == NULL)
        return;
    db_close(site->db);
    buf_free(&site->institution);
    (void)pthread_mutex_destroy(&site->lock);
    free(site);
}

void site_lock(struct site *site)
{
    (void)pthread_mutex_lock(&site->lock);
}

void site_unlock(struct site *site)
{
    (void)pthread_mutex_unlock(&site->lock);
}

enum err site_begin(struct site *site)
{
    site_lock(site);
    enum err e = db_begin(site->db, DB_LOCK_WRITE);
    if (e != ERR_OK)
        site_unlock(site);
    return e;
}

enum err site_end(struct site *site, enum err so_far)
{
    enum err e = db_end(site->db, so_far);
    /* After a commit that failed the file is opened anew, and SQLite counts
     * from the beginning. */
    if (e != ERR_OK)
        site->mandate_version++;
    site_unlock(site);
    return e;
}

enum err site_begin_mandate(struct site *site)
{
    enum err e = site_begin(site);
    if (e == ERR_OK)
        site->mandate_version++;
    return e;
}

const char *site_institution(const struct site *site)
{
    return buf_text(&site->institution);
}

enum err site_mandate_version(struct site *site, uint64_t *out_version)
{
    int64_t seen = 0;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_DATA_VERSION);
    enum err e = db_run_int(&q, &seen);
    if (e == ERR_OK) {
        if (seen != site->mandate_seen)
            site->mandate_version++;
        site->mandate_seen = seen;
        *out_version = site->mandate_version;
    }
    site_unlock(site);
    return e;
}

enum err site_changed(struct site *site, bool *out_changed)
{
    int64_t version = 0;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_DATA_VERSION);
    enum err e = db_run_int(&q, &version);
    if (e == ERR_OK) {
        *out_changed = version != site->last_version;
        site->last_version = version;
    }
    site_unlock(site);
    return e;
}
