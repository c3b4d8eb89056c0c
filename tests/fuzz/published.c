/* A release as the pages read it: every name is found, and the auditor, with
 * code of its own, can read whatever they show. */
#include "fuzz/fuzz.h"

#include "audit/release.h"
#include "release/published.h"

static void check_value(const struct published_value *v)
{
    if (v->text != NULL)
        err_assert(v->tenths <= 1000 && v->mark <= PUBLISHED_ABOUT);
}

static void check_group(const struct published_release *r, size_t i)
{
    const struct published_group *g = &r->groups[i];
    err_assert(published_group_find(r, g->id) == i);
    err_assert(published_department_of(r, i) < r->group_count);
    err_assert(g->parent == PUBLISHED_NONE || g->parent < i);
    err_assert(!g->shown || (g->n >= r->k && g->n <= g->roster));
    err_assert(published_level_name(g->level)[0] != 0);
    for (size_t s = 0; s < r->scale_count; s++) {
        const struct published_figure *f = &g->figures[s];
        if (!f->shown)
            continue;
        err_assert(g->shown && f->above_n <= f->n);
        check_value(&f->mean);
        check_value(&f->above);
    }
    for (size_t a = 0; g->shown && a < r->area_count; a++)
        check_value(&g->areas[a]);
}

static void audit(const uint8_t *data, size_t len,
                  const struct published_release *r)
{
    struct audit_report *report = audit_report_new();
    struct audit_release *release = NULL;
    err_assert(report != NULL);
    err_assert(audit_release_read(data, len, report, &release) == ERR_OK);
    err_assert(release->group_count == r->group_count);
    audit_release_free(release);
    audit_report_free(report);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct published_release *r = NULL;
    struct err_note note = {""};
    enum err e = published_parse(data, len, &r, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (r != NULL));
    if (r == NULL)
        return 0;
    for (size_t i = 0; i < r->group_count; i++)
        check_group(r, i);
    for (size_t i = 0; i < r->scale_count; i++)
        err_assert(published_scale_find(r, r->scales[i].id) == i);
    for (size_t i = 0; i < r->area_count; i++)
        err_assert(published_area_find(r, r->areas[i]) == i);
    err_assert(published_date_is_valid(r->closed));
    audit(data, len, r);
    published_free(r);
    return 0;
}
