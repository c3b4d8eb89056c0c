#include "cli/commands.h"

const struct cli_command *const cli_commands[] = {
    &cli_cmd_init,          &cli_cmd_survey_check,     &cli_cmd_survey_show,
    &cli_cmd_roster_import, &cli_cmd_roster_show,      &cli_cmd_wave_plan,
    &cli_cmd_wave_open,     &cli_cmd_wave_list,        &cli_cmd_wave_show,
    &cli_cmd_wave_verify,   &cli_cmd_wave_unlock_test, &cli_cmd_wave_close,
    &cli_cmd_wave_publish,  &cli_cmd_invite,           &cli_cmd_user_add,
    &cli_cmd_user_list,     &cli_cmd_user_remove,      &cli_cmd_user_reset,
    &cli_cmd_release_show,  &cli_cmd_release_verify,   &cli_cmd_release_export,
    &cli_cmd_board_verify,  &cli_cmd_answer,           NULL,
};
