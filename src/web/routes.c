/* The addresses of chorusd: this table is the contract page "Pages", and the
 * protocol's "Other addresses". */
#include "staff/checklist.h"
#include "staff/initiatives.h"
#include "staff/plans.h"
#include "web/assets.h"
#include "web/handlers.h"
#include "web/page.h"

#define RESULTS        (WEB_NEED_SUBCOMMITTEE | WEB_NEED_OFFICE)
#define UNITS          (WEB_NEED_SUBCOMMITTEE | WEB_NEED_CHAMPION)
#define FORM_MAX_BYTES 4096

static const struct http_field login_fields[] = {
    {.name = "name", .min_bytes = 1, .max_bytes = SITE_ACCOUNT_SIZE - 1},
    {.name = "password",
     .min_bytes = 1,
     .max_bytes = ACCOUNTS_PASSWORD_MAX_BYTES},
    {.name = "csrf", .min_bytes = 1, .max_bytes = 64},
    {.name = NULL},
};

static const struct http_field logout_fields[] = {
    {.name = "csrf", .min_bytes = 1, .max_bytes = 64},
    {.name = NULL},
};

/* Room for more than is kept, so that a text that is too long comes back to
 * whoever typed it and is not lost. */
#define TEXT_ROOM(kept)     (2 * (kept))
#define LONG_FORM_MAX_BYTES (64u << 10)
#define CSRF_FIELD                                                             \
    {                                                                          \
        .name = "csrf", .min_bytes = 1, .max_bytes = 64                        \
    }
#define TYPED(field, kept)                                                     \
    {                                                                          \
        .name = (field), .max_bytes = TEXT_ROOM(kept)                          \
    }
#define TYPED_LINES(field, kept)                                               \
    {                                                                          \
        .name = (field), .max_bytes = TEXT_ROOM(kept), .lines = true           \
    }

static const struct http_field plan_fields[] = {
    TYPED("area", 64),
    TYPED("offer", PLANS_OFFER_MAX),
    TYPED_LINES("what", PLANS_WHAT_MAX),
    TYPED("owner", PLANS_OWNER_MAX),
    TYPED("due", 32),
    TYPED("status", 32),
    TYPED_LINES("evidence", PLANS_EVIDENCE_MAX),
    TYPED("helped", 32),
    TYPED("shared", 8),
    TYPED("version", 16),
    CSRF_FIELD,
    {.name = NULL},
};

static const struct http_field checklist_fields[] = {
    TYPED("education_service", 16),
    TYPED("hours_leave_coverage", 16),
    TYPED("health_needs", 16),
    TYPED("mentorship", 16),
    TYPED("curriculum", 16),
    TYPED("monitoring", 16),
    TYPED_LINES("education_service_evidence", CHECKLIST_EVIDENCE_MAX),
    TYPED_LINES("hours_leave_coverage_evidence", CHECKLIST_EVIDENCE_MAX),
    TYPED_LINES("health_needs_evidence", CHECKLIST_EVIDENCE_MAX),
    TYPED_LINES("mentorship_evidence", CHECKLIST_EVIDENCE_MAX),
    TYPED_LINES("curriculum_evidence", CHECKLIST_EVIDENCE_MAX),
    TYPED_LINES("monitoring_evidence", CHECKLIST_EVIDENCE_MAX),
    TYPED("version", 16),
    CSRF_FIELD,
    {.name = NULL},
};

static const struct http_field initiative_fields[] = {
    TYPED("title", INITIATIVES_TITLE_MAX),
    TYPED("lead", INITIATIVES_LEAD_MAX),
    TYPED("amount", 32),
    TYPED("mechanism", INITIATIVES_MECHANISM_MAX),
    TYPED("units", INITIATIVES_UNITS_MAX),
    TYPED("comparison", INITIATIVES_UNITS_MAX),
    TYPED("start", 32),
    TYPED("end", 32),
    TYPED("outcome", INITIATIVES_OUTCOME_MAX),
    TYPED("baseline", 32),
    TYPED("version", 16),
    CSRF_FIELD,
    {.name = NULL},
};

const struct http_route web_routes[] = {
    /* what trainees send */
    {.method = HTTP_POST,
     .pattern = "/v1/issue",
     .handle = api_issue,
     .body_type = HTTP_TYPE_BYTES,
     .body_max_bytes = HTTP_BODY_MAX_BYTES,
     .close_after = true},
    {.method = HTTP_POST,
     .pattern = "/v1/redeem",
     .handle = api_redeem,
     .body_type = HTTP_TYPE_BYTES,
     .body_max_bytes = HTTP_BODY_MAX_BYTES},

    /* what their pages fetch */
    {.pattern = "/v1/waves", .handle = api_waves},
    {.pattern = "/v1/waves/{}/manifest", .handle = api_wave_manifest},
    {.pattern = "/v1/waves/{}/survey", .handle = api_wave_survey},
    {.pattern = "/v1/waves/{}/client.js", .handle = api_wave_client},
    {.pattern = "/v1/waves/{}/words", .handle = api_wave_words},
    {.pattern = "/v1/waves/{}/information", .handle = api_wave_information},
    {.pattern = "/v1/waves/{}/board", .handle = api_wave_board},
    {.pattern = "/v1/waves/{}/board.sig", .handle = api_wave_board_sig},
    {.pattern = "/v1/waves/{}/release",
     .handle = api_wave_release,
     .apart = true},
    {.pattern = "/v1/waves/{}/release.sig",
     .handle = api_wave_release_sig,
     .apart = true},
    {.pattern = "/static/{}/style.css", .handle = asset_style},
    {.pattern = "/static/{}/receipt.js", .handle = asset_receipt_script},
    {.pattern = "/healthz", .handle = api_healthz, .apart = true},

    /* pages for everyone */
    {.pattern = "/", .handle = page_home},
    {.pattern = "/w/{}", .handle = page_survey},
    {.pattern = "/privacy", .handle = page_privacy},
    {.pattern = "/support", .handle = page_support},
    {.pattern = "/receipt/{}", .handle = page_receipt},
    {.pattern = "/info/{}", .handle = page_information},
    {.pattern = "/wave/{}", .handle = page_public},

    /* pages for staff */
    {.pattern = "/login", .handle = page_login, .apart = true},
    {.method = HTTP_POST,
     .pattern = "/login",
     .handle = page_login_post,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = FORM_MAX_BYTES,
     .fields = login_fields},
    {.method = HTTP_POST,
     .pattern = "/logout",
     .handle = page_logout_post,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = FORM_MAX_BYTES,
     .fields = logout_fields,
     .need = WEB_NEED_STAFF},
    {.pattern = "/results", .handle = page_results, .need = RESULTS},
    {.pattern = "/results/{}", .handle = page_results_wave, .need = RESULTS},
    {.pattern = "/results/{}.csv", .handle = page_results_csv, .need = RESULTS},
    {.pattern = "/results/{}/groups", .handle = page_groups, .need = RESULTS},
    {.pattern = "/results/{}/groups.csv",
     .handle = page_groups_csv,
     .need = RESULTS},
    {.pattern = "/results/{}/compare", .handle = page_compare, .need = RESULTS},
    {.pattern = "/results/{}/trend", .handle = page_trend, .need = RESULTS},
    {.pattern = "/results/{}/response",
     .handle = page_response,
     .need = RESULTS},
    {.pattern = "/results/{}/sets", .handle = page_sets, .need = RESULTS},
    {.pattern = "/results/{}/sets.csv",
     .handle = page_sets_csv,
     .need = RESULTS},
    {.pattern = "/results/{}.json",
     .handle = page_results_json,
     .need = RESULTS},
    {.pattern = "/results/{}.xlsx",
     .handle = page_results_xlsx,
     .need = RESULTS},
    {.pattern = "/results/{}.pdf", .handle = page_results_pdf, .need = RESULTS},
    {.pattern = "/results/{}/groups/{}.svg",
     .handle = page_groups_chart_svg,
     .need = RESULTS},
    {.pattern = "/results/{}/groups/{}.png",
     .handle = page_groups_chart_png,
     .need = RESULTS},
    {.pattern = "/results/{}/sets/{}.svg",
     .handle = page_sets_chart_svg,
     .need = RESULTS},
    {.pattern = "/results/{}/sets/{}.png",
     .handle = page_sets_chart_png,
     .need = RESULTS},
    {.pattern = "/results/{}/report.pdf",
     .handle = page_results_report,
     .need = RESULTS},
    {.pattern = "/results/{}/chart/{}.svg",
     .handle = page_results_chart_svg,
     .need = RESULTS},
    {.pattern = "/results/{}/chart/{}.png",
     .handle = page_results_chart_png,
     .need = RESULTS},
    {.pattern = "/units", .handle = page_units, .need = UNITS},
    {.pattern = "/unit/{}", .handle = page_unit, .need = UNITS},
    {.pattern = "/unit/{}/{}", .handle = page_unit_wave, .need = UNITS},
    {.pattern = "/unit/{}/{}.csv", .handle = page_unit_csv, .need = UNITS},
    {.pattern = "/unit/{}/{}.xlsx", .handle = page_unit_xlsx, .need = UNITS},
    {.pattern = "/unit/{}/{}.pdf", .handle = page_unit_pdf, .need = UNITS},
    {.pattern = "/unit/{}/{}/chart/{}.svg",
     .handle = page_unit_chart_svg,
     .need = UNITS},
    {.pattern = "/unit/{}/{}/chart/{}.png",
     .handle = page_unit_chart_png,
     .need = UNITS},
    {.pattern = "/office", .handle = page_office, .need = WEB_NEED_OFFICE},

    /* what staff write */
    {.pattern = "/plans", .handle = page_plans, .need = WEB_NEED_STAFF},
    {.pattern = "/plans/{}", .handle = page_unit_plans, .need = WEB_NEED_STAFF},
    {.method = HTTP_POST,
     .pattern = "/plans/{}",
     .handle = page_unit_plans_post,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = LONG_FORM_MAX_BYTES,
     .fields = plan_fields,
     .need = WEB_NEED_STAFF},
    {.pattern = "/plans/{}/{}", .handle = page_plan, .need = WEB_NEED_STAFF},
    {.method = HTTP_POST,
     .pattern = "/plans/{}/{}",
     .handle = page_plan_post,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = LONG_FORM_MAX_BYTES,
     .fields = plan_fields,
     .need = WEB_NEED_STAFF},
    {.pattern = "/checklists",
     .handle = page_checklists,
     .need = WEB_NEED_STAFF},
    {.pattern = "/checklists/{}",
     .handle = page_checklist,
     .need = WEB_NEED_STAFF},
    {.method = HTTP_POST,
     .pattern = "/checklists/{}",
     .handle = page_checklist_post,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = LONG_FORM_MAX_BYTES,
     .fields = checklist_fields,
     .need = WEB_NEED_CHAMPION},
    {.pattern = "/initiatives", .handle = page_initiatives, .need = RESULTS},
    {.method = HTTP_POST,
     .pattern = "/initiatives",
     .handle = page_initiatives_post,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = LONG_FORM_MAX_BYTES,
     .fields = initiative_fields,
     .need = RESULTS},
    {.pattern = "/initiatives/new",
     .handle = page_initiative_new,
     .need = RESULTS},
    {.pattern = "/initiatives/{}", .handle = page_initiative, .need = RESULTS},
    {.pattern = "/initiatives/{}/change",
     .handle = page_initiative_change,
     .need = RESULTS},
    {.method = HTTP_POST,
     .pattern = "/initiatives/{}/change",
     .handle = page_initiative_change_post,
     .body_type = HTTP_TYPE_FORM,
     .body_max_bytes = LONG_FORM_MAX_BYTES,
     .fields = initiative_fields,
     .need = RESULTS},
};
const size_t web_route_count = sizeof web_routes / sizeof web_routes[0];
