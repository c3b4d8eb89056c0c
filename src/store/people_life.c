#include "store/people_life.h"

#include "store/people_inside.h"

#include <sodium.h>

enum err people_invite_find(
    struct people *people, const char *wave, const char *person,
    enum err (*fn)(void *ctx, const struct people_invite *invite), void *ctx)
{
    bool has_row = false;
    struct db_query q = db_query_start(people->db, PEOPLE_INVITE_GET);
    db_bind_text(&q, 1, wave);
    db_bind_text(&q, 2, person);
    enum err e = db_query_next(&q, &has_row);
    if (e == ERR_OK && !has_row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK) {
        struct people_invite invite = {
            .person = person,
            .email = db_text(&q, 0),
            .language = db_text(&q, 1),
            .unit = db_text(&q, 2),
            .group = (uint16_t)db_int(&q, 3),
        };
        e = db_blob_into(&q, 4, invite.code, sizeof invite.code);
        if (e == ERR_OK)
            e = fn(ctx, &invite);
        sodium_memzero(invite.code, sizeof invite.code);
    }
    db_query_end(&q);
    return e;
}

enum err people_waves_each(struct people *people, const char *person,
                           enum err (*fn)(void *ctx, const char *wave),
                           void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    struct db_query q = db_query_start(people->db, PEOPLE_INVITE_WAVES);
    db_bind_text(&q, 1, person);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        e = fn(ctx, db_text(&q, 0));
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    return e;
}

/* --- an address or a language is put right -------------------------------- */

/* What a person has, on the roster or in a wave. */
struct contact {
    char email[PEOPLE_TEXT_MAX + 1];
    char language[PEOPLE_TEXT_MAX + 1];
};

struct fixing {
    struct db *db;
    const char *person;
    const char *email;
    const char *language;
    struct people_fixed done;
};

/* One row of (email, language, ...); ends the query. */
static enum err read_contact(struct db_query *q, struct contact *out)
{
    bool has_row = false;
    enum err e = db_query_next(q, &has_row);
    if (e == ERR_OK && !has_row)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = db_text_into(q, 0, out->email, sizeof out->email);
    if (e == ERR_OK)
        e = db_text_into(q, 1, out->language, sizeof out->language);
    db_query_end(q);
    return e;
}

/* A statement that gives a row when somebody else has the address. */
static enum err is_free(struct db_query *q)
{
    int64_t one = 0;
    enum err e = db_run_int(q, &one);
    return e == ERR_OK ? ERR_EXISTS : e == ERR_NOT_FOUND ? ERR_OK : e;
}

static const char *or_before(const char *text, const char *before)
{
    return text != NULL ? text : before;
}

static enum err fix_roster(struct fixing *f)
{
    struct contact was;
    struct db_query q = db_query_start(f->db, PEOPLE_ROSTER_GET);
    db_bind_text(&q, 1, f->person);
    enum err e = read_contact(&q, &was);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    if (e == ERR_OK && f->email != NULL) {
        q = db_query_start(f->db, PEOPLE_ROSTER_HAS);
        db_bind_text(&q, 1, f->email);
        db_bind_text(&q, 2, f->person);
        e = is_free(&q);
    }
    if (e != ERR_OK)
        return e;
    q = db_query_start(f->db, PEOPLE_ROSTER_FIX);
    db_bind_text(&q, 1, or_before(f->email, was.email));
    db_bind_text(&q, 2, or_before(f->language, was.language));
    db_bind_text(&q, 3, f->person);
    f->done.on_roster = true;
    return db_run_changing(&q, 1, ERR_CORRUPT);
}

static enum err forget_mails(struct db *db, const char *wave,
                             const char *person)
{
    struct db_query q = db_query_start(db, PEOPLE_MAIL_FORGET);
    db_bind_text(&q, 1, wave);
    db_bind_text(&q, 2, person);
    return db_run(&q);
}

static enum err fix_invite(struct fixing *f, const char *wave)
{
    struct contact was;
    struct db_query q = db_query_start(f->db, PEOPLE_INVITE_GET);
    db_bind_text(&q, 1, wave);
    db_bind_text(&q, 2, f->person);
    enum err e = read_contact(&q, &was);
    bool is_new =
        e == ERR_OK && f->email != NULL && strcmp(f->email, was.email) != 0;
    if (e == ERR_OK && is_new) {
        q = db_query_start(f->db, PEOPLE_INVITE_TAKEN);
        db_bind_text(&q, 1, wave);
        db_bind_text(&q, 2, f->email);
        db_bind_text(&q, 3, f->person);
        e = is_free(&q);
    }
    if (e != ERR_OK)
        return e;
    q = db_query_start(f->db, PEOPLE_INVITE_FIX);
    db_bind_text(&q, 1, or_before(f->email, was.email));
    db_bind_text(&q, 2, or_before(f->language, was.language));
    db_bind_text(&q, 3, wave);
    db_bind_text(&q, 4, f->person);
    e = db_run_changing(&q, 1, ERR_CORRUPT);
    f->done.waves++;
    return e == ERR_OK && is_new ? forget_mails(f->db, wave, f->person) : e;
}

/* The waves of a person, read before any of them is changed. */
struct wave_names {
    char (*list)[40];
    size_t count;
};

static enum err keep_wave(void *ctx, const char *wave)
{
    struct wave_names *names = ctx;
    char(*more)[40] = reallocarray(names->list, names->count + 1, sizeof *more);
    if (more == NULL)
        return ERR_MEMORY;
    names->list = more;
    (void)snprintf(more[names->count++], sizeof *more, "%s", wave);
    return ERR_OK;
}

enum err people_person_fix(struct people *people, const char *person,
                           const char *email, const char *language,
                           struct people_fixed *out_fixed)
{
    struct fixing f = {people->db, person, email, language, {false, 0}};
    struct wave_names waves = {NULL, 0};
    enum err e = db_begin(people->db, DB_LOCK_WRITE);
    if (e != ERR_OK)
        return e;
    e = people_waves_each(people, person, keep_wave, &waves);
    if (e == ERR_OK)
        e = fix_roster(&f);
    for (size_t i = 0; e == ERR_OK && i < waves.count; i++)
        e = fix_invite(&f, waves.list[i]);
    free(waves.list);
    if (e == ERR_OK && !f.done.on_roster && f.done.waves == 0)
        e = ERR_NOT_FOUND;
    e = db_end(people->db, e);
    if (e == ERR_OK)
        *out_fixed = f.done;
    return e;
}

/* --- codes ---------------------------------------------------------------- */

static enum err run_for(struct db *db, enum people_statement statement,
                        const char *wave, const char *person)
{
    struct db_query q = db_query_start(db, statement);
    db_bind_text(&q, 1, wave);
    db_bind_text(&q, 2, person);
    return db_run(&q);
}

enum err people_invite_destroy(struct people *people, const char *wave,
                               const char *person)
{
    struct db *db = people->db;
    enum err e = db_begin(db, DB_LOCK_WRITE);
    if (e != ERR_OK)
        return e;
    e = run_for(db, PEOPLE_INVITE_DROP, wave, person);
    if (e == ERR_OK)
        e = run_for(db, PEOPLE_REPLACEMENT_DROP, wave, person);
    if (e == ERR_OK)
        e = forget_mails(db, wave, person);
    return db_end(db, e);
}

enum err people_replacement_begin(struct people *people, const char *wave,
                                  const char *person,
                                  const uint8_t code[static 16])
{
    struct db_query q = db_query_start(people->db, PEOPLE_REPLACEMENT_SET);
    db_bind_text(&q, 1, wave);
    db_bind_text(&q, 2, person);
    db_bind_blob(&q, 3, code, 16);
    return db_run(&q);
}

enum err people_replacement_drop(struct people *people, const char *wave,
                                 const char *person)
{
    return run_for(people->db, PEOPLE_REPLACEMENT_DROP, wave, person);
}

enum err people_replacement_finish(struct people *people, const char *wave,
                                   const char *person,
                                   const uint8_t code[static 16])
{
    struct db *db = people->db;
    enum err e = db_begin(db, DB_LOCK_WRITE);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(db, PEOPLE_INVITE_CODE);
    db_bind_blob(&q, 1, code, 16);
    db_bind_text(&q, 2, wave);
    db_bind_text(&q, 3, person);
    e = db_run_changing(&q, 1, ERR_NOT_FOUND);
    if (e == ERR_OK)
        e = run_for(db, PEOPLE_REPLACEMENT_DROP, wave, person);
    if (e == ERR_OK)
        e = forget_mails(db, wave, person);
    return db_end(db, e);
}

enum err people_replacements_each(struct people *people, const char *wave,
                                  enum err (*fn)(void *ctx, const char *person,
                                                 const uint8_t code[static 16]),
                                  void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    uint8_t code[16];
    struct db_query q = db_query_start(people->db, PEOPLE_REPLACEMENT_EACH);
    db_bind_text(&q, 1, wave);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        e = db_blob_into(&q, 1, code, sizeof code);
        if (e == ERR_OK)
            e = fn(ctx, db_text(&q, 0), code);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    sodium_memzero(code, sizeof code);
    return e;
}
