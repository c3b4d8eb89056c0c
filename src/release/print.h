/*
 * A printed value: a number of points and the mark in front of it. All that
 * leaves say, and all that roll-ups are made of. Knows no answer and no sum.
 * Source: src/RELEASE.md, "What a leaf prints", "What is computed from it".
 */
#ifndef CHORUS_RELEASE_PRINT_H
#define CHORUS_RELEASE_PRINT_H

#include "base/err.h"

#include <stdbool.h>

#define PRINT_TEXT_SIZE  16 /* ">=100.0" and NUL, with room */
#define PRINT_TENTHS_MAX 1000

enum print_mark {
    PRINT_ABSENT,   /* nothing is printed; the number means nothing */
    PRINT_EXACT,    /* "47" */
    PRINT_AT_LEAST, /* ">=65": an upper end, or made with one */
    PRINT_AT_MOST,  /* "<=30": a lower end, or made with one */
    PRINT_ABOUT,    /* "~49": made with both */
};

/* Tenths of a point, so that the institution's decimal fits: 0..1000. */
struct print_value {
    enum print_mark mark;
    uint32_t tenths;
};

/* What one group prints for one scale. */
struct print_scale {
    struct print_value mean;
    struct print_value above;
    uint32_t n;       /* valid scores behind the mean */
    uint32_t above_n; /* valid scores behind above; a leaf's is its n */
    bool has_half_width;
    uint32_t half_width; /* points */
};

/* Whether a scale is printed: its mean is. A share never stands alone. */
bool print_scale_shown(const struct print_scale *p);

/*
 * The text of a value that is not absent: the mark, then whole points, or one
 * decimal when DECIMAL. Whole points must be whole (a programmer's error).
 */
void print_value_text(struct print_value value, bool decimal,
                      char out[static PRINT_TEXT_SIZE]);

/*
 * The mark of a value made from others: start with PRINT_ABSENT and fold in the
 * mark of each. An absent one changes nothing.
 */
enum print_mark print_mark_join(enum print_mark a, enum print_mark b);

/* num / den to the nearest whole number, halves up; den > 0. */
uint64_t print_half_up(uint64_t num, uint64_t den);

#endif
