#include "conduct/wave_record.h"

#include "base/datetime.h"

#include <sodium.h>

static enum err take_manifest(struct conduct_wave *w, struct err_note *note)
{
    wave_manifest_hash(w->manifest_bytes.data, w->manifest_bytes.len, w->mh.b);
    if (sodium_memcmp(w->mh.b, w->row.manifest_hash, sizeof w->mh.b) != 0)
        return err_say(note, ERR_CORRUPT,
                       "%s: the stored manifest does not have the stored hash; "
                       "restore server/site.db from a backup",
                       w->row.name);
    return wave_manifest_parse(w->manifest_bytes.data, w->manifest_bytes.len,
                               &w->manifest, note);
}

enum err conduct_wave_load(const struct conduct_folder *folder,
                           struct site *site, const char *name,
                           struct conduct_wave *out_wave, struct err_note *note)
{
    struct conduct_wave w = {.manifest_bytes = BUF_INIT};
    enum err e = conduct_folder_wave(folder, name, &w.paths, note);
    if (e != ERR_OK)
        return e;
    e = site_wave_get(site, name, &w.row);
    if (e == ERR_NOT_FOUND)
        return err_say(note, e,
                       "no wave %s in %s; chorus wave list shows what there is",
                       name, folder->dir.s);
    if (e == ERR_OK)
        e = site_wave_document(site, name, SITE_MANIFEST, &w.manifest_bytes);
    if (e != ERR_OK)
        return err_say(note, e, "%s: cannot be read: %s", folder->site.s,
                       err_name(e));
    e = take_manifest(&w, note);
    if (e != ERR_OK) {
        conduct_wave_free(&w);
        return e;
    }
    *out_wave = w;
    return ERR_OK;
}

void conduct_wave_free(struct conduct_wave *wave)
{
    wave_manifest_free(wave->manifest);
    buf_free(&wave->manifest_bytes);
    wave->manifest = NULL;
}

enum err conduct_wave_say_none(const struct conduct_wave *wave,
                               struct err_note *note)
{
    if (wave->row.state == SITE_WAVE_ENDED)
        return err_say(note, ERR_NOT_FOUND,
                       "%s has no results: it was purged without having been "
                       "closed",
                       wave->row.name);
    return err_say(note, ERR_NOT_FOUND,
                   "%s has no results yet: it is open; chorus wave close makes "
                   "them",
                   wave->row.name);
}

enum err conduct_wave_document(struct site *site,
                               const struct conduct_wave *wave,
                               enum site_document which, struct buf *out_bytes,
                               struct err_note *note)
{
    enum err e = site_wave_document(site, wave->row.name, which, out_bytes);
    if (e == ERR_NOT_FOUND && wave->row.state != SITE_WAVE_CLOSED)
        return conduct_wave_say_none(wave, note);
    if (e != ERR_OK)
        return err_say(note, e, "%s: a document cannot be read: %s",
                       wave->row.name, err_name(e));
    return e;
}

bool conduct_wave_has_survey(const struct conduct_wave *wave,
                             const struct buf *bytes)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(hash, bytes->data, bytes->len);
    return memcmp(hash, wave->manifest->survey_sha256, sizeof hash) == 0;
}

enum err conduct_wave_survey(struct site *site, const struct conduct_wave *wave,
                             struct buf *out_bytes, struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    enum err e = site_wave_document(site, wave->row.name, SITE_SURVEY, &bytes);
    if (e != ERR_OK)
        return err_say(note, e, "the wave's survey cannot be read: %s",
                       err_name(e));
    if (!conduct_wave_has_survey(wave, &bytes)) {
        buf_free(&bytes);
        return err_say(note, ERR_CORRUPT,
                       "the stored survey is not the one of the manifest; "
                       "restore server/site.db from a backup");
    }
    *out_bytes = bytes;
    return ERR_OK;
}

enum conduct_kept conduct_wave_kept(const struct conduct_wave *wave)
{
    int kept = file_exists(wave->paths.seal.s) +
               file_exists(wave->paths.ballots.s) +
               file_exists(wave->paths.invites.s);
    return kept == 3 ? CONDUCT_KEPT_WHOLE
                     : (kept > 0 ? CONDUCT_KEPT_PART : CONDUCT_KEPT_NONE);
}

bool conduct_wave_purge_is_due(const struct conduct_wave *wave, int64_t now_sec)
{
    char today[DATETIME_DATE_SIZE];
    datetime_date(now_sec, today);
    return strcmp(today, wave->manifest->purge) >= 0;
}

const char *conduct_wave_state_text(const struct conduct_wave *wave,
                                    int64_t now_sec)
{
    if (wave->row.state == SITE_WAVE_ENDED)
        return "purged";
    if (wave->row.state == SITE_WAVE_OPEN)
        return now_sec >= wave->row.closes_sec ? "over" : "open";
    return conduct_wave_kept(wave) == CONDUCT_KEPT_NONE ? "purged" : "closed";
}
