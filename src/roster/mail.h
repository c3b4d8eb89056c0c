/*
 * One connection to the institution's mail server, on libcurl: SMTP with
 * STARTTLS or TLS and a password, or a plain relay. Sees a mail pass by; must
 * never write any of it, nor an address, anywhere else.
 */
#ifndef CHORUS_ROSTER_MAIL_H
#define CHORUS_ROSTER_MAIL_H

#include "base/buf.h"

enum mail_security {
    MAIL_STARTTLS, /* required, never given up */
    MAIL_TLS,      /* from the first byte on */
    MAIL_PLAIN,    /* no password then */
};

struct mail_settings {
    const char *host;
    uint32_t port;
    enum mail_security security;
    const char *user;     /* "" for none */
    const char *password; /* secret */
    const char *ca_file;  /* "": the system's authorities */
};

/* What became of a mail. */
enum mail_result {
    MAIL_TAKEN,   /* the server has it */
    MAIL_REFUSED, /* the server does not take it for this address, and will not
                     later */
    MAIL_LATER,   /* surely not taken: put off, or the line broke before its end
                   */
    MAIL_UNSURE,  /* all of it was handed over, and no answer came back */
    MAIL_STOP,    /* no mail would be taken: no server, no login, the sender is
                     refused */
};

struct mail;

/*
 * Gets ready; connects with the first mail. In: SETTINGS, copied.
 * Out: caller closes with mail_close. Errors: ERR_MEMORY, ERR_STATE (a password
 * without TLS; NOTE).
 */
BASE_MUST_USE enum err mail_open(const struct mail_settings *settings,
                                 struct mail **out_mail, struct err_note *note);
/* NULL is fine. */
void mail_close(struct mail *mail);

/*
 * Hands a mail over. In: FROM and TO, addresses without names; BYTES, lines
 * ended by CRLF. Out: OUT_REPLY, the server's code when it refused or put off,
 * 0 when the line broke. With MAIL_STOP a line in NOTE, without addresses.
 */
enum mail_result mail_send(struct mail *mail, const char *from, const char *to,
                           const uint8_t *bytes, size_t len,
                           unsigned *out_reply, struct err_note *note);

/*
 * Connects and logs in, as for a mail, and says goodbye. Errors: those of
 * mail_open; ERR_DENIED, the server cannot be reached or does not let us in; a
 * line in NOTE.
 */
BASE_MUST_USE enum err mail_try(const struct mail_settings *settings,
                                struct err_note *note);

#endif
