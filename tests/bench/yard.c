/*
 * Yardsticks that are not ours: libsodium and SQLite doing the least that
 * Chorus must do. Prints one line of JSON: how many a second of wall time, and
 * the microseconds of CPU of one.
 *
 *   yard seal_open|scalarmult|evaluate|redeem|issue THREADS SECONDS [BYTES]
 *   yard memory 1 SECONDS MEBIBYTES
 *   yard rows BALLOTS.db COUNT GROUP
 *
 * rows overwrites COUNT rows of a file of ballots in place, GROUP in one
 * transaction, at random, with SQLite's own journal (TRUNCATE, not overwritten
 * with zeros). The file is spent: give it a copy.
 */
#include "wave.h"

#include "raw_rows.h"
#include "token/poprf.h"

#include <pthread.h>

#define THREADS_MAX 64
#define BATCH       32 /* operations between looks at the clock */

/* One thread at work. Everything that an operation needs is made before. */
struct worker {
    pthread_t thread;
    void (*once)(struct worker *w);
    double until_sec;
    uint64_t done;
    size_t bytes; /* of a sealed ballot */
    uint8_t *sealed;
    uint8_t *plain;
    uint8_t pk[crypto_box_PUBLICKEYBYTES];
    uint8_t sk[crypto_box_SECRETKEYBYTES];
    uint8_t scalar[crypto_core_ristretto255_SCALARBYTES];
    uint8_t element[crypto_core_ristretto255_BYTES];
    uint8_t sign_pk[crypto_sign_PUBLICKEYBYTES];
    uint8_t sign_sk[crypto_sign_SECRETKEYBYTES];
    uint8_t message[164];
    uint8_t sig[crypto_sign_BYTES];
    struct token_context *context;
    struct token_blinded blinded;
};

static void seal_open(struct worker *w)
{
    if (crypto_box_seal_open(w->plain, w->sealed, w->bytes, w->pk, w->sk) != 0)
        must(ERR_CORRUPT, NULL);
}

static void scalarmult(struct worker *w)
{
    uint8_t out[crypto_core_ristretto255_BYTES];
    if (crypto_scalarmult_ristretto255(out, w->scalar, w->element) != 0)
        must(ERR_CORRUPT, NULL);
}

static void evaluate(struct worker *w)
{
    struct token_evaluated evaluated;
    struct token_proof proof;
    must(token_evaluate(w->context, &w->blinded, &evaluated, &proof), NULL);
}

/* The least of a redeem: its token's scalar multiplication on a hashed point,
 * the hashes of the ballot, a signed receipt. */
static void redeem(struct worker *w)
{
    uint8_t hash[crypto_hash_sha512_BYTES];
    uint8_t element[crypto_core_ristretto255_BYTES];
    (void)crypto_hash_sha512(hash, w->message, sizeof w->message);
    (void)crypto_core_ristretto255_from_hash(element, hash);
    if (crypto_scalarmult_ristretto255(element, w->scalar, element) != 0)
        must(ERR_CORRUPT, NULL);
    (void)crypto_hash_sha512(hash, element, sizeof element);
    (void)crypto_hash_sha256(hash, w->sealed, w->bytes);
    (void)crypto_sign_detached(w->sig, NULL, w->message, sizeof w->message,
                               w->sign_sk);
}

/* One evaluate, one proof, one signature check. */
static void issue(struct worker *w)
{
    evaluate(w);
    if (crypto_sign_verify_detached(w->sig, w->message, sizeof w->message,
                                    w->sign_pk) != 0)
        must(ERR_CORRUPT, NULL);
}

static const struct {
    const char *name;
    void (*once)(struct worker *w);
} crypto[] = {
    {"seal_open", seal_open}, {"scalarmult", scalarmult},
    {"evaluate", evaluate},   {"redeem", redeem},
    {"issue", issue},
};

static void prepare(struct worker *w, size_t bytes)
{
    static const uint8_t info[] = "chorus bench";
    struct token_secret_key sk;
    struct token_public_key pk;
    struct token_blind blind;
    w->bytes = bytes;
    w->sealed = room(1, bytes);
    w->plain = room(1, bytes);
    (void)crypto_box_keypair(w->pk, w->sk);
    (void)crypto_box_seal(w->sealed, w->plain, bytes - crypto_box_SEALBYTES,
                          w->pk);
    crypto_core_ristretto255_scalar_random(w->scalar);
    crypto_core_ristretto255_random(w->element);
    (void)crypto_sign_keypair(w->sign_pk, w->sign_sk);
    (void)crypto_sign_detached(w->sig, NULL, w->message, sizeof w->message,
                               w->sign_sk);
    must(token_keypair_new(&sk, &pk), NULL);
    must(token_context_new(&sk, info, sizeof info, &w->context), NULL);
    must(token_blind_input(info, sizeof info, NULL, &blind, &w->blinded), NULL);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    while (now_sec() < w->until_sec) {
        for (int i = 0; i < BATCH; i++)
            w->once(w);
        w->done += BATCH;
    }
    return NULL;
}

static void print(uint64_t done, double wall_sec, double cpu)
{
    printf("{\"done\":%llu,\"seconds\":%.6f,\"rate\":%.2f,\"cpuUs\":%.4f}\n",
           (unsigned long long)done, wall_sec, (double)done / wall_sec,
           cpu * 1e6 / (double)done);
}

static void run_crypto(void (*once)(struct worker *), size_t threads,
                       double seconds, size_t bytes)
{
    struct worker *all = room(threads, sizeof *all);
    for (size_t i = 0; i < threads; i++) {
        prepare(&all[i], bytes);
        all[i].once = once;
    }
    double start = now_sec();
    double cpu = cpu_sec();
    uint64_t done = 0;
    for (size_t i = 0; i < threads; i++) {
        all[i].until_sec = start + seconds;
        if (pthread_create(&all[i].thread, NULL, work, &all[i]) != 0)
            must(ERR_MEMORY, NULL);
    }
    for (size_t i = 0; i < threads; i++) {
        (void)pthread_join(all[i].thread, NULL);
        done += all[i].done;
    }
    print(done, now_sec() - start, cpu_sec() - cpu);
}

/* Bytes a second: sums words, as a histogram would have to read them. */
static void run_memory(double seconds, size_t mebibytes)
{
    size_t words = (mebibytes << 20) / sizeof(uint64_t);
    uint64_t *at = malloc(words * sizeof *at);
    volatile uint64_t kept = 0;
    if (at == NULL)
        must(ERR_MEMORY, NULL);
    memset(at, 0x5a, words * sizeof *at);
    double start = now_sec();
    double cpu = cpu_sec();
    uint64_t done = 0;
    while (now_sec() < start + seconds) {
        uint64_t sum = 0;
        for (size_t i = 0; i < words; i++)
            sum += at[i];
        kept += sum;
        done += words * sizeof *at;
    }
    print(done, now_sec() - start, cpu_sec() - cpu);
    free(at);
}

static void run_rows(const char *path, size_t count, size_t group)
{
    struct raw_rows rows;
    struct bench b;
    bench_begin(&b, 1, 1);
    raw_rows_open(&rows, path, bench_sealed_bytes(&b));
    double start = now_sec();
    double cpu = cpu_sec();
    for (size_t done = 0; done < count; done += group)
        raw_rows_put(&rows, &b, group);
    print(count, now_sec() - start, cpu_sec() - cpu);
    raw_rows_close(&rows);
    bench_end(&b);
}

static int usage(void)
{
    fputs("usage: yard seal_open|scalarmult|evaluate|redeem|issue THREADS "
          "SECONDS [BYTES]\n       yard memory 1 SECONDS MEBIBYTES\n"
          "       yard rows BALLOTS.db COUNT GROUP\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0 || argc < 4)
        return usage();
    size_t bytes = argc > 4 ? strtoul(argv[4], NULL, 10) : 304;
    if (strcmp(argv[1], "rows") == 0 && argc == 5) {
        run_rows(argv[2], strtoul(argv[3], NULL, 10), bytes);
        return 0;
    }
    size_t threads = strtoul(argv[2], NULL, 10);
    double seconds = strtod(argv[3], NULL);
    if (threads < 1 || threads > THREADS_MAX || bytes == 0)
        return usage();
    if (strcmp(argv[1], "memory") == 0) {
        run_memory(seconds, bytes);
        return 0;
    }
    for (size_t i = 0; i < sizeof crypto / sizeof *crypto; i++)
        if (strcmp(argv[1], crypto[i].name) == 0) {
            run_crypto(crypto[i].once, threads, seconds, bytes);
            return 0;
        }
    return usage();
}
