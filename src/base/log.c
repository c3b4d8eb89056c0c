#include "base/log.h"

#include "base/banned.h"

#include <stdatomic.h>

/* The one mutable global of the house. */
static atomic_int quiet_flag;

static const char *event_text(enum log_event event)
{
    switch (event) {
    case LOG_STARTED: return "serving; port";
    case LOG_STOPPED: return "stopped";
    case LOG_WAVE_LOADED: return "a wave is open; places";
    case LOG_WAVE_CLOSED: return "a wave has closed";
    case LOG_WAVE_REFUSED: return "a wave's files do not agree; code";
    case LOG_STORE_FAILED: return "could not store; code";
    case LOG_TEMPLATE_FAILED: return "a page could not be made; code";
    case LOG_SITE_FAILED: return "site.db could not be read; code";
    case LOG_NO_LANDLOCK:
        return "this kernel has no Landlock: files are not fenced;";
    case LOG_NO_SECCOMP:
        return "this kernel has no seccomp: system calls are not fenced;";
    case LOG_UNLOCKED:
        return "keys may reach swap: raise the limit of locked memory "
               "(LimitMEMLOCK, ulimit -l) by this many KiB:";
    }
    return "unknown event";
}

void log_event(enum log_event event, int64_t count)
{
    if (atomic_load(&quiet_flag) == 0)
        (void)fprintf(stderr, "chorusd: %s %lld\n", event_text(event),
                      (long long)count);
}

void log_set_quiet(int quiet)
{
    atomic_store(&quiet_flag, quiet);
}
