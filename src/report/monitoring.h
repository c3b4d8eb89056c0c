/*
 * The monitoring report for a Graduate Medical Education Committee: what one
 * wave came to, what programs have in place, what is done about it and whether
 * it helped, in the order in which a committee works through it, with decisions
 * drafted for its minutes. Knows releases, surveys, a manifest's units, and
 * what staff have written.
 *
 * It ranks no program: groups stand in the order of the release. No draft asks
 * for a review because of a figure.
 */
#ifndef CHORUS_REPORT_MONITORING_H
#define CHORUS_REPORT_MONITORING_H

#include "render/template.h"
#include "report/document.h"
#include "report/trend.h"
#include "report/view.h"
#include "staff/records.h"
#include "survey/crosswalk.h"
#include "survey/offers.h"
#include "survey/resources.h"

/* All of it outlives the call. */
struct monitoring_request {
    const struct report_view *view;
    const struct wave_manifest *manifest; /* of the view's wave */
    /* Closed waves up to this one, the oldest first. */
    const struct report_trend_wave *waves;
    const struct report_areas *areas; /* of each wave */
    size_t wave_count;
    const struct records *records; /* texts of staff, untrusted */
    const struct survey_resources *resources;
    const struct survey_crosswalk *crosswalk;
    const struct survey_offers *offers; /* from which plans pick */
    int64_t now_sec;                    /* the day that it is written on */
};

/*
 * Out: freed with document_free. Errors: those of the charts, ERR_MEMORY.
 */
BASE_MUST_USE enum err monitoring_document(
    const struct render_set *set, const struct monitoring_request *request,
    struct document **out_document);

#endif
