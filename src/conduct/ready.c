#include "conduct/ready.h"

static enum err check_terms(const struct conduct_terms *t,
                            struct err_note *note)
{
    if (t->closes_sec <= t->now_sec)
        return err_say(note, ERR_RANGE,
                       "the closing time is in the past; choose a time to "
                       "come");
    if (t->trustees > WAVE_TRUSTEES_MAX || t->threshold > t->trustees ||
        (t->trustees > 0) != (t->threshold > 0))
        return err_say(note, ERR_RANGE,
                       "trustees: at most %d, and as many as must come "
                       "together are among them",
                       WAVE_TRUSTEES_MAX);
    return ERR_OK;
}

static enum err read_folder(const char *dir, struct conduct_ready *r,
                            struct err_note *note)
{
    const struct conduct_terms *t = &r->terms;
    enum err e = conduct_folder_lock(dir, &r->folder, note);
    if (e == ERR_OK)
        e = conduct_folder_people(&r->folder, &r->people, note);
    if (e == ERR_OK)
        e = conduct_folder_site(&r->folder, &r->site, note);
    /* Before the name is looked at: an opening that was killed between its last
     * write and its sweep did open the wave. */
    if (e == ERR_OK)
        e = conduct_opening_sweep(&r->folder, r->site, r->people, note);
    if (e == ERR_OK)
        e = conduct_opening_check_name(&r->folder, r->site, t->wave, note);
    if (e == ERR_OK)
        e = conduct_information_read(r->folder.dir.s, t->information,
                                     &r->information, note);
    if (e == ERR_OK)
        e = conduct_resources_read(r->folder.dir.s, &r->resources, note);
    if (e == ERR_OK)
        e = conduct_plan_make(r->people, r->site, t->promise.min_group,
                              t->regroup, &r->plan, note);
    return e;
}

enum err conduct_ready_make(const char *dir, const struct conduct_terms *terms,
                            struct conduct_ready *out_ready,
                            struct err_note *note)
{
    struct conduct_ready r = CONDUCT_READY_INIT;
    r.terms = *terms;
    enum err e = check_terms(terms, note);
    if (e == ERR_OK)
        e = conduct_survey_load(terms->survey, terms->wording,
                                terms->promise.rule.insiders, &r.survey, note);
    if (e == ERR_OK)
        e = conduct_client_read(terms->client, &r.client, note);
    if (e == ERR_OK)
        e = read_folder(dir, &r, note);
    if (e != ERR_OK) {
        conduct_ready_free(&r);
        return e;
    }
    *out_ready = r;
    return ERR_OK;
}

enum err conduct_words_differ(const struct conduct_opening_words *words,
                              size_t count, struct err_note *note)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(words[i].s, words[j].s) == 0)
                return err_say(note, ERR_EXISTS,
                               "trustees %zu and %zu have the same "
                               "passphrase; each needs one of their own",
                               j + 1, i + 1);
    return ERR_OK;
}

enum err conduct_ready_open(struct conduct_ready *ready,
                            const struct conduct_opening_words *words,
                            const struct conduct_watch *watch,
                            struct wave_manifest_hash *out_mh,
                            struct err_note *note)
{
    const struct conduct_terms *t = &ready->terms;
    struct conduct_opening opening = {
        .wave = t->wave,
        .folder = &ready->folder,
        .people = ready->people,
        .site = ready->site,
        .survey = &ready->survey,
        .client = &ready->client,
        .information = &ready->information,
        .roster = ready->plan.roster,
        .plan = ready->plan.plan,
        .promise = t->promise,
        .opens_sec = t->now_sec,
        .closes_sec = t->closes_sec,
        .trustees = t->trustees,
        .threshold = t->threshold,
        .words = words,
        .watch = watch,
    };
    enum err e = conduct_words_differ(words, t->trustees, note);
    return e == ERR_OK ? conduct_opening_run(&opening, out_mh, note) : e;
}

void conduct_ready_free(struct conduct_ready *ready)
{
    conduct_plan_free(&ready->plan);
    conduct_client_free(&ready->client);
    buf_free(&ready->information);
    survey_resources_free(ready->resources);
    conduct_survey_free(&ready->survey);
    site_close(ready->site);
    people_close(ready->people);
    conduct_folder_close(&ready->folder);
    *ready = (struct conduct_ready)CONDUCT_READY_INIT;
}
