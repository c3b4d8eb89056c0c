/*
 * What the institution offers to programs that want to do something: the list
 * from which action plans pick. Pure, like the rest of the room.
 */
#ifndef CHORUS_SURVEY_OFFERS_H
#define CHORUS_SURVEY_OFFERS_H

#include "survey/definition.h"

struct survey_offer {
    const char *id;
    struct survey_text name;
    struct survey_text about; /* one or two sentences */
    const char *contact;      /* NULL, or whom to ask */
};

struct survey_offers {
    const char *languages[SURVEY_LANGUAGES_MAX];
    size_t language_count;
    struct survey_offer *list;
    size_t count;
    const char **ids; /* of the list, in its order; ends with NULL */
    struct survey_block *memory;
};

/*
 * Reads and checks a file of offers (surveys/offers.json; its form is
 * surveys/offers.schema.json).
 *
 * In: exact bytes, not trusted. Out: caller frees with survey_offers_free;
 * *out_problems always.
 * Errors: ERR_FORMAT with problems; ERR_MEMORY.
 */
BASE_MUST_USE enum err survey_offers_parse(
    const uint8_t *bytes, size_t len, struct survey_offers **out_offers,
    struct survey_problems *out_problems);
void survey_offers_free(struct survey_offers *o);

/* The English name of an offer, else its first language's; ID itself when the
 * file does not have it any more. */
const char *survey_offers_name(const struct survey_offers *o, const char *id);
/* What it is about; "" when the file does not have it any more. */
const char *survey_offers_about(const struct survey_offers *o, const char *id);

#endif
