/*
 * Files that every page refers to, read once at the start and served under a
 * URL that names their content.
 */
#ifndef CHORUS_WEB_ASSETS_H
#define CHORUS_WEB_ASSETS_H

#include "web/server.h"

/*
 * Reads style.css and receipt.js. Out: WEB's assets, freed with
 * web_assets_free, also after an error. Errors: those of file_read; NOTE.
 */
BASE_MUST_USE enum err web_assets_load(struct web *web,
                                       const struct web_paths *paths,
                                       struct err_note *note);
void web_assets_free(struct web *web);

/* GET /static/HASH/style.css and .../receipt.js; 404 under another hash. */
void asset_style(void *context, struct http_request *r);
void asset_receipt_script(void *context, struct http_request *r);

#endif
