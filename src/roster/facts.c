#include "roster/facts.h"

#include "base/datetime.h"

static enum err put_dates(const struct roster_facts *facts,
                          const char *language, struct buf *closes,
                          struct buf *purge, struct err_note *note)
{
    struct wording *calendar = NULL;
    int64_t purge_sec = 0;
    enum err e = wording_load(facts->templates_dir, "calendar", language,
                              &calendar, note);
    if (e != ERR_OK)
        return e;
    e = wording_date(calendar, facts->manifest->closes_sec, closes);
    if (e == ERR_OK)
        e = datetime_parse_closing(facts->manifest->purge, 0, &purge_sec);
    if (e == ERR_OK)
        e = wording_date(calendar, purge_sec, purge);
    if (e == ERR_FORMAT)
        e = err_say(note, e,
                    "%s/calendar.%s.txt: needs Months: of twelve names, and "
                    "Date:",
                    facts->templates_dir, calendar->language);
    wording_free(calendar);
    return e;
}

enum err roster_facts_word(const struct roster_facts *facts, const char *kind,
                           const char *language, struct wording **out_filled,
                           struct err_note *note)
{
    struct wording *raw = NULL;
    struct buf closes = BUF_INIT;
    struct buf purge = BUF_INIT;
    enum err e = wording_load(facts->templates_dir, kind, language, &raw, note);
    if (e == ERR_OK)
        e = put_dates(facts, raw->language, &closes, &purge, note);
    if (e == ERR_OK) {
        const struct wording_value values[] = {
            {"INSTITUTION", facts->manifest->institution},
            {"WAVE", facts->manifest->wave},
            {"BASE", facts->base_url},
            {"CONTACT", facts->contact},
            {"CLOSES", buf_text(&closes)},
            {"PURGE", buf_text(&purge)},
        };
        struct err_note why = {""};
        e = wording_fill(raw, values, sizeof values / sizeof *values,
                         out_filled, &why);
        if (e == ERR_FORMAT)
            e = err_say(note, e, "%s/%s.%s.txt: %s", facts->templates_dir, kind,
                        raw->language, why.text);
    }
    wording_free(raw);
    buf_free(&closes);
    buf_free(&purge);
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
