/*
 * The part of site.db that holds the mandate beyond opinion: checklists of
 * programs, action plans of units, initiatives and the record of their changes.
 * Written by staff, about programs; knows no trainee. Whether a text makes
 * sense is staff's business; who may write it, web's.
 *
 * Texts that FN is handed live until it returns; FN must not call back into
 * SITE. VERSION counts the changes of a row: whoever changes one says which
 * version they saw, so that nobody overwrites what they have not read.
 */
#ifndef CHORUS_STORE_SITE_MANDATE_H
#define CHORUS_STORE_SITE_MANDATE_H

#include "store/site.h"

/* What a program has in place in one area. */
struct site_checklist {
    const char *program;
    const char *area; /* one of the six ids */
    int64_t state;    /* 1 to 3: see staff/checklist.h */
    const char *evidence;
    const char *account; /* by whom */
    int64_t at_sec;
    int64_t version;
};

/*
 * Enters COUNT rows, or none. In: each row's version is the one that was seen;
 * 0: there was none. Errors: ERR_STATE (another one is there), ERR_RANGE (a
 * text or a number out of bounds), ERR_BUSY, ERR_FULL, ERR_IO.
 */
BASE_MUST_USE enum err site_checklist_put(struct site *site,
                                          const struct site_checklist *rows,
                                          size_t count);
/* Calls FN for each, by program and area; an error of FN ends it. */
BASE_MUST_USE enum err site_checklist_each(
    struct site *site,
    enum err (*fn)(void *ctx, const struct site_checklist *row), void *ctx);

struct site_plan {
    int64_t id; /* 1 and up */
    const char *unit;
    const char *area;
    const char *offer; /* "": none of the list */
    const char *what;
    const char *owner;
    const char *due; /* 2026-12-15 */
    int64_t status;  /* 1 to 4: see staff/plans.h */
    const char *evidence;
    int64_t helped; /* 0 to 3 */
    int64_t shared; /* 0 or 1 */
    const char *account;
    int64_t changed_sec;
    int64_t version;
};

/* Adds a plan; its id and version are not read. Out: OUT_ID. Errors:
 * ERR_RANGE, and those of any write. */
BASE_MUST_USE enum err site_plan_add(struct site *site,
                                     const struct site_plan *plan,
                                     int64_t *out_id);
/*
 * Changes the plan of this id and unit. Errors: ERR_STATE (another version is
 * there, or no such plan), ERR_RANGE, and those of any write.
 */
BASE_MUST_USE enum err site_plan_change(struct site *site,
                                        const struct site_plan *plan);
/* Calls FN for each, by unit and due date. */
BASE_MUST_USE enum err site_plan_each(
    struct site *site, enum err (*fn)(void *ctx, const struct site_plan *plan),
    void *ctx);

struct site_initiative {
    int64_t id;
    const char *title;
    const char *lead;
    int64_t amount; /* whole dollars */
    const char *mechanism;
    const char *units;      /* names with commas between them */
    const char *comparison; /* the same */
    const char *start;      /* 2026-12-15 */
    const char *finish;
    const char *outcome;  /* a scale's id */
    const char *baseline; /* the wave before; "": the last before the start */
    const char *account;
    int64_t recorded_sec;
    int64_t late; /* 1: a result was known when it was recorded */
    int64_t version;
};

/* One field of an initiative that was changed. */
struct site_initiative_change {
    int64_t initiative;
    const char *account;
    int64_t at_sec;
    const char *field;
    const char *was;
    const char *became;
};

/*
 * Adds an initiative; its id and version are not read. In: CLOSED_WAVES, how
 * many closed waves the caller looked at to find out whether a result was
 * known. Out: OUT_ID. Errors: ERR_BUSY (another wave has closed since, or as in
 * any write), ERR_RANGE, ...
 */
BASE_MUST_USE enum err site_initiative_add(struct site *site,
                                           const struct site_initiative *row,
                                           int64_t closed_waves,
                                           int64_t *out_id);
/*
 * Changes an initiative (but by whom and when it was recorded, and LATE) and
 * enters the record of what was changed, together. Errors: ERR_STATE (another
 * version is there, or no such one), ERR_BUSY, ERR_RANGE, ...
 */
BASE_MUST_USE enum err site_initiative_change(
    struct site *site, const struct site_initiative *row, int64_t closed_waves,
    const struct site_initiative_change *changes, size_t count);
/* Calls FN for each, by id. */
BASE_MUST_USE enum err site_initiative_each(
    struct site *site,
    enum err (*fn)(void *ctx, const struct site_initiative *row), void *ctx);
/* Calls FN for each change of one, the oldest first. */
BASE_MUST_USE enum err site_initiative_each_change(
    struct site *site, int64_t initiative,
    enum err (*fn)(void *ctx, const struct site_initiative_change *change),
    void *ctx);

#endif
