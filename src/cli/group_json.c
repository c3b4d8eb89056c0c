/* Free groupings as JSON: points as texts with one decimal, as in a release. */
#include "cli/group_view_inside.h"

#include "report/points.h"
#include "wave/json.h"

bool group_view_effect(const struct cli_groups *groups, size_t scale,
                       struct effect *out)
{
    const struct contrast_cells cells = {
        groups->before[0], groups->groupings[0], groups->before[1],
        groups->groupings[1]};
    return contrast_effect(
        &cells, groups->groupings[0]->release->scales[scale].id, out);
}

/* Texts with one decimal, as a release has its values. */
static bool set_points(json_t *object, const char *key, double points)
{
    char text[REPORT_POINTS_SIZE];
    report_points_text(points, text);
    return wave_json_set(object, key, json_string(text));
}

static bool set_finding(json_t *object, const struct estimate_finding *f)
{
    char p[REPORT_POINTS_SIZE];
    report_points_p(f->p, p);
    return set_points(object, "value", f->value) &&
           set_points(object, "low", f->low) &&
           set_points(object, "high", f->high) &&
           wave_json_set(object, "p", json_string(p));
}

static bool set_text(json_t *object, const char *key, const char *text)
{
    return text == NULL || wave_json_set(object, key, json_string(text));
}

static bool set_scale(json_t *scales, const struct grouping *g, size_t s)
{
    const struct published_figure *f = &g->group.figures[s];
    const struct grouping_range *r = &g->ranges[s];
    json_t *o = json_object();
    bool good = o != NULL && wave_json_set(o, "n", json_integer(f->n)) &&
                set_text(o, "mean", f->mean.text) &&
                set_text(o, "above", f->above.text) &&
                (f->above.text == NULL ||
                 wave_json_set(o, "above_n", json_integer(f->above_n))) &&
                (!r->known || (set_points(o, "low", r->range.low / 10.0) &&
                               set_points(o, "high", r->range.high / 10.0)));
    if (!good) {
        json_decref(o);
        return false;
    }
    return wave_json_set(scales, g->release->scales[s].id, o);
}

static bool set_area(json_t *areas, const struct grouping *g,
                     const struct report_area *area)
{
    struct report_area_figure f;
    report_area_of_set(g, area, &f);
    if (!f.shown)
        return true;
    json_t *o = json_object();
    bool good =
        o != NULL && set_text(o, "mean", f.value.text) &&
        (!f.range.known || (set_points(o, "low", f.range.range.low / 10.0) &&
                            set_points(o, "high", f.range.range.high / 10.0)));
    if (!good) {
        json_decref(o);
        return false;
    }
    return wave_json_set(areas, area->id, o);
}

static json_t *areas_json(const struct grouping *g,
                          const struct report_areas *areas)
{
    json_t *all = json_object();
    bool good = all != NULL;
    for (size_t i = 0; good && i < areas->count; i++)
        good = set_area(all, g, &areas->areas[i]);
    if (good)
        return all;
    json_decref(all);
    return NULL;
}

static json_t *missing_json(const struct grouping *g)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; good && i < g->missing_count; i++) {
        const struct grouping_missing *m = &g->missing[i];
        const struct published_group *groups = m->release->groups;
        good = wave_json_append(
            list,
            json_pack("{s:s, s:s, s:s?}", "unit",
                      groups[m->unit].id + strlen("unit:"), "wave",
                      m->release->wave, "counted_in",
                      m->pool == PUBLISHED_NONE ? NULL : groups[m->pool].id));
    }
    if (good)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *grouping_json(const struct grouping *g,
                             const struct report_areas *areas)
{
    json_t *o = json_object();
    json_t *scales = json_object();
    bool good = o != NULL && scales != NULL;
    for (size_t s = 0; good && s < g->release->scale_count; s++)
        good = !g->group.figures[s].shown || set_scale(scales, g, s);
    good = good && wave_json_set(o, "label", json_string(g->label)) &&
           wave_json_set(o, "units", json_integer((json_int_t)g->unit_count)) &&
           wave_json_set(o, "roster", json_integer(g->group.roster)) &&
           wave_json_set(o, "n", json_integer(g->group.n)) &&
           wave_json_set(o, "missing", missing_json(g)) &&
           wave_json_set(o, "areas", areas_json(g, areas)) &&
           wave_json_set(o, "scales", json_incref(scales));
    json_decref(scales);
    if (good)
        return o;
    json_decref(o);
    return NULL;
}

static json_t *difference_json(const struct cli_groups *groups)
{
    const struct grouping *const *pair =
        (const struct grouping *const *)groups->groupings;
    json_t *all = json_object();
    bool good = all != NULL;
    for (size_t s = 0; good && s < pair[0]->release->scale_count; s++) {
        struct estimate_finding f;
        if (!contrast_sets(pair[0], s, pair[1], s, &f))
            continue;
        json_t *o = json_object();
        good =
            o != NULL && set_finding(o, &f) &&
            wave_json_set(all, pair[0]->release->scales[s].id, json_incref(o));
        json_decref(o);
    }
    if (good)
        return all;
    json_decref(all);
    return NULL;
}

static json_t *effect_json(const struct cli_groups *groups)
{
    const struct published_release *r = groups->groupings[0]->release;
    json_t *all = json_object();
    bool good = all != NULL;
    for (size_t s = 0; good && s < r->scale_count; s++) {
        struct effect f;
        char d[2][REPORT_POINTS_SIZE];
        if (!group_view_effect(groups, s, &f))
            continue;
        report_points_d(f.d.value, d[0]);
        report_points_d(f.smallest_d, d[1]);
        json_t *o = json_object();
        good = o != NULL && set_finding(o, &f.difference) &&
               set_points(o, "smallest", f.smallest) &&
               set_text(o, "d", d[0]) && set_text(o, "smallest_d", d[1]) &&
               wave_json_set(all, r->scales[s].id, json_incref(o));
        json_decref(o);
    }
    if (good)
        return all;
    json_decref(all);
    return NULL;
}

enum err group_view_json(const struct cli_groups *groups)
{
    json_t *root = json_object();
    json_t *list = json_array();
    bool good = root != NULL && list != NULL;
    for (size_t i = 0; good && i < groups->count; i++)
        good = wave_json_append(
            list, grouping_json(groups->groupings[i], groups->areas));
    good = good && wave_json_set(root, "wave", json_string(groups->wave)) &&
           wave_json_set(root, "by", json_string(groups->by)) &&
           wave_json_set(root, "groups", json_incref(list)) &&
           (groups->with_wave == NULL ||
            wave_json_set(root, "with", json_string(groups->with_wave))) &&
           (!groups->is_pair ||
            wave_json_set(root, "difference", difference_json(groups))) &&
           (groups->before_wave == NULL ||
            (wave_json_set(root, "before", json_string(groups->before_wave)) &&
             wave_json_set(root, "effect", effect_json(groups))));
    good = good && json_dumpf(root, stdout, JSON_INDENT(1)) == 0;
    putchar('\n');
    json_decref(list);
    json_decref(root);
    return good ? ERR_OK : ERR_MEMORY;
}
