/* For the files svg*.c only. */
#ifndef CHORUS_REPORT_SVG_INSIDE_H
#define CHORUS_REPORT_SVG_INSIDE_H

#include "report/svg.h"

#define SVG_WORDS       "not shown, to protect people in small groups"
#define SVG_WORDS_SHORT "not shown"

extern const struct render_form svg_trend_form;

/* ASCII letters, digits and hyphens only, at least one. */
bool svg_id_is_plain(const char *id);
/* How far AT is along an axis that is LENGTH long; what lies outside is at the
 * end. */
int svg_share(const struct svg_axis *axis, int32_t at, int length);
/* A coordinate in tenths of a unit, 0 and over: "188.4". */
void svg_put_tenths(struct render_dict *d, const char *name, int tenths);

#endif
