/*
 * What a command says to and asks of a person: emphasis, questions, passphrases
 * without echo, progress. Colour and progress only on a terminal.
 */
#ifndef CHORUS_CLI_TERMINAL_H
#define CHORUS_CLI_TERMINAL_H

#include "base/buf.h"

#include <stdio.h>

/* Prints text that may come from a file of others: control characters, which
 * could steer the terminal, become "?". */
void cli_term_text(FILE *to, const char *text);

/* Prints in bold on a terminal (unless $NO_COLOR is set), plain elsewhere. */
void cli_term_bold(FILE *to, const char *text);

/*
 * Prints text on stdout, wrapped at blanks and indented; a line break in it
 * starts a new line, and a line that begins with a blank is left as it is.
 */
void cli_term_wrap(const char *text, size_t indent);
/* The same, behind COLUMN characters that stand on the line already. */
void cli_term_wrap_from(const char *text, size_t indent, size_t column);

/*
 * Asks for a secret on the controlling terminal, without echo. INSTEAD names
 * the option to use where there is no terminal.
 * Out: what was typed, without the line break; the caller frees with buf_wipe.
 * Errors: ERR_DENIED (given up with ^C or ^D), ERR_STATE (no terminal; NOTE
 * names INSTEAD), ERR_MEMORY, ERR_IO.
 */
BASE_MUST_USE enum err cli_term_secret(const char *prompt, const char *instead,
                                       struct buf *out_text,
                                       struct err_note *note);

/*
 * Asks a yes-or-no question on the controlling terminal; anything but "yes" or
 * "y" is a no. Errors: ERR_DENIED (no), ERR_STATE (no terminal; NOTE names
 * --yes).
 */
BASE_MUST_USE enum err cli_term_confirm(const char *question,
                                        struct err_note *note);

/*
 * Shows lines on the controlling terminal only: for a new passphrase, which
 * must not land in a pipe or a log. Errors: ERR_STATE (no terminal).
 */
BASE_MUST_USE enum err cli_term_show(const char *text, struct err_note *note);

/* Long work: a bar with rate and time left on a terminal, else nothing. */
struct cli_progress {
    const char *what; /* "Opening ballots" */
    const char *unit; /* "ballots" */
    uint64_t total;
    uint64_t done;
    int64_t started_ms;
    int64_t shown_ms;
    bool visible;
};

/* In: WHAT, UNIT outlive the bar. TOTAL may be 0. */
void cli_progress_start(struct cli_progress *p, const char *what,
                        const char *unit, uint64_t total);
/* DONE of TOTAL; draws at most some ten times a second. */
void cli_progress_set(struct cli_progress *p, uint64_t done);
/* Takes the bar away. */
void cli_progress_end(struct cli_progress *p);

#endif
