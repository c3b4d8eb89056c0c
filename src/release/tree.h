/*
 * The groups of a release in the order of its file, and which of them are
 * leaves: decided by how many answered and by nothing that anybody answered.
 * Source: src/RELEASE.md, "Leaves" and "The release file".
 */
#ifndef CHORUS_RELEASE_TREE_H
#define CHORUS_RELEASE_TREE_H

#include "release/print.h"
#include "wave/manifest.h"

#define TREE_NONE ((size_t)-1)

enum tree_level {
    TREE_INSTITUTION,
    TREE_DEPARTMENT,
    TREE_UNIT,
    TREE_POOL,
};

/* One group; the strings and arrays belong to the tree. */
struct tree_group {
    char *id;   /* inst, dept:SLUG, unit:ID, pool:SLUG, pool:* */
    char *name; /* UTF-8 */
    enum tree_level level;
    size_t parent;     /* index into the tree; TREE_NONE: institution */
    uint32_t roster;   /* people */
    bool leaf;         /* prints from its own ballots */
    bool shown;        /* has an n: a leaf, or a group over leaves */
    uint32_t n;        /* ballots of its leaves that are not spoiled */
    size_t *units;     /* leaves: whose ballots, as manifest groups */
    size_t unit_count; /* (indices: id - 1); pools: more than one */
    struct print_scale *scales; /* by the survey's scales */
    struct print_value *areas;  /* by the survey's areas */
};

struct tree {
    struct tree_group *groups; /* groups[0] is the institution */
    size_t count;
    size_t scale_count;
    size_t area_count;
};

/*
 * Splits the institution into leaves of at least K people.
 *
 * In: the manifest; ANSWERED[i], the ballots of manifest.groups[i] that are not
 * spoiled; K of the rule; how many scales and areas each group has room for
 * (all absent at first). Out: caller frees with tree_free.
 * Errors: ERR_MEMORY.
 *
 * A unit with K is a leaf. The other units of a department, those without any
 * ballot included, are one pool when they have K together; those of all
 * departments without such a pool are "pool:*" when they have K together; the
 * rest is in no group's n.
 */
BASE_MUST_USE enum err tree_new(const struct wave_manifest *manifest,
                                const uint32_t *answered, uint32_t k,
                                size_t scale_count, size_t area_count,
                                struct tree **out_tree);
void tree_free(struct tree *tree);

/* Index of the group with this id, or TREE_NONE. */
size_t tree_find(const struct tree *tree, const char *id);

#endif
