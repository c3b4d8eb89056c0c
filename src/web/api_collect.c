/*
 * POST /v1/issue and POST /v1/redeem: from a request to a door of the right
 * wave, and from the door's answer to a response. Source: src/PROTOCOL.md,
 * "Status codes, in the order of the checks".
 */
#include "base/clock.h"
#include "base/log.h"
#include "web/handlers.h"

#define RETRY_SEC     5
#define LOG_PAUSE_SEC 60

/* At most one line a minute: a log must not count requests. */
static void tell(struct web *web, enum err cause)
{
    int64_t now_sec = clock_now_sec();
    int_least64_t last_sec = atomic_load(&web->store_failed_sec);
    if (now_sec < last_sec + LOG_PAUSE_SEC)
        return;
    if (atomic_compare_exchange_strong(&web->store_failed_sec, &last_sec,
                                       now_sec))
        log_event(LOG_STORE_FAILED, (int64_t)cause);
}

/*
 * A refusal that no honest client provokes often. Who has had many is told to
 * slow down in its place: what is good passes all the same, so that nobody can
 * have a campus behind one address locked out.
 */
static void refuse(struct http_request *r, enum collect_status status)
{
    bool counts = status == COLLECT_MALFORMED || status == COLLECT_UNKNOWN ||
                  status == COLLECT_DENIED || status == COLLECT_ELEMENT;
    unsigned wait_sec =
        counts ? http_request_rate_take(r, HTTP_RATE_FAILURE) : 0;
    if (wait_sec > 0)
        http_answer_slow_down(r, wait_sec);
    else
        http_answer_error(r, (unsigned)status);
}

/* An answer's way back; on the door's thread, or on the poster's. */
static void reply(void *ctx, const struct collect_answer *answer)
{
    struct http_request *r = ctx;
    if (answer->status == COLLECT_OK) {
        struct http_answer head = {.status = 200, .type = HTTP_TYPE_BYTES};
        http_answer_bytes(r, &head, answer->body, answer->len);
    } else if (answer->status == COLLECT_LATER) {
        /* While a wave is being closed its files are busy: no failure. */
        if (answer->cause != ERR_BUSY)
            tell(http_request_context(r), answer->cause);
        http_answer_later(r, RETRY_SEC);
    } else {
        refuse(r, answer->status);
    }
    http_request_resume(r);
}

/*
 * A wave without doors. What can still be judged is judged in the protocol's
 * order; the rest would need the destroyed key.
 */
static void answer_without_door(const struct web_wave *wave,
                                struct http_request *r, const uint8_t *body,
                                size_t len, size_t wanted_len)
{
    uint16_t group;
    enum collect_status status =
        collect_head_check(&wave->promise, body, len, &group);
    if (status == COLLECT_OK && len != wanted_len)
        status = COLLECT_MALFORMED;
    if (status != COLLECT_OK)
        refuse(r, status);
    else if (wave->phase == WEB_WAVE_CLOSED)
        refuse(r, COLLECT_CLOSED);
    else
        http_answer_later(r, RETRY_SEC);
}

/* The wave that a body names; NULL: answered. */
static struct web_wave *find_wave(struct web *web, struct http_request *r,
                                  const uint8_t *body, size_t len)
{
    struct wave_request_head head;
    if (wave_request_head_parse(body, len, &head) != ERR_OK) {
        refuse(r, COLLECT_MALFORMED);
        return NULL;
    }
    struct web_wave *wave = web_waves_find_manifest(web->waves, head.mh.b);
    if (wave == NULL)
        refuse(r, COLLECT_UNKNOWN);
    return wave;
}

void api_issue(void *context, struct http_request *r)
{
    size_t len;
    const uint8_t *body = http_request_body(r, &len);
    struct web_wave *wave = find_wave(context, r, body, len);
    if (wave == NULL)
        return;
    if (wave->issue != NULL) {
        http_request_suspend(r);
        issue_post(wave->issue, body, len, clock_now_sec(),
                   (struct collect_reply){reply, r});
    } else {
        answer_without_door(wave, r, body, len, WAVE_ISSUE_REQUEST_BYTES);
    }
    web_wave_release(wave);
}

void api_redeem(void *context, struct http_request *r)
{
    size_t len;
    const uint8_t *body = http_request_body(r, &len);
    struct web_wave *wave = find_wave(context, r, body, len);
    if (wave == NULL)
        return;
    if (wave->submit != NULL) {
        http_request_suspend(r);
        submit_post(wave->submit, body, len, clock_now_sec(),
                    (struct collect_reply){reply, r});
    } else {
        answer_without_door(
            wave, r, body, len,
            WAVE_REDEEM_REQUEST_BYTES(wave->promise.plain_bytes));
    }
    web_wave_release(wave);
}
