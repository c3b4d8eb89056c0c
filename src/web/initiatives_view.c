#include "web/initiatives_view.h"

#include "base/datetime.h"

static size_t most_scales(const struct web_initiatives *all)
{
    return all->list_count == 0 ? 0 : all->list[0]->survey->scale_count;
}

static enum err make_room(struct web_initiatives *all)
{
    size_t n = all->list_count + 1;
    size_t units =
        all->list_count == 0 ? 0 : all->list[0]->manifest->group_count;
    size_t scales = most_scales(all);
    all->report = calloc(n, sizeof *all->report);
    all->closed = calloc(n, sizeof *all->closed);
    all->closed_names = calloc(n, sizeof *all->closed_names);
    all->waves = calloc(n, sizeof *all->waves);
    all->units = calloc(units + 1, sizeof *all->units);
    all->outcomes = calloc(scales + 1, sizeof *all->outcomes);
    all->outcome_titles = calloc(scales + 1, sizeof *all->outcome_titles);
    bool good = all->report != NULL && all->closed != NULL &&
                all->closed_names != NULL && all->waves != NULL &&
                all->units != NULL && all->outcomes != NULL &&
                all->outcome_titles != NULL;
    return good ? ERR_OK : ERR_MEMORY;
}

static void take_closed(struct web_initiatives *all,
                        const struct web_wave *wave, size_t i)
{
    struct initiatives_wave *w = &all->waves[i];
    all->closed[i] = wave;
    all->closed_names[i] = wave->info.name;
    all->report[i] = (struct report_wave){wave->manifest, wave->release};
    w->opens_sec = wave->info.opens_sec;
    (void)snprintf(w->name, sizeof w->name, "%s", wave->info.name);
    (void)snprintf(w->closed, sizeof w->closed, "%s", wave->release->closed);
    datetime_date(w->opens_sec, w->opened);
}

/* What a new initiative may name is what the newest wave has. */
static void take_newest(struct web_initiatives *all)
{
    size_t n = 0;
    if (all->list_count == 0)
        return;
    const struct web_wave *newest = all->list[0];
    for (size_t i = 0; i < newest->manifest->group_count; i++)
        all->units[i] = newest->manifest->groups[i].unit;
    for (size_t i = 0; i < newest->survey->scale_count; i++) {
        const struct survey_scale *scale = &newest->survey->scales[i];
        if (scale->institution_only)
            continue;
        all->outcomes[n] = scale->id;
        all->outcome_titles[n++] =
            survey_text_in(newest->survey, &scale->title, NULL);
    }
}

enum err web_initiatives_init(struct web *web, struct web_initiatives *out_all)
{
    struct web_initiatives all = {.list = NULL};
    size_t closed = 0;
    enum err e = web_waves_list(web->waves, &all.list, &all.list_count);
    if (e == ERR_OK)
        e = make_room(&all);
    if (e != ERR_OK) {
        web_initiatives_wipe(&all);
        return e;
    }
    for (size_t i = all.list_count; i > 0; i--)
        if (all.list[i - 1]->phase == WEB_WAVE_CLOSED)
            take_closed(&all, all.list[i - 1], closed++);
    take_newest(&all);
    all.known = (struct initiatives_known){.waves = all.waves,
                                           .wave_count = closed,
                                           .units = all.units,
                                           .outcomes = all.outcomes};
    *out_all = all;
    return ERR_OK;
}

void web_initiatives_wipe(struct web_initiatives *all)
{
    web_waves_list_free(all->list, all->list_count);
    free(all->report);
    free(all->closed);
    free(all->closed_names);
    free(all->waves);
    free(all->units);
    free(all->outcomes);
    free(all->outcome_titles);
    *all = (struct web_initiatives){.list = NULL};
}

/* A scale in the newest wave that has it. */
static const struct survey_scale *find_scale(const struct web_initiatives *all,
                                             const char *id,
                                             const struct survey **out_survey)
{
    for (size_t i = 0; i < all->list_count; i++) {
        const struct survey *s = all->list[i]->survey;
        size_t at = survey_scale_find(s, id);
        if (at == SURVEY_NONE)
            continue;
        *out_survey = s;
        return &s->scales[at];
    }
    return NULL;
}

enum err web_initiative_result(const struct web_initiatives *all,
                               const struct initiative *initiative,
                               struct report_initiative *out_result)
{
    const struct survey *survey = NULL;
    const struct survey_scale *scale =
        find_scale(all, initiative->outcome, &survey);
    bool better = scale != NULL && scale->high_is == SURVEY_HIGH_IS_BETTER;
    return report_initiative_make(initiative, &all->known, all->report,
                                  all->known.wave_count, better, out_result);
}

const char *web_initiative_outcome(const struct web_initiatives *all,
                                   const char *outcome)
{
    const struct survey *survey = NULL;
    const struct survey_scale *scale = find_scale(all, outcome, &survey);
    return scale == NULL ? outcome
                         : survey_text_in(survey, &scale->title, NULL);
}

/* VALUE in steps of 1 / PER with as many decimals as PER has zeros. */
static void decimal(double value, int32_t per, int decimals,
                    char out[static WEB_POINTS_SIZE])
{
    int64_t steps = estimate_round(value, per);
    int64_t size = steps < 0 ? -steps : steps;
    (void)snprintf(out, WEB_POINTS_SIZE, "%s%lld.%0*lld", steps < 0 ? "−" : "",
                   (long long)(size / per), decimals, (long long)(size % per));
}

void web_points_text(double points, char out[static WEB_POINTS_SIZE])
{
    decimal(points, 10, 1, out);
}

void web_sd_text(double d, char out[static WEB_POINTS_SIZE])
{
    decimal(d, 100, 2, out);
}
