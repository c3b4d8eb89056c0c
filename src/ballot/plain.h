/*
 * The plaintext of a ballot: one fixed layout, so that every ballot of a wave
 * has the same size. Knows bytes and places; must never know what an answer
 * means, nor who gave it. Source: src/PROTOCOL.md, "Redeem".
 */
#ifndef CHORUS_BALLOT_PLAIN_H
#define CHORUS_BALLOT_PLAIN_H

#include "base/err.h"

#include <stddef.h>

#define BALLOT_PLAIN_HEAD_BYTES    39 /* 01 || mh || u16 group || u32 length */
#define BALLOT_PLAIN_STEP_BYTES    256
#define BALLOT_PLAIN_MAX_BYTES     65536
#define BALLOT_MANIFEST_HASH_BYTES 32

/*
 * The size P of a wave's plaintexts: head and answers, rounded up to a multiple
 * of 256. Errors: ERR_RANGE when that is over 64 KiB.
 */
BASE_MUST_USE enum err ballot_plain_size(size_t answers_len,
                                         size_t *out_plain_size);

/*
 * Lays a ballot out. In: the manifest's hash, the group, the answers in the
 * survey's layout, and the manifest's plain_size. Out: PLAIN_SIZE bytes that
 * the caller wipes. Errors: ERR_RANGE when the answers do not fit or PLAIN_SIZE
 * is not a multiple of 256 up to 64 KiB.
 */
BASE_MUST_USE enum err ballot_plain_build(
    const uint8_t mh[static BALLOT_MANIFEST_HASH_BYTES], uint16_t group,
    const uint8_t *answers, size_t answers_len, size_t plain_size,
    uint8_t *out_plain);

/*
 * Finds the answers in an opened ballot. In: PLAIN is untrusted; MH and GROUP
 * are those it was redeemed for. Out: a pointer into PLAIN; the caller compares
 * the length with that of its survey. Errors: ERR_FORMAT when the ballot is
 * spoiled: version, manifest, group, length or padding is wrong.
 */
BASE_MUST_USE enum err ballot_plain_parse(
    const uint8_t *plain, size_t plain_size,
    const uint8_t mh[static BALLOT_MANIFEST_HASH_BYTES], uint16_t group,
    const uint8_t **out_answers, size_t *out_answers_len);

#endif
