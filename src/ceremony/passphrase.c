#include "ceremony/passphrase.h"

#include <sodium.h>
#include <stdbool.h>

_Static_assert(PASSPHRASE_WORDS *PASSPHRASE_WORD_SIZE <= PASSPHRASE_SIZE,
               "seven words and their hyphens fit");

void passphrase_new(char out[static PASSPHRASE_SIZE])
{
    size_t o = 0;
    memset(out, 0, PASSPHRASE_SIZE);
    for (int i = 0; i < PASSPHRASE_WORDS; i++) {
        const char *word =
            passphrase_list[randombytes_uniform(PASSPHRASE_LIST_WORDS)];
        size_t len = strlen(word);
        if (i > 0)
            out[o++] = '-';
        memcpy(out + o, word, len);
        o += len;
    }
}

static bool is_gap(char c)
{
    return c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n';
}

enum err passphrase_normalise(const char *text, size_t len,
                              char out[static PASSPHRASE_SIZE])
{
    char normal[PASSPHRASE_SIZE] = {0};
    size_t o = 0;
    bool gap = false;
    enum err e = ERR_OK;
    for (size_t i = 0; i < len && e == ERR_OK; i++) {
        char c = text[i];
        if (is_gap(c)) {
            gap = o > 0;
            continue;
        }
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c == 0)
            e = ERR_FORMAT;
        else if (o + (gap ? 2 : 1) >= sizeof normal)
            e = ERR_RANGE;
        else {
            if (gap)
                normal[o++] = '-';
            normal[o++] = c;
            gap = false;
        }
    }
    if (e == ERR_OK && o == 0)
        e = ERR_FORMAT;
    if (e == ERR_OK)
        memcpy(out, normal, sizeof normal);
    sodium_memzero(normal, sizeof normal);
    return e;
}
