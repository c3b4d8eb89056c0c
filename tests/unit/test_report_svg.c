/* Charts: what is drawn for which row, and that labels stay labels. */
#include "known.h"
#include "report/svg.h"

static struct render_set *set;

static int load(void **state)
{
    (void)state;
    struct err_note note = {""};
    if (render_set_load("templates", &set, &note) != ERR_OK ||
        render_set_declare(set, svg_forms, svg_form_count, &note) != ERR_OK) {
        print_error("%s\n", note.text);
        return -1;
    }
    return 0;
}

static int unload(void **state)
{
    (void)state;
    render_set_free(set);
    return 0;
}

static const struct svg_tick ticks[] = {
    {0, "0"}, {250, "25"}, {500, "50"}, {750, "75"}, {1000, "100"}};
static const struct svg_tick cutoffs[] = {{500, "cutoff 50"}};

static struct svg_interval_chart chart_of(const struct svg_interval_row *rows,
                                          size_t count)
{
    return (struct svg_interval_chart){
        .id = "work",
        .title = "Work burnout, by unit",
        .description = "A dot for each unit.",
        .axis = {0, 1000, "points of 100; higher is worse", ticks, 5, cutoffs,
                 1},
        .rows = rows,
        .row_count = count};
}

static void draw(const struct svg_interval_row *rows, size_t count,
                 struct buf *out)
{
    struct svg_interval_chart chart = chart_of(rows, count);
    assert_int_equal(svg_interval(set, &chart, out), ERR_OK);
}

static size_t count_of(const struct buf *svg, const char *text)
{
    size_t found = 0;
    for (const char *p = buf_text(svg); (p = strstr(p, text)) != NULL; p++)
        found++;
    return found;
}

/* Tags close in order, attributes are quoted: enough for markup of ours. */
static void assert_well_formed(const struct buf *svg)
{
    size_t depth = 0;
    for (const char *p = buf_text(svg); (p = strchr(p, '<')) != NULL;) {
        const char *close = strchr(p, '>');
        assert_non_null(close);
        if (p[1] == '/') {
            assert_true(depth > 0);
            depth--;
        } else if (close[-1] != '/') {
            depth++;
        }
        size_t quotes = 0;
        for (const char *q = p; q < close; q++)
            quotes += *q == '"' ? 1 : 0;
        assert_int_equal(quotes % 2, 0);
        p = close;
    }
    assert_int_equal(depth, 0);
    assert_null(strstr(buf_text(svg), "{{"));
}

static void each_row_has_the_mark_of_what_is_known(void **state)
{
    (void)state;
    const struct svg_interval_row rows[] = {
        {"Medicine", "47", SVG_EXACT, 470, true, 440, 500, false, SVG_PLAIN},
        {"Surgery", "52", SVG_EXACT, 520, false, 0, 0, true, SVG_PLAIN},
        {"Urology", ">=65", SVG_AT_LEAST, 650, false, 0, 0, false, SVG_PLAIN},
        {"Genetics", "<=30", SVG_AT_MOST, 300, false, 0, 0, false, SVG_PLAIN},
        {"All", "~49", SVG_ABOUT, 490, false, 0, 0, false, SVG_PLAIN},
        {"Small", NULL, SVG_NOT_SHOWN, 777, true, 700, 800, false, SVG_PLAIN},
    };
    struct buf svg = BUF_INIT;
    draw(rows, 6, &svg);
    assert_well_formed(&svg);
    assert_int_equal(count_of(&svg, "class=\"dot\""), 2);
    assert_int_equal(count_of(&svg, "class=\"interval\""), 1);
    assert_int_equal(count_of(&svg, "<polygon"), 2);
    assert_int_equal(count_of(&svg, "<circle class=\"dot-open\""), 1);
    assert_int_equal(count_of(&svg, "-hatch)"), 1);
    assert_int_equal(count_of(&svg, "font-weight=\"bold\""), 2);
    assert_int_equal(count_of(&svg, "class=\"gridline\""), 30);
    assert_int_equal(count_of(&svg, "class=\"cutoff\""), 6);
    assert_int_equal(count_of(&svg, ">cutoff 50<"), 1);
    assert_int_equal(count_of(&svg, ">&gt;=65<"), 1);
    assert_non_null(strstr(
        buf_text(&svg), "Small: not shown, to protect people in small groups"));
    /* 470 of 1000 on 8..392; nothing of the row that is not shown */
    assert_non_null(strstr(buf_text(&svg), "cx=\"188.4\""));
    assert_null(strstr(buf_text(&svg), "306.3")); /* 777 */
    /* An open arrow points away from what is known. */
    assert_non_null(strstr(buf_text(&svg), "points=\"257.6,"));
    assert_non_null(strstr(buf_text(&svg), " 268.6,"));
    assert_non_null(strstr(buf_text(&svg), " 112.2,"));
    buf_free(&svg);
}

static void a_row_that_stands_apart_is_a_diamond_and_has_its_class(void **state)
{
    (void)state;
    const struct svg_tick zero[] = {{0, "the rest"}};
    const struct svg_interval_row rows[] = {
        {.label = "A",
         .value = "+12.0",
         .end = SVG_EXACT,
         .at = 120,
         .has_interval = true,
         .low = 40,
         .high = 200,
         .tone = SVG_WORSE},
        {.label = "B",
         .value = "-8.0",
         .end = SVG_ABOUT,
         .at = -80,
         .tone = SVG_BETTER},
        {.label = "C", .value = "-0.4", .end = SVG_EXACT, .at = -4},
    };
    struct svg_interval_chart chart = chart_of(rows, 3);
    struct buf svg = BUF_INIT;
    chart.axis = (struct svg_axis){-400, 400, "points", zero, 1, zero, 1};
    assert_int_equal(svg_interval(set, &chart, &svg), ERR_OK);
    assert_well_formed(&svg);
    assert_int_equal(count_of(&svg, "class=\"diamond worse\""), 1);
    assert_int_equal(count_of(&svg, "class=\"interval worse\""), 1);
    assert_int_equal(count_of(&svg, "class=\"diamond better\""), 1);
    assert_int_equal(count_of(&svg, "class=\"dot\""), 1);
    /* 0 is in the middle of 8..392, +12 of 40 points right of it */
    assert_int_equal(count_of(&svg, "x1=\"200.0\""), 6);
    assert_non_null(strstr(buf_text(&svg), "points=\"257.6,"));
    buf_free(&svg);
}

static struct svg_trend_point wave(const char *name, int64_t when, int32_t at)
{
    return (struct svg_trend_point){.label = name,
                                    .when = when,
                                    .value = "v",
                                    .end = SVG_EXACT,
                                    .at = at,
                                    .has_interval = true,
                                    .low = at - 50,
                                    .high = at + 50,
                                    .version = "1"};
}

static void draw_trend(const struct svg_trend_point *points, size_t count,
                       struct buf *out)
{
    const struct svg_trend_chart chart = {
        .id = "work",
        .title = "Work burnout, over waves",
        .description = "A dot for each wave.",
        .axis = {0, 1000, "points of 100; higher is worse", ticks, 5, cutoffs,
                 1},
        .points = points,
        .point_count = count};
    assert_int_equal(svg_trend(set, &chart, out), ERR_OK);
    assert_well_formed(out);
}

static void no_line_and_no_band_crosses_a_break_or_a_hidden_wave(void **state)
{
    (void)state;
    struct svg_trend_point points[] = {
        wave("w1", 0, 400),  wave("w2", 10, 450), wave("w3", 20, 500),
        wave("w4", 30, 550), wave("w5", 40, 600), wave("w6", 50, 650),
    };
    struct buf svg = BUF_INIT;
    draw_trend(points, 6, &svg);
    assert_int_equal(count_of(&svg, "class=\"line\""), 1);
    assert_int_equal(count_of(&svg, "class=\"band\""), 1);
    assert_int_equal(count_of(&svg, ">version 1<"), 1);
    assert_int_equal(count_of(&svg, "; dashed: cutoff 50<"), 1);
    buf_free(&svg);

    points[2].break_why = "another version";
    points[2].version = "2";
    points[3].version = points[4].version = points[5].version = "2";
    points[4].value = NULL;
    points[4].end = SVG_NOT_SHOWN;
    svg = BUF_INIT;
    draw_trend(points, 6, &svg);
    /* w1-w2, w3-w4, and w6 alone */
    assert_int_equal(count_of(&svg, "class=\"line\""), 2);
    assert_int_equal(count_of(&svg, "class=\"band\""), 2);
    assert_int_equal(count_of(&svg, ">another version<"), 1);
    assert_int_equal(count_of(&svg, "-hatch)"), 1);
    assert_int_equal(count_of(&svg, "class=\"dot\""), 5);
    assert_non_null(strstr(buf_text(&svg),
                           "w5: not shown, to protect people in small groups"));
    buf_free(&svg);
}

static void waves_stand_in_proportion_to_time_or_evenly(void **state)
{
    (void)state;
    struct svg_trend_point points[] = {wave("w1", 0, 400), wave("w2", 30, 450),
                                       wave("w3", 100, 500)};
    struct buf svg = BUF_INIT;
    draw_trend(points, 3, &svg);
    /* 56..366: a third at 30 %, 149 */
    assert_non_null(strstr(buf_text(&svg), "cx=\"149.0\""));
    buf_free(&svg);
    points[1].when = 2; /* would fall together with the first */
    svg = BUF_INIT;
    draw_trend(points, 3, &svg);
    assert_non_null(strstr(buf_text(&svg), "cx=\"211.0\""));
    buf_free(&svg);
}

static void a_cut_end_of_a_wave_points_up_or_down(void **state)
{
    (void)state;
    struct svg_trend_point point = wave("w1", 0, 500);
    struct buf svg = BUF_INIT;
    point.end = SVG_AT_LEAST;
    point.has_interval = false;
    draw_trend(&point, 1, &svg);
    /* the middle of 24..214 is 119 */
    assert_non_null(strstr(buf_text(&svg),
                           "points=\"205.0,119.0 211.0,108.0 217.0,119.0\""));
    assert_int_equal(count_of(&svg, "class=\"line\""), 0);
    buf_free(&svg);
}

static void a_chart_has_a_name_and_a_description(void **state)
{
    (void)state;
    const struct svg_interval_row row = {"A", "47", SVG_EXACT, 470,      false,
                                         0,   0,    false,     SVG_PLAIN};
    struct buf svg = BUF_INIT;
    draw(&row, 1, &svg);
    const char *text = buf_text(&svg);
    assert_non_null(strstr(text, "role=\"img\""));
    assert_non_null(strstr(text, "aria-labelledby=\"work-title work-desc\""));
    assert_non_null(
        strstr(text, "<title id=\"work-title\">Work burnout, by unit</title>"));
    assert_non_null(
        strstr(text, "<desc id=\"work-desc\">A dot for each unit.</desc>"));
    assert_null(strstr(text, "style="));
    assert_null(strstr(text, "<script"));
    buf_free(&svg);
}

static void a_label_is_never_markup(void **state)
{
    (void)state;
    const struct svg_interval_row row = {"<script>alert(1)</script>\"'&",
                                         "47<",
                                         SVG_EXACT,
                                         470,
                                         false,
                                         0,
                                         0,
                                         false,
                                         SVG_PLAIN};
    struct buf svg = BUF_INIT;
    draw(&row, 1, &svg);
    assert_well_formed(&svg);
    assert_null(strstr(buf_text(&svg), "<script"));
    assert_non_null(strstr(buf_text(&svg), "&lt;script&gt;"));
    buf_free(&svg);
}

static void a_long_label_is_cut_between_characters(void **state)
{
    (void)state;
    const struct svg_interval_row row = {
        "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3"
        "\xa9\xc3\xa9 and very many other words that do not fit here",
        "47",
        SVG_EXACT,
        470,
        false,
        0,
        0,
        false,
        SVG_PLAIN};
    struct buf svg = BUF_INIT;
    draw(&row, 1, &svg);
    assert_true(encode_is_utf8(svg.data, svg.len));
    /* as wide as there is room; whole in the row's title */
    assert_int_equal(
        count_of(&svg, " and very many other words that\xe2\x80\xa6</text>"),
        1);
    assert_int_equal(count_of(&svg, "that do not fit here: 47</title>"), 1);
    buf_free(&svg);
}

static void a_long_value_leaves_less_room_for_its_label(void **state)
{
    (void)state;
    const struct svg_interval_row row = {
        "Anesthesiology, Perioperative and Pain Medicine",
        "59 % (107 of 182)",
        SVG_EXACT,
        590,
        false,
        0,
        0,
        false,
        SVG_PLAIN};
    struct buf svg = BUF_INIT;
    draw(&row, 1, &svg);
    assert_int_equal(
        count_of(&svg, ">Anesthesiology, Perioperative a\xe2\x80\xa6</text>"),
        1);
    buf_free(&svg);
}

static void what_lies_outside_the_axis_is_drawn_at_its_edge(void **state)
{
    (void)state;
    const struct svg_interval_row row = {"A", "2",  SVG_EXACT, 20,       true,
                                         -40, 1200, false,     SVG_PLAIN};
    struct buf svg = BUF_INIT;
    draw(&row, 1, &svg);
    assert_non_null(strstr(buf_text(&svg), "d=\"M8.0 "));
    assert_non_null(strstr(buf_text(&svg), "H392.0M8.0 "));
    buf_free(&svg);
}

static void a_long_chart_has_its_axis_twice(void **state)
{
    (void)state;
    struct svg_interval_row rows[11];
    for (size_t i = 0; i < 11; i++)
        rows[i] = (struct svg_interval_row){
            "A", "47", SVG_EXACT, 470, false, 0, 0, false, SVG_PLAIN};
    struct buf svg = BUF_INIT;
    draw(rows, 10, &svg);
    assert_int_equal(count_of(&svg, ">75</text>"), 1);
    buf_clear(&svg);
    draw(rows, 11, &svg);
    assert_int_equal(count_of(&svg, ">75</text>"), 2);
    buf_free(&svg);
}

static void bars_start_where_the_axis_starts(void **state)
{
    (void)state;
    const struct svg_bar_row rows[] = {
        {"Answered", "60 %", true, 600, false},
        {"Everywhere", "50 %", true, 500, true},
        {"Nobody", "0 %", true, 0, false},
        {"Small", NULL, false, 900, false},
    };
    const struct svg_bar_chart chart = {
        .id = "response",
        .title = "Six of ten answered",
        .description = "A bar for each.",
        .axis = {0, 1000, "percent", ticks, 5, NULL, 0},
        .rows = rows,
        .row_count = 4};
    struct buf svg = BUF_INIT;
    assert_int_equal(svg_bars(set, &chart, &svg), ERR_OK);
    assert_well_formed(&svg);
    assert_int_equal(count_of(&svg, "class=\"bar\""), 2);
    assert_int_equal(count_of(&svg, "class=\"bar-quiet\""), 1);
    assert_non_null(strstr(buf_text(&svg), "width=\"230.4\"")); /* 0.6 * 384 */
    assert_non_null(strstr(buf_text(&svg), "width=\"192.0\""));
    assert_non_null(strstr(buf_text(&svg), "width=\"0.0\""));
    assert_int_equal(count_of(&svg, "url(#response-hatch)"), 1);
    assert_null(strstr(buf_text(&svg), "width=\"345.6\"")); /* not shown */
    buf_free(&svg);
}

static void charts_that_cannot_be_drawn_are_refused(void **state)
{
    (void)state;
    const struct svg_interval_row row = {"A", "47", SVG_EXACT, 470,      false,
                                         0,   0,    false,     SVG_PLAIN};
    struct buf svg = BUF_INIT;
    struct svg_interval_chart chart = chart_of(&row, 0);
    assert_int_equal(svg_interval(set, &chart, &svg), ERR_RANGE);
    chart = chart_of(&row, 1);
    chart.axis.high = 0;
    assert_int_equal(svg_interval(set, &chart, &svg), ERR_RANGE);
    chart = chart_of(&row, 1);
    chart.id = "a\"b";
    assert_int_equal(svg_interval(set, &chart, &svg), ERR_RANGE);
    chart.id = "";
    assert_int_equal(svg_interval(set, &chart, &svg), ERR_RANGE);
    assert_int_equal(svg.len, 0);
    buf_free(&svg);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_has_the_mark_of_what_is_known),
        cmocka_unit_test(
            a_row_that_stands_apart_is_a_diamond_and_has_its_class),
        cmocka_unit_test(no_line_and_no_band_crosses_a_break_or_a_hidden_wave),
        cmocka_unit_test(waves_stand_in_proportion_to_time_or_evenly),
        cmocka_unit_test(a_cut_end_of_a_wave_points_up_or_down),
        cmocka_unit_test(a_chart_has_a_name_and_a_description),
        cmocka_unit_test(a_label_is_never_markup),
        cmocka_unit_test(a_long_label_is_cut_between_characters),
        cmocka_unit_test(a_long_value_leaves_less_room_for_its_label),
        cmocka_unit_test(what_lies_outside_the_axis_is_drawn_at_its_edge),
        cmocka_unit_test(a_long_chart_has_its_axis_twice),
        cmocka_unit_test(bars_start_where_the_axis_starts),
        cmocka_unit_test(charts_that_cannot_be_drawn_are_refused),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
