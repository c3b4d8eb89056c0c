#include "web/kept.h"

void web_kept_init(struct web_kept *kept)
{
    *kept = (struct web_kept){.part = NULL};
    (void)pthread_mutex_init(&kept->lock, NULL);
}

void web_kept_wipe(struct web_kept *kept)
{
    http_part_release(kept->part);
    (void)pthread_mutex_destroy(&kept->lock);
}

/* With the lock. */
static enum err renew(struct web_kept *kept, const struct web_version *version,
                      enum err (*make)(void *context, struct buf *out_markup),
                      void *context)
{
    struct buf markup = BUF_INIT;
    struct http_part *part = NULL;
    enum err e = make(context, &markup);
    if (e == ERR_OK)
        e = http_part_new(&markup, &part);
    buf_free(&markup);
    if (e != ERR_OK)
        return e;
    http_part_release(kept->part);
    kept->part = part;
    kept->made_at = *version;
    return ERR_OK;
}

enum err web_kept_get(struct web_kept *kept, const struct web_version *version,
                      enum err (*make)(void *context, struct buf *out_markup),
                      void *context, struct http_part **out_part)
{
    enum err e = ERR_OK;
    (void)pthread_mutex_lock(&kept->lock);
    if (kept->part == NULL ||
        memcmp(&kept->made_at, version, sizeof *version) != 0)
        e = renew(kept, version, make, context);
    if (e == ERR_OK)
        *out_part = http_part_hold(kept->part);
    (void)pthread_mutex_unlock(&kept->lock);
    return e;
}
