#include "release/publish.h"

#include "release/published.h"
#include "release/roll.h"
#include "wave/json.h"

/* Everything that the file is made of, while it is made. */
struct release {
    const struct wave_manifest *manifest;
    const struct survey *survey;
    const struct tally *tally;
    const struct release_facts *facts;
    struct tree *tree;
};

static enum err check(const struct release *r, struct err_note *note)
{
    const struct wave_rule *rule = &r->manifest->rule;
    const uint32_t *answered = tally_answered(r->tally);
    uint32_t redeemed = tally_redeemed(r->tally);
    if (!published_date_is_valid(r->facts->closed))
        return err_say(note, ERR_RANGE, "the closing date is no date");
    if (rule->k < WAVE_K_FLOOR || rule->k_share < WAVE_K_SHARE_FLOOR ||
        rule->insiders < WAVE_INSIDERS_FLOOR || rule->k / 5 < rule->insiders)
        return err_say(note, ERR_RANGE,
                       "the wave's rule is below the floors: k 5, k_share 20, "
                       "insiders 1, k >= 5 * insiders");
    if (r->facts->trustee_count < r->manifest->trustees.threshold ||
        r->facts->trustee_count > r->manifest->trustees.count)
        return err_say(note, ERR_RANGE,
                       "%zu trustees signed the board; the manifest wants %u "
                       "of %u",
                       r->facts->trustee_count,
                       (unsigned)r->manifest->trustees.threshold,
                       (unsigned)r->manifest->trustees.count);
    if (redeemed > r->facts->issued ||
        r->facts->issued > wave_manifest_places(r->manifest))
        return err_say(note, ERR_CORRUPT,
                       "%u ballots, %u tokens and %u people contradict each "
                       "other; run: chorus wave verify %s",
                       redeemed, r->facts->issued,
                       wave_manifest_places(r->manifest), r->manifest->wave);
    for (size_t i = 0; i < r->manifest->group_count; i++)
        if (answered[i] > r->manifest->groups[i].roster)
            return err_say(note, ERR_CORRUPT,
                           "unit %s has more ballots than people; run: chorus "
                           "wave verify %s",
                           r->manifest->groups[i].unit, r->manifest->wave);
    return ERR_OK;
}

static void print_group(const struct release *r, struct tree_group *g,
                        bool institution_only, const size_t *units,
                        size_t unit_count)
{
    for (size_t s = 0; s < r->survey->scale_count; s++) {
        const struct survey_scale *scale = &r->survey->scales[s];
        if (scale->institution_only != institution_only)
            continue;
        struct leaf_counts counts =
            tally_counts(r->tally, s, units, unit_count);
        g->scales[s] = leaf_print(&r->manifest->rule, scale, &counts);
    }
}

/*
 * The institution, as the one leaf of a scale that is shown there only, counts
 * the people of its leaves: who is in none is shown nowhere, here neither.
 */
static enum err print_leaves(struct release *r)
{
    struct tree *t = r->tree;
    size_t *all = calloc(r->manifest->group_count + 1, sizeof *all);
    size_t count = 0;
    if (all == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < t->count; i++) {
        struct tree_group *g = &t->groups[i];
        if (!g->leaf)
            continue;
        print_group(r, g, false, g->units, g->unit_count);
        memcpy(all + count, g->units, g->unit_count * sizeof *all);
        count += g->unit_count;
    }
    print_group(r, &t->groups[0], true, all, count);
    free(all);
    return ERR_OK;
}

static enum err roll(struct release *r)
{
    const struct survey *s = r->survey;
    struct roll_scale *scales = calloc(s->scale_count + 1, sizeof *scales);
    struct roll_area *areas = calloc(s->area_count + 1, sizeof *areas);
    enum err e = ERR_MEMORY;
    if (scales == NULL || areas == NULL)
        goto out;
    for (size_t i = 0; i < s->scale_count; i++) {
        scales[i].sd_thousandths = (uint32_t)s->scales[i].sd.thousandths;
        scales[i].institution_only = s->scales[i].institution_only;
    }
    for (size_t i = 0; i < s->area_count; i++) {
        areas[i].scales = s->areas[i].scales;
        areas[i].count = s->areas[i].scale_count;
    }
    e = roll_up(r->tree, scales, areas);
out:
    free(scales);
    free(areas);
    return e;
}

static json_t *json_value(struct print_value value, bool decimal)
{
    char text[PRINT_TEXT_SIZE];
    print_value_text(value, decimal, text);
    return json_string(text);
}

static json_t *json_points(uint32_t points)
{
    return json_value((struct print_value){PRINT_EXACT, points * 10}, false);
}

/* One scale of one group; LEAF prints: whole points, and no above_n. */
static json_t *json_print(const struct print_scale *print, bool leaf,
                          bool decimal)
{
    json_t *o = json_object();
    bool ok = wave_json_set(o, "n", json_integer(print->n)) &&
              wave_json_set(o, "mean", json_value(print->mean, decimal));
    if (ok && print->has_half_width)
        ok = wave_json_set(o, "half_width", json_points(print->half_width));
    if (ok && print->above.mark != PRINT_ABSENT)
        ok =
            wave_json_set(o, "above", json_value(print->above, false)) &&
            (leaf || wave_json_set(o, "above_n", json_integer(print->above_n)));
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

static json_t *json_scales(const struct release *r, const struct tree_group *g)
{
    json_t *o = json_object();
    bool ok = o != NULL;
    for (size_t i = 0; ok && i < r->survey->scale_count; i++) {
        const struct survey_scale *scale = &r->survey->scales[i];
        bool leaf = g->leaf || scale->institution_only;
        bool decimal = g->level == TREE_INSTITUTION && !leaf;
        if (print_scale_shown(&g->scales[i]))
            ok = wave_json_set(o, scale->id,
                               json_print(&g->scales[i], leaf, decimal));
    }
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

static json_t *json_areas(const struct release *r, const struct tree_group *g)
{
    json_t *o = json_object();
    bool ok = o != NULL;
    for (size_t i = 0; ok && i < r->survey->area_count; i++)
        if (g->areas[i].mark != PRINT_ABSENT)
            ok = wave_json_set(o, r->survey->areas[i].id,
                               json_value(g->areas[i], false));
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

static json_t *json_members(const struct release *r, const struct tree_group *g)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < g->unit_count; i++)
        ok = wave_json_append(
            list,
            json_sprintf("unit:%s", r->manifest->groups[g->units[i]].unit));
    if (ok)
        return list;
    json_decref(list);
    return NULL;
}

static const char *const level_names[] = {
    [TREE_INSTITUTION] = "institution",
    [TREE_DEPARTMENT] = "department",
    [TREE_UNIT] = "unit",
    [TREE_POOL] = "pool",
};

static json_t *json_group(const struct release *r, const struct tree_group *g)
{
    json_t *o = json_object();
    bool ok = wave_json_set(o, "id", json_string(g->id)) &&
              wave_json_set(o, "level", json_string(level_names[g->level])) &&
              wave_json_set(o, "name", json_string(g->name)) &&
              wave_json_set(o, "roster", json_integer(g->roster)) &&
              wave_json_set(o, "parent",
                            g->parent == TREE_NONE
                                ? json_null()
                                : json_string(r->tree->groups[g->parent].id));
    if (ok && g->level == TREE_POOL)
        ok = wave_json_set(o, "members", json_members(r, g));
    if (ok && g->shown)
        ok = wave_json_set(o, "n", json_integer(g->n)) &&
             wave_json_set(o, "scales", json_scales(r, g)) &&
             wave_json_set(o, "areas", json_areas(r, g));
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

static json_t *json_groups(const struct release *r)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < r->tree->count; i++)
        ok = wave_json_append(list, json_group(r, &r->tree->groups[i]));
    if (ok)
        return list;
    json_decref(list);
    return NULL;
}

/* What a reader needs to know of a scale. */
static json_t *json_scale_facts(const struct survey_scale *s)
{
    json_t *o = json_object();
    json_t *cutoffs = json_array();
    bool ok = cutoffs != NULL;
    for (size_t i = 0; ok && i < s->cutoff_count; i++)
        ok = wave_json_append(cutoffs, json_string(s->cutoffs[i].value.text));
    ok = wave_json_set(o, "cutoff", cutoffs) && ok &&
         wave_json_set(o, "version", json_string(s->version)) &&
         wave_json_set(o, "grid", json_integer(s->grid)) &&
         wave_json_set(o, "range",
                       json_pack("[ss]", s->low.text, s->high.text)) &&
         wave_json_set(o, "sd", json_string(s->sd.text)) &&
         (!s->cut_by_people || wave_json_set(o, "cut", json_string("people")));
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

static json_t *json_all_scale_facts(const struct survey *s)
{
    json_t *o = json_object();
    bool ok = o != NULL;
    for (size_t i = 0; ok && i < s->scale_count; i++)
        ok = wave_json_set(o, s->scales[i].id, json_scale_facts(&s->scales[i]));
    if (ok)
        return o;
    json_decref(o);
    return NULL;
}

static json_t *json_survey(const struct wave_manifest *m)
{
    json_t *o = json_object();
    if (wave_json_set(o, "id", json_string(m->survey_id)) &&
        wave_json_set(o, "version", json_string(m->survey_version)) &&
        wave_json_set(o, "sha256",
                      wave_json_from_hex(m->survey_sha256, WAVE_HASH_BYTES)))
        return o;
    json_decref(o);
    return NULL;
}

static json_t *json_counts(const struct release *r)
{
    return json_pack("{sI sI sI sI}", "roster",
                     (json_int_t)wave_manifest_places(r->manifest), "issued",
                     (json_int_t)r->facts->issued, "redeemed",
                     (json_int_t)tally_redeemed(r->tally), "spoiled",
                     (json_int_t)tally_spoiled(r->tally));
}

static json_t *json_rule(const struct wave_rule *rule)
{
    return json_pack("{sI sI sI}", "k", (json_int_t)rule->k, "k_share",
                     (json_int_t)rule->k_share, "insiders",
                     (json_int_t)rule->insiders);
}

static json_t *json_trustees(const struct release_facts *f)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < f->trustee_count; i++) {
        json_t *o = json_object();
        ok = wave_json_set(o, "n", json_integer(f->trustees[i].number)) &&
             wave_json_set(o, "sig",
                           wave_json_from_b64u(f->trustees[i].sig,
                                               sizeof f->trustees[i].sig));
        ok = wave_json_append(list, o) && ok;
    }
    if (ok)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *json_release(const struct release *r)
{
    const struct wave_manifest *m = r->manifest;
    const struct release_facts *f = r->facts;
    json_t *o = json_object();
    if (wave_json_set(o, "format", json_string("chorus-release-v1")) &&
        wave_json_set(o, "wave", json_string(m->wave)) &&
        wave_json_set(o, "institution", json_string(m->institution)) &&
        wave_json_set(o, "closed", json_string(f->closed)) &&
        wave_json_set(o, "manifest_sha256",
                      wave_json_from_hex(f->mh.b, sizeof f->mh.b)) &&
        wave_json_set(o, "board_sha256",
                      wave_json_from_hex(f->board.b, sizeof f->board.b)) &&
        wave_json_set(o, "survey", json_survey(m)) &&
        wave_json_set(o, "rule", json_rule(&m->rule)) &&
        wave_json_set(o, "totals", json_counts(r)) &&
        wave_json_set(o, "scales", json_all_scale_facts(r->survey)) &&
        wave_json_set(o, "groups", json_groups(r)) &&
        (f->trustee_count == 0 ||
         wave_json_set(o, "trustees", json_trustees(f))))
        return o;
    json_decref(o);
    return NULL;
}

enum err release_compute(const struct wave_manifest *manifest,
                         const struct survey *survey, const struct tally *tally,
                         const struct release_facts *facts,
                         struct buf *out_json, struct err_note *note)
{
    struct release r = {manifest, survey, tally, facts, NULL};
    json_t *root = NULL;
    struct buf bytes = BUF_INIT;
    enum err e = check(&r, note);
    if (e == ERR_OK)
        e = tree_new(manifest, tally_answered(tally), manifest->rule.k,
                     survey->scale_count, survey->area_count, &r.tree);
    if (e == ERR_OK)
        e = print_leaves(&r);
    if (e == ERR_OK)
        e = roll(&r);
    if (e != ERR_OK)
        goto out;
    root = json_release(&r);
    e = root == NULL ? ERR_MEMORY : wave_json_write(root, &bytes);
    if (e == ERR_OK) {
        *out_json = bytes;
        bytes = BUF_INIT;
    }
out:
    json_decref(root);
    buf_free(&bytes);
    tree_free(r.tree);
    return e;
}
