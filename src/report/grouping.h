/*
 * Any set of units as one group: a type, a site, an initiative's units and
 * those it is compared with, two waves together. Everything larger than a leaf
 * is computed from what leaves print, so any set may be asked for, and this
 * room needs nothing but release files: no ballot, no database. Which units
 * make a set is the caller's word; what the set prints is computed here by the
 * same rule as a department's figures.
 * Source: src/RELEASE.md, "What is computed from it".
 */
#ifndef CHORUS_REPORT_GROUPING_H
#define CHORUS_REPORT_GROUPING_H

#include "report/range.h"
#include "stats/estimate.h"
#include "wave/units.h"

#define GROUPING_VALUE_SIZE 8

/* A unit of the set that no leaf of the set counts. */
struct grouping_missing {
    const struct published_release *release;
    size_t unit; /* index of the release's groups */
    size_t pool; /* the pool that counts it with others, or PUBLISHED_NONE */
};

/* Texts that the figures point to. */
struct grouping_texts {
    char mean[GROUPING_VALUE_SIZE];
    char above[GROUPING_VALUE_SIZE];
};

/* An interval of a mean. */
struct grouping_range {
    bool known;
    struct report_range range;
};

struct grouping {
    const struct published_release *release; /* scales are this one's */
    char *label;
    size_t unit_count; /* a unit in two waves counts twice */
    struct report_leaf *leaves;
    size_t leaf_count;
    struct grouping_missing *missing;
    size_t missing_count;
    /* As a release would print it: name, roster, n, figures; no areas. */
    struct published_group group;
    struct grouping_range *ranges; /* by scale */
    struct grouping_texts *texts;  /* by scale */
};

/* A set of one release's units. */
struct grouping_part {
    const struct published_release *release; /* outlives the grouping */
    const size_t *units;                     /* indices of units, different */
    size_t unit_count;
};

/*
 * Makes the figures of a set: units of one release, or of several waves
 * together, each leaf weighted with its people.
 *
 * A unit with a figure is a leaf. A pool is a leaf when all its members are in
 * the set; otherwise its members cannot be taken out of it and are missing, as
 * are units that are shown nowhere. The roster counts them all the same.
 * In: LABEL, the group's name, copied; PARTS, one or more, whose releases have
 * the first one's scales (grouping_can_pool says so).
 * Out: caller frees with grouping_free; keeps pointers into the releases.
 * Errors: ERR_RANGE (an index that is no unit, or twice), ERR_STATE (releases
 * that cannot be pooled), ERR_MEMORY.
 */
BASE_MUST_USE enum err grouping_new(const char *label,
                                    const struct grouping_part *parts,
                                    size_t part_count,
                                    struct grouping **out_grouping);
void grouping_free(struct grouping *grouping);

/*
 * Whether two waves asked the same: the same scales in the same versions, with
 * the same grid, range and cutoffs. That a unit is the same in both is not in a
 * release; manifests say that.
 */
bool grouping_can_pool(const struct published_release *a,
                       const struct published_release *b);
/* The same for one scale that both have, by its index in each. */
bool grouping_same_scale(const struct published_scale *a,
                         const struct published_scale *b);

/*
 * The set's mean on a scale as an estimate for stats: a print of whole points
 * lies within half a point of it, a cut end reaches to the end of the scale.
 * False when nobody in the set shows the scale.
 */
bool grouping_estimate(const struct grouping *grouping, size_t scale,
                       struct estimate *out_mean);
/* The same for any leaves of releases with the same scales. */
bool grouping_estimate_leaves(const struct report_leaf *leaves, size_t count,
                              size_t scale, struct estimate *out_mean);

/* The same for a group of a release, from the leaves that make it; a scale of
 * the institution only is its own leaf. */
bool grouping_estimate_group(const struct published_release *release,
                             size_t group, size_t scale,
                             struct estimate *out_mean);

/* A list of sets that cover all units of a release. */
struct grouping_list {
    struct grouping **groupings;
    size_t count;
};

/*
 * One set for each label. In: LABELS, by the release's groups, NULL for what is
 * no unit (a unit without a label aborts). Out: in the order of their labels
 * (numbers in them by value); freed with grouping_list_free.
 * Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err grouping_by(const struct published_release *release,
                                   const char *const *labels,
                                   struct grouping_list *out_list);
void grouping_list_free(struct grouping_list *list);

/* By what units may be grouped. */
enum grouping_key {
    GROUPING_TYPE,       /* residency, fellowship: as the roster has it */
    GROUPING_SITE,       /* the same */
    GROUPING_DEPARTMENT, /* the release's own */
    GROUPING_SIZE,       /* "1 to 19 people", ... on the roster */
};
#define GROUPING_KEYS 4

/* "type", "site", "department", "size". */
const char *grouping_key_name(enum grouping_key key);
/* FALSE for any other text. */
bool grouping_key_find(const char *name, enum grouping_key *out_key);

/* A wave whose units are grouped. */
struct grouping_wave {
    const struct published_release *release;
    /* For type and site; a unit that they do not have, or give no text, is "not
     * given". NULL is fine for the others. */
    const struct wave_units *units;
};
#define GROUPING_POOLED_MAX 2

/*
 * The same by KEY, of one wave or of several together: each wave's units by
 * what its own roster said of them, those with one label as one set. In: COUNT
 * of 1 to GROUPING_POOLED_MAX. Out as grouping_by; scales are the first wave's.
 * Errors: ERR_STATE (waves that cannot be pooled), ERR_MEMORY.
 */
BASE_MUST_USE enum err grouping_by_key(const struct grouping_wave *waves,
                                       size_t count, enum grouping_key key,
                                       struct grouping_list *out_list);

#endif
