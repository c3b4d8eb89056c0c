/* The pictures of a summary. */
#include "report/summary.h"

#include "report/chart.h"
#include "report/points.h"

#define SPAN 400 /* tenths of a point on each side of 0 */

static const struct published_release *release_of(const struct summary *s)
{
    return s->request.view->release;
}

static int32_t tenths(double points)
{
    int64_t t = estimate_round(points, 10);
    return (int32_t)(t < -1000 ? -1000 : t > 1000 ? 1000 : t);
}

struct row_text {
    char value[2 * REPORT_POINTS_SIZE + 80];
};

/* "+3.1", "−0.3 of 0 to 4" of a scale that counts something. */
static void signed_text(const struct report_scale *scale, double points,
                        char *out, size_t size)
{
    char number[REPORT_POINTS_SIZE];
    const bool counts = scale != NULL && scale->own_units;
    report_points_text(report_difference(scale, points), number);
    (void)snprintf(out, size, "%s%s%s%.20s%s%.20s",
                   points > 0         ? "+"
                   : number[0] == '-' ? "−"
                                      : "",
                   number + (number[0] == '-'), counts ? " of " : "",
                   counts ? scale->published->low.text : "",
                   counts ? " to " : "",
                   counts ? scale->published->high.text : "");
}

/* What a row says of an outcome, or of an area (SCALE is NULL); C is NULL when
 * not compared. */
static struct svg_interval_row row_of(const char *label,
                                      const struct report_scale *scale,
                                      const struct contrast *c, bool has_way,
                                      bool high_is_worse, struct row_text *text)
{
    struct svg_interval_row row = {.label = label, .end = SVG_NOT_SHOWN};
    if (c == NULL)
        return row;
    const struct estimate_finding *f = &c->difference;
    bool worse = (f->value > 0) == high_is_worse;
    bool tells = c->differs && has_way;
    char number[sizeof text->value - 8];
    signed_text(scale, f->value, number, sizeof number);
    (void)snprintf(text->value, sizeof text->value, "%s%s", number,
                   !tells  ? ""
                   : worse ? " worse"
                           : " better");
    row.value = text->value;
    row.end = c->is_cut ? SVG_ABOUT : SVG_EXACT;
    row.at = tenths(f->value);
    row.has_interval = true;
    row.low = tenths(f->low);
    row.high = tenths(f->high);
    row.tone = !tells ? SVG_PLAIN : worse ? SVG_WORSE : SVG_BETTER;
    return row;
}

static size_t fill_rows(const struct summary *s, struct svg_interval_row *rows,
                        struct row_text *texts)
{
    size_t n = 0;
    for (size_t i = 0; i < s->outcome_count; i++, n++) {
        const struct summary_outcome *o = &s->outcomes[i];
        rows[n] = row_of(
            o->scale->title, o->scale, o->compared ? &o->contrast : NULL, true,
            o->scale->survey->high_is == SURVEY_HIGH_IS_WORSE, &texts[n]);
    }
    for (size_t i = 0; i < s->area_count; i++, n++) {
        const struct summary_area *a = &s->areas[i];
        rows[n] = row_of(a->title, NULL, a->compared ? &a->contrast : NULL,
                         !a->is_mixed, a->high_is_worse, &texts[n]);
    }
    return n;
}

static void title_of(const struct svg_interval_row *rows, size_t count,
                     char *out, size_t size)
{
    size_t worse = 0;
    size_t better = 0;
    for (size_t i = 0; i < count; i++) {
        worse += rows[i].tone == SVG_WORSE;
        better += rows[i].tone == SVG_BETTER;
    }
    if (worse + better == 0)
        (void)snprintf(out, size, "No difference from the rest can be told");
    else
        (void)snprintf(out, size,
                       "Against the rest: worse in %zu, better in %zu of %zu",
                       worse, better, count);
}

enum err summary_chart(const struct render_set *set,
                       const struct summary *summary,
                       char out_title[static SUMMARY_WORDS_SIZE],
                       struct buf *out_svg)
{
    static const struct svg_tick ticks[] = {
        {-400, "−40"}, {-200, "−20"}, {200, "+20"}, {400, "+40"}};
    static const struct svg_tick zero[] = {{0, "the rest"}};
    size_t most = summary->outcome_count + summary->area_count + 1;
    struct svg_interval_row *rows = calloc(most, sizeof *rows);
    struct row_text *texts = calloc(most, sizeof *texts);
    bool good = rows != NULL && texts != NULL;
    enum err e = good ? ERR_OK : ERR_MEMORY;
    size_t n = good ? fill_rows(summary, rows, texts) : 0;
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any |= rows[i].end != SVG_NOT_SHOWN;
    title_of(rows, n, out_title, SUMMARY_WORDS_SIZE);
    struct svg_interval_chart chart = {
        .id = "chart-rest",
        .title = out_title,
        .description = "Each row is an outcome or an area: the unit less all "
                       "other answers, in points, with its 95 % interval. A "
                       "diamond is a difference after correction for all "
                       "units. The words beside it say the same.",
        .axis = {.low = -SPAN,
                 .high = SPAN,
                 .name = "points below or above the rest of the institution",
                 .ticks = ticks,
                 .tick_count = 4,
                 .cutoffs = zero,
                 .cutoff_count = 1},
        .rows = rows,
        .row_count = n};
    if (any)
        e = svg_interval(set, &chart, out_svg);
    free(rows);
    free(texts);
    return e;
}

/* "Work-related burnout: 47 here, 46.3 in the institution". */
static void outcome_title(const struct summary *s,
                          const struct report_scale *scale, char *out,
                          size_t size)
{
    const struct published_group *all = &release_of(s)->groups[0];
    const struct published_group *here =
        s->row == PUBLISHED_NONE ? NULL : &release_of(s)->groups[s->row];
    bool can = here != NULL && all->shown &&
               here->figures[scale->index].shown &&
               all->figures[scale->index].shown;
    if (!can) {
        (void)snprintf(out, size, "%s: the unit is not shown", scale->title);
        return;
    }
    char here_text[REPORT_VALUE_SIZE];
    char all_text[REPORT_VALUE_SIZE];
    report_mean_text(scale, &here->figures[scale->index].mean, here_text);
    report_mean_text(scale, &all->figures[scale->index].mean, all_text);
    (void)snprintf(out, size, "%s: %s here, %s in the institution",
                   scale->title, here_text, all_text);
}

enum err summary_outcome_chart(const struct render_set *set,
                               const struct summary *summary, size_t outcome,
                               char out_title[static SUMMARY_WORDS_SIZE],
                               struct buf *out_svg)
{
    const struct report_scale *scale = summary->outcomes[outcome].scale;
    outcome_title(summary, scale, out_title, SUMMARY_WORDS_SIZE);
    return report_chart(set, summary->request.view, scale, summary->columns,
                        summary->column_count,
                        summary->row == PUBLISHED_NONE ? summary->group
                                                       : summary->row,
                        out_title, out_svg);
}

enum err summary_trend_chart(const struct render_set *set,
                             const struct summary *summary, size_t outcome,
                             char out_title[static SUMMARY_WORDS_SIZE],
                             struct buf *out_svg)
{
    const struct summary_trend *t = &summary->trends[outcome];
    if (t->trend.count < 2)
        return ERR_OK;
    (void)snprintf(out_title, SUMMARY_WORDS_SIZE, "%s over %zu waves",
                   t->scale->title, t->trend.count);
    return report_chart_trend(set, t->scale, summary->request.waves, &t->trend,
                              out_title, out_svg);
}
