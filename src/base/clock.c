#include "base/clock.h"

#include "base/err.h"

int64_t clock_now_sec(void)
{
    struct timespec now;
    err_assert(clock_gettime(CLOCK_REALTIME, &now) == 0);
    return (int64_t)now.tv_sec;
}

int64_t clock_steady_msec(void)
{
    struct timespec now;
    err_assert(clock_gettime(CLOCK_MONOTONIC, &now) == 0);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
