#include "report/contrast.h"

#include "report/grouping_inside.h"
#include "stats/compare.h"

/* What is compared: one scale, or those of an area. */
struct subject {
    const size_t *scales;
    size_t count;
    struct estimate_sum *all; /* of every leaf, by scale */
};

static bool is_leaf(const struct published_group *g)
{
    return (g->level == PUBLISHED_UNIT || g->level == PUBLISHED_POOL) &&
           g->shown;
}

static double sd_of(const struct published_release *r, size_t scale)
{
    return (double)r->scales[scale].sd.thousandths / 1000;
}

static bool is_cut(const struct published_figure *f)
{
    return f->shown && f->mean.mark != PUBLISHED_EXACT;
}

/* Sums up all leaves; returns whether a cut end went in. */
static bool sum_up(const struct published_release *r, struct subject *s)
{
    bool cut = false;
    for (size_t i = 0; i < r->group_count; i++) {
        if (!is_leaf(&r->groups[i]))
            continue;
        const struct report_leaf leaf = {r, i};
        for (size_t k = 0; k < s->count; k++) {
            struct estimate_print print;
            if (grouping_print(&leaf, s->scales[k], &print))
                estimate_put(&s->all[k], &print);
            cut |= is_cut(&r->groups[i].figures[s->scales[k]]);
        }
    }
    return cut;
}

/*
 * Everybody but the unit. Prints are whole points, their ends halves, so that
 * these sums are exact and taking one print away is too.
 */
static struct estimate_sum rest_of(const struct estimate_sum *all,
                                   const struct estimate_print *unit)
{
    struct estimate_sum own = {0};
    estimate_put(&own, unit);
    return (struct estimate_sum){.low = all->low - own.low,
                                 .value = all->value - own.value,
                                 .high = all->high - own.high,
                                 .people = all->people - own.people};
}

/* False: the unit, or everybody else, does not show all of it. */
static bool contrast_one(const struct published_release *r, size_t group,
                         const struct subject *s, struct contrast *out)
{
    const struct report_leaf leaf = {r, group};
    struct estimate_average here = {0};
    struct estimate_average there = {0};
    for (size_t k = 0; k < s->count; k++) {
        struct estimate_print print;
        struct estimate unit;
        struct estimate rest;
        if (!grouping_print(&leaf, s->scales[k], &print))
            return false;
        struct estimate_sum own = {0};
        estimate_put(&own, &print);
        struct estimate_sum others = rest_of(&s->all[k], &print);
        double sd = sd_of(r, s->scales[k]);
        if (!estimate_mean(&own, sd, &unit) ||
            !estimate_mean(&others, sd, &rest))
            return false;
        estimate_average_put(&here, &unit);
        estimate_average_put(&there, &rest);
    }
    struct estimate unit;
    struct estimate rest;
    if (!estimate_average_of(&here, &unit) ||
        !estimate_average_of(&there, &rest))
        return false;
    struct estimate both = estimate_minus(&unit, &rest);
    *out =
        (struct contrast){.group = group, .difference = estimate_find(&both)};
    return true;
}

static size_t contrast_all(const struct published_release *r, struct subject *s,
                           struct contrast *out)
{
    size_t n = 0;
    bool cut = sum_up(r, s);
    for (size_t i = 0; i < r->group_count; i++) {
        if (r->groups[i].level != PUBLISHED_UNIT || !r->groups[i].shown ||
            !contrast_one(r, i, s, &out[n]))
            continue;
        out[n++].is_cut = cut;
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

static enum err contrast_subject(const struct published_release *release,
                                 const size_t *scales, size_t count,
                                 struct contrast **out_contrasts,
                                 size_t *out_count)
{
    struct subject subject = {scales, count,
                              calloc(count + 1, sizeof *subject.all)};
    struct contrast *contrasts =
        calloc(release->group_count + 1, sizeof *contrasts);
    enum err e = subject.all == NULL || contrasts == NULL ? ERR_MEMORY : ERR_OK;
    size_t n = 0;
    if (e == ERR_OK) {
        n = contrast_all(release, &subject, contrasts);
        e = adjust(contrasts, n);
    }
    free(subject.all);
    if (e != ERR_OK) {
        free(contrasts);
        return e;
    }
    *out_contrasts = contrasts;
    *out_count = n;
    return ERR_OK;
}

enum err contrast_units(const struct published_release *release, size_t scale,
                        struct contrast **out_contrasts, size_t *out_count)
{
    return contrast_subject(release, &scale, 1, out_contrasts, out_count);
}

enum err contrast_areas(const struct published_release *release,
                        const struct report_area *area,
                        struct contrast **out_contrasts, size_t *out_count)
{
    return contrast_subject(release, area->scales, area->scale_count,
                            out_contrasts, out_count);
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

bool contrast_sets_area(const struct grouping *a,
                        const struct report_area *a_area,
                        const struct grouping *b,
                        const struct report_area *b_area,
                        struct estimate_finding *out_difference)
{
    struct estimate x;
    struct estimate y;
    if (!report_area_estimate_set(a, a_area, &x) ||
        !report_area_estimate_set(b, b_area, &y))
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
