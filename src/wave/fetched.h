/*
 * How many have fetched a token, as coarse as the office may see it while a
 * wave runs: by department, in bands of ten percent, only for rosters of 30 and
 * more; the smaller ones stand together. Finer, a band that changes would tell
 * who has just been there. Pure.
 */
#ifndef CHORUS_WAVE_FETCHED_H
#define CHORUS_WAVE_FETCHED_H

#include "wave/manifest.h"

#define WAVE_FETCHED_MIN_ROSTER 30u

/* One line: a department, or the smaller ones together. */
struct wave_fetched_line {
    const char *department;
    uint32_t roster;
    unsigned band; /* 0: 0 to 9 %, ..., 9: 90 to 100 % */
};

/*
 * The lines of counts by group: departments in the manifest's order with a
 * roster of 30 and more; the others as "Other departments" when they reach it
 * together. In: ISSUED[i] of groups[i]. Out: OUT_LINES, with room for one more
 * than there are groups; department names belong to the manifest.
 */
size_t wave_fetched_lines(const struct wave_manifest *manifest,
                          const uint32_t *issued,
                          struct wave_fetched_line *out_lines);

#endif
