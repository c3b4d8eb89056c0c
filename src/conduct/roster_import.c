#include "conduct/roster_import.h"

static enum err compare(struct people *people, const struct roster *roster,
                        struct roster **out_before,
                        struct roster_changes *out_changes)
{
    enum err e = roster_load(people, out_before);
    if (e == ERR_OK)
        roster_compare(*out_before, roster, out_changes);
    return e;
}

enum err conduct_roster_compare(const struct conduct_folder *folder,
                                const struct roster *roster,
                                struct roster **out_before,
                                struct roster_changes *out_changes,
                                struct err_note *note)
{
    struct people *people = NULL;
    enum err e = conduct_folder_people(folder, &people, note);
    if (e == ERR_OK)
        e = compare(people, roster, out_before, out_changes);
    people_close(people);
    return e;
}

enum err conduct_roster_replace(const struct conduct_folder *folder,
                                const struct roster *roster,
                                struct roster_changes *out_changes,
                                struct err_note *note)
{
    struct people *people = NULL;
    struct roster *before = NULL;
    struct roster_changes changes;
    enum err e = conduct_folder_people(folder, &people, note);
    if (e == ERR_OK)
        e = compare(people, roster, &before, &changes);
    if (e == ERR_OK)
        e = roster_store(roster, people, note);
    roster_free(before);
    people_close(people);
    if (e == ERR_OK)
        *out_changes = changes;
    return e;
}
