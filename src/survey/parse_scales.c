/*
 * "scales". What release.md proves about one leaf holds for even grids of whole
 * steps and for questions that count once: a scale of any other kind stops
 * here.
 */
#include "survey/parse.h"

static const char *const scale_keys[] = {
    "id",           "title", "version", "items",  "reverse", "aggregate",
    "min_answered", "range", "high_is", "cutoff", "bands",   "sd",
    "sd_source",    "show",  "cut",     NULL};

static bool choice_measure(struct survey_reader *r, struct survey_place at,
                           const struct survey_options *set,
                           struct survey_measure *out)
{
    if (set->stated < 2)
        survey_report(r, at,
                      "an item needs two stated values, options "
                      "\"%.64s\" have %zu",
                      set->id, set->stated);
    else if (!set->even)
        survey_report(r, at,
                      "the values of options \"%.64s\" are not equally "
                      "spaced",
                      set->id);
    else {
        *out = (struct survey_measure){set->lowest, set->step,
                                       (int64_t)set->stated - 1};
        return true;
    }
    return false;
}

static bool question_measure(struct survey_reader *r, struct survey_place at,
                             const struct survey *s,
                             const struct survey_question *q,
                             struct survey_measure *out)
{
    if (q->size == 0)
        return false; /* reported where the question is */
    if (q->type == SURVEY_CHOICE)
        return choice_measure(r, at, &s->options[q->options], out);
    if (q->type != SURVEY_NUMBER)
        survey_report(r, at, "a \"%s\" question cannot be scored",
                      survey_type_name(q->type));
    else if (q->max <= q->min)
        survey_report(r, at, "an item needs max above min");
    else {
        *out = (struct survey_measure){q->min * (int64_t)1000, 1000,
                                       q->max - q->min};
        return true;
    }
    return false;
}

/* One id in "items"; M is what the items before it measure (steps 0: none). */
static bool parse_item(struct survey_reader *r, struct survey_place at,
                       struct survey *s, struct survey_scale *scale,
                       struct survey_measure *m)
{
    struct survey_measure mine = {0, 0, 0};
    const char *id = survey_read_string(r, at);
    if (id == NULL)
        return false;
    const size_t q = survey_question_find(s, id);
    if (q == SURVEY_NONE) {
        survey_report(r, at, "no question \"%.64s\"", id);
        return false;
    }
    if (s->questions[q].scale != SURVEY_NONE) {
        survey_report(r, at, "question \"%s\" already counts in scale \"%s\"",
                      id, s->scales[s->questions[q].scale].id);
        return false;
    }
    s->questions[q].scale = s->scale_count;
    if (!question_measure(r, at, s, &s->questions[q], &mine))
        return false;
    if (m->steps != 0 && memcmp(m, &mine, sizeof mine) != 0) {
        survey_report(r, at, "\"%s\" has other values than the items before it",
                      id);
        return false;
    }
    *m = mine;
    scale->items[scale->item_count++].question = q;
    return true;
}

static bool parse_items(struct survey_reader *r, struct survey_place in,
                        struct survey *s, struct survey_scale *scale,
                        struct survey_measure *out)
{
    struct survey_place list;
    struct survey_place at;
    struct survey_measure m = {0, 0, 0};
    bool good = true;
    size_t index = 0;
    if (!survey_member_needed(r, in, "items", &list) ||
        !survey_read_array(r, list, "items", 1, SURVEY_GRID_MAX))
        return false;
    scale->items =
        survey_reader_new(r, survey_place_count(r, list), sizeof *scale->items);
    if (scale->items == NULL)
        return false;
    for (bool more = survey_place_first(r, list, &at); more;
         more = survey_place_next(r, list, &at, &index))
        good = parse_item(r, at, s, scale, &m) && good;
    if (!good)
        return false;
    const int64_t grid = (int64_t)scale->item_count * m.steps;
    if (grid > SURVEY_GRID_MAX) {
        survey_report(r, list, "%lld steps, a scale has at most %d",
                      (long long)grid, SURVEY_GRID_MAX);
        return false;
    }
    scale->item_steps = (int32_t)m.steps;
    scale->grid = (int32_t)grid;
    *out = m;
    return true;
}

static void parse_reverse(struct survey_reader *r, struct survey_place in,
                          const struct survey *s, struct survey_scale *scale)
{
    struct survey_place list;
    struct survey_place at;
    size_t index = 0;
    if (!survey_member(r, in, "reverse", &list) ||
        !survey_read_array(r, list, "reverse", 0, SIZE_MAX))
        return;
    for (bool more = survey_place_first(r, list, &at); more;
         more = survey_place_next(r, list, &at, &index)) {
        const char *id = survey_read_string(r, at);
        size_t i = 0;
        if (id == NULL)
            continue;
        while (i < scale->item_count &&
               strcmp(s->questions[scale->items[i].question].id, id) != 0)
            i++;
        if (i == scale->item_count)
            survey_report(r, at, "\"%.64s\" is reversed but no item", id);
        else if (scale->items[i].reversed)
            survey_report(r, at, "\"%s\" is there twice", id);
        else
            scale->items[i].reversed = true;
    }
}

static void parse_aggregate(struct survey_reader *r, struct survey_place in,
                            struct survey_scale *scale,
                            const struct survey_measure *m)
{
    static const char *const names[] = {"mean", "sum", NULL};
    struct survey_place at;
    size_t aggregate = SURVEY_MEAN;
    int64_t min = (int64_t)scale->item_count;
    if (survey_member_needed(r, in, "aggregate", &at))
        (void)survey_read_name(r, at, names, &aggregate);
    scale->aggregate = (enum survey_aggregate)aggregate;
    if (survey_member(r, in, "min_answered", &at) &&
        survey_read_integer(r, at, 1, (int64_t)scale->item_count, &min) &&
        aggregate == SURVEY_SUM && m->lowest != 0 &&
        min < (int64_t)scale->item_count)
        survey_report(r, at,
                      "a sum of items that do not begin at 0 needs all "
                      "%zu of them",
                      scale->item_count);
    scale->min_answered = (size_t)min;
}

static void parse_rest(struct survey_reader *r, struct survey_place in,
                       struct survey_scale *scale)
{
    static const char *const high_is[] = {"worse", "better", NULL};
    static const char *const show[] = {"unit", "institution", NULL};
    struct survey_place at;
    size_t choice = 0;
    if (survey_member_needed(r, in, "high_is", &at) &&
        survey_read_name(r, at, high_is, &choice))
        scale->high_is = (enum survey_high_is)choice;
    choice = 0;
    if (survey_member(r, in, "show", &at) &&
        survey_read_name(r, at, show, &choice))
        scale->institution_only = choice == 1;
    scale->sd = survey_decimal_of(25000);
    if (survey_member(r, in, "sd", &at) &&
        survey_read_decimal(r, at, &scale->sd) &&
        (scale->sd.thousandths <= 0 || scale->sd.thousandths > 100000))
        survey_report(r, at, "an sd is in points: above 0, at most 100");
    scale->sd_source = survey_read_member(r, in, "sd_source", false);
}

/* Proved for one line through a grid, and counted step by step. */
static void parse_cut(struct survey_reader *r, struct survey_place in,
                      struct survey_scale *scale)
{
    static const char *const cut[] = {"sum", "people", NULL};
    struct survey_place at;
    size_t choice = 0;
    if (!survey_member(r, in, "cut", &at) ||
        !survey_read_name(r, at, cut, &choice))
        return;
    scale->cut_by_people = choice == 1;
    if (scale->cut_by_people && scale->cutoff_count > 1)
        survey_report(r, at, "a scale with several cutoffs is cut by its sum");
    if (scale->cut_by_people && scale->grid > SURVEY_CUT_PEOPLE_GRID)
        survey_report(r, at, "a scale of more than %d steps is cut by its sum",
                      SURVEY_CUT_PEOPLE_GRID);
}

static void parse_scale(struct survey_reader *r, struct survey_place in,
                        struct survey *s)
{
    struct survey_scale *scale = &s->scales[s->scale_count];
    struct survey_place at;
    struct survey_measure m = {0, 0, 0};
    scale->id = "";
    if (!survey_read_object(r, in, "a scale", scale_keys))
        return;
    const char *id = survey_read_id(r, in);
    if (id != NULL && survey_scale_find(s, id) != SURVEY_NONE &&
        survey_member(r, in, "id", &at))
        survey_report(r, at, "duplicate scale id \"%s\"", id);
    scale->id = id == NULL ? "" : id;
    scale->version = survey_read_member(r, in, "version", true);
    survey_read_text_member(r, in, "title", true, &scale->title, NULL);
    parse_rest(r, in, scale);
    if (!parse_items(r, in, s, scale, &m))
        return;
    parse_reverse(r, in, s, scale);
    parse_aggregate(r, in, scale, &m);
    survey_parse_range(r, in, scale, &m);
    survey_parse_cutoffs(r, in, scale);
    parse_cut(r, in, scale);
}

void survey_parse_scales(struct survey_reader *r, struct survey_place root,
                         struct survey *s)
{
    struct survey_place in;
    struct survey_place at;
    size_t index = 0;
    if (!survey_member_needed(r, root, "scales", &in) ||
        !survey_read_array(r, in, "scales", 1, 255))
        return;
    s->scales =
        survey_reader_new(r, survey_place_count(r, in), sizeof *s->scales);
    if (s->scales == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        parse_scale(r, at, s);
        s->scale_count++;
    }
}
