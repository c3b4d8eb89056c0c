/*
 * Markup that is made once and shown many times: a release never changes, and
 * what a page makes of releases changes only when another wave closes. Knows
 * neither who reads it nor what is in it.
 */
#ifndef CHORUS_WEB_KEPT_H
#define CHORUS_WEB_KEPT_H

#include "render/template.h"

#include <pthread.h>

struct web_kept {
    pthread_mutex_t lock; /* over what follows */
    struct buf markup;
    uint64_t made_at; /* web_waves_version; 0: not made */
};

/* Nothing is kept yet. Wiped with web_kept_wipe. */
void web_kept_init(struct web_kept *kept);
void web_kept_wipe(struct web_kept *kept);

/*
 * Puts the markup into PAGE under NAME. In: VERSION of the waves, not 0; MAKE
 * is called when none is kept that was made at it; it writes into an empty
 * buffer. Errors: those of MAKE.
 */
BASE_MUST_USE enum err web_kept_put(struct web_kept *kept, uint64_t version,
                                    enum err (*make)(void *context,
                                                     struct buf *out_markup),
                                    void *context, struct render_dict *page,
                                    const char *name);

#endif
