/*
 * One person while waves are open: an address that changed.
 */
#ifndef CHORUS_CONDUCT_PERSON_H
#define CHORUS_CONDUCT_PERSON_H

#include "conduct/folder.h"
#include "store/people_life.h"

/*
 * Puts address and language right, on the roster and in every open wave. In:
 * the folder is locked; EMAIL, LANGUAGE, untrusted, NULL to leave as it is.
 * Errors: ERR_FORMAT (no address, no language), those of people_person_fix; a
 * line in NOTE.
 */
BASE_MUST_USE enum err conduct_person_fix(struct people *people,
                                          const char *person, const char *email,
                                          const char *language,
                                          struct people_fixed *out_fixed,
                                          struct err_note *note);

#endif
