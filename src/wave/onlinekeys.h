/*
 * The two secrets of an open wave that the server needs: the POPRF key that
 * makes tokens and the board key that signs receipts. They live in
 * DIR/server/keys/WAVE.poprf and WAVE.board (0600) until the wave is closed.
 * Knows no opening key: what reads a ballot is never here.
 * Source: src/PROTOCOL.md, "Rules for the implementation".
 *
 * A file is five lines, each ended by LF:
 *     chorus-online-key-v1
 *     algorithm: poprf-ristretto255-sha512       (or board-ed25519)
 *     wave: 2026-fall
 *     public: b64u of 32 bytes
 *     secret: b64u of 32 bytes                   (scalar, or Ed25519 seed)
 */
#ifndef CHORUS_WAVE_ONLINEKEYS_H
#define CHORUS_WAVE_ONLINEKEYS_H

#include "wave/receipt.h"

struct wave_onlinekeys {
    uint8_t poprf_sk[32]; /* ristretto255 scalar, canonical, not zero */
    uint8_t poprf_pk[32]; /* its element, as in the manifest */
    struct wave_board_secret board_sk;
    struct wave_board_public board_pk; /* as in the manifest */
};

/*
 * Memory for the keys, zeroed, guarded and locked (sodium_malloc). Out: caller
 * frees with wave_onlinekeys_free. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_onlinekeys_new(struct wave_onlinekeys **out_keys);

/* Wipes and frees; NULL is fine. */
void wave_onlinekeys_free(struct wave_onlinekeys *keys);

/*
 * Writes both files, 0600. In: KEYS_DIR is DIR/server/keys; WAVE a valid name;
 * all four fields set. Errors: ERR_EXISTS (a wave's keys are never written
 * over), ERR_RANGE (a public half that is not the secret's), ERR_FULL, ERR_IO,
 * ERR_DENIED, ERR_NOT_FOUND (no such folder). No file is left after an error.
 */
BASE_MUST_USE enum err wave_onlinekeys_write_new(
    const char *keys_dir, const char *wave, const struct wave_onlinekeys *keys,
    struct err_note *note);

/*
 * Reads both files. Out: caller frees with wave_onlinekeys_free.
 * Errors: ERR_NOT_FOUND (never opened here, or destroyed at the close),
 * ERR_DENIED (no ordinary file, readable by others than its owner, or not
 * readable by us), ERR_CORRUPT (not our format, another algorithm or wave, a
 * public half that is not the secret's), ERR_IO, ERR_MEMORY.
 */
BASE_MUST_USE enum err wave_onlinekeys_read(const char *keys_dir,
                                            const char *wave,
                                            struct wave_onlinekeys **out_keys,
                                            struct err_note *note);

/*
 * Overwrites and removes both files; those that are gone already are fine, so
 * that a close can repeat it. Errors: ERR_IO, ERR_DENIED; the other file is
 * destroyed all the same.
 */
BASE_MUST_USE enum err wave_onlinekeys_destroy(const char *keys_dir,
                                               const char *wave,
                                               struct err_note *note);

#endif
