#include "roster/texts.h"

#include <sodium.h>

#define BLOCK_BYTES 65536u

struct block {
    struct block *next;
    size_t used;
    size_t size;
    char bytes[];
};

struct roster_texts {
    struct block *blocks; /* the first is being filled */
};

enum err roster_texts_new(struct roster_texts **out_texts)
{
    struct roster_texts *texts = calloc(1, sizeof *texts);
    if (texts == NULL)
        return ERR_MEMORY;
    *out_texts = texts;
    return ERR_OK;
}

void roster_texts_free(struct roster_texts *texts)
{
    if (texts == NULL)
        return;
    while (texts->blocks != NULL) {
        struct block *block = texts->blocks;
        texts->blocks = block->next;
        sodium_memzero(block->bytes, block->used);
        free(block);
    }
    free(texts);
}

const char *roster_texts_keep(struct roster_texts *texts, const char *text,
                              size_t len)
{
    if (len == 0)
        return "";
    struct block *block = texts->blocks;
    if (block == NULL || block->size - block->used <= len) {
        size_t size = len < BLOCK_BYTES ? BLOCK_BYTES : len + 1;
        block = malloc(sizeof *block + size);
        if (block == NULL)
            return NULL;
        block->next = texts->blocks;
        block->used = 0;
        block->size = size;
        texts->blocks = block;
    }
    char *kept = block->bytes + block->used;
    memcpy(kept, text, len);
    kept[len] = 0;
    block->used += len + 1;
    return kept;
}
