#include "base/datetime.h"

#include <stdbool.h>

/* N digits at TEXT as a number; -1 when one is not a digit. */
static int digits(const char *text, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* Years that stay of four digits in any zone, and with years added to them. */
#define YEAR_MIN 1970
#define YEAR_MAX 8999
#define SEC_MAX  221845391999 /* 8999-12-31T23:59:59Z */

static bool parse_date(const char *text, struct tm *tm)
{
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = digits(text, 4);
    if (year < YEAR_MIN || year > YEAR_MAX || text[4] != '-')
        return false;
    int month = digits(text + 5, 2);
    if (month < 1 || month > 12 || text[7] != '-')
        return false;
    int day = digits(text + 8, 2);
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (day < 1 || day > days[month - 1] || (month == 2 && day == 29 && !leap))
        return false;
    tm->tm_year = year - 1900;
    tm->tm_mon = month - 1;
    tm->tm_mday = day;
    return true;
}

/* The zone behind the time: Z or +hh:mm, all of TEXT; seconds east of UTC. */
static bool parse_zone(const char *text, int *out_east_sec)
{
    if (strcmp(text, "Z") == 0) {
        *out_east_sec = 0;
        return true;
    }
    if (strlen(text) != 6 || (text[0] != '+' && text[0] != '-') ||
        text[3] != ':')
        return false;
    int hours = digits(text + 1, 2);
    int minutes = digits(text + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return false;
    int east = hours * 3600 + minutes * 60;
    *out_east_sec = text[0] == '-' ? -east : east;
    return true;
}

enum err datetime_parse(const char *text, int64_t *out_sec)
{
    struct tm tm = {0};
    if (strlen(text) < 20 || !parse_date(text, &tm) || text[10] != 'T' ||
        text[13] != ':' || text[16] != ':')
        return ERR_FORMAT;
    tm.tm_hour = digits(text + 11, 2);
    tm.tm_min = digits(text + 14, 2);
    tm.tm_sec = digits(text + 17, 2);
    int east_sec = 0;
    if (tm.tm_hour < 0 || tm.tm_hour > 23 || tm.tm_min < 0 || tm.tm_min > 59 ||
        tm.tm_sec < 0 || tm.tm_sec > 59 || !parse_zone(text + 19, &east_sec))
        return ERR_FORMAT;
    int64_t sec = (int64_t)timegm(&tm) - east_sec;
    if (sec < 0 || sec > SEC_MAX)
        return ERR_FORMAT;
    *out_sec = sec;
    return ERR_OK;
}

static enum err parse_after(const char *text, int64_t now_sec, int64_t *out_sec)
{
    size_t len = strlen(text);
    if (len < 3 || len > 8)
        return ERR_FORMAT;
    int count = digits(text + 1, len - 2);
    int unit_sec = 0;
    switch (text[len - 1]) {
    case 'm': unit_sec = 60; break;
    case 'h': unit_sec = 3600; break;
    case 'd': unit_sec = 86400; break;
    default: return ERR_FORMAT;
    }
    if (count <= 0)
        return ERR_FORMAT;
    *out_sec = now_sec + (int64_t)count * unit_sec;
    return ERR_OK;
}

enum err datetime_parse_closing(const char *text, int64_t now_sec,
                                int64_t *out_sec)
{
    if (text[0] == '+')
        return parse_after(text, now_sec, out_sec);
    struct tm tm = {.tm_hour = 23, .tm_min = 59, .tm_sec = 59, .tm_isdst = -1};
    if (strlen(text) == 10 && parse_date(text, &tm)) {
        *out_sec = (int64_t)mktime(&tm);
        return ERR_OK;
    }
    return datetime_parse(text, out_sec);
}

static struct tm local(int64_t sec)
{
    time_t t = (time_t)sec;
    struct tm tm = {0};
    err_assert(localtime_r(&t, &tm) != NULL);
    return tm;
}

void datetime_rfc3339(int64_t sec, char out[static DATETIME_RFC3339_SIZE])
{
    struct tm tm = local(sec);
    char zone[8] = "";
    err_assert(strftime(zone, sizeof zone, "%z", &tm) == 5);
    char time[20] = "";
    err_assert(strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &tm) == 19);
    (void)snprintf(out, DATETIME_RFC3339_SIZE, "%s%.3s:%.2s", time, zone,
                   zone + 3);
}

void datetime_date(int64_t sec, char out[static DATETIME_DATE_SIZE])
{
    struct tm tm = local(sec);
    err_assert(strftime(out, DATETIME_DATE_SIZE, "%Y-%m-%d", &tm) == 10);
}

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

enum err datetime_date_words(const char *date,
                             char out[static DATETIME_WORDS_SIZE])
{
    char text[DATETIME_RFC3339_SIZE];
    int64_t sec;
    if (strlen(date) != DATETIME_DATE_SIZE - 1)
        return ERR_FORMAT;
    (void)snprintf(text, sizeof text, "%sT00:00:00Z", date);
    enum err e = datetime_parse(text, &sec);
    if (e != ERR_OK)
        return e;
    (void)snprintf(out, DATETIME_WORDS_SIZE, "%d %s %.4s", digits(date + 8, 2),
                   months[digits(date + 5, 2) - 1], date);
    return ERR_OK;
}

void datetime_words(int64_t sec, char out[static DATETIME_WORDS_SIZE])
{
    struct tm tm = local(sec);
    (void)snprintf(out, DATETIME_WORDS_SIZE, "%d %s %d, %02d:%02d", tm.tm_mday,
                   months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min);
}
