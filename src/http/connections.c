#include "http/connections.h"

#include "base/clock.h"

#include <pthread.h>
#include <sys/socket.h>
#include <time.h>

enum state {
    WAITING,   /* for a whole request */
    HANDLED,   /* by us */
    ANSWERING, /* for the answer to be taken */
    ENDED,     /* shut down; libmicrohttpd has not noticed yet */
};

struct http_connection {
    struct http_connection *before;
    struct http_connection *after;
    int64_t deadline_msec;
    int fd;
    enum state state;
    bool begun; /* a request is being read, or none has come yet */
};

/* All that have the same time from when they came in: the first is the next
 * whose time is up. */
struct line {
    struct http_connection *first;
    struct http_connection *last;
    int64_t time_msec;
};

struct http_connections {
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t wake;
    struct line waiting;
    struct line answering;
    size_t count; /* those that are ended not included */
    size_t crowded;
    struct buf late;
    struct buf evicted;
    int64_t asleep_until_msec; /* the watching thread; INT64_MAX: for ever */
    bool stop;
    pthread_t thread;
};

static struct line *line_of(struct http_connections *all,
                            const struct http_connection *one)
{
    switch (one->state) {
    case WAITING: return &all->waiting;
    case ANSWERING: return &all->answering;
    case HANDLED:
    case ENDED: return NULL;
    }
    return NULL;
}

static void leave(struct http_connections *all, struct http_connection *one)
{
    struct line *line = line_of(all, one);
    if (line == NULL)
        return;
    *(one->before == NULL ? &line->first : &one->before->after) = one->after;
    *(one->after == NULL ? &line->last : &one->after->before) = one->before;
    one->before = NULL;
    one->after = NULL;
}

static void enter(struct http_connections *all, struct http_connection *one,
                  enum state state)
{
    leave(all, one);
    one->state = state;
    struct line *line = line_of(all, one);
    if (line == NULL)
        return;
    one->deadline_msec = clock_steady_msec() + line->time_msec;
    one->before = line->last;
    *(line->last == NULL ? &line->first : &line->last->after) = one;
    line->last = one;
    /* All of a line have the same time: hardly ever is one the next to end, and
     * a wake for each request cost a quarter of a page. */
    if (one->deadline_msec < all->asleep_until_msec) {
        all->asleep_until_msec = one->deadline_msec;
        (void)pthread_cond_signal(&all->wake);
    }
}

/*
 * Ends a connection from beside libmicrohttpd: it wakes up, reads the end and
 * closes. Nothing else is being written where a request is waited for, so that
 * a few bytes of ours arrive whole or not at all.
 */
static void end(struct http_connections *all, struct http_connection *one,
                const struct buf *said)
{
    if (one->state == WAITING && one->begun)
        (void)send(one->fd, said->data, said->len, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)shutdown(one->fd, SHUT_RDWR);
    enter(all, one, ENDED);
    all->count--;
}

/* Ends all whose time is up; the moment at which the next one's is. */
static int64_t end_late(struct http_connections *all, int64_t now_msec)
{
    int64_t next_msec = INT64_MAX;
    struct line *lines[] = {&all->waiting, &all->answering};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        while (lines[i]->first != NULL &&
               lines[i]->first->deadline_msec <= now_msec)
            end(all, lines[i]->first, &all->late);
        if (lines[i]->first != NULL &&
            lines[i]->first->deadline_msec < next_msec)
            next_msec = lines[i]->first->deadline_msec;
    }
    return next_msec;
}

static void *watch(void *arg)
{
    struct http_connections *all = arg;
    (void)pthread_mutex_lock(&all->lock);
    while (!all->stop) {
        int64_t next_msec = end_late(all, clock_steady_msec());
        all->asleep_until_msec = next_msec;
        if (next_msec == INT64_MAX) {
            (void)pthread_cond_wait(&all->wake, &all->lock);
            continue;
        }
        const struct timespec until = {.tv_sec = next_msec / 1000,
                                       .tv_nsec = next_msec % 1000 * 1000000};
        (void)pthread_cond_timedwait(&all->wake, &all->lock, &until);
    }
    (void)pthread_mutex_unlock(&all->lock);
    return NULL;
}

/* The deadlines are of the steady clock, and so is the waiting for them. */
static bool wake_init(pthread_cond_t *wake)
{
    pthread_condattr_t steady;
    if (pthread_condattr_init(&steady) != 0)
        return false;
    bool done = pthread_condattr_setclock(&steady, CLOCK_MONOTONIC) == 0 &&
                pthread_cond_init(wake, &steady) == 0;
    (void)pthread_condattr_destroy(&steady);
    return done;
}

static struct buf take_over(struct buf *from)
{
    struct buf bytes = *from;
    *from = BUF_INIT;
    return bytes;
}

enum err http_connections_new(const struct http_connection_limits *limits,
                              struct http_connections **out_connections)
{
    struct buf late = take_over(limits->late);
    struct buf evicted = take_over(limits->evicted);
    enum err e = ERR_MEMORY;
    struct http_connections *all = calloc(1, sizeof *all);
    if (all == NULL)
        goto fail;
    all->waiting.time_msec = (int64_t)limits->request_sec * 1000;
    all->answering.time_msec = (int64_t)limits->answer_sec * 1000;
    all->crowded = limits->crowded;
    all->late = late;
    all->evicted = evicted;
    if (pthread_mutex_init(&all->lock, NULL) != 0)
        goto fail_lock;
    if (!wake_init(&all->wake))
        goto fail_wake;
    e = ERR_IO;
    if (pthread_create(&all->thread, NULL, watch, all) != 0)
        goto fail_thread;
    *out_connections = all;
    return ERR_OK;

fail_thread:
    (void)pthread_cond_destroy(&all->wake);
fail_wake:
    (void)pthread_mutex_destroy(&all->lock);
fail_lock:
    free(all);
fail:
    buf_free(&late);
    buf_free(&evicted);
    return e;
}

void http_connections_free(struct http_connections *all)
{
    if (all == NULL)
        return;
    (void)pthread_mutex_lock(&all->lock);
    all->stop = true;
    (void)pthread_cond_signal(&all->wake);
    (void)pthread_mutex_unlock(&all->lock);
    (void)pthread_join(all->thread, NULL);
    err_assert(all->count == 0);
    (void)pthread_cond_destroy(&all->wake);
    (void)pthread_mutex_destroy(&all->lock);
    buf_free(&all->late);
    buf_free(&all->evicted);
    free(all);
}

struct http_connection *http_connections_add(struct http_connections *all,
                                             int fd)
{
    struct http_connection *one = calloc(1, sizeof *one);
    if (one == NULL)
        return NULL;
    one->fd = fd;
    one->begun = true;
    one->state = HANDLED; /* in no line yet */
    (void)pthread_mutex_lock(&all->lock);
    if (all->count >= all->crowded && all->waiting.first != NULL)
        end(all, all->waiting.first, &all->evicted);
    all->count++;
    enter(all, one, WAITING);
    (void)pthread_mutex_unlock(&all->lock);
    return one;
}

void http_connections_remove(struct http_connections *all,
                             struct http_connection *one)
{
    if (one == NULL)
        return;
    (void)pthread_mutex_lock(&all->lock);
    leave(all, one);
    if (one->state != ENDED)
        all->count--;
    (void)pthread_mutex_unlock(&all->lock);
    free(one);
}

/* Changes the state unless the connection is ended already. */
static bool move(struct http_connections *all, struct http_connection *one,
                 enum state state, bool begun)
{
    if (one == NULL)
        return true;
    (void)pthread_mutex_lock(&all->lock);
    bool alive = one->state != ENDED;
    if (alive) {
        one->begun = begun;
        if (one->state != state)
            enter(all, one, state);
    }
    (void)pthread_mutex_unlock(&all->lock);
    return alive;
}

void http_connections_begun(struct http_connections *all,
                            struct http_connection *one)
{
    (void)move(all, one, WAITING, true);
}

bool http_connections_take(struct http_connections *all,
                           struct http_connection *one)
{
    return move(all, one, HANDLED, true);
}

void http_connections_answer(struct http_connections *all,
                             struct http_connection *one)
{
    (void)move(all, one, ANSWERING, true);
}

void http_connections_again(struct http_connections *all,
                            struct http_connection *one)
{
    (void)move(all, one, WAITING, false);
}

void http_connections_end_gone(struct http_connections *all)
{
    (void)pthread_mutex_lock(&all->lock);
    struct http_connection *next = NULL;
    for (struct http_connection *one = all->waiting.first; one != NULL;
         one = next) {
        next = one->after;
        char byte;
        if (recv(one->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
            end(all, one, &all->late);
    }
    (void)pthread_mutex_unlock(&all->lock);
}
