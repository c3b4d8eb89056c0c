/* chorus wave plan: which units a wave would have and what could be shown. */
#include "cli/commands.h"

#include "cli/initiative.h"
#include "cli/promise.h"
#include "conduct/desk.h"
#include "conduct/survey_file.h"

static void print_survey(const struct survey *s)
{
    size_t institution = 0;
    for (size_t i = 0; i < s->scale_count; i++)
        institution += s->scales[i].institution_only;
    printf("\n%s %s: %zu questions, %zu scales", s->id, s->version,
           s->question_count, s->scale_count);
    if (institution > 0)
        printf(", %zu of them for the institution only", institution);
    puts(".");
}

static enum err print(struct cli *cli, const struct conduct_plan *plan,
                      const struct conduct_promise *promise,
                      const struct survey *survey)
{
    bool wanted = cli_value(cli, "initiative") != NULL ||
                  cli_value(cli, "against") != NULL;
    struct cli_initiative in = {.has_before = false};
    json_t *json = NULL;
    enum err e = ERR_OK;
    if (wanted)
        e = cli_initiative_read(cli, plan, promise->rule.k, &in);
    if (e == ERR_OK && wanted && cli->json) {
        json = cli_initiative_json(&in, survey);
        e = json == NULL ? ERR_MEMORY : ERR_OK;
    }
    if (e == ERR_OK)
        e = cli_plan_print(cli, plan, promise, json);
    if (e == ERR_OK && wanted && !cli->json)
        e = cli_initiative_print(&in, survey);
    if (e == ERR_OK && !cli->json)
        print_survey(survey);
    json_decref(json);
    cli_initiative_free(&in);
    return e;
}

static enum err show(struct cli *cli, const struct conduct_promise *promise,
                     const struct survey *survey)
{
    struct conduct_desk d;
    struct conduct_plan plan = {NULL, NULL, NULL};
    enum err e =
        conduct_desk_open(cli->dir, CONDUCT_DESK_PEOPLE, NULL, &d, &cli->note);
    if (e != ERR_OK)
        return e;
    e = conduct_plan_make(d.people, d.site, promise->min_group,
                          cli_flag(cli, "regroup"), &plan, &cli->note);
    if (e == ERR_OK)
        e = print(cli, &plan, promise, survey);
    conduct_plan_free(&plan);
    conduct_desk_close(&d);
    return e;
}

static enum err run(struct cli *cli)
{
    struct conduct_promise promise;
    struct conduct_survey survey;
    enum err e = conduct_promise_read(cli, &promise);
    if (e == ERR_OK)
        e = conduct_survey_load(cli_value(cli, "survey"),
                                cli_value(cli, "wording"),
                                promise.rule.insiders, &survey, &cli->note);
    if (e != ERR_OK)
        return e;
    e = show(cli, &promise, survey.survey);
    conduct_survey_free(&survey);
    return e;
}

static const struct cli_option options[] = {
    CLI_PROMISE_OPTIONS,
    {"initiative", "U1,U2",
     "Units that something new is planned for: could its effect be seen?", 0},
    {"against", "V1,V2", "The units that they will be compared with.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_plan = {
    .name = "wave plan",
    .args = "",
    .summary = "Show the units a wave would have, and what could be shown",
    .details =
        "Programs with few people are merged by roster size alone, before "
        "anybody answers, starting from the last wave's units so that trends "
        "go "
        "on. For each unit: the chance that enough people answer "
        "for a figure, at 30, 50 and 70 % response. Changes nothing.",
    .options = options,
    .json = true,
    .run = run,
};
