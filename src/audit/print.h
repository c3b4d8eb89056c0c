/*
 * The texts of a release as numbers: printed values with their marks, and the
 * decimals of scales. Strict: one text for one value.
 * Source: src/RELEASE.md, "What a leaf prints", "The release file".
 */
#ifndef CHORUS_AUDIT_PRINT_H
#define CHORUS_AUDIT_PRINT_H

#include "base/err.h"

#include <stdbool.h>

#define AUDIT_PRINT_SIZE 16 /* ">=100.0" and NUL, with room */

/* Which ends a value stands for: both is "~". */
enum audit_ends {
    AUDIT_PLAIN = 0,
    AUDIT_UPPER = 1, /* ">=" */
    AUDIT_LOWER = 2, /* "<=" */
    AUDIT_BOTH = 3,  /* "~" */
};

struct audit_print {
    unsigned ends;   /* of enum audit_ends, OR-ed */
    uint32_t tenths; /* of a point, 0..1000 */
};

/*
 * Reads a printed value: a mark or none, then whole points or, with DECIMAL,
 * points with exactly one decimal; 0 to 100. FALSE: not of that form.
 */
bool audit_print_read(const char *text, bool decimal,
                      struct audit_print *out_print);

/* Writes it: the text that audit_print_read reads. */
void audit_print_write(struct audit_print print, bool decimal,
                       char out[static AUDIT_PRINT_SIZE]);

/*
 * Reads a decimal of at most three places in its shortest form: "50", "1.33",
 * "-0.5". Out: thousandths. FALSE: not of that form.
 */
bool audit_decimal_read(const char *text, int64_t *out_thousandths);

/* num / den, halves up; den > 0. */
uint64_t audit_half_up(uint64_t num, uint64_t den);

#endif
