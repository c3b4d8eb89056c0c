/* What a set prints: the rule by which a department's figures are made. */
#include "report/grouping_inside.h"

#include "stats/interval.h"

#define POINT      10 /* tenths */
#define TENTHS_MAX 1000

void grouping_sum_put(struct grouping_sum *s, const struct published_value *v,
                      uint32_t people)
{
    s->weighted += (uint64_t)v->tenths * people;
    s->people += people;
    s->at_least |= v->mark == PUBLISHED_AT_LEAST;
    s->at_most |= v->mark == PUBLISHED_AT_MOST;
}

static enum published_mark mark_of(const struct grouping_sum *s)
{
    if (s->at_least && s->at_most)
        return PUBLISHED_ABOUT;
    if (s->at_least || s->at_most)
        return s->at_least ? PUBLISHED_AT_LEAST : PUBLISHED_AT_MOST;
    return PUBLISHED_EXACT;
}

static const char *mark_text(enum published_mark mark)
{
    switch (mark) {
    case PUBLISHED_EXACT: return "";
    case PUBLISHED_AT_LEAST: return ">=";
    case PUBLISHED_AT_MOST: return "<=";
    case PUBLISHED_ABOUT: return "~";
    }
    return "";
}

struct published_value grouping_sum_settle(
    const struct grouping_sum *s, char text[static GROUPING_VALUE_SIZE])
{
    uint64_t whole = POINT * s->people;
    uint32_t points = (uint32_t)((2 * s->weighted + whole) / (2 * whole));
    struct published_value v = {text, mark_of(s), POINT * points};
    (void)snprintf(text, GROUPING_VALUE_SIZE, "%s%u", mark_text(v.mark),
                   (unsigned)points);
    return v;
}

static const struct published_figure *figure_of(const struct report_leaf *leaf,
                                                size_t scale)
{
    const struct published_group *g = &leaf->release->groups[leaf->group];
    return g->shown && g->figures[scale].shown ? &g->figures[scale] : NULL;
}

static uint32_t clip(int64_t tenths)
{
    return (uint32_t)(tenths < 0            ? 0
                      : tenths > TENTHS_MAX ? TENTHS_MAX
                                            : tenths);
}

/* An unmarked mean has the half width that a release would print. */
static void put_range(struct grouping *g, size_t scale)
{
    struct published_figure *f = &g->group.figures[scale];
    struct grouping_range *r = &g->ranges[scale];
    if (f->mean.mark != PUBLISHED_EXACT) {
        r->known = report_range_of_leaves(g->leaves, g->leaf_count, scale,
                                          g->group.roster, &r->range);
        return;
    }
    int64_t sd = g->release->scales[scale].sd.thousandths;
    f->half_width = interval_half_width(f->n, g->group.roster, (uint32_t)sd);
    f->has_half_width = true;
    int64_t half = (int64_t)POINT * f->half_width;
    r->known = true;
    r->range.low = clip((int64_t)f->mean.tenths - half);
    r->range.high = clip((int64_t)f->mean.tenths + half);
}

static void put_scale(struct grouping *g, size_t scale)
{
    struct published_figure *out = &g->group.figures[scale];
    struct grouping_sum mean = {0};
    struct grouping_sum above = {0};
    for (size_t i = 0; i < g->leaf_count; i++) {
        const struct published_figure *f = figure_of(&g->leaves[i], scale);
        if (f == NULL)
            continue;
        grouping_sum_put(&mean, &f->mean, f->n);
        if (f->above.text != NULL)
            grouping_sum_put(&above, &f->above, f->above_n);
    }
    if (mean.people == 0)
        return;
    out->shown = true;
    out->n = (uint32_t)mean.people;
    out->mean = grouping_sum_settle(&mean, g->texts[scale].mean);
    if (above.people > 0) {
        out->above = grouping_sum_settle(&above, g->texts[scale].above);
        out->above_n = (uint32_t)above.people;
    }
    put_range(g, scale);
}

void grouping_compute(struct grouping *g)
{
    g->group.id = "";
    g->group.name = g->label;
    g->group.level = PUBLISHED_POOL;
    g->group.parent = PUBLISHED_NONE;
    g->group.shown = g->leaf_count > 0;
    for (size_t i = 0; i < g->leaf_count; i++)
        g->group.n += g->leaves[i].release->groups[g->leaves[i].group].n;
    for (size_t s = 0; s < g->release->scale_count; s++)
        put_scale(g, s);
}

/* --- for statistics ----------------------------------------------------- */

bool grouping_print(const struct report_leaf *leaf, size_t scale,
                    struct estimate_print *out_print)
{
    const struct published_figure *f = figure_of(leaf, scale);
    if (f == NULL)
        return false;
    double value = (double)f->mean.tenths / POINT;
    struct estimate_print p = {value - 0.5, value, value + 0.5, f->n};
    if (f->mean.mark == PUBLISHED_AT_LEAST || p.high > 100)
        p.high = 100;
    if (f->mean.mark == PUBLISHED_AT_MOST || p.low < 0)
        p.low = 0;
    *out_print = p;
    return true;
}

bool grouping_estimate_leaves(const struct report_leaf *leaves, size_t count,
                              size_t scale, struct estimate *out_mean)
{
    struct estimate_sum sum = {0};
    for (size_t i = 0; i < count; i++) {
        struct estimate_print print;
        if (grouping_print(&leaves[i], scale, &print))
            estimate_put(&sum, &print);
    }
    if (count == 0)
        return false;
    int64_t sd = leaves[0].release->scales[scale].sd.thousandths;
    return estimate_mean(&sum, (double)sd / 1000, out_mean);
}

bool grouping_estimate(const struct grouping *grouping, size_t scale,
                       struct estimate *out_mean)
{
    return grouping_estimate_leaves(grouping->leaves, grouping->leaf_count,
                                    scale, out_mean);
}

static bool is_leaf_of(const struct published_release *r, size_t leaf,
                       size_t group)
{
    enum published_level level = r->groups[leaf].level;
    return (level == PUBLISHED_UNIT || level == PUBLISHED_POOL) &&
           (leaf == group || r->groups[leaf].parent == group || group == 0);
}

bool grouping_estimate_group(const struct published_release *release,
                             size_t group, size_t scale,
                             struct estimate *out_mean)
{
    struct estimate_sum sum = {0};
    double sd = (double)release->scales[scale].sd.thousandths / 1000;
    for (size_t i = 0; i < release->group_count; i++) {
        const struct report_leaf leaf = {release, i};
        struct estimate_print print;
        if (is_leaf_of(release, i, group) &&
            grouping_print(&leaf, scale, &print))
            estimate_put(&sum, &print);
    }
    if (estimate_mean(&sum, sd, out_mean))
        return true;
    const struct report_leaf self = {release, group};
    struct estimate_print print;
    if (!grouping_print(&self, scale, &print))
        return false;
    estimate_put(&sum, &print);
    return estimate_mean(&sum, sd, out_mean);
}
