#include "cli/promise.h"

#define MOST 1000u

enum err cli_promise_read(struct cli *cli, struct cli_promise *out_promise)
{
    struct cli_promise p = {
        {WAVE_K_FLOOR, WAVE_K_SHARE_FLOOR, WAVE_INSIDERS_FLOOR},
        WAVE_MIN_GROUP_DEFAULT};
    enum err e = cli_number(cli, "k", WAVE_K_FLOOR, MOST, &p.rule.k);
    if (e == ERR_OK)
        e = cli_number(cli, "min-group", WAVE_MIN_GROUP_FLOOR, MOST,
                       &p.min_group);
    /* A share is never shown for fewer people than a mean. */
    if (p.rule.k > p.rule.k_share)
        p.rule.k_share = p.rule.k;
    if (e == ERR_OK)
        *out_promise = p;
    return e;
}
