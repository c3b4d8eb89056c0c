/* A pass as text: one text for one pass. */
#include "fuzz/fuzz.h"

#include "wave/receipt.h"

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct wave_pass untouched;
    memset(&untouched, 0xa5, sizeof untouched);
    struct wave_pass pass = untouched;
    char text[WAVE_PASS_TEXT_SIZE];
    enum err e = wave_pass_parse((const char *)data, len, &pass);
    if (e != ERR_OK) {
        err_assert(memcmp(&pass, &untouched, sizeof pass) == 0);
        return 0;
    }
    wave_pass_text(&pass, text);
    err_assert(len == strlen(text) && memcmp(data, text, len) == 0);
    return 0;
}
