/* A roster file: people and programs in order, each counted once. */
#include "fuzz/fuzz.h"

#include "roster/email.h"
#include "roster/roster.h"

static void check_people(const struct roster *r)
{
    for (size_t i = 0; i < r->person_count; i++) {
        const struct people_person *p = &r->people[i];
        err_assert(strlen(p->person) <= ROSTER_PERSON_MAX);
        err_assert(email_is_valid(p->email));
        err_assert(wave_text_is_valid(p->department));
        err_assert(wave_name_is_valid(p->program_id));
        err_assert(roster_program_of(r, p->program_id) != NULL);
        if (i > 0)
            err_assert(strcmp(p[-1].person, p->person) < 0);
    }
}

static void check_programs(const struct roster *r)
{
    size_t people = 0;
    for (size_t i = 0; i < r->program_count; i++) {
        const struct roster_program *p = &r->programs[i];
        people += p->people;
        err_assert(p->people > 0 && roster_program_of(r, p->id) == p);
        if (i > 0)
            err_assert(strcmp(p[-1].id, p->id) < 0);
    }
    err_assert(people == r->person_count);
    err_assert(r->department_count > 0 &&
               r->department_count <= r->program_count);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct roster *r = NULL;
    struct roster_changes changes;
    struct err_note note = {""};
    enum err e = roster_parse("roster.csv", data, len, &r, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (r != NULL));
    err_assert(e == ERR_OK || strncmp(note.text, "roster.csv", 10) == 0);
    if (r == NULL)
        return 0;
    check_people(r);
    check_programs(r);
    roster_compare(r, r, &changes);
    err_assert(changes.kept == r->person_count && changes.updated == 0);
    roster_free(r);
    return 0;
}
