#include "conduct/mailing.h"

#include "roster/email.h"

#include <sodium.h>

enum err conduct_mailing_begin(struct conduct_outreach *o,
                               enum roster_mail_kind kind,
                               struct conduct_mailing *out,
                               struct err_note *note)
{
    enum err e = conduct_mail_settings_read(&o->folder, &out->settings, note);
    if (e == ERR_OK)
        e = roster_outbox_new(&o->facts, &out->settings.sender, kind,
                              &out->outbox, note);
    if (e == ERR_OK)
        e = roster_recipients_load(o->people, o->invites, o->wave.row.name,
                                   &o->wave_id, &out->to, note);
    return e;
}

void conduct_mailing_end(struct conduct_mailing *m)
{
    roster_mailing_free(m->mailing);
    roster_recipients_free(m->to);
    roster_outbox_free(m->outbox);
    conduct_mail_settings_wipe(&m->settings);
    *m = (struct conduct_mailing)CONDUCT_MAILING_INIT;
}

enum err conduct_mailing_find(struct conduct_outreach *o,
                              const struct roster_mailing_choice *choice,
                              struct conduct_mailing *m, struct err_note *note)
{
    struct roster_recipients *to = m->to;
    m->to = NULL; /* taken over */
    return roster_mailing_new(o->people, o->wave.row.name, to, choice,
                              &m->mailing, note);
}

enum err conduct_mailing_run(struct conduct_mailing *m, int64_t now_sec,
                             const struct conduct_watch *watch,
                             struct err_note *note)
{
    struct mail *mail = NULL;
    struct conduct_watch_each seen = {watch};
    const struct roster_mailing_watch each = {conduct_watch_go_on, &seen};
    enum err e = mail_open(&m->settings.server, &mail, note);
    if (e != ERR_OK)
        return e;
    conduct_watch_begin(watch, "Sending", "mails",
                        m->mailing->counts[ROSTER_MAILING_DUE]);
    e = roster_mailing_run(m->mailing, m->outbox, mail,
                           m->settings.sender.from.address, now_sec, &each,
                           note);
    mail_close(mail);
    return e;
}

enum err conduct_mailing_sample(struct conduct_mailing *m, const char *address,
                                int64_t now_sec, struct buf *out_mail,
                                struct err_note *note)
{
    const struct roster_recipients *to =
        m->mailing != NULL ? m->mailing->to : m->to;
    /* A person that is nobody: a fresh code, on no list. */
    struct roster_recipient nobody = {
        .person = "",
        .email = address,
        .language = to->count > 0 ? to->list[0].language : "",
        .unit = "",
    };
    wave_invite_code_new(1, &nobody.code);
    enum err e =
        roster_outbox_write(m->outbox, &nobody, 0, now_sec, out_mail, note);
    sodium_memzero(&nobody, sizeof nobody);
    return e;
}

enum err conduct_mailing_try(struct conduct_mailing *m, const char *address,
                             int64_t now_sec, struct err_note *note)
{
    struct mail *mail = NULL;
    struct buf bytes = BUF_INIT;
    unsigned reply = 0;
    if (!email_is_valid(address))
        return err_say(note, ERR_FORMAT, "%.80s is not an address", address);
    enum err e = conduct_mailing_sample(m, address, now_sec, &bytes, note);
    if (e == ERR_OK)
        e = mail_open(&m->settings.server, &mail, note);
    if (e == ERR_OK) {
        enum mail_result r =
            mail_send(mail, m->settings.sender.from.address, address,
                      bytes.data, bytes.len, &reply, note);
        if (r != MAIL_TAKEN)
            e = r == MAIL_STOP ? ERR_DENIED
                               : err_say(note, ERR_DENIED,
                                         "the mail server did not take it "
                                         "(it said %u)",
                                         reply);
    }
    mail_close(mail);
    buf_wipe(&bytes);
    return e;
}
