/*
 * The mail server and the sender, as chorus.conf names them, and the password
 * from its file.
 */
#ifndef CHORUS_CONDUCT_MAIL_SETTINGS_H
#define CHORUS_CONDUCT_MAIL_SETTINGS_H

#include "conduct/folder.h"
#include "roster/mail.h"
#include "roster/outbox.h"

struct conduct_mail_settings {
    struct mail_settings server; /* points into the folder and PASSWORD */
    struct roster_sender sender;
    struct buf password; /* secret */
};

/*
 * Reads and checks them. In: FOLDER, kept. Out: wiped with
 * conduct_mail_settings_wipe. Errors: ERR_STATE (a key that mailing needs is
 * not set), ERR_FORMAT (a value of it), ERR_DENIED (others may read the
 * password's file), ERR_NOT_FOUND and others of reading it; NOTE names the key.
 */
BASE_MUST_USE enum err conduct_mail_settings_read(
    const struct conduct_folder *folder,
    struct conduct_mail_settings *out_settings, struct err_note *note);
void conduct_mail_settings_wipe(struct conduct_mail_settings *settings);

/*
 * The address that trainees may write to: mail_reply_to, else mail_from, else
 * "". Errors: ERR_FORMAT (one of them is no address).
 */
BASE_MUST_USE enum err conduct_mail_contact(const struct conduct_folder *folder,
                                            struct message_address *out_contact,
                                            struct err_note *note);

#endif
