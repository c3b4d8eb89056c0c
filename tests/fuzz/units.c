/* What the roster said of units: what was read, written and read again is the
 * same, and each unit is found. */
#include "fuzz/fuzz.h"

#include "wave/units.h"

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct wave_units *u = NULL;
    struct err_note note = {""};
    struct buf written = BUF_INIT;
    enum err e = wave_units_parse(data, len, &u, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (u != NULL));
    if (u == NULL)
        return 0;
    err_assert(wave_name_is_valid(u->wave));
    for (size_t i = 0; i < u->count; i++) {
        err_assert(wave_units_find(u, u->units[i].unit) == &u->units[i]);
        err_assert(fuzz_is_plain(u->units[i].type));
        err_assert(fuzz_is_plain(u->units[i].site));
    }
    err_assert(wave_units_write(u, &written) == ERR_OK);
    wave_units_free(u);
    u = NULL;
    err_assert(wave_units_parse(written.data, written.len, &u, NULL) == ERR_OK);
    wave_units_free(u);
    buf_free(&written);
    return 0;
}
