/* What goes on paper and on slides: summaries, documents, PDF. */
#include "release_wave.h"

#include "report/pdf.h"
#include "report/pdf_inside.h"
#include "report/release_print.h"
#include "report/slide.h"
#include "report/summary.h"

static struct wave w;
static struct published_release *release;
static struct report_view view;
static struct render_set *set;

static void load_charts(void)
{
    struct err_note note = {""};
    if (render_set_load("templates", &set, &note) != ERR_OK ||
        render_set_declare(set, svg_forms, svg_form_count, &note) != ERR_OK ||
        render_set_declare(set, slide_forms, slide_form_count, &note) != ERR_OK)
        fail_msg("%s", note.text);
}

static int begin(void **state)
{
    (void)state;
    static char title[] = "A test of summaries";
    struct err_note note = {""};
    wave_begin(&w);
    w.m.title = title;
    wave_put_many(&w, wave_unit(&w, "Medicine", "M1", 60), 31);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M2", 20), 12);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M3", 9), 3);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M4", 9), 2);
    wave_put_many(&w, wave_unit(&w, "Urology", "U1", 10), 3);
    struct buf json = wave_release(&w);
    if (published_parse(json.data, json.len, &release, &note) != ERR_OK)
        fail_msg("%s", note.text);
    buf_free(&json);
    assert_int_equal(report_view_init(release, w.survey, &view), ERR_OK);
    load_charts();
    return 0;
}

static int end(void **state)
{
    (void)state;
    report_view_wipe(&view);
    published_free(release);
    render_set_free(set);
    wave_end(&w);
    return 0;
}

static struct summary *summary_of(size_t unit,
                                  const struct summary_mandate *mandate)
{
    struct report_trend_wave now = {{release, &w.m}, 0};
    struct summary_request request = {.view = &view,
                                      .manifest = &w.m,
                                      .unit = &w.groups[unit],
                                      .waves = &now,
                                      .wave_count = 1,
                                      .mandate = mandate};
    struct summary *s = NULL;
    assert_int_equal(summary_new(&request, &s), ERR_OK);
    return s;
}

static struct document *document_of(size_t unit,
                                    const struct summary_mandate *mandate)
{
    struct summary *s = summary_of(unit, mandate);
    struct document *d = NULL;
    assert_int_equal(summary_document(set, s, &d), ERR_OK);
    summary_free(s);
    return d;
}

/* How often a text stands in a document's paragraphs and cells. */
static size_t count_text(const struct document *d, const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i < d->count; i++) {
        const struct document_block *b = &d->blocks[i];
        n += b->kind == DOCUMENT_PARAGRAPH && strstr(b->text, text) != NULL;
        for (size_t c = 0; c < b->cell_count; c++)
            n += strstr(b->cells[c].text, text) != NULL ||
                 (b->cells[c].under != NULL &&
                  strstr(b->cells[c].under, text) != NULL);
    }
    return n;
}

static struct buf pdf_of(const struct document *d)
{
    struct buf pdf = BUF_INIT;
    assert_int_equal(pdf_write(d, &pdf), ERR_OK);
    assert_memory_equal(pdf.data, "%PDF-", 5);
    return pdf;
}

/* --- summaries ------------------------------------------------------------ */

static void a_unit_that_is_shown_stands_for_itself(void **state)
{
    (void)state;
    struct summary *s = summary_of(0, NULL);
    assert_int_equal(s->row, s->group);
    assert_string_equal(s->reason, "");
    assert_int_equal(s->column_count, 3 + 0);
    assert_non_null(strstr(s->response, "31 of 60 people answered (52 %)"));
    for (size_t i = 0; i < s->outcome_count; i++)
        assert_true(s->outcomes[i].compared);
    summary_free(s);
}

static void a_unit_below_k_takes_the_row_of_its_pool(void **state)
{
    (void)state;
    struct summary *s = summary_of(2, NULL);
    assert_int_not_equal(s->row, s->group);
    assert_int_equal(release->groups[s->row].level, PUBLISHED_POOL);
    assert_non_null(strstr(s->reason, "is counted in the row “Other programs "
                                      "in Medicine”, because fewer than 5"));
    assert_null(strstr(s->response, "3 of 9"));
    for (size_t i = 0; i < s->outcome_count; i++)
        assert_false(s->outcomes[i].compared);
    summary_free(s);
}

static void a_unit_that_nobody_counts_shows_nothing(void **state)
{
    (void)state;
    struct summary *s = summary_of(4, NULL);
    assert_int_equal(s->row, PUBLISHED_NONE);
    assert_non_null(strstr(s->reason, "Nothing is shown for Program U1"));
    struct document *d = document_of(4, NULL);
    assert_true(count_text(d, "not shown") > 0);
    struct buf pdf = pdf_of(d);
    buf_free(&pdf);
    document_free(d);
    summary_free(s);
}

static void a_difference_is_said_with_its_interval_and_its_direction(
    void **state)
{
    (void)state;
    struct summary *s = summary_of(0, NULL);
    for (size_t i = 0; i < s->outcome_count; i++) {
        const struct summary_outcome *o = &s->outcomes[i];
        bool higher = o->contrast.difference.value >= 0;
        assert_non_null(strstr(o->words, o->scale->title));
        assert_non_null(strstr(o->words, higher ? "higher" : "lower"));
        assert_non_null(strstr(o->words, "95 % interval"));
        assert_int_equal(strstr(o->words, "no difference") == NULL,
                         o->contrast.differs);
    }
    summary_free(s);
}

static void what_the_program_does_stands_beside_what_trainees_say(void **state)
{
    (void)state;
    static const struct summary_check checks[] = {
        {"mentorship", "Mentorship", "Partly", "Handbook, page 4",
         "2026-11-02, by maria"},
        {"none_of_ours", "Another", "No", "", ""}};
    static const struct summary_plan plans[] = {
        {"Hours", "Night float", "", "Dr Lee", "2027-03-01", true, "Running"}};
    static const struct summary_plan shared[] = {{"Hours", "Jeopardy pool",
                                                  "Program X", "", "", false,
                                                  "Done: it helped"}};
    const struct summary_mandate mandate = {checks, 2, plans, 1, shared, 1};
    struct document *d = document_of(0, &mandate);
    static const char *const texts[] = {"What is in place",
                                        "Handbook, page 4",
                                        "This unit's plan",
                                        "Dr Lee",
                                        "2027-03-01",
                                        "What helped elsewhere",
                                        "Jeopardy pool",
                                        "Program X",
                                        "overdue",
                                        "not asked",
                                        "beside what trainees say"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(count_text(d, texts[i]) > 0);
    struct buf pdf = pdf_of(d);
    buf_free(&pdf);
    document_free(d);

    const struct summary_mandate nothing = {NULL, 0, NULL, 0, NULL, 0};
    d = document_of(0, &nothing);
    assert_int_equal(count_text(d, "What is in place"), 0);
    assert_int_equal(count_text(d, "What helped elsewhere"), 0);
    assert_true(count_text(d, "No plan has been written down yet") > 0);
    document_free(d);
}

/* --- paper ---------------------------------------------------------------- */

static const struct document_head head = {"Title", "Author", "Subject",
                                          "2026-12-15", "Foot"};

static size_t count_pages(const struct buf *pdf)
{
    static const char mark[] = "/Type /Page ";
    size_t n = 0;
    for (size_t i = 0; i + sizeof mark < pdf->len; i++)
        n += memcmp(pdf->data + i, mark, sizeof mark - 1) == 0;
    return n;
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    (void)state;
    struct document *a = document_of(0, NULL);
    struct document *b = document_of(0, NULL);
    struct buf first = pdf_of(a);
    struct buf second = pdf_of(b);
    uint8_t digests[2][DOCUMENT_DIGEST_SIZE];
    document_digest(a, digests[0]);
    document_digest(b, digests[1]);
    assert_memory_equal(digests[0], digests[1], DOCUMENT_DIGEST_SIZE);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    document_put(b, DOCUMENT_NOTE, "one more word");
    document_digest(b, digests[1]);
    assert_memory_not_equal(digests[0], digests[1], DOCUMENT_DIGEST_SIZE);
    buf_free(&first);
    buf_free(&second);
    document_free(a);
    document_free(b);
}

static void a_long_table_goes_on_over_pages(void **state)
{
    (void)state;
    static const struct document_column columns[] = {{"Name", 60, false},
                                                     {"Value", 40, true}};
    struct document *d = document_new(&head);
    document_put(d, DOCUMENT_TITLE, "Many rows");
    document_table(d, columns, 2);
    for (int i = 0; i < 200; i++) {
        document_cell(d, "A name that takes its place", "and a second line",
                      true);
        document_cell(d, "47", NULL, false);
    }
    assert_int_equal(document_check(d), ERR_OK);
    struct buf pdf = pdf_of(d);
    assert_in_range(count_pages(&pdf), 4, 12);
    buf_free(&pdf);
    document_free(d);
}

/* Pages of so many lines, and of so many that are to begin a page. */
static size_t pages_of(size_t lines, size_t more)
{
    struct document *d = document_new(&head);
    for (size_t i = 0; i < lines + more; i++) {
        if (i == lines)
            document_page(d);
        document_put(d, DOCUMENT_TEXT, "A line");
    }
    assert_int_equal(document_check(d), ERR_OK);
    struct buf pdf = pdf_of(d);
    size_t pages = count_pages(&pdf);
    buf_free(&pdf);
    document_free(d);
    return pages;
}

/* How many lines stand on PAGES pages with MORE that are to begin one. */
static size_t most_lines(size_t pages, size_t more)
{
    size_t n = 20;
    while (pages_of(n + 1, more) <= pages)
        n++;
    return n;
}

static void a_few_lines_get_no_page_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(pages_of(10, 10), 2);
    const size_t alone = most_lines(1, 0);
    /* What one page had no room for, up to a third of the next, and then what
     * would have begun a page. Alone, text that is hardly smaller has room for
     * one line of twenty more. */
    const size_t followed = most_lines(2, 20);
    assert_in_range(followed * 100 / alone, 120, 130);
    assert_int_equal(pages_of(followed + 1, 20), 3);
}

static void a_group_is_not_left_without_its_first_row(void **state)
{
    (void)state;
    static const struct document_column columns[] = {{"Name", 100, false}};
    struct document *d = document_new(&head);
    struct pdf_lines lines;
    RsvgHandle *pictures[2] = {NULL, NULL};
    document_table(d, columns, 1);
    document_cell(d, "Medicine", NULL, true);
    document_cell_indented(d, "Cardiology");
    document_cell_indented(d, "Nephrology");
    document_cell(d, "Urology", NULL, true);
    PangoContext *context =
        pango_font_map_create_context(pango_cairo_font_map_get_default());
    assert_int_equal(pdf_lines_make(d, context, pictures, 1, &lines), ERR_OK);
    assert_true(lines.count >= 5);
    assert_true(lines.list[1].keep >= lines.list[2].height);
    for (size_t i = 2; i < 5; i++)
        assert_true(lines.list[i].keep <= 0);
    pdf_lines_wipe(&lines);
    g_object_unref(context);
    document_free(d);
}

static void a_picture_that_is_none_is_refused(void **state)
{
    (void)state;
    struct document *d = document_new(&head);
    struct buf svg = BUF_INIT;
    struct buf pdf = BUF_INIT;
    buf_put_text(&svg, "<svg><broken");
    document_picture(d, "Nothing", &svg, 6);
    assert_int_equal(pdf_write(d, &pdf), ERR_FORMAT);
    buf_free(&svg);
    buf_free(&pdf);
    document_free(d);
}

static void a_whole_release_fits_on_paper(void **state)
{
    (void)state;
    struct document *d = NULL;
    assert_int_equal(release_document(set, &view, "A test", &d), ERR_OK);
    struct buf pdf = pdf_of(d);
    assert_true(count_pages(&pdf) >= 2);
    buf_free(&pdf);
    document_free(d);
}

static void fonts_are_there(void **state)
{
    (void)state;
    assert_int_equal(pdf_start(), ERR_OK);
}

/* --- slides --------------------------------------------------------------- */

static void a_slide_carries_title_n_note_and_source(void **state)
{
    (void)state;
    char title[SUMMARY_WORDS_SIZE];
    struct summary *s = summary_of(0, NULL);
    struct buf chart = BUF_INIT;
    struct buf svg = BUF_INIT;
    struct buf png = BUF_INIT;
    assert_int_equal(summary_chart(set, s, title, &chart), ERR_OK);
    const struct slide slide = {
        .title = "A title that is longer than one line of a slide & would "
                 "run over its edge if nobody broke it",
        .n = "31 of 60 people answered",
        .note = "How to read it",
        .source = "Release SHA-256"};
    assert_int_equal(slide_svg(set, &slide, &chart, &svg), ERR_OK);
    static const char *const texts[] = {">31 of 60 people answered<",
                                        ">How to read it<", ">Release SHA-256<",
                                        "slide &amp; ", "id=\"chart-rest"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_non_null(strstr(buf_text(&svg), texts[i]));
    assert_null(strstr(buf_text(&svg), "edge if nobody broke it</text>\n<text "
                                       "x=\"40\" y=\"60\""));
    assert_int_equal(slide_png(&svg, &png), ERR_OK);
    assert_memory_equal(png.data, "\x89PNG\r\n", 6);
    buf_clear(&png);
    assert_int_equal(slide_png(&png, &svg), ERR_FORMAT);
    buf_free(&chart);
    buf_free(&svg);
    buf_free(&png);
    summary_free(s);
}

int main(void)
{
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_that_is_shown_stands_for_itself),
        cmocka_unit_test(a_unit_below_k_takes_the_row_of_its_pool),
        cmocka_unit_test(a_unit_that_nobody_counts_shows_nothing),
        cmocka_unit_test(
            a_difference_is_said_with_its_interval_and_its_direction),
        cmocka_unit_test(what_the_program_does_stands_beside_what_trainees_say),
        cmocka_unit_test(the_same_document_gives_the_same_bytes),
        cmocka_unit_test(a_long_table_goes_on_over_pages),
        cmocka_unit_test(a_few_lines_get_no_page_of_their_own),
        cmocka_unit_test(a_group_is_not_left_without_its_first_row),
        cmocka_unit_test(a_picture_that_is_none_is_refused),
        cmocka_unit_test(a_whole_release_fits_on_paper),
        cmocka_unit_test(fonts_are_there),
        cmocka_unit_test(a_slide_carries_title_n_note_and_source),
    };
    return cmocka_run_group_tests_name("report_print", tests, begin, end);
}
