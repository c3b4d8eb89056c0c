/*
 * What a closed wave published, checked before any page shows it: board and
 * release are signed by the wave's key, belong together and to the manifest,
 * and carry the signatures of as many trustees as the wave needs.
 */
#ifndef CHORUS_WEB_WAVE_RESULTS_H
#define CHORUS_WEB_WAVE_RESULTS_H

#include "web/waves.h"

/*
 * Loads release, board and units into WAVE, whose manifest is loaded. Errors:
 * ERR_CORRUPT (a document is missing, cannot be read, or a signature does not
 * hold), those of the store, ERR_MEMORY.
 */
BASE_MUST_USE enum err web_wave_results_load(struct site *site,
                                             struct web_wave *wave);

#endif
