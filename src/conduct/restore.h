/*
 * A backup becomes a folder again; or the other kind of backup of the same
 * waves completes one. Says what is lost.
 */
#ifndef CHORUS_CONDUCT_RESTORE_H
#define CHORUS_CONDUCT_RESTORE_H

#include "conduct/backup.h"

/* Where the backup's chorus.conf goes when DIR has another one. */
#define BACKUP_CONF_BESIDE "chorus.conf.restored"

struct conduct_restored {
    enum conduct_backup_kind kind;
    char made[32]; /* when the backup was made, RFC 3339 */
    size_t files;  /* that were written */
};

/*
 * Restores PATH into DIR. The whole archive is checked first. A folder without
 * server/site.db gets everything; one with it gets what it lacks, when it has
 * the same waves in the same state. Nothing that is there is changed, so that a
 * restore that was interrupted is finished by the next. As root, what is below
 * server/ goes to that folder's owner.
 * Errors: ERR_FORMAT (no backup, cut off, or changed), ERR_EXISTS (another file
 * is there; nothing is missing), ERR_STATE (DIR is of other waves), those of
 * file_write_new; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_restore(const char *path, const char *dir,
                                       struct conduct_restored *out_restored,
                                       struct err_note *note);

/*
 * What a restored folder lacks. Calls FN with a wave that is open, or closed
 * before the day of its purge, and a line on what is lost; an error of FN ends
 * it. Errors: those of the stores; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_restore_lost(
    const struct conduct_folder *folder, struct site *site, int64_t now_sec,
    enum err (*fn)(void *ctx, const char *wave, const char *lost), void *ctx,
    struct err_note *note);

#endif
