#include "roster/mailing.h"

#include "base/datetime.h"

/* So many broken lines in a row are no accident. */
#define BROKEN_MAX 3
/* "closing transmission channel": RFC 5321, 3.8 and 4.2.3. */
#define REPLY_CLOSING 421u

void roster_mailing_free(struct roster_mailing *mailing)
{
    if (mailing == NULL)
        return;
    roster_recipients_free(mailing->to);
    free(mailing->lines);
    free(mailing);
}

static void set_line(struct roster_mailing *m, size_t i,
                     enum roster_mailing_what what, unsigned reply)
{
    m->counts[m->lines[i].what]--;
    m->counts[what]++;
    m->lines[i] = (struct roster_mailing_line){what, reply};
}

/* --- which round ---------------------------------------------------------- */

struct rounds {
    struct people_round invite;   /* begun_sec 0: no invite was mailed */
    struct people_round reminder; /* the last; round 0: none */
};

static enum err see_round(void *ctx, const struct people_round *round)
{
    struct rounds *r = ctx;
    if (round->round == 0)
        r->invite = *round;
    else
        r->reminder = *round;
    return ERR_OK;
}

static enum err choose_reminder(const struct rounds *r,
                                const struct roster_mailing_choice *choice,
                                struct people_round *out_round,
                                struct err_note *note)
{
    const struct people_round *last = &r->reminder;
    char when[DATETIME_WORDS_SIZE];
    if (r->invite.begun_sec != 0 && r->invite.done_sec == 0)
        return err_say(note, ERR_STATE,
                       "not all invites are sent: run chorus invite --mail "
                       "again before you remind anybody");
    if (last->round > 0 && last->done_sec == 0) {
        *out_round = *last;
        return ERR_OK;
    }
    if (last->round > 0 && !choice->is_again &&
        choice->now_sec - last->done_sec < ROSTER_MAILING_APART_SEC) {
        datetime_words(last->done_sec, when);
        return err_say(note, ERR_EXISTS,
                       "reminder %u went out on %s; another one so soon needs "
                       "--again",
                       last->round, when);
    }
    if (last->round == PEOPLE_ROUND_MAX)
        return err_say(note, ERR_RANGE, "%d reminders are enough",
                       PEOPLE_ROUND_MAX);
    *out_round = (struct people_round){last->round + 1, choice->now_sec, 0};
    return ERR_OK;
}

static enum err choose_round(struct roster_mailing *m,
                             const struct roster_mailing_choice *choice,
                             struct err_note *note)
{
    struct rounds r = {{0}, {0}};
    enum err e = people_rounds_each(m->people, m->wave, see_round, &r);
    if (e != ERR_OK)
        return err_say(note, e, "people.db: %s", err_name(e));
    if (choice->kind == ROSTER_MAIL_REMINDER)
        return choose_reminder(&r, choice, &m->round, note);
    m->round = r.invite;
    m->round.done_sec = 0;
    if (m->round.begun_sec == 0)
        m->round.begun_sec = choice->now_sec;
    return ERR_OK;
}

/* --- who ------------------------------------------------------------------ */

static int by_person(const void *key, const void *recipient)
{
    return strcmp(key, ((const struct roster_recipient *)recipient)->person);
}

struct seeing {
    struct roster_mailing *mailing;
    bool retries_unsure;
};

static enum err see_mail(void *ctx, const struct people_mail *mail)
{
    const struct seeing *s = ctx;
    struct roster_mailing *m = s->mailing;
    const struct roster_recipient *r =
        bsearch(mail->person, m->to->list, m->to->count, sizeof *r, by_person);
    if (r == NULL)
        return ERR_OK;
    size_t i = (size_t)(r - m->to->list);
    /* Whatever became of the mail: the person has the code. */
    if (m->lines[i].what == ROSTER_MAILING_FETCHED)
        return ERR_OK;
    if (mail->state == PEOPLE_MAIL_REFUSED)
        set_line(m, i, ROSTER_MAILING_REFUSED, mail->reply);
    else if (mail->round != m->round.round)
        return ERR_OK;
    else if (mail->state == PEOPLE_MAIL_SENT)
        set_line(m, i, ROSTER_MAILING_SENT, 0);
    else if (!s->retries_unsure)
        set_line(m, i, ROSTER_MAILING_UNSURE, 0);
    return ERR_OK;
}

static enum err find_due(struct roster_mailing *m, bool retries_unsure,
                         struct err_note *note)
{
    struct seeing seeing = {m, retries_unsure};
    m->counts[ROSTER_MAILING_DUE] = m->to->count;
    for (size_t i = 0; i < m->to->count; i++)
        if (m->to->list[i].state != INVITES_UNUSED)
            set_line(m, i, ROSTER_MAILING_FETCHED, 0);
    enum err e = people_mails_each(m->people, m->wave, see_mail, &seeing);
    if (e != ERR_OK)
        return err_say(note, e, "people.db: %s", err_name(e));
    return ERR_OK;
}

enum err roster_mailing_new(struct people *people, const char *wave,
                            struct roster_recipients *to,
                            const struct roster_mailing_choice *choice,
                            struct roster_mailing **out_mailing,
                            struct err_note *note)
{
    struct roster_mailing *m = calloc(1, sizeof *m);
    if (m == NULL) {
        roster_recipients_free(to);
        return ERR_MEMORY;
    }
    m->people = people;
    m->wave = wave;
    m->to = to;
    m->lines = calloc(to->count + 1, sizeof *m->lines);
    enum err e = m->lines == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK)
        e = choose_round(m, choice, note);
    if (e == ERR_OK)
        e = find_due(m, choice->retries_unsure, note);
    if (e != ERR_OK) {
        roster_mailing_free(m);
        return e;
    }
    *out_mailing = m;
    return ERR_OK;
}

/* --- sending -------------------------------------------------------------- */

/* A run of a round. */
struct run {
    struct roster_mailing *mailing;
    struct roster_outbox *outbox;
    struct mail *mail;
    const char *from;
    int64_t now_sec;
    struct buf bytes;
    unsigned broken; /* lines in a row */
};

static enum err keep_book(const struct run *run, size_t i,
                          enum people_mail_state state, unsigned reply)
{
    const struct roster_mailing *m = run->mailing;
    const struct people_mail mail = {.person = m->to->list[i].person,
                                     .round = m->round.round,
                                     .state = state,
                                     .reply = reply};
    return people_mail_set(m->people, m->wave, &mail);
}

/* The books after the answer. What the server surely does not have is not
 * begun. */
static enum err settle(const struct run *run, size_t i, enum mail_result result,
                       unsigned reply)
{
    struct roster_mailing *m = run->mailing;
    unsigned kept = reply > 999 ? 999 : reply;
    switch (result) {
    case MAIL_TAKEN:
        set_line(m, i, ROSTER_MAILING_SENT, 0);
        return keep_book(run, i, PEOPLE_MAIL_SENT, 0);
    case MAIL_REFUSED:
        set_line(m, i, ROSTER_MAILING_REFUSED, kept);
        return keep_book(run, i, PEOPLE_MAIL_REFUSED, kept);
    case MAIL_UNSURE: set_line(m, i, ROSTER_MAILING_UNSURE, 0); return ERR_OK;
    default:
        set_line(m, i,
                 result == MAIL_LATER ? ROSTER_MAILING_LATER
                                      : ROSTER_MAILING_DUE,
                 kept);
        return people_mail_forget(m->people, m->wave, m->round.round,
                                  m->to->list[i].person);
    }
}

/* Whether the server ended the line, and not the mail. */
static bool is_hung_up(enum mail_result result, unsigned reply)
{
    return result == MAIL_LATER && (reply == 0 || reply == REPLY_CLOSING);
}

static enum err send_one(struct run *run, size_t i, struct err_note *note)
{
    struct roster_mailing *m = run->mailing;
    const struct roster_recipient *to = &m->to->list[i];
    unsigned reply = 0;
    enum err e = roster_outbox_write(run->outbox, to, m->round.round,
                                     run->now_sec, &run->bytes, note);
    if (e != ERR_OK)
        return e;
    e = keep_book(run, i, PEOPLE_MAIL_UNSURE, 0);
    if (e != ERR_OK)
        return err_say(note, e, "people.db: %s", err_name(e));
    enum mail_result result =
        mail_send(run->mail, run->from, to->email, run->bytes.data,
                  run->bytes.len, &reply, note);
    /* An idle line that broke, or enough mails for one line: the next one is a
     * new line. */
    if (is_hung_up(result, reply) && run->broken == 0)
        result = mail_send(run->mail, run->from, to->email, run->bytes.data,
                           run->bytes.len, &reply, note);
    bool is_broken = is_hung_up(result, reply) || result == MAIL_UNSURE;
    run->broken = is_broken ? run->broken + 1 : 0;
    e = settle(run, i, result, reply);
    if (e != ERR_OK)
        return err_say(note, e, "people.db: %s", err_name(e));
    if (run->broken == BROKEN_MAX)
        return err_say(note, ERR_DENIED,
                       "the mail server broke off %d times in a row; try again "
                       "when it is well",
                       BROKEN_MAX);
    return result == MAIL_STOP ? ERR_DENIED : ERR_OK;
}

static enum err send_all(struct run *run,
                         const struct roster_mailing_watch *watch,
                         struct err_note *note)
{
    struct roster_mailing *m = run->mailing;
    size_t total = m->counts[ROSTER_MAILING_DUE];
    size_t done = 0;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < m->to->count; i++) {
        if (m->lines[i].what != ROSTER_MAILING_DUE)
            continue;
        if (!watch->go_on(watch->ctx, done++, total))
            return err_say(
                note, ERR_CLOSED,
                "given up after %zu of %zu; the same command goes on "
                "from here",
                done - 1, total);
        e = send_one(run, i, note);
    }
    return e;
}

enum err roster_mailing_run(struct roster_mailing *mailing,
                            struct roster_outbox *outbox, struct mail *mail,
                            const char *from, int64_t now_sec,
                            const struct roster_mailing_watch *watch,
                            struct err_note *note)
{
    struct run run = {.mailing = mailing,
                      .outbox = outbox,
                      .mail = mail,
                      .from = from,
                      .now_sec = now_sec,
                      .bytes = BUF_INIT};
    enum err e =
        people_round_set(mailing->people, mailing->wave, &mailing->round);
    if (e == ERR_OK)
        e = send_all(&run, watch, note);
    buf_wipe(&run.bytes);
    if (e == ERR_OK && mailing->counts[ROSTER_MAILING_LATER] == 0) {
        mailing->round.done_sec = now_sec;
        e = people_round_set(mailing->people, mailing->wave, &mailing->round);
    }
    return e;
}
