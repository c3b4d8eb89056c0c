/* Crisis and support resources on every page, in every language that they
 * have: the page's own script shows the one that the reader chose. */
#include "web/page.h"

/* The page's language stands there without script; the others are hidden. */
static void put_texts(struct render_dict *entry, const char *section,
                      const struct survey_resources *all,
                      const struct survey_text *text, const char *language)
{
    const char *shown = survey_resources_text_in(all, text, language);
    for (size_t i = 0; i < all->language_count; i++) {
        if (text->in[i] == NULL)
            continue;
        struct render_dict *one = render_add(entry, section);
        render_put_text(one, "LANGUAGE", all->languages[i]);
        render_put_text(one, "TEXT", text->in[i]);
        if (text->in[i] != shown)
            (void)render_add(one, "OTHER_LANGUAGE");
    }
}

/* A phone dials digits, and the plus of a number abroad. */
void web_put_number(struct render_dict *entry, const char *section,
                    const char *number)
{
    char digits[32];
    size_t n = 0;
    for (const char *p = number; *p != '\0' && n + 1 < sizeof digits; p++) {
        if ((*p >= '0' && *p <= '9') || *p == '+')
            digits[n++] = *p;
    }
    digits[n] = '\0';
    struct render_dict *call = render_add(entry, section);
    render_put_text(call, "PHONE", number);
    render_put_text(call, "PHONE_TEL", digits);
}

/* Under which heading: crisis lines stand first and alone. */
static const char *heading(const struct survey_resource *one)
{
    if (one->audience == SURVEY_RESOURCE_PROGRAM)
        return "RESOURCE_PROGRAM";
    switch (one->kind) {
    case SURVEY_RESOURCE_CRISIS:
    case SURVEY_RESOURCE_EMERGENCY: return "CRISIS";
    case SURVEY_RESOURCE_COUNSELLING:
    case SURVEY_RESOURCE_PEER: return "SUPPORT";
    case SURVEY_RESOURCE_REPORTING:
    case SURVEY_RESOURCE_PRACTICAL: break;
    }
    return "RESOURCE_SOLVE";
}

static void put_resource(const struct survey_resources *all,
                         const struct survey_resource *one,
                         struct render_dict *parent, const char *language)
{
    struct render_dict *entry = render_add(parent, "RESOURCE_ENTRY");
    put_texts(entry, "RESOURCE_NAME", all, &one->name, language);
    put_texts(entry, "RESOURCE_FOR", all, &one->eligibility, language);
    put_texts(entry, "RESOURCE_HOURS", all, &one->hours, language);
    put_texts(entry, "RESOURCE_NOTE", all, &one->who_learns, language);
    if (one->phone != NULL)
        web_put_number(entry, "CALL", one->phone);
    if (one->sms != NULL)
        web_put_number(entry, "RESOURCE_WRITE", one->sms);
    if (one->url != NULL)
        render_put_text(render_add(entry, "RESOURCE_LINK"), "RESOURCE_URL",
                        one->url);
}

void web_put_resources(const struct web *web, struct render_dict *page,
                       const char *language)
{
    static const char *const headings[] = {
        "CRISIS", "SUPPORT", "RESOURCE_SOLVE", "RESOURCE_PROGRAM"};
    const struct survey_resources *all = web->resources;
    for (size_t h = 0; h < sizeof headings / sizeof *headings; h++) {
        struct render_dict *group = NULL;
        for (size_t i = 0; i < all->count; i++) {
            if (strcmp(heading(&all->list[i]), headings[h]) != 0)
                continue;
            if (group == NULL)
                group = render_add(page, headings[h]);
            put_resource(all, &all->list[i], group, language);
        }
    }
}
