/*
 * A wave as site.db has it, its manifest read: what most commands begin with.
 * Knows no secret.
 */
#ifndef CHORUS_CONDUCT_WAVE_RECORD_H
#define CHORUS_CONDUCT_WAVE_RECORD_H

#include "conduct/folder.h"
#include "wave/fingerprint.h"
#include "wave/manifest.h"

struct conduct_wave {
    struct site_wave row;
    struct conduct_wave_paths paths;
    struct buf manifest_bytes;
    struct wave_manifest *manifest;
    struct wave_manifest_hash mh;
};

/*
 * Loads a wave. Out: freed with conduct_wave_free. Errors: ERR_NOT_FOUND (no
 * such wave; NOTE says how to list them), ERR_FORMAT (not a name), ERR_CORRUPT
 * (the stored manifest does not have the stored hash), those of
 * site_wave_document.
 */
BASE_MUST_USE enum err conduct_wave_load(const struct conduct_folder *folder,
                                         struct site *site, const char *name,
                                         struct conduct_wave *out_wave,
                                         struct err_note *note);
void conduct_wave_free(struct conduct_wave *wave);

/* Says in NOTE why a wave that is not closed has no results: ERR_NOT_FOUND. */
enum err conduct_wave_say_none(const struct conduct_wave *wave,
                               struct err_note *note);

/*
 * A document of a wave. Out: freed with buf_free. Errors: ERR_NOT_FOUND (not
 * closed yet, says NOTE), those of site_wave_document.
 */
BASE_MUST_USE enum err conduct_wave_document(struct site *site,
                                             const struct conduct_wave *wave,
                                             enum site_document which,
                                             struct buf *out_bytes,
                                             struct err_note *note);

/* Whether BYTES are the survey that the manifest names by its hash. */
bool conduct_wave_has_survey(const struct conduct_wave *wave,
                             const struct buf *bytes);

/*
 * The wave's survey, as site.db kept it. Out: freed with buf_free. Errors:
 * ERR_CORRUPT (it is not the manifest's), those of site_wave_document; a line
 * in NOTE.
 */
BASE_MUST_USE enum err conduct_wave_survey(struct site *site,
                                           const struct conduct_wave *wave,
                                           struct buf *out_bytes,
                                           struct err_note *note);

/* What is left of a wave's sealed ballots, its invites and the wrapped key. */
enum conduct_kept {
    CONDUCT_KEPT_WHOLE,
    CONDUCT_KEPT_PART, /* some are missing: lost, or a purge was interrupted */
    CONDUCT_KEPT_NONE, /* purged */
};
enum conduct_kept conduct_wave_kept(const struct conduct_wave *wave);

/* Whether NOW_SEC is on or after the day, here, on which the manifest promises
 * that they are destroyed. */
bool conduct_wave_purge_is_due(const struct conduct_wave *wave,
                               int64_t now_sec);

/* "open", "over" (the closing time is past), "closed" or "purged". */
const char *conduct_wave_state_text(const struct conduct_wave *wave,
                                    int64_t now_sec);

#endif
