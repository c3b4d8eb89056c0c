/*
 * A wave as site.db has it, its manifest read: what most commands begin with.
 * Knows no secret.
 */
#ifndef CHORUS_CLI_WAVE_RECORD_H
#define CHORUS_CLI_WAVE_RECORD_H

#include "cli/folder.h"
#include "wave/fingerprint.h"
#include "wave/manifest.h"

struct cli_wave {
    struct site_wave row;
    struct cli_wave_paths paths;
    struct buf manifest_bytes;
    struct wave_manifest *manifest;
    struct wave_manifest_hash mh;
};

/*
 * Loads a wave. Out: freed with cli_wave_free. Errors: ERR_NOT_FOUND (no such
 * wave; NOTE says how to list them), ERR_FORMAT (not a name), ERR_CORRUPT (the
 * stored manifest does not have the stored hash), those of site_wave_document.
 */
BASE_MUST_USE enum err cli_wave_load(struct cli *cli,
                                     const struct cli_folder *folder,
                                     struct site *site, const char *name,
                                     struct cli_wave *out_wave);
void cli_wave_free(struct cli_wave *wave);

/*
 * A document of a wave. Out: freed with buf_free. Errors: ERR_NOT_FOUND (not
 * closed yet, says NOTE), those of site_wave_document.
 */
BASE_MUST_USE enum err cli_wave_document(struct cli *cli, struct site *site,
                                         const struct cli_wave *wave,
                                         enum site_document which,
                                         struct buf *out_bytes);

/* Whether BYTES are the survey that the manifest names by its hash. */
bool cli_wave_has_survey(const struct cli_wave *wave, const struct buf *bytes);

/*
 * The wave's survey, as site.db kept it. Out: freed with buf_free. Errors:
 * ERR_CORRUPT (it is not the manifest's), those of site_wave_document; a line
 * in NOTE.
 */
BASE_MUST_USE enum err cli_wave_survey(struct site *site,
                                       const struct cli_wave *wave,
                                       struct buf *out_bytes,
                                       struct err_note *note);

/* What is left of a wave's sealed ballots, its invites and the wrapped key. */
enum cli_kept {
    CLI_KEPT_WHOLE,
    CLI_KEPT_PART, /* some are missing: lost, or a purge was interrupted */
    CLI_KEPT_NONE, /* purged */
};
enum cli_kept cli_wave_kept(const struct cli_wave *wave);

/* Whether NOW_SEC is on or after the day, here, on which the manifest promises
 * that they are destroyed. */
bool cli_wave_purge_is_due(const struct cli_wave *wave, int64_t now_sec);

/* "open", "over" (the closing time is past), "closed" or "purged". */
const char *cli_wave_state_text(const struct cli_wave *wave, int64_t now_sec);

#endif
