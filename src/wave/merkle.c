#include "wave/merkle.h"

#include <sodium.h>

/* RFC 9162, 2.1.1: the prefixes that keep leaves and nodes apart. */
static const uint8_t leaf_prefix = 0x00;
static const uint8_t node_prefix = 0x01;

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

void wave_merkle_init(struct wave_merkle *tree)
{
    tree->height = 0;
    tree->count = 0;
}

/*
 * The stack has one subtree for every bit that is set in the number of leaves.
 * The RFC's split at the largest power of two below n is what joining them from
 * the right gives.
 */
void wave_merkle_add(struct wave_merkle *tree, const struct wave_leaf *leaf)
{
    struct wave_root *stack = tree->stack;
    hash_leaf(leaf, &stack[tree->height++]);
    for (uint64_t n = ++tree->count; (n & 1) == 0; n >>= 1) {
        tree->height--;
        hash_node(&stack[tree->height - 1], &stack[tree->height]);
    }
}

void wave_merkle_end(const struct wave_merkle *tree, struct wave_root *out_root)
{
    size_t left = tree->height;
    if (left == 0) {
        (void)crypto_hash_sha256(out_root->b, NULL, 0);
        return;
    }
    struct wave_root root = tree->stack[--left];
    while (left > 0) {
        struct wave_root node = tree->stack[--left];
        hash_node(&node, &root);
        root = node;
    }
    *out_root = root;
}

void wave_merkle_root(const struct wave_leaf *leaves, size_t count,
                      struct wave_root *out_root)
{
    struct wave_merkle tree;
    wave_merkle_init(&tree);
    for (size_t i = 0; i < count; i++)
        wave_merkle_add(&tree, &leaves[i]);
    wave_merkle_end(&tree, out_root);
}
