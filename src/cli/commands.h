/*
 * The table of commands: one row for each thing that an office or a committee
 * can type, in the order of help. One file per command behind it (cmd_*.c).
 */
#ifndef CHORUS_CLI_COMMANDS_H
#define CHORUS_CLI_COMMANDS_H

#include "cli/cli.h"

/* Ends with NULL. */
extern const struct cli_command *const cli_commands[];

extern const struct cli_command cli_cmd_init;
extern const struct cli_command cli_cmd_survey_check;
extern const struct cli_command cli_cmd_survey_show;
extern const struct cli_command cli_cmd_roster_import;
extern const struct cli_command cli_cmd_roster_show;
extern const struct cli_command cli_cmd_wave_plan;
extern const struct cli_command cli_cmd_wave_open;
extern const struct cli_command cli_cmd_wave_list;
extern const struct cli_command cli_cmd_wave_show;
extern const struct cli_command cli_cmd_wave_verify;
extern const struct cli_command cli_cmd_wave_unlock_test;
extern const struct cli_command cli_cmd_wave_close;
extern const struct cli_command cli_cmd_wave_publish;
extern const struct cli_command cli_cmd_wave_retally;
extern const struct cli_command cli_cmd_invite;
extern const struct cli_command cli_cmd_remind;
extern const struct cli_command cli_cmd_person_fix;
extern const struct cli_command cli_cmd_person_withdraw;
extern const struct cli_command cli_cmd_campaign;
extern const struct cli_command cli_cmd_user_add;
extern const struct cli_command cli_cmd_user_list;
extern const struct cli_command cli_cmd_user_remove;
extern const struct cli_command cli_cmd_user_reset;
extern const struct cli_command cli_cmd_release_show;
extern const struct cli_command cli_cmd_release_verify;
extern const struct cli_command cli_cmd_release_export;
extern const struct cli_command cli_cmd_release_group;
extern const struct cli_command cli_cmd_release_compare;
extern const struct cli_command cli_cmd_release_trend;
extern const struct cli_command cli_cmd_release_response;
extern const struct cli_command cli_cmd_report;
extern const struct cli_command cli_cmd_initiative_add;
extern const struct cli_command cli_cmd_initiative_import;
extern const struct cli_command cli_cmd_initiative_list;
extern const struct cli_command cli_cmd_initiative_show;
extern const struct cli_command cli_cmd_plan_import;
extern const struct cli_command cli_cmd_plan_export;
extern const struct cli_command cli_cmd_plan_list;
extern const struct cli_command cli_cmd_checklist_import;
extern const struct cli_command cli_cmd_checklist_list;
extern const struct cli_command cli_cmd_export_list;
extern const struct cli_command cli_cmd_board_verify;
extern const struct cli_command cli_cmd_answer;
extern const struct cli_command cli_cmd_office;
extern const struct cli_command cli_cmd_backup;
extern const struct cli_command cli_cmd_restore;
extern const struct cli_command cli_cmd_hold;
extern const struct cli_command cli_cmd_purge;
extern const struct cli_command cli_cmd_doctor;

#endif
