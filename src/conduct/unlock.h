/*
 * Whether a wave's passphrase, or its trustees' shares, still open its key. No
 * ballot is opened.
 */
#ifndef CHORUS_CONDUCT_UNLOCK_H
#define CHORUS_CONDUCT_UNLOCK_H

#include "conduct/opener.h"

/* What came out. */
struct conduct_unlock {
    uint32_t good;        /* shares that open */
    bool was_tried;       /* the key itself: there were enough */
    bool opens;           /* it does */
    enum err wrong;       /* the first failure of all, or ERR_OK */
    struct err_note note; /* and what it was */
};

/*
 * Tries. In: OPENER has its passphrases; EACH is called for each share, with
 * ERR_OK or what is wrong and its line; it may be NULL. Out: what came out.
 */
void conduct_unlock_test(const struct conduct_wave *wave,
                         struct conduct_opener *opener,
                         void (*each)(void *context, uint32_t number,
                                      enum err wrong,
                                      const struct err_note *note),
                         void *context, struct conduct_unlock *out);

#endif
