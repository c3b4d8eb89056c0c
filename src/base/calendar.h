/*
 * Days in the words of a language. A language's calendar is a file that a
 * translator writes, DIR/calendar.LANGUAGE.txt:
 *
 *   Months: enero febrero marzo ...            twelve, the first is January's
 *   Date: {{DAY}} de {{MONTH}} de {{YEAR}}
 *
 * Knows these two lines. Must never know what a day is for.
 */
#ifndef CHORUS_BASE_CALENDAR_H
#define CHORUS_BASE_CALENDAR_H

#include "base/err.h"

#define CALENDAR_MONTHS     12
#define CALENDAR_MONTH_SIZE 32
#define CALENDAR_FORM_SIZE  64
#define CALENDAR_DATE_SIZE  128

struct calendar {
    char months[CALENDAR_MONTHS][CALENDAR_MONTH_SIZE];
    char form[CALENDAR_FORM_SIZE]; /* with DAY, MONTH and YEAR once each */
};

/*
 * Reads the calendar of LANGUAGE, a tag, else of its first part (es of es-MX).
 * Errors: ERR_NOT_FOUND (neither is there, or it is no tag; NOTE is not
 * touched: what stands for it is the caller's), ERR_FORMAT (NOTE names the file
 * and what it needs), ERR_IO, ERR_MEMORY.
 */
BASE_MUST_USE enum err calendar_load(const char *dir, const char *language,
                                     struct calendar *out_calendar,
                                     struct err_note *note);

/* "15 de diciembre de 2026" of 2026-12-15; ERR_FORMAT for anything else. */
BASE_MUST_USE enum err calendar_date(const struct calendar *calendar,
                                     const char *date,
                                     char out[static CALENDAR_DATE_SIZE]);

#endif
