/*
 * Paper: a letter for each person with link, code and a square for the camera,
 * one page each; and the poster. PDF by cairo and pango, fonts embedded. Knows
 * codes while it draws.
 */
#ifndef CHORUS_ROSTER_LETTERS_H
#define CHORUS_ROSTER_LETTERS_H

#include "roster/facts.h"
#include "roster/recipients.h"

enum letters_paper {
    LETTERS_US, /* 8.5 x 11 inches */
    LETTERS_A4,
};

/* Called for each page; false gives up. */
struct letters_watch {
    bool (*go_on)(void *ctx, size_t done, size_t total);
    void *ctx;
};

/*
 * Writes a page for each recipient whose code is unused, or for PERSON only
 * when that is not NULL. The file is PATH (0600), whole or not at all.
 * Out: OUT_PAGES. Errors: ERR_NOT_FOUND (nobody to write to), ERR_RANGE (the
 * words do not fit a page), ERR_CLOSED (the watcher gave up), those of the
 * words and of file_write; a line in NOTE.
 */
BASE_MUST_USE enum err letters_write(const struct roster_facts *facts,
                                     const struct roster_recipients *to,
                                     const char *person,
                                     enum letters_paper paper,
                                     const struct letters_watch *watch,
                                     const char *path, size_t *out_pages,
                                     struct err_note *note);

/* The poster in one language, on one page. Errors: as above. */
BASE_MUST_USE enum err letters_poster(const struct roster_facts *facts,
                                      const char *language,
                                      enum letters_paper paper,
                                      const char *path, struct err_note *note);

#endif
