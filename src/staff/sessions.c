#include "staff/sessions.h"

#include <sodium.h>

/* A session's last use is noted once a minute, not with each request. */
#define TOUCH_SEC 60

static enum err hash_cookie(const char *text, uint8_t out_hash[static 32])
{
    uint8_t cookie[32];
    enum err e = text == NULL
                     ? ERR_NOT_FOUND
                     : decode_b64u(text, strlen(text), cookie, sizeof cookie);
    if (e != ERR_OK)
        return ERR_NOT_FOUND;
    (void)crypto_hash_sha256(out_hash, cookie, sizeof cookie);
    sodium_memzero(cookie, sizeof cookie);
    return ERR_OK;
}

/* A new cookie for SESSION, whose hash is set. */
static void draw_cookie(struct site_session *session,
                        struct sessions_cookie *out_cookie)
{
    uint8_t cookie[32];
    randombytes_buf(cookie, sizeof cookie);
    (void)crypto_hash_sha256(session->token_hash, cookie, sizeof cookie);
    encode_b64u(cookie, sizeof cookie, out_cookie->text);
    sodium_memzero(cookie, sizeof cookie);
}

enum err sessions_start(struct site *site, const char *account,
                        enum site_origin origin, int64_t now_sec,
                        struct sessions_cookie *out_cookie)
{
    enum err e = site_session_remove_expired(site, now_sec);
    if (e != ERR_OK)
        return e;
    struct sessions_cookie cookie;
    struct site_session session = {.origin = origin,
                                   .created_sec = now_sec,
                                   .seen_sec = now_sec,
                                   .expires_sec = now_sec + SESSIONS_LIFE_SEC};
    (void)snprintf(session.account, sizeof session.account, "%s", account);
    randombytes_buf(session.csrf, sizeof session.csrf);
    draw_cookie(&session, &cookie);
    e = site_session_put(site, &session);
    if (e == ERR_OK)
        *out_cookie = cookie;
    sodium_memzero(&cookie, sizeof cookie);
    sodium_memzero(&session, sizeof session);
    return e;
}

enum err sessions_renew(struct site *site, const char *text, int64_t now_sec,
                        struct sessions_cookie *out_cookie)
{
    uint8_t hash[32];
    struct sessions_cookie cookie;
    struct site_session session = {0};
    enum err e = hash_cookie(text, hash);
    if (e == ERR_OK)
        e = site_session_get(site, hash, &session);
    if (e == ERR_OK && session.is_replaced)
        e = ERR_EXISTS;
    if (e == ERR_OK) {
        int64_t end_sec = now_sec + SESSIONS_GRACE_SEC;
        if (session.expires_sec < end_sec)
            end_sec = session.expires_sec;
        draw_cookie(&session, &cookie);
        session.seen_sec = now_sec;
        e = site_session_replace(site, hash, end_sec, &session);
        if (e == ERR_OK)
            *out_cookie = cookie;
        else if (e == ERR_NOT_FOUND) /* another request was faster */
            e = ERR_EXISTS;
        sodium_memzero(&cookie, sizeof cookie);
    }
    sodium_memzero(&session, sizeof session);
    return e;
}

static bool is_over(const struct site_session *session, int64_t now_sec)
{
    return now_sec >= session->expires_sec ||
           now_sec >= session->seen_sec + SESSIONS_IDLE_SEC;
}

/* Whose it is now: an account's rights may have changed since the login. */
static enum err find_account(struct site *site,
                             const struct site_session *session,
                             const struct site_account *signed_on,
                             struct site_account *out_account)
{
    if (session->origin == SITE_ORIGIN_PASSWORD) {
        enum err e = site_account_get(site, session->account, out_account);
        if (e == ERR_OK)
            sodium_memzero(out_account->password_hash,
                           sizeof out_account->password_hash);
        return e;
    }
    if (signed_on == NULL || strcmp(signed_on->name, session->account) != 0)
        return ERR_NOT_FOUND;
    struct site_account account = *signed_on;
    account.programs = NULL;
    if (account.program_count > 0) {
        account.programs =
            calloc(account.program_count, sizeof *account.programs);
        if (account.programs == NULL)
            return ERR_MEMORY;
        memcpy(account.programs, signed_on->programs,
               account.program_count * sizeof *account.programs);
    }
    *out_account = account;
    return ERR_OK;
}

enum err sessions_find(struct site *site, const char *text,
                       const struct site_account *signed_on, int64_t now_sec,
                       struct sessions_person *out_person)
{
    uint8_t hash[32];
    struct site_session session = {0};
    enum err e = hash_cookie(text, hash);
    if (e == ERR_OK)
        e = site_session_get(site, hash, &session);
    if (e == ERR_OK && is_over(&session, now_sec)) {
        /* A cookie that was replaced ends alone. */
        e = session.is_replaced ? ERR_OK : site_session_remove(site, hash);
        if (e == ERR_OK)
            e = ERR_NOT_FOUND;
    }
    if (e == ERR_OK && now_sec >= session.seen_sec + TOUCH_SEC)
        e = site_session_touch(site, hash, now_sec);
    struct sessions_person person = {.origin = session.origin};
    if (e == ERR_OK)
        e = find_account(site, &session, signed_on, &person.account);
    if (e == ERR_OK) {
        encode_b64u(session.csrf, sizeof session.csrf, person.csrf);
        *out_person = person;
    }
    sodium_memzero(&session, sizeof session);
    return e;
}

void sessions_person_wipe(struct sessions_person *person)
{
    site_account_wipe(&person->account);
    sodium_memzero(person, sizeof *person);
}

enum err sessions_end(struct site *site, const char *text)
{
    uint8_t hash[32];
    if (hash_cookie(text, hash) != ERR_OK)
        return ERR_OK;
    return site_session_remove(site, hash);
}

bool sessions_csrf_holds(const struct sessions_person *person,
                         const char *token)
{
    return token != NULL && strlen(token) == SESSIONS_TEXT_SIZE - 1 &&
           sodium_memcmp(token, person->csrf, SESSIONS_TEXT_SIZE - 1) == 0;
}
