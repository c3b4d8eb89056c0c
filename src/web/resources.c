/* Crisis and support resources on every page, in every language that they
 * have: the page's own script shows the one that the reader chose. */
#include "web/page.h"

/* The first text stands there without script; the others are hidden. */
static void put_texts(struct render_dict *entry, const char *section,
                      const struct survey_resources *all,
                      const struct survey_text *text)
{
    bool others = false;
    for (size_t i = 0; i < all->language_count; i++) {
        if (text->in[i] == NULL)
            continue;
        struct render_dict *one = render_add(entry, section);
        render_put_text(one, "LANGUAGE", all->languages[i]);
        render_put_text(one, "TEXT", text->in[i]);
        if (others)
            (void)render_add(one, "OTHER_LANGUAGE");
        others = true;
    }
}

/* What a phone dials: digits only. */
static void put_phone(struct render_dict *entry, const char *phone)
{
    char digits[32];
    size_t n = 0;
    for (const char *p = phone; *p != '\0' && n + 1 < sizeof digits; p++) {
        if (*p >= '0' && *p <= '9')
            digits[n++] = *p;
    }
    digits[n] = '\0';
    struct render_dict *call = render_add(entry, "CALL");
    render_put_text(call, "PHONE", phone);
    render_put_text(call, "PHONE_TEL", digits);
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
        put_texts(entry, "RESOURCE_NAME", all, &one->name);
        put_texts(entry, "RESOURCE_HOURS", all, &one->hours);
        put_texts(entry, "RESOURCE_NOTE", all, &one->who_learns);
        if (one->phone != NULL)
            put_phone(entry, one->phone);
    }
}
