/*
 * What can go wrong, for the whole house: one flat enum, and a note of one line
 * that a person can act on. Knows no room; must never carry a secret or
 * anything out of a request.
 */
#ifndef CHORUS_BASE_ERR_H
#define CHORUS_BASE_ERR_H

#include "base/banned.h"

#include <stdarg.h>
#include <stdint.h>

#define BASE_MUST_USE          __attribute__((warn_unused_result))
#define BASE_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

enum err {
    ERR_OK = 0,
    ERR_BUSY,      /* try again: the only code that means so */
    ERR_MEMORY,    /* no memory */
    ERR_IO,        /* the system refused; errno said why */
    ERR_FULL,      /* no space left */
    ERR_FORMAT,    /* bytes from outside are not of the promised form */
    ERR_RANGE,     /* a value outside its bounds */
    ERR_NOT_FOUND, /* no such thing */
    ERR_EXISTS,    /* already there, or already used for something else */
    ERR_DENIED,    /* wrong signature, tag, passphrase, role */
    ERR_ELEMENT,   /* not a valid group element or scalar */
    ERR_CLOSED,    /* the wave takes nothing more */
    ERR_STATE,     /* not possible in the present state */
    ERR_CORRUPT,   /* our own stored bytes contradict each other */
};

/* The line that a person reads when something failed: what, where, what to do.
 */
struct err_note {
    char text[512];
};

/*
 * Writes the line and returns CODE, so that a failure is one statement:
 *     return err_say(note, ERR_FORMAT, "line %zu: no e-mail address", line);
 * In: note may be NULL (nobody asked); a text over the size is cut, and what
 * err_make_line takes out is taken out.
 * Never put a secret, an answer, or a request's bytes into the line.
 */
enum err err_say(struct err_note *note, enum err code, const char *fmt, ...)
    BASE_PRINTF(3, 4);

/*
 * Makes TEXT, which may quote a file, one line that every terminal can show:
 * "?" for each control character and each byte that is no UTF-8.
 */
void err_make_line(char *text);

/* A plain English name of a code, for logs; static, never NULL. */
const char *err_name(enum err code);

/*
 * Stops the program: for a programmer's error only, never for bad input. Stays
 * in release builds.
 */
#define err_assert(holds)                                                      \
    ((holds) ? (void)0 : err_abort(#holds, __FILE__, __LINE__))
void err_abort(const char *what, const char *file, int line)
    __attribute__((noreturn));

#endif
