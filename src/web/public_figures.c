#include "web/public.h"

#include "staff/areas.h"

const char *public_scale_title(const struct public_page *p,
                               const struct report_scale *scale)
{
    return survey_text_in(p->view->wave->survey, &scale->survey->title,
                          p->language);
}

const char *public_area_title(const struct public_page *p, const char *id)
{
    const struct survey *s = p->view->wave->survey;
    for (size_t i = 0; i < s->area_count; i++) {
        if (strcmp(s->areas[i].id, id) == 0)
            return survey_text_in(s, &s->areas[i].title, p->language);
    }
    return areas_titles[areas_find(id)];
}

static void put_value(struct render_dict *shown,
                      const struct published_value *value, const char *bare)
{
    render_put_text(shown, "VALUE", bare);
    if (report_is_about(value))
        (void)render_add(shown, "ABOUT");
}

/* --- the six areas -------------------------------------------------------- */

static void put_area(const struct public_page *p, const struct web_area *area)
{
    const struct published_group *all = &p->view->release->groups[0];
    struct render_dict *row = render_add(p->page, "AREA");
    render_put_text(row, "AREA_TITLE", public_area_title(p, area->id));
    if (!all->shown || area->index == PUBLISHED_NONE ||
        all->areas[area->index].text == NULL) {
        (void)render_add(row, "HIDDEN");
        return;
    }
    char bare[REPORT_VALUE_SIZE];
    struct render_dict *shown = render_add(row, "SHOWN");
    report_value_bare(&all->areas[area->index], bare);
    put_value(shown, &all->areas[area->index], bare);
    if (published_low_precision(all->n))
        (void)render_add(shown, "LOW_PRECISION");
}

/* Which way is better, when it is the same for all areas. */
static const char *way_of_areas(const struct web_view *view)
{
    size_t better = 0;
    size_t worse = 0;
    for (size_t i = 0; i < view->area_count; i++) {
        better += view->areas[i].way == WEB_HIGH_IS_BETTER;
        worse += view->areas[i].way == WEB_HIGH_IS_WORSE;
    }
    return better == view->area_count  ? "AREAS_UP_IS_BETTER"
           : worse == view->area_count ? "AREAS_UP_IS_WORSE"
                                       : "AREAS_UP_DEPENDS";
}

/* --- scales --------------------------------------------------------------- */

static void put_about_scale(struct render_dict *row,
                            const struct report_scale *scale)
{
    if (scale->own_units) {
        struct render_dict *units = render_add(row, "IN_UNITS");
        render_put_text(units, "UNITS_LOW", scale->published->low.text);
        render_put_text(units, "UNITS_HIGH", scale->published->high.text);
    } else {
        (void)render_add(row, "IN_POINTS");
    }
    bool worse = scale->survey->high_is == SURVEY_HIGH_IS_WORSE;
    (void)render_add(row, worse ? "UP_IS_WORSE" : "UP_IS_BETTER");
}

static void put_mean(const struct public_page *p, struct render_dict *row,
                     const struct report_scale *scale,
                     const struct published_figure *f)
{
    char bare[REPORT_VALUE_SIZE];
    struct render_dict *shown = render_add(row, "SHOWN");
    report_mean_bare(scale, &f->mean, bare);
    put_value(shown, &f->mean, bare);
    render_put_int(shown, "N", f->n);
    if (published_low_precision(f->n))
        (void)render_add(shown, "LOW_PRECISION");
    struct report_range range;
    if (!report_range_of(p->view->release, 0, scale->index, &range))
        return;
    char low[REPORT_VALUE_SIZE];
    char high[REPORT_VALUE_SIZE];
    struct render_dict *interval = render_add(shown, "INTERVAL");
    report_range_text(scale, f, range, low, high);
    render_put_text(interval, "LOW", low);
    render_put_text(interval, "HIGH", high);
}

/* The share at or above the first cutoff; beside a cutoff that is not in points
 * stands what its scale runs from and to. */
static void put_above(struct render_dict *row, const struct report_scale *scale,
                      const struct published_figure *f)
{
    const struct published_scale *s = scale->published;
    if (s->cutoff_count == 0 || f->above.text == NULL)
        return;
    char bare[REPORT_VALUE_SIZE];
    struct render_dict *above = render_add(row, "ABOVE");
    report_value_bare(&f->above, bare);
    render_put_text(above, "ABOVE_VALUE", bare);
    if (report_is_about(&f->above))
        (void)render_add(above, "ABOUT");
    render_put_text(above, "CUTOFF", s->cutoffs[0].text);
    render_put_int(above, "ABOVE_N", f->above_n);
    if (s->low.thousandths == 0 && s->high.thousandths == 100 * 1000)
        return;
    struct render_dict *units = render_add(above, "IN_UNITS");
    render_put_text(units, "UNITS_LOW", s->low.text);
    render_put_text(units, "UNITS_HIGH", s->high.text);
}

static void put_scale(const struct public_page *p,
                      const struct report_scale *scale)
{
    const struct published_group *all = &p->view->release->groups[0];
    const struct published_figure *f =
        all->shown ? &all->figures[scale->index] : NULL;
    struct render_dict *row = render_add(p->page, "SCALE");
    render_put_text(row, "SCALE_TITLE", public_scale_title(p, scale));
    put_about_scale(row, scale);
    if (f == NULL || !f->shown || f->mean.text == NULL) {
        (void)render_add(row, "HIDDEN");
        return;
    }
    put_mean(p, row, scale, f);
    put_above(row, scale, f);
}

void public_put_figures(const struct public_page *p)
{
    (void)render_add(p->page, way_of_areas(p->view));
    for (size_t i = 0; i < p->view->area_count; i++)
        put_area(p, &p->view->areas[i]);
    for (size_t i = 0; i < p->view->scale_count; i++)
        put_scale(p, &p->view->scales[i]);
}
