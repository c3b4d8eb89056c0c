/* A receipt as text: one text for one receipt. */
#include "fuzz/fuzz.h"

#include "wave/receipt.h"

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct wave_receipt untouched;
    memset(&untouched, 0xa5, sizeof untouched);
    struct wave_receipt receipt = untouched;
    char text[WAVE_RECEIPT_TEXT_SIZE];
    enum err e = wave_receipt_parse((const char *)data, len, &receipt);
    if (e != ERR_OK) {
        err_assert(memcmp(&receipt, &untouched, sizeof receipt) == 0);
        return 0;
    }
    wave_receipt_text(&receipt, text);
    err_assert(len == strlen(text) && memcmp(data, text, len) == 0);
    return 0;
}
