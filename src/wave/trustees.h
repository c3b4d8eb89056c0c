/*
 * What the trustees of a wave put their names to: Ed25519 signatures over the
 * board as it stands before anything is opened. Knows signing keys; must never
 * know a share of what opens.
 * Source: src/PROTOCOL.md, "Trustees".
 */
#ifndef CHORUS_WAVE_TRUSTEES_H
#define CHORUS_WAVE_TRUSTEES_H

#include "wave/board.h"
#include "wave/invite_code.h"
#include "wave/manifest.h"

struct wave_trustee_seed { /* secret */
    uint8_t b[32];
};

/* SHA-256 of a board without its "spoiled", which only opening can tell. */
struct wave_unopened_hash {
    uint8_t b[WAVE_HASH_BYTES];
};

/* What a trustee signed. */
struct wave_trustee_sig {
    uint32_t number; /* 1, 2, ...: the place of the key in the manifest */
    uint8_t sig[WAVE_SIG_BYTES];
};

/* A fresh signing key. The caller wipes the seed. */
void wave_trustee_keypair(struct wave_trustee_public *out_public,
                          struct wave_trustee_seed *out_seed);

/*
 * The hash of the board that is about to be opened, as canonical JSON, whatever
 * it says of "spoiled". Errors: ERR_MEMORY, those of the board's text.
 */
BASE_MUST_USE enum err wave_unopened_hash(const struct wave_board *board,
                                          struct wave_unopened_hash *out_hash);

/* The same of a board that is not written yet. Errors: those of
 * wave_board_write. */
BASE_MUST_USE enum err wave_unopened_hash_of_input(
    const struct wave_manifest *manifest, const struct wave_board_input *input,
    struct wave_unopened_hash *out_hash, struct err_note *note);

/* Signs label("trustee-board") || hash. */
void wave_trustee_sign(const struct wave_unopened_hash *hash, uint32_t number,
                       const struct wave_trustee_seed *seed,
                       struct wave_trustee_sig *out_sig);

/*
 * Whether enough trustees signed: COUNT signatures in order of their numbers,
 * each once, at least the threshold, every one of them good. For a wave without
 * trustees: none. In: SIGS untrusted. Errors: ERR_DENIED, NOTE names the
 * trustee or says how many are missing.
 */
BASE_MUST_USE enum err wave_trustees_check(
    const struct wave_trustees *trustees, const struct wave_unopened_hash *hash,
    const struct wave_trustee_sig *sigs, size_t count, struct err_note *note);

#endif
