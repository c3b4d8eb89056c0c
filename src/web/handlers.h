/*
 * Every address of chorusd has one handler; CONTEXT is the struct web. The
 * table in routes.c says which, and what it needs.
 */
#ifndef CHORUS_WEB_HANDLERS_H
#define CHORUS_WEB_HANDLERS_H

#include "web/server.h"

extern const struct http_route web_routes[];
extern const size_t web_route_count;

void page_home(void *context, struct http_request *r);
void page_privacy(void *context, struct http_request *r);
void page_support(void *context, struct http_request *r);
void page_survey(void *context, struct http_request *r);
void page_receipt(void *context, struct http_request *r);
void page_information(void *context, struct http_request *r);
void page_public(void *context, struct http_request *r);

void page_login(void *context, struct http_request *r);
void page_login_post(void *context, struct http_request *r);
void page_logout_post(void *context, struct http_request *r);

void page_results(void *context, struct http_request *r);
void page_results_wave(void *context, struct http_request *r);
void page_results_csv(void *context, struct http_request *r);
void page_results_json(void *context, struct http_request *r);
void page_results_xlsx(void *context, struct http_request *r);
void page_results_pdf(void *context, struct http_request *r);
void page_results_report(void *context, struct http_request *r);
void page_groups_chart_svg(void *context, struct http_request *r);
void page_groups_chart_png(void *context, struct http_request *r);
void page_sets_chart_svg(void *context, struct http_request *r);
void page_sets_chart_png(void *context, struct http_request *r);
void page_results_chart_svg(void *context, struct http_request *r);
void page_results_chart_png(void *context, struct http_request *r);
void page_compare(void *context, struct http_request *r);
void page_trend(void *context, struct http_request *r);
void page_response(void *context, struct http_request *r);
void page_sets(void *context, struct http_request *r);
void page_sets_csv(void *context, struct http_request *r);
void page_groups(void *context, struct http_request *r);
void page_groups_csv(void *context, struct http_request *r);
void page_units(void *context, struct http_request *r);
void page_unit(void *context, struct http_request *r);
void page_unit_wave(void *context, struct http_request *r);
void page_unit_csv(void *context, struct http_request *r);
void page_unit_xlsx(void *context, struct http_request *r);
void page_unit_pdf(void *context, struct http_request *r);
void page_unit_chart_svg(void *context, struct http_request *r);
void page_unit_chart_png(void *context, struct http_request *r);
void page_office(void *context, struct http_request *r);

void page_plans(void *context, struct http_request *r);
void page_unit_plans(void *context, struct http_request *r);
void page_unit_plans_post(void *context, struct http_request *r);
void page_plan(void *context, struct http_request *r);
void page_plan_post(void *context, struct http_request *r);
void page_checklists(void *context, struct http_request *r);
void page_checklist(void *context, struct http_request *r);
void page_checklist_post(void *context, struct http_request *r);
void page_initiatives(void *context, struct http_request *r);
void page_initiatives_post(void *context, struct http_request *r);
void page_initiative(void *context, struct http_request *r);
void page_initiative_new(void *context, struct http_request *r);
void page_initiative_change(void *context, struct http_request *r);
void page_initiative_change_post(void *context, struct http_request *r);

void api_issue(void *context, struct http_request *r);
void api_redeem(void *context, struct http_request *r);
void api_waves(void *context, struct http_request *r);
void api_wave_manifest(void *context, struct http_request *r);
void api_wave_survey(void *context, struct http_request *r);
void api_wave_words(void *context, struct http_request *r);
void api_wave_information(void *context, struct http_request *r);
void api_wave_client(void *context, struct http_request *r);
void api_wave_board(void *context, struct http_request *r);
void api_wave_board_sig(void *context, struct http_request *r);
void api_wave_release(void *context, struct http_request *r);
void api_wave_release_sig(void *context, struct http_request *r);
void api_healthz(void *context, struct http_request *r);

#endif
