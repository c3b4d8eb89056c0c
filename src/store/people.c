#include "store/people_inside.h"

#include <sodium.h>

static const char schema_1[] =
#include "people_1.sql.h"
    ;
static const char schema_2[] =
#include "people_2.sql.h"
    ;
static const char *const migrations[] = {schema_1, schema_2};

static const char *const statements[PEOPLE_STATEMENT_COUNT] = {
    [PEOPLE_ROSTER_CLEAR] = "DELETE FROM person",
    [PEOPLE_ROSTER_ADD] =
        "INSERT INTO person (person, email, department, program_id, "
        "program, type, site, unit, language) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [PEOPLE_ROSTER_EACH] =
        "SELECT person, email, department, program_id, program, "
        "type, site, unit, language FROM person ORDER BY person",
    [PEOPLE_ROSTER_COUNT] = "SELECT count(*) FROM person",
    [PEOPLE_INVITES_CLEAR] = "DELETE FROM invite WHERE wave = ?",
    [PEOPLE_INVITES_ADD] =
        "INSERT INTO invite (wave, person, email, language, unit, "
        "grp, code) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [PEOPLE_INVITES_EACH] = "SELECT person, email, language, unit, grp, code "
                            "FROM invite WHERE wave = ? ORDER BY person",
    [PEOPLE_ROSTER_FIX] =
        "UPDATE person SET email = ?, language = ? WHERE person = ?",
    [PEOPLE_ROSTER_GET] = "SELECT email, language FROM person "
                          "WHERE person = ?",
    [PEOPLE_ROSTER_HAS] =
        "SELECT 1 FROM person WHERE email = ? AND person <> ? "
        "LIMIT 1",
    [PEOPLE_INVITE_GET] = "SELECT email, language, unit, grp, code FROM invite "
                          "WHERE wave = ? AND person = ?",
    [PEOPLE_INVITE_WAVES] =
        "SELECT wave FROM invite WHERE person = ? ORDER BY wave",
    [PEOPLE_INVITE_FIX] = "UPDATE invite SET email = ?, language = ? "
                          "WHERE wave = ? AND person = ?",
    [PEOPLE_INVITE_CODE] =
        "UPDATE invite SET code = ? WHERE wave = ? AND person = ?",
    [PEOPLE_INVITE_DROP] = "DELETE FROM invite WHERE wave = ? AND person = ?",
    [PEOPLE_INVITE_TAKEN] = "SELECT 1 FROM invite WHERE wave = ? AND email = ? "
                            "AND person <> ? LIMIT 1",
    [PEOPLE_MAIL_CLEAR] = "DELETE FROM mail WHERE wave = ?",
    [PEOPLE_MAIL_FORGET] = "DELETE FROM mail WHERE wave = ? AND person = ?",
    [PEOPLE_MAIL_DROP] =
        "DELETE FROM mail WHERE wave = ? AND round = ? AND person = ?",
    [PEOPLE_MAIL_SET] = "INSERT OR REPLACE INTO mail "
                        "(wave, round, person, state, reply) "
                        "VALUES (?, ?, ?, ?, ?)",
    [PEOPLE_MAIL_EACH] = "SELECT round, person, state, reply FROM mail "
                         "WHERE wave = ? ORDER BY person, round",
    [PEOPLE_ROUND_CLEAR] = "DELETE FROM mail_round WHERE wave = ?",
    [PEOPLE_ROUND_SET] = "INSERT OR REPLACE INTO mail_round "
                         "(wave, round, begun, done) VALUES (?, ?, ?, ?)",
    [PEOPLE_ROUND_EACH] = "SELECT round, begun, done FROM mail_round "
                          "WHERE wave = ? ORDER BY round",
    [PEOPLE_REPLACEMENT_CLEAR] = "DELETE FROM replacement WHERE wave = ?",
    [PEOPLE_REPLACEMENT_SET] = "INSERT INTO replacement (wave, person, code) "
                               "VALUES (?, ?, ?)",
    [PEOPLE_REPLACEMENT_DROP] =
        "DELETE FROM replacement WHERE wave = ? AND person = ?",
    [PEOPLE_REPLACEMENT_EACH] = "SELECT person, code FROM replacement "
                                "WHERE wave = ? ORDER BY person",
};

static const struct db_kind kind = {
    .application_id = 1128804660,
    .migrations = migrations,
    .migration_count = sizeof migrations / sizeof *migrations,
    .statements = statements,
    .statement_count = sizeof statements / sizeof *statements,
};

static const struct db_grant grants[] = {
    {"person", NULL, DB_ALL},      {"invite", NULL, DB_ALL},
    {"mail", NULL, DB_ALL},        {"mail_round", NULL, DB_ALL},
    {"replacement", NULL, DB_ALL}, {NULL, NULL, 0},
};
static const struct db_role role = {grants, true};

enum err people_create(const char *path, struct err_note *note)
{
    const struct db_plan plan = {&kind, 4096, false, NULL, NULL};
    return db_create(path, &plan, note);
}

enum err people_open(const char *path, struct people **out_people,
                     struct err_note *note)
{
    struct people *people = calloc(1, sizeof *people);
    if (people == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    enum err e = db_open(path, &kind, &role, &people->db, note);
    if (e != ERR_OK) {
        free(people);
        return e;
    }
    *out_people = people;
    return ERR_OK;
}

void people_close(struct people *people)
{
    if (people == NULL)
        return;
    db_close(people->db);
    free(people);
}

static enum err say(struct err_note *note, enum err e, const char *what,
                    size_t i)
{
    switch (e) {
    case ERR_OK: return e;
    case ERR_EXISTS:
        return err_say(note, e, "%s %zu: this person is there twice", what,
                       i + 1);
    case ERR_RANGE:
        return err_say(note, e, "%s %zu: no key, or a text over %d characters",
                       what, i + 1, PEOPLE_TEXT_MAX);
    default: return err_say(note, e, "people.db: %s", err_name(e));
    }
}

/* --- the roster ----------------------------------------------------------- */

static enum err roster_add(struct db *db, const struct people_person *p)
{
    struct db_query q = db_query_start(db, PEOPLE_ROSTER_ADD);
    db_bind_text(&q, 1, p->person);
    db_bind_text(&q, 2, p->email);
    db_bind_text(&q, 3, p->department);
    db_bind_text(&q, 4, p->program_id);
    db_bind_text(&q, 5, p->program);
    db_bind_text(&q, 6, p->type);
    db_bind_text(&q, 7, p->site);
    db_bind_text(&q, 8, p->unit);
    db_bind_text(&q, 9, p->language);
    return db_run(&q);
}

enum err people_roster_replace(struct people *people,
                               const struct people_person *persons, size_t n,
                               struct err_note *note)
{
    struct db *db = people->db;
    enum err e = db_begin(db, DB_LOCK_WRITE);
    if (e != ERR_OK)
        return say(note, e, "person", 0);
    struct db_query q = db_query_start(db, PEOPLE_ROSTER_CLEAR);
    e = say(note, db_run(&q), "person", 0);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        e = say(note, roster_add(db, &persons[i]), "person", i);
    if (e != ERR_OK)
        return db_end(db, e);
    return say(note, db_end(db, ERR_OK), "person", 0);
}

enum err people_roster_each(struct people *people,
                            enum err (*fn)(void *ctx,
                                           const struct people_person *person),
                            void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(people->db, PEOPLE_ROSTER_EACH);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct people_person person = {
            .person = db_text(&q, 0),
            .email = db_text(&q, 1),
            .department = db_text(&q, 2),
            .program_id = db_text(&q, 3),
            .program = db_text(&q, 4),
            .type = db_text(&q, 5),
            .site = db_text(&q, 6),
            .unit = db_text(&q, 7),
            .language = db_text(&q, 8),
        };
        e = fn(ctx, &person);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    return e;
}

enum err people_roster_count(struct people *people, size_t *out_count)
{
    int64_t count = 0;
    struct db_query q = db_query_start(people->db, PEOPLE_ROSTER_COUNT);
    enum err e = db_run_int(&q, &count);
    if (e == ERR_OK)
        *out_count = (size_t)count;
    return e;
}

/* --- invites -------------------------------------------------------------- */

/* The codes, and what is known of their mails. */
static enum err invites_clear(struct db *db, const char *wave)
{
    static const enum people_statement clear[] = {
        PEOPLE_INVITES_CLEAR, PEOPLE_MAIL_CLEAR, PEOPLE_ROUND_CLEAR,
        PEOPLE_REPLACEMENT_CLEAR};
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof clear / sizeof *clear; i++) {
        struct db_query q = db_query_start(db, clear[i]);
        db_bind_text(&q, 1, wave);
        e = db_run(&q);
    }
    return e;
}

static enum err invites_add(struct db *db, const char *wave,
                            const struct people_invite *invite)
{
    struct db_query q = db_query_start(db, PEOPLE_INVITES_ADD);
    db_bind_text(&q, 1, wave);
    db_bind_text(&q, 2, invite->person);
    db_bind_text(&q, 3, invite->email);
    db_bind_text(&q, 4, invite->language);
    db_bind_text(&q, 5, invite->unit);
    db_bind_int(&q, 6, invite->group);
    db_bind_blob(&q, 7, invite->code, sizeof invite->code);
    return db_run(&q);
}

enum err people_invites_put(struct people *people, const char *wave,
                            const struct people_invite *invites, size_t n,
                            struct err_note *note)
{
    struct db *db = people->db;
    enum err e = db_begin(db, DB_LOCK_WRITE);
    if (e != ERR_OK)
        return say(note, e, "invite", 0);
    e = say(note, invites_clear(db, wave), "invite", 0);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        e = say(note, invites_add(db, wave, &invites[i]), "invite", i);
    if (e != ERR_OK)
        return db_end(db, e);
    return say(note, db_end(db, ERR_OK), "invite", 0);
}

enum err people_invites_each(struct people *people, const char *wave,
                             enum err (*fn)(void *ctx,
                                            const struct people_invite *invite),
                             void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(people->db, PEOPLE_INVITES_EACH);
    db_bind_text(&q, 1, wave);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        struct people_invite invite = {
            .person = db_text(&q, 0),
            .email = db_text(&q, 1),
            .language = db_text(&q, 2),
            .unit = db_text(&q, 3),
            .group = (uint16_t)db_int(&q, 4),
        };
        e = db_blob_into(&q, 5, invite.code, sizeof invite.code);
        if (e == ERR_OK)
            e = fn(ctx, &invite);
        sodium_memzero(invite.code, sizeof invite.code);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    return e;
}

enum err people_invites_destroy(struct people *people, const char *wave)
{
    enum err e = db_begin(people->db, DB_LOCK_WRITE);
    return e == ERR_OK ? db_end(people->db, invites_clear(people->db, wave))
                       : e;
}
