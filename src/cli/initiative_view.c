#include "cli/initiative.h"

#include "cli/table.h"
#include "cli/terminal.h"
#include "report/points.h"
#include "stats/effect.h"
#include "wave/json.h"

/* What organisation-directed measures against burnout are known to do. */
#define USUAL_D 0.45

static const struct cli_column columns[] = {
    {"rate", "RESPONSE", true},      {"answers", "ANSWERS", true},
    {"against", "COMPARISON", true}, {"shown", "ALL SHOWN", true},
    {"d", "SMALLEST EFFECT", true},  {"points", "IN POINTS", true},
};

/* The scale that points are given for: the survey's first outcome. */
static const struct survey_scale *main_scale(const struct survey *s)
{
    for (size_t i = 0; i < s->scale_count; i++)
        if (!s->scales[i].institution_only)
            return &s->scales[i];
    return NULL;
}

static double points(const struct cli_prospect *p,
                     const struct survey_scale *scale)
{
    return p->smallest_d * (double)scale->sd.thousandths / 1000;
}

static void put_row(struct cli_table *t, const struct cli_prospect *p,
                    const struct survey_scale *scale)
{
    char text[REPORT_POINTS_SIZE];
    (void)snprintf(text, sizeof text, "%u %%", (unsigned)p->rate_permille / 10);
    cli_table_text(t, text);
    cli_table_number(t, p->answers[0]);
    cli_table_number(t, p->answers[1]);
    (void)snprintf(text, sizeof text, "%u %%",
                   (unsigned)estimate_round(p->all_shown, 100));
    cli_table_text(t, text);
    report_points_d(p->smallest_d, text);
    cli_table_text(t, p->smallest_d > 0 ? text : NULL);
    if (scale != NULL)
        report_points_text(points(p, scale), text);
    cli_table_text(t, scale != NULL && p->smallest_d > 0 ? text : NULL);
}

static void print_verdict(const struct cli_initiative *in)
{
    const struct cli_prospect *best = &in->prospects[CLI_RATES - 1];
    const struct cli_prospect *middle = &in->prospects[CLI_RATES / 2];
    unsigned long needed = (unsigned long)effect_people_needed(USUAL_D);
    if (best->smallest_d <= 0 || best->smallest_d > USUAL_D)
        printf("Inconclusive to be expected, even at 70 %% response: an effect "
               "of the usual\nsize (0.45 standard deviations) needs about %lu "
               "answers in each group and wave.\n",
               needed);
    else if (middle->smallest_d > 0 && middle->smallest_d <= USUAL_D)
        puts("An effect of the usual size (0.45 standard deviations) could be "
             "shown at 50 %\nresponse.");
    else
        puts("An effect of the usual size (0.45 standard deviations) could be "
             "shown at 70 %\nresponse, not at 50 %.");
    if (in->broken != NULL)
        printf("Unit %s did not have the same programs in the last wave: that "
               "wave cannot be\nthe one before.\n",
               in->broken);
    else if (!in->has_before)
        puts("There is no wave yet: the one before is still to come.");
}

enum err cli_initiative_print(const struct cli_initiative *initiative,
                              const struct survey *survey)
{
    const struct survey_scale *scale = main_scale(survey);
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    if (t == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < CLI_RATES; i++)
        put_row(t, &initiative->prospects[i], scale);
    puts("\nThe initiative, compared before and after with its comparison "
         "units; the smallest\neffect, in standard deviations, that 4 of 5 "
         "such comparisons would find:");
    if (scale != NULL)
        printf("(points of %s)\n", scale->id);
    enum err e = cli_table_print(t, false, stdout);
    cli_table_free(t);
    if (e == ERR_OK)
        print_verdict(initiative);
    return e;
}

static json_t *prospect_json(const struct cli_prospect *p,
                             const struct survey_scale *scale)
{
    char d[REPORT_POINTS_SIZE];
    char in_points[REPORT_POINTS_SIZE] = "";
    bool known = p->smallest_d > 0;
    report_points_d(p->smallest_d, d);
    if (scale != NULL)
        report_points_text(points(p, scale), in_points);
    return json_pack("{s:I, s:I, s:I, s:I, s:s?, s:s?, s:b}",
                     "response_percent", (json_int_t)p->rate_permille / 10,
                     "answers", (json_int_t)p->answers[0], "comparison_answers",
                     (json_int_t)p->answers[1], "all_shown_percent",
                     (json_int_t)estimate_round(p->all_shown, 100),
                     "smallest_d", known ? d : NULL, "smallest_points",
                     known && scale != NULL ? in_points : NULL, "usual_effect",
                     known && p->smallest_d <= USUAL_D);
}

json_t *cli_initiative_json(const struct cli_initiative *initiative,
                            const struct survey *survey)
{
    const struct survey_scale *scale = main_scale(survey);
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; good && i < CLI_RATES; i++)
        good = wave_json_append(
            list, prospect_json(&initiative->prospects[i], scale));
    json_t *all = good ? json_pack("{s:O, s:s?, s:s?}", "prospects", list,
                                   "scale", scale == NULL ? NULL : scale->id,
                                   "trend_breaks_at", initiative->broken)
                       : NULL;
    json_decref(list);
    return all;
}
