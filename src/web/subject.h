/*
 * What a page compares or follows: a scale or an area, with one face. And
 * differences as people read them.
 */
#ifndef CHORUS_WEB_SUBJECT_H
#define CHORUS_WEB_SUBJECT_H

#include "report/contrast.h"
#include "report/trend.h"
#include "web/view.h"

/* One of them is set. */
struct web_subject {
    const struct report_scale *scale;
    const struct web_area *area;
};

/* The scale or area of an id of the survey; false when the release has none
 * that smaller groups show. In: ID, untrusted. */
bool web_subject_find(const struct web_view *view, const char *id,
                      struct web_subject *out_subject);
/* The first outcome; the first area of a survey that has none. False: neither.
 */
bool web_subject_first(const struct web_view *view,
                       struct web_subject *out_subject);

const char *web_subject_id(const struct web_subject *s);
const char *web_subject_title(const struct web_subject *s);
/* "0 to 100 points; higher is worse". */
void web_subject_words(const struct web_subject *s, char *out, size_t size);

/* What a group prints, or NULL when it is not shown; N is its valid scores, an
 * area's group's answers. */
const struct published_value *web_subject_value(
    const struct web_subject *s, const struct published_group *group,
    uint32_t *out_n);
/* The value as pages show it. */
void web_subject_text(const struct web_subject *s,
                      const struct published_value *value,
                      char out[static REPORT_VALUE_SIZE]);
/* A table cell, as web_put_figure. */
void web_subject_put(struct render_dict *cell, const struct web_view *view,
                     const struct web_subject *s,
                     const struct published_group *group);

/* A mean of POINTS that no release printed, one decimal: "46.3", or in the
 * scale's own units where it counts something; cut to the scale. */
void web_subject_points(const struct web_subject *s, double points,
                        char out[static REPORT_VALUE_SIZE]);

/* "+3.4", "-0.2": points, or the scale's own units where it counts something;
 * the minus is a real one. */
void web_subject_difference(const struct web_subject *s, double points,
                            char out[static REPORT_VALUE_SIZE]);
/* "-7.1 to 0.3", of one finding. */
void web_subject_interval(const struct web_subject *s,
                          const struct estimate_finding *f,
                          char out[static REPORT_CUTOFF_SIZE]);
/* "in points", or "on its scale from 0 to 4" where the scale counts something.
 */
void web_subject_unit(const struct web_subject *s,
                      char out[static REPORT_CUTOFF_SIZE]);

/* Whether a difference this way is worse or better; SVG_PLAIN where neither. */
enum svg_tone web_subject_tone(const struct web_subject *s, double difference);
/* "▲▲", "▼": two from WEB_LARGE points on. */
#define WEB_LARGE 10.0
const char *web_sign(double difference);

/* Every unit against the rest: contrast_units or contrast_areas. */
BASE_MUST_USE enum err web_subject_contrasts(const struct web_view *view,
                                             const struct web_subject *s,
                                             struct contrast **out_contrasts,
                                             size_t *out_count);

#endif
