/* A summary as a document: two pages where plans are short. */
#include "report/summary.h"

#include "base/datetime.h"
#include "report/reading.h"

static const struct published_release *release_of(const struct summary *s)
{
    return s->request.view->release;
}

static struct document *begin(const struct summary *s)
{
    const struct published_release *r = release_of(s);
    char title[400];
    (void)snprintf(title, sizeof title, "%.256s, wave %.64s",
                   s->request.unit->name, r->wave);
    return reading_document(r, title, "Summary for the unit's champion",
                            r->closed);
}

static void put_head(struct document *d, const struct summary *s)
{
    const struct published_release *r = release_of(s);
    char closed[DATETIME_WORDS_SIZE];
    if (datetime_date_words(r->closed, closed) != ERR_OK)
        (void)snprintf(closed, sizeof closed, "%.10s", r->closed);
    document_put(d, DOCUMENT_TITLE, s->request.unit->name);
    document_format(d, DOCUMENT_TEXT, "%s, %s. “%s”, wave %s, closed on %s.",
                    s->request.unit->department, r->institution,
                    s->request.manifest->title, r->wave, closed);
    document_put(d, DOCUMENT_TEXT, s->response);
    if (s->reason[0] != '\0')
        document_put(d, DOCUMENT_BOX, s->reason);
}

/* The columns of groups behind a first one of names. */
static void begin_table(struct document *d, const struct summary *s,
                        const char *first)
{
    struct document_column columns[SUMMARY_COLUMNS_MAX + 1];
    char titles[SUMMARY_COLUMNS_MAX][220];
    unsigned width = (unsigned)(60 / s->column_count);
    columns[0] = (struct document_column){
        .title = first, .width = 100 - width * (unsigned)s->column_count};
    for (size_t i = 0; i < s->column_count; i++) {
        const struct published_group *g = &release_of(s)->groups[s->columns[i]];
        const char *name = s->columns[i] == 0 ? "Institution" : g->name;
        if (g->shown)
            (void)snprintf(titles[i], sizeof titles[i], "%.180s, n %u", name,
                           (unsigned)g->n);
        else
            (void)snprintf(titles[i], sizeof titles[i], "%.180s", name);
        columns[i + 1] = (struct document_column){
            .title = titles[i], .width = width, .is_number = true};
    }
    document_table(d, columns, s->column_count + 1);
}

static void put_outcomes(struct document *d, const struct summary *s)
{
    begin_table(d, s, "Outcome");
    for (size_t i = 0; i < s->outcome_count; i++) {
        const struct report_scale *scale = s->outcomes[i].scale;
        char words[96];
        report_scale_words(scale, words, sizeof words);
        document_cell(d, scale->title, words, false);
        for (size_t c = 0; c < s->column_count; c++)
            reading_cell(d, s->request.view, scale, s->columns[c]);
    }
}

/* Adds a chart that was made, if there was anything to draw. */
static void put_picture(struct document *d, const char *title, struct buf *svg)
{
    if (svg->len > 0)
        document_picture(d, title, svg, 6);
    buf_free(svg);
}

static enum err put_standing(const struct render_set *set, struct document *d,
                             const struct summary *s)
{
    char title[SUMMARY_WORDS_SIZE];
    struct buf svg = BUF_INIT;
    document_put(d, DOCUMENT_HEADING, "Where the unit stands");
    enum err e = summary_chart(set, s, title, &svg);
    put_picture(d, title, &svg);
    if (e == ERR_OK && s->outcome_count > 0) {
        e = summary_outcome_chart(set, s, 0, title, &svg);
        put_picture(d, title, &svg);
    }
    if (e == ERR_OK && s->outcome_count > 0) {
        e = summary_trend_chart(set, s, 0, title, &svg);
        if (svg.len > 0)
            document_picture_under(d, title, &svg);
        buf_free(&svg);
    }
    for (size_t i = 0; i < s->outcome_count; i++)
        document_put(d, DOCUMENT_TEXT, s->outcomes[i].words);
    if (s->areas_words[0] != '\0')
        document_put(d, DOCUMENT_TEXT, s->areas_words);
    if (s->is_cut)
        document_put(d, DOCUMENT_NOTE, SUMMARY_CUT_WORDS);
    put_outcomes(d, s);
    return e;
}

/* The picture of the first outcome stands further up. */
static void put_trends(struct document *d, const struct summary *s)
{
    document_put(d, DOCUMENT_HEADING, "Trend");
    for (size_t i = 0; i < s->outcome_count; i++)
        document_put(d, DOCUMENT_TEXT, s->trends[i].words);
}

static bool holds(const struct survey_area *area, size_t scale)
{
    for (size_t i = 0; i < area->scale_count; i++)
        if (area->scales[i] == scale)
            return true;
    return false;
}

static void put_areas(struct document *d, const struct summary *s)
{
    const struct report_view *view = s->request.view;
    document_put(d, DOCUMENT_HEADING, "The six areas, and their questions");
    document_format(d, DOCUMENT_TEXT, "Points from 0 to 100; %s.",
                    report_areas_words(view));
    begin_table(d, s, "Area");
    for (size_t a = 0; a < view->area_count; a++) {
        document_cell(d, view->areas[a].title, NULL, true);
        for (size_t c = 0; c < s->column_count; c++)
            reading_cell_area(d, view, &view->areas[a], s->columns[c]);
        for (size_t i = 0; i < view->scale_count; i++) {
            const struct report_scale *scale = &view->scales[i];
            size_t at = (size_t)(scale->survey - view->survey->scales);
            if (!holds(view->areas[a].survey, at))
                continue;
            document_cell_indented(d, scale->title);
            for (size_t c = 0; c < s->column_count; c++)
                reading_cell_short(d, view, scale, s->columns[c]);
        }
    }
}

/* --- what the program does ------------------------------------------------ */

/* What the people of the unit's own row say, beside what its champion does. */
static void put_says(struct document *d, const struct summary *s,
                     const char *area)
{
    const struct report_view *view = s->request.view;
    for (size_t i = 0; area != NULL && i < view->area_count; i++)
        if (strcmp(view->areas[i].survey->id, area) == 0) {
            reading_cell_area(d, view, &view->areas[i], s->columns[0]);
            return;
        }
    document_cell(d, "not asked", NULL, false);
}

static void put_checks(struct document *d, const struct summary *s,
                       const struct summary_mandate *m)
{
    static const struct document_column columns[] = {{"Area", 33, false},
                                                     {"Trainees say", 9, true},
                                                     {"In place", 11, false},
                                                     {"Evidence", 32, false},
                                                     {"Said", 15, false}};
    if (m->check_count == 0)
        return;
    document_put(d, DOCUMENT_HEADING,
                 "What is in place, beside what trainees say");
    document_table(d, columns, 5);
    for (size_t i = 0; i < m->check_count; i++) {
        document_cell(d, m->checks[i].area, NULL, false);
        put_says(d, s, m->checks[i].area_id);
        document_cell(d, m->checks[i].state, NULL, true);
        document_cell(d, m->checks[i].evidence, NULL, false);
        document_cell(d, m->checks[i].said, NULL, false);
    }
}

static void put_plans(struct document *d, const struct summary_mandate *m)
{
    static const struct document_column columns[] = {{"What", 38, false},
                                                     {"Area", 22, false},
                                                     {"Owner", 15, false},
                                                     {"Due", 12, false},
                                                     {"Status", 13, false}};
    document_put(d, DOCUMENT_HEADING, "This unit's plan");
    if (m->plan_count == 0) {
        document_put(d, DOCUMENT_TEXT, "No plan has been written down yet.");
        return;
    }
    document_table(d, columns, 5);
    for (size_t i = 0; i < m->plan_count; i++) {
        document_cell(d, m->plans[i].what, NULL, false);
        document_cell(d, m->plans[i].area, NULL, false);
        document_cell(d, m->plans[i].owner, NULL, false);
        document_cell(d, m->plans[i].due,
                      m->plans[i].is_overdue ? "overdue" : NULL,
                      m->plans[i].is_overdue);
        document_cell(d, m->plans[i].status, NULL, true);
    }
}

static void put_shared(struct document *d, const struct summary_mandate *m)
{
    static const struct document_column columns[] = {
        {"What was done", 42, false},
        {"Area", 22, false},
        {"Where", 20, false},
        {"Its owner says", 16, false}};
    if (m->shared_count == 0)
        return;
    document_put(d, DOCUMENT_HEADING, "What helped elsewhere");
    document_table(d, columns, 4);
    for (size_t i = 0; i < m->shared_count; i++) {
        document_cell(d, m->shared[i].what, NULL, false);
        document_cell(d, m->shared[i].area, NULL, false);
        document_cell(d, m->shared[i].unit, NULL, false);
        document_cell(d, m->shared[i].status, NULL, false);
    }
}

enum err summary_document(const struct render_set *set,
                          const struct summary *summary,
                          struct document **out_document)
{
    struct document *d = begin(summary);
    if (d == NULL)
        return ERR_MEMORY;
    document_fit(d, 2);
    put_head(d, summary);
    enum err e = put_standing(set, d, summary);
    put_trends(d, summary);
    document_page(d);
    put_areas(d, summary);
    if (summary->request.mandate != NULL) {
        put_checks(d, summary, summary->request.mandate);
        put_plans(d, summary->request.mandate);
        put_shared(d, summary->request.mandate);
    }
    reading_put(d, release_of(summary));
    if (e == ERR_OK)
        e = document_check(d);
    if (e == ERR_OK)
        *out_document = d;
    else
        document_free(d);
    return e;
}
