#include "collect/queue.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

struct queue {
    struct queue_writer writer;
    pthread_t thread;
    pthread_mutex_t lock; /* around everything below */
    pthread_cond_t filled;
    pthread_cond_t emptied;
    void **ring;
    size_t depth;
    size_t first;   /* where the oldest item is */
    size_t waiting; /* items in the ring */
    size_t most_at_once;
    void **group; /* the writer's: what it commits now */
    uint64_t put_count;
    uint64_t done_count;
    bool is_closing;
};

/* Waits for items and takes what there is; 0 when the queue is closing. */
static size_t take_group(struct queue *q)
{
    (void)pthread_mutex_lock(&q->lock);
    while (q->waiting == 0 && !q->is_closing)
        (void)pthread_cond_wait(&q->filled, &q->lock);
    size_t n = q->waiting < q->most_at_once ? q->waiting : q->most_at_once;
    for (size_t i = 0; i < n; i++) {
        q->group[i] = q->ring[q->first];
        q->first = (q->first + 1) % q->depth;
    }
    q->waiting -= n;
    (void)pthread_mutex_unlock(&q->lock);
    return n;
}

static void *write_groups(void *ctx)
{
    struct queue *q = ctx;
    size_t n = 0;
    while ((n = take_group(q)) > 0) {
        q->writer.commit(q->writer.ctx, q->group, n);
        (void)pthread_mutex_lock(&q->lock);
        q->done_count += n;
        (void)pthread_cond_broadcast(&q->emptied);
        (void)pthread_mutex_unlock(&q->lock);
    }
    return NULL;
}

/* Signals belong to the program's own threads, not to a writer in mid-commit.
 */
static bool start(struct queue *q)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return false;
    int rc = pthread_create(&q->thread, NULL, write_groups, q);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return rc == 0;
}

static void dismantle(struct queue *q)
{
    (void)pthread_mutex_destroy(&q->lock);
    (void)pthread_cond_destroy(&q->filled);
    (void)pthread_cond_destroy(&q->emptied);
    free(q->ring);
    free(q->group);
    free(q);
}

enum err queue_open(const struct queue_writer *writer, size_t depth,
                    size_t most_at_once, struct queue **out_queue)
{
    err_assert(depth > 0 && most_at_once > 0);
    struct queue *q = calloc(1, sizeof *q);
    if (q == NULL)
        return ERR_MEMORY;
    q->writer = *writer;
    q->depth = depth;
    q->most_at_once = most_at_once;
    q->ring = calloc(depth, sizeof *q->ring);
    q->group = calloc(most_at_once, sizeof *q->group);
    /* These three cannot fail on Linux: they allocate nothing. */
    (void)pthread_mutex_init(&q->lock, NULL);
    (void)pthread_cond_init(&q->filled, NULL);
    (void)pthread_cond_init(&q->emptied, NULL);
    if (q->ring == NULL || q->group == NULL || !start(q)) {
        dismantle(q);
        return ERR_MEMORY;
    }
    *out_queue = q;
    return ERR_OK;
}

enum err queue_put(struct queue *queue, void *item)
{
    struct queue *q = queue;
    enum err e = ERR_BUSY;
    (void)pthread_mutex_lock(&q->lock);
    err_assert(!q->is_closing);
    if (q->waiting < q->depth) {
        q->ring[(q->first + q->waiting) % q->depth] = item;
        q->waiting++;
        q->put_count++;
        e = ERR_OK;
        (void)pthread_cond_signal(&q->filled);
    }
    (void)pthread_mutex_unlock(&q->lock);
    return e;
}

void queue_drain(struct queue *queue)
{
    (void)pthread_mutex_lock(&queue->lock);
    const uint64_t upto = queue->put_count;
    while (queue->done_count < upto)
        (void)pthread_cond_wait(&queue->emptied, &queue->lock);
    (void)pthread_mutex_unlock(&queue->lock);
}

void queue_close(struct queue *queue)
{
    if (queue == NULL)
        return;
    (void)pthread_mutex_lock(&queue->lock);
    queue->is_closing = true;
    (void)pthread_cond_signal(&queue->filled);
    (void)pthread_mutex_unlock(&queue->lock);
    (void)pthread_join(queue->thread, NULL);
    dismantle(queue);
}
