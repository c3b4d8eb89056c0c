#include "web/made.h"

#include <pthread.h>
#include <sodium.h>

struct entry {
    uint8_t key[WEB_MADE_KEY_SIZE];
    struct buf bytes;
    struct entry *next;
};

struct web_made {
    pthread_mutex_t lock;
    struct entry *first;
    size_t held_bytes;
};

enum err web_made_new(struct web_made **out_made)
{
    struct web_made *made = calloc(1, sizeof *made);
    if (made == NULL)
        return ERR_MEMORY;
    (void)pthread_mutex_init(&made->lock, NULL);
    *out_made = made;
    return ERR_OK;
}

void web_made_free(struct web_made *made)
{
    if (made == NULL)
        return;
    while (made->first != NULL) {
        struct entry *e = made->first;
        made->first = e->next;
        buf_free(&e->bytes);
        free(e);
    }
    (void)pthread_mutex_destroy(&made->lock);
    free(made);
}

void web_made_key(const char *kind, const char *what, const char *of,
                  uint8_t out_key[static WEB_MADE_KEY_SIZE])
{
    crypto_generichash_state h;
    const char *const texts[] = {kind, what, of};
    (void)crypto_generichash_init(&h, NULL, 0, WEB_MADE_KEY_SIZE);
    for (size_t i = 0; i < 3; i++) /* with the NUL, so that none runs over */
        (void)crypto_generichash_update(&h, (const uint8_t *)texts[i],
                                        strlen(texts[i]) + 1);
    (void)crypto_generichash_final(&h, out_key, WEB_MADE_KEY_SIZE);
}

/* With the lock. */
static const struct entry *look(const struct web_made *made, const uint8_t *key)
{
    for (const struct entry *e = made->first; e != NULL; e = e->next)
        if (memcmp(e->key, key, WEB_MADE_KEY_SIZE) == 0)
            return e;
    return NULL;
}

bool web_made_find(struct web_made *made,
                   const uint8_t key[static WEB_MADE_KEY_SIZE],
                   struct buf *out_bytes)
{
    (void)pthread_mutex_lock(&made->lock);
    const struct entry *e = look(made, key);
    if (e != NULL)
        buf_put(out_bytes, e->bytes.data, e->bytes.len);
    (void)pthread_mutex_unlock(&made->lock);
    return e != NULL;
}

void web_made_keep(struct web_made *made,
                   const uint8_t key[static WEB_MADE_KEY_SIZE],
                   const struct buf *bytes)
{
    struct entry *e = calloc(1, sizeof *e);
    if (e == NULL)
        return;
    memcpy(e->key, key, sizeof e->key);
    buf_put(&e->bytes, bytes->data, bytes->len);
    (void)pthread_mutex_lock(&made->lock);
    bool fits = !e->bytes.failed &&
                made->held_bytes + bytes->len <= WEB_MADE_MAX_BYTES &&
                look(made, key) == NULL;
    if (fits) {
        e->next = made->first;
        made->first = e;
        made->held_bytes += bytes->len;
    }
    (void)pthread_mutex_unlock(&made->lock);
    if (!fits) {
        buf_free(&e->bytes);
        free(e);
    }
}
