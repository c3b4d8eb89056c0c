#include "roster/facts.h"

#include "base/calendar.h"
#include "base/datetime.h"

/* A language without a calendar has its days in English. */
static enum err put_dates(const struct roster_facts *facts,
                          const char *language,
                          char closes[static CALENDAR_DATE_SIZE],
                          char purge[static CALENDAR_DATE_SIZE],
                          struct err_note *note)
{
    struct calendar calendar;
    char day[DATETIME_DATE_SIZE];
    enum err e = calendar_load(facts->templates_dir, language, &calendar, note);
    if (e == ERR_NOT_FOUND)
        e = calendar_load(facts->templates_dir, "en", &calendar, note);
    if (e == ERR_NOT_FOUND)
        return err_say(note, e, "%s/calendar.en.txt: not there",
                       facts->templates_dir);
    datetime_date(facts->manifest->closes_sec, day);
    if (e == ERR_OK)
        e = calendar_date(&calendar, day, closes);
    if (e == ERR_OK)
        e = calendar_date(&calendar, facts->manifest->purge, purge);
    return e;
}

enum err roster_facts_word(const struct roster_facts *facts, const char *kind,
                           const char *language, struct wording **out_filled,
                           struct err_note *note)
{
    struct wording *raw = NULL;
    char closes[CALENDAR_DATE_SIZE];
    char purge[CALENDAR_DATE_SIZE];
    enum err e = wording_load(facts->templates_dir, kind, language, &raw, note);
    if (e == ERR_OK)
        e = put_dates(facts, raw->language, closes, purge, note);
    if (e == ERR_OK) {
        const struct wording_value values[] = {
            {"INSTITUTION", facts->manifest->institution},
            {"WAVE", facts->manifest->wave},
            {"BASE", facts->base_url},
            {"CONTACT", facts->contact},
            {"CLOSES", closes},
            {"PURGE", purge},
        };
        struct err_note why = {""};
        e = wording_fill(raw, values, sizeof values / sizeof *values,
                         out_filled, &why);
        if (e == ERR_FORMAT)
            e = err_say(note, e, "%s/%s.%s.txt: %s", facts->templates_dir, kind,
                        raw->language, why.text);
    }
    wording_free(raw);
    return e;
}

enum err roster_tongues_get(struct roster_tongues *tongues,
                            const char *language,
                            const struct wording **out_wording,
                            struct err_note *note)
{
    for (size_t i = 0; i < tongues->count; i++)
        if (strcmp(tongues->list[i].language, language) == 0) {
            *out_wording = tongues->list[i].wording;
            return ERR_OK;
        }
    struct roster_tongue *more =
        reallocarray(tongues->list, tongues->count + 1, sizeof *more);
    if (more == NULL)
        return ERR_MEMORY;
    tongues->list = more;
    struct roster_tongue tongue = {strdup(language), NULL};
    enum err e = tongue.language == NULL
                     ? ERR_MEMORY
                     : roster_facts_word(tongues->facts, tongues->kind,
                                         language, &tongue.wording, note);
    if (e != ERR_OK) {
        free(tongue.language);
        return e;
    }
    more[tongues->count++] = tongue;
    *out_wording = tongue.wording;
    return ERR_OK;
}

void roster_tongues_wipe(struct roster_tongues *tongues)
{
    for (size_t i = 0; i < tongues->count; i++) {
        free(tongues->list[i].language);
        wording_free(tongues->list[i].wording);
    }
    free(tongues->list);
    tongues->list = NULL;
    tongues->count = 0;
}
