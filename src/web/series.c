#include "web/series.h"

#include "report/points.h"

#define CLEAR_P 0.05

static bool is_before(const struct web_wave *a, const struct web_wave *b)
{
    if (a->info.closes_sec != b->info.closes_sec)
        return a->info.closes_sec < b->info.closes_sec;
    return strcmp(a->info.name, b->info.name) < 0;
}

static int by_time(const void *a, const void *b)
{
    const struct web_wave *x = *(struct web_wave *const *)a;
    const struct web_wave *y = *(struct web_wave *const *)b;
    return (int)is_before(y, x) - (int)is_before(x, y);
}

static enum err add(struct web_series *s, const struct web_wave *wave)
{
    struct web_view *view = &s->views[s->count];
    enum err e = web_view_init(wave, view);
    if (e != ERR_OK)
        return e;
    s->areas[s->count] = view->made_of;
    s->waves[s->count] = (struct report_trend_wave){
        {wave->release, wave->manifest}, wave->info.closes_sec};
    s->count++;
    return ERR_OK;
}

enum err web_series_init(struct web *web, const struct web_wave *upto,
                         struct web_series *out_series)
{
    struct web_series s = {.held = NULL};
    enum err e = web_waves_list(web->waves, &s.held, &s.held_n);
    if (e != ERR_OK)
        return e;
    qsort(s.held, s.held_n, sizeof(struct web_wave *), by_time);
    s.views = calloc(s.held_n + 1, sizeof *s.views);
    s.waves = calloc(s.held_n + 1, sizeof *s.waves);
    s.areas = calloc(s.held_n + 1, sizeof *s.areas);
    if (s.views == NULL || s.waves == NULL || s.areas == NULL)
        e = ERR_MEMORY;
    for (size_t i = 0; e == ERR_OK && i < s.held_n; i++) {
        const struct web_wave *wave = s.held[i];
        if (wave->phase == WEB_WAVE_CLOSED && is_before(wave, upto) &&
            strcmp(wave->info.name, upto->info.name) != 0)
            e = add(&s, wave);
    }
    if (e == ERR_OK)
        e = add(&s, upto);
    if (e != ERR_OK) {
        web_series_wipe(&s);
        return e;
    }
    *out_series = s;
    return ERR_OK;
}

void web_series_wipe(struct web_series *series)
{
    for (size_t i = 0; i < series->count; i++)
        web_view_wipe(&series->views[i]);
    web_waves_list_free(series->held, series->held_n);
    free(series->views);
    free(series->waves);
    free(series->areas);
    *series = (struct web_series){.held = NULL};
}

static enum err trend_of(const struct web_series *s,
                         const struct web_subject *subject, const char *unit,
                         struct report_trend *out_trend)
{
    const struct report_trend_of of = {
        .scale = subject->scale != NULL ? subject->scale->survey->id : NULL,
        .area = subject->scale == NULL ? subject->area->id : NULL,
        .unit = unit};
    return report_trend_new(s->waves, s->areas, s->count, &of, out_trend);
}

static const char *wave_name(const struct web_series *s,
                             const struct report_trend_point *p)
{
    return s->views[p->wave].release->wave;
}

/* --- in words ------------------------------------------------------------- */

static void change_text(const struct web_subject *subject,
                        const struct estimate_finding *f, const char *since,
                        char out[static WEB_CHANGE_SIZE])
{
    char value[REPORT_VALUE_SIZE];
    char interval[REPORT_CUTOFF_SIZE];
    web_subject_difference(subject, f->value, value);
    web_subject_interval(subject, f, interval);
    if (f->p >= CLEAR_P) {
        (void)snprintf(out, WEB_CHANGE_SIZE,
                       "no clear change since %s: %s (%s)", since, value,
                       interval);
        return;
    }
    enum svg_tone tone = web_subject_tone(subject, f->value);
    const char *way = tone == SVG_WORSE    ? ", for the worse"
                      : tone == SVG_BETTER ? ", for the better"
                                           : "";
    (void)snprintf(out, WEB_CHANGE_SIZE, "changed since %s by %s (%s)%s", since,
                   value, interval, way);
}

/* Of the last wave, from the shown one before it. */
static void last_change(const struct web_series *s,
                        const struct web_subject *subject,
                        const struct report_trend *t,
                        char out[static WEB_CHANGE_SIZE])
{
    const struct report_trend_point *last =
        t->count == 0 ? NULL : &t->points[t->count - 1];
    if (last == NULL || !last->shown || last->wave + 1 != s->count) {
        (void)snprintf(out, WEB_CHANGE_SIZE, "not shown in this wave");
        return;
    }
    if (t->shown_count < 2) {
        (void)snprintf(out, WEB_CHANGE_SIZE,
                       s->count < 2 ? "the first wave"
                                    : "the first wave that shows it");
        return;
    }
    const struct report_trend_point *before =
        &t->points[t->shown[t->shown_count - 2]];
    if (last->why != NULL) {
        (void)snprintf(out, WEB_CHANGE_SIZE, "not compared with %s: %s",
                       wave_name(s, before), last->why);
        return;
    }
    struct estimate change = estimate_minus(&last->mean, &before->mean);
    struct estimate_finding f = estimate_find(&change);
    change_text(subject, &f, wave_name(s, before), out);
}

enum err web_change_words(const struct web_series *series,
                          const struct web_subject *subject, const char *unit,
                          char out[static WEB_CHANGE_SIZE])
{
    struct report_trend trend;
    enum err e = trend_of(series, subject, unit, &trend);
    if (e != ERR_OK)
        return e;
    last_change(series, subject, &trend, out);
    report_trend_wipe(&trend);
    return ERR_OK;
}

/* --- the figure ----------------------------------------------------------- */

/* One wave's texts. */
struct point_text {
    char value[REPORT_VALUE_SIZE];
    char interval[REPORT_CUTOFF_SIZE];
    char version[REPORT_VALUE_SIZE];
    uint32_t n;
    struct estimate_finding mean;
};

/* What a wave printed, in the words of its own survey. */
static void fill_text(const struct web_series *s,
                      const struct web_subject *subject,
                      const struct report_trend_point *p,
                      struct point_text *out)
{
    const struct web_view *view = &s->views[p->wave];
    struct web_subject here = *subject;
    const struct published_scale *scale =
        p->scale == PUBLISHED_NONE ? NULL : &view->release->scales[p->scale];
    (void)snprintf(out->version, sizeof out->version, "%s",
                   scale != NULL ? scale->version
                                 : view->release->survey_version);
    if (!p->shown || !web_subject_find(view, web_subject_id(subject), &here))
        return;
    const struct published_value *value =
        web_subject_value(&here, &view->release->groups[p->group], &out->n);
    if (value == NULL)
        return;
    char low[REPORT_VALUE_SIZE];
    char high[REPORT_VALUE_SIZE];
    out->mean = estimate_find(&p->mean);
    web_subject_text(&here, value, out->value);
    web_subject_points(&here, out->mean.low, low);
    web_subject_points(&here, out->mean.high, high);
    (void)snprintf(out->interval, sizeof out->interval, "%.24s to %.24s", low,
                   high);
}

static int32_t tenths(double points)
{
    double inside = points < 0 ? 0 : points > 100 ? 100 : points;
    return (int32_t)estimate_round(inside, 10);
}

static struct svg_trend_point point_of(const struct web_series *s,
                                       const struct web_subject *subject,
                                       const struct report_trend_point *p,
                                       const struct point_text *text)
{
    struct svg_trend_point point = {.label = wave_name(s, p),
                                    .when = s->waves[p->wave].closes_sec,
                                    .end = SVG_NOT_SHOWN,
                                    .version = text->version,
                                    .break_why = p->why};
    uint32_t n = 0;
    struct web_subject here = *subject;
    const struct published_value *value = NULL;
    if (p->shown &&
        web_subject_find(&s->views[p->wave], web_subject_id(subject), &here))
        value = web_subject_value(
            &here, &s->views[p->wave].release->groups[p->group], &n);
    if (value == NULL)
        return point;
    point.value = text->value;
    point.end = report_svg_end(value->mark);
    point.at = (int32_t)value->tenths;
    point.has_interval = true;
    point.low = tenths(text->mean.low);
    point.high = tenths(text->mean.high);
    return point;
}

static void put_change(struct render_dict *row, const struct web_series *s,
                       const struct web_subject *subject,
                       const struct report_trend *t, size_t point)
{
    const struct trend_run *run = report_trend_run_at(t, point);
    if (run == NULL || !run->has_change)
        return;
    char value[REPORT_VALUE_SIZE];
    char interval[REPORT_CUTOFF_SIZE];
    char p[REPORT_POINTS_SIZE];
    struct render_dict *change = render_add(row, "TREND_CHANGE");
    web_subject_difference(subject, run->change.value, value);
    web_subject_interval(subject, &run->change, interval);
    report_points_p(run->change.p, p);
    render_put_format(change, "TREND_CHANGE_TEXT", "%s (%s)", value, interval);
    render_put_text(change, "TREND_SINCE",
                    wave_name(s, &t->points[t->shown[run->first]]));
    render_put_text(change, "TREND_P", p);
}

static void put_row(struct render_dict *figure, const struct web_series *s,
                    const struct web_subject *subject,
                    const struct report_trend *t, size_t i,
                    const struct point_text *text)
{
    const struct report_trend_point *p = &t->points[i];
    struct render_dict *row = render_add(figure, "TREND_ROW");
    render_put_text(row, "TREND_WAVE", wave_name(s, p));
    render_put_text(row, "TREND_VERSION", text->version);
    if (p->why != NULL)
        render_put_text(render_add(row, "TREND_BREAK"), "TREND_WHY", p->why);
    if (text->value[0] == 0) {
        (void)render_add(row, "TREND_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(row, "TREND_SHOWN");
    render_put_text(shown, "TREND_VALUE", text->value);
    render_put_text(shown, "TREND_INTERVAL", text->interval);
    render_put_int(shown, "TREND_N", text->n);
    put_change(shown, s, subject, t, i);
}

static enum err draw(const struct web *web, const struct web_subject *subject,
                     const struct svg_trend_point *points, size_t count,
                     const char *title, struct buf *out_svg)
{
    struct report_axis parts;
    char id[REPORT_CHART_ID_SIZE];
    report_chart_id("trend", web_subject_id(subject), id);
    const struct svg_trend_chart chart = {
        .id = id,
        .title = title,
        .description = "A dot for each wave with its 95 % interval. The line "
                       "has a gap where the instrument or the unit is another "
                       "one. The table holds the same figures.",
        .axis = web_axis_of(&parts, subject),
        .points = points,
        .point_count = count};
    return svg_trend(web->pages, &chart, out_svg);
}

/* A chart on its way: a point and its texts for each wave. */
struct drawn {
    struct svg_trend_point *points;
    struct point_text *texts;
    char title[WEB_TREND_TITLE_SIZE];
    struct buf svg;
};

static void drawn_wipe(struct drawn *d)
{
    buf_free(&d->svg);
    free(d->points);
    free(d->texts);
}

static enum err make(const struct web *web, const struct web_series *s,
                     const struct web_subject *subject,
                     const struct report_trend *t, struct drawn *d)
{
    char change[WEB_CHANGE_SIZE];
    d->points = calloc(t->count + 1, sizeof *d->points);
    d->texts = calloc(t->count + 1, sizeof *d->texts);
    if (d->points == NULL || d->texts == NULL)
        return ERR_MEMORY;
    last_change(s, subject, t, change);
    (void)snprintf(d->title, sizeof d->title, "%.150s: %s",
                   web_subject_title(subject), change);
    for (size_t i = 0; i < t->count; i++) {
        fill_text(s, subject, &t->points[i], &d->texts[i]);
        d->points[i] = point_of(s, subject, &t->points[i], &d->texts[i]);
    }
    return draw(web, subject, d->points, t->count, d->title, &d->svg);
}

static enum err fill(const struct web *web, const struct web_series *s,
                     const struct web_subject *subject, const char *unit,
                     const struct report_trend *t, struct render_dict *page)
{
    struct drawn d = {.svg = BUF_INIT};
    enum err e = make(web, s, subject, t, &d);
    if (e == ERR_OK) {
        char name[REPORT_CHART_ID_SIZE];
        char words[REPORT_CUTOFF_SIZE];
        struct render_dict *figure = render_add(page, "TREND");
        report_chart_id("trend", web_subject_id(subject), name);
        render_put_text(figure, "TREND_NAME", name);
        render_put_text(figure, "TREND_OF", unit == NULL ? "" : unit);
        render_put_text(figure, "TREND_TITLE", d.title);
        render_put_text(figure, "TREND_SUBJECT", web_subject_title(subject));
        web_subject_unit(subject, words);
        render_put_text(figure, "TREND_UNIT", words);
        render_put_markup(figure, "TREND_CHART", &d.svg);
        for (size_t i = 0; i < t->count; i++)
            put_row(figure, s, subject, t, i, &d.texts[i]);
    }
    drawn_wipe(&d);
    return e;
}

enum err web_put_trend(const struct web *web, const struct web_series *series,
                       const struct web_subject *subject, const char *unit,
                       struct render_dict *page)
{
    struct report_trend trend;
    enum err e = trend_of(series, subject, unit, &trend);
    if (e != ERR_OK)
        return e;
    if (trend.count > 0)
        e = fill(web, series, subject, unit, &trend, page);
    report_trend_wipe(&trend);
    return e;
}

enum err web_trend_chart(const struct web *web, const struct web_series *series,
                         const struct web_subject *subject, const char *unit,
                         char out_title[static WEB_TREND_TITLE_SIZE],
                         struct buf *out_svg)
{
    struct report_trend trend;
    struct drawn d = {.svg = BUF_INIT};
    enum err e = trend_of(series, subject, unit, &trend);
    if (e != ERR_OK)
        return e;
    if (trend.count > 0)
        e = make(web, series, subject, &trend, &d);
    if (e == ERR_OK) {
        (void)snprintf(out_title, WEB_TREND_TITLE_SIZE, "%s", d.title);
        buf_put(out_svg, d.svg.data, d.svg.len);
    }
    drawn_wipe(&d);
    report_trend_wipe(&trend);
    return e;
}
