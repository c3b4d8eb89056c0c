#include "survey/leaf_joint.h"

#define V_LEAST       5
#define V_ENUMERATED  9 /* beyond: the closed bound */
#define V_SHARE_LEAST 20
#define V_SHARE_MOST  24
#define V_BOUNDED     10000
#define COALITION_MAX 10

int32_t survey_leaf_coalition(int32_t insiders, int32_t v)
{
    const int32_t fifth = v / 5 < COALITION_MAX ? v / 5 : COALITION_MAX;
    return insiders > fifth ? insiders : fifth;
}

void survey_leaf_sides(const struct survey_scale *scale, size_t cutoff,
                       int32_t *out_below, int32_t *out_above)
{
    const bool any = scale->cutoff_count > 0;
    *out_below = any ? scale->cutoffs[cutoff].largest_below : scale->grid - 1;
    *out_above = any ? scale->cutoffs[cutoff].first_at_or_above : 1;
}

/* False: L >= H, this v prints no mean. */
static bool leaf_init(struct survey_leaf_rule *leaf,
                      const struct survey_scale *scale, int32_t insiders,
                      int32_t v)
{
    const int64_t g = scale->grid;
    const int32_t c = survey_leaf_coalition(insiders, v);
    int32_t below = 0;
    int32_t above = 0;
    int32_t unused = 0;
    const size_t last = scale->cutoff_count > 0 ? scale->cutoff_count - 1 : 0;
    survey_leaf_sides(scale, 0, &below, &unused);
    survey_leaf_sides(scale, last, &unused, &above);
    if (c >= v)
        return false;
    leaf->v = v;
    leaf->grid = scale->grid;
    leaf->coalition = c;
    leaf->high = (int32_t)(100 * ((v - c - 1) * g + below) / (v * g));
    leaf->low = (int32_t)((100 * (c * g + above) + v * g - 1) / (v * g));
    return leaf->low < leaf->high;
}

/* What a sum prints as: the mean, or the end that hides it. */
static int32_t printed(const struct survey_leaf_rule *leaf, int32_t sum)
{
    const int64_t full = (int64_t)leaf->v * leaf->grid;
    const int32_t mean = (int32_t)((200 * (int64_t)sum + full) / (2 * full));
    if (mean >= leaf->high)
        return leaf->high;
    return mean <= leaf->low ? leaf->low : mean;
}

/*
 * The others' world, counted out rather than reasoned: may[t] says whether
 * PEOPLE with scores 0..G can score t together, one of them within FROM..TO.
 * Each score of a full grid is reached by some answers, so all are tried.
 */
static void fill_worlds(uint8_t *may, int32_t people, int32_t grid,
                        int32_t from, int32_t to)
{
    const int32_t rest =
        (people - 1) * grid; /* any sum up to here is reached */
    memset(may, 0, (size_t)(people * grid) + 1);
    for (int32_t one = from; one <= to; one++)
        for (int32_t t = 0; t <= rest; t++)
            may[one + t] = 1;
}

/* Whether some sum of FIRST..LAST is possible: CUM counts what is. */
static bool any_world(const int32_t *cum, int32_t most, int32_t first,
                      int32_t last)
{
    const int32_t from = first < 0 ? 0 : first;
    const int32_t to = last > most ? most : last;
    return from <= to && cum[to + 1] - cum[from] > 0;
}

struct worlds {
    uint8_t *may;
    int32_t *below; /* running counts: someone may be below */
    int32_t *above;
    int32_t most; /* the others' highest sum */
};

static void count_up(const uint8_t *may, int32_t most, int32_t *cum)
{
    cum[0] = 0;
    for (int32_t t = 0; t <= most; t++)
        cum[t + 1] = cum[t] + may[t];
}

/* One printed value, FIRST..LAST in sums, against every known sum. */
static bool is_forced(const struct worlds *w, int32_t coalition, int32_t grid,
                      int32_t first, int32_t last,
                      struct survey_leaf_finding *finding)
{
    for (int32_t known = 0; known <= coalition * grid; known++) {
        const int32_t from = first - known;
        const int32_t to = last - known;
        const bool below = any_world(w->below, w->most, from, to);
        const bool above = any_world(w->above, w->most, from, to);
        if (below == above) /* both possible, or no such world at all */
            continue;
        finding->known_sum = known;
        finding->sum_least = first;
        finding->sum_most = last;
        finding->forced_above = above;
        return true;
    }
    return false;
}

static bool attack_cutoff(const struct survey_scale *scale,
                          const struct survey_leaf_rule *leaf, size_t cutoff,
                          int32_t coalition, const struct worlds *w,
                          struct survey_leaf_finding *finding)
{
    const int32_t g = leaf->grid;
    int32_t below = 0;
    int32_t above = 0;
    survey_leaf_sides(scale, cutoff, &below, &above);
    fill_worlds(w->may, leaf->v - coalition, g, 0, below);
    count_up(w->may, w->most, w->below);
    fill_worlds(w->may, leaf->v - coalition, g, above, g);
    count_up(w->may, w->most, w->above);
    for (int32_t first = 0; first <= leaf->v * g;) {
        int32_t last = first;
        while (last < leaf->v * g &&
               printed(leaf, last + 1) == printed(leaf, first))
            last++;
        if (is_forced(w, coalition, g, first, last, finding)) {
            finding->v = leaf->v;
            finding->coalition = coalition;
            finding->cutoff = scale->cutoff_count > 0 ? cutoff : SURVEY_NONE;
            return true;
        }
        first = last + 1;
    }
    return false;
}

static enum err enumerate(const struct survey_scale *scale,
                          const struct survey_leaf_rule *leaf, int32_t extra,
                          struct survey_leaf_finding *out_finding)
{
    const int32_t coalition = leaf->coalition + extra;
    if (coalition >= leaf->v)
        return ERR_OK; /* nobody else is left */
    struct survey_leaf_finding finding = {0};
    struct worlds w = {.most = (leaf->v - coalition) * leaf->grid};
    const size_t size = (size_t)w.most + 2;
    enum err err = ERR_MEMORY;
    w.may = malloc(size);
    w.below = calloc(size, sizeof *w.below);
    w.above = calloc(size, sizeof *w.above);
    if (w.may == NULL || w.below == NULL || w.above == NULL)
        goto out;
    err = ERR_OK;
    for (size_t i = 0; err == ERR_OK &&
                       i < (scale->cutoff_count > 0 ? scale->cutoff_count : 1);
         i++)
        if (attack_cutoff(scale, leaf, i, coalition, &w, &finding))
            err = ERR_DENIED;
    if (err == ERR_DENIED)
        *out_finding = finding;
out:
    free(w.may);
    free(w.below);
    free(w.above);
    return err;
}

/*
 * Every sum of a full grid is possible, so only the two cut ends can force:
 * somebody is above for sure if even the least sum of the highest print leaves
 * no room below, known scores all 0; and the other way round.
 */
static bool is_bounded(const struct survey_scale *scale,
                       const struct survey_leaf_rule *leaf,
                       struct survey_leaf_finding *out)
{
    const int64_t g = leaf->grid;
    const int64_t full = leaf->v * g;
    /* The smallest sum with a mean of HIGH, the largest with one of LOW. */
    const int64_t least = ((2 * leaf->high - 1) * full + 199) / 200;
    const int64_t most = ((2 * leaf->low + 1) * full - 1) / 200;
    for (size_t i = 0; i == 0 || i < scale->cutoff_count; i++) {
        int32_t below = 0;
        int32_t above = 0;
        survey_leaf_sides(scale, i, &below, &above);
        const bool up = least > (leaf->v - leaf->coalition - 1) * g + below;
        if (!up && most >= leaf->coalition * g + above)
            continue;
        *out = (struct survey_leaf_finding){
            .v = leaf->v,
            .coalition = leaf->coalition,
            .known_sum = up ? 0 : (int32_t)(leaf->coalition * g),
            .sum_least = up ? (int32_t)least : 0,
            .sum_most = up ? (int32_t)full : (int32_t)most,
            .cutoff = scale->cutoff_count > 0 ? i : SURVEY_NONE,
            .forced_above = up};
        return false;
    }
    return true;
}

/* The means of v = 5..9. */
static enum err check_means(const struct survey_scale *scale, int32_t insiders,
                            int32_t extra, struct survey_leaf_finding *out)
{
    struct survey_leaf_rule leaf;
    for (int32_t v = V_LEAST; v <= V_ENUMERATED; v++) {
        if (!leaf_init(&leaf, scale, insiders, v))
            continue;
        enum err err =
            scale->cut_by_people
                ? survey_leaf_people(scale, &leaf, insiders, extra, out)
                : enumerate(scale, &leaf, extra, out);
        if (err != ERR_OK)
            return err;
    }
    return ERR_OK;
}

/* Means and shares together; a scale with several cutoffs has no share. */
static enum err check_shares(const struct survey_scale *scale, int32_t insiders,
                             int32_t extra, struct survey_leaf_finding *out)
{
    struct survey_leaf_rule leaf;
    enum err err = ERR_OK;
    for (int32_t v = V_SHARE_LEAST; v <= V_SHARE_MOST; v++) {
        if (scale->cutoff_count != 1 || !leaf_init(&leaf, scale, insiders, v))
            continue;
        if (scale->cut_by_people)
            err = survey_leaf_people(scale, &leaf, insiders, extra, out);
        else if (survey_leaf_share_forces(scale, &leaf, insiders, extra, out))
            err = ERR_DENIED;
        if (err != ERR_OK)
            return err;
    }
    return ERR_OK;
}

enum err survey_scale_leaf_check(const struct survey_scale *scale,
                                 int32_t insiders, int32_t extra,
                                 struct survey_leaf_finding *out_finding)
{
    struct survey_leaf_rule leaf;
    enum err err = check_means(scale, insiders, extra, out_finding);
    if (err != ERR_OK)
        return err;
    for (int32_t v = V_ENUMERATED + 1; v <= V_BOUNDED; v++) {
        if (!leaf_init(&leaf, scale, insiders, v))
            continue;
        leaf.coalition += extra;
        if (leaf.coalition < v && !is_bounded(scale, &leaf, out_finding))
            return ERR_DENIED;
    }
    return check_shares(scale, insiders, extra, out_finding);
}
