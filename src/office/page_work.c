/* /work: how far an opening, a closing, mails or a purge are, and what came
 * out. */
#include "office/pages.h"

#include "base/clock.h"

static const struct render_field fields[] = {
    {"NOTHING", RENDER_SECTION},   {"RUNNING", RENDER_SECTION},
    {"STEP", RENDER_TEXT},         {"COUNTED", RENDER_SECTION},
    {"NOW", RENDER_TEXT},          {"TOTAL", RENDER_TEXT},
    {"UNIT", RENDER_TEXT},         {"FAILED", RENDER_SECTION},
    {"WHAT", RENDER_TEXT},         {"BACK", RENDER_TEXT},
    {"OPENED", RENDER_SECTION},    {"WAVE", RENDER_TEXT},
    {"PART", RENDER_SECTION},      {"TEXT", RENDER_TEXT},
    {"SHARES", RENDER_SECTION},    {"THRESHOLD", RENDER_TEXT},
    {"SHARE", RENDER_SECTION},     {"NUMBER", RENDER_TEXT},
    {"CLOSED", RENDER_SECTION},    {"REDEEMED", RENDER_TEXT},
    {"SPOILED", RENDER_TEXT},      {"MAILED", RENDER_SECTION},
    {"SENT", RENDER_TEXT},         {"REFUSED", RENDER_TEXT},
    {"UNSURE", RENDER_TEXT},       {"LATER", RENDER_TEXT},
    {"ALL", RENDER_SECTION},       {"NOT_ALL", RENDER_SECTION},
    {"TROUBLE", RENDER_SECTION},   {"IS_REMINDER", RENDER_SECTION},
    {"IS_INVITE", RENDER_SECTION}, {"PURGED", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form office_work_form = {"office_work.tpl", fields,
                                             office_frame_fields};

void office_put_fingerprint(struct render_dict *page,
                            const struct wave_manifest_hash *mh)
{
    char text[WAVE_FINGERPRINT_TEXT_SIZE];
    wave_fingerprint_text(mh, text);
    for (const char *part = text; *part != '\0';) {
        size_t len = strcspn(part, " -");
        render_put_format(render_add(page, "PART"), "TEXT", "%.*s", (int)len,
                          part);
        part += len + (part[len] != '\0');
    }
}

static void put_running(struct render_dict *page,
                        const struct office_progress *p)
{
    struct render_dict *running = render_add(page, "RUNNING");
    render_put_text(running, "STEP", p->what);
    if (p->total == 0)
        return;
    render_put_int(running, "NOW", (int64_t)p->done);
    render_put_int(running, "TOTAL", (int64_t)p->total);
    render_put_text(running, "UNIT", p->unit);
    (void)render_add(running, "COUNTED");
}

static void put_opened(const struct office *o, struct render_dict *page,
                       const struct office_progress *p)
{
    struct conduct_desk f;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    struct render_dict *opened = render_add(page, "OPENED");
    render_put_text(opened, "WAVE", p->wave);
    office_put_fingerprint(opened, &p->outcome.mh);
    if (conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, NULL) ==
            ERR_OK &&
        conduct_wave_load(&f.folder, f.site, p->wave, &wave, NULL) == ERR_OK &&
        wave.manifest->trustees.count > 0) {
        struct render_dict *shares = render_add(opened, "SHARES");
        render_put_int(shares, "THRESHOLD", wave.manifest->trustees.threshold);
        for (uint32_t i = 1; i <= wave.manifest->trustees.count; i++)
            render_put_int(render_add(shares, "SHARE"), "NUMBER", i);
    }
    conduct_wave_free(&wave);
    conduct_desk_close(&f);
}

static void put_mailed(struct render_dict *page,
                       const struct office_progress *p)
{
    const struct office_outcome *out = &p->outcome;
    struct render_dict *mailed = render_add(page, "MAILED");
    render_put_text(mailed, "WAVE", p->wave);
    render_put_int(mailed, "SENT", (int64_t)out->sent);
    render_put_int(mailed, "REFUSED", (int64_t)out->refused);
    render_put_int(mailed, "UNSURE", (int64_t)out->unsure);
    render_put_int(mailed, "LATER", (int64_t)out->later);
    (void)render_add(mailed, out->refused + out->unsure + out->later > 0
                                 ? "NOT_ALL"
                                 : "ALL");
    if (out->refused + out->unsure > 0)
        (void)render_add(render_add(mailed, "TROUBLE"),
                         out->is_reminder ? "IS_REMINDER" : "IS_INVITE");
}

static void put_outcome(const struct office *o, struct render_dict *page,
                        const struct office_progress *p)
{
    if (p->outcome.e != ERR_OK) {
        struct render_dict *failed = render_add(page, "FAILED");
        render_put_text(failed, "WHAT",
                        p->outcome.note.text[0] != '\0'
                            ? p->outcome.note.text
                            : err_name(p->outcome.e));
        if (p->kind == OFFICE_JOB_OPEN)
            render_put_text(failed, "BACK", "/open");
        else
            render_put_format(failed, "BACK", "/wave/%s", p->wave);
    } else if (p->kind == OFFICE_JOB_OPEN) {
        put_opened(o, page, p);
    } else if (p->kind == OFFICE_JOB_MAIL) {
        put_mailed(page, p);
    } else if (p->kind == OFFICE_JOB_PURGE) {
        render_put_text(render_add(page, "PURGED"), "WAVE", p->wave);
    } else {
        struct render_dict *closed = render_add(page, "CLOSED");
        render_put_text(closed, "WAVE", p->wave);
        render_put_int(closed, "REDEEMED", p->outcome.counted.redeemed);
        render_put_int(closed, "SPOILED", p->outcome.counted.spoiled);
    }
}

void office_work(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct office_progress p;
    char title[64];
    office_job_look(o->job, &p);
    (void)snprintf(title, sizeof title, "%s %s",
                   p.kind == OFFICE_JOB_OPEN    ? "Opening"
                   : p.kind == OFFICE_JOB_MAIL  ? "Mails of"
                   : p.kind == OFFICE_JOB_PURGE ? "Destroying the answers of"
                                                : "Closing",
                   p.wave);
    struct render_dict *page = office_page_new(
        o, p.kind == OFFICE_JOB_NONE ? "Nothing is under way" : title);
    bool still = http_request_query(r, "still") != NULL;
    if (p.kind == OFFICE_JOB_NONE)
        (void)render_add(page, "NOTHING");
    else if (p.is_running)
        put_running(page, &p);
    else
        put_outcome(o, page, &p);
    if (p.is_running && !still)
        office_answer_moving(o, r, "office_work.tpl", page);
    else
        office_answer(o, r, 200, "office_work.tpl", page);
}
