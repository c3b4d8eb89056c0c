#include "cli/terminal.h"

#include <time.h>
#include <unistd.h>

#define BAR_WIDTH     24
#define SHOW_EVERY_MS 100

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void cli_progress_start(struct cli_progress *p, const char *what,
                        const char *unit, uint64_t total)
{
    int64_t now = now_ms();
    *p = (struct cli_progress){
        what, unit, total, 0, now, now - SHOW_EVERY_MS, isatty(2) == 1};
    if (p->visible)
        (void)fflush(stdout);
}

static void draw(const struct cli_progress *p, int64_t now)
{
    char bar[BAR_WIDTH + 1];
    uint64_t full = p->total == 0 ? BAR_WIDTH : p->done * BAR_WIDTH / p->total;
    memset(bar, '.', BAR_WIDTH);
    memset(bar, '#', full > BAR_WIDTH ? BAR_WIDTH : (size_t)full);
    bar[BAR_WIDTH] = 0;
    uint64_t spent_ms = (uint64_t)(now - p->started_ms);
    uint64_t rate = spent_ms == 0 ? 0 : p->done * 1000 / spent_ms;
    fprintf(stderr, "\r%s [%s] %llu of %llu", p->what, bar,
            (unsigned long long)p->done, (unsigned long long)p->total);
    if (rate > 0 && p->done <= p->total) {
        uint64_t left_sec = (p->total - p->done + rate - 1) / rate;
        fprintf(stderr, ", %llu %s a second, %llu:%02llu left",
                (unsigned long long)rate, p->unit,
                (unsigned long long)(left_sec / 60),
                (unsigned long long)(left_sec % 60));
    }
    fputs("\033[K", stderr);
    (void)fflush(stderr);
}

void cli_progress_set(struct cli_progress *p, uint64_t done)
{
    p->done = done;
    if (!p->visible)
        return;
    int64_t now = now_ms();
    if (now - p->shown_ms < SHOW_EVERY_MS)
        return;
    p->shown_ms = now;
    draw(p, now);
}

void cli_progress_end(struct cli_progress *p)
{
    if (p->visible)
        fputs("\r\033[K", stderr);
    p->visible = false;
}
