/*
 * /unit/UNIT/WAVE: what a tired director of a program needs to know of one
 * wave, for its champion and the subcommittee. The same as files:
 * page_unit_files.c.
 */
#include "report/chart.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/mandate.h"
#include "web/unit_summary.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},
    {"CLOSED_DATE", RENDER_TEXT},
    {"UNIT", RENDER_TEXT},
    {"UNIT_NAME", RENDER_TEXT},
    {"DEPARTMENT", RENDER_TEXT},
    {"RESPONSE", RENDER_TEXT},
    {"REASON", RENDER_SECTION},
    {"REASON_WORDS", RENDER_TEXT},
    {"COLUMN", RENDER_SECTION},
    {"GROUP_NAME", RENDER_TEXT},
    {"REST", RENDER_SECTION},
    {"OUTCOME", RENDER_SECTION},
    {"OUTCOME_WORDS", RENDER_SECTION},
    {"TREND", RENDER_SECTION},
    {"TREND_WORDS", RENDER_SECTION},
    {"WORDS", RENDER_TEXT},
    {"CUT", RENDER_SECTION},
    {"CHART", RENDER_MARKUP},
    {"CHART_NAME", RENDER_TEXT},
    {"CHART_TITLE", RENDER_TEXT},
    {"AREAS_WORDS", RENDER_TEXT},
    {"SCALE", RENDER_SECTION},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"AREA", RENDER_SECTION},
    {"AREA_TITLE", RENDER_TEXT},
    {"CELL", RENDER_SECTION},
    {"SURVEY", RENDER_TEXT},
    {"SURVEY_VERSION", RENDER_TEXT},
    {"RELEASE_SHA", RENDER_TEXT},
    WEB_FIGURE_FIELDS,
    WEB_MANDATE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_unit_wave_form = {"unit_wave.tpl", fields,
                                                web_frame_fields};

struct unit_page {
    struct web *web;
    const struct web_unit_summary *s;
    struct render_dict *page;
};

static void put_head(const struct unit_page *p)
{
    const struct published_release *release = p->s->wave->release;
    struct render_dict *page = p->page;
    render_put_text(page, "WAVE", release->wave);
    render_put_text(page, "TITLE", p->s->wave->manifest->title);
    web_put_closing(page, "CLOSED_DATE", p->s->wave);
    render_put_text(page, "UNIT", p->s->unit->unit);
    render_put_text(page, "UNIT_NAME", p->s->unit->name);
    render_put_text(page, "DEPARTMENT", p->s->unit->department);
    render_put_text(page, "RESPONSE", p->s->summary->response);
    render_put_text(page, "SURVEY", release->survey_id);
    render_put_text(page, "SURVEY_VERSION", release->survey_version);
    render_put_text(page, "RELEASE_SHA", release->sha256);
    render_put_text(page, "AREAS_WORDS",
                    report_areas_words(&p->s->view.shared));
    if (p->s->summary->reason[0] != '\0')
        render_put_text(render_add(page, "REASON"), "REASON_WORDS",
                        p->s->summary->reason);
    if (p->s->summary->is_cut)
        render_put_text(render_add(page, "CUT"), "WORDS", SUMMARY_CUT_WORDS);
}

static const struct published_group *column(const struct unit_page *p, size_t i)
{
    return &p->s->wave->release->groups[p->s->summary->columns[i]];
}

static void put_tables(const struct unit_page *p)
{
    size_t columns = p->s->summary->column_count;
    for (size_t i = 0; i < columns; i++)
        render_put_text(render_add(p->page, "COLUMN"), "GROUP_NAME",
                        column(p, i)->name);
    for (size_t i = 0; i < p->s->view.scale_count; i++) {
        const struct report_scale *scale = &p->s->view.scales[i];
        struct render_dict *row = render_add(p->page, "SCALE");
        char words[96];
        report_scale_words(scale, words, sizeof words);
        render_put_text(row, "SCALE_TITLE", scale->title);
        render_put_text(row, "SCALE_WORDS", words);
        for (size_t c = 0; c < columns; c++)
            web_put_figure(render_add(row, "CELL"), &p->s->view, scale,
                           column(p, c));
    }
    for (size_t a = 0; a < p->s->view.area_count; a++) {
        struct render_dict *row = render_add(p->page, "AREA");
        render_put_text(row, "AREA_TITLE", p->s->view.areas[a].title);
        for (size_t c = 0; c < columns; c++)
            web_put_area(render_add(row, "CELL"), &p->s->view.areas[a],
                         column(p, c));
    }
}

/* --- charts --------------------------------------------------------------- */

/* A figure with its chart, if one was drawn. NAME: of its file. */
static void put_chart(const struct unit_page *p, const char *section,
                      const char *name, const char *title, struct buf *svg)
{
    if (svg->len > 0) {
        struct render_dict *figure = render_add(p->page, section);
        render_put_text(figure, "CHART_NAME", name);
        render_put_text(figure, "CHART_TITLE", title);
        render_put_markup(figure, "CHART", svg);
    }
    buf_free(svg);
}

static enum err put_charts(const struct unit_page *p)
{
    const struct summary *s = p->s->summary;
    char title[SUMMARY_WORDS_SIZE];
    char name[REPORT_CHART_ID_SIZE];
    struct buf svg = BUF_INIT;
    enum err e = summary_chart(p->web->pages, s, title, &svg);
    put_chart(p, "REST", "rest", title, &svg);
    for (size_t i = 0; e == ERR_OK && i < s->outcome_count; i++) {
        const char *id = s->outcomes[i].scale->survey->id;
        report_chart_id("mean", id, name);
        e = summary_outcome_chart(p->web->pages, s, i, title, &svg);
        put_chart(p, "OUTCOME", name, title, &svg);
        if (e == ERR_OK)
            e = summary_trend_chart(p->web->pages, s, i, title, &svg);
        report_chart_id("trend", id, name);
        put_chart(p, "TREND", name, title, &svg);
        render_put_text(render_add(p->page, "OUTCOME_WORDS"), "WORDS",
                        s->outcomes[i].words);
        render_put_text(render_add(p->page, "TREND_WORDS"), "WORDS",
                        s->trends[i].words);
    }
    if (s->areas_words[0] != '\0')
        render_put_text(render_add(p->page, "OUTCOME_WORDS"), "WORDS",
                        s->areas_words);
    return e;
}

void page_unit_wave(void *context, struct http_request *r)
{
    struct web_unit_summary s;
    struct unit_page p = {.web = context, .s = &s};
    if (!web_unit_summary_open(p.web, r, &s))
        return;
    p.page = web_page_new(p.web, r, s.unit->name);
    put_head(&p);
    put_tables(&p);
    enum err e = put_charts(&p);
    if (e == ERR_OK)
        e = web_put_mandate(p.web, p.page, web_person(r), s.wave, s.unit);
    if (e == ERR_OK) {
        web_page_answer(p.web, r, 200, "unit_wave.tpl", p.page);
    } else {
        render_dict_free(p.page);
        http_answer_error(r, 503);
    }
    web_unit_summary_close(&s);
}
