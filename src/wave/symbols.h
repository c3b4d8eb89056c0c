/*
 * Base32 symbols as people read them: in runs with hyphens between.
 */
#ifndef CHORUS_WAVE_SYMBOLS_H
#define CHORUS_WAVE_SYMBOLS_H

#include "base/err.h"

#include <stddef.h>

/*
 * Copies SYMBOLS (a C string, its length a multiple of RUN) with a hyphen after
 * every RUN but the last. Out: length + length / RUN bytes, NUL included.
 */
void wave_symbols_group(const char *symbols, size_t run, char *out);

#endif
