/*
 * A hold: the destruction of a wave is put off, because the law or a proceeding
 * asks for it. It is recorded with its reason, and shown wherever the wave is;
 * it breaks what the manifest promised to those who answered.
 */
#ifndef CHORUS_CONDUCT_HOLD_H
#define CHORUS_CONDUCT_HOLD_H

#include "conduct/wave_record.h"

/* The last word on a wave. Errors: those of site_hold_get; a line in NOTE. */
BASE_MUST_USE enum err conduct_hold_get(struct site *site,
                                        const struct conduct_wave *wave,
                                        struct site_hold *out_hold,
                                        struct err_note *note);

/*
 * Puts a hold on, or takes it off. In: the folder is locked; REASON, a line of
 * text. Errors: ERR_FORMAT (no line of 1 to 500 bytes), ERR_STATE (as it is
 * already, or purged), those of the store; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_hold_set(struct site *site,
                                        const struct conduct_wave *wave,
                                        bool is_on, const char *reason,
                                        int64_t now_sec, struct err_note *note);

#endif
