#include "survey/score.h"

#include "base/buf.h"

int64_t survey_half_up(int64_t num, int64_t den)
{
    const int64_t twice = 2 * num + den;
    const int64_t by = 2 * den;
    return twice / by - (twice % by < 0 ? 1 : 0);
}

int32_t survey_item_steps(const struct survey *s,
                          const struct survey_scale *scale, size_t item,
                          size_t code)
{
    const struct survey_item *asked = &scale->items[item];
    const struct survey_question *q = &s->questions[asked->question];
    const struct survey_options *set = survey_question_options(s, q);
    if (code == 0 || (set != NULL && !set->list[code - 1].stated))
        return SURVEY_NOT_VALID;
    const int32_t steps =
        set == NULL
            ? (int32_t)code - 1
            : (int32_t)((set->list[code - 1].value.thousandths - set->lowest) /
                        set->step);
    return asked->reversed ? scale->item_steps - steps : steps;
}

/* What stands in a row's place: 0, or the answer. */
static size_t code_of(const struct survey *s, const struct survey_item *item,
                      const uint8_t *row)
{
    const struct survey_question *q = &s->questions[item->question];
    return q->type == SURVEY_NUMBER ? buf_get_u16(row + q->offset)
                                    : row[q->offset];
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
        const size_t code = code_of(s, &scale->items[i], row);
        const int32_t steps = survey_item_steps(s, scale, i, code);
        if (steps == SURVEY_NOT_VALID)
            continue;
        t.answered++;
        t.steps += steps;
    }
    *out = t;
    return t.answered >= (int64_t)scale->min_answered;
}

int32_t survey_steps_score(const struct survey_scale *scale, size_t answered,
                           int32_t steps)
{
    if (answered < scale->min_answered)
        return SURVEY_NOT_VALID;
    if (scale->aggregate == SURVEY_SUM)
        return steps;
    return (int32_t)survey_half_up((int64_t)scale->grid * steps,
                                   (int64_t)answered * scale->item_steps);
}

int32_t survey_scale_score(const struct survey *s,
                           const struct survey_scale *scale, const uint8_t *row)
{
    struct tally t;
    (void)add_up(s, scale, row, &t);
    return survey_steps_score(scale, (size_t)t.answered, (int32_t)t.steps);
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
