/*
 * The libFuzzer programs' first function, and a heap for jansson: a JSON text
 * is hundreds of small pieces, and AddressSanitizer's malloc for them was most
 * of a target's time. As there, a byte before or behind a piece and a piece
 * that was freed are poisoned, the last for as long as QUEUE others of its size
 * were freed after it. More at the end of an input than at the end of the first
 * is a leak. The replay has no part of this: `make asan` is for it.
 */
#include "fuzz/fuzz.h"

#include <jansson.h>
#include <sanitizer/asan_interface.h>

#define UNIT    16u
#define CLASSES 64u /* of pieces up to CLASSES * UNIT bytes */
#define QUEUE   32u
#define CHUNK   ((size_t)256 << 10)
#define NOT_YET SIZE_MAX

/* Behind it are the bytes, in front of it those of the piece before. */
struct piece {
    struct piece *next; /* in the queue of the free ones */
    uint64_t class;     /* 0: malloc's, too large for the classes */
};
_Static_assert(sizeof(struct piece) == UNIT, "the bytes are aligned");

static struct queue {
    struct piece *first;
    struct piece *last;
    size_t count;
} queues[CLASSES + 1];

struct chunk {
    struct chunk *before; /* so that none looks leaked */
    size_t used;
    uint8_t bytes[CHUNK];
};
static struct chunk *newest;
static size_t live;

#define HERE __attribute__((no_sanitize("address")))

HERE static struct piece *piece_new(size_t class)
{
    size_t size = UNIT + class * UNIT;
    if (newest == NULL || newest->used + size > CHUNK) {
        struct chunk *chunk = malloc(sizeof *chunk);
        err_assert(chunk != NULL);
        *chunk = (struct chunk){.before = newest};
        __asan_poison_memory_region(chunk->bytes, CHUNK);
        newest = chunk;
    }
    struct piece *p = (struct piece *)(void *)(newest->bytes + newest->used);
    newest->used += size;
    return p;
}

HERE static struct piece *queue_take(struct queue *q)
{
    struct piece *p = q->first;
    q->first = p->next;
    q->count--;
    return p;
}

HERE static void *heap_malloc(size_t len)
{
    size_t class = len == 0 ? 1 : (len + UNIT - 1) / UNIT;
    struct piece *p = NULL;
    live++;
    if (class > CLASSES) {
        p = malloc(sizeof *p + len);
        err_assert(p != NULL);
        p->class = 0;
        return p + 1;
    }
    p = queues[class].count > QUEUE ? queue_take(&queues[class])
                                    : piece_new(class);
    p->class = class;
    __asan_unpoison_memory_region(p + 1, len);
    return p + 1;
}

HERE static void heap_free(void *bytes)
{
    if (bytes == NULL)
        return;
    struct piece *p = (struct piece *)bytes - 1;
    live--;
    if (p->class == 0) {
        free(p);
        return;
    }
    /* The second free of a piece: what asan says of a read there. */
    err_assert(!__asan_address_is_poisoned(bytes));
    __asan_poison_memory_region(bytes, p->class * UNIT);
    struct queue *q = &queues[p->class];
    p->next = NULL;
    if (q->count++ == 0)
        q->first = p;
    else
        q->last->next = p;
    q->last = p;
}

/* The one piece that jansson gives away, to be freed with free(). */
char *__real_json_dumps(const json_t *json, size_t flags);
char *__wrap_json_dumps(const json_t *json, size_t flags);
char *__wrap_json_dumps(const json_t *json, size_t flags)
{
    char *theirs = __real_json_dumps(json, flags);
    char *copy = theirs == NULL ? NULL : strdup(theirs);
    heap_free(theirs);
    return copy;
}

/* The target: what libFuzzer calls is below. */
int fuzz_one(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static bool begun;
    static size_t kept = NOT_YET; /* of what the target made once */
    if (!begun)
        json_set_alloc_funcs(heap_malloc, heap_free);
    begun = true;
    int status = fuzz_one(data, len);
    kept = kept == NOT_YET ? live : kept;
    err_assert(live == kept);
    return status;
}
