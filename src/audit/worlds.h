/*
 * Check 4: one leaf, all worlds. For what a leaf prints, every way in which its
 * people may have scored; and for every coalition of the promised size, whether
 * somebody else scores on the same side of a cutoff in all of them.
 * Source: src/RELEASE.md, "What a leaf prints", "The auditor".
 */
#ifndef CHORUS_AUDIT_WORLDS_H
#define CHORUS_AUDIT_WORLDS_H

#include "audit/coding.h"

/* What an attacker knows of one leaf. */
struct audit_world {
    const struct audit_scale *scale;
    uint32_t v;
    uint32_t coalition;       /* people who pool their own scores; below v */
    struct audit_span sums;   /* of all v scores, inside 0..v * G */
    bool is_counted;          /* whether a share is printed too */
    struct audit_span people; /* at or above the first cutoff; if counted */
    /* A cut end of a scale that people cut: the sums T it stands for. */
    unsigned
        end; /* AUDIT_UPPER or AUDIT_LOWER; AUDIT_PLAIN: not of that kind */
    struct audit_span bounds;
    struct audit_code code;
};

enum audit_forced {
    AUDIT_FREE,     /* everybody else may be on either side */
    AUDIT_FORCED,   /* some coalition knows somebody's side */
    AUDIT_NO_WORLD, /* no scores print this */
};

/*
 * The answer by intervals, for any v. Proved in the file and tested against all
 * worlds counted out. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err audit_world_closed(const struct audit_world *world,
                                          enum audit_forced *out_forced);

/*
 * The answer by counting out (people, sum, people above): a table for one
 * scale and up to some v. Sums of multisets only, no reasoning.
 */
struct audit_exact;

/* Up to how many people that can be counted out for a scale; 0: none. */
uint32_t audit_exact_most(const struct audit_scale *scale, bool is_counted);
/* Out: freed with audit_exact_free. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err audit_exact_new(const struct audit_scale *scale,
                                       bool is_counted, uint32_t most,
                                       struct audit_exact **out_exact);
void audit_exact_free(struct audit_exact *exact);
/* In: a world of this scale, v <= most. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err audit_exact_world(struct audit_exact *exact,
                                         const struct audit_world *world,
                                         enum audit_forced *out_forced);

/*
 * The answer for a cut end of a scale that people cut: all ways in which a
 * coalition and the others may have scored, written out, while that is not too
 * many; else as proved in the file. Out: whether it was counted out.
 */
enum audit_forced audit_world_people(const struct audit_world *world,
                                     bool *out_is_counted_out);

/* Every leaf and scale of a release. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err audit_worlds(const struct audit_release *release,
                                    struct audit_report *report);

#endif
