/*
 * A chart as a picture of its own, for slides: under its title, with how many
 * answered, how to read it and where it is from, so that it can travel alone.
 * Knows charts and texts.
 */
#ifndef CHORUS_REPORT_SLIDE_H
#define CHORUS_REPORT_SLIDE_H

#include "render/template.h"

struct slide {
    const char *title;  /* the answer */
    const char *n;      /* "81 of 149 people answered (54 %)." */
    const char *note;   /* how to read it */
    const char *source; /* institution, wave, instrument, release */
};

/* To be declared to the render set. */
extern const struct render_form *const slide_forms[];
extern const size_t slide_form_count;

/*
 * In: CHART, as report/svg.h writes it. Out: appended to OUT_SVG. Errors:
 * ERR_FORMAT (no such chart), those of render_page.
 */
BASE_MUST_USE enum err slide_svg(const struct render_set *set,
                                 const struct slide *slide,
                                 const struct buf *chart, struct buf *out_svg);

/* The same as PNG, 1600 pixels wide. In: SVG, of slide_svg. Errors: ERR_FORMAT,
 * ERR_MEMORY. */
BASE_MUST_USE enum err slide_png(const struct buf *svg, struct buf *out_png);

#endif
