/*
 * The server's log: events from this list and counts, on standard error. There
 * is no way to log a text from a request, an address, an invite or a time; the
 * service manager's own time stamps say when the server started and stopped,
 * and no event here is written for a trainee's request.
 */
#ifndef CHORUS_BASE_LOG_H
#define CHORUS_BASE_LOG_H

#include <stdint.h>

enum log_event {
    LOG_STARTED,         /* count: the port, 0 for a socket */
    LOG_STOPPED,         /* count: 0 */
    LOG_WAVE_LOADED,     /* count: places */
    LOG_WAVE_CLOSED,     /* count: 0 */
    LOG_WAVE_REFUSED,    /* count: the err code; a wave's files do not agree */
    LOG_STORE_FAILED,    /* count: the err code; answers were 503 */
    LOG_TEMPLATE_FAILED, /* count: the err code */
    LOG_SITE_FAILED,     /* count: the err code; site.db could not be read */
    LOG_NO_LANDLOCK,     /* count: 0; files are fenced by their owners alone */
    LOG_NO_SECCOMP,      /* count: 0; system calls are not fenced */
    LOG_UNLOCKED,        /* count: KiB of keys that may be written to swap */
};

void log_event(enum log_event event, int64_t count);
/* Silences the log; for tests. */
void log_set_quiet(int quiet);

#endif
