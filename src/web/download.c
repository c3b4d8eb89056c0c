#include "web/download.h"

#include "base/clock.h"
#include "base/log.h"
#include "report/pdf.h"
#include "report/reading.h"
#include "report/slide.h"
#include "report/xlsx.h"
#include "web/made.h"

/* An id of a group as a part of a file's name. */
static void plain_name(const char *wave, const char *what, const char *format,
                       char *out, size_t size)
{
    (void)snprintf(out, size, "%s-%.80s.%s", wave, what, format);
    for (char *c = out; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || *c == '.' || *c == '-';
        if (!plain)
            *c = '-';
    }
}

void web_download(struct web *web, struct http_request *r, const char *wave,
                  const char *what, const char *format, const char *type,
                  struct buf *bytes)
{
    const int64_t now_sec = clock_now_sec();
    struct site_export entry = {.account = web_person(r)->account.name,
                                .wave = wave,
                                .what = what,
                                .format = format,
                                .at_sec = now_sec - now_sec % 60};
    enum err e = site_export_add(web->site, &entry);
    if (e == ERR_OK)
        e = web_renew(web, r);
    if (e != ERR_OK) {
        log_event(LOG_SITE_FAILED, (int64_t)e);
        http_answer_error(r, 503);
        buf_free(bytes);
        return;
    }
    char name[140];
    plain_name(wave, what, format, name, sizeof name);
    struct http_answer head = {
        .status = 200, .type = type, .download_name = name};
    http_answer_buf(r, &head, bytes);
}

static const char *type_of(const char *format)
{
    static const char *const types[][2] = {
        {"csv", "text/csv; charset=utf-8"},
        {"json", HTTP_TYPE_JSON},
        {"pdf", "application/pdf"},
        {"png", "image/png"},
        {"svg", "image/svg+xml"},
        {"xlsx", "application/vnd.openxmlformats-officedocument."
                 "spreadsheetml.sheet"},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i][0], format) == 0)
            return types[i][1];
    return "application/octet-stream";
}

void web_download_end(struct web *web, struct http_request *r, enum err e,
                      const char *wave, const char *what, const char *format,
                      struct buf *bytes)
{
    if (e == ERR_OK)
        web_download(web, r, wave, what, format, type_of(format), bytes);
    else
        http_answer_error(r, 503);
    buf_free(bytes);
}

/* --- files that cost time ------------------------------------------------- */

enum err web_made_pdf(struct web *web, const struct document *document,
                      struct buf *out_pdf)
{
    uint8_t key[DOCUMENT_DIGEST_SIZE];
    document_digest(document, key);
    if (web_made_find(web->made, key, out_pdf))
        return buf_check(out_pdf);
    enum err e = pdf_write(document, out_pdf);
    if (e == ERR_OK)
        web_made_keep(web->made, key, out_pdf);
    return e;
}

enum err web_made_xlsx(struct web *web, const struct report_view *view,
                       size_t group, struct buf *out_xlsx)
{
    uint8_t key[WEB_MADE_KEY_SIZE];
    web_made_key("xlsx",
                 group == PUBLISHED_NONE ? "" : view->release->groups[group].id,
                 view->release->sha256, key);
    if (web_made_find(web->made, key, out_xlsx))
        return buf_check(out_xlsx);
    enum err e = xlsx_release(view, group, web->server_dir, out_xlsx);
    if (e == ERR_OK)
        web_made_keep(web->made, key, out_xlsx);
    return e;
}

static enum err make_png(struct web *web, const struct buf *svg,
                         struct buf *out_png)
{
    uint8_t key[WEB_MADE_KEY_SIZE];
    web_made_key("png", "", buf_text(svg), key);
    if (web_made_find(web->made, key, out_png))
        return buf_check(out_png);
    enum err e = slide_png(svg, out_png);
    if (e == ERR_OK)
        web_made_keep(web->made, key, out_png);
    return e;
}

void web_download_chart(struct web *web, struct http_request *r,
                        const struct published_release *release,
                        const struct web_slide *slide, bool as_png,
                        const struct buf *chart)
{
    char foot[READING_FOOT_SIZE];
    char source[READING_FOOT_SIZE + 8];
    struct buf svg = BUF_INIT;
    struct buf png = BUF_INIT;
    reading_foot(release, foot);
    char *second = strchr(foot, '\n'); /* on paper these are two lines */
    *second = '\0';
    (void)snprintf(source, sizeof source, "%s · %s", foot, second + 1);
    struct slide all = {.title = slide->title,
                        .n = slide->n,
                        .note = READING_CHART,
                        .source = source};
    enum err e = slide_svg(web->pages, &all, chart, &svg);
    if (e == ERR_OK && as_png)
        e = make_png(web, &svg, &png);
    web_download_end(web, r, e, release->wave, slide->what,
                     as_png ? "png" : "svg", as_png ? &png : &svg);
    buf_free(&svg);
}

struct web_wave *web_closed_wave(struct web *web, struct http_request *r,
                                 size_t i)
{
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, i));
    if (wave != NULL && wave->phase == WEB_WAVE_CLOSED)
        return wave;
    web_wave_release(wave);
    http_answer_error(r, 404);
    return NULL;
}
