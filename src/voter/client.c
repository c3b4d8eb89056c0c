#include "voter/client.h"

#include <sodium.h>
#include <time.h>

#define ANSWER_MAX    4096
#define TRIES         6
#define FIRST_WAIT_MS 50
#define WAIT_MAX_SEC  30u /* nobody sits in front of a terminal longer */

static enum err join(struct buf *url, const char *base_url, const char *path)
{
    buf_clear(url);
    buf_printf(url, "%s%s", base_url, path);
    return buf_check(url);
}

/*
 * Waits before the next try: as long as the server asked, else longer each
 * time. Spread, or all who were turned away together come back together.
 * false: it asked for more than anybody waits.
 */
static bool wait_again(const struct voter_http *http, int tries)
{
    unsigned asked_sec = voter_http_wait_sec(http);
    if (asked_sec > WAIT_MAX_SEC)
        return false;
    uint32_t ms = FIRST_WAIT_MS << tries;
    if (asked_sec > 0)
        ms = asked_sec * 1000;
    ms += randombytes_uniform(ms / 2 + 1);
    struct timespec t = {.tv_sec = (time_t)(ms / 1000),
                         .tv_nsec = (long)(ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
    return true;
}

/* A request of ours that may be sent again, as it is. */
struct attempt {
    const void *body; /* NULL: a GET */
    size_t len;
    size_t max;
};

/*
 * The same request again while the server is busy. What must not be lost is
 * tried without being asked to, also when nobody answers.
 */
static enum err ask(struct voter_http *http, const char *url,
                    const struct attempt *a, struct buf *out_answer,
                    struct err_note *note)
{
    for (int i = 0;; i++) {
        enum err e = a->body == NULL
                         ? voter_http_get(http, url, a->max, out_answer, note)
                         : voter_http_post(http, url, a->body, a->len, a->max,
                                           out_answer, note);
        bool again = e == ERR_BUSY && i + 1 < TRIES &&
                     (a->body != NULL || voter_http_wait_sec(http) > 0);
        if (!again || !wait_again(http, i))
            return e;
    }
}

static enum err post(struct voter_http *http, const char *base_url,
                     const char *path, const void *body, size_t len,
                     struct buf *out_answer, struct err_note *note)
{
    struct buf url = BUF_INIT;
    enum err e = join(&url, base_url, path);
    const struct attempt attempt = {body, len, ANSWER_MAX};
    if (e == ERR_OK)
        e = ask(http, buf_text(&url), &attempt, out_answer, note);
    buf_free(&url);
    return e;
}

static enum err get_of_wave(struct voter_http *http, const char *base_url,
                            const char *name, const char *what, size_t max,
                            struct buf *out_body, struct err_note *note)
{
    struct buf url = BUF_INIT;
    buf_printf(&url, "%s/v1/waves/%s/%s", base_url, name, what);
    enum err e = buf_check(&url);
    if (e == ERR_OK)
        e = ask(http, buf_text(&url), &(struct attempt){NULL, 0, max}, out_body,
                note);
    buf_free(&url);
    if (e == ERR_NOT_FOUND)
        return err_say(note, e, "the server has no wave %s: check the link",
                       name);
    return e;
}

enum err voter_client_wave(struct voter_http *http, const char *base_url,
                           const char *name,
                           const struct wave_fingerprint *fingerprint,
                           struct voter_wave *out_wave, struct err_note *note)
{
    struct buf manifest = BUF_INIT;
    struct buf survey = BUF_INIT;
    if (!wave_name_is_valid(name))
        return err_say(note, ERR_FORMAT, "not a wave's name");
    enum err e = get_of_wave(http, base_url, name, "manifest",
                             WAVE_MANIFEST_MAX, &manifest, note);
    if (e == ERR_OK)
        e = get_of_wave(http, base_url, name, "survey", SURVEY_FILE_MAX_BYTES,
                        &survey, note);
    if (e == ERR_OK)
        e = voter_wave_new(&manifest, &survey, name, fingerprint, out_wave,
                           note);
    buf_free(&manifest);
    buf_free(&survey);
    return e;
}

static enum err explain_issue(enum err e, struct err_note *note)
{
    switch (e) {
    case ERR_EXISTS:
        return err_say(note, e,
                       "this invite was used already; if it was not you, check "
                       "the board after the close and tell the office");
    case ERR_DENIED:
        return err_say(note, e,
                       "this invite is not on the wave's list; it may have "
                       "been replaced: ask the office for a new one");
    case ERR_CLOSED:
        return err_say(note, e, "the wave is closed; nothing was sent");
    default: return e;
    }
}

enum err voter_client_issue(struct voter_http *http, const char *base_url,
                            const struct voter_wave *wave,
                            const struct wave_invite_code *code,
                            struct wave_pass *out_pass, struct err_note *note)
{
    struct voter_issue issue;
    struct buf answer = BUF_INIT;
    enum err e = voter_issue_begin(wave, code, &issue, note);
    if (e != ERR_OK)
        return e;
    e = explain_issue(post(http, base_url, "/v1/issue", issue.request,
                           sizeof issue.request, &answer, note),
                      note);
    if (e == ERR_OK)
        e = voter_issue_finish(wave, &issue, &answer, out_pass, note);
    buf_free(&answer);
    voter_issue_wipe(&issue);
    return e;
}

static enum err explain_redeem(enum err e, struct err_note *note)
{
    switch (e) {
    case ERR_EXISTS:
        return err_say(note, e, "a ballot was cast with this pass already");
    case ERR_DENIED:
        return err_say(note, e, "the server does not take this pass");
    case ERR_CLOSED:
        return err_say(note, e,
                       "the wave is closed; the answers were not stored");
    default: return e;
    }
}

enum err voter_client_redeem(struct voter_http *http, const char *base_url,
                             const struct voter_wave *wave,
                             const struct wave_pass *pass, const uint8_t *row,
                             struct wave_receipt *out_receipt,
                             struct err_note *note)
{
    struct voter_redeem redeem;
    struct buf answer = BUF_INIT;
    enum err e = voter_redeem_begin(wave, pass, row, &redeem, note);
    if (e != ERR_OK)
        return e;
    e = explain_redeem(post(http, base_url, "/v1/redeem", redeem.request.data,
                            redeem.request.len, &answer, note),
                       note);
    if (e == ERR_OK)
        e = voter_redeem_finish(wave, &redeem, &answer, out_receipt, note);
    buf_free(&answer);
    voter_redeem_free(&redeem);
    return e;
}
