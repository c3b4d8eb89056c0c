/*
 * A labelled string of bytes on its way into a hash or a signature:
 * label(name) || fields. Every derived string of the protocol is one of these,
 * and no two names begin alike. Source: src/PROTOCOL.md, "Notation".
 */
#ifndef CHORUS_WAVE_TRANSCRIPT_H
#define CHORUS_WAVE_TRANSCRIPT_H

#include "base/err.h"

#include <stddef.h>

#define WAVE_TRANSCRIPT_MAX_BYTES 256

struct wave_transcript {
    uint8_t b[WAVE_TRANSCRIPT_MAX_BYTES];
    size_t len;
};

/* label(name); the name is a literal of ours. */
void wave_transcript_init(struct wave_transcript *t, const char *name);
/* Appends; the fields are ours and of fixed size, so an overflow aborts. */
void wave_transcript_put(struct wave_transcript *t, const void *bytes,
                         size_t len);
void wave_transcript_put_u16(struct wave_transcript *t, uint16_t v);
/* SHA-256 over all of it. */
void wave_transcript_sha256(const struct wave_transcript *t,
                            uint8_t out[static 32]);
/* Overwrites with zeros: for one that held a secret. */
void wave_transcript_wipe(struct wave_transcript *t);

#endif
