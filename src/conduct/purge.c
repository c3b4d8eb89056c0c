#include "conduct/purge.h"

#include "base/datetime.h"
#include "conduct/closing.h"
#include "conduct/documents.h"
#include "conduct/wave_files.h"

enum err conduct_purge_check(struct site *site, const struct conduct_wave *wave,
                             int64_t now_sec, struct err_note *note)
{
    struct conduct_results results;
    char day[DATETIME_WORDS_SIZE];
    if (wave->row.state == SITE_WAVE_OPEN)
        return err_say(note, ERR_STATE,
                       "%s is not closed: its ballots were never counted; "
                       "chorus wave close %s first",
                       wave->row.name, wave->row.name);
    if (datetime_date_words(wave->manifest->purge, day) != ERR_OK)
        return err_say(note, ERR_CORRUPT, "the day of the purge is no date");
    if (!conduct_wave_purge_is_due(wave, now_sec))
        return err_say(note, ERR_STATE,
                       "%s is purged on %s, as its manifest promises, and not "
                       "before: until then the release can be counted again",
                       wave->row.name, day);
    enum err e = conduct_results_load(site, wave, &results, note);
    if (e == ERR_OK)
        conduct_results_free(&results);
    return e;
}

enum err conduct_purge(const struct conduct_folder *folder,
                       struct people *people, const struct conduct_wave *wave,
                       struct err_note *note)
{
    /* Shares of the key that were left here go with it. */
    static const char *const key[] = {"seal", "share-", NULL};
    static const char *const ballots[] = {"ballots.db", NULL};
    static const char *const invites[] = {"invites.db", NULL};
    const char *name = wave->row.name;
    enum err e = conduct_closing_clean_up(folder, people, wave, note);
    if (e == ERR_OK)
        e = conduct_wave_files_destroy(&folder->office, name, key, note);
    if (e == ERR_OK)
        e = conduct_wave_files_destroy(&folder->server, name, ballots, note);
    if (e == ERR_OK)
        e = conduct_wave_files_destroy(&folder->server, name, invites, note);
    return e;
}
