#include "conduct/promise.h"

void conduct_promise_default(struct conduct_promise *out_promise)
{
    *out_promise = (struct conduct_promise){
        {WAVE_K_FLOOR, WAVE_K_SHARE_FLOOR, WAVE_INSIDERS_FLOOR},
        WAVE_MIN_GROUP_DEFAULT};
}

enum err conduct_promise_make(uint32_t k, uint32_t min_group,
                              struct conduct_promise *out_promise,
                              struct err_note *note)
{
    struct conduct_promise p;
    if (k < WAVE_K_FLOOR || k > CONDUCT_PROMISE_MOST)
        return err_say(note, ERR_RANGE,
                       "answers that a figure needs: a whole number from %u to "
                       "%u",
                       (unsigned)WAVE_K_FLOOR, CONDUCT_PROMISE_MOST);
    if (min_group < WAVE_MIN_GROUP_FLOOR || min_group > CONDUCT_PROMISE_MOST)
        return err_say(note, ERR_RANGE,
                       "people that a unit needs: a whole number from %u to %u",
                       (unsigned)WAVE_MIN_GROUP_FLOOR, CONDUCT_PROMISE_MOST);
    conduct_promise_default(&p);
    p.rule.k = k;
    p.min_group = min_group;
    /* A share is never shown for fewer people than a mean. */
    if (p.rule.k > p.rule.k_share)
        p.rule.k_share = p.rule.k;
    *out_promise = p;
    return ERR_OK;
}
