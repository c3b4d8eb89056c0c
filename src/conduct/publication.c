#include "conduct/publication.h"

#include "base/datetime.h"

/* The local midnight with which the day of SEC begins. */
static int64_t day_begin(int64_t sec)
{
    time_t t = (time_t)sec;
    struct tm day = {0};
    (void)localtime_r(&t, &day);
    day.tm_hour = 0;
    day.tm_min = 0;
    day.tm_sec = 0;
    day.tm_isdst = -1;
    return (int64_t)mktime(&day);
}

enum err conduct_publication_parse(const char *text, int64_t now_sec,
                                   int64_t *out_sec)
{
    if (strcmp(text, "never") == 0) {
        *out_sec = 0;
        return ERR_OK;
    }
    if (strcmp(text, "now") == 0) {
        *out_sec = now_sec;
        return ERR_OK;
    }
    enum err e = datetime_parse_closing(text, now_sec, out_sec);
    /* A closing date means the end of its day; a beginning, its begin. */
    if (e == ERR_OK && strlen(text) == DATETIME_DATE_SIZE - 1)
        *out_sec = day_begin(*out_sec);
    return e;
}

enum err conduct_publication_set(struct site *site,
                                 const struct conduct_wave *wave,
                                 int64_t from_sec, struct err_note *note)
{
    enum err e = site_wave_public_set(site, wave->row.name, from_sec);
    if (e != ERR_OK)
        return err_say(note, e, "the day cannot be stored: %s", err_name(e));
    return e;
}
