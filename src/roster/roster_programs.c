#include "roster/roster_programs.h"

#include <strings.h>

/* A person, and where they stand in the file. */
struct entry {
    const struct people_person *person;
    size_t line;
};

static int by_program(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = strcmp(x->person->program_id, y->person->program_id);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* Capitals aside; of equals bytewise, so that one order is fixed. */
static int by_department(const void *a, const void *b)
{
    const char *x = (*(const struct entry *const *)a)->person->department;
    const char *y = (*(const struct entry *const *)b)->person->department;
    int order = strcasecmp(x, y);
    return order != 0 ? order : strcmp(x, y);
}

/* What two people of one program contradict each other about; NULL: nothing. */
static const char *contradiction(const struct people_person *a,
                                 const struct people_person *b)
{
    if (strcmp(a->department, b->department) != 0)
        return "department";
    if (strcmp(a->program, b->program) != 0)
        return "name (column program)";
    if (strcmp(a->type, b->type) != 0)
        return "type";
    if (strcmp(a->site, b->site) != 0)
        return "site";
    return strcmp(a->unit, b->unit) != 0 ? "unit" : NULL;
}

static void add(struct roster *roster, const struct people_person *p)
{
    roster->programs[roster->program_count++] =
        (struct roster_program){.id = p->program_id,
                                .name = p->program,
                                .department = p->department,
                                .type = p->type,
                                .site = p->site,
                                .unit = p->unit};
}

/* FIRSTS gets one entry for each program. */
static enum err collect(struct roster *roster, const struct entry *entries,
                        const struct entry **firsts, const char *name,
                        struct err_note *note)
{
    const struct entry *first = NULL;
    for (size_t i = 0; i < roster->person_count; i++) {
        const struct people_person *p = entries[i].person;
        if (first == NULL ||
            strcmp(first->person->program_id, p->program_id) != 0) {
            first = &entries[i];
            firsts[roster->program_count] = first;
            add(roster, p);
        }
        const char *what = contradiction(first->person, p);
        if (what != NULL)
            return err_say(note, ERR_EXISTS,
                           "%s:%zu: program %s has another %s than on line %zu",
                           name, entries[i].line, p->program_id, what,
                           first->line);
        roster->programs[roster->program_count - 1].people++;
    }
    return ERR_OK;
}

static enum err count_departments(struct roster *roster,
                                  const struct entry **firsts, const char *name,
                                  struct err_note *note)
{
    qsort(firsts, roster->program_count, sizeof *firsts, by_department);
    for (size_t i = 0; i < roster->program_count; i++) {
        const char *now = firsts[i]->person->department;
        const char *before = i == 0 ? "" : firsts[i - 1]->person->department;
        if (strcmp(before, now) == 0)
            continue;
        if (strcasecmp(before, now) == 0) {
            size_t a = firsts[i - 1]->line;
            size_t b = firsts[i]->line;
            return err_say(note, ERR_EXISTS,
                           "%s:%zu: this department is written with other "
                           "capitals on line %zu; write both alike",
                           name, a < b ? b : a, a < b ? a : b);
        }
        roster->department_count++;
    }
    return ERR_OK;
}

enum err roster_find_programs(struct roster *roster, const size_t *lines,
                              const char *name, struct err_note *note)
{
    size_t n = roster->person_count;
    struct entry *entries = calloc(n + 1, sizeof *entries);
    const struct entry **firsts = calloc(n + 1, sizeof *firsts);
    roster->programs = calloc(n + 1, sizeof *roster->programs);
    enum err e = ERR_MEMORY;
    if (entries != NULL && firsts != NULL && roster->programs != NULL) {
        for (size_t i = 0; i < n; i++)
            entries[i] = (struct entry){&roster->people[i],
                                        lines == NULL ? i : lines[i]};
        qsort(entries, n, sizeof *entries, by_program);
        e = collect(roster, entries, firsts, name, note);
    }
    if (e == ERR_OK)
        e = count_departments(roster, firsts, name, note);
    free(entries);
    free(firsts);
    return e;
}
