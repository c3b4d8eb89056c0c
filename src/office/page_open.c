/* /open: what a new wave is to be; its plan, shown and accepted. */
#include "office/pages.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "base/share.h"
#include "conduct/information.h"

#include <dirent.h>
#include <sodium.h>

static const struct render_field open_fields[] = {
    {"ERROR", RENDER_SECTION},
    {"WHAT", RENDER_TEXT},
    {"NO_SHEET", RENDER_SECTION},
    {"WAVE", RENDER_TEXT},
    {"SURVEY", RENDER_SECTION},
    {"FILE", RENDER_TEXT},
    {"CHOSEN", RENDER_SECTION},
    {"CLOSES", RENDER_TEXT},
    {"TODAY", RENDER_TEXT},
    {"BY_TRUSTEES", RENDER_SECTION},
    {"BY_PASSPHRASE", RENDER_SECTION},
    {"TRUSTEES", RENDER_TEXT},
    {"THRESHOLD", RENDER_TEXT},
    {"K", RENDER_TEXT},
    {"MIN_GROUP", RENDER_TEXT},
    {"REGROUP", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form office_open_form = {"office_open.tpl", open_fields,
                                             office_frame_fields};

static const struct render_field accept_fields[] = {
    {"WAVE", RENDER_TEXT},      {"CHANGED", RENDER_SECTION},
    {"SURVEY", RENDER_TEXT},    {"CLOSES", RENDER_TEXT},
    {"WHO_OPENS", RENDER_TEXT}, {"DIGEST", RENDER_TEXT},
    OFFICE_UNITS_FIELDS,        {NULL, RENDER_TEXT},
};
const struct render_form office_accept_form = {
    "office_accept.tpl", accept_fields, office_frame_fields};

/* --- step 1: the terms ---------------------------------------------------- */

/* The survey file NAME that ships; false for any other name. */
static bool survey_file(const char *name, struct file_path *out_path)
{
    struct file_path dir;
    size_t len = strlen(name);
    return len > 5 && name[0] != '.' && strchr(name, '/') == NULL &&
           strcmp(name + len - 5, ".json") == 0 &&
           share_find("surveys", &dir, NULL) == ERR_OK &&
           file_join(dir.s, name, out_path) == ERR_OK &&
           file_exists(out_path->s);
}

/* Whether it can be read as one; what a wave asks of it is checked when it is
 * chosen, which takes long. */
static bool is_survey(const char *name)
{
    struct file_path path;
    struct conduct_survey survey;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    bool is_one =
        problems != NULL && survey_file(name, &path) &&
        conduct_survey_read(path.s, NULL, &survey, problems, NULL) == ERR_OK;
    if (is_one)
        conduct_survey_free(&survey);
    free(problems);
    return is_one;
}

static void put_surveys(struct render_dict *page, const char *chosen)
{
    struct file_path dir;
    struct dirent **names = NULL;
    int n = share_find("surveys", &dir, NULL) == ERR_OK
                ? scandir(dir.s, &names, NULL, alphasort)
                : 0;
    for (int i = 0; i < n; i++) {
        if (is_survey(names[i]->d_name)) {
            struct render_dict *row = render_add(page, "SURVEY");
            render_put_text(row, "FILE", names[i]->d_name);
            if (strcmp(names[i]->d_name, chosen) == 0)
                (void)render_add(row, "CHOSEN");
        }
        free(names[i]);
    }
    free(names);
}

/* A form of the terms, as somebody sees it. */
struct terms_shown {
    const char *wave;
    const char *survey;
    const char *closes;
    const char *opens;
    const char *trustees;
    const char *threshold;
    const char *k;
    const char *min_group;
    bool regroup;
};

static bool has_sheet(const struct office *o)
{
    struct conduct_folder folder;
    struct conduct_sheet sheet;
    if (conduct_folder_open(o->dir, &folder, NULL) != ERR_OK ||
        conduct_sheet_read(&folder, &sheet, NULL) != ERR_OK)
        return false;
    conduct_sheet_free(&sheet);
    return true;
}

static void show_terms(const struct office *o, struct http_request *r,
                       const struct terms_shown *t, enum err wrong,
                       const struct err_note *note)
{
    struct render_dict *page = office_page_new(o, "Prepare a wave");
    bool alone = strcmp(t->opens, "passphrase") == 0;
    char today[DATETIME_DATE_SIZE];
    datetime_date(clock_now_sec(), today);
    if (wrong != ERR_OK)
        office_put_error(page, wrong, note);
    if (!has_sheet(o))
        (void)render_add(page, "NO_SHEET");
    put_surveys(page, t->survey);
    render_put_text(page, "WAVE", t->wave);
    render_put_text(page, "CLOSES", t->closes);
    render_put_text(page, "TODAY", today);
    (void)render_add(page, alone ? "BY_PASSPHRASE" : "BY_TRUSTEES");
    render_put_text(page, "TRUSTEES", t->trustees);
    render_put_text(page, "THRESHOLD", t->threshold);
    render_put_text(page, "K", t->k);
    render_put_text(page, "MIN_GROUP", t->min_group);
    if (t->regroup)
        (void)render_add(page, "REGROUP");
    office_answer(o, r, wrong == ERR_OK ? 200 : http_status_of(wrong),
                  "office_open.tpl", page);
}

void office_open(void *context, struct http_request *r)
{
    const struct office *o = context;
    const struct office_draft *d = o->draft;
    char numbers[4][16];
    struct conduct_promise promise = d->promise;
    struct terms_shown t = {"",         "gme-core.json", "",
                            "trustees", numbers[0],      numbers[1],
                            numbers[2], numbers[3],      d->regroup};
    if (d->exists) {
        const char *slash = strrchr(d->survey.s, '/');
        t.wave = d->wave;
        t.survey = slash == NULL ? "" : slash + 1;
        t.closes = d->closes;
        t.opens = d->trustees == 0 ? "passphrase" : "trustees";
    } else {
        conduct_promise_default(&promise);
    }
    bool shared = d->exists && d->trustees > 0;
    (void)snprintf(numbers[0], sizeof numbers[0], "%u",
                   shared ? (unsigned)d->trustees : 3u);
    (void)snprintf(numbers[1], sizeof numbers[1], "%u",
                   shared ? (unsigned)d->threshold : 2u);
    (void)snprintf(numbers[2], sizeof numbers[2], "%u",
                   (unsigned)promise.rule.k);
    (void)snprintf(numbers[3], sizeof numbers[3], "%u",
                   (unsigned)promise.min_group);
    show_terms(o, r, &t, ERR_OK, NULL);
}

static enum err read_who_opens(const struct http_request *r,
                               struct office_draft *d, struct err_note *note)
{
    const char *who = http_request_field(r, "opens");
    if (strcmp(who, "passphrase") == 0)
        return ERR_OK;
    if (strcmp(who, "trustees") != 0)
        return err_say(note, ERR_FORMAT, "choose who opens the answers");
    enum err e =
        office_number(http_request_field(r, "trustees"), "How many trustees", 2,
                      OFFICE_TRUSTEES_MAX, &d->trustees, note);
    return e == ERR_OK ? office_number(http_request_field(r, "threshold"),
                                       "How many of them must come together", 1,
                                       d->trustees, &d->threshold, note)
                       : e;
}

static enum err read_promise(const struct http_request *r,
                             struct office_draft *d, struct err_note *note)
{
    uint32_t k = 0;
    uint32_t min_group = 0;
    enum err e =
        office_number(http_request_field(r, "k"), "Answers that a figure needs",
                      WAVE_K_FLOOR, CONDUCT_PROMISE_MOST, &k, note);
    if (e == ERR_OK)
        e = office_number(http_request_field(r, "min_group"),
                          "People that a unit needs", WAVE_MIN_GROUP_FLOOR,
                          CONDUCT_PROMISE_MOST, &min_group, note);
    return e == ERR_OK ? conduct_promise_make(k, min_group, &d->promise, note)
                       : e;
}

static enum err read_terms(const struct http_request *r, struct office_draft *d,
                           struct err_note *note)
{
    const char *closes = http_request_field(r, "closes");
    (void)snprintf(d->wave, sizeof d->wave, "%s",
                   http_request_field(r, "wave"));
    if (!wave_name_is_valid(d->wave))
        return err_say(note, ERR_FORMAT,
                       "the name of the wave: letters, digits and hyphens, at "
                       "most %d, no hyphen first",
                       WAVE_NAME_MAX);
    if (!survey_file(http_request_field(r, "survey"), &d->survey))
        return err_say(note, ERR_NOT_FOUND, "choose one of the surveys");
    if (strlen(closes) != DATETIME_DATE_SIZE - 1 ||
        datetime_parse_closing(closes, clock_now_sec(), &d->closes_sec) !=
            ERR_OK)
        return err_say(note, ERR_FORMAT,
                       "the last day is missing, or no day: 2026-12-15 is one");
    (void)snprintf(d->closes, sizeof d->closes, "%s", closes);
    d->regroup = http_request_field(r, "regroup")[0] != '\0';
    enum err e = read_who_opens(r, d, note);
    return e == ERR_OK ? read_promise(r, d, note) : e;
}

/* Reads and checks all that the opening will; nothing stays locked while
 * somebody thinks. */
static enum err try_draft(const struct office *o, struct office_draft *d,
                          struct err_note *note)
{
    struct conduct_ready ready = CONDUCT_READY_INIT;
    const struct conduct_terms terms = office_draft_terms(d, clock_now_sec());
    if (!has_sheet(o))
        return err_say(note, ERR_NOT_FOUND,
                       "the information sheet is missing: trainees must be "
                       "able to read it before they answer");
    enum err e = conduct_ready_make(o->dir, &terms, &ready, note);
    if (e == ERR_OK)
        office_draft_digest(ready.plan.plan, d->plan);
    conduct_ready_free(&ready);
    return e;
}

void office_open_terms(void *context, struct http_request *r)
{
    struct office *o = context;
    struct err_note note = {""};
    if (!office_form_is_ours(o, r))
        return;
    office_draft_clear(o->draft);
    enum err e = read_terms(r, o->draft, &note);
    if (e == ERR_OK)
        e = try_draft(o, o->draft, &note);
    o->draft->exists = e == ERR_OK;
    if (e == ERR_OK) {
        http_answer_redirect(r, "/open/plan");
        return;
    }
    const struct terms_shown t = {http_request_field(r, "wave"),
                                  http_request_field(r, "survey"),
                                  http_request_field(r, "closes"),
                                  http_request_field(r, "opens"),
                                  http_request_field(r, "trustees"),
                                  http_request_field(r, "threshold"),
                                  http_request_field(r, "k"),
                                  http_request_field(r, "min_group"),
                                  http_request_field(r, "regroup")[0] != '\0'};
    show_terms(o, r, &t, e, &note);
    office_draft_clear(o->draft);
}

/* --- step 2: the plan ----------------------------------------------------- */

static void put_who_opens(struct render_dict *page,
                          const struct office_draft *d)
{
    if (d->trustees == 0)
        render_put_text(page, "WHO_OPENS",
                        "Opened by one passphrase: whoever has it can open "
                        "every answer alone.");
    else
        render_put_format(
            page, "WHO_OPENS", "Opened by %u of %u trustees together%s",
            (unsigned)d->threshold, (unsigned)d->trustees,
            d->threshold == d->trustees
                ? "; one share lost, and nobody can open it."
            : d->threshold == 1 ? ": each of them can open it alone."
                                : ".");
}

static void show_plan(struct office *o, struct http_request *r, bool changed)
{
    struct office_draft *d = o->draft;
    struct conduct_ready ready = CONDUCT_READY_INIT;
    const struct conduct_terms terms = office_draft_terms(d, clock_now_sec());
    struct err_note note = {""};
    char closes[DATETIME_WORDS_SIZE];
    char digest[ENCODE_HEX_SIZE(sizeof d->plan)];
    struct render_dict *page = office_page_new(o, "The plan");
    office_page_is_wide(page);
    enum err e = conduct_ready_make(o->dir, &terms, &ready, &note);
    if (e == ERR_OK) {
        office_draft_digest(ready.plan.plan, d->plan);
        encode_hex(d->plan, sizeof d->plan, digest);
        datetime_words(d->closes_sec, closes);
        render_put_text(page, "WAVE", d->wave);
        render_put_format(page, "SURVEY", "%s %s", ready.survey.survey->id,
                          ready.survey.survey->version);
        render_put_text(page, "CLOSES", closes);
        render_put_text(page, "DIGEST", digest);
        put_who_opens(page, d);
        if (changed)
            (void)render_add(page, "CHANGED");
        e = office_put_plan(page, &ready.plan, &d->promise);
    }
    conduct_ready_free(&ready);
    if (e == ERR_OK) {
        office_answer(o, r, changed ? 409 : 200, "office_accept.tpl", page);
        return;
    }
    render_dict_free(page);
    office_answer_failed(o, r, e, &note);
}

void office_open_plan(void *context, struct http_request *r)
{
    struct office *o = context;
    if (!o->draft->exists)
        http_answer_redirect(r, "/open");
    else
        show_plan(o, r, false);
}

void office_open_accept(void *context, struct http_request *r)
{
    struct office *o = context;
    struct office_draft *d = o->draft;
    struct err_note note = {""};
    char digest[ENCODE_HEX_SIZE(sizeof d->plan)];
    if (!office_form_is_ours(o, r))
        return;
    if (!d->exists) {
        http_answer_redirect(r, "/open");
        return;
    }
    enum err e = try_draft(o, d, &note);
    if (e != ERR_OK) {
        office_answer_failed(o, r, e, &note);
        return;
    }
    encode_hex(d->plan, sizeof d->plan, digest);
    if (strcmp(digest, http_request_field(r, "digest")) != 0) {
        show_plan(o, r, true);
        return;
    }
    d->accepted = true;
    d->at = 0;
    d->drawn = false;
    http_answer_redirect(r, "/open/words");
}
