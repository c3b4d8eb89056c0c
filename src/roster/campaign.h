/*
 * A wave's campaign: what an office sends and hangs up, and on which day,
 * between the opening and the close. Days only; knows nobody.
 */
#ifndef CHORUS_ROSTER_CAMPAIGN_H
#define CHORUS_ROSTER_CAMPAIGN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum campaign_what {
    CAMPAIGN_POSTER,
    CAMPAIGN_ANNOUNCEMENT,
    CAMPAIGN_DIRECTOR,
    CAMPAIGN_INVITES,
    CAMPAIGN_REMINDER, /* the first, second, third */
    CAMPAIGN_THANKS,
};

struct campaign_step {
    enum campaign_what what;
    unsigned number; /* of a reminder, from 1; else 0 */
    int64_t day_sec; /* noon of the day, local */
};

#define CAMPAIGN_STEPS_MAX 8

/*
 * The steps of a wave, by day: announcement, director's mail and poster at the
 * opening; the invites a day later; three reminders at about a quarter, a half
 * and the end of the time, the last one day before the close; thanks on the day
 * after. No step falls on a weekend unless the wave leaves no other day, no two
 * mails to trainees on one day; a short wave has fewer reminders.
 * Out: the number of steps.
 */
size_t campaign_plan(int64_t opens_sec, int64_t closes_sec,
                     struct campaign_step out_steps[static CAMPAIGN_STEPS_MAX]);

#endif
