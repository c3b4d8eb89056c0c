#include "voter/population.h"

#include "survey/answers.h"

/* How far each effect moves a person on a scale from 0 (best) to 1 (worst). */
#define UNIT_SPREAD         0.045 /* a unit's climate */
#define TOPIC_SPREAD        0.045 /* a unit on one scale */
#define PERSON_SPREAD       0.14  /* a person's own state */
#define ITEM_SPREAD         0.14  /* one answer */
#define MIDDLE              0.45
#define SCALE_SHIFT         0.05
#define SKIP_PERMILLE       25u
#define NOT_STATED_PERMILLE 15u
#define TICK_PERMILLE       250u

struct dice {
    uint64_t state;
};

/* SplitMix64 (Steele, Lea, Flood 2014): a few lines, and the same everywhere.
 */
static uint64_t next(struct dice *d)
{
    uint64_t z = (d->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint32_t below(struct dice *d, uint32_t bound)
{
    return (uint32_t)((next(d) >> 32) * bound >> 32);
}

/* About normal, mean 0 and deviation 1: twelve uniforms less six. */
static double normal(struct dice *d)
{
    double sum = -6.0;
    for (int i = 0; i < 12; i++)
        sum += (double)(next(d) >> 11) * 0x1p-53;
    return sum;
}

/* FNV-1a over a text, so that a name has a place of its own in the stream. */
static uint64_t mix(uint64_t h, const char *text)
{
    for (; *text != 0; text++)
        h = (h ^ (uint8_t)*text) * 0x100000001b3u;
    return (h ^ 0xff) * 0x100000001b3u;
}

static struct dice dice_of(uint64_t seed, const char *purpose, const char *name,
                           uint64_t number)
{
    struct dice d = {mix(mix(0xcbf29ce484222325u ^ seed, purpose), name)};
    d.state ^= next(&(struct dice){number});
    (void)next(&d);
    return d;
}

bool voter_person_takes_part(const struct voter_person *person,
                             uint32_t rate_permille)
{
    struct dice unit = dice_of(person->seed, "rate", person->unit, 0);
    double rate = (double)rate_permille + 60.0 * normal(&unit);
    rate = rate < 0 ? 0 : rate > 1000 ? 1000 : rate;
    if (rate_permille == 0 || rate_permille >= 1000)
        rate = (double)rate_permille;
    struct dice d = dice_of(person->seed, "part", person->unit, person->number);
    return (double)below(&d, 1000) < rate;
}

/* One person on one scale, 0 best to 1 worst, before the noise of an answer. */
static double burden(const struct voter_person *p, const char *scale)
{
    struct dice all = dice_of(p->seed, "scale", scale, 0);
    struct dice unit = dice_of(p->seed, "unit", p->unit, 0);
    struct dice topic = dice_of(p->seed, scale, p->unit, 0);
    struct dice person = dice_of(p->seed, "person", p->unit, p->number);
    return MIDDLE + SCALE_SHIFT * normal(&all) + UNIT_SPREAD * normal(&unit) +
           TOPIC_SPREAD * normal(&topic) + PERSON_SPREAD * normal(&person);
}

static bool is_reversed(const struct survey *s, size_t q)
{
    if (s->questions[q].scale == SURVEY_NONE)
        return false;
    const struct survey_scale *scale = &s->scales[s->questions[q].scale];
    for (size_t i = 0; i < scale->item_count; i++)
        if (scale->items[i].question == q)
            return scale->items[i].reversed;
    return false;
}

/* Where on the question's own values this answer falls, 0 lowest to 1 highest.
 */
static double place(const struct voter_person *p, const struct survey *s,
                    size_t q, struct dice *d)
{
    const struct survey_question *question = &s->questions[q];
    const struct survey_scale *scale =
        question->scale == SURVEY_NONE ? NULL : &s->scales[question->scale];
    double x = burden(p, scale != NULL ? scale->id : question->id) +
               ITEM_SPREAD * normal(d);
    if (scale != NULL && scale->high_is == SURVEY_HIGH_IS_BETTER)
        x = 1.0 - x;
    if (is_reversed(s, q))
        x = 1.0 - x;
    return x < 0 ? 0 : x >= 1 ? 0x1.fffffep-1 : x;
}

/* Whether the option A stands below B; equal values stand in the file's order.
 */
static bool is_below(const struct survey_options *o, size_t a, size_t b)
{
    int64_t x = o->list[a].value.thousandths;
    int64_t y = o->list[b].value.thousandths;
    return o->list[a].stated && (x < y || (x == y && a < b));
}

/* The option whose rank among the stated values is RANK (0 lowest). */
static size_t option_of_rank(const struct survey_options *o, size_t rank)
{
    for (size_t i = 0; i < o->count; i++) {
        size_t lower = 0;
        if (!o->list[i].stated)
            continue;
        for (size_t j = 0; j < o->count; j++)
            lower += is_below(o, j, i);
        if (lower == rank)
            return i + 1;
    }
    return 0;
}

static size_t not_stated(const struct survey_options *o)
{
    for (size_t i = 0; i < o->count; i++)
        if (!o->list[i].stated)
            return i + 1;
    return 0;
}

static enum err answer_choice(const struct voter_person *p,
                              const struct survey *s, size_t q, struct dice *d,
                              uint8_t *row)
{
    const struct survey_options *o =
        survey_question_options(s, &s->questions[q]);
    size_t option = 0;
    if (below(d, 1000) < NOT_STATED_PERMILLE)
        option = not_stated(o);
    if (option == 0 && o->stated > 0)
        option =
            option_of_rank(o, (size_t)(place(p, s, q, d) * (double)o->stated));
    return survey_answer_set_choice(s, q, row, option);
}

static enum err answer_multi(const struct survey *s, size_t q, struct dice *d,
                             uint8_t *row)
{
    const struct survey_options *o =
        survey_question_options(s, &s->questions[q]);
    enum err e = ERR_OK;
    for (size_t i = 1; e == ERR_OK && i <= o->count; i++)
        if (below(d, 1000) < TICK_PERMILLE)
            e = survey_answer_set_multi(s, q, row, i, true);
    return e;
}

static enum err answer_number(const struct voter_person *p,
                              const struct survey *s, size_t q, struct dice *d,
                              uint8_t *row)
{
    const struct survey_question *question = &s->questions[q];
    double span = (double)question->max - (double)question->min + 1.0;
    return survey_answer_set_number(
        s, q, row, question->min + (int64_t)(place(p, s, q, d) * span));
}

void voter_person_answer(const struct voter_person *person,
                         const struct survey *survey, uint8_t *row)
{
    memset(row, 0, survey->answers_bytes);
    for (size_t q = 0; q < survey->question_count; q++) {
        const struct survey_question *question = &survey->questions[q];
        struct dice d =
            dice_of(person->seed, question->id, person->unit, person->number);
        enum err e = ERR_OK;
        if (below(&d, 1000) < SKIP_PERMILLE)
            continue;
        if (question->type == SURVEY_CHOICE)
            e = answer_choice(person, survey, q, &d, row);
        else if (question->type == SURVEY_MULTI)
            e = answer_multi(survey, q, &d, row);
        else if (question->type == SURVEY_NUMBER)
            e = answer_number(person, survey, q, &d, row);
        err_assert(e == ERR_OK);
    }
}
