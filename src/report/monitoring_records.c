/* Parts 9, 10 and 12 of the monitoring report: support resources, who exported
 * what, and the crosswalk. */
#include "report/monitoring_inside.h"

#include "report/reading.h"

#define ITEMS_MAX 40 /* of one row: a row must fit on a page */

/* --- 9: support resources ------------------------------------------------- */

static const char *const kinds[] = {
    [SURVEY_RESOURCE_CRISIS] = "crisis",
    [SURVEY_RESOURCE_EMERGENCY] = "emergency",
    [SURVEY_RESOURCE_COUNSELLING] = "counselling",
    [SURVEY_RESOURCE_PEER] = "peer support",
    [SURVEY_RESOURCE_REPORTING] = "reporting",
    [SURVEY_RESOURCE_PRACTICAL] = "practical help",
};

static void put_resource(struct monitoring *m, const struct survey_resource *r)
{
    const struct survey_resources *all = m->q->resources;
    const char *name = survey_resources_text_in(all, &r->name, "en");
    char reach[200];
    char verified[200] = "nobody has yet";
    char day[DATETIME_WORDS_SIZE];
    (void)snprintf(reach, sizeof reach, "%.60s%s%.100s",
                   r->phone != NULL ? r->phone : "",
                   r->phone != NULL && r->sms != NULL ? ", text " : "",
                   r->sms != NULL ? r->sms : "");
    if (r->last_verified != NULL) {
        monitoring_day(r->last_verified, day);
        (void)snprintf(verified, sizeof verified, "%s, by %.100s", day,
                       r->verified_by);
    }
    document_cell(m->d, name, kinds[r->kind], true);
    document_cell(m->d, reach, r->url, false);
    document_cell(m->d, survey_resources_text_in(all, &r->hours, "en"),
                  survey_resources_text_in(all, &r->eligibility, "en"), false);
    document_cell(m->d, survey_resources_text_in(all, &r->who_learns, "en"),
                  NULL, false);
    bool stale = survey_resource_is_stale(r, m->q->now_sec);
    document_cell(m->d, r->lead, NULL, false);
    document_cell(m->d, verified, stale ? "to be verified" : NULL, stale);
}

void monitoring_put_resources(struct monitoring *m)
{
    static const struct document_column columns[] = {
        {"Resource", 22, false},
        {"Reached at", 17, false},
        {"Hours, for whom", 18, false},
        {"Who learns of a call", 18, false},
        {"Lead", 12, false},
        {"Last verified", 13, false}};
    document_put(m->d, DOCUMENT_HEADING, "9. Support resources");
    document_format(m->d, DOCUMENT_TEXT,
                    "Shown on every page to everyone alike, before and after "
                    "the survey, never because of an answer. An entry is to be "
                    "verified every %d days.",
                    SURVEY_RESOURCE_STALE_DAYS);
    document_table(m->d, columns, 6);
    for (size_t i = 0; i < m->q->resources->count; i++)
        put_resource(m, &m->q->resources->list[i]);
}

/* --- 10: the log of exports ----------------------------------------------- */

static int by_what(const void *a, const void *b)
{
    const struct exports_entry *x = a;
    const struct exports_entry *y = b;
    int order = strcmp(x->account, y->account);
    if (order == 0)
        order = strcmp(x->wave, y->wave);
    if (order == 0)
        order = strcmp(x->format, y->format);
    return order != 0 ? order : strcmp(x->what, y->what);
}

/* Those of the period, by account, wave, format and what. NULL: no memory. */
static struct exports_entry *sort_exports(const struct monitoring *m,
                                          size_t *out_count)
{
    const struct records *records = m->q->records;
    struct exports_entry *list =
        calloc(records->export_count + 1, sizeof *list);
    size_t n = 0;
    for (size_t i = 0; list != NULL && i < records->export_count; i++) {
        char day[DATETIME_DATE_SIZE];
        datetime_date(records->exports[i].at_sec, day);
        if (strcmp(day, m->since) >= 0)
            list[n++] = records->exports[i];
    }
    if (list != NULL)
        qsort(list, n, sizeof *list, by_what);
    *out_count = n;
    return list;
}

static bool goes_with(const struct exports_entry *a,
                      const struct exports_entry *b)
{
    return strcmp(a->account, b->account) == 0 &&
           strcmp(a->wave, b->wave) == 0 && strcmp(a->format, b->format) == 0;
}

/* One row from entry I on; where the next begins. */
static size_t put_export(struct monitoring *m, const struct exports_entry *list,
                         size_t count, size_t i)
{
    struct buf what = BUF_INIT;
    const struct exports_entry *first = &list[i];
    int64_t from = first->at_sec;
    int64_t to = from;
    size_t items = 0;
    while (i < count && goes_with(first, &list[i]) && items < ITEMS_MAX) {
        size_t times = 0;
        const struct exports_entry *item = &list[i];
        for (; i < count && goes_with(item, &list[i]) &&
               strcmp(item->what, list[i].what) == 0;
             i++, times++) {
            from = list[i].at_sec < from ? list[i].at_sec : from;
            to = list[i].at_sec > to ? list[i].at_sec : to;
        }
        buf_printf(&what, "%s%s", items++ == 0 ? "" : ", ", item->what);
        if (times > 1)
            buf_printf(&what, " (%zu times)", times);
    }
    char days[2 * DATETIME_WORDS_SIZE + 8];
    char a[DATETIME_WORDS_SIZE];
    char b[DATETIME_WORDS_SIZE];
    monitoring_day_of(from, a);
    monitoring_day_of(to, b);
    bool same = strcmp(a, b) == 0;
    (void)snprintf(days, sizeof days, "%s%s%s", a, same ? "" : " to ",
                   same ? "" : b);
    document_cell(m->d, first->account, NULL, true);
    document_cell(m->d, first->wave, NULL, false);
    document_cell(m->d, buf_text(&what), NULL, false);
    document_cell(m->d, first->format, NULL, false);
    document_cell(m->d, days, NULL, false);
    m->d->failed = m->d->failed || what.failed;
    buf_free(&what);
    return i;
}

enum err monitoring_put_exports(struct monitoring *m)
{
    static const struct document_column columns[] = {{"Account", 18, false},
                                                     {"Wave", 14, false},
                                                     {"What", 42, false},
                                                     {"As", 8, false},
                                                     {"When", 18, false}};
    size_t count = 0;
    char since[DATETIME_WORDS_SIZE];
    struct exports_entry *list = sort_exports(m, &count);
    if (list == NULL)
        return ERR_MEMORY;
    monitoring_day(m->since, since);
    document_put(m->d, DOCUMENT_HEADING,
                 "10. Data protection: who exported what");
    document_format(m->d, DOCUMENT_TEXT,
                    "%zu export%s since %s. An export holds what the release "
                    "prints and no answer of a person; each is logged before "
                    "it is sent. This report is logged too, in the next one.",
                    count, count == 1 ? "" : "s", since);
    if (count > 0)
        document_table(m->d, columns, 5);
    for (size_t i = 0; i < count;)
        i = put_export(m, list, count, i);
    free(list);
    return ERR_OK;
}

/* --- 12: the crosswalk ---------------------------------------------------- */

static void put_area(struct monitoring *m,
                     const struct survey_crosswalk_area *area)
{
    const struct survey_crosswalk *c = m->q->crosswalk;
    for (size_t i = 0; i < area->count; i++) {
        const struct survey_requirement *q = &area->list[i];
        document_cell(m->d, i == 0 ? areas_titles[areas_find(area->area)] : "",
                      NULL, true);
        document_cell(m->d, q->label, NULL, true);
        document_cell(m->d, survey_crosswalk_text(c, &q->title), NULL, false);
        document_cell(
            m->d, survey_crosswalk_text(c, &c->frameworks[q->framework].name),
            NULL, false);
    }
}

void monitoring_put_crosswalk(struct monitoring *m)
{
    static const struct document_column columns[] = {{"Area", 24, false},
                                                     {"Label", 12, false},
                                                     {"Requirement", 32, false},
                                                     {"Of", 32, false}};
    const struct survey_crosswalk *c = m->q->crosswalk;
    document_put(m->d, DOCUMENT_HEADING,
                 "12. Which requirements the areas speak to");
    document_table(m->d, columns, 4);
    for (size_t a = 0; a < AREAS_COUNT; a++) {
        const struct survey_crosswalk_area *area =
            survey_crosswalk_find(c, areas_ids[a]);
        if (area != NULL)
            put_area(m, area);
    }
    if (survey_crosswalk_text(c, &c->note)[0] != '\0')
        document_put(m->d, DOCUMENT_NOTE, survey_crosswalk_text(c, &c->note));
}
