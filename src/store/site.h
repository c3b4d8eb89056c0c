/*
 * site.db: what chorusd serves besides the two doors: waves with the exact
 * bytes of their documents, published releases, accounts of staff, their
 * sessions and the logs of what they did. Knows no trainee, no invite and no
 * ballot.
 *
 * Any thread may call any function; calls on one struct site take turns.
 */
#ifndef CHORUS_STORE_SITE_H
#define CHORUS_STORE_SITE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Who opens the file, and so what its connection may do. */
enum site_role {
    SITE_OFFICE, /* chorus: everything */
    SITE_SERVER, /* chorusd: reads waves, documents and accounts; keeps
                    sessions, the logs of logins and exports, and what staff
                    write (site_mandate.h) */
};

struct site;

/*
 * Makes site.db (0600). In: INSTITUTION, UTF-8, 1 to 256 bytes.
 * Errors: ERR_EXISTS, ERR_RANGE, ERR_IO, ERR_FULL, ERR_DENIED.
 */
BASE_MUST_USE enum err site_create(const char *path, const char *institution,
                                   struct err_note *note);

/*
 * Opens it; the office migrates an older one. Out: caller closes with
 * site_close. Errors: ERR_NOT_FOUND, ERR_CORRUPT, ERR_STATE (of another
 * version), ERR_BUSY, ERR_IO, ERR_DENIED, ERR_MEMORY.
 */
BASE_MUST_USE enum err site_open(const char *path, enum site_role role,
                                 struct site **out_site, struct err_note *note);
void site_close(struct site *site);

/* The institution's name; lives as long as SITE. */
const char *site_institution(const struct site *site);

/*
 * Whether anybody else changed the file since this was asked last (the first
 * answer is yes). Costs one read of the file's head: ask every second.
 * Errors: ERR_BUSY, ERR_IO, ERR_CORRUPT.
 */
BASE_MUST_USE enum err site_changed(struct site *site, bool *out_changed);

/*
 * Another number whenever a checklist, a plan or an initiative may have
 * changed, by whomever. Asked for before they are read, it says whether what
 * was made of them still holds. Costs one read of the file's head.
 * Errors: ERR_BUSY, ERR_IO, ERR_CORRUPT.
 */
BASE_MUST_USE enum err site_mandate_version(struct site *site,
                                            uint64_t *out_version);

/* --- waves ---------------------------------------------------------------- */

#define SITE_NAME_SIZE 33 /* a wave's or a program's name, and NUL */

enum site_wave_state {
    SITE_WAVE_OPEN = 1,   /* opened; the closing time may be past */
    SITE_WAVE_CLOSED = 2, /* tallied and published */
    SITE_WAVE_ENDED = 3,  /* purged, and never tallied */
};

struct site_wave {
    char name[SITE_NAME_SIZE];
    enum site_wave_state state;
    int64_t opens_sec;
    int64_t closes_sec;
    int64_t public_sec; /* from when anybody may see results; 0: no date */
    uint8_t manifest_hash[32];
};

/* Bytes that the caller owns. */
struct site_bytes {
    const uint8_t *bytes;
    size_t len;
};

/* Documents of a wave, kept byte for byte. */
enum site_document {
    SITE_MANIFEST = 1,
    SITE_SURVEY = 2,
    SITE_CLIENT = 3, /* the browser bundle */
    SITE_RELEASE = 4,
    SITE_RELEASE_SIG = 5,
    SITE_BOARD_SIG = 7, /* 6 was the board, which lies in pieces now */
    SITE_UNITS = 8, /* types and sites of units; waves of an older Chorus have
                       none, nor the two below */
    SITE_WORDS = 9, /* the bundle's words in other languages than English */
    SITE_INFORMATION = 10, /* the information sheet */
};
#define SITE_DOCUMENT_MAX (64u << 20) /* bytes of one */

/* What a wave is opened with. */
struct site_promise {
    struct site_bytes manifest;
    struct site_bytes survey;
    struct site_bytes client;
    /* Of length 0: none. */
    struct site_bytes units;
    struct site_bytes words;
    struct site_bytes information;
};

/* What a wave is closed with. */
struct site_results {
    struct site_bytes release;
    struct site_bytes release_sig;
    struct site_bytes board_sig;
    uint64_t board_len; /* of the pieces that were added before */
};

/*
 * Enters a wave with its documents, in one transaction: the last step of
 * opening it. In: WAVE with state open. Roles: office.
 * Errors: ERR_EXISTS (its name, or its manifest), ERR_RANGE, ERR_BUSY,
 * ERR_FULL, ERR_IO.
 */
BASE_MUST_USE enum err site_wave_put(struct site *site,
                                     const struct site_wave *wave,
                                     const struct site_promise *promise);

/* All waves, the newest opening last. Out: caller frees with free(). */
BASE_MUST_USE enum err site_wave_list(struct site *site,
                                      struct site_wave **out_waves,
                                      size_t *out_n);

/* ERR_NOT_FOUND when there is none of that name. */
BASE_MUST_USE enum err site_wave_get(struct site *site, const char *wave,
                                     struct site_wave *out_wave);

/* ERR_NOT_FOUND when the wave has no such document. Caller frees with
 * buf_free. */
BASE_MUST_USE enum err site_wave_document(struct site *site, const char *wave,
                                          enum site_document which,
                                          struct buf *out_bytes);

/* --- boards --------------------------------------------------------------- */

/* A board is as long as its wave has ballots, and is never in memory whole. */
#define SITE_PIECE_BYTES 65536u

/*
 * Adds LEN bytes of an open wave's board, from AT on: a multiple of
 * SITE_PIECE_BYTES, and so is LEN but for the last ones. In one transaction,
 * whose memory is that of the bytes and their pages. Roles: office. Errors:
 * ERR_STATE (no open wave of that name), ERR_EXISTS (added before), ERR_RANGE,
 * ERR_BUSY, ERR_FULL, ERR_IO.
 */
BASE_MUST_USE enum err site_board_add(struct site *site, const char *wave,
                                      uint64_t at, const uint8_t *bytes,
                                      size_t len);
/*
 * Takes away what a close that came to no end added, overwriting it. None there
 * is fine. Roles: office. Errors: ERR_NOT_FOUND, ERR_STATE (it is published),
 * ERR_BUSY, ERR_FULL, ERR_IO.
 */
BASE_MUST_USE enum err site_board_drop(struct site *site, const char *wave);
/* One to be read. */
struct site_board {
    struct site *site; /* outlives it */
    char wave[SITE_NAME_SIZE];
    uint64_t len;
};
/* Finds what there is of a wave's board, published or not. Errors:
 * ERR_NOT_FOUND, ERR_BUSY, ERR_IO. */
BASE_MUST_USE enum err site_board_find(struct site *site, const char *wave,
                                       struct site_board *out_board);
/* LEN bytes from AT. In: BOARD, a struct site_board. Errors: ERR_CORRUPT (not
 * so many are there), ERR_BUSY, ERR_IO. */
BASE_MUST_USE enum err site_board_read(const void *board, uint64_t at,
                                       uint8_t *out, size_t len);

/*
 * Publishes the results of a wave and closes it, in one transaction: the point
 * of no return. A published document never changes. Roles: office.
 * Errors: ERR_NOT_FOUND, ERR_STATE (not open), ERR_RANGE (a document is empty,
 * or the board not of the length that RESULTS says), ERR_BUSY, ERR_FULL,
 * ERR_IO.
 */
BASE_MUST_USE enum err site_wave_publish(struct site *site, const char *wave,
                                         const struct site_results *results);

/* Sets from when anybody may see the results; 0 takes the date away. Roles:
 * office. ERR_NOT_FOUND. */
BASE_MUST_USE enum err site_wave_public_set(struct site *site, const char *wave,
                                            int64_t public_sec);

/*
 * Ends an open wave that is to be purged without having been tallied: the point
 * of no return. Roles: office. Errors: ERR_NOT_FOUND, ERR_STATE (not open),
 * ERR_BUSY, ERR_FULL, ERR_IO.
 */
BASE_MUST_USE enum err site_wave_end(struct site *site, const char *wave);

#define SITE_REASON_SIZE 501 /* bytes of a reason, and NUL */

/* Whether a wave's destruction is put off, since when and why; or since when
 * and why not any more. */
struct site_hold {
    bool is_on;
    int64_t at_sec; /* 0: never was */
    char reason[SITE_REASON_SIZE];
};

/* The last word on a wave; none is off. Errors: ERR_BUSY, ERR_IO, ... */
BASE_MUST_USE enum err site_hold_get(struct site *site, const char *wave,
                                     struct site_hold *out_hold);
/* Records a hold, or its end. Roles: office. Errors: ERR_RANGE (no reason, or
 * too long a one), and those of any write. */
BASE_MUST_USE enum err site_hold_put(struct site *site, const char *wave,
                                     const struct site_hold *hold);

/* --- accounts of staff ---------------------------------------------------- */

#define SITE_ACCOUNT_SIZE       65  /* an account's name, and NUL */
#define SITE_PASSWORD_HASH_SIZE 128 /* crypto_pwhash_STRBYTES */

enum site_account_role {
    SITE_CHAMPION = 1,       /* sees the units of their programs */
    SITE_SUBCOMMITTEE = 2,   /* sees what the release holds */
    SITE_ACCOUNT_OFFICE = 3, /* also who fetched a token */
};

struct site_account {
    char name[SITE_ACCOUNT_SIZE];
    enum site_account_role role;
    char password_hash[SITE_PASSWORD_HASH_SIZE];
    char (*programs)[SITE_NAME_SIZE]; /* ids; a champion's; bytewise order */
    size_t program_count;
};

/* Adds an account. Roles: office. ERR_EXISTS, ERR_RANGE (an empty name). */
BASE_MUST_USE enum err site_account_put(struct site *site,
                                        const struct site_account *account);
/* ERR_NOT_FOUND. Out: caller wipes with site_account_wipe. */
BASE_MUST_USE enum err site_account_get(struct site *site, const char *name,
                                        struct site_account *out_account);
void site_account_wipe(struct site_account *account);
/* All, by name. Out: caller frees with site_accounts_free. */
BASE_MUST_USE enum err site_account_list(struct site *site,
                                         struct site_account **out_accounts,
                                         size_t *out_n);
void site_accounts_free(struct site_account *accounts, size_t n);
/* Removes an account and its sessions. Roles: office. ERR_NOT_FOUND. */
BASE_MUST_USE enum err site_account_remove(struct site *site, const char *name);
/* Sets the password and ends all sessions. Roles: office. ERR_NOT_FOUND. */
BASE_MUST_USE enum err site_account_set_password(
    struct site *site, const char *name, const char password_hash[static 1]);

/* --- sessions ------------------------------------------------------------- */

enum site_origin {
    SITE_ORIGIN_PASSWORD = 1, /* of an account that is here */
    SITE_ORIGIN_SIGN_ON = 2,  /* somebody whom the proxy knows */
};

struct site_session {
    uint8_t token_hash[32]; /* SHA-256 of the cookie; the cookie is not kept */
    char account[SITE_ACCOUNT_SIZE];
    enum site_origin origin;
    uint8_t csrf[32]; /* the same for all cookies of one session */
    int64_t created_sec;
    int64_t seen_sec;
    int64_t expires_sec;
    bool is_replaced; /* another cookie has its place; it ends soon */
};

/* ERR_NOT_FOUND (a password's account that is not here), ERR_EXISTS. */
BASE_MUST_USE enum err site_session_put(struct site *site,
                                        const struct site_session *session);
/* ERR_NOT_FOUND. The caller compares expires_sec with its clock. */
BASE_MUST_USE enum err site_session_get(struct site *site,
                                        const uint8_t token_hash[static 32],
                                        struct site_session *out_session);
/*
 * Puts NEXT into the place of a cookie, which ends at OLD_EXPIRES_SEC.
 * ERR_NOT_FOUND (gone, or replaced already).
 */
BASE_MUST_USE enum err site_session_replace(struct site *site,
                                            const uint8_t old_hash[static 32],
                                            int64_t old_expires_sec,
                                            const struct site_session *next);
/* Notes that a session was used. ERR_NOT_FOUND. */
BASE_MUST_USE enum err site_session_touch(struct site *site,
                                          const uint8_t token_hash[static 32],
                                          int64_t seen_sec);
/* Removes the session that a cookie belongs to, with all its cookies. None
 * there is fine, in all three. */
BASE_MUST_USE enum err site_session_remove(struct site *site,
                                           const uint8_t token_hash[static 32]);
BASE_MUST_USE enum err site_session_remove_of_account(struct site *site,
                                                      const char *account);
/* Removes what expires at NOW_SEC or before. */
BASE_MUST_USE enum err site_session_remove_expired(struct site *site,
                                                   int64_t now_sec);

/* --- log of logins -------------------------------------------------------- */

enum site_login_act {
    SITE_LOGIN_PASSWORD = 1,
    SITE_LOGIN_SIGN_ON = 2,
    SITE_LOGIN_LOGOUT = 3,
    SITE_LOGIN_WRONG = 4, /* a wrong password: counted, by the day */
};

struct site_login {
    const char *account; /* "": a name that no account has */
    enum site_login_act act;
    int64_t at_sec; /* a whole minute; of SITE_LOGIN_WRONG, a whole day's */
    uint32_t count;
};

/* Enters what somebody of the staff did; NOW_SEC is cut to its minute, or day.
 * ERR_RANGE (a name too long). */
BASE_MUST_USE enum err site_login_add(struct site *site, const char *account,
                                      enum site_login_act act, int64_t now_sec);
/* Calls FN for each, the newest last; an error of FN ends it. FN must not call
 * back into SITE. */
BASE_MUST_USE enum err site_login_each(
    struct site *site,
    enum err (*fn)(void *ctx, const struct site_login *entry), void *ctx);

/* The key by which browsers that logged in before are known again. Secret. */
#define SITE_DEVICE_KEY_BYTES 32
BASE_MUST_USE enum err site_device_key(
    struct site *site, uint8_t out_key[static SITE_DEVICE_KEY_BYTES]);

/* --- log of exports ------------------------------------------------------- */

/* Who of the staff took what away; texts of at most 256 bytes. */
struct site_export {
    const char *account;
    const char *wave;
    const char *what;   /* a group's id */
    const char *format; /* "csv" */
    int64_t at_sec;
};

/* ERR_RANGE (a text too long). */
BASE_MUST_USE enum err site_export_add(struct site *site,
                                       const struct site_export *entry);
/* Calls FN for each, the newest last; an error of FN ends it. FN must not call
 * back into SITE. */
BASE_MUST_USE enum err site_export_each(
    struct site *site,
    enum err (*fn)(void *ctx, const struct site_export *entry), void *ctx);

#endif
