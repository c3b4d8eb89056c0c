#include "wave/symbols.h"

void wave_symbols_group(const char *symbols, size_t run, char *out)
{
    size_t o = 0;
    for (size_t i = 0; symbols[i] != 0; i++) {
        if (i > 0 && i % run == 0)
            out[o++] = '-';
        out[o++] = symbols[i];
    }
    out[o] = 0;
}
