/*
 * One wave from site.db and its files, whole or not at all.
 */
#ifndef CHORUS_WEB_WAVE_LOAD_H
#define CHORUS_WEB_WAVE_LOAD_H

#include "web/waves.h"

/*
 * Loads a wave. An open wave whose keys or files do not agree is loaded as
 * WEB_WAVE_BROKEN: its manifest is served, its doors are not there, *OUT_WHY
 * says why (ERR_OK otherwise).
 * Out: caller owns one hold, web_wave_release frees.
 * Errors: those of the store; ERR_CORRUPT (a document that cannot be read, or
 * is not the one that was promised); ERR_MEMORY.
 */
BASE_MUST_USE enum err web_wave_load(struct site *site, const char *server_dir,
                                     const struct site_wave *info,
                                     struct web_wave **out_wave,
                                     enum err *out_why);

/*
 * One document of the wave, ready to be served. In: SHA256, what the manifest
 * promised; NULL: nothing. Out: OUT_BYTES, also after an error, freed with
 * buf_free. Errors: ERR_CORRUPT (there is none, or another one), those of the
 * store, ERR_MEMORY.
 */
BASE_MUST_USE enum err web_wave_document(struct site *site, const char *wave,
                                         enum site_document which,
                                         const char *type,
                                         const uint8_t *sha256,
                                         struct buf *out_bytes,
                                         struct http_prepared **out_prepared);

/* sha256-... of bytes, as in an integrity attribute. */
void web_sri(const uint8_t *bytes, size_t len, char out[static WEB_SRI_SIZE]);

#endif
