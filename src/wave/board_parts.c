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

/* The sealed halves of a list of leaves, as a list of their own. */
struct halves {
    wave_list_fn *fn;
    void *to;
};

static enum err pass_half(void *to, const uint8_t *leaf)
{
    const struct halves *h = to;
    return h->fn(h->to, leaf + WAVE_HASH_BYTES);
}

static enum err each_half(const void *context, wave_list_fn *fn, void *to)
{
    const struct wave_list *leaves = context;
    struct halves halves = {fn, to};
    return leaves->each(leaves->context, pass_half, &halves);
}

struct last {
    bool is_there;
    uint8_t b[WAVE_HASH_BYTES];
};

static enum err differ(void *to, const uint8_t *item)
{
    struct last *last = to;
    if (last->is_there && memcmp(last->b, item, sizeof last->b) == 0)
        return ERR_EXISTS;
    last->is_there = true;
    memcpy(last->b, item, sizeof last->b);
    return ERR_OK;
}

enum err wave_board_sealed_once(const struct wave_list *leaves)
{
    const struct wave_list sealed = {each_half, leaves, leaves->count};
    struct last last = {.is_there = false};
    return wave_list_in_order(&sealed, WAVE_HASH_BYTES, differ, &last);
}

static int compare_hashes(const void *a, const void *b)
{
    return memcmp(a, b, WAVE_HASH_BYTES);
}

struct struck {
    struct wave_used_hash *hashes; /* in order */
    size_t count;
};

static enum err is_not_struck(void *to, const uint8_t *item)
{
    const struct struck *s = to;
    return bsearch(item, s->hashes, s->count, sizeof *s->hashes,
                   compare_hashes) == NULL
               ? ERR_OK
               : ERR_EXISTS;
}

enum err wave_board_replaced_unused(const struct wave_board_replaced *replaced,
                                    size_t count, const struct wave_list *used)
{
    struct struck struck = {calloc(count + 1, sizeof *struck.hashes), count};
    if (struck.hashes == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++)
        wave_invite_used_hash(&replaced[i].old_pk, &struck.hashes[i]);
    qsort(struck.hashes, count, sizeof *struck.hashes, compare_hashes);
    const enum err e =
        count == 0 ? ERR_OK : used->each(used->context, is_not_struck, &struck);
    free(struck.hashes);
    return e;
}
