/* Crisis and support resources on every page. */
#include "web/page.h"

/* What a phone dials: digits only. */
static void put_number(struct render_dict *entry, const char *phone)
{
    char digits[32];
    size_t n = 0;
    for (const char *p = phone; *p != '\0' && n + 1 < sizeof digits; p++) {
        if (*p >= '0' && *p <= '9')
            digits[n++] = *p;
    }
    digits[n] = '\0';
    render_put_text(entry, "PHONE", phone);
    render_put_text(entry, "PHONE_TEL", digits);
}

void web_put_resources(const struct web *web, struct render_dict *page)
{
    const struct survey_resources *all = web->resources;
    for (size_t i = 0; i < all->count; i++) {
        const struct survey_resource *one = &all->list[i];
        bool urgent = one->kind == SURVEY_RESOURCE_CRISIS ||
                      one->kind == SURVEY_RESOURCE_EMERGENCY;
        struct render_dict *entry =
            render_add(page, urgent ? "CRISIS" : "SUPPORT");
        render_put_text(entry, "NAME",
                        survey_resources_text_in(all, &one->name, NULL));
        render_put_text(entry, "HOURS",
                        survey_resources_text_in(all, &one->hours, NULL));
        render_put_text(entry, "NOTE",
                        survey_resources_text_in(all, &one->who_learns, NULL));
        put_number(entry, one->phone == NULL ? "" : one->phone);
    }
}
