/*
 * What an institution tells trainees beside the survey, as the terminal shows
 * it.
 */
#ifndef CHORUS_CLI_NOTICES_H
#define CHORUS_CLI_NOTICES_H

#include "conduct/notices.h"

/* Prints which entries somebody should verify, and whose they are; nothing
 * when there are none. */
void cli_resources_remind(const struct survey_resources *resources,
                          int64_t now_sec);

#endif
