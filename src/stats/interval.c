#include "stats/interval.h"

__extension__ typedef unsigned __int128 u128;

#define Z_HUNDREDTHS 196u /* the normal distribution's 97.5 % point */

uint64_t interval_square_root(uint64_t high, uint64_t low)
{
    u128 x = ((u128)high << 64) | low;
    uint64_t root = 0;
    for (int bit = 63; bit >= 0; bit--) {
        uint64_t tried = root | (UINT64_C(1) << bit);
        if ((u128)tried * tried <= x)
            root = tried;
    }
    return root;
}

static uint64_t square_root(u128 x)
{
    return interval_square_root((uint64_t)(x >> 64), (uint64_t)x);
}

uint32_t interval_half_width(uint32_t valid, uint32_t roster,
                             uint32_t sd_thousandths)
{
    err_assert(valid > 0 && sd_thousandths <= INTERVAL_SD_MAX);
    if (valid >= roster)
        return 0;
    /* Thousandths squared on the right: 10^6 more on the left. */
    u128 left = (u128)10000 * 1000000 * valid * (roster - 1);
    u128 right = (u128)Z_HUNDREDTHS * Z_HUNDREDTHS * sd_thousandths *
                 sd_thousandths * (roster - valid);
    u128 quotient = right / left + (right % left > 0);
    uint64_t h = square_root(quotient);
    if ((u128)h * h < quotient)
        h++;
    return (uint32_t)h;
}

/*
 * With z = Z / 100 and everything times 10^4, the ends are
 *     (2 y 10^4 + Z^2 -+ Z sqrt(Z^2 + 4 10^4 y (n - y) / n)) / 2 (n 10^4 +
 * Z^2). The root is taken of PRECISION^2 times its argument.
 */
struct interval_share interval_wilson(uint32_t count, uint32_t total,
                                      uint32_t scale)
{
    err_assert(total > 0 && count <= total);
    err_assert(scale > 0 && scale <= INTERVAL_SCALE_MAX);
    const uint64_t precision = 1000000;
    const u128 z2 = (u128)Z_HUNDREDTHS * Z_HUNDREDTHS;
    u128 spread =
        (u128)40000 * count * (total - count) * precision * precision / total;
    u128 root =
        Z_HUNDREDTHS * (u128)square_root(z2 * precision * precision + spread);
    u128 middle = ((u128)20000 * count + z2) * precision;
    u128 whole = 2 * ((u128)10000 * total + z2) * precision;
    u128 low = root < middle ? middle - root : 0;
    u128 high = middle + root < whole ? middle + root : whole;
    return (struct interval_share){
        .low = (uint32_t)((2 * low * scale + whole) / (2 * whole)),
        .high = (uint32_t)((2 * high * scale + whole) / (2 * whole)),
    };
}
