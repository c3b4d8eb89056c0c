/*
 * Room for a drawing. Pango, GLib and librsvg end the whole program when they
 * get no memory, and cannot be told not to: so a drawing begins only where the
 * system has room for the largest one. What takes the room meanwhile, or a
 * system that promises more than it has, can still end the program; a server
 * loses nothing by it that it acknowledged. Knows no drawing.
 */
#ifndef CHORUS_REPORT_DRAWING_H
#define CHORUS_REPORT_DRAWING_H

#include "base/err.h"

/* Errors: ERR_MEMORY (no room: draw nothing). */
BASE_MUST_USE enum err drawing_has_room(void);

#endif
