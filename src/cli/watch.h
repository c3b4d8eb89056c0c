/*
 * A long act, watched from a terminal: a bar on it, and ^C gives up.
 */
#ifndef CHORUS_CLI_WATCH_H
#define CHORUS_CLI_WATCH_H

#include "cli/terminal.h"
#include "conduct/watch.h"

struct cli_watch {
    struct cli_progress bar;
};

/* In: OUT_SHOWN outlives the watch that is given back. */
struct conduct_watch cli_watch_begin(struct cli_watch *out_shown);
/* From now on ^C and SIGTERM wait until the work at hand is recorded, and ask
 * the watch to give up. */
void cli_watch_block_signals(void);
/* Takes the bar away. */
void cli_watch_end(struct cli_watch *shown);

#endif
