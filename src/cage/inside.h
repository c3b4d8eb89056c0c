/* What the files of the cage share: one function for each fence. */
#ifndef CHORUS_CAGE_INSIDE_H
#define CHORUS_CAGE_INSIDE_H

#include "cage/cage.h"

/* Out: the ABI that stands, 0 when the kernel has no Landlock. */
BASE_MUST_USE enum err cage_landlock(const struct cage_needs *needs,
                                     int *out_abi, struct err_note *note);
/* Out: whether the filter stands. */
BASE_MUST_USE enum err cage_seccomp(bool *out_stands, struct err_note *note);

#endif
