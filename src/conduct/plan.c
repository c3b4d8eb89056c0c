#include "conduct/plan.h"

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

enum err conduct_plan_make(struct people *people, struct site *site,
                           uint32_t min_group, bool regroup,
                           struct conduct_plan *out_plan, struct err_note *note)
{
    struct conduct_plan p = {NULL, NULL, NULL};
    enum err e = roster_load(people, &p.roster);
    if (e == ERR_OK && p.roster->person_count == 0)
        e = err_say(note, ERR_NOT_FOUND,
                    "the roster is empty; fill it with chorus roster import "
                    "FILE.csv");
    if (e == ERR_OK && (e = last_manifest(site, &p.before)) != ERR_OK)
        e = err_say(note, e, "the last wave's manifest: %s", err_name(e));
    if (e == ERR_OK) {
        bool keep = p.before != NULL && !regroup;
        e = roster_plan_new_after(keep ? p.before->groups : NULL,
                                  keep ? p.before->group_count : 0,
                                  p.roster->programs, p.roster->program_count,
                                  min_group, &p.plan, note);
    }
    if (e != ERR_OK) {
        conduct_plan_free(&p);
        return e;
    }
    *out_plan = p;
    return ERR_OK;
}

void conduct_plan_free(struct conduct_plan *plan)
{
    roster_plan_free(plan->plan);
    roster_free(plan->roster);
    wave_manifest_free(plan->before);
    *plan = (struct conduct_plan){NULL, NULL, NULL};
}
