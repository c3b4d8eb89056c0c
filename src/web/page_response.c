/* /results/WAVE/response?of=cbi_work: who answered, and how far those who did
 * not could move a scale's mean. */
#include "report/response.h"
#include "web/choice.h"
#include "web/download.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/order.h"
#include "web/response.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"ROW", RENDER_SECTION},
    {"LEVEL", RENDER_TEXT},
    {"GROUP_NAME", RENDER_TEXT},
    {"ROSTER", RENDER_TEXT},
    {"GROUP_SHOWN", RENDER_SECTION},
    {"GROUP_HIDDEN", RENDER_SECTION},
    {"ANSWERED", RENDER_TEXT},
    {"PERCENT", RENDER_TEXT},
    {"SHARE_LOW", RENDER_TEXT},
    {"SHARE_HIGH", RENDER_TEXT},
    {"MEAN", RENDER_SECTION},
    {"NO_MEAN", RENDER_SECTION},
    {"MEAN_VALUE", RENDER_TEXT},
    {"WORST", RENDER_TEXT},
    {"SHIFT", RENDER_TEXT},
    {"SCALE_TITLE", RENDER_TEXT},
    {"SCALE_WORDS", RENDER_TEXT},
    {"GAP", RENDER_TEXT},
    WEB_RESPONSE_FIELDS,
    WEB_CHOICE_FIELDS,
    WEB_PARTS_FIELDS,
    WEB_SOURCE_FIELDS,
    {NULL, RENDER_TEXT},
};
const struct render_form page_response_form = {"response.tpl", fields,
                                               web_frame_fields};

static void put_mean(struct render_dict *row, const struct web_subject *s,
                     const struct published_figure *f,
                     const struct report_response *response)
{
    char low[REPORT_VALUE_SIZE];
    char value[REPORT_VALUE_SIZE];
    struct render_dict *mean = render_add(row, "MEAN");
    web_subject_text(s, &f->mean, value);
    render_put_text(mean, "MEAN_VALUE", value);
    web_subject_points(s, response->worst.low, low);
    web_subject_points(s, response->worst.high, value);
    render_put_format(mean, "WORST", "%s to %s", low, value);
    web_subject_difference(s, response->shift, value);
    render_put_text(mean, "SHIFT", value);
}

static void put_row(struct render_dict *page, const struct web_view *view,
                    size_t group, const struct web_subject *s)
{
    const struct published_group *g = &view->release->groups[group];
    const struct report_response response =
        report_response_of(view->release, group, s->scale->index);
    struct render_dict *row = render_add(page, "ROW");
    render_put_text(row, "LEVEL", published_level_name(g->level));
    render_put_text(row, "GROUP_NAME", g->name);
    render_put_int(row, "ROSTER", g->roster);
    if (!response.shown) {
        (void)render_add(row, "GROUP_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(row, "GROUP_SHOWN");
    render_put_int(shown, "ANSWERED", g->n);
    render_put_int(shown, "PERCENT", response.percent);
    render_put_int(shown, "SHARE_LOW", response.interval.low);
    render_put_int(shown, "SHARE_HIGH", response.interval.high);
    if (response.has_mean)
        put_mean(shown, s, &g->figures[s->scale->index], &response);
    else
        (void)render_add(shown, "NO_MEAN");
}

static enum err fill(const struct web *web, const struct web_view *view,
                     const struct web_subject *s, struct render_dict *page)
{
    size_t *order = NULL;
    size_t n = 0;
    char words[160];
    char gap[REPORT_VALUE_SIZE];
    enum err e = web_order(view->release, &order, &n);
    if (e != ERR_OK)
        return e;
    web_put_parts(page, view, WEB_PART_RESPONSE);
    web_put_source(page, view);
    web_put_choice(page, view, s, false);
    web_subject_words(s, words, sizeof words);
    web_subject_difference(s, REPORT_RESPONSE_GAP, gap);
    render_put_text(page, "SCALE_TITLE", web_subject_title(s));
    render_put_text(page, "SCALE_WORDS", words);
    render_put_text(page, "GAP", gap + 1); /* without its sign */
    put_row(page, view, 0, s);
    for (size_t i = 0; i < n; i++)
        put_row(page, view, order[i], s);
    e = web_put_response(web, view, order, n, page);
    free(order);
    return e;
}

void page_response(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_view view = {0};
    struct web_subject subject = {NULL, NULL};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    enum err e = web_view_init(wave, &view);
    if (e == ERR_OK &&
        (!web_choice_of(&view, r, &subject) || subject.scale == NULL)) {
        http_answer_error(r, 404);
    } else {
        struct render_dict *page = web_page_new(web, r, "Who answered");
        if (e == ERR_OK)
            e = fill(web, &view, &subject, page);
        web_page_end(web, r, e, "response.tpl", page);
    }
    web_view_wipe(&view);
    web_wave_release(wave);
}
