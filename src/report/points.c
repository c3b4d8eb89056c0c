#include "report/points.h"

/* VALUE of so many PLACES after the point, which is 10^places steps. */
static void decimal(int64_t steps, int32_t per, int places,
                    char out[static REPORT_POINTS_SIZE])
{
    int64_t size = steps < 0 ? -steps : steps;
    (void)snprintf(out, REPORT_POINTS_SIZE, "%s%lld.%0*lld",
                   steps < 0 ? "-" : "", (long long)(size / per), places,
                   (long long)(size % per));
}

void report_points_text(double points, char out[static REPORT_POINTS_SIZE])
{
    decimal(estimate_round(points, 10), 10, 1, out);
}

void report_points_interval(const struct estimate_finding *finding,
                            char out[static REPORT_POINTS_SIZE])
{
    char low[REPORT_POINTS_SIZE];
    char high[REPORT_POINTS_SIZE];
    report_points_text(finding->low, low);
    report_points_text(finding->high, high);
    (void)snprintf(out, REPORT_POINTS_SIZE, "%.12s to %.12s", low, high);
}

void report_points_p(double p, char out[static REPORT_POINTS_SIZE])
{
    if (p < 0.001)
        (void)snprintf(out, REPORT_POINTS_SIZE, "<0.001");
    else
        decimal(estimate_round(p, 1000), 1000, 3, out);
}

void report_points_d(double d, char out[static REPORT_POINTS_SIZE])
{
    decimal(estimate_round(d, 100), 100, 2, out);
}
