/* "areas" and "groupings": how printed figures are put together later. */
#include "survey/parse.h"

static const char *const area_keys[] = {"id", "title", "scales", NULL};
/* Fixed, so that a trend survives a change of the questions. */
const char *const survey_area_ids[] = {"education_service",
                                       "hours_leave_coverage",
                                       "health_needs",
                                       "mentorship",
                                       "curriculum",
                                       "monitoring",
                                       NULL};
static const char *const grouping_names[] = {"type", "site", "department",
                                             NULL};

static void parse_area_scale(struct survey_reader *r, struct survey_place at,
                             const struct survey *s, struct survey_area *area)
{
    const char *id = survey_read_string(r, at);
    if (id == NULL)
        return;
    const size_t n = survey_scale_find(s, id);
    if (n == SURVEY_NONE) {
        survey_report(r, at, "no scale \"%.64s\"", id);
        return;
    }
    for (size_t i = 0; i < area->scale_count; i++)
        if (area->scales[i] == n) {
            survey_report(r, at, "\"%s\" is there twice", id);
            return;
        }
    /* Their means are averaged: both must point the same way. */
    if (area->scale_count > 0 &&
        s->scales[area->scales[0]].high_is != s->scales[n].high_is)
        survey_report(r, at,
                      "\"%s\": high is %s, but the area's scales before "
                      "it say the opposite",
                      id,
                      s->scales[n].high_is == SURVEY_HIGH_IS_WORSE ? "worse"
                                                                   : "better");
    area->scales[area->scale_count++] = n;
}

static void parse_area_id(struct survey_reader *r, struct survey_place in,
                          const struct survey *s, struct survey_area *area)
{
    struct survey_place at;
    size_t which = 0;
    if (!survey_member_needed(r, in, "id", &at) ||
        !survey_read_name(r, at, survey_area_ids, &which))
        return;
    for (size_t i = 0; i < s->area_count; i++)
        if (s->areas[i].id == survey_area_ids[which])
            survey_report(r, at, "duplicate area id \"%s\"",
                          survey_area_ids[which]);
    area->id = survey_area_ids[which];
}

static void parse_area(struct survey_reader *r, struct survey_place in,
                       struct survey *s)
{
    struct survey_area *area = &s->areas[s->area_count];
    struct survey_place list;
    struct survey_place at;
    size_t index = 0;
    if (!survey_read_object(r, in, "an area", area_keys))
        return;
    parse_area_id(r, in, s, area);
    survey_read_text_member(r, in, "title", true, &area->title, NULL);
    if (!survey_member_needed(r, in, "scales", &list) ||
        !survey_read_array(r, list, "scales", 1, SIZE_MAX))
        return;
    area->scales =
        survey_reader_new(r, survey_place_count(r, list), sizeof *area->scales);
    if (area->scales == NULL)
        return;
    for (bool more = survey_place_first(r, list, &at); more;
         more = survey_place_next(r, list, &at, &index))
        parse_area_scale(r, at, s, area);
}

void survey_parse_areas(struct survey_reader *r, struct survey_place root,
                        struct survey *s)
{
    struct survey_place in;
    struct survey_place at;
    size_t index = 0;
    if (!survey_member(r, root, "areas", &in) ||
        !survey_read_array(r, in, "areas", 0, 255))
        return;
    s->areas =
        survey_reader_new(r, survey_place_count(r, in), sizeof *s->areas);
    if (s->areas == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        parse_area(r, at, s);
        s->area_count++;
    }
}

void survey_parse_groupings(struct survey_reader *r, struct survey_place root,
                            struct survey *s)
{
    struct survey_place in;
    struct survey_place at;
    size_t index = 0;
    if (!survey_member(r, root, "groupings", &in) ||
        !survey_read_array(r, in, "groupings", 0, 255))
        return;
    s->groupings =
        survey_reader_new(r, survey_place_count(r, in), sizeof *s->groupings);
    if (s->groupings == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        size_t which = 0;
        size_t i = 0;
        if (!survey_read_name(r, at, grouping_names, &which))
            continue;
        while (i < s->grouping_count &&
               s->groupings[i] != grouping_names[which])
            i++;
        if (i < s->grouping_count)
            survey_report(r, at, "\"%s\" is there twice",
                          grouping_names[which]);
        else
            s->groupings[s->grouping_count++] = grouping_names[which];
    }
}
