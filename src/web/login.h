/*
 * Checking passwords, one after the other on a thread of its own: an Argon2id
 * takes 64 MiB and a tenth of a second, and no trainee's request may wait
 * behind it.
 */
#ifndef CHORUS_WEB_LOGIN_H
#define CHORUS_WEB_LOGIN_H

#include "web/server.h"

/* What a check came to; on the login's thread. ACCOUNT is wiped after it. */
struct web_login_result {
    enum err error; /* as accounts_check; ERR_OK: it is this account */
    const struct site_account *account;
};

/* Out: caller ends with web_login_close. ERR_MEMORY, ERR_IO (no thread). */
BASE_MUST_USE enum err web_login_open(struct accounts_checker *checker,
                                      struct web_login **out_login);

/* Finishes what was accepted, stops the thread, frees. NULL is fine. */
void web_login_close(struct web_login *login);

/*
 * Hands a name and a password over, both within the lengths that accounts may
 * have; they are copied, and wiped after use. DONE is called once, on the
 * login's thread. IS_KNOWN: from a browser that logged in before; for these
 * some places are kept, whatever strangers try.
 * ERR_BUSY: too many wait, DONE will not be called.
 */
BASE_MUST_USE enum err web_login_check(
    struct web_login *login, const char *name, const char *password,
    bool is_known,
    void (*done)(void *ctx, const struct web_login_result *result), void *ctx);

#endif
