/* Points in time: what was read, written and read again is the same. */
#include "fuzz/fuzz.h"

#include "base/datetime.h"

#define NOW_SEC 1793530800

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    char *text = fuzz_text(data, len);
    char written[DATETIME_RFC3339_SIZE];
    char words[DATETIME_WORDS_SIZE];
    int64_t sec = -1;
    int64_t again = -2;
    if (datetime_parse(text, &sec) == ERR_OK) {
        datetime_rfc3339(sec, written);
        err_assert(datetime_parse(written, &again) == ERR_OK && sec == again);
    }
    sec = -1;
    if (datetime_parse_closing(text, NOW_SEC, &sec) == ERR_OK) {
        datetime_rfc3339(sec, written);
        datetime_words(sec, words);
        err_assert(datetime_parse(written, &again) == ERR_OK && sec == again);
    } else {
        err_assert(sec == -1);
    }
    if (datetime_date_words(text, words) == ERR_OK)
        err_assert(strlen(text) == DATETIME_DATE_SIZE - 1);
    free(text);
    return 0;
}
