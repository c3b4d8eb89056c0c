/*
 * From a person with a code to a mail that is ready to go, in their language:
 * words, HTML and headers put together. Sends nothing.
 */
#ifndef CHORUS_ROSTER_OUTBOX_H
#define CHORUS_ROSTER_OUTBOX_H

#include "roster/facts.h"
#include "roster/message.h"
#include "roster/recipients.h"

/* Which mail. */
enum roster_mail_kind {
    ROSTER_MAIL_INVITE,
    ROSTER_MAIL_REMINDER,
};

/* Who sends, as chorus.conf says it. */
struct roster_sender {
    struct message_address from;
    struct message_address reply_to; /* no address: none */
    const char *subject; /* "" for that of the words, in each language */
};

struct roster_outbox;

/*
 * Gets the words and the frame ready. In: FACTS and SENDER, kept. Out: caller
 * closes with roster_outbox_free. Errors: those of render_set_load; ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_outbox_new(const struct roster_facts *facts,
                                         const struct roster_sender *sender,
                                         enum roster_mail_kind kind,
                                         struct roster_outbox **out_outbox,
                                         struct err_note *note);
void roster_outbox_free(struct roster_outbox *outbox);

/*
 * Writes a person's mail. In: NOW_SEC, its date; ROUND, by which it is known
 * from another one to the same person. Out: OUT_BYTES, secret; emptied before,
 * the caller wipes it. Errors: those of the words and of rendering.
 */
BASE_MUST_USE enum err roster_outbox_write(struct roster_outbox *outbox,
                                           const struct roster_recipient *to,
                                           unsigned round, int64_t now_sec,
                                           struct buf *out_bytes,
                                           struct err_note *note);

#endif
