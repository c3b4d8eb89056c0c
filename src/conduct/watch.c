#include "conduct/watch.h"

#include <stddef.h>

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
