#include "cli/watch.h"

#include <signal.h>

static void begin(void *context, const char *what, const char *unit,
                  uint64_t total)
{
    struct cli_watch *w = context;
    cli_progress_end(&w->bar);
    if (total > 0)
        cli_progress_start(&w->bar, what, unit, total);
}

static void advance(void *context, uint64_t done)
{
    struct cli_watch *w = context;
    cli_progress_set(&w->bar, done);
}

/* Where giving up must take something back, signals are blocked: one that
 * waits asks for it. */
static bool is_given_up(void *context)
{
    sigset_t waiting;
    (void)context;
    return sigpending(&waiting) == 0 && (sigismember(&waiting, SIGINT) == 1 ||
                                         sigismember(&waiting, SIGTERM) == 1 ||
                                         sigismember(&waiting, SIGHUP) == 1);
}

struct conduct_watch cli_watch_begin(struct cli_watch *out_shown)
{
    *out_shown = (struct cli_watch){.bar = {.visible = false}};
    return (struct conduct_watch){begin, advance, is_given_up, out_shown};
}

void cli_watch_block_signals(void)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
}

void cli_watch_end(struct cli_watch *shown)
{
    cli_progress_end(&shown->bar);
}
