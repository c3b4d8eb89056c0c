/*
 * What an institution tells trainees beside the survey: the information sheet
 * and the support resources. A wave opens with both or not at all.
 */
#ifndef CHORUS_CONDUCT_NOTICES_H
#define CHORUS_CONDUCT_NOTICES_H

#include "base/buf.h"
#include "survey/crosswalk.h"
#include "survey/offers.h"
#include "survey/resources.h"

/*
 * Reads and checks the information sheet. In: PATH, or NULL for
 * DIR/information.json. Out: its exact bytes, freed with buf_free. Errors:
 * ERR_NOT_FOUND (NOTE says what to copy), ERR_FORMAT with line and column,
 * those of file_read.
 */
BASE_MUST_USE enum err conduct_information_read(const char *dir,
                                                const char *path,
                                                struct buf *out_bytes,
                                                struct err_note *note);

/*
 * Reads and checks the resources that chorusd shows: DIR/server/resources.json,
 * else those that ship. Out: freed with survey_resources_free. Errors: as
 * above; no crisis line among them is one of ERR_FORMAT.
 */
BASE_MUST_USE enum err conduct_resources_read(
    const char *dir, struct survey_resources **out_resources,
    struct err_note *note);

/*
 * Reads and checks the crosswalk that the monitoring report prints:
 * DIR/server/crosswalk.json, else the one that ships. Out: freed with
 * survey_crosswalk_free. Errors: as above.
 */
BASE_MUST_USE enum err conduct_crosswalk_read(
    const char *dir, struct survey_crosswalk **out_crosswalk,
    struct err_note *note);

/*
 * Reads and checks the list from which action plans pick:
 * DIR/server/offers.json, else the one that ships. Out: freed with
 * survey_offers_free. Errors: as above.
 */
BASE_MUST_USE enum err conduct_offers_read(const char *dir,
                                           struct survey_offers **out_offers,
                                           struct err_note *note);

#endif
