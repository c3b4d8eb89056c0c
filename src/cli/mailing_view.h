/*
 * A round of mails at the terminal: what would happen, the bar, what became of
 * it, and who could not be reached. The one place that prints an address, for
 * the office and nobody else.
 */
#ifndef CHORUS_CLI_MAILING_VIEW_H
#define CHORUS_CLI_MAILING_VIEW_H

#include "cli/cli.h"
#include "conduct/mailing.h"

/* The options that chorus invite --mail and chorus remind share. */
#define CLI_MAILING_OPTIONS                                                    \
    {"dry-run", NULL,                                                          \
     "Connect to nothing and change nothing: say who would get a mail, and "   \
     "show one with a code that is not valid.",                                \
     0},                                                                       \
        {"test-to", "ADDRESS",                                                 \
         "Send this one mail only, with a code that is not valid.", 0},        \
    {                                                                          \
        "retry-unsure", NULL,                                                  \
            "Also send to those of whom nobody knows whether their mail "      \
            "arrived; some may get a second one.",                             \
            0                                                                  \
    }

/*
 * Does what the options of the call say. Errors: those of
 * conduct_mail_settings_read, roster_mailing_new and roster_mailing_run.
 */
BASE_MUST_USE enum err cli_mailing(struct cli *cli, struct conduct_outreach *o,
                                   enum roster_mail_kind kind, bool is_again);

#endif
