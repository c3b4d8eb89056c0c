#include "web/choice.h"

bool web_choice_of(const struct web_view *view, const struct http_request *r,
                   struct web_subject *out_subject)
{
    const char *id = http_request_query(r, "of");
    return id == NULL || id[0] == 0 ? web_subject_first(view, out_subject)
                                    : web_subject_find(view, id, out_subject);
}

static void put_one(struct render_dict *page, const char *section,
                    const struct web_subject *s,
                    const struct web_subject *chosen)
{
    struct render_dict *option = render_add(page, section);
    render_put_text(option, "OF_ID", web_subject_id(s));
    render_put_text(option, "OF_TITLE", web_subject_title(s));
    if (chosen != NULL && chosen->scale == s->scale && chosen->area == s->area)
        (void)render_add(option, "OF_CHOSEN");
}

void web_put_choice(struct render_dict *page, const struct web_view *view,
                    const struct web_subject *chosen, bool with_areas)
{
    for (size_t i = 0; i < view->scale_count; i++) {
        const struct web_subject s = {.scale = &view->scales[i]};
        if (!s.scale->survey->institution_only)
            put_one(page, s.scale->in_area ? "OF_DRIVER" : "OF_SCALE", &s,
                    chosen);
    }
    if (!with_areas || view->area_count == 0)
        return;
    struct render_dict *areas = render_add(page, "OF_AREAS");
    for (size_t i = 0; i < view->area_count; i++) {
        const struct web_subject s = {.area = &view->areas[i]};
        put_one(areas, "OF_AREA", &s, chosen);
    }
}
