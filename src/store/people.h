/*
 * people.db: who is on the roster and, while a wave is open, which code went to
 * whom. The one file of Chorus that holds names; only `chorus` opens it, never
 * chorusd. Knows no ballot and no answer.
 *
 * One thread at a time may use a struct people.
 */
#ifndef CHORUS_STORE_PEOPLE_H
#define CHORUS_STORE_PEOPLE_H

#include "base/err.h"

#include <stddef.h>

#define PEOPLE_TEXT_MAX 1024 /* bytes of any text of a person */

/* One line of the roster; "" where the office gave nothing, never NULL. */
struct people_person {
    const char *person; /* the office's own key, unique */
    const char *email;
    const char *department;
    const char *program_id;
    const char *program;
    const char *type; /* residency or fellowship, as the office wrote it */
    const char *site;
    const char *unit;
    const char *language;
};

/* One invite that went out; texts as in struct people_person. */
struct people_invite {
    const char *person;
    const char *email;
    const char *language;
    const char *unit;
    uint16_t group;
    uint8_t code[16]; /* secret: whoever has it can vote */
};

struct people;

/*
 * Makes an empty people.db (0600).
 * Errors: ERR_EXISTS, ERR_IO, ERR_FULL, ERR_DENIED; nothing is left then.
 */
BASE_MUST_USE enum err people_create(const char *path, struct err_note *note);

/*
 * Opens it, migrating an older one. Out: caller closes with people_close.
 * Errors: ERR_NOT_FOUND, ERR_CORRUPT (not ours, or damaged), ERR_STATE (written
 * by a newer Chorus), ERR_BUSY, ERR_IO, ERR_DENIED.
 */
BASE_MUST_USE enum err people_open(const char *path, struct people **out_people,
                                   struct err_note *note);
void people_close(struct people *people);

/*
 * Replaces the whole roster in one transaction: all of it or nothing.
 * In: N persons, texts in UTF-8 of at most PEOPLE_TEXT_MAX bytes.
 * Errors: ERR_EXISTS (a person twice) and ERR_RANGE (a text too long, a person
 * without a key), NOTE names the position; ERR_BUSY, ERR_FULL, ERR_IO.
 */
BASE_MUST_USE enum err people_roster_replace(
    struct people *people, const struct people_person *persons, size_t n,
    struct err_note *note);

/*
 * Calls FN for each person in the bytewise order of their keys; an error of FN
 * ends the walk and is returned. The texts live until FN returns.
 */
BASE_MUST_USE enum err people_roster_each(
    struct people *people,
    enum err (*fn)(void *ctx, const struct people_person *person), void *ctx);

BASE_MUST_USE enum err people_roster_count(struct people *people,
                                           size_t *out_count);

/*
 * Keeps the invites of a wave, replacing what an opening that failed half way
 * left for it: all of them or nothing. Errors: as people_roster_replace.
 */
BASE_MUST_USE enum err people_invites_put(struct people *people,
                                          const char *wave,
                                          const struct people_invite *invites,
                                          size_t n, struct err_note *note);

/*
 * Calls FN for each invite of a wave, ordered by person; as people_roster_each.
 * The invite and its code live until FN returns. No invites: no call.
 */
BASE_MUST_USE enum err people_invites_each(
    struct people *people, const char *wave,
    enum err (*fn)(void *ctx, const struct people_invite *invite), void *ctx);

/*
 * Destroys the invites of a wave when it closes, and what is known of their
 * mails: their bytes are overwritten in the file and in its journal. Nothing
 * there is fine: the step is repeated. Errors: ERR_BUSY, ERR_IO, ERR_FULL.
 */
BASE_MUST_USE enum err people_invites_destroy(struct people *people,
                                              const char *wave);

#endif
