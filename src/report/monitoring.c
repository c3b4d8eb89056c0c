#include "report/monitoring_inside.h"

#include "report/points.h"
#include "report/reading.h"

/* --- words ---------------------------------------------------------------- */

void monitoring_unit(const struct monitoring *m, const char *unit,
                     char out[static MONITORING_LABEL_SIZE])
{
    const struct wave_group *g = wave_manifest_unit(m->q->manifest, unit);
    if (strcmp(unit, PLANS_INSTITUTION) == 0)
        (void)snprintf(out, MONITORING_LABEL_SIZE, "The institution");
    else if (g == NULL)
        (void)snprintf(out, MONITORING_LABEL_SIZE, "%.64s", unit);
    else
        (void)snprintf(out, MONITORING_LABEL_SIZE, "%.200s (%.40s)", g->name,
                       unit);
}

void monitoring_program(const struct monitoring *m, const char *program,
                        char out[static MONITORING_LABEL_SIZE])
{
    const struct wave_group *g =
        wave_manifest_group_of_program(m->q->manifest, program);
    if (g == NULL)
        (void)snprintf(out, MONITORING_LABEL_SIZE, "%.64s", program);
    else if (g->program_count > 1)
        (void)snprintf(out, MONITORING_LABEL_SIZE, "%.40s, of %.200s", program,
                       g->name);
    else
        (void)snprintf(out, MONITORING_LABEL_SIZE, "%.200s (%.40s)", g->name,
                       program);
}

void monitoring_day(const char *date, char out[static DATETIME_WORDS_SIZE])
{
    if (datetime_date_words(date, out) != ERR_OK)
        (void)snprintf(out, DATETIME_WORDS_SIZE, "%.20s", date);
}

void monitoring_day_of(int64_t sec, char out[static DATETIME_WORDS_SIZE])
{
    char date[DATETIME_DATE_SIZE];
    datetime_date(sec, date);
    monitoring_day(date, out);
}

void monitoring_signed(double points, char *out, size_t size)
{
    char text[REPORT_POINTS_SIZE];
    report_points_text(points, text);
    (void)snprintf(out, size, "%s%s", points > 0 ? "+" : "", text);
}

/* --- what is found out first ---------------------------------------------- */

enum monitoring_state monitoring_state(const struct published_release *r,
                                       size_t unit)
{
    if (r->groups[unit].shown)
        return MONITORING_SHOWN;
    size_t pool = published_pool_of(r, unit);
    return pool != PUBLISHED_NONE && r->groups[pool].shown
               ? MONITORING_POOLED
               : MONITORING_NOT_SHOWN;
}

const struct contrast *monitoring_differs(const struct monitoring_subject *s,
                                          size_t group)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->list[i].group == group && s->list[i].differs)
            return &s->list[i];
    return NULL;
}

static void find_way(const struct survey *survey,
                     const struct survey_area *area,
                     struct monitoring_subject *out)
{
    size_t worse = 0;
    for (size_t i = 0; i < area->scale_count; i++)
        worse +=
            survey->scales[area->scales[i]].high_is == SURVEY_HIGH_IS_WORSE;
    out->high_is_worse = worse > 0;
    out->is_mixed = worse > 0 && worse < area->scale_count;
}

static enum err find_outcomes(struct monitoring *m)
{
    const struct report_view *view = m->q->view;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < view->scale_count; i++) {
        const struct report_scale *scale = &view->scales[i];
        if (scale->in_area)
            continue;
        struct monitoring_subject *s = &m->subjects[m->subject_count++];
        s->title = scale->title;
        s->scale = scale;
        s->high_is_worse = scale->survey->high_is == SURVEY_HIGH_IS_WORSE;
        if (!scale->survey->institution_only)
            e = contrast_units(m->r, scale->index, &s->list, &s->count);
    }
    m->outcome_count = m->subject_count;
    return e;
}

static enum err find_areas(struct monitoring *m)
{
    const struct report_view *view = m->q->view;
    enum err e = report_areas_new(view->survey, m->r, &m->areas);
    for (size_t i = 0; e == ERR_OK && i < view->area_count; i++) {
        struct monitoring_subject *s = &m->subjects[m->subject_count++];
        s->title = view->areas[i].title;
        s->area = &view->areas[i];
        find_way(view->survey, s->area->survey, s);
        e = contrast_areas(m->r, &m->areas.areas[i], &s->list, &s->count);
    }
    return e;
}

static enum err find_subjects(struct monitoring *m)
{
    size_t most = m->q->view->scale_count + m->q->view->area_count + 1;
    m->subjects = calloc(most, sizeof *m->subjects);
    enum err e = m->subjects == NULL ? ERR_MEMORY : find_outcomes(m);
    return e == ERR_OK ? find_areas(m) : e;
}

static int by_opening(const void *a, const void *b)
{
    const struct report_wave *x = a;
    const struct report_wave *y = b;
    int64_t left = x->manifest->opens_sec;
    int64_t right = y->manifest->opens_sec;
    return (left > right) - (left < right);
}

/* Waves as initiatives are looked at over. */
static enum err find_waves(struct monitoring *m)
{
    size_t n = m->q->wave_count;
    m->waves = calloc(n + 1, sizeof *m->waves);
    m->known_waves = calloc(n + 1, sizeof *m->known_waves);
    if (m->waves == NULL || m->known_waves == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < n; i++)
        m->waves[i] = (struct report_wave){m->q->waves[i].wave.manifest,
                                           m->q->waves[i].wave.release};
    qsort(m->waves, n, sizeof *m->waves, by_opening);
    for (size_t i = 0; i < n; i++) {
        struct initiatives_wave *w = &m->known_waves[i];
        const struct published_release *r = m->waves[i].release;
        w->opens_sec = m->waves[i].manifest->opens_sec;
        (void)snprintf(w->name, sizeof w->name, "%s", r->wave);
        (void)snprintf(w->closed, sizeof w->closed, "%s", r->closed);
        datetime_date(w->opens_sec, w->opened);
    }
    m->known = (struct initiatives_known){m->known_waves, n, NULL, NULL};
    return ERR_OK;
}

static const struct report_scale *find_scale(const struct monitoring *m,
                                             const char *id)
{
    for (size_t i = 0; i < m->q->view->scale_count; i++)
        if (strcmp(m->q->view->scales[i].survey->id, id) == 0)
            return &m->q->view->scales[i];
    return NULL;
}

static enum err find_initiatives(struct monitoring *m)
{
    const struct records *records = m->q->records;
    m->initiatives =
        calloc(records->initiative_count + 1, sizeof *m->initiatives);
    enum err e = m->initiatives == NULL ? ERR_MEMORY : find_waves(m);
    for (size_t i = 0; e == ERR_OK && i < records->initiative_count; i++) {
        struct monitoring_initiative *one = &m->initiatives[i];
        one->in = &records->initiatives[i];
        one->scale = find_scale(m, one->in->outcome);
        m->initiative_count++;
        if (one->scale != NULL)
            e = report_initiative_make(
                one->in, &m->known, m->waves, m->known.wave_count,
                one->scale->survey->high_is == SURVEY_HIGH_IS_BETTER,
                &one->result);
    }
    return e;
}

static void find_days(struct monitoring *m)
{
    datetime_date(m->q->now_sec, m->today);
    datetime_date(m->q->manifest->opens_sec, m->since);
    m->has_before = m->q->wave_count > 1;
    if (m->has_before)
        (void)snprintf(m->since, sizeof m->since, "%.10s",
                       m->q->waves[m->q->wave_count - 2].wave.release->closed);
}

static void wipe(struct monitoring *m)
{
    for (size_t i = 0; i < m->subject_count; i++)
        free(m->subjects[i].list);
    for (size_t i = 0; i < m->initiative_count; i++)
        report_initiative_wipe(&m->initiatives[i].result);
    free(m->subjects);
    free(m->initiatives);
    free(m->waves);
    free(m->known_waves);
    report_areas_wipe(&m->areas);
}

/* --- the document --------------------------------------------------------- */

static struct document *begin(const struct monitoring *m)
{
    char title[100];
    (void)snprintf(title, sizeof title, "Monitoring report, wave %.64s",
                   m->r->wave);
    return reading_document(
        m->r, title, "For the Graduate Medical Education Committee", m->today);
}

static enum err put_all(struct monitoring *m)
{
    monitoring_put_head(m);
    monitoring_put_answered(m);
    enum err e = monitoring_put_institution(m);
    monitoring_put_grid(m);
    document_page(m->d);
    if (e == ERR_OK)
        e = monitoring_put_areas(m);
    monitoring_put_checklists(m);
    monitoring_put_plans(m);
    document_page(m->d);
    if (e == ERR_OK)
        e = monitoring_put_initiatives(m);
    monitoring_put_resources(m);
    if (e == ERR_OK)
        e = monitoring_put_exports(m);
    document_page(m->d);
    if (e == ERR_OK)
        e = monitoring_put_decisions(m);
    monitoring_put_crosswalk(m);
    reading_put(m->d, m->r);
    return e == ERR_OK ? document_check(m->d) : e;
}

enum err monitoring_document(const struct render_set *set,
                             const struct monitoring_request *request,
                             struct document **out_document)
{
    struct monitoring m = {
        .set = set, .q = request, .r = request->view->release};
    find_days(&m);
    m.d = begin(&m);
    enum err e = m.d == NULL ? ERR_MEMORY : find_subjects(&m);
    if (e == ERR_OK)
        e = find_initiatives(&m);
    if (e == ERR_OK)
        e = put_all(&m);
    wipe(&m);
    if (e == ERR_OK)
        *out_document = m.d;
    else
        document_free(m.d);
    return e;
}
