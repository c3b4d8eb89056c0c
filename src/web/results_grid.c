#include "web/results_grid.h"

/* How each unit stands against the rest, by area and group. */
struct cells {
    const struct web_grid *grid;
    struct contrast **lists;    /* by area */
    const struct contrast **at; /* area * group_count + group; may be NULL */
    size_t shown;
    size_t differ;
};

static const struct published_release *release(const struct cells *c)
{
    return c->grid->view->release;
}

static struct web_subject subject(const struct cells *c, size_t area)
{
    return (struct web_subject){.area = &c->grid->view->areas[area]};
}

static enum err compare(struct cells *c)
{
    size_t groups = release(c)->group_count;
    enum err e = ERR_OK;
    for (size_t a = 0; e == ERR_OK && a < c->grid->view->area_count; a++) {
        const struct web_subject area = subject(c, a);
        size_t n = 0;
        e = web_subject_contrasts(c->grid->view, &area, &c->lists[a], &n);
        for (size_t i = 0; e == ERR_OK && i < n; i++) {
            const struct contrast *one = &c->lists[a][i];
            c->at[a * groups + one->group] = one;
            c->shown++;
            c->differ += one->differs ? 1 : 0;
        }
    }
    return e;
}

static void put_cell(const struct cells *c, struct render_dict *row,
                     size_t area, size_t group, bool link)
{
    const struct published_group *g = &release(c)->groups[group];
    const struct web_subject of = subject(c, area);
    struct render_dict *cell = render_add(row, "CELL");
    web_put_area(cell, of.area, g);
    web_put_tone(cell, &of, c->at[area * release(c)->group_count + group]);
    if (link)
        render_put_text(render_add(cell, "CELL_LINK"), "UNIT",
                        g->id + strlen("unit:"));
}

static void put_row(const struct cells *c, struct render_dict *page,
                    size_t group)
{
    const struct published_group *g = &release(c)->groups[group];
    struct render_dict *row = render_add(page, "GRID_ROW");
    render_put_text(row, "LEVEL", published_level_name(g->level));
    render_put_text(row, "GROUP_NAME", g->name);
    render_put_int(row, "ROSTER", g->roster);
    bool link = c->grid->links_units && g->level == PUBLISHED_UNIT;
    struct render_dict *name = render_add(row, link ? "LINK" : "NO_LINK");
    if (link)
        render_put_text(name, "UNIT", g->id + strlen("unit:"));
    if (!g->shown) {
        (void)render_add(row, "GROUP_HIDDEN");
        return;
    }
    struct render_dict *shown = render_add(row, "GROUP_SHOWN");
    render_put_int(shown, "ANSWERED", g->n);
    for (size_t a = 0; a < c->grid->view->area_count; a++)
        put_cell(c, shown, a, group, link);
}

static void fill(const struct cells *c, struct render_dict *page)
{
    const struct web_view *view = c->grid->view;
    for (size_t a = 0; a < view->area_count; a++)
        render_put_text(render_add(page, "AREA_HEAD"), "AREA_TITLE",
                        view->areas[a].title);
    render_put_int(page, "AREA_COUNT", (int64_t)view->area_count + 1);
    if (c->differ == 0)
        render_put_format(page, "GRID_TITLE",
                          "none of %zu figures differs from the rest",
                          c->shown);
    else
        render_put_format(page, "GRID_TITLE",
                          "%zu of %zu figures %s from the "
                          "rest",
                          c->differ, c->shown,
                          c->differ == 1 ? "differs" : "differ");
    put_row(c, page, 0);
    for (size_t i = 0; i < c->grid->order_n; i++)
        put_row(c, page, c->grid->order[i]);
}

enum err web_put_grid(const struct web_grid *grid, struct render_dict *page)
{
    size_t areas = grid->view->area_count;
    size_t groups = grid->view->release->group_count;
    struct cells c = {.grid = grid,
                      .lists = calloc(areas + 1, sizeof *c.lists),
                      .at = calloc(areas * groups + 1, sizeof *c.at)};
    enum err e = c.lists == NULL || c.at == NULL ? ERR_MEMORY : compare(&c);
    if (e == ERR_OK)
        fill(&c, page);
    for (size_t a = 0; c.lists != NULL && a < areas; a++)
        free(c.lists[a]);
    free(c.lists);
    free(c.at);
    return e;
}
