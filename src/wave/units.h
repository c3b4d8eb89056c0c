/*
 * What the roster said of a wave's units when it opened: their type and their
 * site, so that results can be grouped by them. Facts of programs, not of
 * people. They are no part of the promise, and no figure depends on them: the
 * manifest and the release stay as they are, this is a document beside them.
 *
 * The file is canonical JSON:
 *   {"format":"chorus-units-v1","units":[{"site":"Main","type":"residency",
 *    "unit":"P001"},...],"wave":"2026-fall"}
 * in the bytewise order of units; "" where the roster gave nothing, "mixed"
 * where the programs of a unit differ.
 */
#ifndef CHORUS_WAVE_UNITS_H
#define CHORUS_WAVE_UNITS_H

#include "wave/manifest.h"

#define WAVE_UNITS_MIXED "mixed"

struct wave_unit {
    char unit[WAVE_NAME_MAX + 1];
    char *type; /* "" or as wave_text_is_valid */
    char *site;
};

struct wave_units {
    char wave[WAVE_NAME_MAX + 1];
    struct wave_unit *units; /* bytewise by unit, different */
    size_t count;
};

/*
 * Reads the file. In: BYTES, untrusted. Out: caller frees with wave_units_free.
 * Errors: ERR_FORMAT (NOTE says where), ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_units_parse(const uint8_t *bytes, size_t len,
                                        struct wave_units **out_units,
                                        struct err_note *note);
/* Out: caller frees with buf_free. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err wave_units_write(const struct wave_units *units,
                                        struct buf *out_bytes);
/* NULL is fine. */
void wave_units_free(struct wave_units *units);

/* NULL when there is none of that name. */
const struct wave_unit *wave_units_find(const struct wave_units *units,
                                        const char *unit);

#endif
