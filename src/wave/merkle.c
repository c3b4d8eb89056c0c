#include "wave/merkle.h"

#include <sodium.h>

/* RFC 9162, 2.1.1: the prefixes that keep leaves and nodes apart. */
static const uint8_t leaf_prefix = 0x00;
static const uint8_t node_prefix = 0x01;

#define LEVELS_MAX (8 * sizeof(size_t))

static void hash_leaf(const struct wave_leaf *leaf, struct wave_root *out)
{
    crypto_hash_sha256_state state;
    (void)crypto_hash_sha256_init(&state);
    (void)crypto_hash_sha256_update(&state, &leaf_prefix, 1);
    (void)crypto_hash_sha256_update(&state, leaf->b, sizeof leaf->b);
    (void)crypto_hash_sha256_final(&state, out->b);
}

/* left = hash of the node over left and right */
static void hash_node(struct wave_root *left, const struct wave_root *right)
{
    crypto_hash_sha256_state state;
    (void)crypto_hash_sha256_init(&state);
    (void)crypto_hash_sha256_update(&state, &node_prefix, 1);
    (void)crypto_hash_sha256_update(&state, left->b, sizeof left->b);
    (void)crypto_hash_sha256_update(&state, right->b, sizeof right->b);
    (void)crypto_hash_sha256_final(&state, left->b);
}

/*
 * The stack holds the full subtrees of the leaves so far, largest first: one
 * for every bit that is set in their number. The RFC's split at the largest
 * power of two below n is what joining them from the right gives.
 */
void wave_merkle_root(const struct wave_leaf *leaves, size_t count,
                      struct wave_root *out_root)
{
    struct wave_root stack[LEVELS_MAX];
    size_t height = 0;
    for (size_t i = 0; i < count; i++) {
        hash_leaf(&leaves[i], &stack[height++]);
        for (size_t n = i + 1; (n & 1) == 0; n >>= 1) {
            height--;
            hash_node(&stack[height - 1], &stack[height]);
        }
    }
    if (height == 0) {
        (void)crypto_hash_sha256(out_root->b, NULL, 0);
        return;
    }
    for (; height > 1; height--)
        hash_node(&stack[height - 2], &stack[height - 1]);
    *out_root = stack[0];
}
