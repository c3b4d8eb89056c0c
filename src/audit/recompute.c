#include "audit/recompute.h"

#include "audit/print.h"

__extension__ typedef unsigned __int128 u128;

/* A weighted mean on its way. */
struct sum {
    uint64_t weighted; /* weight * tenths */
    uint64_t weight;
    unsigned ends;
};

/* One scale of one group, made from leaves. */
struct made {
    struct sum mean;
    struct sum above;
};

static void put(struct sum *s, struct audit_print print, uint32_t weight)
{
    s->weighted += (uint64_t)print.tenths * weight;
    s->weight += weight;
    s->ends |= print.ends;
}

static void settle(const struct sum *s, bool decimal,
                   char out[static AUDIT_PRINT_SIZE])
{
    uint64_t tenths = decimal ? audit_half_up(s->weighted, s->weight)
                              : 10 * audit_half_up(s->weighted, 10 * s->weight);
    audit_print_write((struct audit_print){s->ends, (uint32_t)tenths}, decimal,
                      out);
}

uint32_t audit_half_width(uint32_t v, uint32_t roster, int64_t sd)
{
    if (v >= roster || v == 0)
        return 0;
    const u128 unit = (u128)10000 * 1000000 * v * (roster - 1);
    const u128 wanted =
        (u128)196 * 196 * (uint64_t)sd * (uint64_t)sd * (roster - v);
    uint32_t h = 0;
    while (unit * h * h < wanted)
        h++;
    return h;
}

/* VALUE as it stands against TEXT as it should; NULL: absent. */
static void must_be(struct audit_report *report, enum audit_check check,
                    struct audit_at at, const char *value, const char *text)
{
    if (value == NULL && text == NULL)
        return;
    if (value == NULL || text == NULL || strcmp(value, text) != 0)
        audit_find(report, check, at, value, "%s",
                   text == NULL ? "absent" : text);
}

static void check_half_width(const struct audit_release *r, size_t group,
                             size_t scale, struct audit_report *report)
{
    const struct audit_group *g = &r->groups[group];
    const struct audit_figure *f = &g->figures[scale];
    struct audit_at at = {"half-width", g->id, r->scales[scale].id};
    char text[AUDIT_PRINT_SIZE];
    bool plain = f->mean[0] >= '0' && f->mean[0] <= '9';
    if (plain)
        (void)snprintf(
            text, sizeof text, "%u",
            (unsigned)audit_half_width(f->n, g->roster, r->scales[scale].sd));
    must_be(report, AUDIT_RECOMPUTE, at, f->half_width, plain ? text : NULL);
}

static void check_made(const struct audit_release *r, size_t group,
                       size_t scale, const struct made *made,
                       struct audit_report *report)
{
    const struct audit_group *g = &r->groups[group];
    const struct audit_figure *f = &g->figures[scale];
    struct audit_at at = {"mean", g->id, r->scales[scale].id};
    char text[AUDIT_PRINT_SIZE] = "";
    if (made->mean.weight > 0)
        settle(&made->mean, g->level == AUDIT_INSTITUTION, text);
    must_be(report, AUDIT_RECOMPUTE, at, f->shown ? f->mean : NULL,
            made->mean.weight > 0 ? text : NULL);
    if (!f->shown)
        return;
    at.what = "n";
    if (f->n != made->mean.weight)
        audit_find_number(report, AUDIT_RECOMPUTE, at, f->n, "%llu",
                          (unsigned long long)made->mean.weight);
    at.what = "above";
    if (made->above.weight > 0)
        settle(&made->above, false, text);
    must_be(report, AUDIT_RECOMPUTE, at, f->above,
            made->above.weight > 0 ? text : NULL);
    at.what = "above-n";
    if (f->has_above_n != (made->above.weight > 0) ||
        f->above_n != made->above.weight)
        audit_find_number(report, AUDIT_RECOMPUTE, at, f->above_n, "%llu",
                          (unsigned long long)made->above.weight);
}

/* Adds a leaf to everything above it. A text that is none is a finding of
 * the coding, and no number here. */
static void add_leaf(const struct audit_release *r, size_t group, size_t scale,
                     struct made *all)
{
    const struct audit_figure *f = &r->groups[group].figures[scale];
    struct audit_print mean;
    struct audit_print above;
    bool has_mean = f->shown && audit_print_read(f->mean, false, &mean);
    bool has_above = f->shown && f->above != NULL &&
                     audit_print_read(f->above, false, &above);
    size_t up = r->groups[group].parent_at;
    for (size_t steps = 0; up != AUDIT_NONE && steps < 2; steps++) {
        struct made *made = &all[up * r->scale_count + scale];
        if (has_mean)
            put(&made->mean, mean, f->n);
        if (has_above)
            put(&made->above, above, f->n);
        up = r->groups[up].parent_at;
    }
}

enum err audit_recompute(const struct audit_release *release,
                         struct audit_report *report)
{
    const struct audit_release *r = release;
    struct made *all = calloc(r->group_count * r->scale_count + 1, sizeof *all);
    size_t looked_at = 0;
    if (all == NULL)
        return ERR_MEMORY;
    for (size_t g = 0; g < r->group_count; g++)
        for (size_t s = 0; s < r->scale_count; s++)
            if (audit_is_leaf(r, g, s) && !r->scales[s].institution_only)
                add_leaf(r, g, s, all);
    for (size_t g = 0; g < r->group_count; g++) {
        for (size_t s = 0; s < r->scale_count; s++) {
            if (r->groups[g].figures[s].shown)
                check_half_width(r, g, s, report);
            if (!audit_is_leaf(r, g, s) && r->groups[g].level != AUDIT_UNIT &&
                r->groups[g].level != AUDIT_POOL)
                check_made(r, g, s, &all[g * r->scale_count + s], report);
            looked_at++;
        }
    }
    free(all);
    audit_ran(report, AUDIT_RECOMPUTE, looked_at);
    return ERR_OK;
}

/* The area's text, or FALSE when a scale of it is not printed. */
static bool make_area(const struct audit_release *r, size_t group,
                      const struct audit_area *area,
                      char out[static AUDIT_PRINT_SIZE])
{
    const struct audit_group *g = &r->groups[group];
    struct sum sum = {0};
    for (size_t i = 0; i < json_array_size(area->scales); i++) {
        const char *id = json_string_value(json_array_get(area->scales, i));
        size_t s = id == NULL ? AUDIT_NONE : audit_scale_find(r, id);
        struct audit_print mean;
        if (s == AUDIT_NONE || !g->figures[s].shown ||
            !audit_print_read(g->figures[s].mean,
                              g->level == AUDIT_INSTITUTION &&
                                  !r->scales[s].institution_only,
                              &mean))
            return false;
        put(&sum, mean, 1);
    }
    settle(&sum, false, out);
    return true;
}

static bool is_area(const struct audit_survey *survey, const char *id)
{
    for (size_t i = 0; i < survey->area_count; i++)
        if (strcmp(survey->areas[i].id, id) == 0)
            return true;
    return false;
}

void audit_recompute_areas(const struct audit_release *release,
                           const struct audit_survey *survey,
                           struct audit_report *report)
{
    size_t looked_at = 0;
    for (size_t g = 0; g < release->group_count; g++) {
        const struct audit_group *group = &release->groups[g];
        json_t *areas = (json_t *)(uintptr_t)group->areas;
        if (!group->shown)
            continue;
        for (size_t i = 0; i < survey->area_count; i++) {
            const struct audit_area *area = &survey->areas[i];
            char text[AUDIT_PRINT_SIZE];
            bool made = make_area(release, g, area, text);
            must_be(report, AUDIT_AREAS,
                    (struct audit_at){area->id, group->id, NULL},
                    json_string_value(json_object_get(areas, area->id)),
                    made ? text : NULL);
            looked_at++;
        }
        for (void *i = json_object_iter(areas); i != NULL;
             i = json_object_iter_next(areas, i))
            if (!is_area(survey, json_object_iter_key(i)))
                audit_find(report, AUDIT_AREAS,
                           (struct audit_at){"extra", group->id, NULL},
                           json_object_iter_key(i), "no such area");
    }
    audit_ran(report, AUDIT_AREAS, looked_at);
}
