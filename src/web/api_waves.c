/*
 * GET /v1/waves and what lies below it: documents served byte for byte from
 * the copies that were made when the wave opened and when it closed.
 */
#include "base/clock.h"
#include "base/datetime.h"
#include "web/handlers.h"
#include "web/page.h"

#include <sys/statvfs.h>

/* Below this, a ballot's journal might not fit any more. */
#define FREE_MIN_BYTES (16u << 20)

static void put_wave(struct buf *out, const struct web_wave *wave)
{
    char opens[DATETIME_RFC3339_SIZE];
    char closes[DATETIME_RFC3339_SIZE];
    char mh[ENCODE_HEX_SIZE(32)];
    datetime_rfc3339(wave->info.opens_sec, opens);
    datetime_rfc3339(wave->info.closes_sec, closes);
    encode_hex(wave->info.manifest_hash, 32, mh);
    /* Names, dates and hexadecimal: nothing here needs an escape. */
    buf_printf(out,
               "{\"wave\":\"%s\",\"state\":\"%s\",\"opens\":\"%s\","
               "\"closes\":\"%s\",\"manifest_sha256\":\"%s\"}",
               wave->info.name,
               web_wave_takes_answers(wave, clock_now_sec()) ? "open"
                                                             : "closed",
               opens, closes, mh);
}

void api_waves(void *context, struct http_request *r)
{
    struct web *web = context;
    struct web_wave **list = NULL;
    size_t n = 0;
    if (web_waves_list(web->waves, &list, &n) != ERR_OK) {
        http_answer_error(r, 503);
        return;
    }
    struct buf json = BUF_INIT;
    buf_put_text(&json, "{\"waves\":[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_put_text(&json, ",");
        put_wave(&json, list[i]);
    }
    buf_put_text(&json, "]}");
    web_waves_list_free(list, n);
    struct http_answer head = {.status = 200, .type = HTTP_TYPE_JSON};
    http_answer_buf(r, &head, &json);
}

/* One document of a wave, which may be NULL; released here. */
static void answer(struct http_request *r, struct web_wave *wave,
                   struct http_prepared *prepared)
{
    if (prepared == NULL)
        http_answer_error(r, 404);
    else
        http_answer_prepared(r, prepared);
    web_wave_release(wave);
}

/* One document of the wave in the path; PICK says which. */
static void serve(struct web *web, struct http_request *r,
                  struct http_prepared *(*pick)(const struct web_wave *wave))
{
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    answer(r, wave, wave == NULL ? NULL : pick(wave));
}

static struct http_prepared *pick_manifest(const struct web_wave *wave)
{
    return wave->documents.manifest;
}

static struct http_prepared *pick_survey(const struct web_wave *wave)
{
    return wave->documents.survey;
}

static struct http_prepared *pick_client(const struct web_wave *wave)
{
    return wave->documents.client;
}

static struct http_prepared *pick_words(const struct web_wave *wave)
{
    return wave->documents.words;
}

static struct http_prepared *pick_information(const struct web_wave *wave)
{
    return wave->documents.information;
}

static struct http_prepared *pick_board(const struct web_wave *wave)
{
    return wave->documents.board;
}

static struct http_prepared *pick_board_sig(const struct web_wave *wave)
{
    return wave->documents.board_sig;
}

static struct http_prepared *pick_release(const struct web_wave *wave)
{
    return wave->documents.release;
}

static struct http_prepared *pick_release_sig(const struct web_wave *wave)
{
    return wave->documents.release_sig;
}

void api_wave_manifest(void *context, struct http_request *r)
{
    serve(context, r, pick_manifest);
}

void api_wave_survey(void *context, struct http_request *r)
{
    serve(context, r, pick_survey);
}

void api_wave_client(void *context, struct http_request *r)
{
    serve(context, r, pick_client);
}

void api_wave_words(void *context, struct http_request *r)
{
    serve(context, r, pick_words);
}

void api_wave_information(void *context, struct http_request *r)
{
    serve(context, r, pick_information);
}

void api_wave_board(void *context, struct http_request *r)
{
    serve(context, r, pick_board);
}

void api_wave_board_sig(void *context, struct http_request *r)
{
    serve(context, r, pick_board_sig);
}

/* Until the office's date a release is for the subcommittee and the office. */
static enum err may_read(struct web *web, struct http_request *r,
                         const struct web_wave *wave)
{
    if (web_wave_is_public(wave, clock_now_sec()))
        return ERR_OK;
    const struct sessions_person *person = NULL;
    enum err e = web_person_look_up(web, r, &person);
    if (e != ERR_OK)
        return e == ERR_NOT_FOUND ? ERR_DENIED : e;
    return person->account.role == SITE_CHAMPION ? ERR_DENIED : ERR_OK;
}

/* Looked up once: a wave that closes meanwhile is not shown unasked. */
static void serve_release(
    struct web *web, struct http_request *r,
    struct http_prepared *(*pick)(const struct web_wave *wave))
{
    struct web_wave *wave = web_waves_find(web->waves, http_request_var(r, 0));
    struct http_prepared *prepared = wave == NULL ? NULL : pick(wave);
    enum err e = prepared == NULL ? ERR_OK : may_read(web, r, wave);
    if (e != ERR_OK) {
        http_answer_error(r, http_status_of(e));
        web_wave_release(wave);
    } else {
        answer(r, wave, prepared);
    }
}

void api_wave_release(void *context, struct http_request *r)
{
    serve_release(context, r, pick_release);
}

void api_wave_release_sig(void *context, struct http_request *r)
{
    serve_release(context, r, pick_release_sig);
}

static bool has_room(const char *dir)
{
    struct statvfs fs;
    if (statvfs(dir, &fs) != 0)
        return false;
    return (fs.f_flag & ST_RDONLY) == 0 &&
           (unsigned long long)fs.f_bavail * fs.f_frsize >= FREE_MIN_BYTES;
}

void api_healthz(void *context, struct http_request *r)
{
    struct web *web = context;
    struct site_wave *list = NULL;
    size_t n = 0;
    bool well = site_wave_list(web->site, &list, &n) == ERR_OK &&
                web_waves_are_well(web->waves) && has_room(web->server_dir);
    free(list);
    static const char *const words[] = {"cannot store\n", "ok\n"};
    struct http_answer head = {.status = well ? 200 : 503,
                               .type = "text/plain; charset=utf-8"};
    http_answer_bytes(r, &head, words[well], strlen(words[well]));
}
