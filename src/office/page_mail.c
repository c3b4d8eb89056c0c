/* /wave/{}/mail: the invites or a reminder, by mail: first who would get one,
 * then, after a yes, sent in a thread of its own. */
#include "office/pages.h"

#include "base/clock.h"
#include "conduct/mailing.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},       {"KIND", RENDER_TEXT},
    {"INVITES", RENDER_SECTION}, {"REMINDER", RENDER_SECTION},
    {"DUE", RENDER_TEXT},        {"SENT", RENDER_TEXT},
    {"FETCHED", RENDER_TEXT},    {"UNSURE", RENDER_TEXT},
    {"REFUSED", RENDER_TEXT},    {"SOME", RENDER_SECTION},
    {"NONE", RENDER_SECTION},    {"TROUBLE", RENDER_SECTION},
    {"ROW", RENDER_SECTION},     {"PERSON", RENDER_TEXT},
    {"EMAIL", RENDER_TEXT},      {"IS_REFUSED", RENDER_SECTION},
    {"REPLY", RENDER_TEXT},      {"IS_UNSURE", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form office_mail_form = {"office_mail.tpl", fields,
                                             office_frame_fields};

/* A round that is being prepared or sent. */
struct round {
    struct conduct_outreach out;
    struct conduct_mailing m;
};

static void round_free(void *context)
{
    struct round *round = context;
    if (round == NULL)
        return;
    conduct_mailing_end(&round->m);
    conduct_outreach_close(&round->out);
    free(round);
}

static enum err round_find(const struct office *o, const struct http_request *r,
                           struct round **out_round, struct err_note *note)
{
    const char *kind = http_request_field(r, "kind");
    struct roster_mailing_choice choice = {.now_sec = clock_now_sec()};
    if (strcmp(kind, "reminder") == 0)
        choice.kind = ROSTER_MAIL_REMINDER;
    else if (strcmp(kind, "invite") == 0)
        choice.kind = ROSTER_MAIL_INVITE;
    else
        return err_say(note, ERR_FORMAT, "choose the invites, or a reminder");
    struct round *round = calloc(1, sizeof *round);
    if (round == NULL)
        return ERR_MEMORY;
    round->out = (struct conduct_outreach)CONDUCT_OUTREACH_INIT;
    round->m = (struct conduct_mailing)CONDUCT_MAILING_INIT;
    enum err e = office_outreach_open(o, r, &round->out, note);
    if (e == ERR_OK)
        e = conduct_mailing_begin(&round->out, choice.kind, &round->m, note);
    if (e == ERR_OK)
        e = conduct_mailing_find(&round->out, &choice, &round->m, note);
    if (e != ERR_OK) {
        round_free(round);
        return e;
    }
    *out_round = round;
    return ERR_OK;
}

/* Whom a mail did not reach for good, or perhaps not: what to put right. */
static void put_trouble(struct render_dict *page,
                        const struct roster_mailing *m)
{
    if (m->counts[ROSTER_MAILING_REFUSED] + m->counts[ROSTER_MAILING_UNSURE] ==
        0)
        return;
    struct render_dict *trouble = render_add(page, "TROUBLE");
    for (size_t i = 0; i < m->to->count; i++) {
        const struct roster_mailing_line *line = &m->lines[i];
        const bool refused = line->what == ROSTER_MAILING_REFUSED;
        if (!refused && line->what != ROSTER_MAILING_UNSURE)
            continue;
        struct render_dict *row = render_add(trouble, "ROW");
        render_put_text(row, "PERSON", m->to->list[i].person);
        render_put_text(row, "EMAIL", m->to->list[i].email);
        row = render_add(row, refused ? "IS_REFUSED" : "IS_UNSURE");
        if (refused)
            render_put_int(row, "REPLY", line->reply);
    }
}

static void show(const struct office *o, struct http_request *r,
                 const struct round *round)
{
    const size_t *counts = round->m.mailing->counts;
    const char *kind = http_request_field(r, "kind");
    struct render_dict *page = office_page_new(o, "Who gets a mail now");
    (void)render_add(page,
                     strcmp(kind, "invite") == 0 ? "INVITES" : "REMINDER");
    render_put_text(page, "WAVE", round->out.wave.row.name);
    render_put_text(page, "KIND", kind);
    render_put_int(page, "DUE", (int64_t)counts[ROSTER_MAILING_DUE]);
    render_put_int(page, "SENT", (int64_t)counts[ROSTER_MAILING_SENT]);
    render_put_int(page, "FETCHED", (int64_t)counts[ROSTER_MAILING_FETCHED]);
    render_put_int(page, "UNSURE", (int64_t)counts[ROSTER_MAILING_UNSURE]);
    render_put_int(page, "REFUSED", (int64_t)counts[ROSTER_MAILING_REFUSED]);
    (void)render_add(page, counts[ROSTER_MAILING_DUE] > 0 ? "SOME" : "NONE");
    put_trouble(page, round->m.mailing);
    office_answer(o, r, 200, "office_mail.tpl", page);
}

static void send_mails(void *context, const struct conduct_watch *watch,
                       struct office_outcome *out)
{
    struct round *round = context;
    out->is_reminder = round->m.mailing->round.round > 0;
    out->e = conduct_mailing_run(&round->m, clock_now_sec(), watch, &out->note);
    out->sent = round->m.mailing->counts[ROSTER_MAILING_SENT];
    out->refused = round->m.mailing->counts[ROSTER_MAILING_REFUSED];
    out->unsure = round->m.mailing->counts[ROSTER_MAILING_UNSURE];
    out->later = round->m.mailing->counts[ROSTER_MAILING_LATER];
}

void office_mail(void *context, struct http_request *r)
{
    struct office *o = context;
    struct err_note note = {""};
    struct round *round = NULL;
    if (!office_form_is_ours(o, r))
        return;
    enum err e = round_find(o, r, &round, &note);
    if (e == ERR_OK && http_request_field(r, "yes")[0] == '\0') {
        show(o, r, round);
        round_free(round);
        return;
    }
    if (e == ERR_OK)
        e = office_job_begin(o->job, OFFICE_JOB_MAIL, round->out.wave.row.name,
                             send_mails, round, round_free, &note);
    if (e == ERR_OK)
        http_answer_redirect(r, "/work");
    else
        office_answer_failed(o, r, e, &note);
}
