/*
 * A part of a page that is made once and shown many times: a release never
 * changes, and what a page makes of releases, plans and checklists changes only
 * when these do. Knows neither who reads it nor what is in it.
 */
#ifndef CHORUS_WEB_KEPT_H
#define CHORUS_WEB_KEPT_H

#include "http/part.h"

#include <pthread.h>

/* What a part is made from; one that was made at another version is made anew.
 * What it does not depend on stays 0. */
struct web_version {
    uint64_t waves;   /* web_waves_version */
    uint64_t mandate; /* site_mandate_version */
    char today[16];   /* web_today */
};

struct web_kept {
    pthread_mutex_t lock;   /* over what follows */
    struct http_part *part; /* NULL: not made */
    struct web_version made_at;
};

/* Nothing is kept yet. Wiped with web_kept_wipe. */
void web_kept_init(struct web_kept *kept);
void web_kept_wipe(struct web_kept *kept);

/*
 * In: VERSION, asked for before anything is read that MAKE reads, so that a
 * change between the two is made again and none is missed; MAKE writes into an
 * empty buffer. Out: OUT_PART, which the caller releases. Errors: those of
 * MAKE, ERR_MEMORY.
 */
BASE_MUST_USE enum err web_kept_get(struct web_kept *kept,
                                    const struct web_version *version,
                                    enum err (*make)(void *context,
                                                     struct buf *out_markup),
                                    void *context, struct http_part **out_part);

#endif
