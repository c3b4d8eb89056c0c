#include "staff/exports.h"

#include "store/site.h"

struct log {
    const char *wave;
    struct buf entries;
};

static enum err keep(void *ctx, const struct site_export *entry)
{
    struct log *log = ctx;
    struct exports_entry e = {.at_sec = entry->at_sec};
    if (log->wave != NULL && strcmp(log->wave, entry->wave) != 0)
        return ERR_OK;
    (void)snprintf(e.account, sizeof e.account, "%s", entry->account);
    (void)snprintf(e.wave, sizeof e.wave, "%s", entry->wave);
    (void)snprintf(e.what, sizeof e.what, "%s", entry->what);
    (void)snprintf(e.format, sizeof e.format, "%s", entry->format);
    buf_put(&log->entries, &e, sizeof e);
    return buf_check(&log->entries);
}

enum err exports_list(struct site *site, const char *wave,
                      struct exports_entry **out_entries, size_t *out_count)
{
    struct log log = {wave, BUF_INIT};
    size_t len = 0;
    enum err e = site_export_each(site, keep, &log);
    void *bytes = e == ERR_OK ? buf_take(&log.entries, &len) : NULL;
    if (bytes == NULL) {
        buf_free(&log.entries);
        return e == ERR_OK ? ERR_MEMORY : e;
    }
    struct exports_entry *entries = bytes;
    size_t count = len / sizeof *entries;
    for (size_t i = 0; i < count / 2; i++) {
        struct exports_entry kept = entries[i];
        entries[i] = entries[count - 1 - i];
        entries[count - 1 - i] = kept;
    }
    *out_entries = entries;
    *out_count = count;
    return ERR_OK;
}
