#include "roster/roster.h"

#include "roster/roster_programs.h"
#include "roster/texts.h"

#include <sodium.h>

void roster_free(struct roster *roster)
{
    if (roster == NULL)
        return;
    free(roster->people);
    free(roster->programs);
    roster_texts_free(roster->texts);
    free(roster);
}

/* A roster that is being read from the store. */
struct loading {
    struct roster *roster;
    size_t room;
};

static enum err keep(struct roster_texts *texts, const char *text,
                     const char **out)
{
    *out = roster_texts_keep(texts, text, strlen(text));
    return *out == NULL ? ERR_MEMORY : ERR_OK;
}

static enum err load_person(void *ctx, const struct people_person *person)
{
    struct loading *l = ctx;
    struct roster *r = l->roster;
    if (r->person_count == l->room) {
        size_t room = l->room == 0 ? 256 : 2 * l->room;
        struct people_person *more =
            reallocarray(r->people, room, sizeof *more);
        if (more == NULL)
            return ERR_MEMORY;
        r->people = more;
        l->room = room;
    }
    struct people_person p;
    const struct {
        const char *from;
        const char **to;
    } texts[] = {
        {person->person, &p.person},
        {person->email, &p.email},
        {person->department, &p.department},
        {person->program, &p.program},
        {person->program_id, &p.program_id},
        {person->type, &p.type},
        {person->site, &p.site},
        {person->unit, &p.unit},
        {person->language, &p.language},
    };
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof texts / sizeof *texts; i++)
        e = keep(r->texts, texts[i].from, texts[i].to);
    if (e == ERR_OK)
        r->people[r->person_count++] = p;
    return e;
}

enum err roster_load(struct people *people, struct roster **out_roster)
{
    struct roster *roster = calloc(1, sizeof *roster);
    if (roster == NULL)
        return ERR_MEMORY;
    struct loading loading = {roster, 0};
    enum err e = roster_texts_new(&roster->texts);
    if (e == ERR_OK)
        e = people_roster_each(people, load_person, &loading);
    if (e == ERR_OK)
        e = roster_find_programs(roster, NULL, "people.db", NULL);
    if (e != ERR_OK) {
        roster_free(roster);
        /* What was imported did not contradict itself. */
        return e == ERR_EXISTS ? ERR_CORRUPT : e;
    }
    *out_roster = roster;
    return ERR_OK;
}

enum err roster_store(const struct roster *roster, struct people *people,
                      struct err_note *note)
{
    return people_roster_replace(people, roster->people, roster->person_count,
                                 note);
}

static bool has_same_texts(const struct people_person *a,
                           const struct people_person *b)
{
    return strcmp(a->email, b->email) == 0 &&
           strcmp(a->department, b->department) == 0 &&
           strcmp(a->program, b->program) == 0 &&
           strcmp(a->type, b->type) == 0 && strcmp(a->site, b->site) == 0 &&
           strcmp(a->unit, b->unit) == 0 &&
           strcmp(a->language, b->language) == 0;
}

enum err roster_compare_each(const struct roster *before,
                             const struct roster *now,
                             enum err (*fn)(void *context,
                                            enum roster_change change,
                                            const struct people_person *was,
                                            const struct people_person *is),
                             void *context)
{
    size_t i = 0;
    size_t j = 0;
    enum err e = ERR_OK;
    while (e == ERR_OK && (i < before->person_count || j < now->person_count)) {
        const struct people_person *a =
            i < before->person_count ? &before->people[i] : NULL;
        const struct people_person *b =
            j < now->person_count ? &now->people[j] : NULL;
        int order = a == NULL   ? 1
                    : b == NULL ? -1
                                : strcmp(a->person, b->person);
        i += order <= 0;
        j += order >= 0;
        if (order < 0)
            e = fn(context, ROSTER_REMOVED, a, NULL);
        else if (order > 0)
            e = fn(context, ROSTER_ADDED, NULL, b);
        else if (strcmp(a->program_id, b->program_id) != 0)
            e = fn(context, ROSTER_MOVED, a, b);
        else
            e = fn(context, has_same_texts(a, b) ? ROSTER_KEPT : ROSTER_UPDATED,
                   a, b);
    }
    return e;
}

static enum err count_change(void *context, enum roster_change change,
                             const struct people_person *was,
                             const struct people_person *is)
{
    struct roster_changes *c = context;
    (void)was;
    (void)is;
    switch (change) {
    case ROSTER_ADDED: c->added++; break;
    case ROSTER_REMOVED: c->removed++; break;
    case ROSTER_MOVED: c->moved++; break;
    case ROSTER_UPDATED: c->updated++; break;
    case ROSTER_KEPT: c->kept++; break;
    }
    return ERR_OK;
}

void roster_compare(const struct roster *before, const struct roster *now,
                    struct roster_changes *out_changes)
{
    struct roster_changes c = {0};
    enum err e = roster_compare_each(before, now, count_change, &c);
    err_assert(e == ERR_OK);
    *out_changes = c;
}

static int by_id(const void *key, const void *program)
{
    return strcmp(key, ((const struct roster_program *)program)->id);
}

const struct roster_program *roster_program_of(const struct roster *roster,
                                               const char *program_id)
{
    if (roster->program_count == 0)
        return NULL;
    return bsearch(program_id, roster->programs, roster->program_count,
                   sizeof *roster->programs, by_id);
}
