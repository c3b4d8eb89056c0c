/*
 * What the office promises when it opens a wave: how many answers a figure
 * needs, and how many people a unit.
 */
#ifndef CHORUS_CONDUCT_PROMISE_H
#define CHORUS_CONDUCT_PROMISE_H

#include "wave/manifest.h"

#define CONDUCT_PROMISE_MOST 1000u

struct conduct_promise {
    struct wave_rule rule;
    uint32_t min_group;
};

/* What is promised when nobody says otherwise. */
void conduct_promise_default(struct conduct_promise *out_promise);

/*
 * Promises K answers and units of MIN_GROUP people. Errors: ERR_RANGE (below
 * the floors of the protocol, or above CONDUCT_PROMISE_MOST); a line in NOTE.
 */
BASE_MUST_USE enum err conduct_promise_make(uint32_t k, uint32_t min_group,
                                            struct conduct_promise *out_promise,
                                            struct err_note *note);

#endif
