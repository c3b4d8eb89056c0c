/*
 * The second door: a token and a sealed ballot for a signed receipt. What is
 * posted is checked on the poster's thread; ballots are stored in groups by one
 * writer thread, and answered after they are durable. Knows nullifiers; must
 * never know an invite, a person, a session, or how to open a ballot.
 * Source: src/PROTOCOL.md, "Redeem" and "Status codes".
 */
#ifndef CHORUS_COLLECT_SUBMIT_H
#define CHORUS_COLLECT_SUBMIT_H

#include "collect/answer.h"
#include "token/poprf.h"

struct submit;

/*
 * Opens the door of a wave and starts its writer thread.
 * In: BALLOTS_PATH, the wave's ballots.db; everything else is copied, the keys
 * into guarded memory. Out: caller closes with submit_close.
 * Errors: those of ballots_open; ERR_CORRUPT (a key is not the manifest's, or
 * the file has rows of another size), ERR_MEMORY.
 */
BASE_MUST_USE enum err submit_open(const char *ballots_path,
                                   const struct wave_manifest *manifest,
                                   const struct wave_manifest_hash *mh,
                                   const struct token_secret_key *sk,
                                   const struct wave_board_secret *board,
                                   struct submit **out_submit,
                                   struct err_note *note);

/*
 * Takes one request; any thread. REPLY is called exactly once, see
 * struct collect_reply. In: BODY is untrusted and not kept.
 * Statuses, in this order: 400, 404 (collect_head_check), 400 wrong length, 403
 * a tag that no token makes, 200 a recorded retry with the same receipt (also
 * after the closing time), 410 from the closing time on, 409 the nullifier with
 * other bytes or the bytes under another nullifier, 503 the queue is full, the
 * wave is being closed, or the disk refused: nothing was taken.
 */
void submit_post(struct submit *submit, const uint8_t *body, size_t len,
                 int64_t now_sec, struct collect_reply reply);

/* Returns when everything that was posted before is answered. */
void submit_drain(struct submit *submit);

/*
 * Finishes what was accepted, stops the thread, wipes the keys, frees. Nobody
 * may post meanwhile. NULL is fine.
 */
void submit_close(struct submit *submit);

#endif
