/*
 * The machine's clock: apart from base/datetime, so that rooms that must not
 * know the time can still read a date.
 */
#ifndef CHORUS_BASE_CLOCK_H
#define CHORUS_BASE_CLOCK_H

#include <stdint.h>

/* The time now, in seconds since 1970 in UTC. */
int64_t clock_now_sec(void);

/* Milliseconds since some moment, of a clock that nobody sets: for deadlines.
 */
int64_t clock_steady_msec(void);

#endif
