/*
 * What every fuzz target has: tests/fuzz/NAME.c reads one input with the parser
 * NAME and aborts where a promise of that parser's header does not hold. The
 * same file is linked with libFuzzer (`make fuzz`) and with replay.c, which
 * only replays tests/fuzz/corpus/NAME (`make check`).
 * A target is quick: it keeps nothing from one input to the next but what it
 * made once to compare with.
 */
#ifndef CHORUS_TESTS_FUZZ_FUZZ_H
#define CHORUS_TESTS_FUZZ_FUZZ_H

#include "base/encode.h"
#include "base/file.h"

#include <stdlib.h>

/* libFuzzer wants one name for all targets, one program of them all needs many.
 * Returns 0. */
int FUZZ_ENTRY(const uint8_t *data, size_t len);

/* Whether TEXT is one line that a terminal can show. */
static inline bool fuzz_is_plain(const char *text)
{
    for (const char *at = text; *at != 0; at++)
        if ((uint8_t)*at < 0x20 || *at == 0x7f)
            return false;
    return encode_is_utf8((const uint8_t *)text, strlen(text));
}

/* A note is written if and only if something failed, and harms no terminal. */
static inline void fuzz_note(enum err e, const struct err_note *note)
{
    err_assert((e == ERR_OK) == (note->text[0] == 0));
    err_assert(fuzz_is_plain(note->text));
}

/* A C string of exactly the input's size, so that reading on is seen. The
 * caller frees it. */
static inline char *fuzz_text(const uint8_t *data, size_t len)
{
    char *text = malloc(len + 1);
    err_assert(text != NULL);
    if (len > 0)
        memcpy(text, data, len);
    text[len] = 0;
    return text;
}

/* A file of the repository, from its root. The caller frees it. */
static inline struct buf fuzz_load(const char *path)
{
    struct buf bytes = BUF_INIT;
    err_assert(file_read(path, (size_t)1 << 20, &bytes, NULL) == ERR_OK);
    return bytes;
}

#endif
