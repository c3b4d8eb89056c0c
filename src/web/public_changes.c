#include "base/clock.h"
#include "report/grouping.h"
#include "web/public.h"

/* The last wave that closed before this one, when everybody may see it too: a
 * change would else tell what was not published. NULL: there is none. */
static const struct web_wave *wave_before(struct web_wave *const *list,
                                          size_t count,
                                          const struct web_wave *wave)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i]->phase != WEB_WAVE_CLOSED ||
            list[i]->info.closes_sec >= wave->info.closes_sec)
            continue;
        return web_wave_is_public(list[i], clock_now_sec()) ? list[i] : NULL;
    }
    return NULL;
}

/* Points, or a scale's own units, to a tenth; with a sign. */
static void put_points(struct render_dict *row, const char *name,
                       const struct report_scale *scale, double points)
{
    int64_t tenths = estimate_round(points, 10);
    if (scale->own_units)
        tenths = estimate_round(points *
                                    (double)(scale->survey->high.thousandths -
                                             scale->survey->low.thousandths) /
                                    100000.0,
                                10);
    int64_t size = tenths < 0 ? -tenths : tenths;
    render_put_format(row, name, "%s%lld.%lld",
                      tenths < 0   ? "\xe2\x88\x92"
                      : tenths > 0 ? "+"
                                   : "",
                      (long long)(size / 10), (long long)(size % 10));
}

/* What a scale came to since then. */
struct change {
    bool known; /* asked in the same way, and shown in both */
    struct estimate_finding found;
};

static struct change compare(const struct web_view *view,
                             const struct report_scale *scale,
                             const struct published_release *before)
{
    struct estimate now_mean;
    struct estimate then_mean;
    size_t then = published_scale_find(before, scale->survey->id);
    if (then == PUBLISHED_NONE ||
        !grouping_same_scale(scale->published, &before->scales[then]) ||
        !grouping_estimate_group(view->release, 0, scale->index, &now_mean) ||
        !grouping_estimate_group(before, 0, then, &then_mean))
        return (struct change){.known = false};
    struct estimate minus = estimate_minus(&now_mean, &then_mean);
    return (struct change){true, estimate_find(&minus)};
}

/* CLEAR: also among so many scales chance would seldom make it. */
static void put_change(const struct public_page *p, struct render_dict *row,
                       const struct report_scale *scale,
                       const struct change *change, bool clear)
{
    render_put_text(row, "SCALE_TITLE", public_scale_title(p, scale));
    if (!change->known) {
        (void)render_add(row, "BROKEN");
        return;
    }
    struct render_dict *cells = render_add(row, "COMPARED");
    put_points(cells, "CHANGE_VALUE", scale, change->found.value);
    put_points(cells, "CHANGE_LOW", scale, change->found.low);
    put_points(cells, "CHANGE_HIGH", scale, change->found.high);
    bool up_is_good = scale->survey->high_is == SURVEY_HIGH_IS_BETTER;
    bool is_up = change->found.value > 0;
    (void)render_add(cells, !clear                ? "UNCLEAR"
                            : is_up == up_is_good ? "BETTER"
                                                  : "WORSE");
}

static void put_table(const struct public_page *p, struct render_dict *part,
                      const struct change *changes)
{
    const struct web_view *view = p->view;
    size_t compared = 0;
    size_t clear = 0;
    for (size_t i = 0; i < view->scale_count; i++)
        compared += changes[i].known;
    for (size_t i = 0; i < view->scale_count; i++) {
        bool is_clear =
            changes[i].known && changes[i].found.p * (double)compared < 0.05;
        put_change(p, render_add(part, "CHANGE"), &view->scales[i], &changes[i],
                   is_clear);
        if (is_clear)
            put_change(p, render_add(part, "CLEAR"), &view->scales[i],
                       &changes[i], true);
        clear += is_clear;
    }
    if (clear == 0)
        (void)render_add(part, "NOTHING");
}

static enum err put_before(const struct public_page *p,
                           const struct web_wave *before)
{
    const struct web_view *view = p->view;
    struct change *changes = calloc(view->scale_count + 1, sizeof *changes);
    if (changes == NULL)
        return ERR_MEMORY;
    struct render_dict *part = render_add(p->page, "BEFORE");
    render_put_text(part, "BEFORE_WAVE", before->info.name);
    render_put_text(
        part, "BEFORE_TITLE",
        survey_text_in(before->survey, &before->survey->title, p->language));
    web_put_closing_in(p->web, part, "BEFORE_DATE", before, p->language);
    for (size_t i = 0; i < view->scale_count; i++)
        changes[i] = compare(view, &view->scales[i], before->release);
    put_table(p, part, changes);
    free(changes);
    return ERR_OK;
}

enum err public_put_changes(const struct public_page *p)
{
    struct web_wave **list = NULL;
    size_t count = 0;
    enum err e = web_waves_list(p->web->waves, &list, &count);
    if (e != ERR_OK)
        return e;
    const struct web_wave *before = wave_before(list, count, p->view->wave);
    if (before == NULL)
        (void)render_add(p->page, "FIRST");
    else
        e = put_before(p, before);
    web_waves_list_free(list, count);
    return e;
}
