#include "conduct/participation.h"

#include "store/invites.h"

static enum err count(const struct conduct_wave *wave, uint32_t *out_issued,
                      struct err_note *note)
{
    struct invites *invites = NULL;
    struct invites_count *counts = NULL;
    size_t n = 0;
    enum err e =
        invites_open(wave->paths.invites.s, INVITES_COUNTER, &invites, note);
    if (e == ERR_OK)
        e = invites_counts(invites, &counts, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        size_t group = counts[i].group;
        if (group >= 1 && group <= wave->manifest->group_count)
            out_issued[group - 1] = counts[i].issued;
    }
    free(counts);
    invites_close(invites);
    return e;
}

enum err conduct_participation(const struct conduct_wave *wave,
                               struct wave_fetched_line **out_lines,
                               size_t *out_count, struct err_note *note)
{
    size_t groups = wave->manifest->group_count;
    uint32_t *issued = calloc(groups + 1, sizeof *issued);
    struct wave_fetched_line *lines = calloc(groups + 1, sizeof *lines);
    enum err e = issued == NULL || lines == NULL ? ERR_MEMORY
                                                 : count(wave, issued, note);
    if (e == ERR_OK) {
        *out_count = wave_fetched_lines(wave->manifest, issued, lines);
        *out_lines = lines;
        lines = NULL;
    }
    free(issued);
    free(lines);
    return e;
}
