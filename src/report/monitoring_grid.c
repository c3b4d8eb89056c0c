/* Parts 4 and 5 of the monitoring report: departments and units, in the order
 * of the release. */
#include "report/monitoring_inside.h"

#include "report/reading.h"

#define NAMES_WIDTH    24
#define ANSWERED_WIDTH 10

/* A sign is read without colour: up and down are the figure's, worse and better
 * depend on the scale. */
static const char *sign_of(const struct monitoring_subject *s, size_t group)
{
    const struct contrast *c = monitoring_differs(s, group);
    if (c == NULL)
        return "";
    return c->difference.value > 0 ? " ▲" : " ▼";
}

static void put_name(struct monitoring *m, size_t group)
{
    const struct published_group *g = &m->r->groups[group];
    char answered[64];
    char under[64];
    if (g->level == PUBLISHED_UNIT)
        document_cell_indented(m->d, g->name);
    else
        document_cell(
            m->d, g->level == PUBLISHED_INSTITUTION ? "Institution" : g->name,
            NULL, true);
    if (g->shown) {
        (void)snprintf(answered, sizeof answered, "%u of %u", (unsigned)g->n,
                       (unsigned)g->roster);
        document_cell(m->d, answered, NULL, false);
        return;
    }
    (void)snprintf(under, sizeof under, "of %u", (unsigned)g->roster);
    bool pooled = g->level == PUBLISHED_UNIT &&
                  monitoring_state(m->r, group) == MONITORING_POOLED;
    document_cell(m->d, pooled ? "pooled" : "not shown", under, false);
}

static void put_cell(struct monitoring *m, const struct monitoring_subject *s,
                     size_t group)
{
    const struct published_group *g = &m->r->groups[group];
    if (!g->shown)
        document_cell(m->d, "–", NULL, false);
    else if (s->scale != NULL)
        reading_cell_signed(m->d, m->q->view, s->scale, group,
                            sign_of(s, group));
    else
        reading_cell_area_signed(m->d, m->q->view, s->area, group,
                                 sign_of(s, group));
}

/* Subjects FIRST to FIRST + COUNT - 1 of all groups. */
static void put_groups(struct monitoring *m, size_t first, size_t count)
{
    struct document_column columns[DOCUMENT_COLUMNS_MAX];
    size_t n = 0;
    const struct monitoring_subject *used[DOCUMENT_COLUMNS_MAX];
    for (size_t i = first; i < first + count && n < DOCUMENT_COLUMNS_MAX - 2;
         i++) {
        const struct monitoring_subject *s = &m->subjects[i];
        if (s->scale == NULL || !s->scale->survey->institution_only)
            used[n++] = s;
    }
    if (n == 0)
        return;
    unsigned width = (unsigned)((100 - NAMES_WIDTH - ANSWERED_WIDTH) / n);
    columns[1] = (struct document_column){"Answered", ANSWERED_WIDTH, true};
    for (size_t i = 0; i < n; i++)
        columns[i + 2] = (struct document_column){used[i]->title, width, true};
    columns[0] = (struct document_column){
        "Group", 100 - ANSWERED_WIDTH - width * (unsigned)n, false};
    document_table(m->d, columns, n + 2);
    for (size_t g = 0; g < m->r->group_count; g++) {
        put_name(m, g);
        for (size_t i = 0; i < n; i++)
            put_cell(m, used[i], g);
    }
}

/* How many units stand apart, in a sentence for each subject. */
static void put_counts(struct monitoring *m, size_t first, size_t count)
{
    struct buf text = BUF_INIT;
    for (size_t i = first; i < first + count; i++) {
        const struct monitoring_subject *s = &m->subjects[i];
        size_t differ = 0;
        for (size_t c = 0; c < s->count; c++)
            differ += s->list[c].differs;
        if (s->count > 0)
            buf_printf(&text, "%s%s: %zu of %zu units.",
                       text.len == 0 ? "Different from the rest after "
                                       "correction, in either direction: "
                                     : " ",
                       s->title, differ, s->count);
    }
    if (text.len > 0)
        document_put(m->d, DOCUMENT_TEXT, buf_text(&text));
    buf_free(&text);
}

void monitoring_put_grid(struct monitoring *m)
{
    document_put(m->d, DOCUMENT_HEADING, "4. Departments and units");
    document_put(
        m->d, DOCUMENT_TEXT,
        "▲ above, ▼ below the rest of the institution, by more than chance. "
        "Pooled: counted in the row “Other programs”, with others of small "
        "numbers. Not shown: too few answers. –: no figure of its own.");
    put_counts(m, 0, m->outcome_count);
    put_groups(m, 0, m->outcome_count);
}

/* --- 5: the areas over waves ----------------------------------------------
 */

#define WAVES_MAX 5 /* columns; the newest */

/* What the institution's row of a wave prints of an area; NULL: nothing. */
static const struct published_value *printed(const struct monitoring *m,
                                             size_t wave, const char *area)
{
    const struct published_release *r = m->q->waves[wave].wave.release;
    size_t at = published_area_find(r, area);
    if (at == PUBLISHED_NONE || !r->groups[0].shown ||
        r->groups[0].areas[at].text == NULL)
        return NULL;
    return &r->groups[0].areas[at];
}

/* A wave of an area: its figure, and why nothing leads to it. */
static void put_wave(struct monitoring *m, const struct report_trend *trend,
                     size_t wave, const char *area)
{
    char text[REPORT_VALUE_SIZE];
    char why[80] = "";
    const struct published_value *value = printed(m, wave, area);
    if (value == NULL) {
        document_cell(m->d, "not shown", NULL, false);
        return;
    }
    for (size_t i = 0; i < trend->count; i++)
        if (trend->points[i].wave == wave && trend->points[i].why != NULL)
            (void)snprintf(why, sizeof why, "%.60s: not compared",
                           trend->points[i].why);
    report_value_text(value, text);
    document_cell(m->d, text, why[0] == '\0' ? NULL : why, false);
}

static enum err put_area_trend(struct monitoring *m,
                               const struct monitoring_subject *s, size_t first)
{
    const struct report_trend_of of = {.area = s->area->survey->id};
    struct report_trend trend;
    enum err e = report_trend_new(m->q->waves, m->q->areas, m->q->wave_count,
                                  &of, &trend);
    if (e != ERR_OK)
        return e;
    document_cell(m->d, s->title, NULL, false);
    for (size_t w = first; w < m->q->wave_count; w++)
        put_wave(m, &trend, w, of.area);
    monitoring_put_change(m, s, &trend);
    report_trend_wipe(&trend);
    return ERR_OK;
}

static enum err put_area_trends(struct monitoring *m)
{
    struct document_column columns[WAVES_MAX + 2];
    size_t count = m->q->wave_count;
    size_t first = count > WAVES_MAX ? count - WAVES_MAX : 0;
    size_t shown = count - first;
    enum err e = ERR_OK;
    if (!m->has_before) {
        document_put(m->d, DOCUMENT_TEXT,
                     "One wave so far; trends of the areas begin with the "
                     "next.");
        return ERR_OK;
    }
    document_put(m->d, DOCUMENT_TEXT,
                 "The institution over its waves. The change is the last wave "
                 "less the one before, in points, with its 95 % interval; "
                 "nothing is compared over a change of the instrument.");
    unsigned width = (unsigned)(44 / shown);
    columns[0] =
        (struct document_column){"Area", 74 - width * (unsigned)shown, false};
    for (size_t i = 0; i < shown; i++)
        columns[i + 1] = (struct document_column){
            m->q->waves[first + i].wave.release->wave, width, true};
    columns[shown + 1] =
        (struct document_column){"Change since the wave before", 26, true};
    document_table(m->d, columns, shown + 2);
    for (size_t i = m->outcome_count; e == ERR_OK && i < m->subject_count; i++)
        e = put_area_trend(m, &m->subjects[i], first);
    return e;
}

enum err monitoring_put_areas(struct monitoring *m)
{
    document_put(m->d, DOCUMENT_HEADING, "5. The six areas");
    document_format(m->d, DOCUMENT_TEXT,
                    "Points from 0 to 100; %s. Signs as in part 4.",
                    report_areas_words(m->q->view));
    enum err e = put_area_trends(m);
    put_counts(m, m->outcome_count, m->subject_count - m->outcome_count);
    put_groups(m, m->outcome_count, m->subject_count - m->outcome_count);
    return e;
}
