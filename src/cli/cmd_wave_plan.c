/* chorus wave plan: which units a wave would have and what could be shown. */
#include "cli/commands.h"

#include "cli/plan_view.h"
#include "cli/promise.h"
#include "cli/survey_file.h"

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

static enum err show(struct cli *cli, const struct cli_promise *promise,
                     const struct survey *survey)
{
    struct cli_folder folder;
    struct people *people = NULL;
    struct site *site = NULL;
    struct roster *roster = NULL;
    struct roster_plan *plan = NULL;
    enum err e = cli_folder_open(cli, &folder);
    if (e == ERR_OK)
        e = cli_folder_people(cli, &folder, &people);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_plan_make(cli, people, promise->min_group, &roster, &plan);
    if (e == ERR_OK)
        e = cli_plan_print(cli, site, plan, promise->rule.k);
    if (e == ERR_OK && !cli->json)
        print_survey(survey);
    roster_plan_free(plan);
    roster_free(roster);
    site_close(site);
    people_close(people);
    return e;
}

static enum err run(struct cli *cli)
{
    struct cli_promise promise;
    struct cli_survey survey;
    enum err e = cli_promise_read(cli, &promise);
    if (e == ERR_OK)
        e = cli_survey_load(cli_value(cli, "survey"), cli_value(cli, "wording"),
                            promise.rule.insiders, &survey, &cli->note);
    if (e != ERR_OK)
        return e;
    e = show(cli, &promise, survey.survey);
    cli_survey_free(&survey);
    return e;
}

static const struct cli_option options[] = {
    CLI_PROMISE_OPTIONS,
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_plan = {
    .name = "wave plan",
    .args = "",
    .summary = "Show the units a wave would have, and what could be shown",
    .details =
        "Programs with few people are merged by roster size alone, before "
        "anybody answers. For each unit: the chance that enough people answer "
        "for a figure, at 30, 50 and 70 % response. Changes nothing.",
    .options = options,
    .json = true,
    .run = run,
};
