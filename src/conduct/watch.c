#include "conduct/watch.h"

void conduct_watch_begin(const struct conduct_watch *watch, const char *what,
                         const char *unit, uint64_t total)
{
    if (watch != NULL)
        watch->begin(watch->context, what, unit, total);
}

void conduct_watch_advance(const struct conduct_watch *watch, uint64_t done)
{
    if (watch != NULL)
        watch->advance(watch->context, done);
}

bool conduct_watch_is_given_up(const struct conduct_watch *watch)
{
    return watch != NULL && watch->is_given_up(watch->context);
}

bool conduct_watch_go_on(void *context, size_t done, size_t total)
{
    const struct conduct_watch_each *each = context;
    (void)total;
    conduct_watch_advance(each->watch, done);
    return !conduct_watch_is_given_up(each->watch);
}
