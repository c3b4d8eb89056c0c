#include "survey/score.h"

#include "survey/answers.h"

int64_t survey_half_up(int64_t num, int64_t den)
{
    const int64_t twice = 2 * num + den;
    const int64_t by = 2 * den;
    return twice / by - (twice % by < 0 ? 1 : 0);
}

/* Steps of one item from its low end; -1 when not answered or not stated. */
static int32_t item_steps(const struct survey *s,
                          const struct survey_scale *scale,
                          const struct survey_item *item, const uint8_t *row)
{
    const struct survey_question *q = &s->questions[item->question];
    int32_t steps = 0;
    if (q->type == SURVEY_NUMBER) {
        int32_t value = 0;
        if (!survey_answer_number(s, item->question, row, &value))
            return -1;
        steps = value - q->min;
    } else {
        const size_t i = survey_answer_choice(s, item->question, row);
        const struct survey_options *set = &s->options[q->options];
        if (i == 0 || !set->list[i - 1].stated)
            return -1;
        steps = (int32_t)((set->list[i - 1].value.thousandths - set->lowest) /
                          set->step);
    }
    return item->reversed ? scale->item_steps - steps : steps;
}

struct tally {
    int64_t answered;
    int64_t steps;
};

static bool add_up(const struct survey *s, const struct survey_scale *scale,
                   const uint8_t *row, struct tally *out)
{
    struct tally t = {0, 0};
    for (size_t i = 0; i < scale->item_count; i++) {
        const int32_t steps = item_steps(s, scale, &scale->items[i], row);
        if (steps < 0)
            continue;
        t.answered++;
        t.steps += steps;
    }
    *out = t;
    return t.answered >= (int64_t)scale->min_answered;
}

int32_t survey_scale_score(const struct survey *s,
                           const struct survey_scale *scale, const uint8_t *row)
{
    struct tally t;
    if (!add_up(s, scale, row, &t))
        return SURVEY_NOT_VALID;
    if (scale->aggregate == SURVEY_SUM)
        return (int32_t)t.steps;
    return (int32_t)survey_half_up(scale->grid * t.steps,
                                   t.answered * scale->item_steps);
}

bool survey_scale_plain(const struct survey *s,
                        const struct survey_scale *scale, const uint8_t *row,
                        int64_t *out_thousandths)
{
    struct tally t;
    if (!add_up(s, scale, row, &t))
        return false;
    const int64_t span = scale->high.thousandths - scale->low.thousandths;
    const int64_t full = scale->aggregate == SURVEY_SUM
                             ? scale->grid
                             : t.answered * scale->item_steps;
    *out_thousandths =
        survey_half_up(scale->low.thousandths * full + span * t.steps, full);
    return true;
}

int64_t survey_scale_own_units(const struct survey_scale *scale,
                               int64_t points_thousandths)
{
    const int64_t span = scale->high.thousandths - scale->low.thousandths;
    return survey_half_up(
        scale->low.thousandths * 100000 + span * points_thousandths, 100000);
}
