#include "wave/fetched.h"

static unsigned band_of(uint32_t issued, uint32_t roster)
{
    uint64_t band = (uint64_t)issued * 10 / roster;
    return band > 9 ? 9 : (unsigned)band;
}

size_t wave_fetched_lines(const struct wave_manifest *manifest,
                          const uint32_t *issued,
                          struct wave_fetched_line *out_lines)
{
    size_t n = 0;
    uint32_t small_roster = 0;
    uint32_t small_issued = 0;
    for (size_t i = 0; i < manifest->group_count;) {
        const char *department = manifest->groups[i].department;
        uint32_t roster = 0;
        uint32_t sum = 0;
        /* Groups of a department stand together, see "Manifest". */
        for (; i < manifest->group_count &&
               strcmp(manifest->groups[i].department, department) == 0;
             i++) {
            roster += manifest->groups[i].roster;
            sum += issued[i];
        }
        if (roster < WAVE_FETCHED_MIN_ROSTER) {
            small_roster += roster;
            small_issued += sum;
            continue;
        }
        out_lines[n++] = (struct wave_fetched_line){department, roster,
                                                    band_of(sum, roster)};
    }
    if (small_roster >= WAVE_FETCHED_MIN_ROSTER)
        out_lines[n++] =
            (struct wave_fetched_line){"Other departments", small_roster,
                                       band_of(small_issued, small_roster)};
    return n;
}
