/*
 * The logs of what staff did, as /office shows them: the newest first, the last
 * WEB_LOG_SHOWN of each. Knows nothing that a trainee does.
 */
#ifndef CHORUS_WEB_STAFF_LOG_H
#define CHORUS_WEB_STAFF_LOG_H

#include "render/template.h"
#include "store/site.h"

#define WEB_LOG_SHOWN 200

/* Fill LOGIN and EXPORT of templates/office.tpl. Errors: those of the store,
 * ERR_MEMORY. */
BASE_MUST_USE enum err web_put_logins(struct site *site,
                                      struct render_dict *page);
BASE_MUST_USE enum err web_put_exports(struct site *site,
                                       struct render_dict *page);

#endif
