#include "web/download.h"

#include "base/clock.h"
#include "base/log.h"

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
