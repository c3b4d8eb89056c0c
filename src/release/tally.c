#include "release/tally.h"

#include "ballot/plain.h"
#include "survey/answers.h"
#include "survey/score.h"

#include <sodium.h>

/* One scale of one group: leaf_counts less the steps. */
struct sums {
    uint32_t valid;
    uint32_t above;
    uint64_t steps;
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
    uint32_t *answered;   /* by group */
    struct sums *sums;    /* by group, then scale */
    size_t cells;         /* of sums */
    uint32_t *at;         /* by group, then scale that people cut, then step */
    size_t *at_place;     /* by scale: where its steps begin in a group's */
    size_t steps_a_group; /* of at */
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

static enum err make_room(struct tally *t)
{
    const size_t groups = t->manifest->group_count;
    const size_t scales = t->survey->scale_count;
    t->at_place = calloc(scales, sizeof *t->at_place);
    if (t->at_place == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < scales; i++) {
        t->at_place[i] = t->steps_a_group;
        if (t->survey->scales[i].cut_by_people)
            t->steps_a_group += (size_t)t->survey->scales[i].grid + 1;
    }
    /* One more than needed: calloc of nothing may be NULL. */
    t->cells = groups * scales;
    t->answered = calloc(groups + 1, sizeof *t->answered);
    t->sums = calloc(t->cells + 1, sizeof *t->sums);
    t->at = calloc(groups * t->steps_a_group + 1, sizeof *t->at);
    t->plain = sodium_malloc(t->manifest->plain_bytes);
    if (t->answered == NULL || t->sums == NULL || t->at == NULL ||
        t->plain == NULL)
        return ERR_MEMORY;
    return ERR_OK;
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
    err_assert(into->manifest == from->manifest && into->cells == from->cells);
    into->redeemed += from->redeemed;
    into->spoiled += from->spoiled;
    for (size_t i = 0; i < groups; i++)
        into->answered[i] += from->answered[i];
    for (size_t i = 0; i < into->cells; i++) {
        into->sums[i].valid += from->sums[i].valid;
        into->sums[i].above += from->sums[i].above;
        into->sums[i].steps += from->sums[i].steps;
    }
    for (size_t i = 0; i < groups * into->steps_a_group; i++)
        into->at[i] += from->at[i];
}

void tally_free(struct tally *tally)
{
    if (tally == NULL)
        return;
    if (tally->sums != NULL)
        sodium_memzero(tally->sums, tally->cells * sizeof *tally->sums);
    if (tally->at != NULL)
        sodium_memzero(tally->at, tally->manifest->group_count *
                                      tally->steps_a_group * sizeof *tally->at);
    sodium_free(tally->plain);
    free(tally->answered);
    free(tally->sums);
    free(tally->at);
    free(tally->at_place);
    free(tally);
}

/* The steps of a scale that people cut, of one group. */
static uint32_t *steps_of(const struct tally *t, size_t group, size_t scale)
{
    return &t->at[group * t->steps_a_group + t->at_place[scale]];
}

static void add_score(struct tally *t, size_t group, size_t scale,
                      int32_t score)
{
    const struct survey_scale *s = &t->survey->scales[scale];
    struct sums *sums = &t->sums[group * t->survey->scale_count + scale];
    if (score == SURVEY_NOT_VALID)
        return;
    err_assert(score >= 0 && score <= s->grid);
    sums->valid++;
    sums->steps += (uint64_t)score;
    if (s->cutoff_count > 0 && score >= s->cutoffs[0].first_at_or_above)
        sums->above++;
    if (s->cut_by_people)
        steps_of(t, group, scale)[score]++;
}

/* The answers of an opened ballot, or ERR_FORMAT or ERR_RANGE: spoiled. */
static enum err read_answers(const struct tally *t, uint16_t group,
                             const uint8_t **out_row)
{
    const uint8_t *row = NULL;
    size_t len = 0;
    enum err e = ballot_plain_parse(t->plain, t->manifest->plain_bytes, t->mh.b,
                                    group, &row, &len);
    if (e == ERR_OK)
        e = survey_answers_check(t->survey, row, len);
    if (e == ERR_OK)
        *out_row = row;
    return e;
}

static void count_row(struct tally *t, size_t group, const uint8_t *row)
{
    t->answered[group]++;
    for (size_t i = 0; i < t->survey->scale_count; i++)
        add_score(t, group, i,
                  survey_scale_score(t->survey, &t->survey->scales[i], row));
}

/* Of the ballot itself; anything else is our own failure and no verdict. */
static bool is_spoiled(enum err e)
{
    return e == ERR_FORMAT || e == ERR_DENIED || e == ERR_RANGE;
}

enum err tally_ballot(struct tally *tally, uint16_t group,
                      const uint8_t *sealed, size_t sealed_len)
{
    size_t plain_bytes = tally->manifest->plain_bytes;
    if (group == 0 || group > tally->manifest->group_count)
        return ERR_CORRUPT;
    enum err e = ERR_FORMAT;
    const uint8_t *row = NULL;
    if (sealed_len == tally_sealed_bytes(tally))
        e = ballot_open(sealed, sealed_len, &tally->public_key, tally->secret,
                        tally->plain);
    if (e == ERR_OK)
        e = read_answers(tally, group, &row);
    if (e == ERR_OK)
        count_row(tally, (size_t)group - 1, row);
    sodium_memzero(tally->plain, plain_bytes);
    if (e != ERR_OK && !is_spoiled(e))
        return e;
    tally->spoiled += e != ERR_OK;
    tally->redeemed++;
    return ERR_OK;
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

struct leaf_counts tally_counts(const struct tally *tally, size_t scale,
                                const size_t *groups, size_t group_count)
{
    const size_t scales = tally->survey->scale_count;
    struct leaf_counts all = {0};
    err_assert(scale < scales);
    const struct survey_scale *s = &tally->survey->scales[scale];
    for (size_t i = 0; i < group_count; i++) {
        err_assert(groups[i] < tally->manifest->group_count);
        const struct sums *one = &tally->sums[groups[i] * scales + scale];
        all.valid += one->valid;
        all.steps += one->steps;
        all.above += one->above;
        for (int32_t j = 0; s->cut_by_people && j <= s->grid; j++)
            all.at[j] += steps_of(tally, groups[i], scale)[j];
    }
    return all;
}
