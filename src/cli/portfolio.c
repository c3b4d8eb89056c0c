#include "cli/portfolio.h"

#include "base/datetime.h"

static enum err load_survey(struct cli *cli, struct site *site,
                            struct cli_portfolio *p)
{
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL ? ERR_MEMORY
                                  : site_wave_document(site, p->newest.row.name,
                                                       SITE_SURVEY, &bytes);
    if (e == ERR_OK)
        e = survey_parse(bytes.data, bytes.len, &p->survey, problems);
    if (e != ERR_OK)
        e = err_say(&cli->note, e, "the survey of %s cannot be read: %s",
                    p->newest.row.name, err_name(e));
    buf_free(&bytes);
    free(problems);
    return e;
}

static enum err make_room(struct cli_portfolio *p, size_t waves)
{
    size_t groups = p->newest.manifest->group_count;
    p->releases = calloc(waves + 1, sizeof *p->releases);
    p->waves = calloc(waves + 1, sizeof *p->waves);
    p->closed = calloc(waves + 1, sizeof *p->closed);
    p->units = calloc(groups + 1, sizeof *p->units);
    p->outcomes = calloc(p->survey->scale_count + 1, sizeof *p->outcomes);
    bool good = p->releases != NULL && p->waves != NULL && p->closed != NULL &&
                p->units != NULL && p->outcomes != NULL;
    return good ? ERR_OK : ERR_MEMORY;
}

static void take_release(struct cli_portfolio *p)
{
    const struct cli_release *r = &p->releases[p->count];
    struct initiatives_wave *w = &p->closed[p->count];
    p->waves[p->count++] = (struct report_wave){r->wave.manifest, r->published};
    w->opens_sec = r->wave.row.opens_sec;
    (void)snprintf(w->name, sizeof w->name, "%s", r->wave.row.name);
    (void)snprintf(w->closed, sizeof w->closed, "%s", r->published->closed);
    datetime_date(w->opens_sec, w->opened);
}

static void take_newest(struct cli_portfolio *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->newest.manifest->group_count; i++)
        p->units[i] = p->newest.manifest->groups[i].unit;
    for (size_t i = 0; i < p->survey->scale_count; i++)
        if (!p->survey->scales[i].institution_only)
            p->outcomes[n++] = p->survey->scales[i].id;
    p->known = (struct initiatives_known){p->closed, p->count,
                                          (const char *const *)p->units,
                                          (const char *const *)p->outcomes};
}

enum err cli_portfolio_load(struct cli *cli,
                            const struct conduct_folder *folder,
                            struct site *site,
                            struct cli_portfolio *out_portfolio)
{
    struct cli_portfolio p = {.count = 0};
    struct site_wave *rows = NULL;
    size_t n = 0;
    enum err e = site_wave_list(site, &rows, &n);
    if (e == ERR_OK && n == 0)
        e = err_say(&cli->note, ERR_NOT_FOUND,
                    "there is no wave yet; units and outcomes come with the "
                    "first one");
    if (e == ERR_OK)
        e = conduct_wave_load(folder, site, rows[n - 1].name, &p.newest,
                              &cli->note);
    if (e == ERR_OK)
        e = load_survey(cli, site, &p);
    if (e == ERR_OK)
        e = make_room(&p, n);
    for (size_t i = 0; e == ERR_OK && i < n; i++) {
        if (rows[i].state != SITE_WAVE_CLOSED)
            continue;
        e = cli_release_load(cli, folder, site, rows[i].name,
                             &p.releases[p.count]);
        if (e == ERR_OK)
            take_release(&p);
    }
    free(rows);
    if (e != ERR_OK) {
        cli_portfolio_free(&p);
        return e;
    }
    take_newest(&p);
    *out_portfolio = p;
    return ERR_OK;
}

void cli_portfolio_free(struct cli_portfolio *portfolio)
{
    for (size_t i = 0; i < portfolio->count; i++)
        cli_release_free(&portfolio->releases[i]);
    free(portfolio->releases);
    free(portfolio->waves);
    free(portfolio->closed);
    free(portfolio->units);
    free(portfolio->outcomes);
    survey_free(portfolio->survey);
    conduct_wave_free(&portfolio->newest);
    *portfolio = (struct cli_portfolio){.count = 0};
}

enum err cli_portfolio_result(const struct cli_portfolio *portfolio,
                              const struct initiative *initiative,
                              struct report_initiative *out_result)
{
    size_t at = survey_scale_find(portfolio->survey, initiative->outcome);
    bool better = at != SURVEY_NONE && portfolio->survey->scales[at].high_is ==
                                           SURVEY_HIGH_IS_BETTER;
    return report_initiative_make(initiative, &portfolio->known,
                                  portfolio->waves, portfolio->count, better,
                                  out_result);
}

/* --- files ---------------------------------------------------------------- */

static const char *plain(const char *name)
{
    return name[0] == '?' ? name + 1 : name;
}

static enum err find_columns(struct cli *cli, const char *path,
                             const char *const *names, size_t count,
                             struct cli_lines *lines)
{
    const struct csv_table *t = lines->table;
    if (t->row_count == 0)
        return err_say(&cli->note, ERR_FORMAT, "%s: the file is empty", path);
    const struct csv_row *head = &t->rows[0];
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        size_t c = 0;
        while (c < head->cell_count &&
               strcmp(head->cells[c], plain(names[i])) != 0)
            c++;
        if (c == head->cell_count && names[i][0] != '?')
            return err_say(&cli->note, ERR_FORMAT,
                           "%s:1: the column %s is missing", path, names[i]);
        lines->columns[i] = c == head->cell_count ? SIZE_MAX : c;
        found += c < head->cell_count;
    }
    if (found < head->cell_count)
        return err_say(&cli->note, ERR_FORMAT,
                       "%s:1: a column is none of those that are kept, or "
                       "stands twice; see --help",
                       path);
    return ERR_OK;
}

enum err cli_lines_read(struct cli *cli, const char *path,
                        const char *const *names, size_t count,
                        struct cli_lines *out_lines)
{
    struct cli_lines lines = {.table = NULL};
    struct buf bytes = BUF_INIT;
    err_assert(count <= sizeof lines.columns / sizeof lines.columns[0]);
    enum err e = file_read(path, 1u << 20, &bytes, &cli->note);
    if (e == ERR_OK) {
        e = csv_parse(bytes.data, bytes.len, &lines.table, &cli->note);
        if (e != ERR_OK) {
            const struct err_note inner = cli->note;
            e = err_say(&cli->note, e, "%s:%.400s", path, inner.text);
        }
    }
    if (e == ERR_OK)
        e = find_columns(cli, path, names, count, &lines);
    buf_free(&bytes);
    if (e != ERR_OK) {
        csv_table_free(lines.table);
        return e;
    }
    *out_lines = lines;
    return ERR_OK;
}

const char *cli_lines_cell(const struct cli_lines *lines, size_t row, size_t i)
{
    const struct csv_row *r = &lines->table->rows[row];
    return lines->columns[i] < r->cell_count ? r->cells[lines->columns[i]] : "";
}

enum err cli_lines_say(struct cli *cli, const char *path,
                       const struct cli_lines *lines, size_t row, enum err e)
{
    const struct err_note inner = cli->note;
    return err_say(&cli->note, e, "%s:%zu: %.400s", path,
                   lines->table->rows[row].line,
                   inner.text[0] != 0 ? inner.text : err_name(e));
}
