#include "survey/memory.h"

#include <stdalign.h>

struct survey_block {
    struct survey_block *next;
    alignas(max_align_t) unsigned char bytes[];
};

void *survey_memory_new(struct survey_block **list, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 2) / size)
        return NULL;
    struct survey_block *b = calloc(1, sizeof *b + count * size + 1);
    if (b == NULL)
        return NULL;
    b->next = *list;
    *list = b;
    return b->bytes;
}

void survey_memory_free(struct survey_block **list)
{
    while (*list != NULL) {
        struct survey_block *next = (*list)->next;
        free(*list);
        *list = next;
    }
}
