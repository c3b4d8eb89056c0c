/*
 * How often one address may do something: token buckets in memory, found by a
 * hash under a secret that is thrown away every ten minutes together with all
 * that was counted under it. No address is kept, and none can be got back.
 * Knows no request and no clock; writes nothing anywhere.
 */
#ifndef CHORUS_HTTP_RATE_H
#define CHORUS_HTTP_RATE_H

#include "base/err.h"

#include <stdbool.h>

/* What is counted, each in a bucket of its own. */
enum http_rate {
    HTTP_RATE_REQUEST, /* anything at all: wide enough for a whole campus */
    HTTP_RATE_FAILURE, /* what the doors refused: a signature, a form, a wave */
    HTTP_RATE_LOGIN,   /* a wrong password for one account */
    HTTP_RATE_KINDS,
};

/* BURST at once, and PER_MIN from then on. */
struct http_rate_rule {
    unsigned burst;   /* 1 to 1,000,000 */
    unsigned per_min; /* 1 to 1,000,000 */
};

/*
 * The rules that a server goes by when it is given none. A campus of 2,500
 * behind one address makes some 20,000 requests, most of them within an hour.
 */
extern const struct http_rate_rule http_rate_rules[HTTP_RATE_KINDS];

/* An address for as long as its secret lives; all zero: nobody's. */
struct http_rate_who {
    uint8_t b[16];
};

struct http_rates;

/* In: RULES, copied. Out: caller frees with http_rates_free. ERR_MEMORY. */
BASE_MUST_USE enum err http_rates_new(
    const struct http_rate_rule rules[static HTTP_RATE_KINDS],
    struct http_rates **out_rates);
/* NULL is fine. */
void http_rates_free(struct http_rates *rates);

/*
 * Who an address is. In: ADDRESS, an IPv4 or IPv6 address as text, untrusted,
 * LEN bytes, blanks around it are ignored; of IPv6 the first 64 bits count,
 * which is what one customer gets. Anything else is nobody, who is never
 * limited. NOW_MSEC: of a clock that never goes back, in all functions here.
 */
struct http_rate_who http_rates_who(struct http_rates *rates,
                                    const char *address, size_t len,
                                    int64_t now_msec);

/*
 * Who an address is together with TEXT, an account's name: what is counted for
 * one is not counted for another. For nobody's address: TEXT alone.
 */
struct http_rate_who http_rates_about(struct http_rates *rates,
                                      struct http_rate_who who,
                                      const char *text, int64_t now_msec);

/* The seconds until KIND has room for one more; 0: it has. Takes nothing. */
unsigned http_rates_wait_sec(struct http_rates *rates, struct http_rate_who who,
                             enum http_rate kind, int64_t now_msec);

/* Takes one from KIND, and says 0; or the seconds until there is one. */
unsigned http_rates_take(struct http_rates *rates, struct http_rate_who who,
                         enum http_rate kind, int64_t now_msec);

#endif
