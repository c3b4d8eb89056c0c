#include "stats/compare.h"

struct ranked {
    double p;
    size_t at;
};

static int by_p(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    if (x->p < y->p || x->p > y->p)
        return x->p < y->p ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

enum err compare_adjust(const double *p, size_t count, double *out_adjusted)
{
    struct ranked *ranked = calloc(count + 1, sizeof *ranked);
    if (ranked == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++) {
        err_assert(p[i] >= 0 && p[i] <= 1);
        ranked[i] = (struct ranked){p[i], i};
    }
    qsort(ranked, count, sizeof *ranked, by_p);
    double smallest = 1;
    for (size_t rank = count; rank > 0; rank--) {
        double scaled = ranked[rank - 1].p * (double)count / (double)rank;
        if (scaled < smallest)
            smallest = scaled;
        out_adjusted[ranked[rank - 1].at] = smallest;
    }
    free(ranked);
    return ERR_OK;
}
