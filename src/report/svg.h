/*
 * Charts: plain structs in, the text of one SVG element out, for the page and
 * for print alike. Knows labels and numbers; must never know where these come
 * from. Every chart has a title that says the answer, a description, and the
 * page shows a table of the same figures beside it.
 * Templates: templates/chart_interval.svg, chart_bars.svg, chart_trend.svg.
 */
#ifndef CHORUS_REPORT_SVG_H
#define CHORUS_REPORT_SVG_H

#include "render/template.h"

#include <stdbool.h>
#include <stddef.h>

#define SVG_ROWS_MAX 1000

/* Which way a row is known from its value: an exact one, or a cut end. */
enum svg_end {
    SVG_EXACT,    /* a dot */
    SVG_AT_LEAST, /* an open arrow to the right of the value */
    SVG_AT_MOST,  /* an open arrow to the left of the value */
    SVG_ABOUT,    /* an open dot */
    SVG_NOT_SHOWN /* hatch and words; no number is used */
};

/* Whether a row stands apart from what it is compared with: said by colour and
 * by shape, a diamond. The value's text says it with a sign as well. */
enum svg_tone { SVG_PLAIN, SVG_WORSE, SVG_BETTER };

/* All numbers are tenths of a point, or of whatever the axis counts. */
struct svg_interval_row {
    const char *label; /* untrusted text */
    const char *value; /* as printed: "47", ">=65"; NULL when not shown */
    enum svg_end end;
    int32_t at;
    bool has_interval; /* LOW and HIGH count, and are drawn as a line */
    int32_t low;
    int32_t high;
    bool emphasis; /* the group that the page is about */
    enum svg_tone tone;
};

/* Marks below the axis: "50" at 500, "3 days" at 750. */
struct svg_tick {
    int32_t at;
    const char *label;
};

struct svg_axis {
    int32_t low; /* where the scale starts */
    int32_t high;
    const char *name; /* what it counts and which way is worse */
    const struct svg_tick *ticks;
    size_t tick_count;
    const struct svg_tick *cutoffs; /* dashed lines with a label */
    size_t cutoff_count;
};

struct svg_interval_chart {
    const char *id;    /* unique in the page: ASCII letters, digits, hyphens */
    const char *title; /* the answer, as a sentence */
    const char *description;
    struct svg_axis axis;
    const struct svg_interval_row *rows;
    size_t row_count;
};

/* One wave of a trend. */
struct svg_trend_point {
    const char *label; /* the wave's name */
    int64_t when;      /* in any unit; ascending */
    const char *value; /* as printed; NULL when not shown */
    enum svg_end end;  /* a cut end's arrow points up or down */
    int32_t at;
    bool has_interval;
    int32_t low;
    int32_t high;
    const char *version;   /* of the instrument; named where it changes */
    const char *break_why; /* no line leads here from the wave before, since
                              "another version"; NULL: one does */
};

struct svg_trend_chart {
    const char *id;
    const char *title;
    const char *description;
    struct svg_axis axis; /* of the values: upwards; cutoffs are named below */
    const struct svg_trend_point *points;
    size_t point_count;
};

struct svg_bar_row {
    const char *label;
    const char *value; /* "41 % (12 of 29)" */
    bool shown; /* false: hatch and words; neither value nor length is used */
    int32_t length; /* from the axis's start */
    bool quiet;     /* drawn behind the others: a comparison */
};

struct svg_bar_chart {
    const char *id;
    const char *title;
    const char *description;
    struct svg_axis axis;
    const struct svg_bar_row *rows; /* in the order of the answers */
    size_t row_count;
};

/* The forms to declare to the render set, beside the pages' own. */
extern const struct render_form *const svg_forms[];
extern const size_t svg_form_count;

/*
 * Dot and interval, one row each; differences from the rest when the axis has
 * its 0 among the cutoffs. Out: appended to OUT_SVG, to be embedded with
 * render_put_markup. Errors: ERR_RANGE (no rows or over SVG_ROWS_MAX, an axis
 * without length, an id of other characters), and those of render_page.
 */
BASE_MUST_USE enum err svg_interval(const struct render_set *set,
                                    const struct svg_interval_chart *chart,
                                    struct buf *out_svg);

/*
 * A line with a band over waves, in proportion to the time between them, or at
 * even distances where waves would fall together. Neither line nor band crosses
 * a break, or a wave that does not show the group: there is a gap, with words.
 * In: a point at least. Out and errors as svg_interval.
 */
BASE_MUST_USE enum err svg_trend(const struct render_set *set,
                                 const struct svg_trend_chart *chart,
                                 struct buf *out_svg);

/* Horizontal bars from the start of the axis; otherwise as svg_interval. */
BASE_MUST_USE enum err svg_bars(const struct render_set *set,
                                const struct svg_bar_chart *chart,
                                struct buf *out_svg);

#endif
