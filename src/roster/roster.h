/*
 * The roster: every trainee and the program they are in, checked whole before
 * any of it is kept. Knows names; must never know a token or a ballot. Its
 * notes name lines, never persons or addresses.
 * Source: interface.md, "roster CSV".
 */
#ifndef CHORUS_ROSTER_ROSTER_H
#define CHORUS_ROSTER_ROSTER_H

#include "roster/plan.h"
#include "store/people.h"

#define ROSTER_PEOPLE_MAX 200000u
#define ROSTER_PERSON_MAX 64 /* bytes of a person's key */

struct roster_texts;

struct roster {
    struct people_person *people; /* bytewise by person */
    size_t person_count;
    struct roster_program *programs; /* bytewise by id */
    size_t program_count;
    size_t department_count;
    struct roster_texts *texts; /* what both point into */
};

/*
 * Reads and checks a roster file. Columns, in any order, capitals or not:
 * person, email, department, program_id, program and, when there, type, site,
 * unit, language; others are ignored and not kept. Blanks around a cell do not
 * count. In: NAME of the file, for the note; BYTES untrusted.
 * Out: caller frees with roster_free.
 * Errors, with "NAME:LINE: " in NOTE: ERR_FORMAT (see csv_parse; a column that
 * is missing or there twice, an empty cell that is needed, a bad program id or
 * e-mail address or language, control characters), ERR_RANGE (too long, too
 * many people, nobody), ERR_EXISTS (a person or an address on two lines; a
 * program with two names, departments, types, sites or units; two departments
 * that differ in capitals only): both lines are named. ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_parse(const char *name, const uint8_t *bytes,
                                    size_t len, struct roster **out_roster,
                                    struct err_note *note);

/*
 * The roster as it was imported. Out: caller frees with roster_free; nobody on
 * it is not an error. Errors: as people_roster_each; ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_load(struct people *people,
                                   struct roster **out_roster);

/* Replaces the stored roster whole, or changes nothing. Errors: as
 * people_roster_replace. */
BASE_MUST_USE enum err roster_store(const struct roster *roster,
                                    struct people *people,
                                    struct err_note *note);

/* Wipes and frees; NULL is fine. */
void roster_free(struct roster *roster);

/* What an import would change, in people; for a preview. */
struct roster_changes {
    size_t added;
    size_t removed;
    size_t moved;   /* in another program */
    size_t updated; /* in the same program, another text */
    size_t kept;    /* the same in all */
};
void roster_compare(const struct roster *before, const struct roster *now,
                    struct roster_changes *out_changes);

/* The same, person by person. */
enum roster_change {
    ROSTER_ADDED,
    ROSTER_REMOVED,
    ROSTER_MOVED,
    ROSTER_UPDATED,
    ROSTER_KEPT,
};
/*
 * Calls FN for each person of both, bytewise by person: WAS is NULL for one who
 * is added, IS for one who is removed. An error of FN ends it and is returned.
 */
BASE_MUST_USE enum err roster_compare_each(
    const struct roster *before, const struct roster *now,
    enum err (*fn)(void *context, enum roster_change change,
                   const struct people_person *was,
                   const struct people_person *is),
    void *context);

/* The program of an id; NULL when nobody is in it. */
const struct roster_program *roster_program_of(const struct roster *roster,
                                               const char *program_id);

#endif
