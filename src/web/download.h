/*
 * What staff take away: entered in the log of exports before it is sent.
 */
#ifndef CHORUS_WEB_DOWNLOAD_H
#define CHORUS_WEB_DOWNLOAD_H

#include "report/document.h"
#include "report/view.h"
#include "web/page.h"

/*
 * Logs and sends BYTES (emptied) as WAVE-WHAT.FORMAT; 503 when it could not be
 * logged. In: WHAT, a group's id, or "release".
 */
void web_download(struct web *web, struct http_request *r, const char *wave,
                  const char *what, const char *format, const char *type,
                  struct buf *bytes);

/* The same of a file that was made with E, by the type of its FORMAT ("csv",
 * "xlsx", "pdf", "json", "svg", "png"): 503 when it was not made. Empties
 * BYTES. */
void web_download_end(struct web *web, struct http_request *r, enum err e,
                      const char *wave, const char *what, const char *format,
                      struct buf *bytes);

/* A chart on its way to slides. */
struct web_slide {
    const char *what; /* for the log of exports */
    const char *title;
    const char *n; /* how many answered */
};

/* Sends CHART with its title, n, the note and where it is from. */
void web_download_chart(struct web *web, struct http_request *r,
                        const struct published_release *release,
                        const struct web_slide *slide, bool as_png,
                        const struct buf *chart);

/*
 * Files that cost time, made once for each content (web/made.h). Out: appended.
 * Errors: those of pdf_write, of xlsx_release.
 */
BASE_MUST_USE enum err web_made_pdf(struct web *web,
                                    const struct document *document,
                                    struct buf *out_pdf);
BASE_MUST_USE enum err web_made_xlsx(struct web *web,
                                     const struct report_view *view,
                                     size_t group, struct buf *out_xlsx);

/* The closed wave of path variable I; NULL: 404 was answered. */
struct web_wave *web_closed_wave(struct web *web, struct http_request *r,
                                 size_t i);

#endif
