/*
 * What an act of the office has on its desk: the folder, its databases, and the
 * wave that the act is about. Knows no secret; opens no ballots.
 */
#ifndef CHORUS_CONDUCT_DESK_H
#define CHORUS_CONDUCT_DESK_H

#include "conduct/wave_record.h"

/* What is wanted beside site.db; or-ed. */
enum conduct_desk_use {
    CONDUCT_DESK_READ = 0,
    CONDUCT_DESK_LOCK = 1,   /* the act changes something */
    CONDUCT_DESK_PEOPLE = 2, /* people.db, which is on the office's machine */
};

struct conduct_desk {
    struct conduct_folder folder;
    struct site *site;
    struct people *people;    /* NULL without CONDUCT_DESK_PEOPLE */
    struct conduct_wave wave; /* zero without a name */
};
#define CONDUCT_DESK_INIT                                                      \
    {                                                                          \
        .folder.lock_fd = -1, .wave.manifest_bytes = BUF_INIT                  \
    }

/*
 * Opens DIR for one act, and loads the wave NAME unless that is NULL.
 * Out: closed with conduct_desk_close; after an error it is closed already, and
 * closing it again does no harm. Errors: those of conduct_folder_open
 * or, with CONDUCT_DESK_LOCK, conduct_folder_lock; of people_open, site_open,
 * conduct_wave_load; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_desk_open(const char *dir, unsigned use,
                                         const char *name,
                                         struct conduct_desk *out_desk,
                                         struct err_note *note);
/* Closes all of it and gives the lock back. */
void conduct_desk_close(struct conduct_desk *desk);

#endif
