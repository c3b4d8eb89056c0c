/*
 * What the office promises when it opens a wave: the options that "wave plan"
 * and "wave open" share, checked against the floors.
 */
#ifndef CHORUS_CLI_PROMISE_H
#define CHORUS_CLI_PROMISE_H

#include "cli/cli.h"
#include "wave/manifest.h"

/* Rows of an options table. */
#define CLI_PROMISE_OPTIONS                                                    \
    {"survey", "FILE", "The survey's definition (surveys/*.json).",            \
     CLI_REQUIRED},                                                            \
        {"wording", "FILE",                                                    \
         "Texts of an instrument whose licence keeps them out of its file.",   \
         0},                                                                   \
        {"regroup", NULL,                                                      \
         "Make the units anew from the roster, instead of starting from the "  \
         "last wave's.",                                                       \
         0},                                                                   \
        {"k", "N", "Answers that a figure needs; 5 or more. Default 5.", 0},   \
    {                                                                          \
        "min-group", "N",                                                      \
            "People that a unit needs to be counted alone; 5 or more. "        \
            "Default 8.",                                                      \
            0                                                                  \
    }

struct cli_promise {
    struct wave_rule rule;
    uint32_t min_group;
};

/* Reads --k and --min-group. Errors: ERR_RANGE, wrong usage. */
BASE_MUST_USE enum err cli_promise_read(struct cli *cli,
                                        struct cli_promise *out_promise);

#endif
