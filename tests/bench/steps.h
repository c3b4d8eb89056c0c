/*
 * What steps.c measures with: time and memory of a stretch, and libsodium
 * alone.
 */
#ifndef CHORUS_TESTS_BENCH_STEPS_H
#define CHORUS_TESTS_BENCH_STEPS_H

#include "wave.h"

#include "release/crew.h"

#include <malloc.h>
#include <pthread.h>
#include <sys/resource.h>

#define THREADS_MAX 64

/* Wall and CPU of a stretch; printed under a name when it ends. */
struct stretch {
    double wall_sec;
    double cpu_sec;
};

static struct stretch stretch_begin(void)
{
    return (struct stretch){now_sec(), cpu_sec()};
}

static void stretch_add(struct stretch *sum, struct stretch since)
{
    sum->wall_sec += now_sec() - since.wall_sec;
    sum->cpu_sec += cpu_sec() - since.cpu_sec;
}

static void put_times(const char *name, struct stretch s)
{
    printf("\"%s\":%.6f,\"%sCpu\":%.6f,", name, s.wall_sec, name, s.cpu_sec);
}

static void put_since(const char *name, struct stretch since)
{
    struct stretch sum = {0};
    stretch_add(&sum, since);
    put_times(name, sum);
}

static long peak_kib(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/* From here on the peak is that of what follows; returns what there is. */
static long peak_reset(void)
{
    (void)malloc_trim(0);
    FILE *f = fopen("/proc/self/clear_refs", "we");
    if (f == NULL || fputs("5", f) < 0 || fclose(f) != 0)
        must(ERR_IO, &(struct err_note){"the peak of memory"});
    return peak_kib();
}

struct alone {
    pthread_t thread;
    const struct bench *b;
    const uint8_t *sealed;
    size_t sealed_count;
    size_t count;
};

static void *open_alone(void *arg)
{
    const struct alone *a = arg;
    size_t len = bench_sealed_bytes(a->b);
    uint8_t *plain = room(1, len);
    for (size_t i = 0; i < a->count; i++)
        if (crypto_box_seal_open(plain, a->sealed + i % a->sealed_count * len,
                                 len, a->b->pk.b, a->b->sk.b) != 0)
            must(ERR_CORRUPT, NULL);
    free(plain);
    return NULL;
}

/* libsodium's seal_open alone, N ballots on all cores: the same few again. */
static struct stretch alone(const struct bench *b, const uint8_t *sealed,
                            size_t sealed_count, size_t n)
{
    struct alone all[THREADS_MAX];
    struct stretch sum = {0};
    size_t threads = tally_crew_cores();
    struct stretch since = stretch_begin();
    for (size_t i = 0; i < threads; i++) {
        all[i] = (struct alone){.b = b,
                                .sealed = sealed,
                                .sealed_count = sealed_count,
                                .count = (n + i) / threads};
        if (pthread_create(&all[i].thread, NULL, open_alone, &all[i]) != 0)
            must(ERR_MEMORY, NULL);
    }
    for (size_t i = 0; i < threads; i++)
        (void)pthread_join(all[i].thread, NULL);
    stretch_add(&sum, since);
    return sum;
}

#endif
