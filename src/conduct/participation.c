#include "conduct/participation.h"

#include "store/invites.h"

enum err conduct_participation(const struct conduct_wave *wave,
                               struct wave_fetched_line **out_lines,
                               size_t *out_count, struct err_note *note)
{
    size_t groups = wave->manifest->group_count;
    uint32_t *issued = calloc(groups + 1, sizeof *issued);
    struct wave_fetched_line *lines = calloc(groups + 1, sizeof *lines);
    enum err e =
        issued == NULL || lines == NULL
            ? ERR_MEMORY
            : invites_issued(wave->paths.invites.s, groups, issued, note);
    if (e == ERR_OK) {
        *out_count = wave_fetched_lines(wave->manifest, issued, lines);
        *out_lines = lines;
        lines = NULL;
    }
    free(issued);
    free(lines);
    return e;
}
