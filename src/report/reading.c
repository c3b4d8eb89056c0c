#include "report/reading.h"

#define NOT_SHOWN "not shown"

void reading_put(struct document *d, const struct published_release *release)
{
    document_put(d, DOCUMENT_HEADING, "How to read this");
    document_format(
        d, DOCUMENT_NOTE,
        "Points run from 0 to 100 over the range of a scale; a scale that "
        "counts something, days for instance, is told in what it counts. Two "
        "numbers under a "
        "figure are its 95 %% interval: how far it may be from what everybody "
        "on the roster would have said; n is how many answered. ≥ and ≤: at "
        "the ends of a scale the exact figure of a small group would tell what "
        "single people said, so only this much or more, this much or less is "
        "printed; about: computed from figures of which some are cut in this "
        "way. °: fewer than 30 answers, do not build on it alone. Not shown, "
        "to protect people in small groups: it depends on how many answered "
        "(fewer than %u), never on what they answered. No program is ranked, "
        "and survey figures alone decide nothing.",
        (unsigned)release->k);
}

void reading_foot(const struct published_release *release,
                  char out[static READING_FOOT_SIZE])
{
    (void)snprintf(out, READING_FOOT_SIZE,
                   "%.256s · wave %.64s, closed %.10s · instrument %.64s "
                   "%.64s\nRelease SHA-256 %.64s",
                   release->institution, release->wave, release->closed,
                   release->survey_id, release->survey_version,
                   release->sha256);
}

struct document *reading_document(const struct published_release *release,
                                  const char *title, const char *about,
                                  const char *date)
{
    char subject[200];
    char foot[READING_FOOT_SIZE];
    (void)snprintf(subject, sizeof subject, "%.100s; release SHA-256 %.64s",
                   about, release->sha256);
    reading_foot(release, foot);
    return document_new(&(struct document_head){.title = title,
                                                .author = release->institution,
                                                .subject = subject,
                                                .date = date,
                                                .foot = foot});
}

/* NULL when it is not shown. */
static const struct published_figure *figure_of(const struct report_view *view,
                                                const struct report_scale *s,
                                                size_t group)
{
    const struct published_group *g = &view->release->groups[group];
    const struct published_figure *f = g->shown ? &g->figures[s->index] : NULL;
    return f == NULL || !f->shown || f->mean.text == NULL ? NULL : f;
}

/* The value in its own units. */
static void value_of(const struct report_scale *scale,
                     const struct published_figure *f, char *out, size_t size)
{
    char own[REPORT_VALUE_SIZE];
    report_mean_text(scale, &f->mean, own);
    (void)snprintf(out, size, "%s%s", own,
                   published_low_precision(f->n) ? " °" : "");
}

void reading_cell(struct document *d, const struct report_view *view,
                  const struct report_scale *scale, size_t group)
{
    reading_cell_signed(d, view, scale, group, "");
}

void reading_cell_signed(struct document *d, const struct report_view *view,
                         const struct report_scale *scale, size_t group,
                         const char *sign)
{
    const struct published_figure *f = figure_of(view, scale, group);
    if (f == NULL) {
        document_cell(d, NOT_SHOWN, NULL, false);
        return;
    }
    char own[2 * REPORT_VALUE_SIZE + 16];
    char value[sizeof own + 16];
    char under[4 * REPORT_VALUE_SIZE];
    struct report_range range;
    value_of(scale, f, own, sizeof own);
    (void)snprintf(value, sizeof value, "%s%.12s", own, sign);
    if (report_range_of(view->release, group, scale->index, &range)) {
        char low[REPORT_VALUE_SIZE];
        char high[REPORT_VALUE_SIZE];
        report_range_text(scale, f, range, low, high);
        (void)snprintf(under, sizeof under, "%s to %s, n %u", low, high,
                       (unsigned)f->n);
    } else {
        (void)snprintf(under, sizeof under, "n %u", (unsigned)f->n);
    }
    document_cell(d, value, under, true);
}

void reading_cell_short(struct document *d, const struct report_view *view,
                        const struct report_scale *scale, size_t group)
{
    const struct published_figure *f = figure_of(view, scale, group);
    char value[2 * REPORT_VALUE_SIZE + 16];
    if (f == NULL) {
        document_cell(d, NOT_SHOWN, NULL, false);
        return;
    }
    value_of(scale, f, value, sizeof value);
    document_cell(d, value, NULL, false);
}

void reading_cell_area(struct document *d, const struct report_view *view,
                       const struct report_view_area *area, size_t group)
{
    reading_cell_area_signed(d, view, area, group, "");
}

void reading_cell_area_signed(struct document *d,
                              const struct report_view *view,
                              const struct report_view_area *area, size_t group,
                              const char *sign)
{
    const struct published_group *g = &view->release->groups[group];
    if (!g->shown || area->index == PUBLISHED_NONE ||
        g->areas[area->index].text == NULL) {
        document_cell(d, NOT_SHOWN, NULL, false);
        return;
    }
    char text[REPORT_VALUE_SIZE];
    char value[REPORT_VALUE_SIZE + 24];
    report_value_text(&g->areas[area->index], text);
    (void)snprintf(value, sizeof value, "%s%s%.12s", text,
                   published_low_precision(g->n) ? " °" : "", sign);
    document_cell(d, value, NULL, true);
}
