/*
 * The list of a wave's invite keys as the server's file has it: what became of
 * each, what took the place of a lost one, and whether it still is the list
 * that the manifest promised. Knows keys, no code.
 */
#ifndef CHORUS_ROSTER_KEYS_H
#define CHORUS_ROSTER_KEYS_H

#include "store/invites.h"

struct roster_keys {
    struct invites_key *keys; /* bytewise by pk */
    size_t count;
};

/* Reads all keys. Out: caller frees with roster_keys_free. Errors: those of
 * invites_each, ERR_MEMORY. */
BASE_MUST_USE enum err roster_keys_load(struct invites *invites,
                                        struct roster_keys **out_keys);
void roster_keys_free(struct roster_keys *keys);

/* NULL when the key is not there. */
const struct invites_key *roster_keys_find(const struct roster_keys *keys,
                                           const uint8_t pk[static 32]);

/*
 * The hash of the list as it was when the wave opened, for comparison with the
 * manifest's invites_sha256: all keys but those that took another's place.
 * Errors: ERR_CORRUPT (a replaced key without a successor of its group, or two
 * with one), ERR_MEMORY.
 */
BASE_MUST_USE enum err roster_keys_promised(const struct roster_keys *keys,
                                            size_t *out_count,
                                            uint8_t out_sha256[static 32]);

/* The hash of the list of keys that are used, or may be. Errors: ERR_MEMORY. */
BASE_MUST_USE enum err roster_keys_current(const struct roster_keys *keys,
                                           size_t *out_count,
                                           uint8_t out_sha256[static 32]);

#endif
