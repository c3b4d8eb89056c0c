#include "report/areas.h"

#include "report/grouping_inside.h"

static void find_scales(const struct survey *survey,
                        const struct survey_area *area,
                        const struct published_release *release,
                        struct report_area *out)
{
    for (size_t i = 0; i < area->scale_count; i++) {
        const char *id = survey->scales[area->scales[i]].id;
        size_t scale = published_scale_find(release, id);
        if (scale == PUBLISHED_NONE) {
            out->scale_count = 0;
            return;
        }
        out->scales[out->scale_count++] = scale;
    }
}

enum err report_areas_new(const struct survey *survey,
                          const struct published_release *release,
                          struct report_areas *out_areas)
{
    struct report_areas all = {
        calloc(survey->area_count + 1, sizeof *all.areas), 0};
    enum err e = all.areas == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < survey->area_count; i++) {
        const struct survey_area *from = &survey->areas[i];
        struct report_area *to = &all.areas[all.count++];
        to->id = from->id;
        to->index = published_area_find(release, from->id);
        to->scales = calloc(from->scale_count + 1, sizeof *to->scales);
        if (to->scales == NULL)
            e = ERR_MEMORY;
        else
            find_scales(survey, from, release, to);
    }
    if (e != ERR_OK) {
        report_areas_wipe(&all);
        return e;
    }
    *out_areas = all;
    return ERR_OK;
}

void report_areas_wipe(struct report_areas *areas)
{
    for (size_t i = 0; i < areas->count; i++)
        free(areas->areas[i].scales);
    free(areas->areas);
    *areas = (struct report_areas){NULL, 0};
}

const struct report_area *report_areas_find(const struct report_areas *areas,
                                            const char *id)
{
    for (size_t i = 0; i < areas->count; i++)
        if (strcmp(areas->areas[i].id, id) == 0)
            return &areas->areas[i];
    return NULL;
}

/* The mean of ranges, outwards. */
struct range_sum {
    uint64_t low;
    uint64_t high;
    bool known;
};

static void put_range(struct range_sum *s, bool known,
                      const struct report_range *r)
{
    s->known = s->known && known;
    if (known) {
        s->low += r->low;
        s->high += r->high;
    }
}

static struct grouping_range settle_range(const struct range_sum *s,
                                          size_t count)
{
    struct grouping_range r = {.known = s->known && count > 0};
    if (r.known) {
        r.range.low = (uint32_t)(s->low / count);
        r.range.high = (uint32_t)((s->high + count - 1) / count);
    }
    return r;
}

void report_area_of_set(const struct grouping *grouping,
                        const struct report_area *area,
                        struct report_area_figure *out_figure)
{
    struct grouping_sum sum = {0};
    struct range_sum ranges = {.known = true};
    bool shown = area->scale_count > 0;
    *out_figure = (struct report_area_figure){.shown = false};
    for (size_t i = 0; shown && i < area->scale_count; i++) {
        size_t scale = area->scales[i];
        const struct published_figure *f = &grouping->group.figures[scale];
        shown = f->shown;
        if (shown)
            grouping_sum_put(&sum, &f->mean, 1);
        put_range(&ranges, grouping->ranges[scale].known,
                  &grouping->ranges[scale].range);
    }
    if (!shown)
        return;
    out_figure->shown = true;
    out_figure->value = grouping_sum_settle(&sum, out_figure->text);
    out_figure->range = settle_range(&ranges, area->scale_count);
}

struct grouping_range report_area_range(const struct published_release *release,
                                        size_t group,
                                        const struct report_area *area)
{
    struct range_sum ranges = {.known = true};
    for (size_t i = 0; i < area->scale_count; i++) {
        struct report_range r;
        bool known = report_range_of(release, group, area->scales[i], &r);
        put_range(&ranges, known, &r);
    }
    return settle_range(&ranges, area->scale_count);
}

bool report_area_estimate(const struct published_release *release, size_t group,
                          const struct report_area *area,
                          struct estimate *out_mean)
{
    struct estimate_average average = {0};
    for (size_t i = 0; i < area->scale_count; i++) {
        struct estimate mean;
        if (!grouping_estimate_group(release, group, area->scales[i], &mean))
            return false;
        estimate_average_put(&average, &mean);
    }
    return estimate_average_of(&average, out_mean);
}

bool report_area_estimate_set(const struct grouping *grouping,
                              const struct report_area *area,
                              struct estimate *out_mean)
{
    struct estimate_average average = {0};
    for (size_t i = 0; i < area->scale_count; i++) {
        struct estimate mean;
        if (!grouping_estimate(grouping, area->scales[i], &mean))
            return false;
        estimate_average_put(&average, &mean);
    }
    return estimate_average_of(&average, out_mean);
}
