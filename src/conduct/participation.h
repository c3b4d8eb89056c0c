/*
 * How many have fetched a token, by department and in bands
 * (wave/fetched.h), counted from the wave's file now.
 */
#ifndef CHORUS_CONDUCT_PARTICIPATION_H
#define CHORUS_CONDUCT_PARTICIPATION_H

#include "conduct/wave_record.h"
#include "wave/fetched.h"

/*
 * Out: OUT_LINES, freed with free(); names belong to WAVE. None: too few people
 * for any. Errors: those of invites_open and invites_counts; ERR_MEMORY.
 */
BASE_MUST_USE enum err conduct_participation(
    const struct conduct_wave *wave, struct wave_fetched_line **out_lines,
    size_t *out_count, struct err_note *note);

#endif
