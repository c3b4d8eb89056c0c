#include "report/release_print.h"

#include "base/datetime.h"
#include "report/chart.h"
#include "report/reading.h"

struct printer {
    const struct render_set *set;
    const struct report_view *view;
    struct document *d;
};

static bool is_outcome(const struct report_scale *scale)
{
    return !scale->in_area && !scale->survey->institution_only;
}

static struct document *begin(const struct report_view *view)
{
    const struct published_release *r = view->release;
    char title[100];
    (void)snprintf(title, sizeof title, "Results of wave %.64s", r->wave);
    return reading_document(r, title, "Results for the subcommittee",
                            r->closed);
}

static void put_head(const struct printer *p, const char *title)
{
    const struct published_release *r = p->view->release;
    const struct published_group *all = &r->groups[0];
    char closed[DATETIME_WORDS_SIZE];
    if (datetime_date_words(r->closed, closed) != ERR_OK)
        (void)snprintf(closed, sizeof closed, "%.10s", r->closed);
    document_put(p->d, DOCUMENT_TITLE, r->institution);
    document_format(p->d, DOCUMENT_TEXT, "%s, wave %s, closed on %s.", title,
                    r->wave, closed);
    if (all->shown)
        document_format(p->d, DOCUMENT_TEXT,
                        "%u of %u people answered (%u %%).", (unsigned)all->n,
                        (unsigned)all->roster,
                        report_percent(all->n, all->roster));
}

enum err release_chart(const struct render_set *set,
                       const struct report_view *view,
                       const struct report_scale *scale, char *out_title,
                       size_t title_size, struct buf *out_svg)
{
    const struct published_release *r = view->release;
    size_t *groups = calloc(r->group_count + 1, sizeof *groups);
    size_t n = 0;
    if (groups == NULL)
        return ERR_MEMORY;
    groups[n++] = 0;
    for (size_t i = 1; i < r->group_count; i++)
        if (r->groups[i].level == PUBLISHED_DEPARTMENT)
            groups[n++] = i;
    (void)snprintf(out_title, title_size, "%.160s, by department",
                   scale->title);
    enum err e =
        report_chart(set, view, scale, groups, n, 0, out_title, out_svg);
    free(groups);
    return e;
}

static enum err put_chart(const struct printer *p,
                          const struct report_scale *scale)
{
    char title[200];
    struct buf svg = BUF_INIT;
    enum err e =
        release_chart(p->set, p->view, scale, title, sizeof title, &svg);
    if (e == ERR_OK)
        document_picture(p->d, title, &svg, 6);
    buf_free(&svg);
    return e;
}

static enum err put_charts(const struct printer *p)
{
    enum err e = ERR_OK;
    document_put(p->d, DOCUMENT_HEADING, "Departments");
    for (size_t i = 0; e == ERR_OK && i < p->view->scale_count; i++)
        if (is_outcome(&p->view->scales[i]))
            e = put_chart(p, &p->view->scales[i]);
    return e;
}

/* Every scale and area of the institution. */
static void put_institution(const struct printer *p)
{
    static const struct document_column columns[] = {
        {"Scale", 44, false},
        {"Institution", 30, true},
        {"At or above the cutoff", 26, true}};
    const struct published_group *all = &p->view->release->groups[0];
    document_put(p->d, DOCUMENT_HEADING, "The institution");
    document_table(p->d, columns, 3);
    for (size_t i = 0; i < p->view->scale_count; i++) {
        const struct report_scale *scale = &p->view->scales[i];
        const struct published_figure *f = &all->figures[scale->index];
        char words[96];
        char above[2 * REPORT_VALUE_SIZE] = "";
        char share[REPORT_VALUE_SIZE];
        report_scale_words(scale, words, sizeof words);
        if (all->shown && f->shown && f->above.text != NULL) {
            report_value_text(&f->above, share);
            (void)snprintf(above, sizeof above, "%s %% of %u", share,
                           (unsigned)f->above_n);
        }
        document_cell(p->d, scale->title, words, false);
        reading_cell(p->d, p->view, scale, 0);
        document_cell(p->d, above, NULL, false);
    }
    for (size_t i = 0; i < p->view->area_count; i++) {
        document_cell(p->d, p->view->areas[i].title, "Area; 0 to 100 points",
                      false);
        reading_cell_area(p->d, p->view, &p->view->areas[i], 0);
        document_cell(p->d, "", NULL, false);
    }
}

/* Department and unit rows, in the release's order: never by result. */
static void put_group_name(const struct printer *p, size_t group)
{
    const struct published_group *g = &p->view->release->groups[group];
    char answered[64];
    if (g->shown)
        (void)snprintf(answered, sizeof answered, "%u of %u", (unsigned)g->n,
                       (unsigned)g->roster);
    else
        (void)snprintf(answered, sizeof answered, "of %u", (unsigned)g->roster);
    if (g->level == PUBLISHED_UNIT)
        document_cell_indented(p->d, g->name);
    else
        document_cell(p->d, g->name, NULL, true);
    document_cell(p->d, answered, NULL, false);
}

/* Columns of equal width behind the names. */
static void begin_grid(const struct printer *p, size_t n, const char **titles)
{
    struct document_column columns[DOCUMENT_COLUMNS_MAX];
    unsigned width = (unsigned)((n > 4 ? 66 : 52) / n);
    unsigned used = width * (unsigned)n + 10;
    columns[0] =
        (struct document_column){.title = "Group", .width = 100 - used};
    columns[1] = (struct document_column){
        .title = "Answered", .width = 10, .is_number = true};
    for (size_t i = 0; i < n; i++)
        columns[i + 2] = (struct document_column){
            .title = titles[i], .width = width, .is_number = true};
    document_table(p->d, columns, n + 2);
}

static void put_outcomes(const struct printer *p)
{
    const struct report_view *view = p->view;
    const char *titles[DOCUMENT_COLUMNS_MAX];
    const struct report_scale *scales[DOCUMENT_COLUMNS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < view->scale_count; i++) {
        if (!is_outcome(&view->scales[i]) || n == DOCUMENT_COLUMNS_MAX - 2)
            continue;
        scales[n] = &view->scales[i];
        titles[n++] = view->scales[i].title;
    }
    if (n == 0)
        return;
    document_put(p->d, DOCUMENT_HEADING, "Outcomes, by department and unit");
    begin_grid(p, n, titles);
    for (size_t g = 0; g < view->release->group_count; g++) {
        put_group_name(p, g);
        for (size_t i = 0; i < n; i++)
            reading_cell(p->d, view, scales[i], g);
    }
}

static void put_areas(const struct printer *p)
{
    const struct report_view *view = p->view;
    const char *titles[DOCUMENT_COLUMNS_MAX];
    size_t n = view->area_count < DOCUMENT_COLUMNS_MAX - 2
                   ? view->area_count
                   : DOCUMENT_COLUMNS_MAX - 2;
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        titles[i] = view->areas[i].title;
    document_page(p->d);
    document_put(p->d, DOCUMENT_HEADING,
                 "The six areas, by department and unit");
    document_format(p->d, DOCUMENT_TEXT, "Points from 0 to 100; %s.",
                    report_areas_words(view));
    begin_grid(p, n, titles);
    for (size_t g = 0; g < view->release->group_count; g++) {
        put_group_name(p, g);
        for (size_t i = 0; i < n; i++)
            reading_cell_area(p->d, view, &view->areas[i], g);
    }
}

enum err release_document(const struct render_set *set,
                          const struct report_view *view, const char *title,
                          struct document **out_document)
{
    struct printer p = {set, view, begin(view)};
    if (p.d == NULL)
        return ERR_MEMORY;
    put_head(&p, title);
    put_institution(&p);
    document_page(p.d);
    enum err e = put_charts(&p);
    document_page(p.d);
    put_outcomes(&p);
    put_areas(&p);
    reading_put(p.d, view->release);
    if (e == ERR_OK)
        e = document_check(p.d);
    if (e == ERR_OK)
        *out_document = p.d;
    else
        document_free(p.d);
    return e;
}
