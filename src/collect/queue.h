/*
 * A bounded queue with one writer thread that takes all that waits at once, so
 * that one sync pays for a whole group. Knows nothing of what it carries.
 */
#ifndef CHORUS_COLLECT_QUEUE_H
#define CHORUS_COLLECT_QUEUE_H

#include "base/err.h"

#include <stddef.h>

/*
 * Commits N items, 1 to most_at_once, in the order in which they were put, and
 * answers them: on the writer thread. The items are its own from now on.
 */
struct queue_writer {
    void (*commit)(void *ctx, void *const *items, size_t n);
    void *ctx;
};

struct queue;

/*
 * Starts the thread. In: DEPTH items may wait, 1 to MOST_AT_ONCE are committed
 * together. Out: caller closes with queue_close. Errors: ERR_MEMORY.
 */
BASE_MUST_USE enum err queue_open(const struct queue_writer *writer,
                                  size_t depth, size_t most_at_once,
                                  struct queue **out_queue);

/*
 * Puts an item; any thread, never waits. ITEM belongs to the writer when this
 * returns ERR_OK, else still to the caller. Errors: ERR_BUSY (full).
 */
BASE_MUST_USE enum err queue_put(struct queue *queue, void *item);

/* Returns when all that was put before was committed. Not from the writer. */
void queue_drain(struct queue *queue);

/* Commits what waits, ends the thread, frees. Nobody may put meanwhile. NULL is
 * fine. */
void queue_close(struct queue *queue);

#endif
