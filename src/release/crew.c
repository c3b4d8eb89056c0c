#include "release/crew.h"

#include <pthread.h>
#include <sodium.h>
#include <unistd.h>

#define THREADS_MAX    64
#define BATCH_BALLOTS  64
#define BATCHES_A_CORE 2

/* Ballots in places of one size in BYTES. */
struct batch {
    struct batch *next;
    size_t count;
    uint16_t group[BATCH_BALLOTS];
    size_t len[BATCH_BALLOTS];
    uint8_t *bytes;
};

struct worker {
    struct tally_crew *crew;
    struct tally *tally;
    pthread_t thread;
    bool runs;
};

/* Batches are filling, full or empty; the lock is for both lists and END. */
struct tally_crew {
    struct tally *into;
    struct worker workers[THREADS_MAX];
    size_t threads;
    size_t sealed_bytes;
    struct batch *batches; /* all of them */
    size_t batch_count;
    struct batch *filling; /* the reader's own; NULL: none yet */
    struct batch *full;
    struct batch *full_last;
    struct batch *empty;
    pthread_mutex_t lock;
    pthread_cond_t has_full;
    pthread_cond_t has_empty;
    bool is_last; /* nothing comes after what is full */
    enum err failed;
};

size_t tally_crew_cores(void)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > THREADS_MAX ? THREADS_MAX : (size_t)cores;
}

static enum err count_batch(const struct worker *w, const struct batch *b)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < b->count; i++)
        e = tally_ballot(w->tally, b->group[i],
                         b->bytes + i * w->crew->sealed_bytes, b->len[i]);
    return e;
}

/* The next full batch, or NULL at the end. Called with the lock. */
static struct batch *take_full(struct tally_crew *crew)
{
    while (crew->full == NULL && !crew->is_last)
        (void)pthread_cond_wait(&crew->has_full, &crew->lock);
    struct batch *b = crew->full;
    if (b != NULL)
        crew->full = b->next;
    return b;
}

static void *work(void *ctx)
{
    struct worker *w = ctx;
    struct tally_crew *crew = w->crew;
    (void)pthread_mutex_lock(&crew->lock);
    for (struct batch *b = take_full(crew); b != NULL; b = take_full(crew)) {
        enum err e = crew->failed;
        (void)pthread_mutex_unlock(&crew->lock);
        if (e == ERR_OK)
            e = count_batch(w, b);
        (void)pthread_mutex_lock(&crew->lock);
        crew->failed = crew->failed == ERR_OK ? e : crew->failed;
        b->next = crew->empty;
        crew->empty = b;
        (void)pthread_cond_signal(&crew->has_empty);
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static enum err make_batches(struct tally_crew *crew)
{
    const size_t count = crew->threads * BATCHES_A_CORE + 1;
    crew->batches = calloc(count, sizeof *crew->batches);
    if (crew->batches == NULL)
        return ERR_MEMORY;
    crew->batch_count = count;
    for (size_t i = 0; i < count; i++) {
        crew->batches[i].bytes = malloc(BATCH_BALLOTS * crew->sealed_bytes);
        if (crew->batches[i].bytes == NULL)
            return ERR_MEMORY;
        crew->batches[i].next = crew->empty;
        crew->empty = &crew->batches[i];
    }
    return ERR_OK;
}

static enum err start(struct tally_crew *crew, struct worker *w)
{
    w->crew = crew;
    const enum err e = tally_new_like(crew->into, &w->tally);
    if (e != ERR_OK)
        return e;
    w->runs = pthread_create(&w->thread, NULL, work, w) == 0;
    return w->runs ? ERR_OK : ERR_MEMORY;
}

enum err tally_crew_new(struct tally *tally, size_t threads,
                        struct tally_crew **out_crew)
{
    err_assert(threads >= 1 && threads <= THREADS_MAX);
    struct tally_crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return ERR_MEMORY;
    crew->into = tally;
    crew->sealed_bytes = tally_sealed_bytes(tally);
    crew->threads = threads;
    (void)pthread_mutex_init(&crew->lock, NULL);
    (void)pthread_cond_init(&crew->has_full, NULL);
    (void)pthread_cond_init(&crew->has_empty, NULL);
    enum err e = make_batches(crew);
    for (size_t i = 0; e == ERR_OK && i < threads; i++)
        e = start(crew, &crew->workers[i]);
    if (e != ERR_OK) {
        crew->failed = e;
        return tally_crew_end(crew);
    }
    *out_crew = crew;
    return ERR_OK;
}

static void hand_over(struct tally_crew *crew)
{
    struct batch *b = crew->filling;
    crew->filling = NULL;
    if (b == NULL)
        return;
    (void)pthread_mutex_lock(&crew->lock);
    b->next = NULL;
    if (crew->full == NULL)
        crew->full = b;
    else
        crew->full_last->next = b;
    crew->full_last = b;
    (void)pthread_cond_signal(&crew->has_full);
    (void)pthread_mutex_unlock(&crew->lock);
}

/* A batch to fill; waits for one. Out: what went wrong so far. */
static enum err take_empty(struct tally_crew *crew)
{
    (void)pthread_mutex_lock(&crew->lock);
    while (crew->empty == NULL)
        (void)pthread_cond_wait(&crew->has_empty, &crew->lock);
    crew->filling = crew->empty;
    crew->empty = crew->empty->next;
    const enum err failed = crew->failed;
    (void)pthread_mutex_unlock(&crew->lock);
    crew->filling->count = 0;
    return failed;
}

enum err tally_crew_ballot(struct tally_crew *crew, uint16_t group,
                           const uint8_t *sealed, size_t sealed_len)
{
    enum err e = crew->filling == NULL ? take_empty(crew) : ERR_OK;
    struct batch *b = crew->filling;
    if (e != ERR_OK)
        return e;
    b->group[b->count] = group;
    b->len[b->count] = sealed_len;
    /* Of another length it is spoiled, whatever it holds. */
    if (sealed_len == crew->sealed_bytes)
        memcpy(b->bytes + b->count * crew->sealed_bytes, sealed, sealed_len);
    if (++b->count == BATCH_BALLOTS)
        hand_over(crew);
    return ERR_OK;
}

static void stop(struct tally_crew *crew)
{
    (void)pthread_mutex_lock(&crew->lock);
    crew->is_last = true;
    (void)pthread_cond_broadcast(&crew->has_full);
    (void)pthread_mutex_unlock(&crew->lock);
    for (size_t i = 0; i < crew->threads; i++)
        if (crew->workers[i].runs)
            (void)pthread_join(crew->workers[i].thread, NULL);
}

enum err tally_crew_end(struct tally_crew *crew)
{
    hand_over(crew);
    stop(crew);
    const enum err failed = crew->failed;
    for (size_t i = 0; i < crew->threads; i++) {
        if (failed == ERR_OK)
            tally_add(crew->into, crew->workers[i].tally);
        tally_free(crew->workers[i].tally);
    }
    for (size_t i = 0; crew->batches != NULL && i < crew->batch_count; i++)
        free(crew->batches[i].bytes);
    free(crew->batches);
    (void)pthread_cond_destroy(&crew->has_full);
    (void)pthread_cond_destroy(&crew->has_empty);
    (void)pthread_mutex_destroy(&crew->lock);
    free(crew);
    return failed;
}
