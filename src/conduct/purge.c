#include "conduct/purge.h"

#include "base/datetime.h"
#include "conduct/closing.h"
#include "conduct/documents.h"
#include "conduct/wave_files.h"

static enum err check_hold(struct site *site, const struct conduct_wave *wave,
                           struct err_note *note)
{
    struct site_hold hold;
    char since[DATETIME_WORDS_SIZE];
    enum err e = site_hold_get(site, wave->row.name, &hold);
    if (e != ERR_OK)
        return err_say(note, e, "holds cannot be read: %s", err_name(e));
    if (!hold.is_on)
        return ERR_OK;
    datetime_words(hold.at_sec, since);
    return err_say(note, ERR_STATE,
                   "%s is held since %s (%.200s); chorus hold %s off --reason "
                   "TEXT ends that",
                   wave->row.name, since, hold.reason, wave->row.name);
}

/* Nobody closed it: the promise to those who answered holds all the same. */
static enum err check_never_closed(const struct conduct_wave *wave,
                                   int64_t now_sec, struct err_note *note)
{
    if (conduct_closing_is_due(wave, now_sec) &&
        conduct_wave_purge_is_due(wave, now_sec))
        return ERR_OK;
    return err_say(note, ERR_STATE,
                   "%s is not closed: its ballots were never counted; chorus "
                   "wave close %s first. From %s on it can be purged without",
                   wave->row.name, wave->row.name, wave->manifest->purge);
}

enum err conduct_purge_check(struct site *site, const struct conduct_wave *wave,
                             int64_t now_sec, struct err_note *note)
{
    char day[DATETIME_WORDS_SIZE];
    enum err e = check_hold(site, wave, note);
    if (e != ERR_OK || wave->row.state == SITE_WAVE_ENDED)
        return e;
    if (wave->row.state == SITE_WAVE_OPEN)
        return check_never_closed(wave, now_sec, note);
    if (datetime_date_words(wave->manifest->purge, day) != ERR_OK)
        return err_say(note, ERR_CORRUPT, "the day of the purge is no date");
    if (!conduct_wave_purge_is_due(wave, now_sec))
        return err_say(note, ERR_STATE,
                       "%s is purged on %s, as its manifest promises, and not "
                       "before: until then the release can be counted again",
                       wave->row.name, day);
    struct conduct_results results;
    e = conduct_results_load(site, wave, &results, note);
    if (e == ERR_OK)
        conduct_results_free(&results);
    return e;
}

/* From then on chorusd does not serve it, and nobody can close it. */
static enum err end_open(struct site *site, const struct conduct_wave *wave,
                         struct err_note *note)
{
    if (wave->row.state == SITE_WAVE_CLOSED)
        return ERR_OK;
    enum err e = wave->row.state == SITE_WAVE_OPEN
                     ? site_wave_end(site, wave->row.name)
                     : ERR_OK;
    if (e == ERR_OK) /* of a close that was killed */
        e = site_board_drop(site, wave->row.name);
    return e == ERR_OK ? e
                       : err_say(note, e, "%s cannot be ended: %s",
                                 wave->row.name, err_name(e));
}

enum err conduct_purge(const struct conduct_folder *folder, struct site *site,
                       struct people *people, const struct conduct_wave *wave,
                       struct err_note *note)
{
    /* Shares of the key that were left here go with it. */
    static const char *const key[] = {"seal", "share-", NULL};
    static const char *const ballots[] = {"ballots.db", NULL};
    static const char *const invites[] = {"invites.db", NULL};
    const char *name = wave->row.name;
    enum err e = end_open(site, wave, note);
    if (e == ERR_OK)
        e = conduct_closing_clean_up(folder, people, wave, note);
    if (e == ERR_OK)
        e = conduct_wave_files_destroy(&folder->office, name, key, note);
    if (e == ERR_OK)
        e = conduct_wave_files_destroy(&folder->server, name, ballots, note);
    if (e == ERR_OK)
        e = conduct_wave_files_destroy(&folder->server, name, invites, note);
    return e;
}
