#include "cli/trustees_view.h"

#include <stdio.h>

void cli_trustees_text(const struct wave_trustees *trustees,
                       char out[static CLI_TRUSTEES_SIZE])
{
    if (trustees->count == 0)
        (void)snprintf(out, CLI_TRUSTEES_SIZE, "a single passphrase");
    else
        (void)snprintf(out, CLI_TRUSTEES_SIZE, "%u of %u trustees",
                       (unsigned)trustees->threshold,
                       (unsigned)trustees->count);
}

void cli_trustees_print_signed(const struct wave_trustees *trustees,
                               const struct wave_trustee_sig *sigs,
                               size_t count)
{
    if (count == 0) {
        puts("opened by       a single passphrase");
        return;
    }
    fputs("opened by       ", stdout);
    for (size_t i = 0; i < count; i++)
        printf("%s%u", i == 0 ? "trustee " : ", ", (unsigned)sigs[i].number);
    printf(" of %u (%u needed), who signed the board before opening it\n",
           (unsigned)trustees->count, (unsigned)trustees->threshold);
}
