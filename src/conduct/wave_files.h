/*
 * The files of one wave in a folder, by their names: WAVE.REST. For whoever
 * destroys them, also what an interrupted command left beside them
 * ("WAVE.poprf.new-...", "WAVE.ballots.db-journal"). Opens none of them.
 */
#ifndef CHORUS_CONDUCT_WAVE_FILES_H
#define CHORUS_CONDUCT_WAVE_FILES_H

#include "base/file.h"
#include "wave/manifest.h"

/*
 * The wave and the rest of a file's name. Out: OUT_REST points into NAME.
 * False, and nothing written, when the name is not WAVE.REST.
 */
bool conduct_wave_file_split(const char *name, char out_wave[WAVE_NAME_MAX + 1],
                             const char **out_rest);

/* Whether REST begins with one of KINDS, which ends with NULL. */
bool conduct_wave_file_is(const char *rest, const char *const *kinds);

/* Whether FOLDER has a file of WAVE of one of KINDS. Errors: those of the file
 * system; a line in NOTE. No such folder is no such file. */
BASE_MUST_USE enum err conduct_wave_files_there(const struct file_path *folder,
                                                const char *wave,
                                                const char *const *kinds,
                                                bool *out_there,
                                                struct err_note *note);

/*
 * Overwrites and removes them all; none there is fine, so that it may be
 * repeated. Errors: those of file_destroy; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_wave_files_destroy(
    const struct file_path *folder, const char *wave, const char *const *kinds,
    struct err_note *note);

#endif
