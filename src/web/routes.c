/* The addresses of chorusd: this table is the contract page "Pages", and the
 * protocol's "Other addresses". */
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
    {.pattern = "/v1/waves/{}/release", .handle = api_wave_release},
    {.pattern = "/v1/waves/{}/release.sig", .handle = api_wave_release_sig},
    {.pattern = "/static/{}/style.css", .handle = asset_style},
    {.pattern = "/static/{}/receipt.js", .handle = asset_receipt_script},
    {.pattern = "/healthz", .handle = api_healthz},

    /* pages for everyone */
    {.pattern = "/", .handle = page_home},
    {.pattern = "/w/{}", .handle = page_survey},
    {.pattern = "/privacy", .handle = page_privacy},
    {.pattern = "/support", .handle = page_support},
    {.pattern = "/receipt/{}", .handle = page_receipt},
    {.pattern = "/info/{}", .handle = page_information},
    {.pattern = "/wave/{}", .handle = page_public},

    /* pages for staff */
    {.pattern = "/login", .handle = page_login},
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
    {.pattern = "/results/{}.json",
     .handle = page_results_json,
     .need = RESULTS},
    {.pattern = "/units", .handle = page_units, .need = UNITS},
    {.pattern = "/unit/{}", .handle = page_unit, .need = UNITS},
    {.pattern = "/unit/{}/{}", .handle = page_unit_wave, .need = UNITS},
    {.pattern = "/unit/{}/{}.csv", .handle = page_unit_csv, .need = UNITS},
    {.pattern = "/office", .handle = page_office, .need = WEB_NEED_OFFICE},
};
const size_t web_route_count = sizeof web_routes / sizeof web_routes[0];
