/*
 * From when everybody may see a wave's results.
 */
#ifndef CHORUS_CONDUCT_PUBLICATION_H
#define CHORUS_CONDUCT_PUBLICATION_H

#include "conduct/wave_record.h"

/*
 * Reads "now", "never" (0), a date (the beginning of that day here), or RFC
 * 3339. Errors: ERR_FORMAT.
 */
BASE_MUST_USE enum err conduct_publication_parse(const char *text,
                                                 int64_t now_sec,
                                                 int64_t *out_sec);

/* Sets it; 0: staff only. In: the folder is locked. Errors: those of
 * site_wave_public_set. */
BASE_MUST_USE enum err conduct_publication_set(struct site *site,
                                               const struct conduct_wave *wave,
                                               int64_t from_sec,
                                               struct err_note *note);

#endif
