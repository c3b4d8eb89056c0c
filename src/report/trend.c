#include "report/trend.h"

#define YEAR_SEC (365.25 * 86400)

struct maker {
    const struct report_trend_wave *waves;
    const struct report_areas *areas;
    const struct report_trend_of *of;
};

static const struct published_release *release_of(const struct maker *m,
                                                  size_t wave)
{
    return m->waves[wave].wave.release;
}

static const struct report_area *area_of(const struct maker *m, size_t wave)
{
    return report_areas_find(&m->areas[wave], m->of->area);
}

/* The group that the trend is of, or PUBLISHED_NONE. */
static size_t group_of(const struct maker *m, size_t wave)
{
    const struct published_release *r = release_of(m, wave);
    return m->of->unit == NULL ? 0 : published_unit_find(r, m->of->unit);
}

static bool same_scale(const struct published_release *a, size_t i,
                       const struct published_release *b, size_t j)
{
    return grouping_same_scale(&a->scales[i], &b->scales[j]);
}

/* Areas of the same scales, asked alike. */
static bool same_area(const struct maker *m, size_t before, size_t now)
{
    const struct report_area *a = area_of(m, before);
    const struct report_area *b = area_of(m, now);
    if (a->scale_count != b->scale_count)
        return false;
    for (size_t i = 0; i < a->scale_count; i++)
        if (!same_scale(release_of(m, before), a->scales[i], release_of(m, now),
                        b->scales[i]))
            return false;
    return true;
}

static const char *why_broken(const struct maker *m,
                              const struct report_trend_point *before,
                              const struct report_trend_point *now)
{
    bool same = m->of->scale == NULL
                    ? same_area(m, before->wave, now->wave)
                    : same_scale(release_of(m, before->wave), before->scale,
                                 release_of(m, now->wave), now->scale);
    if (!same)
        return "another version";
    if (m->of->unit != NULL &&
        !wave_manifest_same_unit(m->waves[before->wave].wave.manifest,
                                 m->waves[now->wave].wave.manifest,
                                 m->of->unit))
        return "other programs";
    return NULL;
}

/* False: the wave did not ask for it, or does not have the group. */
static bool make_point(const struct maker *m, size_t wave,
                       struct report_trend_point *out)
{
    const struct published_release *r = release_of(m, wave);
    struct report_trend_point p = {
        .wave = wave, .group = group_of(m, wave), .scale = PUBLISHED_NONE};
    if (p.group == PUBLISHED_NONE)
        return false;
    if (m->of->scale == NULL) {
        const struct report_area *area = area_of(m, wave);
        if (area == NULL || area->scale_count == 0)
            return false;
        p.shown = report_area_estimate(r, p.group, area, &p.mean);
    } else {
        p.scale = published_scale_find(r, m->of->scale);
        if (p.scale == PUBLISHED_NONE)
            return false;
        p.shown = grouping_estimate_group(r, p.group, p.scale, &p.mean);
    }
    *out = p;
    return true;
}

static void make_points(const struct maker *m, size_t count,
                        struct report_trend *t)
{
    for (size_t i = 0; i < count; i++) {
        struct report_trend_point *p = &t->points[t->count];
        if (!make_point(m, i, p))
            continue;
        if (t->shown_count > 0)
            p->why = why_broken(m, &t->points[t->shown[t->shown_count - 1]], p);
        if (p->shown)
            t->shown[t->shown_count++] = t->count;
        t->count++;
    }
}

static enum err make_runs(const struct maker *m, struct report_trend *t)
{
    struct trend_wave *waves = calloc(t->shown_count + 1, sizeof *waves);
    if (waves == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < t->shown_count; i++) {
        const struct report_trend_point *p = &t->points[t->shown[i]];
        waves[i] = (struct trend_wave){
            .at = (double)m->waves[p->wave].closes_sec / YEAR_SEC,
            .is_break = p->why != NULL,
            .mean = p->mean};
    }
    t->run_count = trend_runs(waves, t->shown_count, t->runs);
    free(waves);
    return ERR_OK;
}

enum err report_trend_new(const struct report_trend_wave *waves,
                          const struct report_areas *areas, size_t count,
                          const struct report_trend_of *of,
                          struct report_trend *out_trend)
{
    const struct maker m = {waves, areas, of};
    struct report_trend t = {.points = calloc(count + 1, sizeof *t.points),
                             .shown = calloc(count + 1, sizeof *t.shown),
                             .runs = calloc(count + 1, sizeof *t.runs)};
    bool good = t.points != NULL && t.shown != NULL && t.runs != NULL;
    enum err e = good ? ERR_OK : ERR_MEMORY;
    if (e == ERR_OK) {
        make_points(&m, count, &t);
        e = make_runs(&m, &t);
    }
    if (e != ERR_OK) {
        report_trend_wipe(&t);
        return e;
    }
    *out_trend = t;
    return ERR_OK;
}

void report_trend_wipe(struct report_trend *trend)
{
    free(trend->points);
    free(trend->shown);
    free(trend->runs);
    *trend = (struct report_trend){NULL, 0, NULL, 0, NULL, 0};
}

const struct trend_run *report_trend_run_at(const struct report_trend *trend,
                                            size_t point)
{
    for (size_t i = 0; i < trend->run_count; i++) {
        const struct trend_run *run = &trend->runs[i];
        if (trend->shown[run->first + run->count - 1] == point)
            return run;
    }
    return NULL;
}
