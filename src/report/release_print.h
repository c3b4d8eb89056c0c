/* A whole release for paper: the institution, its departments and units. */
#ifndef CHORUS_REPORT_RELEASE_PRINT_H
#define CHORUS_REPORT_RELEASE_PRINT_H

#include "render/template.h"
#include "report/document.h"
#include "report/view.h"

/*
 * In: TITLE, the survey's as the wave was announced. Out: freed with
 * document_free. Errors: those of report_chart, ERR_MEMORY.
 */
BASE_MUST_USE enum err release_document(const struct render_set *set,
                                        const struct report_view *view,
                                        const char *title,
                                        struct document **out_document);

/* The institution and its departments on one scale. Out: OUT_TITLE says what is
 * drawn; appended to OUT_SVG. Errors: those of report_chart. */
BASE_MUST_USE enum err release_chart(const struct render_set *set,
                                     const struct report_view *view,
                                     const struct report_scale *scale,
                                     char *out_title, size_t title_size,
                                     struct buf *out_svg);

#endif
