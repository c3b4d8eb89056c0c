/* A manifest: what is accepted, written again, is the same manifest. */
#include "fuzz/fuzz.h"

#include "wave/manifest.h"

static struct buf write(const struct wave_manifest *m)
{
    struct buf bytes = BUF_INIT;
    err_assert(wave_manifest_write(m, &bytes) == ERR_OK);
    return bytes;
}

static void write_and_read(const struct wave_manifest *m)
{
    struct wave_manifest *again = NULL;
    struct buf first = write(m);
    err_assert(wave_manifest_parse(first.data, first.len, &again, NULL) ==
               ERR_OK);
    struct buf second = write(again);
    err_assert(first.len == second.len &&
               memcmp(first.data, second.data, first.len) == 0);
    wave_manifest_free(again);
    buf_free(&first);
    buf_free(&second);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct wave_manifest *m = NULL;
    struct err_note note = {""};
    enum err e = wave_manifest_parse(data, len, &m, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (m != NULL));
    if (m == NULL)
        return 0;
    for (size_t i = 0; i < m->group_count; i++) {
        const struct wave_group *g = &m->groups[i];
        err_assert(g->roster >= m->min_group && g->id == i + 1);
        err_assert(wave_manifest_group(m, g->id) == g);
        err_assert(wave_manifest_unit(m, g->unit) == g);
        for (size_t p = 0; p < g->program_count; p++)
            err_assert(wave_manifest_group_of_program(m, g->programs[p].id) ==
                       g);
    }
    err_assert(wave_manifest_places(m) <= WAVE_PLACES_MAX);
    write_and_read(m);
    wave_manifest_free(m);
    return 0;
}
