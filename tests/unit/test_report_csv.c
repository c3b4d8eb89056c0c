/* The release as a table: RFC 4180, no formula, every figure as released. */
#include "release_wave.h"

#include "report/csv.h"

#define COLUMNS 21
#define HEADER                                                                 \
    "group,level,department,name,roster,n,scale,area,valid,mean,half_width,"   \
    "above,above_n,shown,precision,version,cutoff,wave,closed,survey,"         \
    "survey_version\r\n"
#define HIDDEN "\"not shown, to protect people in small groups\""

static struct wave w;

static int begin(void **state)
{
    (void)state;
    wave_begin(&w);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M1", 60), 31);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M2", 20), 12);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M3", 9), 3);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M4", 9), 2);
    wave_put_many(&w, wave_unit(&w, "Urology", "U1", 10), 3);
    return 0;
}

static int end(void **state)
{
    (void)state;
    wave_end(&w);
    return 0;
}

static void assert_cell(const char *text, const char *expected)
{
    struct buf out = BUF_INIT;
    report_csv_cell(&out, text);
    assert_string_equal(buf_text(&out), expected);
    buf_free(&out);
}

static void cells_are_quoted_as_rfc_4180_asks(void **state)
{
    (void)state;
    assert_cell("", "");
    assert_cell("Internal Medicine", "Internal Medicine");
    assert_cell("Obstetrics, Gynecology", "\"Obstetrics, Gynecology\"");
    assert_cell("The \"Main\" site", "\"The \"\"Main\"\" site\"");
    assert_cell("two\nlines", "\"two\nlines\"");
    assert_cell("P\xc3\xa9"
                "diatrie",
                "P\xc3\xa9"
                "diatrie");
}

static void no_cell_is_a_formula(void **state)
{
    (void)state;
    assert_cell("=1+1", "'=1+1");
    assert_cell("+1 555", "'+1 555");
    assert_cell("-cmd", "'-cmd");
    assert_cell("-1+1", "'-1+1");
    assert_cell("--1", "'--1");
    assert_cell("-", "'-");
    assert_cell("@SUM(A1)", "'@SUM(A1)");
    assert_cell("\t=1", "'\t=1");
    assert_cell("\r=1", "\"'\r=1\"");
    assert_cell("=HYPERLINK(\"x\",\"y\")",
                "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

static void figures_are_left_as_they_are(void **state)
{
    (void)state;
    static const char *const texts[] = {">=69", "<=30", "~49.5", "47",
                                        "46.3", "-5",   "-0.5",  "0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_cell(texts[i], texts[i]);
}

/* Every line has all columns; quotes may hold commas and line ends. */
static size_t count_rows(const char *csv)
{
    size_t rows = 0;
    size_t commas = 0;
    bool quoted = false;
    for (const char *p = csv; *p != '\0'; p++) {
        if (*p == '"')
            quoted = !quoted;
        if (quoted || (*p != ',' && *p != '\r'))
            continue;
        commas += *p == ',' ? 1 : 0;
        if (*p == ',')
            continue;
        assert_int_equal(p[1], '\n');
        assert_int_equal(commas, COLUMNS - 1);
        commas = 0;
        rows++;
    }
    assert_false(quoted);
    assert_int_equal(commas, 0);
    return rows;
}

static void there_is_a_row_for_each_group_and_measure(void **state)
{
    (void)state;
    struct published_release *r = wave_published(&w);
    struct buf out = BUF_INIT;
    assert_int_equal(report_csv_release(r, &out), ERR_OK);
    assert_int_equal(strncmp(buf_text(&out), HEADER, strlen(HEADER)), 0);
    assert_int_equal(count_rows(buf_text(&out)),
                     1 + r->group_count * (r->scale_count + r->area_count));
    buf_free(&out);
    published_free(r);
}

static void assert_has(const struct buf *out, const char *line)
{
    if (strstr(buf_text(out), line) == NULL)
        fail_msg("no line %s in\n%s", line, buf_text(out));
}

static void a_row_holds_what_the_release_prints(void **state)
{
    (void)state;
    struct published_release *r = wave_published(&w);
    struct buf out = BUF_INIT;
    assert_int_equal(report_csv_release(r, &out), ERR_OK);
    const struct published_group *g = &r->groups[published_unit_find(r, "M1")];
    const struct published_figure *f =
        &g->figures[published_scale_find(r, "one")];
    assert_true(f->has_half_width);
    assert_non_null(f->above.text);
    char line[300];
    (void)snprintf(line, sizeof line,
                   "\r\nunit:M1,unit,Medicine,Program M1,60,31,one,,31,%s,%u,"
                   "%s,31,yes,,1,50,2026-fall,2026-12-15,release-test,1.0\r\n",
                   f->mean.text, f->half_width, f->above.text);
    assert_has(&out, line);
    assert_has(&out,
               "\r\nunit:M1,unit,Medicine,Program M1,60,31,rare,,,,,,," HIDDEN
               ",,1,5 10 15,2026-fall,");
    assert_has(&out, "\r\nunit:U1,unit,Urology,Program U1,10,,one,,,,,,," HIDDEN
                     ",,1,50,");
    (void)snprintf(line, sizeof line,
                   "\r\nunit:M1,unit,Medicine,Program M1,60,31,,mentorship,,%s,"
                   ",,,yes,,,,",
                   g->areas[published_area_find(r, "mentorship")].text);
    assert_has(&out, line);
    assert_has(&out, "\r\ninst,institution,,Test Hospital,108,48,one,,48,");
    assert_has(&out, ",low,1,50,"); /* M2 has twelve */
    buf_free(&out);
    published_free(r);
}

/* Nothing of a group that is not shown, but that it is there. */
static void a_group_that_is_not_shown_has_no_figure(void **state)
{
    (void)state;
    struct published_release *r = wave_published(&w);
    struct buf out = BUF_INIT;
    assert_int_equal(report_csv_unit(r, published_unit_find(r, "U1"), &out),
                     ERR_OK);
    const char *at = strstr(buf_text(&out), "\r\nunit:U1");
    assert_non_null(at);
    for (size_t i = 0; i < r->scale_count; i++) {
        assert_int_equal(
            strncmp(at, "\r\nunit:U1,unit,Urology,Program U1,10,,", 38), 0);
        assert_non_null(strstr(at, ",,,,,,," HIDDEN));
        at = strstr(at + 2, "\r\n");
        assert_non_null(at);
    }
    buf_free(&out);
    published_free(r);
}

static size_t count(const struct buf *out, const char *text)
{
    size_t found = 0;
    for (const char *p = buf_text(out); (p = strstr(p, text)) != NULL; p++)
        found++;
    return found;
}

static void a_unit_comes_with_what_it_is_compared_with(void **state)
{
    (void)state;
    struct published_release *r = wave_published(&w);
    size_t each = r->scale_count + r->area_count;
    struct buf out = BUF_INIT;
    assert_int_equal(report_csv_unit(r, published_unit_find(r, "M1"), &out),
                     ERR_OK);
    assert_int_equal(count_rows(buf_text(&out)), 1 + 3 * each);
    assert_int_equal(count(&out, "\r\nunit:M1,"), each);
    assert_int_equal(count(&out, "\r\ndept:medicine,"), each);
    assert_int_equal(count(&out, "\r\ninst,"), each);
    buf_clear(&out);
    /* One that is counted in a pool comes with the pool. */
    assert_int_equal(report_csv_unit(r, published_unit_find(r, "M3"), &out),
                     ERR_OK);
    assert_int_equal(count(&out, "\r\npool:medicine,"), each);
    assert_int_equal(count(&out, "\r\nunit:M3,"), each);
    assert_int_equal(count(&out, "\r\nunit:M1,"), 0);
    buf_clear(&out);
    assert_int_equal(report_csv_unit(r, 0, &out), ERR_OK);
    assert_int_equal(count_rows(buf_text(&out)), 1 + each);
    buf_clear(&out);
    size_t medicine = published_group_find(r, "dept:medicine");
    assert_int_equal(report_csv_unit(r, medicine, &out), ERR_OK);
    assert_int_equal(count_rows(buf_text(&out)), 1 + 2 * each);
    buf_clear(&out);
    assert_int_equal(report_csv_unit(r, r->group_count, &out), ERR_NOT_FOUND);
    assert_int_equal(out.len, 0);
    buf_free(&out);
    published_free(r);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
#define FRESH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_quoted_as_rfc_4180_asks),
        cmocka_unit_test(no_cell_is_a_formula),
        cmocka_unit_test(figures_are_left_as_they_are),
        FRESH(there_is_a_row_for_each_group_and_measure),
        FRESH(a_row_holds_what_the_release_prints),
        FRESH(a_group_that_is_not_shown_has_no_figure),
        FRESH(a_unit_comes_with_what_it_is_compared_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
