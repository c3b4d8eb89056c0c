/*
 * The texts of a release file as numbers: printed values, decimals, dates.
 * Strict: one text for one value. Inside of release/published only.
 */
#ifndef CHORUS_RELEASE_PUBLISHED_TEXT_H
#define CHORUS_RELEASE_PUBLISHED_TEXT_H

#include "release/published.h"

/*
 * A printed value: a mark or none, then 0..100 without leading zeros, and with
 * ALLOW_DECIMAL at most one decimal. In: TEXT, untrusted. Out: keeps TEXT.
 * Errors: ERR_FORMAT.
 */
BASE_MUST_USE enum err published_value_parse(const char *text,
                                             bool allow_decimal,
                                             struct published_value *out_value);

/* A half width: 0..9999 in decimal digits. Errors: ERR_FORMAT. */
BASE_MUST_USE enum err published_points_parse(const char *text,
                                              uint32_t *out_points);

/*
 * The shortest text of a number with at most three decimals and twelve digits
 * before them: "50", "1.33", "-0.5". Out: keeps TEXT. Errors: ERR_FORMAT.
 */
BASE_MUST_USE enum err published_decimal_parse(
    const char *text, struct published_decimal *out_number);

#endif
