#include "stats/response.h"

struct response_bounds response_worst(struct response_bounds figure, double top,
                                      uint32_t answered, uint32_t roster)
{
    err_assert(answered > 0 && answered <= roster);
    double all = (double)roster;
    double silent = (double)(roster - answered);
    return (struct response_bounds){
        .low = figure.low * (double)answered / all,
        .high = (figure.high * (double)answered + top * silent) / all};
}

double response_shift(double gap, uint32_t answered, uint32_t roster)
{
    err_assert(answered <= roster && roster > 0);
    return gap * (double)(roster - answered) / (double)roster;
}
