/* Sets of units as an address or a command names them: each unit of the release
 * once, and none on both sides. The input's lines are the two lists. */
#include "fuzz/fuzz.h"

#include "release/published.h"
#include "report/sets.h"

static struct published_release *load(void)
{
    struct published_release *r = NULL;
    struct buf bytes = fuzz_load("tests/data/release/groups-1.json");
    err_assert(published_parse(bytes.data, bytes.len, &r, NULL) == ERR_OK);
    buf_free(&bytes);
    return r;
}

static size_t names(const char *list)
{
    size_t count = 1;
    for (; *list != 0; list++)
        count += *list == ',';
    return count;
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct published_release *release;
    struct sets sets = {{NULL, NULL}, {NULL, NULL}};
    struct estimate_finding difference;
    struct effect effect;
    struct err_note note = {""};
    if (release == NULL)
        release = load();
    char *units = fuzz_text(data, len);
    char *against = strchr(units, '\n');
    if (against != NULL)
        *against++ = 0;
    const struct sets_request request = {
        .now = {release, NULL}, .units = units, .against = against};
    enum err e = sets_new(&request, &sets, &note);
    err_assert((e == ERR_OK) == (note.text[0] == 0));
    if (e == ERR_OK) {
        err_assert(sets.now[SETS_UNITS] != NULL);
        err_assert((sets.now[SETS_AGAINST] != NULL) == (against != NULL));
        err_assert(names(units) < release->group_count);
        for (size_t i = 0; i < release->scale_count; i++)
            (void)sets_difference(&sets, i, &difference);
        err_assert(!sets_effect(&sets, release->scales[0].id, &effect));
    }
    sets_wipe(&sets);
    free(units);
    return 0;
}
