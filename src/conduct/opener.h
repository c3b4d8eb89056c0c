/*
 * Who opens a wave: the holder of its passphrase, or trustees with a share
 * each. Opens, and makes the trustees sign what they are about to open.
 * Holds the most secret thing there is, for as long as it lives and no longer.
 * Source: src/PROTOCOL.md, "Trustees".
 */
#ifndef CHORUS_CONDUCT_OPENER_H
#define CHORUS_CONDUCT_OPENER_H

#include "ballot/open.h"
#include "ceremony/passphrase.h"
#include "conduct/wave_record.h"
#include "wave/trustees.h"

struct conduct_opener;

/*
 * Begins with who is there: the files of COUNT shares, or none for a wave that
 * a passphrase opens. Reads no secret. In: WAVE and the names in SHARES outlive
 * it. Out: the caller frees with conduct_opener_free; a share that cannot be
 * one of this wave's is kept with what is wrong with it. Errors: ERR_RANGE
 * (trustees open this wave and no share was given), ERR_STATE (shares, but a
 * passphrase opens it), ERR_MEMORY; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_opener_new(const struct conduct_wave *wave,
                                          const char *const *shares,
                                          size_t count,
                                          struct conduct_opener **out_opener,
                                          struct err_note *note);
/* Wipes and frees; NULL is fine. */
void conduct_opener_free(struct conduct_opener *opener);

/*
 * Whether it is enough: every share is one of this wave's, none twice,
 * as many as the threshold. Errors: those of sharefile_number, ERR_EXISTS,
 * ERR_RANGE; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_opener_check(const struct conduct_opener *opener,
                                            struct err_note *note);

/* Takes the passphrase of share I, or (I is 0) of a wave without trustees. In:
 * in normal form; copied. */
void conduct_opener_passphrase(struct conduct_opener *opener, size_t i,
                               const char passphrase[static PASSPHRASE_SIZE]);

/*
 * Opens the wave's key by its passphrase, or all shares; the key that these
 * share is not put together yet. Errors: those of keyfile_open and
 * sharefile_open; a line in NOTE.
 */
BASE_MUST_USE enum err conduct_opener_open(struct conduct_opener *opener,
                                           struct err_note *note);

/*
 * The trustees sign. In: what they are about to open; opened. Out: one for each
 * share, in the order of the trustees; none for a passphrase.
 */
void conduct_opener_sign(
    const struct conduct_opener *opener, const struct wave_unopened_hash *hash,
    struct wave_trustee_sig out_sigs[static WAVE_TRUSTEES_MAX],
    size_t *out_count);

/*
 * The key that opens ballots; from shares, as many as are open. Out: belongs to
 * the opener. Errors: those of trustee_combine and keyfile_open_shared; a line
 * in NOTE.
 */
BASE_MUST_USE enum err conduct_opener_key(
    struct conduct_opener *opener, const struct ballot_secret_key **out_key,
    struct err_note *note);

/* The shares one by one: how many, */
size_t conduct_opener_share_count(const struct conduct_opener *opener);
/* whose the I-th is, 0 for no share of this wave, */
uint32_t conduct_opener_share_number(const struct conduct_opener *opener,
                                     size_t i);
/* and whether it opens; *OUT_NUMBER is 0 for one that is no share of this
 * wave. Errors: those of sharefile_open; a line in NOTE. */
BASE_MUST_USE enum err conduct_opener_share_open(struct conduct_opener *opener,
                                                 size_t i, uint32_t *out_number,
                                                 struct err_note *note);

#endif
