/*
 * An open wave with all that reaching its people needs: its codes, the server's
 * list, the words of letters. What an act that was cut left is finished first.
 */
#ifndef CHORUS_CONDUCT_OUTREACH_H
#define CHORUS_CONDUCT_OUTREACH_H

#include "conduct/wave_record.h"
#include "roster/codes.h"
#include "roster/facts.h"
#include "roster/message.h"

struct conduct_outreach {
    struct conduct_folder folder; /* locked */
    struct site *site;
    struct people *people;
    struct conduct_wave wave;
    struct invites *invites;
    struct wave_id wave_id;
    struct roster_codes codes;
    struct file_path templates;
    struct message_address contact;
    char base[WAVE_BASE_URL_SIZE];
    struct roster_facts facts;
};

/*
 * Opens WAVE. In: BASE, where links point; NULL for base_url of chorus.conf.
 * Out: in place; closed with conduct_outreach_close, also after an error.
 * Errors: ERR_CLOSED, ERR_NOT_FOUND or ERR_RANGE (no address of the server),
 * those of conduct_folder_lock, conduct_wave_load and roster_codes_settle.
 */
BASE_MUST_USE enum err conduct_outreach_open(const char *dir, const char *wave,
                                             const char *base,
                                             struct conduct_outreach *out,
                                             struct err_note *note);
void conduct_outreach_close(struct conduct_outreach *o);

#define CONDUCT_OUTREACH_INIT                                                  \
    {                                                                          \
        .folder.lock_fd = -1, .wave.manifest_bytes = BUF_INIT                  \
    }

#endif
