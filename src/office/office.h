/*
 * `chorus office`: the office's own page, on this machine's loopback, for
 * people without a terminal. What it does are the acts of the room conduct, the
 * same that the commands do; there is no second way here. Knows names, while a
 * page is written; must never serve anybody but the browser that was let in.
 */
#ifndef CHORUS_OFFICE_OFFICE_H
#define CHORUS_OFFICE_OFFICE_H

#include "http/listen.h"

#include <signal.h>

/* Long enough for "unix:" and a socket's path too. */
#define OFFICE_URL_SIZE 192

struct office;

/*
 * Serves the folder DIR. Out: the caller ends it with office_stop; OUT_URL, the
 * address that lets one browser in, once: a secret. Errors: those of
 * conduct_folder_open, render_set_load and http_daemon_start; a line in NOTE.
 */
BASE_MUST_USE enum err office_start(const char *dir,
                                    const struct http_listen *listen,
                                    struct office **out_office,
                                    char out_url[static OFFICE_URL_SIZE],
                                    struct err_note *note);

/*
 * Ends it: what is being done and can be taken back is given up, what cannot is
 * waited for; requests get their answers; secrets are wiped.
 */
void office_stop(struct office *office);

#endif
