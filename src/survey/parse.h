/*
 * The parts of a survey file, each read by a file of its own. Room-internal.
 * Each function fills its part of the survey and reports what is wrong; a part
 * that cannot be read is left out, so that the others are still checked.
 */
#ifndef CHORUS_SURVEY_PARSE_H
#define CHORUS_SURVEY_PARSE_H

#include "survey/reader.h"

/* "licence":"restricted" of the survey or of any section in it. */
bool survey_parse_is_restricted(const struct survey_reader *r,
                                struct survey_place at);

void survey_parse_options(struct survey_reader *r, struct survey_place root,
                          struct survey *s);
/* Sections and questions, with each question's place in the row. */
void survey_parse_sections(struct survey_reader *r, struct survey_place root,
                           struct survey *s);
void survey_parse_scales(struct survey_reader *r, struct survey_place root,
                         struct survey *s);

/* What one item of a scale measures: lowest + 0 .. steps times step. */
struct survey_measure {
    int64_t lowest; /* thousandths */
    int64_t step;
    int64_t steps;
};
/* Of one scale whose items are read, with the grid that they give. */
void survey_parse_range(struct survey_reader *r, struct survey_place in,
                        struct survey_scale *scale,
                        const struct survey_measure *m);
void survey_parse_cutoffs(struct survey_reader *r, struct survey_place in,
                          struct survey_scale *scale);

void survey_parse_areas(struct survey_reader *r, struct survey_place root,
                        struct survey *s);
void survey_parse_groupings(struct survey_reader *r, struct survey_place root,
                            struct survey *s);

#endif
