/* The forms of all pages, declared to the render set at the start. */
#ifndef CHORUS_WEB_FORMS_H
#define CHORUS_WEB_FORMS_H

#include "render/template.h"

extern const struct render_form page_top_form;
extern const struct render_form page_end_form;
extern const struct render_form page_resources_form;
extern const struct render_form page_error_form;
extern const struct render_form page_home_form;
extern const struct render_form page_privacy_form;
extern const struct render_form page_support_form;
extern const struct render_form page_survey_form;
extern const struct render_form page_survey_closed_form;
extern const struct render_form page_receipt_form;
extern const struct render_form page_information_form;
extern const struct render_form page_public_form;
extern const struct render_form page_login_form;
extern const struct render_form page_results_form;
extern const struct render_form page_results_mandate_form;
extern const struct render_form page_results_release_form;
extern const struct render_form page_groups_form;
extern const struct render_form page_compare_form;
extern const struct render_form page_trend_form;
extern const struct render_form page_response_form;
extern const struct render_form page_sets_form;
extern const struct render_form page_units_form;
extern const struct render_form page_unit_form;
extern const struct render_form page_unit_wave_form;
extern const struct render_form page_office_form;
extern const struct render_form page_plans_form;
extern const struct render_form page_unit_plans_form;
extern const struct render_form page_plan_form;
extern const struct render_form page_checklists_form;
extern const struct render_form page_checklist_form;
extern const struct render_form page_initiatives_form;
extern const struct render_form page_initiative_form;
extern const struct render_form page_initiative_edit_form;

#endif
