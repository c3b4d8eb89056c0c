/*
 * DIR: where an institution's data lives, chorus.conf, and the lock that keeps
 * two office commands from changing it at once. Knows paths and settings; must
 * never open a wave's ballots.
 * Source: README, "Where data lives".
 */
#ifndef CHORUS_CONDUCT_FOLDER_H
#define CHORUS_CONDUCT_FOLDER_H

#include "base/config.h"
#include "base/file.h"
#include "store/people.h"
#include "store/site.h"

#define CONDUCT_CONF_COUNT 13

struct conduct_folder {
    struct file_path dir;
    struct file_path office; /* DIR/office */
    struct file_path server; /* DIR/server */
    struct file_path keys;   /* DIR/server/keys */
    struct file_path people; /* DIR/office/people.db */
    struct file_path site;   /* DIR/server/site.db */
    struct config_entry conf[CONDUCT_CONF_COUNT];
    int lock_fd; /* -1: not locked */
};

/* The files of one wave. */
struct conduct_wave_paths {
    struct file_path seal;    /* DIR/office/WAVE.seal */
    struct file_path opening; /* DIR/office/WAVE.opening: begun, not done */
    struct file_path invites; /* DIR/server/WAVE.invites.db */
    struct file_path ballots; /* DIR/server/WAVE.ballots.db */
};

/* Fills in the paths, touching nothing. Errors: ERR_RANGE (too long). */
BASE_MUST_USE enum err conduct_folder_paths(const char *dir,
                                            struct conduct_folder *out_folder,
                                            struct err_note *note);

/* Makes the folders themselves; those that are there stay. As root, server/ and
 * keys/ go to DIR's owner. Errors: ERR_DENIED, ERR_IO, ...; a line in NOTE. */
BASE_MUST_USE enum err conduct_folder_make(const struct conduct_folder *folder,
                                           struct err_note *note);

/*
 * Makes a new folder: chorus.conf (unless one is there), office/people.db,
 * server/site.db, server/keys. Errors: ERR_EXISTS (one of the databases is
 * there; nothing is changed),
 * those of people_create and site_create.
 */
BASE_MUST_USE enum err conduct_folder_create(const char *dir,
                                             const char *institution,
                                             struct err_note *note);

/*
 * Finds a folder and reads its chorus.conf. Errors: ERR_NOT_FOUND
 * (no Chorus folder; NOTE names chorus init), ERR_FORMAT (chorus.conf).
 */
BASE_MUST_USE enum err conduct_folder_open(const char *dir,
                                           struct conduct_folder *out_folder,
                                           struct err_note *note);
/* The same, and takes the lock: for commands that change something. Errors: as
 * above, and ERR_BUSY (another command is at work). */
BASE_MUST_USE enum err conduct_folder_lock(const char *dir,
                                           struct conduct_folder *out_folder,
                                           struct err_note *note);
/* Gives the lock back; harmless without one. */
void conduct_folder_close(struct conduct_folder *folder);

/* A setting of chorus.conf, or its default; KEY is one of its keys. */
const char *conduct_folder_setting(const struct conduct_folder *folder,
                                   const char *key);

/* The paths of a wave. Errors: ERR_FORMAT (not a name), ERR_RANGE. */
BASE_MUST_USE enum err conduct_folder_wave(const struct conduct_folder *folder,
                                           const char *wave,
                                           struct conduct_wave_paths *out_paths,
                                           struct err_note *note);

/* DIR/office/WAVE.share-NUMBER. Errors: ERR_RANGE (too long). */
BASE_MUST_USE enum err conduct_folder_share(const struct conduct_folder *folder,
                                            const char *wave, uint32_t number,
                                            struct file_path *out_path);

/*
 * Gives a file to the owner of DIR/server when we are root and that is somebody
 * else, so that chorusd can open what the office made. Errors: ERR_DENIED,
 * ERR_IO.
 */
BASE_MUST_USE enum err conduct_folder_hand_over(
    const struct conduct_folder *folder, const char *path,
    struct err_note *note);

/* Opens people.db and site.db as the office. Errors: as people_open,
 * site_open. */
BASE_MUST_USE enum err conduct_folder_people(
    const struct conduct_folder *folder, struct people **out_people,
    struct err_note *note);
BASE_MUST_USE enum err conduct_folder_site(const struct conduct_folder *folder,
                                           struct site **out_site,
                                           struct err_note *note);

#endif
