/* Crisis and support resources on every page, in every language that they
 * have: the page's own script shows the one that the reader chose. Their file
 * is read at the start, and so they are written once. */
#include "web/forms.h"
#include "web/page.h"

static const struct render_field fields[] = {
    {"CRISIS", RENDER_SECTION},
    {"SUPPORT", RENDER_SECTION},
    {"RESOURCE_ENTRY", RENDER_SECTION},
    {"RESOURCE_SOLVE", RENDER_SECTION},
    {"RESOURCE_PROGRAM", RENDER_SECTION},
    {"RESOURCE_NAME", RENDER_SECTION},
    {"RESOURCE_HOURS", RENDER_SECTION},
    {"RESOURCE_FOR", RENDER_SECTION},
    {"RESOURCE_LINK", RENDER_SECTION},
    {"RESOURCE_URL", RENDER_TEXT},
    {"RESOURCE_WRITE", RENDER_SECTION},
    {"RESOURCE_NOTE", RENDER_SECTION},
    {"CALL", RENDER_SECTION},
    {"PHONE", RENDER_TEXT},
    {"PHONE_TEL", RENDER_TEXT},
    {"LANGUAGE", RENDER_TEXT},
    {"OTHER_LANGUAGE", RENDER_SECTION},
    {"TEXT", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form page_resources_form = {"resources.tpl", fields, NULL};

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

static void put_resources(const struct web *web, struct render_dict *page,
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

/* A page in a language has its resources in it: web_language sees to that. */
static enum err make(const struct web *web, const char *language,
                     struct buf *out_markup)
{
    char name[WEB_TEMPLATE_SIZE];
    web_template_in(language, "resources.tpl", name);
    if (!render_has(web->pages, name))
        return ERR_OK;
    struct render_dict *page = render_dict_new();
    put_resources(web, page, language);
    enum err e = render_page(web->pages, name, page, out_markup);
    render_dict_free(page);
    return e;
}

static size_t count_languages(const struct web *web)
{
    struct render_language one;
    size_t count = 0;
    while (render_language_at(web->pages, count, &one))
        count++;
    return count;
}

enum err web_support_make(const struct web *web, struct buf **out_support)
{
    const size_t count = count_languages(web);
    struct buf *all = calloc(count, sizeof *all);
    enum err e = all == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        struct render_language one;
        (void)render_language_at(web->pages, i, &one);
        e = make(web, one.code, &all[i]);
    }
    if (e != ERR_OK) {
        web_support_free(web, all);
        return e;
    }
    *out_support = all;
    return ERR_OK;
}

void web_support_free(const struct web *web, struct buf *support)
{
    for (size_t i = 0; support != NULL && i < count_languages(web); i++)
        buf_free(&support[i]);
    free(support);
}
