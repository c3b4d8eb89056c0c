/* /wave/{}/unlock and /wave/{}/close: both ask for what opens the key. */
#include "office/pages.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/closing.h"
#include "conduct/unlock.h"

#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},
    {"WHAT", RENDER_TEXT},
    {"OPENS", RENDER_SECTION},
    {"TESTED", RENDER_SECTION},
    {"SHARE", RENDER_SECTION},
    {"SAID", RENDER_TEXT},
    {"TEST", RENDER_SECTION},
    {"WAVE", RENDER_TEXT},
    {"ONE_IS_FINE", RENDER_SECTION},
    {"CLOSE", RENDER_SECTION},
    {"TOO_MANY", RENDER_SECTION},
    {"THRESHOLD", RENDER_TEXT},
    {"FORM", RENDER_SECTION},
    {"ACTION", RENDER_TEXT},
    {"ONE", RENDER_SECTION},
    {"SLOT", RENDER_SECTION},
    {"NUMBER", RENDER_TEXT},
    {"EARLY", RENDER_SECTION},
    {"CLOSES", RENDER_TEXT},
    {"BUTTON", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form office_key_form = {"office_key.tpl", fields,
                                            office_frame_fields};

static const char *const share_fields[OFFICE_TRUSTEES_MAX] = {
    "share1", "share2", "share3", "share4", "share5"};
static const char *const words_fields[OFFICE_TRUSTEES_MAX] = {
    "words1", "words2", "words3", "words4", "words5"};

/* What opens a wave, out of a form: shares as files in memory, so that none of
 * them lands on this machine's disk. */
struct keys {
    struct conduct_desk f;
    struct conduct_wave wave;
    struct conduct_opener *opener;
    int fds[OFFICE_TRUSTEES_MAX];
    struct file_path paths[OFFICE_TRUSTEES_MAX];
    const char *shares[OFFICE_TRUSTEES_MAX];
    size_t slots[OFFICE_TRUSTEES_MAX]; /* which of the form's */
    size_t count;
};

static struct keys *keys_new(void)
{
    struct keys *k = calloc(1, sizeof *k);
    if (k == NULL)
        return NULL;
    k->f.folder.lock_fd = -1;
    k->wave.manifest_bytes = BUF_INIT;
    for (size_t i = 0; i < OFFICE_TRUSTEES_MAX; i++)
        k->fds[i] = -1;
    return k;
}

static void keys_free(void *context)
{
    struct keys *k = context;
    if (k == NULL)
        return;
    conduct_opener_free(k->opener);
    conduct_wave_free(&k->wave);
    conduct_desk_close(&k->f);
    for (size_t i = 0; i < OFFICE_TRUSTEES_MAX; i++)
        if (k->fds[i] >= 0)
            (void)close(k->fds[i]);
    free(k);
}

static enum err take_share(struct keys *k, const uint8_t *bytes, size_t len,
                           size_t slot)
{
    int fd = memfd_create("share", MFD_CLOEXEC);
    k->fds[k->count] = fd;
    if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
        return ERR_IO;
    (void)snprintf(k->paths[k->count].s, sizeof k->paths[k->count].s,
                   "/proc/self/fd/%d", fd);
    k->shares[k->count] = k->paths[k->count].s;
    k->slots[k->count++] = slot;
    return ERR_OK;
}

static enum err put_words(struct keys *k, const struct http_request *r,
                          size_t i, size_t slot, struct err_note *note)
{
    const char *text = http_request_field(r, words_fields[slot]);
    char words[PASSPHRASE_SIZE] = "";
    enum err e = passphrase_normalise(text, strlen(text), words);
    if (e == ERR_OK)
        conduct_opener_passphrase(k->opener, i, words);
    else
        e = err_say(note, e, "type the seven words, with blanks or hyphens");
    sodium_memzero(words, sizeof words);
    return e;
}

/* Opens the folder (LOCKED: for what changes something) and takes the form. */
static enum err keys_take(const struct office *o, const struct http_request *r,
                          bool locked, struct keys *k, struct err_note *note)
{
    enum err e = conduct_desk_open(
        o->dir,
        (locked ? CONDUCT_DESK_LOCK : CONDUCT_DESK_READ) | CONDUCT_DESK_PEOPLE,
        NULL, &k->f, note);
    if (e == ERR_OK)
        e = conduct_wave_load(&k->f.folder, k->f.site, http_request_var(r, 0),
                              &k->wave, note);
    if (e == ERR_OK && k->wave.row.state != SITE_WAVE_OPEN)
        e = err_say(note, ERR_CLOSED, "%s is closed", k->wave.row.name);
    if (e != ERR_OK)
        return e;
    bool by_trustees = k->wave.manifest->trustees.count > 0;
    for (size_t i = 0; e == ERR_OK && i < OFFICE_TRUSTEES_MAX; i++) {
        size_t len = 0;
        const uint8_t *bytes = http_request_file(r, share_fields[i], &len);
        if (len > 0)
            e = take_share(k, bytes, len, i);
    }
    if (e == ERR_OK && by_trustees && k->count == 0)
        e = err_say(note, ERR_RANGE, "choose the file of a share");
    if (e == ERR_OK)
        e = conduct_opener_new(&k->wave, k->shares, k->count, &k->opener, note);
    if (e == ERR_OK && k->count == 0)
        e = put_words(k, r, 0, 0, note);
    for (size_t i = 0; e == ERR_OK && i < k->count; i++)
        e = put_words(k, r, i, k->slots[i], note);
    return e;
}

/* --- the page ------------------------------------------------------------- */

/* What a page of the key shows beside its form. */
struct shown {
    bool is_test;
    enum err wrong;
    struct err_note note;
    struct render_dict *page; /* begun already; NULL: not */
};

static void put_form(struct render_dict *page, const struct conduct_wave *wave,
                     bool is_test)
{
    const struct wave_trustees *t = &wave->manifest->trustees;
    if (t->threshold > OFFICE_TRUSTEES_MAX) {
        render_put_int(render_add(page, "TOO_MANY"), "THRESHOLD", t->threshold);
        return;
    }
    struct render_dict *form = render_add(page, "FORM");
    render_put_format(form, "ACTION", "/wave/%s/%s", wave->row.name,
                      is_test ? "unlock" : "close");
    render_put_text(form, "BUTTON",
                    is_test ? "Test the key" : "Close and count");
    if (t->count == 0)
        (void)render_add(form, "ONE");
    for (uint32_t i = 1; i <= t->threshold; i++) {
        struct render_dict *slot = render_add(form, "SLOT");
        render_put_int(slot, "NUMBER", i);
        render_put_int(slot, "THRESHOLD", t->threshold);
    }
    if (!is_test && !conduct_closing_is_due(wave, clock_now_sec())) {
        char closes[DATETIME_WORDS_SIZE];
        datetime_words(wave->row.closes_sec, closes);
        render_put_text(render_add(form, "EARLY"), "CLOSES", closes);
    }
}

static void show(const struct office *o, struct http_request *r,
                 struct shown *s)
{
    struct conduct_desk f;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    struct err_note note = {""};
    struct render_dict *page = s->page;
    const char *name = http_request_var(r, 0);
    if (page == NULL)
        page =
            office_page_new(o, s->is_test ? "Test the key" : "Close the wave");
    enum err e =
        conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = conduct_wave_load(&f.folder, f.site, name, &wave, &note);
    if (e == ERR_OK && wave.row.state != SITE_WAVE_OPEN)
        e = err_say(&note, ERR_CLOSED, "%s is closed", name);
    if (e == ERR_OK) {
        if (s->wrong != ERR_OK)
            office_put_error(page, s->wrong, &s->note);
        render_put_text(page, "WAVE", name);
        struct render_dict *about =
            render_add(page, s->is_test ? "TEST" : "CLOSE");
        if (s->is_test && wave.manifest->trustees.count > 0)
            (void)render_add(about, "ONE_IS_FINE");
        put_form(page, &wave, s->is_test);
    }
    conduct_wave_free(&wave);
    conduct_desk_close(&f);
    if (e == ERR_OK) {
        office_answer(o, r, s->wrong == ERR_OK ? 200 : http_status_of(s->wrong),
                      "office_key.tpl", page);
        return;
    }
    render_dict_free(page);
    office_answer_failed(o, r, e, &note);
}

void office_unlock(void *context, struct http_request *r)
{
    show(context, r, &(struct shown){.is_test = true});
}

void office_close(void *context, struct http_request *r)
{
    show(context, r, &(struct shown){.is_test = false});
}

/* --- the test ------------------------------------------------------------- */

static void put_share(void *context, uint32_t number, enum err wrong,
                      const struct err_note *note)
{
    struct render_dict *row = render_add(context, "SHARE");
    if (wrong == ERR_OK)
        render_put_format(row, "SAID", "The share of trustee %u opens.",
                          (unsigned)number);
    else
        render_put_format(row, "SAID", "Does not open: %s", note->text);
}

static void test_key(const struct conduct_wave *wave,
                     struct conduct_opener *opener, struct shown *s)
{
    struct conduct_unlock result;
    struct render_dict *tested = s->page;
    bool shares = conduct_opener_share_count(opener) > 0;
    if (shares)
        tested = render_add(s->page, "TESTED");
    conduct_unlock_test(wave, opener, put_share, tested, &result);
    s->wrong = result.wrong;
    s->note = result.note;
    if (result.opens)
        (void)render_add(s->page, "OPENS");
    else if (shares && !result.was_tried)
        render_put_format(render_add(tested, "SHARE"), "SAID",
                          "%u shares are needed for the key itself, which was "
                          "not tried.",
                          (unsigned)wave->manifest->trustees.threshold);
}

void office_unlock_test(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct shown s = {.is_test = true};
    if (!office_form_is_ours(o, r))
        return;
    struct keys *k = keys_new();
    s.wrong = k == NULL ? ERR_MEMORY : keys_take(o, r, false, k, &s.note);
    if (s.wrong == ERR_OK) {
        s.page = office_page_new(o, "Test the key");
        test_key(&k->wave, k->opener, &s);
    }
    keys_free(k);
    show(o, r, &s);
}

/* --- the close ------------------------------------------------------------ */

static void close_wave(void *context, const struct conduct_watch *watch,
                       struct office_outcome *out)
{
    struct keys *k = context;
    out->e = conduct_close(&k->f.folder, k->f.site, k->f.people, &k->wave,
                           k->opener, watch, &out->counted, &out->note);
}

static enum err begin_close(struct office *o, const struct http_request *r,
                            struct err_note *note)
{
    struct office_progress now;
    office_job_look(o->job, &now);
    if (now.is_running)
        return err_say(note, ERR_BUSY,
                       "%s is still %s; wait until that is done", now.wave,
                       office_job_doing(now.kind));
    struct keys *k = keys_new();
    enum err e = k == NULL ? ERR_MEMORY : keys_take(o, r, true, k, note);
    if (e == ERR_OK && http_request_field(r, "early")[0] == '\0' &&
        !conduct_closing_is_due(&k->wave, clock_now_sec()))
        e = err_say(note, ERR_STATE,
                    "it still takes answers; tick that it closes early");
    if (e == ERR_OK)
        e = conduct_opener_check(k->opener, note);
    if (e != ERR_OK) {
        keys_free(k);
        return e;
    }
    return office_job_begin(o->job, OFFICE_JOB_CLOSE, k->wave.row.name,
                            close_wave, k, keys_free, note);
}

void office_close_do(void *context, struct http_request *r)
{
    struct office *o = context;
    struct shown s = {.is_test = false};
    if (!office_form_is_ours(o, r))
        return;
    s.wrong = begin_close(o, r, &s.note);
    if (s.wrong == ERR_OK)
        http_answer_redirect(r, "/work");
    else
        show(o, r, &s);
}
