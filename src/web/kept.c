#include "web/kept.h"

void web_kept_init(struct web_kept *kept)
{
    *kept = (struct web_kept){.markup = BUF_INIT};
    (void)pthread_mutex_init(&kept->lock, NULL);
}

void web_kept_wipe(struct web_kept *kept)
{
    buf_free(&kept->markup);
    (void)pthread_mutex_destroy(&kept->lock);
}

enum err web_kept_put(struct web_kept *kept, uint64_t version,
                      enum err (*make)(void *context, struct buf *out_markup),
                      void *context, struct render_dict *page, const char *name)
{
    enum err e = ERR_OK;
    (void)pthread_mutex_lock(&kept->lock);
    if (kept->made_at != version) {
        struct buf markup = BUF_INIT;
        e = make(context, &markup);
        if (e == ERR_OK) {
            buf_free(&kept->markup);
            kept->markup = markup;
            kept->made_at = version;
        } else {
            buf_free(&markup);
        }
    }
    if (e == ERR_OK)
        render_put_markup(page, name, &kept->markup);
    (void)pthread_mutex_unlock(&kept->lock);
    return e;
}
