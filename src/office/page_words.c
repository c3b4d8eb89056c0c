/* /open/words: passphrases, drawn, shown once and typed back, one after the
 * other; the last one opens the wave. */
#include "office/pages.h"

#include "base/clock.h"

#include <sodium.h>

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},    {"WHAT", RENDER_TEXT},
    {"BEFORE", RENDER_SECTION},   {"TRUSTEE", RENDER_SECTION},
    {"NUMBER", RENDER_TEXT},      {"COUNT", RENDER_TEXT},
    {"ALONE", RENDER_SECTION},    {"SHOWN", RENDER_SECTION},
    {"WORD", RENDER_SECTION},     {"ONE", RENDER_TEXT},
    {"TYPE", RENDER_SECTION},     {"LAST", RENDER_SECTION},
    {"NOT_LAST", RENDER_SECTION}, {NULL, RENDER_TEXT},
};
const struct render_form office_words_form = {"office_words.tpl", fields,
                                              office_frame_fields};

static struct render_dict *words_page(const struct office *o)
{
    const struct office_draft *d = o->draft;
    char title[64] = "The words that open the answers";
    if (d->trustees > 0)
        (void)snprintf(title, sizeof title, "The words of trustee %u",
                       (unsigned)d->at + 1);
    return office_page_new(o, title);
}

/* Whether it is time for words; false: answered already. */
static bool is_time(const struct office *o, struct http_request *r)
{
    const struct office_draft *d = o->draft;
    if (d->exists && d->accepted && !office_draft_is_complete(d))
        return true;
    http_answer_redirect(r, d->exists ? "/open/plan" : "/open");
    return false;
}

void office_words(void *context, struct http_request *r)
{
    const struct office *o = context;
    if (!is_time(o, r))
        return;
    struct render_dict *page = words_page(o);
    struct render_dict *before = render_add(page, "BEFORE");
    struct render_dict *whose =
        render_add(before, o->draft->trustees > 0 ? "TRUSTEE" : "ALONE");
    if (o->draft->trustees > 0) {
        render_put_int(whose, "NUMBER", o->draft->at + 1);
        render_put_int(whose, "COUNT", o->draft->trustees);
    }
    office_answer(o, r, 200, "office_words.tpl", page);
}

void office_words_draw(void *context, struct http_request *r)
{
    struct office *o = context;
    struct office_draft *d = o->draft;
    if (!office_form_is_ours(o, r) || !is_time(o, r))
        return;
    passphrase_new(d->words[d->at].s);
    d->drawn = true;
    struct render_dict *page = words_page(o);
    struct render_dict *shown = render_add(page, "SHOWN");
    const char *word = d->words[d->at].s;
    while (*word != '\0') {
        char one[PASSPHRASE_WORD_SIZE] = "";
        size_t len = strcspn(word, "-");
        (void)snprintf(one, sizeof one, "%.*s", (int)len, word);
        render_put_text(render_add(shown, "WORD"), "ONE", one);
        sodium_memzero(one, sizeof one);
        word += len + (word[len] == '-');
    }
    office_answer(o, r, 200, "office_words.tpl", page);
}

static void show_type(const struct office *o, struct http_request *r,
                      bool wrong)
{
    const struct office_draft *d = o->draft;
    struct render_dict *page = words_page(o);
    if (wrong)
        render_put_text(render_add(page, "ERROR"), "WHAT",
                        "These are not the words that were shown. Look at "
                        "what was written down, and type it again.");
    struct render_dict *type = render_add(page, "TYPE");
    (void)render_add(type,
                     d->at + 1 == office_draft_words(d) ? "LAST" : "NOT_LAST");
    office_answer(o, r, wrong ? 403 : 200, "office_words.tpl", page);
}

void office_words_type(void *context, struct http_request *r)
{
    const struct office *o = context;
    if (!is_time(o, r))
        return;
    if (o->draft->drawn)
        show_type(o, r, false);
    else
        http_answer_redirect(r, "/open/words");
}

/* --- the opening ---------------------------------------------------------- */

/* What the thread that opens has of its own. */
struct opening {
    const char *dir;
    struct office_draft *draft;
};

static void free_opening(void *context)
{
    struct opening *opening = context;
    office_draft_free(opening->draft);
    free(opening);
}

static void open_wave(void *context, const struct conduct_watch *watch,
                      struct office_outcome *out)
{
    struct opening *opening = context;
    const struct office_draft *d = opening->draft;
    const struct conduct_terms terms = office_draft_terms(d, clock_now_sec());
    struct conduct_ready ready = CONDUCT_READY_INIT;
    uint8_t plan[32];
    out->e = conduct_ready_make(opening->dir, &terms, &ready, &out->note);
    if (out->e == ERR_OK) {
        office_draft_digest(ready.plan.plan, plan);
        if (memcmp(plan, d->plan, sizeof plan) != 0)
            out->e = err_say(&out->note, ERR_STATE,
                             "the roster changed after the plan was accepted; "
                             "nothing was opened, look at the plan again");
    }
    if (out->e == ERR_OK)
        out->e =
            conduct_ready_open(&ready, d->words, watch, &out->mh, &out->note);
    conduct_ready_free(&ready);
}

static enum err begin(struct office *o, struct err_note *note)
{
    struct opening *opening = calloc(1, sizeof *opening);
    struct office_draft *fresh = office_draft_new();
    char wave[sizeof o->draft->wave];
    if (opening == NULL || fresh == NULL) {
        free(opening);
        office_draft_free(fresh);
        return err_say(note, ERR_MEMORY, "no memory; nothing was opened");
    }
    memcpy(wave, o->draft->wave, sizeof wave);
    *opening = (struct opening){o->dir, o->draft};
    o->draft = fresh;
    return office_job_begin(o->job, OFFICE_JOB_OPEN, wave, open_wave, opening,
                            free_opening, note);
}

static bool is_typed_back(const struct http_request *r,
                          const struct office_draft *d)
{
    const char *text = http_request_field(r, "words");
    char words[PASSPHRASE_SIZE] = "";
    bool same = passphrase_normalise(text, strlen(text), words) == ERR_OK &&
                strcmp(words, d->words[d->at].s) == 0;
    sodium_memzero(words, sizeof words);
    return same;
}

void office_words_typed(void *context, struct http_request *r)
{
    struct office *o = context;
    struct office_draft *d = o->draft;
    struct err_note note = {""};
    if (!office_form_is_ours(o, r) || !is_time(o, r))
        return;
    if (!d->drawn) {
        http_answer_redirect(r, "/open/words");
        return;
    }
    if (!is_typed_back(r, d)) {
        show_type(o, r, true);
        return;
    }
    d->at++;
    d->drawn = false;
    if (!office_draft_is_complete(d)) {
        http_answer_redirect(r, "/open/words");
        return;
    }
    enum err e = begin(o, &note);
    if (e == ERR_OK)
        http_answer_redirect(r, "/work");
    else
        office_answer_failed(o, r, e, &note);
}
