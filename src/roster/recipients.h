/*
 * Everybody who has an invite of a wave, with what the server's list says of
 * it: who has not fetched a token yet. Knows codes, until they are freed; must
 * never know a ballot.
 */
#ifndef CHORUS_ROSTER_RECIPIENTS_H
#define CHORUS_ROSTER_RECIPIENTS_H

#include "roster/keys.h"
#include "store/people.h"
#include "wave/invite_code.h"

struct roster_texts;

struct roster_recipient {
    const char *person;
    const char *email;
    const char *language;
    const char *unit;
    struct wave_invite_code code; /* secret */
    enum invites_state_of state;
};

struct roster_recipients {
    struct roster_recipient *list; /* bytewise by person */
    size_t count;
    struct roster_texts *texts; /* what the list points into */
};

/*
 * Reads them all. In: INVITES opened as the office. Out: caller frees with
 * roster_recipients_free, which wipes. Errors: ERR_NOT_FOUND (no invites: no
 * such wave here, or it is closed), ERR_CORRUPT (a code that the server's list
 * does not have), ERR_MEMORY, those of the stores; a line in NOTE.
 */
BASE_MUST_USE enum err roster_recipients_load(
    struct people *people, struct invites *invites, const char *wave,
    const struct wave_id *wave_id, struct roster_recipients **out_recipients,
    struct err_note *note);
void roster_recipients_free(struct roster_recipients *recipients);

#endif
