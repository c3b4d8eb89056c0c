/*
 * Token contexts by group, made when they are first asked for, so that a door
 * opens at once. They lie side by side in one guarded piece of memory: a piece
 * for each would take two pages of it, and six system calls to make. The last
 * 8,192 places used are kept, more than any wave's groups but the largest's,
 * and making one again takes about as long as checking a signature.
 */
#ifndef CHORUS_COLLECT_CONTEXTS_H
#define CHORUS_COLLECT_CONTEXTS_H

#include "token/poprf.h"
#include "wave/derive.h"

struct contexts;

/*
 * In: the wave's key and hash, copied; PK, the manifest's; how many GROUPS it
 * has, one at least.
 * Out: caller frees with contexts_free.
 * Errors: ERR_CORRUPT (SK is damaged, or another wave's), ERR_MEMORY.
 */
BASE_MUST_USE enum err contexts_new(const struct token_secret_key *sk,
                                    const uint8_t pk[static 32],
                                    const struct wave_manifest_hash *mh,
                                    size_t groups,
                                    struct contexts **out_contexts);
/* How much guarded memory a key and the contexts of so many groups take, once
 * all are made. */
size_t contexts_locked_bytes(size_t groups);

/* Wipes and frees; NULL is fine. Nobody may hold a context. */
void contexts_free(struct contexts *contexts);

/*
 * The context of a group; any thread. It stays until contexts_put_back, which
 * the same thread must call, and soon: it may keep others waiting. In: GROUP is
 * one of the wave's.
 * Errors: ERR_ELEMENT (no token can be made for this group; never in practice),
 * ERR_MEMORY.
 */
BASE_MUST_USE enum err contexts_get(struct contexts *contexts, uint16_t group,
                                    const struct token_context **out_context);
void contexts_put_back(struct contexts *contexts, uint16_t group);

#endif
