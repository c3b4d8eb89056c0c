/*
 * DIR/information.json: the information sheet that trainees read before they
 * answer, in the institution's own words. Here it is written in English by a
 * form; other languages that a file has are kept.
 */
#ifndef CHORUS_CONDUCT_INFORMATION_H
#define CHORUS_CONDUCT_INFORMATION_H

#include "conduct/folder.h"

enum conduct_sheet_field {
    CONDUCT_SHEET_PURPOSE,
    CONDUCT_SHEET_VOLUNTARY,
    CONDUCT_SHEET_WHO_SEES,
    CONDUCT_SHEET_RESULTS,
    CONDUCT_SHEET_RESPONSIBLE,
    CONDUCT_SHEET_CONTACT,
    CONDUCT_SHEET_EMAIL, /* this or the next may be "" */
    CONDUCT_SHEET_PHONE,
    CONDUCT_SHEET_KIND, /* quality_improvement, irb_approved, irb_exempt */
    CONDUCT_SHEET_NUMBER,
    CONDUCT_SHEET_FIELDS,
};

/* The texts of a sheet; NULL for what it does not have. Its own copies. */
struct conduct_sheet {
    char *texts[CONDUCT_SHEET_FIELDS];
};

/* Out: freed with conduct_sheet_free. Errors: ERR_NOT_FOUND (no sheet yet),
 * ERR_FORMAT (no sheet), those of file_read; a line in NOTE. */
BASE_MUST_USE enum err conduct_sheet_read(const struct conduct_folder *folder,
                                          struct conduct_sheet *out_sheet,
                                          struct err_note *note);
void conduct_sheet_free(struct conduct_sheet *sheet);

/*
 * Checks and writes. In: TEXTS, of every field, untrusted. Errors: ERR_RANGE
 * (one is missing), ERR_FORMAT (not a kind of review; what is there is no
 * sheet), those of file_write; nothing is changed then, and NOTE says why.
 */
BASE_MUST_USE enum err conduct_sheet_write(
    const struct conduct_folder *folder,
    const char *const texts[CONDUCT_SHEET_FIELDS], struct err_note *note);

#endif
