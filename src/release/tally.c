#include "release/tally.h"

#include "ballot/plain.h"
#include "survey/answers.h"
#include "survey/score.h"

#include <sodium.h>

struct tally {
    const struct survey *survey;
    const struct wave_manifest *manifest; /* not ours, and not to change */
    struct wave_manifest_hash mh;
    struct ballot_public_key public_key;
    const struct ballot_secret_key *secret;
    uint8_t *plain; /* plain_bytes of guarded memory: one ballot at a time */
    uint32_t redeemed;
    uint32_t spoiled;
    uint32_t *answered;         /* by group */
    struct leaf_counts *counts; /* by group, then scale */
    size_t cells;               /* of counts */
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
    /* One more than needed: calloc of nothing may be NULL. */
    t->cells = manifest->group_count * survey->scale_count;
    t->answered = calloc(manifest->group_count + 1, sizeof *t->answered);
    t->counts = calloc(t->cells + 1, sizeof *t->counts);
    t->plain = sodium_malloc(manifest->plain_bytes);
    if (t->answered == NULL || t->counts == NULL || t->plain == NULL)
        e = ERR_MEMORY;
out:
    if (e != ERR_OK) {
        tally_free(t);
        return e;
    }
    *out_tally = t;
    return ERR_OK;
}

void tally_free(struct tally *tally)
{
    if (tally == NULL)
        return;
    if (tally->counts != NULL)
        sodium_memzero(tally->counts, tally->cells * sizeof *tally->counts);
    sodium_free(tally->plain);
    free(tally->answered);
    free(tally->counts);
    free(tally);
}

static void add_score(const struct survey_scale *scale, int32_t score,
                      struct leaf_counts *counts)
{
    if (score == SURVEY_NOT_VALID)
        return;
    err_assert(score >= 0 && score <= scale->grid);
    counts->valid++;
    counts->steps += (uint64_t)score;
    if (scale->cutoff_count > 0 && score >= scale->cutoffs[0].first_at_or_above)
        counts->above++;
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
    for (size_t i = 0; i < t->survey->scale_count; i++) {
        const struct survey_scale *scale = &t->survey->scales[i];
        add_score(scale, survey_scale_score(t->survey, scale, row),
                  &t->counts[group * t->survey->scale_count + i]);
    }
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
    if (sealed_len == plain_bytes + BALLOT_SEAL_BYTES)
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
    size_t scales = tally->survey->scale_count;
    struct leaf_counts all = {0};
    err_assert(scale < scales);
    for (size_t i = 0; i < group_count; i++) {
        err_assert(groups[i] < tally->manifest->group_count);
        const struct leaf_counts *one =
            &tally->counts[groups[i] * scales + scale];
        all.valid += one->valid;
        all.steps += one->steps;
        all.above += one->above;
    }
    return all;
}
