#include "conduct/campaign.h"

#include <dirent.h>
#include <errno.h>

/* When a round of mails was done; 0: not. */
struct rounds {
    int64_t done_sec[PEOPLE_ROUND_MAX + 1];
};

static enum err see_round(void *ctx, const struct people_round *round)
{
    struct rounds *r = ctx;
    if (round->round <= PEOPLE_ROUND_MAX)
        r->done_sec[round->round] = round->done_sec;
    return ERR_OK;
}

enum err conduct_campaign(
    const struct conduct_outreach *o,
    struct conduct_step out_steps[static CAMPAIGN_STEPS_MAX], size_t *out_count)
{
    struct campaign_step steps[CAMPAIGN_STEPS_MAX];
    struct rounds rounds = {{0}};
    enum err e =
        people_rounds_each(o->people, o->wave.row.name, see_round, &rounds);
    if (e != ERR_OK)
        return e;
    size_t n =
        campaign_plan(o->wave.row.opens_sec, o->wave.row.closes_sec, steps);
    for (size_t i = 0; i < n; i++) {
        bool is_mailed = steps[i].what == CAMPAIGN_INVITES ||
                         steps[i].what == CAMPAIGN_REMINDER;
        out_steps[i] = (struct conduct_step){
            steps[i], is_mailed ? rounds.done_sec[steps[i].number] : 0};
    }
    *out_count = n;
    return ERR_OK;
}

/* The language of poster.LANGUAGE.txt; false for another file. */
static bool language_of(const char *name,
                        char out[static CONDUCT_LANGUAGE_SIZE])
{
    static const char begin[] = "poster.";
    size_t len = strlen(name);
    if (len <= sizeof begin - 1 + 4 || strncmp(name, begin, sizeof begin - 1) ||
        strcmp(name + len - 4, ".txt") != 0 ||
        len - (sizeof begin - 1) - 4 >= CONDUCT_LANGUAGE_SIZE)
        return false;
    (void)snprintf(out, CONDUCT_LANGUAGE_SIZE, "%.*s",
                   (int)(len - (sizeof begin - 1) - 4),
                   name + sizeof begin - 1);
    return true;
}

enum err conduct_campaign_languages(const struct conduct_outreach *o,
                                    enum err (*fn)(void *ctx,
                                                   const char *language),
                                    void *ctx, struct err_note *note)
{
    DIR *templates = opendir(o->templates.s);
    if (templates == NULL)
        return err_say(note, file_err(errno), "%s: cannot read",
                       o->templates.s);
    enum err e = ERR_OK;
    const struct dirent *entry;
    while (e == ERR_OK && (entry = readdir(templates)) != NULL) {
        char language[CONDUCT_LANGUAGE_SIZE];
        if (language_of(entry->d_name, language))
            e = fn(ctx, language);
    }
    (void)closedir(templates);
    return e;
}

enum err conduct_campaign_text(const struct conduct_outreach *o,
                               const char *kind, const char *language,
                               struct buf *out_text,
                               char out_language[static CONDUCT_LANGUAGE_SIZE],
                               struct err_note *note)
{
    struct wording *w = NULL;
    struct buf text = BUF_INIT;
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    enum err e = roster_facts_word(&o->facts, kind, language, &w, note);
    if (e != ERR_OK)
        return e;
    wave_fingerprint_text(&o->wave.mh, fingerprint);
    buf_printf(&text, "%s\n\n", wording_head(w, "Subject"));
    wording_text(w, o->base, "", fingerprint, &text);
    (void)snprintf(out_language, CONDUCT_LANGUAGE_SIZE, "%s", w->language);
    wording_free(w);
    e = buf_check(&text);
    if (e == ERR_OK)
        *out_text = text;
    else
        buf_free(&text);
    return e;
}
