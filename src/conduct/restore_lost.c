#include "conduct/restore.h"

#include "conduct/backup_list.h"
#include "conduct/wave_record.h"
#include "store/ballots_read.h"
#include "store/invites.h"

/* Whoever is told. */
struct telling {
    const struct conduct_folder *folder;
    const struct conduct_wave *wave;
    enum err (*fn)(void *ctx, const char *wave, const char *lost);
    void *ctx;
};

static enum err tell(const struct telling *t, const char *lost)
{
    return t->fn(t->ctx, t->wave->row.name, lost);
}

static bool is_there(const struct telling *t, const struct backup_part *part)
{
    char name[ARCHIVE_NAME_MAX + 1];
    struct file_path path;
    backup_part_name(part, t->wave->row.name, 1, name);
    return file_join(t->folder->dir.s, name, &path) == ERR_OK &&
           file_exists(path.s);
}

/* Whether more ballots are there than invites were used: then the invites are
 * of an earlier moment. False also when one of the files is not there. */
static bool has_more_ballots(const struct conduct_wave *wave)
{
    struct ballots_read *ballots = NULL;
    struct invites *invites = NULL;
    struct invites_count *counts = NULL;
    size_t n = 0;
    uint32_t redeemed = 0;
    uint64_t issued = 0;
    enum err e = ballots_read_open(wave->paths.ballots.s, &ballots, NULL);
    if (e == ERR_OK)
        e = ballots_read_used(ballots, &redeemed);
    if (e == ERR_OK)
        e = invites_open(wave->paths.invites.s, INVITES_COUNTER, &invites,
                         NULL);
    if (e == ERR_OK)
        e = invites_counts(invites, &counts, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        issued += counts[i].issued;
    free(counts);
    invites_close(invites);
    ballots_read_close(ballots);
    return e == ERR_OK && redeemed > issued;
}

static enum err open_wave(const struct telling *t)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < backup_part_count; i++)
        if (backup_parts[i].lost != NULL && !is_there(t, &backup_parts[i]))
            e = tell(t, backup_parts[i].lost);
    if (e == ERR_OK && !file_exists(t->folder->people.s))
        e = tell(t, "names, addresses and codes are missing: nobody can be "
                    "invited or reminded, and the wave cannot be closed; they "
                    "are in the backup of invites");
    if (e == ERR_OK && has_more_ballots(t->wave))
        e = tell(t, "the backup of invites is older than that of ballots: who "
                    "voted between them could vote twice, and the wave cannot "
                    "be closed; restore a later backup of invites");
    if (e == ERR_OK)
        e = tell(t, "what came after the backup was made: whoever has a "
                    "receipt that the board does not list lost a ballot; "
                    "tokens fetched since may not count as used");
    return e;
}

static enum err closed_wave(const struct telling *t, int64_t now_sec)
{
    if (conduct_wave_kept(t->wave) == CONDUCT_KEPT_WHOLE ||
        conduct_wave_purge_is_due(t->wave, now_sec))
        return ERR_OK;
    return tell(t, "ballots, invites or opening key are missing: it cannot be "
                   "counted again; its release and board stay");
}

static enum err each(struct telling *t, struct site *site,
                     const struct site_wave *row, int64_t now_sec,
                     struct err_note *note)
{
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    enum err e = conduct_wave_load(t->folder, site, row->name, &wave, note);
    if (e != ERR_OK)
        return e;
    t->wave = &wave;
    if (row->state == SITE_WAVE_OPEN)
        e = open_wave(t);
    else if (row->state == SITE_WAVE_CLOSED)
        e = closed_wave(t, now_sec);
    t->wave = NULL;
    conduct_wave_free(&wave);
    return e;
}

enum err conduct_restore_lost(const struct conduct_folder *folder,
                              struct site *site, int64_t now_sec,
                              enum err (*fn)(void *ctx, const char *wave,
                                             const char *lost),
                              void *ctx, struct err_note *note)
{
    struct telling t = {.folder = folder, .fn = fn, .ctx = ctx};
    struct site_wave *waves = NULL;
    size_t count = 0;
    enum err e = site_wave_list(site, &waves, &count);
    if (e != ERR_OK)
        return err_say(note, e, "%s: cannot be read: %s", folder->site.s,
                       err_name(e));
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = each(&t, site, &waves[i], now_sec, note);
    free(waves);
    return e;
}
