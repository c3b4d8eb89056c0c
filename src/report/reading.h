/* How figures are to be read: the same sentences under everything that is
 * printed. templates/reading.tpl says it on pages. */
#ifndef CHORUS_REPORT_READING_H
#define CHORUS_REPORT_READING_H

#include "report/document.h"
#include "report/view.h"

#define READING_FOOT_SIZE 640

/* Under a chart that travels alone. */
#define READING_CHART                                                          \
    "A line is the 95 % interval: how far a figure may be from what "          \
    "everybody "                                                               \
    "on the roster would have said. ≥, ≤ and open marks: cut, to protect " \
    "people in small groups. No program is ranked."

/* Adds the heading and the notes. */
void reading_put(struct document *d, const struct published_release *release);

/*
 * A document about a release, with the properties and the foot that all have.
 * In: ABOUT, for whom it is; DATE, 2026-12-15. NULL without memory.
 */
struct document *reading_document(const struct published_release *release,
                                  const char *title, const char *about,
                                  const char *date);

/* Institution, wave, instrument and the release's hash, in two lines. */
void reading_foot(const struct published_release *release,
                  char out[static READING_FOOT_SIZE]);

/* A figure for a cell: "47" or "47 °" under 30 answers, under it "39 to 55, n
 * 24"; "not shown". */
void reading_cell(struct document *d, const struct report_view *view,
                  const struct report_scale *scale, size_t group);
/* The same without interval and n; and for an area. */
void reading_cell_short(struct document *d, const struct report_view *view,
                        const struct report_scale *scale, size_t group);
void reading_cell_area(struct document *d, const struct report_view *view,
                       const struct report_view_area *area, size_t group);
/* The same with a SIGN of a few characters behind the figure; "": none. */
void reading_cell_signed(struct document *d, const struct report_view *view,
                         const struct report_scale *scale, size_t group,
                         const char *sign);
void reading_cell_area_signed(struct document *d,
                              const struct report_view *view,
                              const struct report_view_area *area, size_t group,
                              const char *sign);

#endif
