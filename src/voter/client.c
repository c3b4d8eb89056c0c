#include "voter/client.h"

#include <time.h>

#define ANSWER_MAX    4096
#define TRIES         6
#define FIRST_WAIT_MS 50

static enum err join(struct buf *url, const char *base_url, const char *path)
{
    buf_clear(url);
    buf_printf(url, "%s%s", base_url, path);
    return buf_check(url);
}

static void wait_ms(long ms)
{
    struct timespec t = {ms / 1000, (ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
}

/* The same request again while the server is busy, waiting longer each time. */
static enum err post(struct voter_http *http, const char *base_url,
                     const char *path, const void *body, size_t len,
                     struct buf *out_answer, struct err_note *note)
{
    struct buf url = BUF_INIT;
    enum err e = join(&url, base_url, path);
    long wait = FIRST_WAIT_MS;
    bool again = e == ERR_OK;
    for (int i = 0; again; i++, wait *= 2) {
        e = voter_http_post(http, buf_text(&url), body, len, ANSWER_MAX,
                            out_answer, note);
        again = e == ERR_BUSY && i + 1 < TRIES;
        if (again)
            wait_ms(wait);
    }
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
        e = voter_http_get(http, buf_text(&url), max, out_body, note);
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
