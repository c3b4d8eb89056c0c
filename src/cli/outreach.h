/*
 * An open wave with all that reaching its people needs: its codes, the server's
 * list, the words of letters. What an act that was cut left is finished first.
 */
#ifndef CHORUS_CLI_OUTREACH_H
#define CHORUS_CLI_OUTREACH_H

#include "cli/wave_record.h"
#include "roster/codes.h"
#include "roster/facts.h"
#include "roster/message.h"

struct cli_outreach {
    struct cli_folder folder; /* locked */
    struct site *site;
    struct people *people;
    struct cli_wave wave;
    struct invites *invites;
    struct wave_id wave_id;
    struct roster_codes codes;
    struct file_path templates;
    struct message_address contact;
    char base[WAVE_BASE_URL_SIZE];
    struct roster_facts facts;
};

/*
 * Opens WAVE. In: BASE, of --base; NULL for base_url of chorus.conf.
 * Out: in place; closed with cli_outreach_close, also after an error.
 * Errors: ERR_CLOSED, wrong usage (no address of the server), those of
 * cli_folder_lock, cli_wave_load and roster_codes_settle.
 */
BASE_MUST_USE enum err cli_outreach_open(struct cli *cli, const char *wave,
                                         const char *base,
                                         struct cli_outreach *out);
void cli_outreach_close(struct cli_outreach *o);

#define CLI_OUTREACH_INIT                                                      \
    {                                                                          \
        .folder.lock_fd = -1, .wave.manifest_bytes = BUF_INIT                  \
    }

/* Whether a signal that waits asks us to stop; see cli_outreach_watch. */
bool cli_outreach_is_interrupted(void);
/* From now on ^C and SIGTERM wait until the work at hand is recorded. */
void cli_outreach_block_signals(void);

#endif
