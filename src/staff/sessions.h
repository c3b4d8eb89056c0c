/*
 * Sessions of staff: a cookie of 32 random bytes, of which only the SHA-256 is
 * stored, so that a copy of site.db opens no session. Trainees have none.
 * Knows site.db, never HTTP.
 */
#ifndef CHORUS_STAFF_SESSIONS_H
#define CHORUS_STAFF_SESSIONS_H

#include "base/encode.h"
#include "store/site.h"

#define SESSIONS_IDLE_SEC  (30 * 60)
#define SESSIONS_LIFE_SEC  (12 * 60 * 60)
#define SESSIONS_TEXT_SIZE ENCODE_B64U_SIZE(32)

/* What the browser holds: b64u of 32 bytes. Secret. */
struct sessions_cookie {
    char text[SESSIONS_TEXT_SIZE];
};

/* Who asks, for as long as one request lasts. */
struct sessions_person {
    struct site_account account; /* its password_hash is wiped */
    enum site_origin origin;
    char csrf[SESSIONS_TEXT_SIZE]; /* what forms of this session carry */
};

/*
 * Starts a session after a login, always under a new cookie, and clears away
 * what has expired. Errors: ERR_NOT_FOUND (no such account), and those of the
 * store.
 */
BASE_MUST_USE enum err sessions_start(struct site *site, const char *account,
                                      enum site_origin origin, int64_t now_sec,
                                      struct sessions_cookie *out_cookie);

/*
 * Whose session a cookie is. In: TEXT, untrusted, may be NULL; SIGNED_ON, whom
 * the proxy names with this request, NULL: nobody. Such a session is theirs
 * alone: without the proxy's word, or with its word for another, it is
 * nobody's. Out: OUT_PERSON, wiped by the caller with sessions_person_wipe.
 * Errors: ERR_NOT_FOUND (none, unknown, idle for 30 minutes, 12 hours old, or
 * the account is gone), ERR_MEMORY, and those of the store.
 */
BASE_MUST_USE enum err sessions_find(struct site *site, const char *text,
                                     const struct site_account *signed_on,
                                     int64_t now_sec,
                                     struct sessions_person *out_person);
void sessions_person_wipe(struct sessions_person *person);

/*
 * Puts a new cookie into the place of one that sessions_find knows, for what
 * changes or takes away something; the session's forms and its end stay as they
 * were. The old cookie is good for SESSIONS_GRACE_SEC: other requests are on
 * their way with it. Errors: ERR_EXISTS (it has been replaced already: go on),
 * and those of the store.
 */
#define SESSIONS_GRACE_SEC 60
BASE_MUST_USE enum err sessions_renew(struct site *site, const char *text,
                                      int64_t now_sec,
                                      struct sessions_cookie *out_cookie);

/* Ends a session with all its cookies; none there is fine. In: TEXT, untrusted,
 * may be NULL. */
BASE_MUST_USE enum err sessions_end(struct site *site, const char *text);

/* Whether a form's token is this session's, in constant time. */
bool sessions_csrf_holds(const struct sessions_person *person,
                         const char *token);

#endif
