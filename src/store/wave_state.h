/*
 * How far a wave is, as each of its two files says itself and as each
 * transaction reads it. Source: src/PROTOCOL.md, "Rules for the
 * implementation".
 */
#ifndef CHORUS_STORE_WAVE_STATE_H
#define CHORUS_STORE_WAVE_STATE_H

enum wave_state {
    WAVE_STATE_OPEN = 1,    /* takes what arrives */
    WAVE_STATE_CLOSING = 2, /* being read for the tally; may open again */
    WAVE_STATE_CLOSED = 3,  /* takes nothing more, ever */
};

#endif
