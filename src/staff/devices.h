/*
 * Browsers from which somebody logged in before: a cookie under a key of the
 * server says so, for one account, and nothing is stored. Whoever guesses
 * passwords from elsewhere uses up tries of their own, not those of a colleague
 * who has been here. Pure but for the random bytes.
 */
#ifndef CHORUS_STAFF_DEVICES_H
#define CHORUS_STAFF_DEVICES_H

#include "base/encode.h"
#include "store/site.h"

#include <stdbool.h>

#define DEVICES_LIFE_DAYS 180
/* b64u of the day (4 bytes), a random number (12) and the tag (32) */
#define DEVICES_BYTES     48
#define DEVICES_TEXT_SIZE ENCODE_B64U_SIZE(DEVICES_BYTES)

struct devices_key {
    uint8_t b[SITE_DEVICE_KEY_BYTES];
};

/* The cookie of a browser that logged in to ACCOUNT; each is another one. */
void devices_token(const struct devices_key *key, const char *account,
                   int64_t now_sec, char out_text[static DEVICES_TEXT_SIZE]);

/*
 * Whether TEXT, untrusted, may be NULL, was made for ACCOUNT, not longer ago
 * than DEVICES_LIFE_DAYS.
 */
bool devices_holds(const struct devices_key *key, const char *account,
                   const char *text, int64_t now_sec);

#endif
