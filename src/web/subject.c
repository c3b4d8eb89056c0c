#include "web/subject.h"

bool web_subject_find(const struct web_view *view, const char *id,
                      struct web_subject *out_subject)
{
    for (size_t i = 0; i < view->scale_count; i++)
        if (strcmp(view->scales[i].survey->id, id) == 0 &&
            !view->scales[i].survey->institution_only) {
            *out_subject = (struct web_subject){.scale = &view->scales[i]};
            return true;
        }
    for (size_t i = 0; i < view->area_count; i++)
        if (strcmp(view->areas[i].id, id) == 0) {
            *out_subject = (struct web_subject){.area = &view->areas[i]};
            return true;
        }
    return false;
}

bool web_subject_first(const struct web_view *view,
                       struct web_subject *out_subject)
{
    for (size_t i = 0; i < view->scale_count; i++)
        if (web_is_outcome(&view->scales[i])) {
            *out_subject = (struct web_subject){.scale = &view->scales[i]};
            return true;
        }
    if (view->area_count > 0)
        *out_subject = (struct web_subject){.area = &view->areas[0]};
    return view->area_count > 0;
}

const char *web_subject_id(const struct web_subject *s)
{
    return s->scale != NULL ? s->scale->survey->id : s->area->id;
}

const char *web_subject_title(const struct web_subject *s)
{
    return s->scale != NULL ? s->scale->title : s->area->title;
}

static enum web_way way_of(const struct web_subject *s)
{
    if (s->scale == NULL)
        return s->area->way;
    return s->scale->survey->high_is == SURVEY_HIGH_IS_WORSE
               ? WEB_HIGH_IS_WORSE
               : WEB_HIGH_IS_BETTER;
}

void web_subject_words(const struct web_subject *s, char *out, size_t size)
{
    static const char *const ways[] = {
        [WEB_MIXED] = "higher is better in some of its questions, worse in "
                      "others",
        [WEB_HIGH_IS_WORSE] = "higher is worse",
        [WEB_HIGH_IS_BETTER] = "higher is better",
    };
    if (s->scale != NULL)
        report_scale_words(s->scale, out, size);
    else
        (void)snprintf(out, size, "0 to 100 points; %s", ways[way_of(s)]);
}

const struct published_value *web_subject_value(
    const struct web_subject *s, const struct published_group *group,
    uint32_t *out_n)
{
    if (!group->shown)
        return NULL;
    if (s->scale == NULL) {
        size_t at = s->area->index;
        *out_n = group->n;
        return at == PUBLISHED_NONE || group->areas[at].text == NULL
                   ? NULL
                   : &group->areas[at];
    }
    const struct published_figure *f = &group->figures[s->scale->index];
    *out_n = f->n;
    return f->shown && f->mean.text != NULL ? &f->mean : NULL;
}

void web_subject_text(const struct web_subject *s,
                      const struct published_value *value,
                      char out[static REPORT_VALUE_SIZE])
{
    if (s->scale != NULL)
        report_mean_text(s->scale, value, out);
    else
        report_value_text(value, out);
}

void web_subject_put(struct render_dict *cell, const struct web_view *view,
                     const struct web_subject *s,
                     const struct published_group *group)
{
    if (s->scale != NULL)
        web_put_figure(cell, view, s->scale, group);
    else
        web_put_area_range(cell, view, s->area, group);
}

void web_subject_points(const struct web_subject *s, double points,
                        char out[static REPORT_VALUE_SIZE])
{
    double inside = points < 0 ? 0 : points > 100 ? 100 : points;
    struct published_value v = {"", PUBLISHED_EXACT,
                                (uint32_t)estimate_round(inside, 10)};
    if (s->scale != NULL && s->scale->own_units)
        report_mean_text(s->scale, &v, out);
    else
        (void)snprintf(out, REPORT_VALUE_SIZE, "%u.%u", v.tenths / 10,
                       v.tenths % 10);
}

/* What rounds to nothing has no sign. */
static void signed_text(double value, bool with_plus,
                        char out[static REPORT_VALUE_SIZE])
{
    int64_t tenths = estimate_round(value, 10);
    int64_t size = tenths < 0 ? -tenths : tenths;
    const char *sign = tenths < 0 ? "−" : with_plus && tenths > 0 ? "+" : "";
    (void)snprintf(out, REPORT_VALUE_SIZE, "%s%lld.%lld", sign,
                   (long long)(size / 10), (long long)(size % 10));
}

void web_subject_difference(const struct web_subject *s, double points,
                            char out[static REPORT_VALUE_SIZE])
{
    signed_text(report_difference(s->scale, points), true, out);
}

void web_subject_interval(const struct web_subject *s,
                          const struct estimate_finding *f,
                          char out[static REPORT_CUTOFF_SIZE])
{
    char low[REPORT_VALUE_SIZE];
    char high[REPORT_VALUE_SIZE];
    signed_text(report_difference(s->scale, f->low), false, low);
    signed_text(report_difference(s->scale, f->high), false, high);
    (void)snprintf(out, REPORT_CUTOFF_SIZE, "%.24s to %.24s", low, high);
}

void web_subject_unit(const struct web_subject *s,
                      char out[static REPORT_CUTOFF_SIZE])
{
    if (s->scale == NULL || !s->scale->own_units)
        (void)snprintf(out, REPORT_CUTOFF_SIZE, "in points");
    else
        (void)snprintf(
            out, REPORT_CUTOFF_SIZE, "on its scale from %.20s to %.20s",
            s->scale->published->low.text, s->scale->published->high.text);
}

enum svg_tone web_subject_tone(const struct web_subject *s, double difference)
{
    enum web_way way = way_of(s);
    if (way == WEB_MIXED)
        return SVG_PLAIN;
    return (difference > 0) == (way == WEB_HIGH_IS_WORSE) ? SVG_WORSE
                                                          : SVG_BETTER;
}

const char *web_sign(double difference)
{
    if (difference >= WEB_LARGE || difference <= -WEB_LARGE)
        return difference > 0 ? "▲▲" : "▼▼";
    return difference > 0 ? "▲" : "▼";
}

enum err web_subject_contrasts(const struct web_view *view,
                               const struct web_subject *s,
                               struct contrast **out_contrasts,
                               size_t *out_count)
{
    return s->scale != NULL ? contrast_units(view->release, s->scale->index,
                                             out_contrasts, out_count)
                            : contrast_areas(view->release, s->area->made_of,
                                             out_contrasts, out_count);
}
