/* /results/WAVE/compare?of=cbi_work: each unit with the rest of its
 * institution, on one scale or area. Every unit, by department and name. */
#include "web/against.h"
#include "web/choice.h"
#include "web/download.h"
#include "web/forms.h"
#include "web/handlers.h"
#include "web/order.h"
#include "web/wave_parts.h"

static const struct render_field fields[] = {
    {"GROUP_NAME", RENDER_TEXT}, {"UNIT", RENDER_TEXT},
    WEB_CHOICE_FIELDS,           WEB_PARTS_FIELDS,
    WEB_SOURCE_FIELDS,           WEB_AGAINST_FIELDS,
    WEB_FIGURE_FIELDS,           {NULL, RENDER_TEXT},
};
const struct render_form page_compare_form = {"compare.tpl", fields,
                                              web_frame_fields};

static enum err fill(const struct web *web, struct http_request *r,
                     const struct web_view *view,
                     const struct web_subject *subject,
                     struct render_dict *page)
{
    size_t *order = NULL;
    size_t n = 0;
    enum err e = web_order(view->release, &order, &n);
    if (e != ERR_OK)
        return e;
    const struct web_against against = {
        .web = web,
        .view = view,
        .order = order,
        .order_n = n,
        .links_units = web_person(r)->account.role == SITE_SUBCOMMITTEE,
        .all = true};
    web_put_parts(page, view, WEB_PART_COMPARE);
    web_put_source(page, view);
    web_put_choice(page, view, subject, true);
    e = web_put_against(&against, subject, page);
    free(order);
    return e;
}

void page_compare(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_view view = {0};
    struct web_subject subject = {NULL, NULL};
    struct web_wave *wave = web_closed_wave(web, r, 0);
    if (wave == NULL)
        return;
    enum err e = web_view_init(wave, &view);
    if (e == ERR_OK && !web_choice_of(&view, r, &subject)) {
        http_answer_error(r, 404);
    } else {
        struct render_dict *page = web_page_new(web, r, "Units compared");
        if (e == ERR_OK)
            e = fill(web, r, &view, &subject, page);
        web_page_end(web, r, e, "compare.tpl", page);
    }
    web_view_wipe(&view);
    web_wave_release(wave);
}
