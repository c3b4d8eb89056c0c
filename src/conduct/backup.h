/*
 * Backups: the institution's folder in one file, made while chorusd serves.
 * While a wave is open there are two kinds, and neither shows who of those who
 * fetched a token sent which ballot, even next to another of its kind: one has
 * the ballots (and the keys), the other the invites (and the names).
 *
 * A backup is a tar archive: "BACKUP", a few lines that say what it is; the
 * files under the names they have in the folder; "SHA256SUMS" at its end, as
 * sha256sum writes it.
 * Source: src/PROTOCOL.md, "What it promises, and what it does not".
 */
#ifndef CHORUS_CONDUCT_BACKUP_H
#define CHORUS_CONDUCT_BACKUP_H

#include "conduct/folder.h"

/* What of open waves is in it; of closed ones everything is. */
enum conduct_backup_kind {
    CONDUCT_BACKUP_WHOLE,   /* no wave is open */
    CONDUCT_BACKUP_BALLOTS, /* ballots, opening key, the server's keys */
    CONDUCT_BACKUP_INVITES, /* people.db, invites */
};

/* "whole", "ballots", "invites". */
const char *conduct_backup_kind_name(enum conduct_backup_kind kind);
/* False for any other text. */
bool conduct_backup_kind_find(const char *text,
                              enum conduct_backup_kind *out_kind);

struct conduct_backup_terms {
    enum conduct_backup_kind kind;
    bool without_keys; /* leave the server's keys of open waves out */
    int64_t now_sec;
};

/*
 * Makes PATH (0600). In: the folder is locked. Out: OUT_OPEN, how many waves
 * are open in it; OUT_FILES, how many files. Errors: ERR_STATE (a wave is open
 * and the kind is WHOLE), ERR_EXISTS (PATH is there), ERR_NOT_FOUND (a file of
 * an open wave is missing), those of store_copy and archive_add; a line in
 * NOTE, and no file is left.
 */
BASE_MUST_USE enum err conduct_backup_make(
    const struct conduct_folder *folder, struct site *site,
    const struct conduct_backup_terms *terms, const char *path,
    size_t *out_open, size_t *out_files, struct err_note *note);

#endif
