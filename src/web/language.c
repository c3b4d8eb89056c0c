/* Which language a page is answered in: the one that its address asks for
 * (?lang=es), else the first that the browser asks for and the page has, else
 * English. Nothing is kept. */
#include "base/datetime.h"
#include "web/page.h"

#include <strings.h>

/* Whether the page is there in LANGUAGE, as LEN bytes of a request say it. */
static bool speaks(const struct web *web, const char *template_name,
                   const char *asked, size_t len, struct render_language *out)
{
    for (size_t i = 0; render_language_at(web->pages, i, out); i++) {
        char name[WEB_TEMPLATE_SIZE];
        if (strlen(out->code) != len || strncasecmp(out->code, asked, len) != 0)
            continue;
        web_template_in(out->code, template_name, name);
        if (render_has(web->pages, name))
            return true;
    }
    return false;
}

void web_template_in(const char *language, const char *template_name,
                     char out[static WEB_TEMPLATE_SIZE])
{
    bool other = strcmp(language, "en") != 0;
    (void)snprintf(out, WEB_TEMPLATE_SIZE, "%s%s%s", other ? language : "",
                   other ? "/" : "", template_name);
}

const char *web_language(const struct web *web, const struct http_request *r,
                         const char *template_name)
{
    struct render_language found;
    const char *asked = http_request_query(r, "lang");
    if (asked != NULL &&
        speaks(web, template_name, asked, strlen(asked), &found))
        return found.code;
    /* "es-MX,es;q=0.9,en;q=0.8": browsers name the best one first. */
    const char *at = http_request_languages(r);
    while (asked == NULL && at != NULL && *at != '\0') {
        at += strspn(at, " ,");
        if (speaks(web, template_name, at, strcspn(at, "-;, "), &found))
            return found.code;
        at += strcspn(at, ",");
    }
    return "en";
}

void web_put_languages(const struct web *web, struct render_dict *page,
                       const char *template_name, const char *language)
{
    struct render_language other;
    for (size_t i = 0; render_language_at(web->pages, i, &other); i++) {
        struct render_language same;
        if (strcmp(other.code, language) == 0 ||
            !speaks(web, template_name, other.code, strlen(other.code), &same))
            continue;
        struct render_dict *link = render_add(page, "TONGUE");
        render_put_text(link, "TONGUE_CODE", other.code);
        render_put_text(link, "TONGUE_NAME", other.name);
    }
}

void web_put_moment(struct render_dict *page, const char *name, int64_t sec,
                    const char *language)
{
    char words[DATETIME_WORDS_SIZE];
    char digits[DATETIME_RFC3339_SIZE];
    datetime_words(sec, words);
    datetime_rfc3339(sec, digits);
    if (strcmp(language, "en") == 0)
        render_put_text(page, name, words);
    else /* 2026-12-15 23:59, which every language can read */
        render_put_format(page, name, "%.10s %.5s", digits, digits + 11);
}
