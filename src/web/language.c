/* Which language a page is answered in: the one that its address asks for
 * (?lang=es), else the first that the browser asks for and the page has, else
 * English. Nothing is kept: an address that asks is passed on by the page's
 * links. */
#include "base/calendar.h"
#include "base/datetime.h"
#include "web/page.h"

#include <strings.h>

/* --- which ---------------------------------------------------------------- */

/* The language whose code LEN bytes of a request are. */
static bool find(const struct web *web, const char *asked, size_t len,
                 struct render_language *out)
{
    for (size_t i = 0; render_language_at(web->pages, i, out); i++) {
        if (strlen(out->code) == len && strncasecmp(out->code, asked, len) == 0)
            return true;
    }
    return false;
}

/* Whether the page is there in that language, with the resources that stand on
 * every page. */
static bool speaks(const struct web *web, const char *template_name,
                   const char *asked, size_t len, struct render_language *out)
{
    char name[WEB_TEMPLATE_SIZE];
    if (!find(web, asked, len, out))
        return false;
    web_template_in(out->code, "resources.tpl", name);
    if (!render_has(web->pages, name))
        return false;
    web_template_in(out->code, template_name, name);
    return render_has(web->pages, name);
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
    while (at != NULL && *at != '\0') {
        at += strspn(at, " ,");
        if (speaks(web, template_name, at, strcspn(at, ";, "), &found) ||
            speaks(web, template_name, at, strcspn(at, "-;, "), &found))
            return found.code;
        at += strcspn(at, ",");
    }
    return "en";
}

const char *web_language_asked(const struct web *web,
                               const struct http_request *r)
{
    struct render_language found;
    const char *asked = http_request_query(r, "lang");
    return asked != NULL && find(web, asked, strlen(asked), &found) ? found.code
                                                                    : NULL;
}

void web_put_languages(const struct web *web, struct render_dict *page,
                       const char *template_name, const char *language,
                       const char *asked)
{
    struct render_language other;
    if (asked != NULL) {
        (void)render_add(page, "ASKED");
        render_put_text(page, "LANG_CODE", asked);
    }
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

void web_put_foreign(struct render_dict *page, const char *const *languages,
                     size_t count, const char *language)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(languages[i], language) == 0)
            return;
    }
    if (count > 0)
        render_put_text(render_add(page, "FOREIGN"), "FOREIGN_CODE",
                        languages[0]);
}

/* --- days ----------------------------------------------------------------- */

enum err web_calendars_load(const struct web *web, const char *dir,
                            struct calendar **out_calendars,
                            struct err_note *note)
{
    struct render_language one;
    size_t count = 0;
    while (render_language_at(web->pages, count, &one))
        count++;
    struct calendar *all = calloc(count, sizeof *all);
    enum err e = all == NULL ? err_say(note, ERR_MEMORY, "no memory") : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        (void)render_language_at(web->pages, i, &one);
        e = calendar_load(dir, one.code, &all[i], note);
        if (e == ERR_NOT_FOUND) /* days stay digits */
            e = ERR_OK;
    }
    if (e != ERR_OK) {
        free(all);
        return e;
    }
    *out_calendars = all;
    return ERR_OK;
}

/* A language's calendar; NULL when it has none. */
static const struct calendar *calendar_of(const struct web *web,
                                          const char *language)
{
    struct render_language one;
    for (size_t i = 0; render_language_at(web->pages, i, &one); i++) {
        if (strcmp(one.code, language) == 0)
            return web->calendars[i].form[0] == '\0' ? NULL
                                                     : &web->calendars[i];
    }
    return NULL;
}

/* DATE in words; itself, which every language can read, without a calendar. */
static void write_day(const struct web *web, const char *date,
                      const char *language, char out[static CALENDAR_DATE_SIZE])
{
    const struct calendar *calendar = calendar_of(web, language);
    if (calendar == NULL || calendar_date(calendar, date, out) != ERR_OK)
        (void)snprintf(out, CALENDAR_DATE_SIZE, "%s", date);
}

void web_put_day(const struct web *web, struct render_dict *page,
                 const char *name, const char *date, const char *language)
{
    char day[CALENDAR_DATE_SIZE];
    write_day(web, date, language, day);
    render_put_text(page, name, day);
}

void web_put_moment(const struct web *web, struct render_dict *page,
                    const char *name, int64_t sec, const char *language)
{
    char digits[DATETIME_RFC3339_SIZE];
    char date[DATETIME_DATE_SIZE];
    char day[CALENDAR_DATE_SIZE];
    datetime_rfc3339(sec, digits);
    datetime_date(sec, date);
    write_day(web, date, language, day);
    render_put_format(page, name, "%s, %.5s", day, digits + 11);
}
