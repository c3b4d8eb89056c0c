/*
 * Answers as a JSON file, for clients without a page:
 *   { "cbi_w1": 2, "wellness_days": 3, "drivers": [1, 4], "comment": "..." }
 * A question of choice takes the position of the option (from 1), of multi a
 * list of positions, a number question the number, a text question the text.
 * null, or a question left out, is not answered.
 */
#ifndef CHORUS_VOTER_ANSWERS_FILE_H
#define CHORUS_VOTER_ANSWERS_FILE_H

#include "survey/definition.h"

/*
 * Reads such a file into a row. In: BYTES. Out: ROW, survey->answers_bytes
 * bytes that the caller has and wipes. Errors: ERR_FORMAT (no JSON, with line
 * and column; a question twice; a value of a wrong type), ERR_NOT_FOUND (a
 * question that the survey does not have), ERR_RANGE (a value out of its
 * bounds), ERR_MEMORY; a line in NOTE that names the question, never the
 * answer. ROW is untouched then.
 */
BASE_MUST_USE enum err voter_answers_read(const struct survey *survey,
                                          const uint8_t *bytes, size_t len,
                                          uint8_t *row, struct err_note *note);

#endif
