/*
 * What is sent and hung up around a wave: the days, the texts, the poster.
 */
#ifndef CHORUS_CONDUCT_CAMPAIGN_H
#define CHORUS_CONDUCT_CAMPAIGN_H

#include "conduct/letters.h"
#include "roster/campaign.h"

/* A step, and whether it was done. */
struct conduct_step {
    struct campaign_step step;
    int64_t done_sec; /* of mails; 0: not done, or not ours to know */
};

/* The steps of a wave, by day. Out: their number. Errors: those of
 * people_rounds_each. */
BASE_MUST_USE enum err conduct_campaign(
    const struct conduct_outreach *o,
    struct conduct_step out_steps[static CAMPAIGN_STEPS_MAX],
    size_t *out_count);

#define CONDUCT_LANGUAGE_SIZE 36

/*
 * Calls FN for each language that posters and texts are there in. Errors: those
 * of reading the folder of templates, in NOTE; those of FN.
 */
BASE_MUST_USE enum err conduct_campaign_languages(
    const struct conduct_outreach *o,
    enum err (*fn)(void *ctx, const char *language), void *ctx,
    struct err_note *note);

/*
 * A text that is the same for everybody: KIND is announcement, director or
 * thanks. Out: OUT_TEXT, freed with buf_free; OUT_LANGUAGE, the one that it is
 * in. Errors: those of roster_facts_word.
 */
BASE_MUST_USE enum err conduct_campaign_text(
    const struct conduct_outreach *o, const char *kind, const char *language,
    struct buf *out_text, char out_language[static CONDUCT_LANGUAGE_SIZE],
    struct err_note *note);

#endif
