#include "roster/campaign.h"

#include <time.h>

/* Days are counted from the opening's, by the local calendar. */
struct calendar {
    struct tm opens;
    int last; /* the day of the close */
};

static int64_t noon(const struct calendar *c, int day)
{
    struct tm tm = c->opens;
    tm.tm_mday += day;
    tm.tm_hour = 12;
    tm.tm_min = 0;
    tm.tm_sec = 0;
    tm.tm_isdst = -1;
    return (int64_t)mktime(&tm);
}

static bool is_weekend(const struct calendar *c, int day)
{
    int weekday = (c->opens.tm_wday + day) % 7;
    return weekday == 0 || weekday == 6;
}

/* The next working day from DAY on that is not after LATEST, else DAY. */
static int working_day(const struct calendar *c, int day, int latest)
{
    for (int d = day; d <= latest; d++)
        if (!is_weekend(c, d))
            return d;
    return day;
}

static int count_days(int64_t opens_sec, int64_t closes_sec,
                      struct calendar *out_calendar)
{
    struct calendar c = {.last = 0};
    time_t opens = (time_t)opens_sec;
    (void)localtime_r(&opens, &c.opens);
    while (c.last < 3660 && noon(&c, c.last + 1) - 12 * 3600 <= closes_sec)
        c.last++;
    *out_calendar = c;
    return c.last;
}

size_t campaign_plan(int64_t opens_sec, int64_t closes_sec,
                     struct campaign_step out_steps[static CAMPAIGN_STEPS_MAX])
{
    struct calendar c;
    int last = count_days(opens_sec, closes_sec, &c);
    size_t n = 0;
    int invites = working_day(&c, last >= 4 ? 1 : 0, last);
    int day = invites;
    out_steps[n++] = (struct campaign_step){CAMPAIGN_POSTER, 0, noon(&c, 0)};
    out_steps[n++] =
        (struct campaign_step){CAMPAIGN_ANNOUNCEMENT, 0, noon(&c, 0)};
    out_steps[n++] = (struct campaign_step){CAMPAIGN_DIRECTOR, 0, noon(&c, 0)};
    out_steps[n++] =
        (struct campaign_step){CAMPAIGN_INVITES, 0, noon(&c, invites)};
    const int wanted[] = {invites + (last - invites) / 4,
                          invites + (last - invites) / 2, last - 1};
    unsigned number = 0;
    for (size_t i = 0; i < 3; i++) {
        int at = working_day(&c, wanted[i], last - 1);
        if (at <= day || at >= last)
            continue; /* no day is left for it */
        day = at;
        out_steps[n++] =
            (struct campaign_step){CAMPAIGN_REMINDER, ++number, noon(&c, at)};
    }
    out_steps[n++] = (struct campaign_step){
        CAMPAIGN_THANKS, 0, noon(&c, working_day(&c, last + 1, last + 3))};
    return n;
}
