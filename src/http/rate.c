#include "http/rate.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>

#define SETS            2048u
#define WAYS            8u
#define SECRET_MSEC     (10 * 60 * 1000)
#define UNITS_PER_TOKEN 60000 /* PER_MIN units flow back in a millisecond */

const struct http_rate_rule http_rate_rules[HTTP_RATE_KINDS] = {
    [HTTP_RATE_REQUEST] = {.burst = 12000, .per_min = 6000},
    [HTTP_RATE_FAILURE] = {.burst = 300, .per_min = 60},
    [HTTP_RATE_LOGIN] = {.burst = 5, .per_min = 3},
};

/* The buckets of one address. SPENT of what each holds, as of SINCE. */
struct entry {
    struct http_rate_who who;
    int64_t since_msec;
    int64_t spent_units[HTTP_RATE_KINDS];
};

struct http_rates {
    struct http_rate_rule rules[HTTP_RATE_KINDS];
    pthread_mutex_t lock; /* over what follows */
    uint8_t secret[crypto_generichash_KEYBYTES];
    int64_t secret_since_msec;
    bool has_secret;
    struct entry entries[SETS][WAYS];
};

enum err http_rates_new(
    const struct http_rate_rule rules[static HTTP_RATE_KINDS],
    struct http_rates **out_rates)
{
    struct http_rates *rates = calloc(1, sizeof *rates);
    if (rates == NULL)
        return ERR_MEMORY;
    if (pthread_mutex_init(&rates->lock, NULL) != 0) {
        free(rates);
        return ERR_MEMORY;
    }
    memcpy(rates->rules, rules, sizeof rates->rules);
    *out_rates = rates;
    return ERR_OK;
}

void http_rates_free(struct http_rates *rates)
{
    if (rates == NULL)
        return;
    (void)pthread_mutex_destroy(&rates->lock);
    sodium_memzero(rates, sizeof *rates);
    free(rates);
}

/* A new secret makes all that was counted nobody's: it goes too. */
static void rotate(struct http_rates *rates, int64_t now_msec)
{
    if (rates->has_secret && now_msec - rates->secret_since_msec < SECRET_MSEC)
        return;
    randombytes_buf(rates->secret, sizeof rates->secret);
    sodium_memzero(rates->entries, sizeof rates->entries);
    rates->secret_since_msec = now_msec;
    rates->has_secret = true;
}

/* The bytes of an address that stand for whoever it was given to; 0: none. */
static size_t network(const char *text, size_t len, uint8_t out[static 16])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    char copy[INET6_ADDRSTRLEN];
    while (len > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        len--;
    }
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
        len--;
    if (len == 0 || len >= sizeof copy)
        return 0;
    memcpy(copy, text, len);
    copy[len] = '\0';
    size_t n = 0;
    if (inet_pton(AF_INET, copy, out) == 1) {
        n = 4;
    } else if (inet_pton(AF_INET6, copy, out) == 1) {
        n = 8;
        if (memcmp(out, mapped, sizeof mapped) == 0) {
            memmove(out, out + sizeof mapped, 4);
            n = 4;
        }
    }
    sodium_memzero(copy, sizeof copy);
    return n;
}

struct http_rate_who http_rates_who(struct http_rates *rates,
                                    const char *address, size_t len,
                                    int64_t now_msec)
{
    struct http_rate_who who = {{0}};
    uint8_t bytes[16];
    size_t n = network(address, len, bytes);
    if (n == 0)
        return who;
    (void)pthread_mutex_lock(&rates->lock);
    rotate(rates, now_msec);
    (void)crypto_generichash(who.b, sizeof who.b, bytes, n, rates->secret,
                             sizeof rates->secret);
    (void)pthread_mutex_unlock(&rates->lock);
    sodium_memzero(bytes, sizeof bytes);
    return who;
}

struct http_rate_who http_rates_about(struct http_rates *rates,
                                      struct http_rate_who who,
                                      const char *text, int64_t now_msec)
{
    struct http_rate_who about;
    crypto_generichash_state state;
    (void)pthread_mutex_lock(&rates->lock);
    rotate(rates, now_msec);
    (void)crypto_generichash_init(&state, rates->secret, sizeof rates->secret,
                                  sizeof about.b);
    (void)pthread_mutex_unlock(&rates->lock);
    (void)crypto_generichash_update(&state, who.b, sizeof who.b);
    (void)crypto_generichash_update(&state, (const uint8_t *)text,
                                    strlen(text));
    (void)crypto_generichash_final(&state, about.b, sizeof about.b);
    sodium_memzero(&state, sizeof state);
    return about;
}

static bool is_nobody(struct http_rate_who who)
{
    return sodium_is_zero(who.b, sizeof who.b) == 1;
}

/* Lets flow back what has flowed back since. */
static void refill(const struct http_rates *rates, struct entry *entry,
                   int64_t now_msec)
{
    int64_t passed_msec = now_msec - entry->since_msec;
    if (passed_msec <= 0)
        return;
    entry->since_msec = now_msec;
    for (size_t i = 0; i < HTTP_RATE_KINDS; i++) {
        int64_t back = passed_msec * (int64_t)rates->rules[i].per_min;
        int64_t *spent = &entry->spent_units[i];
        *spent = *spent > back ? *spent - back : 0;
    }
}

/* How much of its widest bucket an entry has used: who has used least is
 * forgotten first, so that many addresses cannot wash one clean. */
static int64_t used_permille(const struct http_rates *rates,
                             const struct entry *entry)
{
    int64_t most = 0;
    for (size_t i = 0; i < HTTP_RATE_KINDS; i++) {
        int64_t used = entry->spent_units[i] * 1000 /
                       ((int64_t)rates->rules[i].burst * UNITS_PER_TOKEN);
        if (used > most)
            most = used;
    }
    return most;
}

/* The entry of WHO as of now: found, or in the place of another. */
static struct entry *find(struct http_rates *rates, struct http_rate_who who,
                          int64_t now_msec)
{
    struct entry *set = rates->entries[(who.b[0] << 8 | who.b[1]) % (int)SETS];
    struct entry *least = &set[0];
    int64_t least_used = INT64_MAX;
    for (size_t i = 0; i < WAYS; i++) {
        refill(rates, &set[i], now_msec);
        if (memcmp(&set[i].who, &who, sizeof who) == 0)
            return &set[i];
        int64_t used = used_permille(rates, &set[i]);
        if (used < least_used) {
            least = &set[i];
            least_used = used;
        }
    }
    *least = (struct entry){.who = who, .since_msec = now_msec};
    return least;
}

static unsigned ask(struct http_rates *rates, struct http_rate_who who,
                    enum http_rate kind, bool take, int64_t now_msec)
{
    if (is_nobody(who))
        return 0;
    const struct http_rate_rule *rule = &rates->rules[kind];
    (void)pthread_mutex_lock(&rates->lock);
    rotate(rates, now_msec);
    int64_t *spent = &find(rates, who, now_msec)->spent_units[kind];
    int64_t over =
        *spent + UNITS_PER_TOKEN - (int64_t)rule->burst * UNITS_PER_TOKEN;
    if (over <= 0 && take)
        *spent += UNITS_PER_TOKEN;
    (void)pthread_mutex_unlock(&rates->lock);
    if (over <= 0)
        return 0;
    int64_t per_sec = (int64_t)rule->per_min * 1000;
    return (unsigned)((over + per_sec - 1) / per_sec);
}

unsigned http_rates_wait_sec(struct http_rates *rates, struct http_rate_who who,
                             enum http_rate kind, int64_t now_msec)
{
    return ask(rates, who, kind, false, now_msec);
}

unsigned http_rates_take(struct http_rates *rates, struct http_rate_who who,
                         enum http_rate kind, int64_t now_msec)
{
    return ask(rates, who, kind, true, now_msec);
}
