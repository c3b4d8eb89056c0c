/*
 * A code while its wave is open: one that is lost and replaced, one that is
 * struck out because its person left. Two files change, people.db and the
 * server's list; an act that was cut between them is finished by the next.
 * Source: src/PROTOCOL.md, "Board", `replaced`.
 */
#ifndef CHORUS_ROSTER_CODES_H
#define CHORUS_ROSTER_CODES_H

#include "store/invites.h"
#include "store/people_life.h"
#include "wave/invite_code.h"

/* The wave whose codes change. INVITES is opened as its keeper. */
struct roster_codes {
    struct people *people;
    struct invites *invites;
    const char *wave;
    const struct wave_id *wave_id;
};

/*
 * Finishes what an act that was cut left; before any other use of the wave's
 * codes. Nothing to finish is fine. Errors: those of the stores; a line in
 * NOTE.
 */
BASE_MUST_USE enum err roster_codes_settle(const struct roster_codes *codes,
                                           struct err_note *note);

/*
 * Strikes a person's unused code out and makes another. What is known of mails
 * with the old one is forgotten, so that the next run sends the new one.
 * Out: OUT_CODE, which the caller wipes.
 * Errors: ERR_NOT_FOUND (the person has no invite), ERR_EXISTS (a token was
 * fetched with it), ERR_CLOSED, ERR_RANGE (so many were replaced that no room
 * is left), those of the stores; a line in NOTE. Nothing is changed then.
 */
BASE_MUST_USE enum err roster_codes_replace(const struct roster_codes *codes,
                                            const char *person,
                                            struct wave_invite_code *out_code,
                                            struct err_note *note);

/*
 * Strikes a person's unused code out and destroys it. Errors: as above, but
 * ERR_RANGE.
 */
BASE_MUST_USE enum err roster_codes_withdraw(const struct roster_codes *codes,
                                             const char *person,
                                             struct err_note *note);

#endif
