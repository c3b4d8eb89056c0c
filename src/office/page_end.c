/* /wave/{}/end: the end of a wave's single answers: their destruction on the
 * promised day, and a hold that puts it off. The acts of `chorus purge` and
 * `chorus hold`. */
#include "office/pages.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/hold.h"
#include "conduct/purge.h"

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},     {"WHAT", RENDER_TEXT},
    {"DONE", RENDER_SECTION},      {"WAVE", RENDER_TEXT},
    {"STATE", RENDER_TEXT},        {"TITLE", RENDER_TEXT},
    {"DAY", RENDER_TEXT},          {"GONE", RENDER_SECTION},
    {"KEPT", RENDER_SECTION},      {"HELD", RENDER_SECTION},
    {"SINCE", RENDER_TEXT},        {"REASON", RENDER_TEXT},
    {"FREE", RENDER_SECTION},      {"PURGE", RENDER_SECTION},
    {"NO_RESULT", RENDER_SECTION}, {"RESULT", RENDER_SECTION},
    {"NOT_NOW", RENDER_SECTION},   {"WHY", RENDER_TEXT},
    {"NOT_HELD", RENDER_SECTION},  {"NOT_CLOSED", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form office_end_form = {"office_ending.tpl", fields,
                                            office_frame_fields};

static void put_purge(struct render_dict *kept, struct site *site,
                      const struct conduct_wave *wave, bool is_held)
{
    struct err_note why = {""};
    enum err e = conduct_purge_check(site, wave, clock_now_sec(), &why);
    bool never_closed = wave->row.state == SITE_WAVE_OPEN;
    if (e == ERR_STATE && (is_held || never_closed)) {
        (void)render_add(kept, is_held ? "NOT_HELD" : "NOT_CLOSED");
        return;
    }
    if (e != ERR_OK) {
        render_put_text(render_add(kept, "NOT_NOW"), "WHY",
                        why.text[0] != '\0' ? why.text : err_name(e));
        return;
    }
    struct render_dict *purge = render_add(kept, "PURGE");
    (void)render_add(purge, never_closed ? "NO_RESULT" : "RESULT");
}

static enum err put_all(struct render_dict *page, struct site *site,
                        const struct conduct_wave *wave, struct err_note *note)
{
    struct site_hold hold;
    char day[DATETIME_WORDS_SIZE];
    enum err e = conduct_hold_get(site, wave, &hold, note);
    if (e != ERR_OK)
        return e;
    office_put_state(page, wave, clock_now_sec());
    if (datetime_date_words(wave->manifest->purge, day) != ERR_OK)
        (void)snprintf(day, sizeof day, "%.20s", wave->manifest->purge);
    render_put_text(page, "DAY", day);
    if (wave->row.state != SITE_WAVE_OPEN &&
        conduct_wave_kept(wave) == CONDUCT_KEPT_NONE) {
        (void)render_add(page, "GONE");
        return ERR_OK;
    }
    struct render_dict *kept = render_add(page, "KEPT");
    struct render_dict *dict = render_add(kept, hold.is_on ? "HELD" : "FREE");
    if (hold.is_on) {
        char since[DATETIME_WORDS_SIZE];
        datetime_words(hold.at_sec, since);
        render_put_text(dict, "SINCE", since);
        render_put_text(dict, "REASON", hold.reason);
    }
    put_purge(kept, site, wave, hold.is_on);
    return ERR_OK;
}

static void show(const struct office *o, struct http_request *r, enum err wrong,
                 const struct err_note *why)
{
    struct conduct_desk f;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    struct err_note note = {""};
    const char *name = http_request_var(r, 0);
    char title[64];
    (void)snprintf(title, sizeof title, "The end of %s", name);
    struct render_dict *page = office_page_new(o, title);
    enum err e =
        conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = conduct_wave_load(&f.folder, f.site, name, &wave, &note);
    if (e == ERR_OK)
        e = put_all(page, f.site, &wave, &note);
    if (e == ERR_OK && wrong != ERR_OK)
        office_put_error(page, wrong, why);
    if (e == ERR_OK && http_request_query(r, "done") != NULL)
        (void)render_add(page, "DONE");
    conduct_wave_free(&wave);
    conduct_desk_close(&f);
    if (e == ERR_OK) {
        office_answer(o, r, wrong == ERR_OK ? 200 : http_status_of(wrong),
                      "office_ending.tpl", page);
        return;
    }
    render_dict_free(page);
    office_answer_failed(o, r, e, &note);
}

void office_end(void *context, struct http_request *r)
{
    show(context, r, ERR_OK, NULL);
}

/* --- a hold --------------------------------------------------------------- */

void office_end_hold(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_desk f;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    struct err_note note = {""};
    char path[64];
    const char *name = http_request_var(r, 0);
    if (!office_form_is_ours(o, r))
        return;
    bool is_on = strcmp(http_request_field(r, "hold"), "on") == 0;
    enum err e = conduct_desk_open(
        o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = conduct_wave_load(&f.folder, f.site, name, &wave, &note);
    if (e == ERR_OK)
        e = conduct_hold_set(f.site, &wave, is_on,
                             http_request_field(r, "reason"), clock_now_sec(),
                             &note);
    conduct_wave_free(&wave);
    conduct_desk_close(&f);
    if (e != ERR_OK) {
        show(o, r, e, &note);
        return;
    }
    (void)snprintf(path, sizeof path, "/wave/%s/end?done=1", name);
    http_answer_redirect(r, path);
}

/* --- a purge -------------------------------------------------------------- */

struct purge {
    struct conduct_desk f;
    struct conduct_wave wave;
};

static void purge_free(void *context)
{
    struct purge *p = context;
    if (p == NULL)
        return;
    conduct_wave_free(&p->wave);
    conduct_desk_close(&p->f);
    free(p);
}

static void purge_wave(void *context, const struct conduct_watch *watch,
                       struct office_outcome *out)
{
    struct purge *p = context;
    conduct_watch_begin(watch, "Overwriting what is to be destroyed", "", 0);
    out->e = conduct_purge(&p->f.folder, p->f.site, p->f.people, &p->wave,
                           &out->note);
}

static enum err begin_purge(struct office *o, const struct http_request *r,
                            struct err_note *note)
{
    const char *name = http_request_var(r, 0);
    if (strcmp(http_request_field(r, "name"), name) != 0)
        return err_say(note, ERR_FORMAT,
                       "type the name of the wave, %s, to say that you mean it",
                       name);
    struct purge *p = calloc(1, sizeof *p);
    if (p == NULL)
        return ERR_MEMORY;
    p->wave = (struct conduct_wave){.manifest_bytes = BUF_INIT};
    enum err e = conduct_desk_open(
        o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE, NULL, &p->f, note);
    if (e == ERR_OK)
        e = conduct_wave_load(&p->f.folder, p->f.site, name, &p->wave, note);
    if (e == ERR_OK)
        e = conduct_purge_check(p->f.site, &p->wave, clock_now_sec(), note);
    if (e != ERR_OK) {
        purge_free(p);
        return e;
    }
    return office_job_begin(o->job, OFFICE_JOB_PURGE, p->wave.row.name,
                            purge_wave, p, purge_free, note);
}

void office_end_purge(void *context, struct http_request *r)
{
    struct office *o = context;
    struct err_note note = {""};
    if (!office_form_is_ours(o, r))
        return;
    enum err e = begin_purge(o, r, &note);
    if (e == ERR_OK)
        http_answer_redirect(r, "/work");
    else
        show(o, r, e, &note);
}
