#include "report/contrast.h"

#include "stats/compare.h"

/* The leaves of a release that show a scale. */
static size_t leaves_of(const struct published_release *r, size_t scale,
                        struct report_leaf *out)
{
    size_t n = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        const struct published_group *g = &r->groups[i];
        bool is_leaf = g->level == PUBLISHED_UNIT || g->level == PUBLISHED_POOL;
        if (is_leaf && g->shown && g->figures[scale].shown)
            out[n++] = (struct report_leaf){r, i};
    }
    return n;
}

static bool is_cut(const struct report_leaf *leaf, size_t scale)
{
    return leaf->release->groups[leaf->group].figures[scale].mean.mark !=
           PUBLISHED_EXACT;
}

/* LEAVES[0] against the others. */
static struct contrast contrast_first(const struct report_leaf *leaves,
                                      size_t count, size_t scale)
{
    struct contrast c = {.group = leaves[0].group};
    struct estimate unit = {0, 0, 0, 0};
    struct estimate rest = {0, 0, 0, 0};
    bool good = grouping_estimate_leaves(leaves, 1, scale, &unit) &&
                grouping_estimate_leaves(leaves + 1, count - 1, scale, &rest);
    err_assert(good);
    struct estimate both = estimate_minus(&unit, &rest);
    c.difference = estimate_find(&both);
    for (size_t i = 0; i < count; i++)
        c.is_cut |= is_cut(&leaves[i], scale);
    return c;
}

static void swap(struct report_leaf *a, struct report_leaf *b)
{
    struct report_leaf kept = *a;
    *a = *b;
    *b = kept;
}

static size_t contrast_all(struct report_leaf *leaves, size_t count,
                           size_t scale, struct contrast *out)
{
    size_t n = 0;
    for (size_t i = 0; count > 1 && i < count; i++) {
        swap(&leaves[0], &leaves[i]);
        const struct report_leaf *first = &leaves[0];
        if (first->release->groups[first->group].level == PUBLISHED_UNIT)
            out[n++] = contrast_first(leaves, count, scale);
        swap(&leaves[0], &leaves[i]);
    }
    return n;
}

static enum err adjust(struct contrast *contrasts, size_t count)
{
    double *p = calloc(2 * count + 1, sizeof *p);
    if (p == NULL)
        return ERR_MEMORY;
    double *adjusted = p + count;
    for (size_t i = 0; i < count; i++)
        p[i] = contrasts[i].difference.p;
    enum err e = compare_adjust(p, count, adjusted);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        contrasts[i].adjusted = adjusted[i];
        contrasts[i].differs = adjusted[i] <= COMPARE_FALSE_DISCOVERY;
    }
    free(p);
    return e;
}

enum err contrast_units(const struct published_release *release, size_t scale,
                        struct contrast **out_contrasts, size_t *out_count)
{
    size_t room = release->group_count + 1;
    struct report_leaf *leaves = calloc(room, sizeof *leaves);
    struct contrast *contrasts = calloc(room, sizeof *contrasts);
    enum err e = leaves == NULL || contrasts == NULL ? ERR_MEMORY : ERR_OK;
    size_t n = 0;
    if (e == ERR_OK) {
        n = contrast_all(leaves, leaves_of(release, scale, leaves), scale,
                         contrasts);
        e = adjust(contrasts, n);
    }
    free(leaves);
    if (e != ERR_OK) {
        free(contrasts);
        return e;
    }
    *out_contrasts = contrasts;
    *out_count = n;
    return ERR_OK;
}

bool contrast_sets(const struct grouping *a, size_t a_scale,
                   const struct grouping *b, size_t b_scale,
                   struct estimate_finding *out_difference)
{
    struct estimate x;
    struct estimate y;
    if (!grouping_estimate(a, a_scale, &x) ||
        !grouping_estimate(b, b_scale, &y))
        return false;
    struct estimate both = estimate_minus(&x, &y);
    *out_difference = estimate_find(&both);
    return true;
}

/* A scale's mean in a set, when the set's wave asked it as LIKE says. */
static bool mean_of(const struct grouping *g,
                    const struct published_scale *like, struct estimate *out)
{
    size_t scale = published_scale_find(g->release, like->id);
    return scale != PUBLISHED_NONE &&
           grouping_same_scale(&g->release->scales[scale], like) &&
           grouping_estimate(g, scale, out);
}

bool contrast_effect(const struct contrast_cells *cells, const char *scale,
                     struct effect *out_effect)
{
    const struct published_release *r = cells->before->release;
    size_t at = published_scale_find(r, scale);
    if (at == PUBLISHED_NONE || r->scales[at].sd.thousandths <= 0)
        return false;
    const struct published_scale *like = &r->scales[at];
    struct effect_cells means;
    if (!mean_of(cells->before, like, &means.before) ||
        !mean_of(cells->after, like, &means.after) ||
        !mean_of(cells->comparison_before, like, &means.comparison_before) ||
        !mean_of(cells->comparison_after, like, &means.comparison_after))
        return false;
    *out_effect = effect_of(&means, (double)like->sd.thousandths / 1000);
    return true;
}
