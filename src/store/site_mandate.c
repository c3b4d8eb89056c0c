#include "store/site_mandate.h"

#include "store/site_inside.h"

/* --- checklists ----------------------------------------------------------- */

static enum err checklist_put(struct db *db, const struct site_checklist *row)
{
    struct db_query q = db_query_start(
        db, row->version == 0 ? SITE_CHECKLIST_ADD : SITE_CHECKLIST_CHANGE);
    db_bind_int(&q, 1, row->state);
    db_bind_text(&q, 2, row->evidence);
    db_bind_text(&q, 3, row->account);
    db_bind_int(&q, 4, row->at_sec);
    db_bind_text(&q, 5, row->program);
    db_bind_text(&q, 6, row->area);
    if (row->version == 0) {
        enum err e = db_run(&q);
        return e == ERR_EXISTS ? ERR_STATE : e;
    }
    db_bind_int(&q, 7, row->version);
    return db_run_changing(&q, 1, ERR_STATE);
}

enum err site_checklist_put(struct site *site,
                            const struct site_checklist *rows, size_t count)
{
    enum err e = site_begin_mandate(site);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = checklist_put(site->db, &rows[i]);
    return site_end(site, e);
}

enum err site_checklist_each(struct site *site,
                             enum err (*fn)(void *ctx,
                                            const struct site_checklist *row),
                             void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_CHECKLIST_LIST);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct site_checklist row = {.program = db_text(&q, 0),
                                           .area = db_text(&q, 1),
                                           .state = db_int(&q, 2),
                                           .evidence = db_text(&q, 3),
                                           .account = db_text(&q, 4),
                                           .at_sec = db_int(&q, 5),
                                           .version = db_int(&q, 6)};
        e = fn(ctx, &row);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    site_unlock(site);
    return e;
}

/* --- plans ---------------------------------------------------------------- */

/* The values that adding and changing share, from position 1 to 12. */
static void bind_plan(struct db_query *q, const struct site_plan *plan)
{
    db_bind_text(q, 1, plan->area);
    db_bind_text(q, 2, plan->offer);
    db_bind_text(q, 3, plan->what);
    db_bind_text(q, 4, plan->owner);
    db_bind_text(q, 5, plan->due);
    db_bind_int(q, 6, plan->status);
    db_bind_text(q, 7, plan->evidence);
    db_bind_int(q, 8, plan->helped);
    db_bind_int(q, 9, plan->shared);
    db_bind_text(q, 10, plan->account);
    db_bind_int(q, 11, plan->changed_sec);
    db_bind_text(q, 12, plan->unit);
}

enum err site_plan_add(struct site *site, const struct site_plan *plan,
                       int64_t *out_id)
{
    int64_t id = 0;
    enum err e = site_begin_mandate(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_PLAN_ADD);
    bind_plan(&q, plan);
    e = site_end(site, db_run_int(&q, &id));
    if (e == ERR_OK)
        *out_id = id;
    return e;
}

enum err site_plan_change(struct site *site, const struct site_plan *plan)
{
    enum err e = site_begin_mandate(site);
    if (e != ERR_OK)
        return e;
    struct db_query q = db_query_start(site->db, SITE_PLAN_CHANGE);
    bind_plan(&q, plan);
    db_bind_int(&q, 13, plan->id);
    db_bind_int(&q, 14, plan->version);
    return site_end(site, db_run_changing(&q, 1, ERR_STATE));
}

enum err site_plan_each(struct site *site,
                        enum err (*fn)(void *ctx, const struct site_plan *plan),
                        void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_PLAN_LIST);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct site_plan plan = {.id = db_int(&q, 0),
                                       .unit = db_text(&q, 1),
                                       .area = db_text(&q, 2),
                                       .offer = db_text(&q, 3),
                                       .what = db_text(&q, 4),
                                       .owner = db_text(&q, 5),
                                       .due = db_text(&q, 6),
                                       .status = db_int(&q, 7),
                                       .evidence = db_text(&q, 8),
                                       .helped = db_int(&q, 9),
                                       .shared = db_int(&q, 10),
                                       .account = db_text(&q, 11),
                                       .changed_sec = db_int(&q, 12),
                                       .version = db_int(&q, 13)};
        e = fn(ctx, &plan);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    site_unlock(site);
    return e;
}

/* --- initiatives ---------------------------------------------------------- */

/* The values that adding and changing share, from position 1 to 10. */
static void bind_initiative(struct db_query *q,
                            const struct site_initiative *row)
{
    db_bind_text(q, 1, row->title);
    db_bind_text(q, 2, row->lead);
    db_bind_int(q, 3, row->amount);
    db_bind_text(q, 4, row->mechanism);
    db_bind_text(q, 5, row->units);
    db_bind_text(q, 6, row->comparison);
    db_bind_text(q, 7, row->start);
    db_bind_text(q, 8, row->finish);
    db_bind_text(q, 9, row->outcome);
    db_bind_text(q, 10, row->baseline);
}

/* Whether no wave closed since the caller looked at which had. */
static enum err check_closed(struct db *db, int64_t closed_waves)
{
    int64_t now = 0;
    struct db_query q = db_query_start(db, SITE_WAVE_COUNT_CLOSED);
    enum err e = db_run_int(&q, &now);
    return e == ERR_OK && now != closed_waves ? ERR_BUSY : e;
}

enum err site_initiative_add(struct site *site,
                             const struct site_initiative *row,
                             int64_t closed_waves, int64_t *out_id)
{
    int64_t id = 0;
    enum err e = site_begin_mandate(site);
    if (e != ERR_OK)
        return e;
    e = check_closed(site->db, closed_waves);
    if (e == ERR_OK) {
        struct db_query q = db_query_start(site->db, SITE_INITIATIVE_ADD);
        bind_initiative(&q, row);
        db_bind_text(&q, 11, row->account);
        db_bind_int(&q, 12, row->recorded_sec);
        db_bind_int(&q, 13, row->late);
        e = db_run_int(&q, &id);
    }
    e = site_end(site, e);
    if (e == ERR_OK)
        *out_id = id;
    return e;
}

static enum err change_add(struct db *db,
                           const struct site_initiative_change *change)
{
    struct db_query q = db_query_start(db, SITE_INITIATIVE_CHANGE_ADD);
    db_bind_int(&q, 1, change->initiative);
    db_bind_text(&q, 2, change->account);
    db_bind_int(&q, 3, change->at_sec);
    db_bind_text(&q, 4, change->field);
    db_bind_text(&q, 5, change->was);
    db_bind_text(&q, 6, change->became);
    return db_run(&q);
}

enum err site_initiative_change(struct site *site,
                                const struct site_initiative *row,
                                int64_t closed_waves,
                                const struct site_initiative_change *changes,
                                size_t count)
{
    enum err e = site_begin_mandate(site);
    if (e != ERR_OK)
        return e;
    e = check_closed(site->db, closed_waves);
    if (e == ERR_OK) {
        struct db_query q = db_query_start(site->db, SITE_INITIATIVE_CHANGE);
        bind_initiative(&q, row);
        db_bind_int(&q, 11, row->id);
        db_bind_int(&q, 12, row->version);
        e = db_run_changing(&q, 1, ERR_STATE);
    }
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = change_add(site->db, &changes[i]);
    return site_end(site, e);
}

static struct site_initiative read_initiative(const struct db_query *q)
{
    return (struct site_initiative){.id = db_int(q, 0),
                                    .title = db_text(q, 1),
                                    .lead = db_text(q, 2),
                                    .amount = db_int(q, 3),
                                    .mechanism = db_text(q, 4),
                                    .units = db_text(q, 5),
                                    .comparison = db_text(q, 6),
                                    .start = db_text(q, 7),
                                    .finish = db_text(q, 8),
                                    .outcome = db_text(q, 9),
                                    .baseline = db_text(q, 10),
                                    .account = db_text(q, 11),
                                    .recorded_sec = db_int(q, 12),
                                    .late = db_int(q, 13),
                                    .version = db_int(q, 14)};
}

enum err site_initiative_each(struct site *site,
                              enum err (*fn)(void *ctx,
                                             const struct site_initiative *row),
                              void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_INITIATIVE_LIST);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct site_initiative row = read_initiative(&q);
        e = fn(ctx, &row);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    site_unlock(site);
    return e;
}

enum err site_initiative_each_change(
    struct site *site, int64_t initiative,
    enum err (*fn)(void *ctx, const struct site_initiative_change *change),
    void *ctx)
{
    bool has_row = false;
    enum err e = ERR_OK;
    site_lock(site);
    struct db_query q = db_query_start(site->db, SITE_INITIATIVE_CHANGE_LIST);
    db_bind_int(&q, 1, initiative);
    while ((e = db_query_next(&q, &has_row)) == ERR_OK && has_row) {
        const struct site_initiative_change change = {.initiative = initiative,
                                                      .account = db_text(&q, 0),
                                                      .at_sec = db_int(&q, 1),
                                                      .field = db_text(&q, 2),
                                                      .was = db_text(&q, 3),
                                                      .became = db_text(&q, 4)};
        e = fn(ctx, &change);
        if (e != ERR_OK)
            break;
    }
    db_query_end(&q);
    site_unlock(site);
    return e;
}
