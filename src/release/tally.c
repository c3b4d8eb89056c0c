#include "release/tally.h"

#include "ballot/plain.h"
#include "survey/plan.h"

#include <sodium.h>

/* One scale of one group. */
struct sums {
    uint32_t valid;
    uint32_t above;
    uint64_t steps;
};

/*
 * A scale that people cut is counted by place, from which its sums follow: by
 * answer where it is one choice, which needs no score, else by score. Any other
 * scale is counted by its sums: a grid may be fine.
 */
enum counting { BY_ANSWER, BY_SCORE, BY_SUMS };

struct counted {
    enum counting counting;
    size_t offset;       /* BY_ANSWER: of the choice in a row */
    size_t place;        /* in a group's places or sums */
    int32_t first_above; /* beyond the grid: no cutoff */
};

/* A choice that is counted by its answer: one step of a walk without a branch.
 */
struct choice {
    uint32_t offset; /* in a row */
    uint32_t place;  /* of answer 0 in a group's places */
};

struct tally {
    const struct survey *survey;
    const struct wave_manifest *manifest; /* not ours, and not to change */
    struct wave_manifest_hash mh;
    struct ballot_public_key public_key;
    const struct ballot_secret_key *secret;
    uint8_t *plain; /* plain_bytes of guarded memory: one ballot at a time */
    uint32_t redeemed;
    uint32_t spoiled;
    struct survey_plan *plan;
    struct counted *counted; /* by scale */
    struct choice *choices;  /* the scales that are counted by answer */
    size_t choice_count;
    size_t *scored; /* the others */
    size_t scored_count;
    uint32_t *answered; /* by group */
    uint32_t *places;   /* by group, then scale, then answer or score */
    struct sums *sums;  /* by group, then scale */
    size_t places_a_group;
    size_t sums_a_group;
};

static enum err check_inputs(const struct tally *t, struct err_note *note)
{
    size_t plain_bytes = 0;
    enum err e = ballot_plain_size(t->survey->answers_bytes, &plain_bytes);
    if (e != ERR_OK || plain_bytes != t->manifest->plain_bytes ||
        strcmp(t->survey->id, t->manifest->survey_id) != 0 ||
        strcmp(t->survey->version, t->manifest->survey_version) != 0)
        return err_say(note, ERR_STATE,
                       "the survey is not the one in the manifest of wave %s; "
                       "use the copy that was made when it opened",
                       t->manifest->wave);
    if (!ballot_keypair_matches(t->secret, &t->public_key))
        return err_say(
            note, ERR_DENIED,
            "the opening key is not this wave's: nothing was opened; "
            "use the key file and passphrase of wave %s",
            t->manifest->wave);
    return ERR_OK;
}

static enum counting counting_of(const struct survey *s,
                                 const struct survey_scale *scale)
{
    if (!scale->cut_by_people)
        return BY_SUMS;
    return scale->item_count == 1 &&
                   s->questions[scale->items[0].question].type == SURVEY_CHOICE
               ? BY_ANSWER
               : BY_SCORE;
}

static void plan_counts(struct tally *t)
{
    const struct survey *s = t->survey;
    for (size_t i = 0; i < s->scale_count; i++) {
        const struct survey_scale *scale = &s->scales[i];
        const struct survey_question *q =
            &s->questions[scale->items[0].question];
        struct counted *c = &t->counted[i];
        c->counting = counting_of(s, scale);
        c->offset = q->offset;
        c->first_above = scale->cutoff_count > 0
                             ? scale->cutoffs[0].first_at_or_above
                             : scale->grid + 1;
        if (c->counting != BY_ANSWER)
            t->scored[t->scored_count++] = i;
        if (c->counting == BY_SUMS) {
            c->place = t->sums_a_group++;
            continue;
        }
        c->place = t->places_a_group;
        if (c->counting == BY_ANSWER)
            t->choices[t->choice_count++] =
                (struct choice){(uint32_t)q->offset, (uint32_t)c->place};
        t->places_a_group += c->counting == BY_ANSWER
                                 ? s->options[q->options].count + 1
                                 : (size_t)scale->grid + 1;
    }
}

static enum err make_room(struct tally *t)
{
    const size_t groups = t->manifest->group_count;
    /* One more than needed: calloc of nothing may be NULL. */
    t->counted = calloc(t->survey->scale_count + 1, sizeof *t->counted);
    t->choices = calloc(t->survey->scale_count + 1, sizeof *t->choices);
    t->scored = calloc(t->survey->scale_count + 1, sizeof *t->scored);
    if (t->counted == NULL || t->choices == NULL || t->scored == NULL)
        return ERR_MEMORY;
    plan_counts(t);
    t->answered = calloc(groups + 1, sizeof *t->answered);
    t->places = calloc(groups * t->places_a_group + 1, sizeof *t->places);
    t->sums = calloc(groups * t->sums_a_group + 1, sizeof *t->sums);
    t->plain = sodium_malloc(t->manifest->plain_bytes);
    if (t->answered == NULL || t->places == NULL || t->sums == NULL ||
        t->plain == NULL)
        return ERR_MEMORY;
    return survey_plan_new(t->survey, &t->plan);
}

enum err tally_new(const struct survey *survey,
                   const struct wave_manifest *manifest,
                   const struct wave_manifest_hash *mh,
                   const struct ballot_secret_key *secret,
                   struct tally **out_tally, struct err_note *note)
{
    struct tally *t = calloc(1, sizeof *t);
    if (t == NULL)
        return ERR_MEMORY;
    t->survey = survey;
    t->manifest = manifest;
    t->mh = *mh;
    t->secret = secret;
    memcpy(t->public_key.b, manifest->seal_pk, sizeof t->public_key.b);
    enum err e = check_inputs(t, note);
    if (e != ERR_OK)
        goto out;
    e = make_room(t);
out:
    if (e != ERR_OK) {
        tally_free(t);
        return e;
    }
    *out_tally = t;
    return ERR_OK;
}

enum err tally_new_like(const struct tally *tally, struct tally **out_tally)
{
    return tally_new(tally->survey, tally->manifest, &tally->mh, tally->secret,
                     out_tally, NULL);
}

void tally_add(struct tally *into, const struct tally *from)
{
    const size_t groups = into->manifest->group_count;
    err_assert(into->manifest == from->manifest &&
               into->survey == from->survey);
    into->redeemed += from->redeemed;
    into->spoiled += from->spoiled;
    for (size_t i = 0; i < groups; i++)
        into->answered[i] += from->answered[i];
    for (size_t i = 0; i < groups * into->sums_a_group; i++) {
        into->sums[i].valid += from->sums[i].valid;
        into->sums[i].above += from->sums[i].above;
        into->sums[i].steps += from->sums[i].steps;
    }
    for (size_t i = 0; i < groups * into->places_a_group; i++)
        into->places[i] += from->places[i];
}

void tally_free(struct tally *tally)
{
    if (tally == NULL)
        return;
    const size_t groups = tally->manifest->group_count;
    if (tally->sums != NULL)
        sodium_memzero(tally->sums,
                       groups * tally->sums_a_group * sizeof *tally->sums);
    if (tally->places != NULL)
        sodium_memzero(tally->places,
                       groups * tally->places_a_group * sizeof *tally->places);
    sodium_free(tally->plain);
    survey_plan_free(tally->plan);
    free(tally->counted);
    free(tally->choices);
    free(tally->scored);
    free(tally->answered);
    free(tally->sums);
    free(tally->places);
    free(tally);
}

static void count_score(struct tally *t, size_t group, size_t scale,
                        const uint8_t *row)
{
    const struct counted *c = &t->counted[scale];
    const int32_t score = survey_plan_score(t->plan, scale, row);
    if (score == SURVEY_NOT_VALID)
        return;
    if (c->counting == BY_SCORE) {
        t->places[group * t->places_a_group + c->place + (size_t)score]++;
        return;
    }
    struct sums *sums = &t->sums[group * t->sums_a_group + c->place];
    sums->valid++;
    sums->above += score >= c->first_above;
    sums->steps += (uint64_t)score;
}

static void count_row(struct tally *t, size_t group, const uint8_t *row)
{
    uint32_t *places = t->places + group * t->places_a_group;
    const struct choice *end = t->choices + t->choice_count;
    t->answered[group]++;
    for (const struct choice *c = t->choices; c < end; c++)
        places[c->place + row[c->offset]]++;
    for (size_t i = 0; i < t->scored_count; i++)
        count_score(t, group, t->scored[i], row);
}

/* Adds an opened ballot up, or ERR_FORMAT or ERR_RANGE: it is spoiled. */
static enum err count_plain(struct tally *t, uint16_t group,
                            const uint8_t *plain)
{
    const uint8_t *row = NULL;
    size_t len = 0;
    enum err e = ballot_plain_parse(plain, t->manifest->plain_bytes, t->mh.b,
                                    group, &row, &len);
    if (e == ERR_OK)
        e = survey_plan_check(t->plan, row, len);
    if (e == ERR_OK)
        count_row(t, (size_t)group - 1, row);
    return e;
}

/* One more ballot; what is not a verdict on it is a failure of ours. */
static enum err settle(struct tally *t, enum err e)
{
    const bool spoiled = e == ERR_FORMAT || e == ERR_DENIED || e == ERR_RANGE;
    if (e != ERR_OK && !spoiled)
        return e;
    t->spoiled += spoiled;
    t->redeemed++;
    return ERR_OK;
}

enum err tally_opened(struct tally *tally, uint16_t group, const uint8_t *plain)
{
    if (group == 0 || group > tally->manifest->group_count)
        return ERR_CORRUPT;
    return settle(tally, count_plain(tally, group, plain));
}

enum err tally_ballot(struct tally *tally, uint16_t group,
                      const uint8_t *sealed, size_t sealed_len)
{
    enum err e = ERR_FORMAT;
    if (group == 0 || group > tally->manifest->group_count)
        return ERR_CORRUPT;
    if (sealed_len == tally_sealed_bytes(tally))
        e = ballot_open(sealed, sealed_len, &tally->public_key, tally->secret,
                        tally->plain);
    if (e == ERR_OK)
        e = count_plain(tally, group, tally->plain);
    sodium_memzero(tally->plain, tally->manifest->plain_bytes);
    return settle(tally, e);
}

size_t tally_sealed_bytes(const struct tally *tally)
{
    return tally->manifest->plain_bytes + BALLOT_SEAL_BYTES;
}

uint32_t tally_redeemed(const struct tally *tally)
{
    return tally->redeemed;
}

uint32_t tally_spoiled(const struct tally *tally)
{
    return tally->spoiled;
}

const uint32_t *tally_answered(const struct tally *tally)
{
    return tally->answered;
}

/* People whose score is STEPS. */
static void add_people(const struct counted *c, int32_t steps, uint32_t people,
                       struct leaf_counts *all)
{
    all->at[steps] += people;
    all->valid += people;
    all->steps += (uint64_t)people * (uint64_t)steps;
    all->above += steps >= c->first_above ? people : 0;
}

static void add_places(const struct tally *t, size_t scale, size_t group,
                       struct leaf_counts *all)
{
    const struct survey_scale *s = &t->survey->scales[scale];
    const struct counted *c = &t->counted[scale];
    const uint32_t *people = &t->places[group * t->places_a_group + c->place];
    if (c->counting == BY_SCORE) {
        for (int32_t j = 0; j <= s->grid; j++)
            add_people(c, j, people[j], all);
        return;
    }
    const struct survey_question *q =
        &t->survey->questions[s->items[0].question];
    for (size_t code = 1; code <= t->survey->options[q->options].count;
         code++) {
        const int32_t steps = survey_item_steps(t->survey, s, 0, code);
        if (steps != SURVEY_NOT_VALID)
            add_people(c, steps, people[code], all);
    }
}

struct leaf_counts tally_counts(const struct tally *tally, size_t scale,
                                const size_t *groups, size_t group_count)
{
    struct leaf_counts all = {0};
    err_assert(scale < tally->survey->scale_count);
    const struct counted *c = &tally->counted[scale];
    for (size_t i = 0; i < group_count; i++) {
        err_assert(groups[i] < tally->manifest->group_count);
        if (c->counting != BY_SUMS) {
            add_places(tally, scale, groups[i], &all);
            continue;
        }
        const struct sums *one =
            &tally->sums[groups[i] * tally->sums_a_group + c->place];
        all.valid += one->valid;
        all.steps += one->steps;
        all.above += one->above;
    }
    return all;
}
