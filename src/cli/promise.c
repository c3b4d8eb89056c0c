#include "cli/promise.h"

enum err conduct_promise_read(struct cli *cli,
                              struct conduct_promise *out_promise)
{
    struct conduct_promise p;
    conduct_promise_default(&p);
    enum err e =
        cli_number(cli, "k", WAVE_K_FLOOR, CONDUCT_PROMISE_MOST, &p.rule.k);
    if (e == ERR_OK)
        e = cli_number(cli, "min-group", WAVE_MIN_GROUP_FLOOR,
                       CONDUCT_PROMISE_MOST, &p.min_group);
    return e == ERR_OK ? conduct_promise_make(p.rule.k, p.min_group,
                                              out_promise, &cli->note)
                       : e;
}
