/* The language of a page: one that it has, and that was asked for; or English.
 */
#include "fuzz/wire.h"

#include "http/request_impl.h"
#include "web/page.h"

#include <strings.h>

#define PAGE "information.tpl"

static bool is_there(const struct web *web, const char *code)
{
    struct render_language one;
    for (size_t i = 0; render_language_at(web->pages, i, &one); i++)
        if (strcmp(one.code, code) == 0)
            return true;
    return false;
}

static bool has(const char *list, const char *code)
{
    return list != NULL && strcasestr(list, code) != NULL;
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct web web;
    if (web.pages == NULL)
        err_assert(render_set_load("templates", &web.pages, NULL) == ERR_OK);
    char *text = fuzz_text(data, len);
    struct fuzz_wire wire = fuzz_wire_read(text);
    struct http_request r = {.connection = (struct MHD_Connection *)&wire};
    const char *code = web_language(&web, &r, PAGE);
    const char *asked = http_request_query(&r, "lang");
    const char *browser = http_request_languages(&r);
    err_assert(is_there(&web, code));
    err_assert(strcmp(code, "en") == 0 || has(asked, code) ||
               has(browser, code));
    const char *passed_on = web_language_asked(&web, &r);
    err_assert(passed_on == NULL || strcasecmp(passed_on, asked) == 0);
    free(text);
    return 0;
}
