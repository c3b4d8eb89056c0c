#include "wave/board_parts.h"

static int by_name(const void *a, const void *b)
{
    const struct wave_board_department *x = a;
    const struct wave_board_department *y = b;
    return strcmp(x->name, y->name);
}

/* Adds equal neighbours together; returns how many are left. */
static size_t merge(struct wave_board_department *list, size_t count)
{
    qsort(list, count, sizeof *list, by_name);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || strcmp(list[kept - 1].name, list[i].name) != 0) {
            list[kept++] = list[i];
            continue;
        }
        list[kept - 1].roster += list[i].roster;
        list[kept - 1].issued += list[i].issued;
        list[kept - 1].redeemed += list[i].redeemed;
    }
    return kept;
}

enum err wave_board_departments(const struct wave_manifest *m,
                                const struct wave_board_count *counts,
                                struct wave_board_department **out_list,
                                size_t *out_count)
{
    struct wave_board_department *list = calloc(m->group_count, sizeof *list);
    if (list == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < m->group_count; i++) {
        list[i].name = m->groups[i].department;
        list[i].roster = m->groups[i].roster;
        list[i].issued = counts == NULL ? 0 : counts[i].issued;
        list[i].redeemed = counts == NULL ? 0 : counts[i].redeemed;
    }
    size_t count = merge(list, m->group_count);
    static char others[] = WAVE_BOARD_OTHERS;
    for (size_t i = 0; i < count; i++)
        if (list[i].roster < WAVE_BOARD_DEPARTMENT_FLOOR)
            list[i].name = others;
    *out_count = merge(list, count);
    *out_list = list;
    return ERR_OK;
}

int wave_board_compare_leaves(const void *a, const void *b)
{
    return memcmp(a, b, WAVE_LEAF_BYTES);
}

int wave_board_compare_hashes(const void *a, const void *b)
{
    return memcmp(a, b, WAVE_HASH_BYTES);
}
