/*
 * The first door: an invite for an evaluated blinded element. What is posted is
 * checked on the poster's thread; uses are recorded in groups by one writer
 * thread, and answered after they are durable. Knows invites' public keys;
 * must never know a ballot, a nullifier or a person.
 * Source: src/PROTOCOL.md, "Issue" and "Status codes".
 */
#ifndef CHORUS_COLLECT_ISSUE_H
#define CHORUS_COLLECT_ISSUE_H

#include "collect/answer.h"
#include "token/poprf.h"

struct issue;

/*
 * Opens the door of a wave and starts its writer thread.
 * In: INVITES_PATH, the wave's invites.db; everything else is copied, the key
 * into guarded memory. Out: caller closes with issue_close.
 * Errors: those of invites_open; ERR_CORRUPT (SK is not the manifest's key),
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err issue_open(const char *invites_path,
                                  const struct wave_manifest *manifest,
                                  const struct wave_manifest_hash *mh,
                                  const struct token_secret_key *sk,
                                  struct issue **out_issue,
                                  struct err_note *note);

/*
 * Takes one request; any thread. REPLY is called exactly once, see
 * struct collect_reply. In: BODY is untrusted and not kept.
 * Statuses, in this order: 400, 404 (collect_head_check), 400 wrong length, 403
 * (not on the list, then a bad signature), 422, 200 a recorded retry (also
 * after the closing time), 410 from the closing time on, 409 used with another
 * element, 503 the queue is full, the wave is being closed, or the disk
 * refused: nothing was taken. A retry gets the same `evaluated`; the proof may
 * differ.
 */
void issue_post(struct issue *issue, const uint8_t *body, size_t len,
                int64_t now_sec, struct collect_reply reply);

/*
 * Learns which codes the office struck out and which took their place: a code
 * that was struck out is refused at once, a new one is taken from the next call
 * of this on. To be called every moment. Errors: those of invites_refresh;
 * all is as before then.
 */
BASE_MUST_USE enum err issue_refresh(struct issue *issue);

/* Returns when everything that was posted before is answered. */
void issue_drain(struct issue *issue);

/*
 * Finishes what was accepted, stops the thread, wipes the key, frees. Nobody
 * may post meanwhile. NULL is fine.
 */
void issue_close(struct issue *issue);

#endif
