/*
 * The options that "wave plan" and "wave open" share: what the office promises.
 */
#ifndef CHORUS_CLI_PROMISE_H
#define CHORUS_CLI_PROMISE_H

#include "cli/cli.h"
#include "conduct/promise.h"

/* Rows of an options table. */
#define CLI_PROMISE_OPTIONS                                                    \
    {"survey", "FILE",                                                         \
     "The survey's definition: a file, or the name of one that ships, as "     \
     "gme-core.json.",                                                         \
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

/* Reads --k and --min-group. Errors: ERR_RANGE, wrong usage. */
BASE_MUST_USE enum err conduct_promise_read(
    struct cli *cli, struct conduct_promise *out_promise);

#endif
