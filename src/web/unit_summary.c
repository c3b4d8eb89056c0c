#include "web/unit_summary.h"

#include "base/clock.h"
#include "web/access.h"
#include "web/download.h"

/* Answers 404 itself. */
static bool find(struct web *web, struct http_request *r,
                 struct web_unit_summary *s)
{
    s->wave = web_closed_wave(web, r, 1);
    if (s->wave == NULL)
        return false;
    const char *name = http_request_var(r, 0);
    s->unit = web_access_unit(web_person(r), s->wave->manifest, name);
    s->group = s->unit == NULL ? PUBLISHED_NONE
                               : published_unit_find(s->wave->release, name);
    if (s->group != PUBLISHED_NONE)
        return true;
    http_answer_error(r, 404);
    return false;
}

static enum err find_own_programs(const struct sessions_person *person,
                                  struct web_unit_summary *s)
{
    s->own_programs =
        calloc(s->unit->program_count + 1, sizeof *s->own_programs);
    if (s->own_programs == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < s->unit->program_count; i++)
        if (web_access_is_own_program(person, s->unit->programs[i].id))
            s->own_programs[s->own_program_count++] = s->unit->programs[i].id;
    return ERR_OK;
}

static enum err read_mandate(struct web *web, struct web_unit_summary *s)
{
    enum err e = records_load_mandate(web->site, &s->records);
    if (e != ERR_OK)
        return e;
    const struct mandate_request request = {.records = &s->records,
                                            .manifest = s->wave->manifest,
                                            .unit = s->unit,
                                            .own_programs = s->own_programs,
                                            .own_program_count =
                                                s->own_program_count,
                                            .now_sec = clock_now_sec()};
    return mandate_new(&request, &s->mandate);
}

static enum err make(struct web_unit_summary *s)
{
    struct summary_request request = {
        .view = &s->view.shared,
        .manifest = s->wave->manifest,
        .unit = s->unit,
        .own_programs = s->own_programs,
        .own_program_count = s->own_program_count,
        .waves = s->series.waves,
        .wave_count = s->series.count,
        .mandate = mandate_summary(s->mandate),
    };
    return summary_new(&request, &s->summary);
}

bool web_unit_summary_open(struct web *web, struct http_request *r,
                           struct web_unit_summary *out_summary)
{
    struct web_unit_summary *s = out_summary;
    *s = (struct web_unit_summary){.wave = NULL};
    if (!find(web, r, s)) {
        web_unit_summary_close(s);
        return false;
    }
    enum err e = web_view_init(s->wave, &s->view);
    if (e == ERR_OK)
        e = web_series_init(web, s->wave, &s->series);
    if (e == ERR_OK)
        e = find_own_programs(web_person(r), s);
    if (e == ERR_OK)
        e = read_mandate(web, s);
    if (e == ERR_OK)
        e = make(s);
    if (e == ERR_OK)
        return true;
    web_unit_summary_close(s);
    http_answer_error(r, 503);
    return false;
}

void web_unit_summary_close(struct web_unit_summary *summary)
{
    summary_free(summary->summary);
    mandate_free(summary->mandate);
    records_wipe(&summary->records);
    free(summary->own_programs);
    web_series_wipe(&summary->series);
    web_view_wipe(&summary->view);
    web_wave_release(summary->wave);
}
