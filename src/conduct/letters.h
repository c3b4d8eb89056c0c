/*
 * Invites on paper, a page for each person who has not fetched a token.
 */
#ifndef CHORUS_CONDUCT_LETTERS_H
#define CHORUS_CONDUCT_LETTERS_H

#include "conduct/outreach.h"
#include "conduct/watch.h"
#include "roster/letters.h"

/* The paper that chorus.conf names. */
enum letters_paper conduct_paper(const struct conduct_folder *folder);

/*
 * Writes them to PATH (0600), for everybody or for ONLY that person. In: WATCH
 * may be NULL. Out: OUT_PAGES. Errors: those of roster_recipients_load and
 * letters_write; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_letters(const struct conduct_outreach *o,
                                       const char *only,
                                       const struct conduct_watch *watch,
                                       const char *path, size_t *out_pages,
                                       struct err_note *note);

#endif
