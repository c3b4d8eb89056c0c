/* The plan of the stored roster, starting from the last wave's units. */
#include "cli/plan_view.h"

/* The manifest of the wave that opened last; NULL when there is none. */
static enum err last_manifest(struct site *site,
                              struct wave_manifest **out_manifest)
{
    struct site_wave *waves = NULL;
    size_t count = 0;
    struct buf bytes = BUF_INIT;
    *out_manifest = NULL;
    enum err e = site_wave_list(site, &waves, &count);
    if (e == ERR_OK && count > 0) {
        e = site_wave_document(site, waves[count - 1].name, SITE_MANIFEST,
                               &bytes);
        if (e == ERR_OK)
            e = wave_manifest_parse(bytes.data, bytes.len, out_manifest, NULL);
        buf_free(&bytes);
    }
    free(waves);
    return e;
}

enum err cli_plan_make(struct cli *cli, struct people *people,
                       struct site *site, uint32_t min_group,
                       struct cli_plan *out_plan)
{
    struct cli_plan p = {NULL, NULL, NULL};
    enum err e = roster_load(people, &p.roster);
    if (e == ERR_OK && p.roster->person_count == 0)
        e = err_say(&cli->note, ERR_NOT_FOUND,
                    "the roster is empty; fill it with chorus roster import "
                    "FILE.csv");
    if (e == ERR_OK && (e = last_manifest(site, &p.before)) != ERR_OK)
        e = err_say(&cli->note, e, "the last wave's manifest: %s", err_name(e));
    if (e == ERR_OK) {
        bool keep = p.before != NULL && !cli_flag(cli, "regroup");
        e = roster_plan_new_after(keep ? p.before->groups : NULL,
                                  keep ? p.before->group_count : 0,
                                  p.roster->programs, p.roster->program_count,
                                  min_group, &p.plan, &cli->note);
    }
    if (e != ERR_OK) {
        cli_plan_free(&p);
        return e;
    }
    *out_plan = p;
    return ERR_OK;
}

void cli_plan_free(struct cli_plan *plan)
{
    roster_plan_free(plan->plan);
    roster_free(plan->roster);
    wave_manifest_free(plan->before);
    *plan = (struct cli_plan){NULL, NULL, NULL};
}
