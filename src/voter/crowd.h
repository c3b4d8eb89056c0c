/*
 * Many synthetic people answering one wave over HTTP, several at a time: the
 * demonstration's population and the load of benches. Goes the same way as one
 * person does (voter/client.h).
 */
#ifndef CHORUS_VOTER_CROWD_H
#define CHORUS_VOTER_CROWD_H

#include "voter/client.h"

/* One of the crowd. */
struct crowd_person {
    struct wave_invite_code code;
    char unit[WAVE_NAME_MAX + 1];
    uint64_t number;             /* different for each person */
    bool answered;               /* out */
    struct wave_receipt receipt; /* out, when answered */
};

struct crowd {
    const char *base_url;
    const struct voter_wave *wave;
    uint64_t seed;
    uint32_t rate_permille;
    unsigned connections; /* 1..64 */
    struct crowd_person *people;
    size_t count;
    /* Called now and then with how many are through; NULL for nobody. */
    void (*progress)(void *context, size_t done);
    void *context;
};

/*
 * Lets those answer who take part. Out: each person's ANSWERED and RECEIPT.
 * Errors: the first error of any connection, after which all stop; ERR_MEMORY;
 * a line in NOTE. An invite that was used already is passed over.
 */
BASE_MUST_USE enum err crowd_run(struct crowd *crowd, struct err_note *note);

#endif
