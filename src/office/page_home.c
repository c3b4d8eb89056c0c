/* / : the waves, and what is next. */
#include "office/inside.h"
#include "office/pages.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/wave_record.h"

static const struct render_field fields[] = {
    {"WORKING", RENDER_SECTION},
    {"WAVE", RENDER_TEXT},
    {"DOING", RENDER_TEXT},
    {"NO_ROSTER", RENDER_SECTION},
    {"HAS_ROSTER", RENDER_SECTION},
    {"PEOPLE", RENDER_TEXT},
    {"NO_WAVE", RENDER_SECTION},
    {"WAVE_ROW", RENDER_SECTION},
    {"TITLE", RENDER_TEXT},
    {"STATE", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form office_home_form = {"office_home.tpl", fields,
                                             office_frame_fields};

void office_put_state(struct render_dict *page, const struct conduct_wave *wave,
                      int64_t now_sec)
{
    char date[DATETIME_WORDS_SIZE];
    const char *state = conduct_wave_state_text(wave, now_sec);
    render_put_text(page, "WAVE", wave->row.name);
    render_put_text(page, "TITLE", wave->manifest->title);
    datetime_words(wave->row.closes_sec, date);
    if (strcmp(state, "open") == 0)
        render_put_format(page, "STATE", "Open until %s.", date);
    else if (strcmp(state, "over") == 0)
        render_put_format(page, "STATE",
                          "Its time was over on %s; close it to count the "
                          "answers.",
                          date);
    else if (wave->row.state == SITE_WAVE_ENDED)
        render_put_text(page, "STATE",
                        "Ended without a result; its answers are destroyed.");
    else if (strcmp(state, "purged") == 0)
        render_put_text(page, "STATE",
                        "Closed; its single answers are destroyed.");
    else
        render_put_text(page, "STATE", "Closed and counted.");
}

static enum err put_waves(struct render_dict *page,
                          const struct conduct_folder *folder,
                          struct site *site, struct err_note *note)
{
    struct site_wave *waves = NULL;
    size_t count = 0;
    enum err e = site_wave_list(site, &waves, &count);
    if (e == ERR_OK && count == 0)
        (void)render_add(page, "NO_WAVE");
    for (size_t i = count; e == ERR_OK && i > 0; i--) {
        struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
        e = conduct_wave_load(folder, site, waves[i - 1].name, &wave, note);
        if (e == ERR_OK)
            office_put_state(render_add(page, "WAVE_ROW"), &wave,
                             clock_now_sec());
        conduct_wave_free(&wave);
    }
    free(waves);
    return e;
}

static void put_working(const struct office *o, struct render_dict *page)
{
    struct office_progress p;
    office_job_look(o->job, &p);
    if (!p.is_running)
        return;
    struct render_dict *working = render_add(page, "WORKING");
    render_put_text(working, "WAVE", p.wave);
    render_put_text(working, "DOING", office_job_doing(p.kind));
}

void office_home(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_desk f;
    struct err_note note = {""};
    size_t people = 0;
    struct render_dict *page = office_page_new(o, "Waves");
    put_working(o, page);
    enum err e =
        conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = people_roster_count(f.people, &people);
    if (e == ERR_OK) {
        struct render_dict *has =
            render_add(page, people == 0 ? "NO_ROSTER" : "HAS_ROSTER");
        if (people > 0)
            render_put_int(has, "PEOPLE", (int64_t)people);
        e = put_waves(page, &f.folder, f.site, &note);
    }
    conduct_desk_close(&f);
    if (e == ERR_OK) {
        office_answer(o, r, 200, "office_home.tpl", page);
        return;
    }
    render_dict_free(page);
    office_answer_failed(o, r, e, &note);
}
