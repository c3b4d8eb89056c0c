#include "audit/coding.h"

#include "audit/print.h"

#define MARGIN_LEAST  3
#define COALITION_TOP 10

static int64_t floor_of(int64_t num, int64_t den)
{
    return num >= 0 ? num / den : -((-num + den - 1) / den);
}

static int64_t ceil_of(int64_t num, int64_t den)
{
    return -floor_of(-num, den);
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

struct audit_code audit_code(const struct audit_release *release,
                             const struct audit_scale *scale, uint32_t v)
{
    const int64_t g = scale->grid;
    int64_t below = g - 1;
    int64_t above = 1;
    struct audit_code code = {.v = v};
    if (v == 0)
        return code;
    for (size_t i = 0; i < scale->cutoff_count; i++) {
        below = i == 0 ? (int64_t)scale->first[0] - 1 : below;
        above = scale->first[i];
    }
    const int64_t fifth = v / 5 < COALITION_TOP ? v / 5 : COALITION_TOP;
    const int64_t c = larger(release->insiders, fifth);
    code.coalition = (uint32_t)c;
    code.below = below;
    code.above = above;
    code.high = floor_of(100 * ((v - c - 1) * g + below), v * g);
    code.low = ceil_of(100 * (c * g + above), v * g);
    code.has_mean = v >= 5 && v >= release->k && code.low < code.high;
    const int64_t t = larger(
        larger(MARGIN_LEAST, (int64_t)release->insiders + 1), ceil_of(v, 10));
    code.margin = (uint32_t)t;
    /* Who knows mean and share knows the mean: no more than c are promised. */
    code.share_coalition = (uint32_t)(t - 1 < c ? t - 1 : c);
    code.has_above = code.has_mean && scale->cutoff_count == 1 && v >= 20 &&
                     v >= release->k_share && v >= 2 * t + 1;
    return code;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

bool audit_code_sums(const char *mean, uint32_t v, uint32_t grid,
                     struct audit_span *out_sums)
{
    struct audit_print print;
    if (!audit_print_read(mean, false, &print) || print.ends == AUDIT_BOTH)
        return false;
    /* half up to m: 200 S + vG >= 2m vG, and < 2(m + 1) vG. */
    const int64_t full = (int64_t)v * grid;
    const int64_t m = print.tenths / 10;
    struct audit_span sums = {ceil_of((2 * m - 1) * full, 200),
                              ceil_of((2 * m + 1) * full, 200) - 1};
    if (print.ends == AUDIT_UPPER)
        sums.to = full;
    if (print.ends == AUDIT_LOWER)
        sums.from = 0;
    *out_sums = (struct audit_span){larger(sums.from, 0),
                                    sums.to < full ? sums.to : full};
    return true;
}

bool audit_code_bounds(const struct audit_scale *scale,
                       const struct audit_code *code, const char *mean,
                       struct audit_span *out_bounds)
{
    struct audit_print print;
    const int64_t g = scale->grid;
    const int64_t c = code->coalition;
    const int64_t edge_high = (code->v - c - 1) * g + code->below;
    const int64_t edge_low = c * g + code->above;
    const int64_t top = (code->v - c - 1) * g + (c + 1) * code->below;
    if (!audit_print_read(mean, false, &print) ||
        (print.ends != AUDIT_UPPER && print.ends != AUDIT_LOWER))
        return false;
    const int64_t full = (int64_t)code->v * g;
    const int64_t m = print.tenths / 10;
    struct audit_span t = {ceil_of((2 * m - 1) * full, 200),
                           ceil_of((2 * m + 1) * full, 200) - 1};
    if (print.ends == AUDIT_UPPER && m == code->high)
        t = (struct audit_span){0, larger(t.to, edge_high)};
    else if (print.ends == AUDIT_UPPER)
        t.from = larger(t.from, edge_high + 1);
    else if (m == code->low)
        t = (struct audit_span){smaller(t.from, edge_low), full};
    else
        t.to = smaller(t.to, edge_low - 1);
    if (print.ends == AUDIT_UPPER)
        t.to = smaller(t.to, top);
    else
        t.from = larger(t.from, (c + 1) * code->above);
    *out_bounds = t;
    return true;
}

bool audit_code_people(const char *above, uint32_t v,
                       struct audit_span *out_people)
{
    /* A share is a mean of people who score 0 or 1. */
    return audit_code_sums(above, v, 1, out_people);
}

static void find(struct audit_report *report, struct audit_at at,
                 const char *what, const char *value, const char *expected)
{
    at.what = what;
    audit_find(report, AUDIT_CODING, at, value, "%s", expected);
}

/* A cut end of a scale that people cut. */
static void check_bound(const struct audit_scale *scale,
                        const struct audit_code *code, const char *mean,
                        struct audit_at at, struct audit_report *report)
{
    struct audit_span bounds;
    if (!audit_code_bounds(scale, code, mean, &bounds) ||
        bounds.from > bounds.to)
        audit_find(report, AUDIT_CODING, at, mean,
                   ">=%lld, <=%lld, or a bound beyond that %lld of %u people "
                   "could not undo",
                   (long long)code->high, (long long)code->low,
                   (long long)code->coalition + 1, (unsigned)code->v);
}

static void check_mean(const struct audit_scale *scale,
                       const struct audit_code *code,
                       const struct audit_figure *f, struct audit_at at,
                       struct audit_report *report)
{
    struct audit_span sums;
    struct audit_print print;
    if (!audit_code_sums(f->mean, f->n, scale->grid, &sums) ||
        !audit_print_read(f->mean, false, &print)) {
        find(report, at, "form", f->mean, "whole points, or an end");
        return;
    }
    const int64_t m = print.tenths / 10;
    at.what = "end";
    if (scale->cut_by_people && print.ends != AUDIT_PLAIN)
        check_bound(scale, code, f->mean, at, report);
    else if (print.ends == AUDIT_UPPER && m != code->high)
        audit_find(report, AUDIT_CODING, at, f->mean, ">=%lld",
                   (long long)code->high);
    else if (print.ends == AUDIT_LOWER && m != code->low)
        audit_find(report, AUDIT_CODING, at, f->mean, "<=%lld",
                   (long long)code->low);
    if (print.ends == AUDIT_PLAIN && m >= code->high)
        audit_find(report, AUDIT_CODING, at, f->mean, ">=%lld",
                   (long long)code->high);
    if (print.ends == AUDIT_PLAIN && m <= code->low)
        audit_find(report, AUDIT_CODING, at, f->mean, "<=%lld",
                   (long long)code->low);
    if (sums.from > sums.to)
        find(report, at, "impossible", f->mean, "a mean that scores can have");
}

static void check_above(const struct audit_code *code,
                        const struct audit_figure *f, struct audit_at at,
                        struct audit_report *report)
{
    struct audit_span people;
    struct audit_print print;
    const int64_t v = code->v;
    const int64_t t = code->margin;
    if (!audit_code_people(f->above, f->n, &people) ||
        !audit_print_read(f->above, false, &print)) {
        find(report, at, "form", f->above, "a whole percentage, or an end");
        return;
    }
    const int64_t p = print.tenths / 10;
    const int64_t low =
        (int64_t)audit_half_up((uint64_t)(100 * t), (uint64_t)v);
    const int64_t high =
        (int64_t)audit_half_up((uint64_t)(100 * (v - t)), (uint64_t)v);
    at.what = "share-end";
    if (print.ends == AUDIT_LOWER && p != low)
        audit_find(report, AUDIT_CODING, at, f->above, "<=%lld",
                   (long long)low);
    if (print.ends == AUDIT_UPPER && p != high)
        audit_find(report, AUDIT_CODING, at, f->above, ">=%lld",
                   (long long)high);
    if (print.ends != AUDIT_PLAIN)
        return;
    /* Some count strictly between the ends must print this. */
    if (people.from <= t)
        people.from = t + 1;
    if (people.to >= v - t)
        people.to = v - t - 1;
    if (people.from > people.to)
        audit_find(report, AUDIT_CODING, at, f->above,
                   "<=%lld, >=%lld or a share between them", (long long)low,
                   (long long)high);
}

static void check_leaf(const struct audit_release *r, size_t group,
                       size_t scale, struct audit_report *report)
{
    const struct audit_figure *f = &r->groups[group].figures[scale];
    const struct audit_scale *s = &r->scales[scale];
    struct audit_at at = {NULL, r->groups[group].id, s->id};
    struct audit_code code = audit_code(r, s, f->n);
    if (!code.has_mean) {
        find(report, at, "floor", f->mean, "no mean of so few");
        return;
    }
    check_mean(s, &code, f, at, report);
    if (f->has_above_n)
        find(report, at, "above-n", NULL, "absent: a leaf's is its n");
    if (f->above != NULL && s->cutoff_count != 1)
        find(report, at, "share-cutoffs", f->above,
             "no share without exactly one cutoff");
    else if (f->above != NULL && !code.has_above)
        find(report, at, "share-floor", f->above, "no share of so few");
    else if (f->above == NULL && code.has_above)
        find(report, at, "share-missing", NULL,
             "a share: hiding it would depend on answers");
    else if (f->above != NULL)
        check_above(&code, f, at, report);
}

void audit_coding(const struct audit_release *release,
                  struct audit_report *report)
{
    size_t looked_at = 0;
    for (size_t g = 0; g < release->group_count; g++)
        for (size_t s = 0; s < release->scale_count; s++)
            if (audit_is_leaf(release, g, s) &&
                release->groups[g].figures[s].shown) {
                check_leaf(release, g, s, report);
                looked_at++;
            }
    audit_ran(report, AUDIT_CODING, looked_at);
}
