/*
 * What a backup is made of, by name: for whoever makes one and whoever takes
 * one apart. Opens nothing.
 */
#ifndef CHORUS_CONDUCT_BACKUP_LIST_H
#define CHORUS_CONDUCT_BACKUP_LIST_H

#include "base/archive.h"
#include "conduct/backup.h"
#include "store/copy.h"

#define BACKUP_FORMAT "chorus-backup-v1"
#define BACKUP_HEAD   "BACKUP"     /* the first file in it */
#define BACKUP_SUMS   "SHA256SUMS" /* the last */
#define BACKUP_PEOPLE "office/people.db"
#define BACKUP_SITE   "server/site.db"

/* Files of the institution, if they are there. */
extern const char *const backup_settings[];
extern const size_t backup_setting_count;

/* A file of a wave. */
struct backup_part {
    const char *folder; /* "office" */
    const char *suffix; /* "seal"; of several: without their number */
    uint32_t count;     /* 1, or as many as there may be */
    enum conduct_backup_kind kind; /* which has it while the wave is open */
    bool is_key;                   /* only while it is open, and may stay out */
    bool is_database;
    enum store_kind database;
    const char *lost; /* what is gone without it; NULL: nothing to say */
};
extern const struct backup_part backup_parts[];
extern const size_t backup_part_count;

/* "office/WAVE.seal"; number I of several, from 1. */
void backup_part_name(const struct backup_part *part, const char *wave,
                      uint32_t i, char out[static ARCHIVE_NAME_MAX + 1]);

/* Whether a backup may hold a file of that name: nothing else is ever written.
 */
bool backup_name_is_known(const char *name);

#endif
