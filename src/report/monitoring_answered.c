/* Parts 1 to 3 of the monitoring report: what was asked when, who answered, and
 * what the institution came to. */
#include "report/monitoring_inside.h"

#include "report/chart.h"
#include "report/points.h"
#include "report/reading.h"
#include "report/response.h"

/* --- 1: period, instrument, field dates ----------------------------------- */

static void put_fact(struct monitoring *m, const char *name, const char *text)
{
    document_cell(m->d, name, NULL, true);
    document_cell(m->d, text, NULL, false);
}

static void put_instrument(struct monitoring *m)
{
    struct buf text = BUF_INIT;
    buf_printf(&text, "%s: %s %s. Outcomes: ", m->q->manifest->title,
               m->r->survey_id, m->r->survey_version);
    for (size_t i = 0; i < m->outcome_count; i++) {
        const struct report_scale *s = m->subjects[i].scale;
        char cutoff[REPORT_CUTOFF_SIZE];
        buf_printf(&text, "%s%s (version %s", i == 0 ? "" : "; ", s->title,
                   s->published->version);
        for (size_t c = 0; c < s->published->cutoff_count; c++) {
            report_cutoff_text(s->published, c, cutoff);
            buf_printf(&text, ", cutoff %s", cutoff);
        }
        buf_printf(&text, ")");
    }
    buf_printf(&text, ".");
    put_fact(m, "Instrument", buf_text(&text));
    buf_free(&text);
}

static void put_dates(struct monitoring *m)
{
    char text[400];
    char from[DATETIME_WORDS_SIZE];
    char to[DATETIME_WORDS_SIZE];
    char planned[DATETIME_WORDS_SIZE];
    monitoring_day(m->since, from);
    monitoring_day(m->today, to);
    (void)snprintf(text, sizeof text, "%s to %s (%s)", from, to,
                   m->has_before ? "since the wave before closed"
                                 : "since the first wave opened");
    put_fact(m, "Period", text);
    put_instrument(m);
    monitoring_day_of(m->q->manifest->opens_sec, from);
    monitoring_day(m->r->closed, to);
    monitoring_day_of(m->q->manifest->closes_sec, planned);
    bool early = strcmp(to, planned) != 0;
    (void)snprintf(text, sizeof text,
                   "wave %.64s: opened on %s, closed on %s%s%s%s", m->r->wave,
                   from, to, early ? " (planned for " : "",
                   early ? planned : "", early ? ")" : "");
    put_fact(m, "Field dates", text);
}

static void put_source(struct monitoring *m)
{
    char text[400];
    if (m->r->trustee_count > 0)
        (void)snprintf(text, sizeof text,
                       "opened by %zu trustees together, who signed the board",
                       m->r->trustee_count);
    else
        (void)snprintf(text, sizeof text, "opened with the office's key");
    put_fact(m, "Ballots", text);
    (void)snprintf(text, sizeof text,
                   "the signed release of the wave, SHA-256 %s; every figure "
                   "here is printed in it or computed from what it prints",
                   m->r->sha256);
    put_fact(m, "Source", text);
}

void monitoring_put_head(struct monitoring *m)
{
    static const struct document_column columns[] = {{"", 16, false},
                                                     {"", 84, false}};
    document_put(m->d, DOCUMENT_TITLE, "Well-being monitoring report");
    document_format(m->d, DOCUMENT_TEXT,
                    "%s, for the Graduate Medical Education Committee.",
                    m->r->institution);
    document_put(
        m->d, DOCUMENT_BOX,
        "Survey scores alone never trigger a special review, and no program is "
        "ranked. Groups stand in the order of their names; a unit is marked "
        "only where it differs from the rest of the institution by more than "
        "chance, after correction for all units. A mark asks for a "
        "conversation, not for a verdict.");
    document_put(m->d, DOCUMENT_HEADING,
                 "1. Period, instrument and field dates");
    document_table(m->d, columns, 2);
    put_dates(m);
    put_source(m);
}

/* --- 2: who answered ------------------------------------------------------ */

struct level {
    size_t groups;
    uint32_t roster;
    uint32_t n;
};

static void add(struct level *level, const struct published_group *g)
{
    level->groups++;
    level->roster += g->roster;
    level->n += g->shown ? g->n : 0;
}

static void put_level(struct monitoring *m, const char *name,
                      const struct level *level, bool has_n)
{
    char text[64];
    document_cell(m->d, name, NULL, true);
    (void)snprintf(text, sizeof text, "%zu", level->groups);
    document_cell(m->d, text, NULL, false);
    (void)snprintf(text, sizeof text, "%u", (unsigned)level->roster);
    document_cell(m->d, text, NULL, false);
    (void)snprintf(text, sizeof text, "%u", (unsigned)level->n);
    document_cell(m->d, has_n ? text : "not shown", NULL, false);
    (void)snprintf(text, sizeof text, "%u %%",
                   report_percent(level->n, level->roster));
    document_cell(m->d, has_n ? text : "", NULL, false);
}

static void put_levels(struct monitoring *m)
{
    static const struct document_column columns[] = {{"Level", 44, false},
                                                     {"Groups", 14, true},
                                                     {"Eligible", 14, true},
                                                     {"Answered", 14, true},
                                                     {"Share", 14, true}};
    struct level levels[3] = {{0, 0, 0}};
    struct level departments = {0, 0, 0};
    struct level all = {0, 0, 0};
    uint32_t pooled = 0;
    add(&all, &m->r->groups[0]);
    for (size_t i = 1; i < m->r->group_count; i++) {
        const struct published_group *g = &m->r->groups[i];
        if (g->level == PUBLISHED_DEPARTMENT)
            add(&departments, g);
        else if (g->level == PUBLISHED_UNIT)
            add(&levels[monitoring_state(m->r, i)], g);
        else if (g->level == PUBLISHED_POOL && g->shown)
            pooled += g->n;
    }
    levels[MONITORING_POOLED].n = pooled;
    document_table(m->d, columns, 5);
    put_level(m, "Institution", &all, m->r->groups[0].shown);
    put_level(m, "Departments", &departments, departments.n > 0);
    put_level(m, "Units with figures of their own", &levels[MONITORING_SHOWN],
              true);
    put_level(m, "Units counted with others (pooled)",
              &levels[MONITORING_POOLED], true);
    put_level(m, "Units not shown", &levels[MONITORING_NOT_SHOWN], false);
}

static void put_department(struct monitoring *m, size_t group)
{
    const struct published_group *g = &m->r->groups[group];
    struct report_response response =
        report_response_of(m->r, group, PUBLISHED_NONE);
    size_t states[3] = {0, 0, 0};
    char text[80];
    for (size_t i = 1; i < m->r->group_count; i++)
        if (m->r->groups[i].level == PUBLISHED_UNIT &&
            m->r->groups[i].parent == group)
            states[monitoring_state(m->r, i)]++;
    document_cell(m->d, g->name, NULL, false);
    (void)snprintf(text, sizeof text, "%u", (unsigned)g->roster);
    document_cell(m->d, text, NULL, false);
    (void)snprintf(text, sizeof text, "%u", (unsigned)g->n);
    document_cell(m->d, g->shown ? text : "not shown", NULL, false);
    (void)snprintf(text, sizeof text, "%u %%", (unsigned)response.percent);
    document_cell(m->d, response.shown ? text : "", NULL, false);
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(text, sizeof text, "%zu", states[i]);
        document_cell(m->d, text, NULL, false);
    }
}

void monitoring_put_answered(struct monitoring *m)
{
    static const struct document_column columns[] = {
        {"Department", 34, false},        {"Eligible", 11, true},
        {"Answered", 11, true},           {"Share", 8, true},
        {"Units with figures", 12, true}, {"Units pooled", 12, true},
        {"Units not shown", 12, true}};
    document_put(m->d, DOCUMENT_HEADING, "2. Who answered");
    document_format(
        m->d, DOCUMENT_BOX,
        "What is not shown: a group with fewer than %u answers has no figure. "
        "Where such groups of a department have %u answers together, they are "
        "counted as one (pooled). This depends on how many answered, never on "
        "what they answered; nothing larger is hidden for the sake of "
        "something smaller, since departments and institution are computed "
        "from what units print.",
        (unsigned)m->r->k, (unsigned)m->r->k);
    put_levels(m);
    document_table(m->d, columns, 7);
    for (size_t i = 1; i < m->r->group_count; i++)
        if (m->r->groups[i].level == PUBLISHED_DEPARTMENT)
            put_department(m, i);
}

/* --- 3: the institution --------------------------------------------------- */

/* The last wave less the shown one before it, in words. */
struct change {
    char value[64];
    char under[120]; /* "": nothing */
};

static struct change change_of(const struct monitoring_subject *s,
                               const struct report_trend *t)
{
    struct change c = {.value = "first wave"};
    const struct report_trend_point *last =
        t->count == 0 ? NULL : &t->points[t->count - 1];
    if (last == NULL || !last->shown || last->why != NULL) {
        (void)snprintf(c.value, sizeof c.value, "%s",
                       last == NULL || !last->shown ? "not shown" : last->why);
        return c;
    }
    if (t->shown_count < 2)
        return c;
    const struct report_trend_point *before =
        &t->points[t->shown[t->shown_count - 2]];
    struct estimate minus = estimate_minus(&last->mean, &before->mean);
    struct estimate_finding f = estimate_find(&minus);
    char interval[REPORT_POINTS_SIZE];
    bool found = f.low > 0 || f.high < 0;
    bool is_high = f.value > 0;
    f.value = report_difference(s->scale, f.value);
    f.low = report_difference(s->scale, f.low);
    f.high = report_difference(s->scale, f.high);
    monitoring_signed(f.value, c.value, sizeof c.value);
    report_points_interval(&f, interval);
    (void)snprintf(c.under, sizeof c.under, "%s; %s", interval,
                   !found                        ? "may be chance"
                   : s->is_mixed                 ? "more than chance"
                   : is_high == s->high_is_worse ? "worse"
                                                 : "better");
    return c;
}

void monitoring_put_change(struct monitoring *m,
                           const struct monitoring_subject *s,
                           const struct report_trend *trend)
{
    struct change c = change_of(s, trend);
    document_cell(m->d, c.value, c.under[0] == '\0' ? NULL : c.under, false);
}

static enum err put_change(struct monitoring *m,
                           const struct monitoring_subject *s)
{
    const struct report_trend_of of = {.scale = s->scale->survey->id};
    struct report_trend t;
    enum err e = report_trend_new(m->q->waves, NULL, m->q->wave_count, &of, &t);
    if (e != ERR_OK)
        return e;
    monitoring_put_change(m, s, &t);
    report_trend_wipe(&t);
    return ERR_OK;
}

static void put_above(struct monitoring *m, const struct report_scale *scale)
{
    const struct published_group *all = &m->r->groups[0];
    const struct published_figure *f = &all->figures[scale->index];
    char share[REPORT_VALUE_SIZE];
    char text[2 * REPORT_VALUE_SIZE];
    if (!all->shown || !f->shown || f->above.text == NULL) {
        document_cell(m->d, "", NULL, false);
        return;
    }
    report_value_text(&f->above, share);
    (void)snprintf(text, sizeof text, "%s %% of %u", share,
                   (unsigned)f->above_n);
    document_cell(m->d, text, NULL, false);
}

/* Where everybody's mean must lie, whatever those said who did not answer. */
static void put_bounds(struct monitoring *m, const struct report_scale *scale)
{
    struct report_response r = report_response_of(m->r, 0, scale->index);
    char low[REPORT_POINTS_SIZE];
    char high[REPORT_POINTS_SIZE];
    char text[2 * REPORT_POINTS_SIZE + 8];
    if (!r.shown || !r.has_mean) {
        document_cell(m->d, "", NULL, false);
        return;
    }
    double from =
        scale->own_units ? (double)scale->published->low.thousandths / 1000 : 0;
    report_points_text(from + report_difference(scale, r.worst.low), low);
    report_points_text(from + report_difference(scale, r.worst.high), high);
    (void)snprintf(text, sizeof text, "%s to %s", low, high);
    document_cell(m->d, text, NULL, false);
}

static enum err put_figures(struct monitoring *m)
{
    static const struct document_column columns[] = {
        {"Outcome", 32, false},
        {"Institution", 18, true},
        {"At or above the cutoff", 14, true},
        {"Change since the wave before", 18, true},
        {"Whatever the others think", 18, true}};
    enum err e = ERR_OK;
    document_table(m->d, columns, 5);
    for (size_t i = 0; e == ERR_OK && i < m->outcome_count; i++) {
        const struct monitoring_subject *s = &m->subjects[i];
        char words[96];
        report_scale_words(s->scale, words, sizeof words);
        document_cell(m->d, s->title, words, false);
        reading_cell(m->d, m->q->view, s->scale, 0);
        put_above(m, s->scale);
        e = put_change(m, s);
        put_bounds(m, s->scale);
    }
    return e;
}

static void put_caveat(struct monitoring *m)
{
    const struct published_group *all = &m->r->groups[0];
    if (!all->shown || m->outcome_count == 0)
        return;
    struct report_response r =
        report_response_of(m->r, 0, m->subjects[0].scale->index);
    char shift[REPORT_POINTS_SIZE];
    report_points_text(r.shift, shift);
    document_format(
        m->d, DOCUMENT_TEXT,
        "Who did not answer: %u of %u people (%u %%). The intervals say how "
        "far chance may have gone, not what these would have said. The last "
        "column holds the mean of everybody on the roster whatever the others "
        "think. If they differed by 10 points on average, the figure for %s "
        "would be %s points off. Rates of 45 to 60 %% are usual for trainees; "
        "a low one is no fault of a program.",
        (unsigned)(all->roster - all->n), (unsigned)all->roster,
        100 - report_percent(all->n, all->roster), m->subjects[0].title,
        r.has_mean ? shift : "some");
}

static enum err put_trend(struct monitoring *m,
                          const struct report_scale *scale)
{
    const struct report_trend_of of = {.scale = scale->survey->id};
    struct report_trend trend;
    struct buf svg = BUF_INIT;
    char title[300];
    enum err e =
        report_trend_new(m->q->waves, NULL, m->q->wave_count, &of, &trend);
    if (e != ERR_OK)
        return e;
    (void)snprintf(title, sizeof title, "%.200s over %zu waves", scale->title,
                   trend.count);
    if (trend.count > 1)
        e = report_chart_trend(m->set, scale, m->q->waves, &trend, title, &svg);
    if (e == ERR_OK && svg.len > 0)
        document_picture(m->d, title, &svg, 6);
    buf_free(&svg);
    report_trend_wipe(&trend);
    return e;
}

enum err monitoring_put_institution(struct monitoring *m)
{
    document_put(m->d, DOCUMENT_HEADING, "3. The institution");
    enum err e = put_figures(m);
    put_caveat(m);
    for (size_t i = 0; e == ERR_OK && i < m->outcome_count; i++)
        e = put_trend(m, m->subjects[i].scale);
    if (!m->has_before)
        document_put(m->d, DOCUMENT_TEXT,
                     "One wave so far; a trend begins with the next.");
    return e;
}
