#include "wave/list.h"

#include <stdlib.h>
#include <string.h>

#define BUCKETS 65536u /* by the first two bytes */

struct sorting {
    size_t size;
    uint32_t *ends;  /* where each bucket ends, of all items in order */
    uint32_t *fills; /* where each bucket's next item goes */
    size_t first;    /* buckets of the range that is held: from, ... */
    size_t last;     /* ... up to, without it */
    uint8_t *items;
    size_t count; /* of all items, when all are held */
    size_t taken;
};

static size_t bucket_of(const uint8_t *item)
{
    return (size_t)item[0] << 8 | item[1];
}

static uint32_t start_of(const struct sorting *s, size_t bucket)
{
    return bucket == 0 ? 0 : s->ends[bucket - 1];
}

static enum err count_item(void *to, const uint8_t *item)
{
    struct sorting *s = to;
    s->ends[bucket_of(item)]++;
    return ERR_OK;
}

/* The same of a list of which all is held, as it comes. */
static enum err take_item(void *to, const uint8_t *item)
{
    struct sorting *s = to;
    if (s->taken == s->count)
        return ERR_CORRUPT;
    memcpy(s->items + s->taken++ * s->size, item, s->size);
    return count_item(to, item);
}

static enum err count_all(struct sorting *s, const struct wave_list *list)
{
    enum err e =
        list->each(list->context, s->items == NULL ? count_item : take_item, s);
    if (e != ERR_OK)
        return e;
    uint32_t total = 0;
    for (size_t i = 0; i < BUCKETS; i++) {
        s->fills[i] = total;
        total += s->ends[i];
        s->ends[i] = total;
    }
    return total == list->count ? ERR_OK : ERR_CORRUPT;
}

/* As many buckets as can be held, at least one. */
static void choose_range(struct sorting *s, size_t first)
{
    const size_t most = WAVE_LIST_HELD_BYTES / s->size;
    s->first = first;
    s->last = first + 1;
    while (s->last < BUCKETS && s->ends[s->last] - start_of(s, first) <= most)
        s->last++;
}

static enum err keep_item(void *to, const uint8_t *item)
{
    struct sorting *s = to;
    const size_t bucket = bucket_of(item);
    if (bucket < s->first || bucket >= s->last)
        return ERR_OK;
    if (s->fills[bucket] == s->ends[bucket])
        return ERR_CORRUPT;
    const size_t at = s->fills[bucket]++ - start_of(s, s->first);
    memcpy(s->items + at * s->size, item, s->size);
    return ERR_OK;
}

static int compare(const void *a, const void *b, void *size)
{
    return memcmp(a, b, *(const size_t *)size);
}

static enum err hand_out(struct sorting *s, size_t bucket, wave_list_fn *fn,
                         void *to)
{
    const size_t from = start_of(s, bucket) - start_of(s, s->first);
    const size_t n = s->ends[bucket] - start_of(s, bucket);
    uint8_t *items = s->items + from * s->size;
    enum err e = s->fills[bucket] == s->ends[bucket] ? ERR_OK : ERR_CORRUPT;
    if (n > 1)
        qsort_r(items, n, s->size, compare, &s->size);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        e = fn(to, items + i * s->size);
    return e;
}

/* Swaps the items of a list that is held whole into their buckets. */
static void put_in_buckets(struct sorting *s)
{
    uint8_t kept[WAVE_LIST_ITEM_MAX];
    for (size_t bucket = 0; bucket < BUCKETS; bucket++)
        while (s->fills[bucket] < s->ends[bucket]) {
            uint8_t *item = s->items + s->fills[bucket] * s->size;
            const size_t home = bucket_of(item);
            uint8_t *place = s->items + s->fills[home] * s->size;
            s->fills[home]++;
            if (home == bucket)
                continue;
            memcpy(kept, place, s->size);
            memcpy(place, item, s->size);
            memcpy(item, kept, s->size);
        }
}

static enum err do_range(struct sorting *s, const struct wave_list *list,
                         wave_list_fn *fn, void *to)
{
    const size_t n = s->ends[s->last - 1] - start_of(s, s->first);
    if (n == 0)
        return ERR_OK;
    s->items = calloc(n, s->size);
    enum err e =
        s->items == NULL ? ERR_MEMORY : list->each(list->context, keep_item, s);
    for (size_t i = s->first; e == ERR_OK && i < s->last; i++)
        e = hand_out(s, i, fn, to);
    free(s->items);
    s->items = NULL;
    return e;
}

static enum err do_ranges(struct sorting *s, const struct wave_list *list,
                          wave_list_fn *fn, void *to)
{
    enum err e = count_all(s, list);
    while (e == ERR_OK && s->last < BUCKETS) {
        choose_range(s, s->last);
        e = do_range(s, list, fn, to);
    }
    return e;
}

static enum err do_whole(struct sorting *s, const struct wave_list *list,
                         wave_list_fn *fn, void *to)
{
    s->count = list->count;
    s->items = calloc(list->count + 1, s->size);
    enum err e = s->items == NULL ? ERR_MEMORY : count_all(s, list);
    if (e == ERR_OK)
        put_in_buckets(s);
    for (size_t i = 0; e == ERR_OK && i < BUCKETS; i++)
        e = hand_out(s, i, fn, to);
    free(s->items);
    return e;
}

enum err wave_list_in_order(const struct wave_list *list, size_t size,
                            wave_list_fn *fn, void *to)
{
    struct sorting s = {.size = size,
                        .ends = calloc(BUCKETS, sizeof *s.ends),
                        .fills = calloc(BUCKETS, sizeof *s.fills)};
    enum err e = size < 2 || size > WAVE_LIST_ITEM_MAX ? ERR_RANGE : ERR_OK;
    if (e == ERR_OK && (s.ends == NULL || s.fills == NULL))
        e = ERR_MEMORY;
    if (e == ERR_OK)
        e = list->count <= WAVE_LIST_HELD_BYTES / size
                ? do_whole(&s, list, fn, to)
                : do_ranges(&s, list, fn, to);
    free(s.ends);
    free(s.fills);
    return e;
}
