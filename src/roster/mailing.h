/*
 * A round of mails, the invites or one reminder: who gets one, and sending them
 * so that nobody gets two. Before a mail is handed over people.db says that it
 * was begun, after the server's answer what became of it; what is cut between
 * the two is "unsure" from then on, listed and not sent again unless the office
 * asks for it. Knows names and codes; must never write them to a log.
 */
#ifndef CHORUS_ROSTER_MAILING_H
#define CHORUS_ROSTER_MAILING_H

#include "roster/mail.h"
#include "roster/outbox.h"
#include "store/people_life.h"

/* Two reminders within so many seconds are taken for a slip. */
#define ROSTER_MAILING_APART_SEC (20 * 3600)

/* What is to be done for a person in this round, or was. */
enum roster_mailing_what {
    ROSTER_MAILING_DUE,
    ROSTER_MAILING_SENT,
    ROSTER_MAILING_UNSURE,
    ROSTER_MAILING_REFUSED, /* in this round or before: the address is bad */
    ROSTER_MAILING_LATER,   /* put off by the server; due in the next run */
    ROSTER_MAILING_FETCHED, /* has a token: nothing to send */
    ROSTER_MAILING_WHATS
};

struct roster_mailing_line {
    enum roster_mailing_what what;
    unsigned reply; /* the mail server's code, when refused or put off */
};

struct roster_mailing {
    struct people *people;
    const char *wave;
    struct roster_recipients *to;
    struct roster_mailing_line *lines; /* of each recipient */
    struct people_round round;
    size_t counts[ROSTER_MAILING_WHATS];
};

struct roster_mailing_choice {
    enum roster_mail_kind kind;
    bool is_again;       /* a reminder soon after another is meant */
    bool retries_unsure; /* send to those of whom nobody knows */
    int64_t now_sec;
};

/*
 * Finds out who is due; changes nothing. A reminder that was not finished is
 * taken up again, else a new one begins. In: PEOPLE and WAVE, kept; TO is taken
 * over, also after an error. Out: caller frees with roster_mailing_free.
 * Errors: ERR_EXISTS (a reminder went out within ROSTER_MAILING_APART_SEC),
 * ERR_STATE (a reminder before all invites were sent), ERR_RANGE (too many
 * reminders), those of the store; a line in NOTE.
 */
BASE_MUST_USE enum err roster_mailing_new(
    struct people *people, const char *wave, struct roster_recipients *to,
    const struct roster_mailing_choice *choice,
    struct roster_mailing **out_mailing, struct err_note *note);
void roster_mailing_free(struct roster_mailing *mailing);

/* Whoever watches: called before each mail; false ends the run there. */
struct roster_mailing_watch {
    bool (*go_on)(void *ctx, size_t done, size_t total);
    void *ctx;
};

/*
 * Sends what is due and keeps the books. Whoever is put off stays due. Errors:
 * ERR_DENIED (no mail would be taken: NOTE says why), ERR_CLOSED (the watcher
 * ended it), those of the store and of rendering. What was sent stays sent, and
 * a later run goes on.
 */
BASE_MUST_USE enum err roster_mailing_run(
    struct roster_mailing *mailing, struct roster_outbox *outbox,
    struct mail *mail, const char *from, int64_t now_sec,
    const struct roster_mailing_watch *watch, struct err_note *note);

#endif
