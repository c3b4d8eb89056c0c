/* The language of a page: one that it has, and that was asked for; or English.
 */
#include "fuzz/wire.h"

#include "http/request_impl.h"
#include "web/page.h"

#define PAGE "information.tpl"

static bool is_there(const struct web *web, const char *code)
{
    struct render_language one;
    for (size_t i = 0; render_language_at(web->pages, i, &one); i++)
        if (strcmp(one.code, code) == 0)
            return true;
    return false;
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
    if (asked == NULL)
        asked = http_request_languages(&r);
    err_assert(is_there(&web, code));
    err_assert(strcmp(code, "en") == 0 ||
               (asked != NULL && strcasestr(asked, code) != NULL));
    free(text);
    return 0;
}
