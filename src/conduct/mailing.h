/*
 * A round of mails: the invites, or a reminder. Sends nothing that anybody got
 * before; see roster/mailing.h.
 */
#ifndef CHORUS_CONDUCT_MAILING_H
#define CHORUS_CONDUCT_MAILING_H

#include "conduct/mail_settings.h"
#include "conduct/outreach.h"
#include "conduct/watch.h"
#include "roster/mailing.h"

struct conduct_mailing {
    struct conduct_mail_settings settings;
    struct roster_outbox *outbox;
    struct roster_recipients *to;   /* until the round is found */
    struct roster_mailing *mailing; /* of conduct_mailing_find */
};
#define CONDUCT_MAILING_INIT                                                   \
    {                                                                          \
        .settings.password = BUF_INIT                                          \
    }

/*
 * Reads settings, words and recipients. In: O outlives it. Out: in place; ended
 * with conduct_mailing_end, also after an error. Errors: those of
 * conduct_mail_settings_read, roster_outbox_new and roster_recipients_load; a
 * line in NOTE.
 */
BASE_MUST_USE enum err conduct_mailing_begin(struct conduct_outreach *o,
                                             enum roster_mail_kind kind,
                                             struct conduct_mailing *out,
                                             struct err_note *note);
void conduct_mailing_end(struct conduct_mailing *m);

/* Finds out who is due; changes nothing. Once. Errors: those of
 * roster_mailing_new. */
BASE_MUST_USE enum err conduct_mailing_find(
    struct conduct_outreach *o, const struct roster_mailing_choice *choice,
    struct conduct_mailing *m, struct err_note *note);

/*
 * Sends what is due, and keeps the books. In: WATCH may be NULL. Errors: those
 * of mail_open and roster_mailing_run; what was sent stays sent.
 */
BASE_MUST_USE enum err conduct_mailing_run(struct conduct_mailing *m,
                                           int64_t now_sec,
                                           const struct conduct_watch *watch,
                                           struct err_note *note);

/* A mail as one of them, to ADDRESS, with a code that is not valid. Out: secret
 * to nobody; freed with buf_free. Errors: those of roster_outbox_write. */
BASE_MUST_USE enum err conduct_mailing_sample(struct conduct_mailing *m,
                                              const char *address,
                                              int64_t now_sec,
                                              struct buf *out_mail,
                                              struct err_note *note);
/* Sends such a mail. Errors: ERR_FORMAT (no address), ERR_DENIED (not taken),
 * those of mail_open; a line in NOTE. */
BASE_MUST_USE enum err conduct_mailing_try(struct conduct_mailing *m,
                                           const char *address, int64_t now_sec,
                                           struct err_note *note);

#endif
