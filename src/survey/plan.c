#include "survey/plan.h"

#include "base/buf.h"
#include "survey/answers.h"

/* Bytes that a machine compares at once. */
#define LANES 16

/*
 * An item: where its answer stands, and what each answer adds. Steps add
 * themselves and a missing answer adds more than all steps together, so that
 * the sum over a scale's items tells both, and is the place of its score.
 */
struct plan_item {
    size_t offset;
    const int16_t *adds; /* by code, 0: not answered */
    bool is_wide;        /* the code has two bytes */
};

struct plan_scale {
    const struct plan_item *items;
    size_t item_count;
    const int16_t *scores; /* by missing answers, then steps */
};

struct survey_plan {
    const struct survey *survey;
    struct plan_scale *scales;
    struct plan_item *items;
    int16_t *tables;
    uint8_t *most;  /* the highest byte at each place of a row */
    size_t *others; /* questions of which MOST does not tell all */
    size_t other_count;
};

/* How many codes an item's question has: 0 and its answers. */
static size_t codes(const struct survey *s, const struct survey_item *item)
{
    const struct survey_question *q = &s->questions[item->question];
    const struct survey_options *set = survey_question_options(s, q);
    return 1 + (set == NULL ? (size_t)(q->max - q->min) + 1 : set->count);
}

/* Missing answers 0..items, steps 0..grid. */
static size_t sums(const struct survey_scale *scale)
{
    return (scale->item_count + 1) * ((size_t)scale->grid + 1);
}

static enum err make_room(struct survey_plan *p)
{
    const struct survey *s = p->survey;
    size_t items = 0;
    size_t cells = 0;
    for (size_t i = 0; i < s->scale_count; i++) {
        for (size_t k = 0; k < s->scales[i].item_count; k++)
            cells += codes(s, &s->scales[i].items[k]);
        items += s->scales[i].item_count;
        cells += sums(&s->scales[i]);
    }
    /* One more than needed: calloc of nothing may be NULL. */
    p->scales = calloc(s->scale_count + 1, sizeof *p->scales);
    p->items = calloc(items + 1, sizeof *p->items);
    p->tables = calloc(cells + 1, sizeof *p->tables);
    p->most = calloc(s->answers_bytes + 1, 1);
    p->others = calloc(s->question_count + 1, sizeof *p->others);
    return p->scales == NULL || p->items == NULL || p->tables == NULL ||
                   p->most == NULL || p->others == NULL
               ? ERR_MEMORY
               : ERR_OK;
}

static void plan_check(struct survey_plan *p)
{
    const struct survey *s = p->survey;
    memset(p->most, UINT8_MAX, s->answers_bytes);
    for (size_t i = 0; i < s->question_count; i++) {
        const struct survey_question *q = &s->questions[i];
        if (q->type == SURVEY_CHOICE)
            p->most[q->offset] = (uint8_t)s->options[q->options].count;
        else
            p->others[p->other_count++] = i;
    }
}

/* What each answer of an item adds, by asking about each there is. */
static size_t plan_item(const struct survey *s,
                        const struct survey_scale *scale, size_t item,
                        int16_t *adds)
{
    const size_t count = codes(s, &scale->items[item]);
    for (size_t code = 0; code < count; code++) {
        const int32_t steps = survey_item_steps(s, scale, item, code);
        adds[code] =
            (int16_t)(steps == SURVEY_NOT_VALID ? scale->grid + 1 : steps);
    }
    return count;
}

static void plan_sums(const struct survey_scale *scale, int16_t *scores)
{
    for (size_t missing = 0; missing <= scale->item_count; missing++) {
        const size_t answered = scale->item_count - missing;
        const int32_t most = (int32_t)answered * scale->item_steps;
        for (int32_t steps = 0; steps <= most; steps++)
            scores[steps] = (int16_t)survey_steps_score(scale, answered, steps);
        scores += scale->grid + 1;
    }
}

static void plan_scales(struct survey_plan *p)
{
    const struct survey *s = p->survey;
    struct plan_item *item = p->items;
    int16_t *table = p->tables;
    for (size_t i = 0; i < s->scale_count; i++) {
        const struct survey_scale *scale = &s->scales[i];
        p->scales[i] = (struct plan_scale){item, scale->item_count, table};
        plan_sums(scale, table);
        table += sums(scale);
        for (size_t k = 0; k < scale->item_count; k++, item++) {
            const struct survey_question *q =
                &s->questions[scale->items[k].question];
            *item =
                (struct plan_item){q->offset, table, q->type == SURVEY_NUMBER};
            table += plan_item(s, scale, k, table);
        }
    }
}

enum err survey_plan_new(const struct survey *s, struct survey_plan **out_plan)
{
    struct survey_plan *p = calloc(1, sizeof *p);
    if (p == NULL)
        return ERR_MEMORY;
    p->survey = s;
    const enum err e = make_room(p);
    if (e != ERR_OK) {
        survey_plan_free(p);
        return e;
    }
    plan_check(p);
    plan_scales(p);
    *out_plan = p;
    return ERR_OK;
}

void survey_plan_free(struct survey_plan *plan)
{
    if (plan == NULL)
        return;
    free(plan->scales);
    free(plan->items);
    free(plan->tables);
    free(plan->most);
    free(plan->others);
    free(plan);
}

enum err survey_plan_check(const struct survey_plan *plan, const uint8_t *row,
                           size_t len)
{
    const struct survey *s = plan->survey;
    uint8_t over[LANES] = {0};
    unsigned bad = 0;
    size_t i = 0;
    if (len != s->answers_bytes)
        return ERR_RANGE;
    for (; i + LANES <= len; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            over[k] |= row[i + k] > plan->most[i + k];
    for (; i < len; i++)
        bad |= row[i] > plan->most[i];
    for (size_t k = 0; k < LANES; k++)
        bad |= over[k];
    for (size_t k = 0; k < plan->other_count; k++)
        bad |= !survey_answer_is_good(s, plan->others[k], row);
    return bad != 0 ? ERR_RANGE : ERR_OK;
}

int32_t survey_plan_score(const struct survey_plan *plan, size_t scale,
                          const uint8_t *row)
{
    const struct plan_scale *p = &plan->scales[scale];
    const struct plan_item *end = p->items + p->item_count;
    size_t sum = 0;
    for (const struct plan_item *item = p->items; item < end; item++) {
        const uint8_t *place = row + item->offset;
        const size_t code = item->is_wide ? buf_get_u16(place) : *place;
        sum += (size_t)item->adds[code];
    }
    return p->scores[sum];
}
