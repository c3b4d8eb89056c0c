/* Days in the words of a language: each day of a calendar that was taken is one
 * line, and has its year. */
#include "fuzz/file.h"

#include "base/calendar.h"

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    struct calendar untouched;
    struct err_note note = {""};
    memset(&untouched, 0xa5, sizeof untouched);
    struct calendar calendar = untouched;
    fuzz_file_put(&file, "calendar.es.txt", data, len);
    enum err e = calendar_load(file.dir.s, "es-MX", &calendar, &note);
    fuzz_note(e, &note);
    if (e != ERR_OK) {
        err_assert(memcmp(&calendar, &untouched, sizeof calendar) == 0);
        return 0;
    }
    for (unsigned month = 1; month <= CALENDAR_MONTHS; month++) {
        char date[11];
        char out[CALENDAR_DATE_SIZE];
        (void)snprintf(date, sizeof date, "2026-%02u-09", month);
        err_assert(calendar_date(&calendar, date, out) == ERR_OK);
        err_assert(fuzz_is_plain(out) && strstr(out, "2026") != NULL &&
                   strstr(out, calendar.months[month - 1]) != NULL);
    }
    return 0;
}
