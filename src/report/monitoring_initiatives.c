/* Part 8 of the monitoring report: the portfolio of initiatives. */
#include "report/monitoring_inside.h"

#include "report/points.h"
#include "report/svg.h"
#include "report/view.h"

#define USUAL_D                                                                \
    0.45 /* what measures directed at organisations are known for              \
          */

/* One side: before and after, or before alone. */
static void put_side(struct monitoring *m, const char *units,
                     const struct report_cell *before,
                     const struct report_cell *after)
{
    char from[REPORT_VALUE_SIZE] = "not shown";
    char to[REPORT_VALUE_SIZE] = "not shown";
    char text[100];
    char under[INITIATIVES_UNITS_MAX + 64];
    if (before->shown)
        report_print_text(before->mean, from);
    if (after != NULL && after->shown)
        report_print_text(after->mean, to);
    (void)snprintf(text, sizeof text, "%s%s%s", from,
                   after != NULL ? " → " : "", after != NULL ? to : "");
    if (after != NULL)
        (void)snprintf(under, sizeof under, "n %u, %u; %s", (unsigned)before->n,
                       (unsigned)after->n, units);
    else
        (void)snprintf(under, sizeof under, "before, n %u; %s",
                       (unsigned)before->n, units);
    document_cell(m->d, text, under, false);
}

static void put_facts(struct monitoring *m,
                      const struct monitoring_initiative *one)
{
    char under[800];
    char start[DATETIME_WORDS_SIZE];
    char end[DATETIME_WORDS_SIZE];
    char recorded[DATETIME_WORDS_SIZE];
    monitoring_day(one->in->start, start);
    monitoring_day(one->in->end, end);
    monitoring_day_of(one->in->recorded_sec, recorded);
    (void)snprintf(
        under, sizeof under,
        "%s; $%lld, %s. %s to %s. Outcome: %.200s. Recorded %s%s",
        one->in->lead, (long long)one->in->amount, one->in->mechanism, start,
        end, one->scale != NULL ? one->scale->title : one->in->outcome,
        recorded,
        one->in->late ? ", after a result was known" : ", before any result");
    document_cell(m->d, one->in->title, under, true);
}

static void put_effect(struct monitoring *m, const struct report_after *after)
{
    char value[REPORT_POINTS_SIZE + 4];
    char text[REPORT_POINTS_SIZE];
    char d[REPORT_POINTS_SIZE + 4];
    monitoring_signed(after->effect.difference.value, value, sizeof value);
    report_points_interval(&after->effect.difference, text);
    document_cell(m->d, value, text, true);
    report_points_text(after->effect.smallest, value);
    report_points_d(after->effect.smallest_d, text);
    (void)snprintf(d, sizeof d, "%s SD", text);
    document_cell(m->d, value, d, false);
}

static void put_expected(struct monitoring *m, double expected_d)
{
    char text[REPORT_POINTS_SIZE];
    char d[REPORT_POINTS_SIZE + 4];
    report_points_d(expected_d, text);
    (void)snprintf(d, sizeof d, "%s SD", text);
    document_cell(m->d, "–", NULL, false);
    if (expected_d > 0)
        document_cell(m->d, d, "if as many answer again", false);
    else
        document_cell(m->d, "–", NULL, false);
}

static void put_result(struct monitoring *m,
                       const struct monitoring_initiative *one)
{
    const struct report_initiative *r = &one->result;
    if (r->after_count == 0) {
        put_side(m, one->in->units, &r->now[0], NULL);
        put_side(m, one->in->comparison, &r->now[1], NULL);
        put_expected(m, r->expected_d);
        document_cell(m->d, report_verdict_words(r->verdict),
                      r->before < m->known.wave_count
                          ? "no wave after its start has closed"
                          : "no wave before its start has closed",
                      true);
        return;
    }
    const struct report_after *after = &r->after[r->main];
    char under[400];
    put_side(m, one->in->units, &after->cells[0], &after->cells[1]);
    put_side(m, one->in->comparison, &after->cells[2], &after->cells[3]);
    if (after->verdict >= REPORT_INCONCLUSIVE)
        put_effect(m, after);
    else
        put_expected(m, 0);
    (void)snprintf(under, sizeof under, "%.32s to %.32s%s%s%.200s",
                   m->known_waves[r->before].name,
                   m->known_waves[after->wave].name,
                   after->is_ended ? "" : "; it has not ended: an interim look",
                   after->why[0] != '\0' ? ". " : "", after->why);
    document_cell(m->d, report_verdict_words(after->verdict), under, true);
}

static void put_table(struct monitoring *m)
{
    static const struct document_column columns[] = {
        {"Initiative", 29, false},
        {"Its units, before → after", 15, false},
        {"Comparison units", 15, false},
        {"Difference in differences", 13, true},
        {"Smallest effect to be found", 12, true},
        {"Result", 16, false}};
    document_table(m->d, columns, 6);
    for (size_t i = 0; i < m->initiative_count; i++) {
        const struct monitoring_initiative *one = &m->initiatives[i];
        put_facts(m, one);
        if (one->scale != NULL) {
            put_result(m, one);
            continue;
        }
        for (size_t c = 0; c < 4; c++)
            document_cell(m->d, "–", NULL, false);
        document_cell(m->d, report_verdict_words(REPORT_CANNOT),
                      "this wave did not ask for its outcome", true);
    }
}

/* --- the picture ---------------------------------------------------------- */

static int32_t tenths(double points)
{
    int64_t t = estimate_round(points, 10);
    return (int32_t)(t < -1000 ? -1000 : t > 1000 ? 1000 : t);
}

struct row_text {
    char s[REPORT_POINTS_SIZE + 4];
};

/* Rows of initiatives that have a figure; how many. Out: the farthest end of an
 * interval, tenths of a point. */
static size_t fill_rows(const struct monitoring *m,
                        struct svg_interval_row *rows, struct row_text *texts,
                        int32_t *out_most)
{
    size_t n = 0;
    int32_t most = 100;
    for (size_t i = 0; i < m->initiative_count; i++) {
        const struct report_initiative *r = &m->initiatives[i].result;
        if (r->verdict < REPORT_INCONCLUSIVE)
            continue;
        const struct estimate_finding *f = &r->after[r->main].effect.difference;
        monitoring_signed(f->value, texts[n].s, sizeof texts[n].s);
        rows[n] = (struct svg_interval_row){
            .label = m->initiatives[i].in->title,
            .value = texts[n].s,
            .at = tenths(f->value),
            .has_interval = true,
            .low = tenths(f->low),
            .high = tenths(f->high),
            .tone = r->verdict == REPORT_BETTER  ? SVG_BETTER
                    : r->verdict == REPORT_WORSE ? SVG_WORSE
                                                 : SVG_PLAIN};
        most = rows[n].high > most ? rows[n].high : most;
        most = -rows[n].low > most ? -rows[n].low : most;
        n++;
    }
    *out_most = most;
    return n;
}

static enum err draw(const struct monitoring *m,
                     const struct svg_interval_row *rows, size_t n,
                     int32_t most, struct buf *out_svg)
{
    int32_t end = (most + 99) / 100 * 100; /* whole tens of points */
    char low[32];
    char high[32];
    (void)snprintf(low, sizeof low, "-%d", (int)end / 10);
    (void)snprintf(high, sizeof high, "+%d", (int)end / 10);
    const struct svg_tick ticks[] = {{-end, low}, {end, high}};
    static const struct svg_tick zero[] = {{0, "no difference"}};
    const struct svg_interval_chart chart = {
        .id = "chart-initiatives",
        .title = "Difference in differences of each initiative",
        .description = "Each row is an initiative: the change in its units "
                       "less the change in its comparison units, with the 95 % "
                       "interval. One that holds 0 is inconclusive.",
        .axis = {.low = -end,
                 .high = end,
                 .name = "points: change in its units less change in its "
                         "comparison units",
                 .ticks = ticks,
                 .tick_count = 2,
                 .cutoffs = zero,
                 .cutoff_count = 1},
        .rows = rows,
        .row_count = n};
    return svg_interval(m->set, &chart, out_svg);
}

static enum err put_picture(struct monitoring *m)
{
    struct svg_interval_row *rows =
        calloc(m->initiative_count + 1, sizeof *rows);
    struct row_text *texts = calloc(m->initiative_count + 1, sizeof *texts);
    struct buf svg = BUF_INIT;
    int32_t most = 0;
    bool good = rows != NULL && texts != NULL;
    size_t n = good ? fill_rows(m, rows, texts, &most) : 0;
    enum err e = good ? ERR_OK : ERR_MEMORY;
    if (n > 0)
        e = draw(m, rows, n, most, &svg);
    if (e == ERR_OK && n > 0)
        document_picture(m->d,
                         "What the initiatives changed, beyond what their "
                         "comparison units did",
                         &svg, 6);
    buf_free(&svg);
    free(rows);
    free(texts);
    return e;
}

enum err monitoring_put_initiatives(struct monitoring *m)
{
    document_put(m->d, DOCUMENT_HEADING, "8. Initiatives");
    if (m->initiative_count == 0) {
        document_put(m->d, DOCUMENT_TEXT, "No initiative is recorded.");
        return ERR_OK;
    }
    char d[REPORT_POINTS_SIZE];
    report_points_d(USUAL_D, d);
    document_format(
        m->d, DOCUMENT_TEXT,
        "Each initiative named its units, its comparison units and its one "
        "outcome. What counts is how much more its units changed than the "
        "comparison did. Inconclusive means just that: the interval holds 0, "
        "so neither that it worked nor that it did not has been shown. Means "
        "are points from 0 to 100. An effect of the usual size (%s standard "
        "deviations) needs about %lu answers in each of the four groups, more "
        "than most programs have people.",
        d, (unsigned long)effect_people_needed(USUAL_D));
    put_table(m);
    return put_picture(m);
}
