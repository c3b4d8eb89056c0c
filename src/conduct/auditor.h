/*
 * Runs chorus-audit, the program beside this one, on a release: as a process of
 * its own, so that what attacks a release shares nothing with what makes it.
 * The release is handed over in memory: one that is not published yet leaves
 * nothing on a disk, whatever happens.
 * Source: src/RELEASE.md, "The auditor".
 */
#ifndef CHORUS_CONDUCT_AUDITOR_H
#define CHORUS_CONDUCT_AUDITOR_H

#include "base/file.h"

/*
 * Where it is. Errors: ERR_NOT_FOUND, it does not stand beside this program
 * (NOTE says where it should).
 */
BASE_MUST_USE enum err conduct_auditor_find(struct file_path *out_path,
                                            struct err_note *note);

/*
 * Audits RELEASE with its SURVEY. ERR_OK only when every check ran and none
 * found anything. Errors: ERR_DENIED, something was found (NOTE: how many, and
 * the first); ERR_STATE, a check could not run; ERR_NOT_FOUND, no auditor;
 * ERR_IO, it could not be run or ended by itself; ERR_MEMORY. NOTE never holds
 * a value of the release.
 */
BASE_MUST_USE enum err conduct_auditor_run(const struct buf *release,
                                           const struct buf *survey,
                                           struct err_note *note);

#endif
