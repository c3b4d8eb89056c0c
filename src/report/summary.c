#include "report/summary.h"

#include "report/points.h"

#include <math.h>

/* "3.1 points", "0.3" of a scale that counts something: without
 * its sign. */
static void amount(const struct report_scale *scale, double points, char *out,
                   size_t size)
{
    char text[REPORT_POINTS_SIZE];
    report_points_text(report_difference(scale, fabs(points)), text);
    (void)snprintf(out, size, "%s%s", text, scale->own_units ? "" : " points");
}

/* "3.1 points lower" */
static void direction(const struct report_scale *scale, double points,
                      char *out, size_t size)
{
    char text[2 * REPORT_POINTS_SIZE + 16];
    amount(scale, points, text, sizeof text);
    (void)snprintf(out, size, "%s %s", text, points < 0 ? "lower" : "higher");
}

static bool is_worse(const struct report_scale *scale, double points)
{
    return (points > 0) == (scale->survey->high_is == SURVEY_HIGH_IS_WORSE);
}

struct difference_words {
    char value[96];
    char interval[200]; /* "from 1.0 to 5.2 points higher", "from 2.0 points
                           lower to 5.2 points higher" */
};

static struct difference_words words_of(const struct report_scale *scale,
                                        const struct estimate_finding *f)
{
    struct difference_words w;
    char low[96];
    char high[96];
    direction(scale, f->value, w.value, sizeof w.value);
    if (f->low < 0 && f->high > 0) {
        direction(scale, f->low, low, sizeof low);
        direction(scale, f->high, high, sizeof high);
    } else {
        bool negative = f->high <= 0 && f->low < 0;
        amount(scale, negative ? f->high : f->low, low, sizeof low);
        direction(scale, negative ? f->low : f->high, high, sizeof high);
    }
    (void)snprintf(w.interval, sizeof w.interval, "from %s to %s", low, high);
    return w;
}

/* --- the row and its columns ---------------------------------------------- */

static const struct published_release *release_of(const struct summary *s)
{
    return s->request.view->release;
}

static void find_columns(struct summary *s)
{
    const struct published_release *r = release_of(s);
    size_t pool = published_pool_of(r, s->group);
    size_t department = published_department_of(r, s->group);
    s->columns[s->column_count++] = s->group;
    if (pool != PUBLISHED_NONE)
        s->columns[s->column_count++] = pool;
    if (department != 0)
        s->columns[s->column_count++] = department;
    s->columns[s->column_count++] = 0;
    s->row = r->groups[s->group].shown ? s->group : PUBLISHED_NONE;
    if (s->row == PUBLISHED_NONE && pool != PUBLISHED_NONE &&
        r->groups[pool].shown)
        s->row = pool;
}

static void say_response(struct summary *s)
{
    const struct published_release *r = release_of(s);
    const struct published_group *unit = &r->groups[s->group];
    const struct published_group *all = &r->groups[0];
    char here[160];
    if (unit->shown)
        (void)snprintf(here, sizeof here, "%u of %u people answered (%u %%)",
                       (unsigned)unit->n, (unsigned)unit->roster,
                       report_percent(unit->n, unit->roster));
    else
        (void)snprintf(here, sizeof here, "Fewer than %u of %u people answered",
                       (unsigned)r->k, (unsigned)unit->roster);
    if (all->shown)
        (void)snprintf(s->response, sizeof s->response,
                       "%s; in the institution %u of %u (%u %%).", here,
                       (unsigned)all->n, (unsigned)all->roster,
                       report_percent(all->n, all->roster));
    else
        (void)snprintf(s->response, sizeof s->response, "%s.", here);
}

/* The reader's only program in the unit; NULL: none, or several. */
static const struct wave_program *own_program(const struct summary *s)
{
    const struct wave_group *unit = s->request.unit;
    if (s->request.own_program_count != 1)
        return NULL;
    for (size_t i = 0; i < unit->program_count; i++)
        if (strcmp(unit->programs[i].id, s->request.own_programs[0]) == 0)
            return &unit->programs[i];
    return NULL;
}

/* Programs of the reader that are counted in a unit of several. */
static void say_merged(const struct summary *s, char *out, size_t size)
{
    const struct wave_group *unit = s->request.unit;
    if (unit->program_count < 2)
        return;
    const struct wave_program *own = own_program(s);
    char who[128] = "The programs in it have";
    if (own != NULL)
        (void)snprintf(who, sizeof who, "Your program %.60s (%u people) has",
                       own->id, (unsigned)own->roster);
    else if (s->request.own_program_count > 1)
        (void)snprintf(who, sizeof who, "Your programs have");
    (void)snprintf(
        out, size,
        "%s no row of %s own, because programs below %u people are counted "
        "together with others of their department: here as “%.160s”, %zu "
        "programs with %u people, fixed by size alone before the wave opened.",
        who, own != NULL ? "its" : "their",
        (unsigned)s->request.manifest->min_group, unit->name,
        unit->program_count, (unsigned)unit->roster);
}

static void say_pooled(const struct summary *s, char *out, size_t size)
{
    const struct published_release *r = release_of(s);
    const char *name = r->groups[s->group].name;
    if (s->row == s->group)
        return;
    if (s->row == PUBLISHED_NONE)
        (void)snprintf(out, size,
                       "Nothing is shown for %.160s, because fewer than %u "
                       "people answered and nobody is there to count them "
                       "with; whoever answered stays unknown.",
                       name, (unsigned)r->k);
    else
        (void)snprintf(out, size,
                       "%.160s is counted in the row “%.160s”, because fewer "
                       "than %u of its people answered and a row of its own "
                       "would point at them.",
                       name, r->groups[s->row].name, (unsigned)r->k);
}

static void say_reason(struct summary *s)
{
    char merged[SUMMARY_WORDS_SIZE] = "";
    char pooled[SUMMARY_WORDS_SIZE] = "";
    say_merged(s, merged, sizeof merged);
    say_pooled(s, pooled, sizeof pooled);
    (void)snprintf(s->reason, sizeof s->reason, "%s%s%s", merged,
                   merged[0] != '\0' && pooled[0] != '\0' ? " " : "", pooled);
}

/* --- against the rest ----------------------------------------------------- */

static void say_outcome(const struct summary *s, struct summary_outcome *o,
                        size_t units)
{
    const char *title = o->scale->title;
    const struct estimate_finding *f = &o->contrast.difference;
    struct difference_words w;
    if (o->compared)
        w = words_of(o->scale, f);
    if (!o->compared && s->row != s->group && s->row != PUBLISHED_NONE)
        (void)snprintf(o->words, sizeof o->words,
                       "%s: a row of several units is not compared with the "
                       "rest.",
                       title);
    else if (!o->compared)
        (void)snprintf(o->words, sizeof o->words,
                       "%s: not shown, to protect people in small groups.",
                       title);
    else if (o->contrast.differs)
        (void)snprintf(o->words, sizeof o->words,
                       "%s: %s than in the rest of the institution (95 %% "
                       "interval: %s). That is %s, and more than chance after "
                       "correction for %zu units.",
                       title, w.value, w.interval,
                       is_worse(o->scale, f->value) ? "worse" : "better",
                       units);
    else
        (void)snprintf(o->words, sizeof o->words,
                       "%s: no difference from the rest of the institution can "
                       "be told. It is %s here; the 95 %% interval runs %s.",
                       title, w.value, w.interval);
}

static enum err compare(struct summary *s, struct summary_outcome *o)
{
    struct contrast *list = NULL;
    size_t count = 0;
    enum err e = contrast_units(release_of(s), o->scale->index, &list, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (list[i].group == s->group) {
            o->contrast = list[i];
            o->compared = true;
            s->is_cut |= list[i].is_cut;
        }
    }
    free(list);
    if (e == ERR_OK)
        say_outcome(s, o, count);
    return e;
}

/* --- areas against the rest ------------------------------------------------
 */

static enum err compare_area(struct summary *s, const struct report_area *area,
                             struct summary_area *a)
{
    struct contrast *list = NULL;
    size_t count = 0;
    enum err e = contrast_areas(release_of(s), area, &list, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++) {
        if (list[i].group == s->group) {
            a->contrast = list[i];
            a->compared = true;
            s->is_cut |= list[i].is_cut;
        }
    }
    free(list);
    return e;
}

static void find_way(const struct survey *survey,
                     const struct survey_area *area, struct summary_area *a)
{
    size_t worse = 0;
    for (size_t i = 0; i < area->scale_count; i++)
        worse +=
            survey->scales[area->scales[i]].high_is == SURVEY_HIGH_IS_WORSE;
    a->high_is_worse = worse > 0;
    a->is_mixed = worse > 0 && worse < area->scale_count;
}

/* Adds the titles of areas that differ and are worse, or better. */
static size_t list_areas(const struct summary *s, bool worse, char *out,
                         size_t size)
{
    size_t n = 0;
    size_t len = 0;
    for (size_t i = 0; i < s->area_count; i++) {
        const struct summary_area *a = &s->areas[i];
        if (!a->compared || !a->contrast.differs || a->is_mixed ||
            ((a->contrast.difference.value > 0) == a->high_is_worse) != worse)
            continue;
        int put = snprintf(out + len, size - len, "%s%.100s",
                           n == 0 ? "" : "; ", a->title);
        len += put < 0 ? 0 : (size_t)put;
        if (len >= size - 128)
            return n + 1;
        n++;
    }
    return n;
}

static void say_areas(struct summary *s)
{
    char worse[SUMMARY_WORDS_SIZE] = "";
    char better[SUMMARY_WORDS_SIZE] = "";
    size_t compared = 0;
    for (size_t i = 0; i < s->area_count; i++)
        compared += s->areas[i].compared;
    size_t n = list_areas(s, true, worse, sizeof worse);
    size_t m = list_areas(s, false, better, sizeof better);
    if (compared == 0)
        return;
    if (n + m == 0)
        (void)snprintf(s->areas_words, sizeof s->areas_words,
                       "In none of the areas can a difference from the rest "
                       "be told.");
    else
        (void)snprintf(s->areas_words, sizeof s->areas_words,
                       "%s%s%s%s%s%sIn the other areas no difference can be "
                       "told.",
                       n > 0 ? "Worse than the rest: " : "", worse,
                       n > 0 ? ". " : "", m > 0 ? "Better than the rest: " : "",
                       better, m > 0 ? ". " : "");
}

static enum err compare_areas(struct summary *s)
{
    const struct report_view *view = s->request.view;
    struct report_areas made_of;
    enum err e = report_areas_new(view->survey, view->release, &made_of);
    if (e != ERR_OK)
        return e;
    for (size_t i = 0; e == ERR_OK && i < view->area_count; i++) {
        struct summary_area *a = &s->areas[s->area_count++];
        a->title = view->areas[i].title;
        find_way(view->survey, view->areas[i].survey, a);
        e = compare_area(s, &made_of.areas[i], a);
    }
    report_areas_wipe(&made_of);
    say_areas(s);
    return e;
}

/* --- over the waves ------------------------------------------------------- */

static void say_change(const struct summary *s, struct summary_trend *t,
                       const struct trend_run *run)
{
    const struct report_trend_point *first =
        &t->trend.points[t->trend.shown[run->first]];
    const char *since = s->request.waves[first->wave].wave.release->wave;
    bool found = run->change.low > 0 || run->change.high < 0;
    struct difference_words w = words_of(t->scale, &run->change);
    (void)snprintf(t->words, sizeof t->words,
                   "%s: %s than in %.60s (95 %% interval: %s). %s",
                   t->scale->title, w.value, since, w.interval,
                   !found ? "That may be "
                            "chance."
                   : is_worse(t->scale, run->change.value)
                       ? "That is worse, and more than chance."
                       : "That is better, and more than chance.");
}

static void say_trend(const struct summary *s, struct summary_trend *t)
{
    const struct report_trend *trend = &t->trend;
    const char *title = t->scale->title;
    bool now = trend->shown_count > 0 &&
               trend->shown[trend->shown_count - 1] == trend->count - 1;
    const struct trend_run *last =
        trend->run_count == 0 ? NULL : &trend->runs[trend->run_count - 1];
    if (!now || last == NULL)
        (void)snprintf(t->words, sizeof t->words,
                       "%s: not shown in this wave, so there is no trend.",
                       title);
    else if (last->has_change)
        say_change(s, t, last);
    else if (trend->shown_count > 1)
        (void)snprintf(t->words, sizeof t->words,
                       "%s: cannot be compared with the wave before (%s).",
                       title, trend->points[trend->count - 1].why);
    else
        (void)snprintf(t->words, sizeof t->words,
                       "%s: one wave so far; a trend begins with the next.",
                       title);
}

static enum err follow(struct summary *s, struct summary_trend *t)
{
    struct report_trend_of of = {.scale = t->scale->survey->id,
                                 .unit = s->request.unit->unit};
    enum err e = report_trend_new(s->request.waves, NULL, s->request.wave_count,
                                  &of, &t->trend);
    if (e == ERR_OK)
        say_trend(s, t);
    return e;
}

/* --- all of it ------------------------------------------------------------ */

static enum err fill(struct summary *s)
{
    const struct report_view *view = s->request.view;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < view->scale_count; i++) {
        const struct report_scale *scale = &view->scales[i];
        if (scale->in_area || scale->survey->institution_only)
            continue;
        struct summary_outcome *o = &s->outcomes[s->outcome_count];
        struct summary_trend *t = &s->trends[s->outcome_count];
        s->outcome_count++;
        o->scale = scale;
        t->scale = scale;
        e = compare(s, o);
        if (e == ERR_OK)
            e = follow(s, t);
    }
    return e;
}

enum err summary_new(const struct summary_request *request,
                     struct summary **out_summary)
{
    size_t group =
        published_unit_find(request->view->release, request->unit->unit);
    if (group == PUBLISHED_NONE)
        return ERR_NOT_FOUND;
    struct summary *s = calloc(1, sizeof *s);
    if (s == NULL)
        return ERR_MEMORY;
    s->request = *request;
    s->group = group;
    s->outcomes = calloc(request->view->scale_count + 1, sizeof *s->outcomes);
    s->trends = calloc(request->view->scale_count + 1, sizeof *s->trends);
    s->areas = calloc(request->view->area_count + 1, sizeof *s->areas);
    bool good = s->outcomes != NULL && s->trends != NULL && s->areas != NULL;
    enum err e = good ? ERR_OK : ERR_MEMORY;
    if (e == ERR_OK) {
        find_columns(s);
        say_response(s);
        say_reason(s);
        e = fill(s);
    }
    if (e == ERR_OK)
        e = compare_areas(s);
    if (e == ERR_OK)
        *out_summary = s;
    else
        summary_free(s);
    return e;
}

void summary_free(struct summary *summary)
{
    if (summary == NULL)
        return;
    for (size_t i = 0; i < summary->outcome_count; i++)
        report_trend_wipe(&summary->trends[i].trend);
    free(summary->outcomes);
    free(summary->trends);
    free(summary->areas);
    free(summary);
}
