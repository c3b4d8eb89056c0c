/* Inside the reader of releases: the groups, read once the head is. */
#ifndef CHORUS_AUDIT_RELEASE_PARTS_H
#define CHORUS_AUDIT_RELEASE_PARTS_H

#include "audit/release.h"
#include "audit/shape.h"

/*
 * Reads "groups" into RELEASE, whose scales are read. Errors: ERR_MEMORY; what
 * is wrong in the shape is in SHAPE and its report.
 */
BASE_MUST_USE enum err audit_release_read_groups(struct audit_shape *shape,
                                                 struct audit_release *release);

#endif
