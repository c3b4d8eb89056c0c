/* render: every way in which a template can be wrong is an error at the start,
 * and what comes from outside is escaped by its place. */
#include "render/template.h"

#include "base/file.h"
#include "temp_dir.h"

#include <sys/stat.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define HTML "{{%AUTOESCAPE context=\"HTML\"}}\n"

static void put_file(const struct temp_dir *dir, const char *name,
                     const char *text)
{
    struct file_path path = temp_dir_file(dir, name);
    assert_int_equal(file_write(path.s, text, strlen(text), 0600, NULL),
                     ERR_OK);
}

static enum err load_one(const char *text, struct render_set **out_set,
                         struct err_note *note)
{
    struct temp_dir dir = temp_dir_make();
    put_file(&dir, "page.tpl", text);
    enum err e = render_set_load(dir.path, out_set, note);
    temp_dir_remove(&dir);
    return e;
}

static const struct render_field fields[] = {{"NAME", RENDER_TEXT},
                                             {"CHART", RENDER_MARKUP},
                                             {"ROW", RENDER_SECTION},
                                             {"CELL", RENDER_TEXT},
                                             {NULL, RENDER_TEXT}};

#define WHOLE                                                                  \
    HTML "<p title=\"{{NAME}}\">{{NAME}}</p>{{CHART:none}}"                    \
         "{{#ROW}}<i>{{CELL}} {{NAME}}</i>{{/ROW}}"

static enum err declare(struct render_set *set, const struct render_field *f,
                        struct err_note *note)
{
    const struct render_form form = {"page.tpl", f, NULL};
    const struct render_form *const forms[] = {&form};
    return render_set_declare(set, forms, 1, note);
}

static struct render_set *load_whole(void)
{
    struct render_set *set = NULL;
    assert_int_equal(load_one(WHOLE, &set, NULL), ERR_OK);
    assert_int_equal(declare(set, fields, NULL), ERR_OK);
    return set;
}

static void a_text_is_escaped_by_its_place(void **state)
{
    (void)state;
    struct render_set *set = load_whole();
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    render_put_text(page, "NAME", "\"><script>alert('x')</script>");
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_OK);
    assert_null(strstr(buf_text(&out), "<script>"));
    assert_null(strstr(buf_text(&out), "title=\"\">"));
    assert_non_null(strstr(buf_text(&out), "&lt;script&gt;"));
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void lines_that_people_typed_stay_lines_and_are_escaped(void **state)
{
    (void)state;
    static const struct render_field name[] = {{"NAME", RENDER_TEXT},
                                               {NULL, RENDER_TEXT}};
    struct render_set *set = NULL;
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    assert_int_equal(
        load_one(HTML "<textarea>{{NAME:pre_escape}}</textarea>", &set, NULL),
        ERR_OK);
    assert_int_equal(declare(set, name, NULL), ERR_OK);
    render_put_text(page, "NAME", "one\ntwo</textarea><script>\"'&");
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_OK);
    assert_string_equal(buf_text(&out),
                        "<textarea>one\ntwo&lt;/textarea&gt;&lt;script&gt;"
                        "&quot;&#39;&amp;</textarea>");
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void a_link_cannot_run_a_script(void **state)
{
    (void)state;
    static const struct render_field url[] = {{"URL", RENDER_TEXT},
                                              {NULL, RENDER_TEXT}};
    struct render_set *set = NULL;
    assert_int_equal(load_one(HTML "<a href=\"{{URL}}\">x</a>", &set, NULL),
                     ERR_OK);
    assert_int_equal(declare(set, url, NULL), ERR_OK);
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    render_put_text(page, "URL", "javascript:alert(1)");
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_OK);
    assert_null(strstr(buf_text(&out), "javascript:"));
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void markup_of_our_own_stays_as_it_is(void **state)
{
    (void)state;
    struct render_set *set = load_whole();
    struct render_dict *page = render_dict_new();
    struct buf svg = BUF_INIT;
    struct buf out = BUF_INIT;
    buf_put_text(&svg, "<svg></svg>");
    render_put_markup(page, "CHART", &svg);
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_OK);
    assert_non_null(strstr(buf_text(&out), "<svg></svg>"));
    buf_free(&svg);
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void a_section_repeats_and_sees_its_parents_values(void **state)
{
    (void)state;
    struct render_set *set = load_whole();
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    render_put_text(page, "NAME", "all");
    render_put_int(render_add(page, "ROW"), "CELL", -1);
    struct render_dict *second = render_add(page, "ROW");
    render_put_format(second, "CELL", "%d of %d", 2, 3);
    render_put_text(second, "NAME", "own");
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_OK);
    assert_non_null(strstr(buf_text(&out), "<i>-1 all</i><i>2 of 3 own</i>"));
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void a_value_that_is_not_declared_is_an_error(void **state)
{
    (void)state;
    struct render_set *set = load_whole();
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    render_put_text(page, "NAMEE", "typo");
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_STATE);
    assert_int_equal(out.len, 0);
    render_dict_free(page);
    page = render_dict_new();
    render_put_text(page, "CHART", "<b>a text where markup belongs</b>");
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_STATE);
    assert_int_equal(out.len, 0);
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void a_template_without_the_pragma_is_refused(void **state)
{
    (void)state;
    struct render_set *set = NULL;
    struct err_note note = {""};
    assert_int_equal(load_one("<p>{{NAME}}</p>", &set, &note), ERR_FORMAT);
    assert_non_null(strstr(note.text, "page.tpl"));
    assert_int_equal(
        load_one("{{%AUTOESCAPE context=\"MANUAL\"}}<p>{{NAME}}</p>", &set,
                 &note),
        ERR_FORMAT);
    assert_null(set);
}

static void a_broken_template_is_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {
        HTML "{{NAME",
        HTML "{{NAME:h}}",
        HTML "{{=| |=}}",
    };
    static const struct {
        const char *text;
        const struct render_field fields[2];
    } unparsable[] = {
        {HTML "{{#ROW}}never closed", {{"ROW", RENDER_SECTION}}},
        {HTML "<p {{NAME}}>in a tag's name</p <{{NAME}}>",
         {{"NAME", RENDER_TEXT}}},
    };
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct render_set *set = NULL;
        struct err_note note = {""};
        assert_int_equal(load_one(broken[i], &set, &note), ERR_FORMAT);
        assert_non_null(strstr(note.text, "page.tpl"));
        assert_null(set);
    }
    for (size_t i = 0; i < sizeof unparsable / sizeof unparsable[0]; i++) {
        struct render_set *set = NULL;
        struct err_note note = {""};
        assert_int_equal(load_one(unparsable[i].text, &set, NULL), ERR_OK);
        assert_int_equal(declare(set, unparsable[i].fields, &note), ERR_FORMAT);
        assert_non_null(strstr(note.text, "page.tpl: cannot be parsed"));
        render_set_free(set);
    }
}

static void a_missing_folder_or_part_is_named(void **state)
{
    (void)state;
    struct render_set *set = NULL;
    struct err_note note = {""};
    assert_int_equal(render_set_load("/nonexistent", &set, &note),
                     ERR_NOT_FOUND);
    assert_non_null(strstr(note.text, "/nonexistent"));
    assert_int_equal(load_one(HTML "{{>HEAD}}", &set, &note), ERR_NOT_FOUND);
    assert_non_null(strstr(note.text, "head.tpl"));
    assert_int_equal(load_one(HTML "{{>PAGE}}", &set, &note), ERR_FORMAT);
    assert_non_null(strstr(note.text, "includes itself"));
}

static void a_part_stands_in_its_page(void **state)
{
    (void)state;
    static const struct render_field name[] = {{"NAME", RENDER_TEXT},
                                               {NULL, RENDER_TEXT}};
    struct temp_dir dir = temp_dir_make();
    put_file(&dir, "page.tpl", HTML "<a title=\"{{>PART}}\">x</a>");
    put_file(&dir, "part.tpl", HTML "is {{NAME}}");
    struct render_set *set = NULL;
    assert_int_equal(render_set_load(dir.path, &set, NULL), ERR_OK);
    temp_dir_remove(&dir);
    assert_int_equal(declare(set, name, NULL), ERR_OK);
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    render_put_text(page, "NAME", "a \"quote\"");
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_OK);
    assert_non_null(strstr(buf_text(&out), "title=\"is a &quot;quote&quot;\""));
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void a_page_is_there_in_the_languages_of_the_folder(void **state)
{
    (void)state;
    static const struct render_field name[] = {{"NAME", RENDER_TEXT},
                                               {NULL, RENDER_TEXT}};
    struct temp_dir dir = temp_dir_make();
    struct file_path es = temp_dir_file(&dir, "es");
    assert_int_equal(mkdir(es.s, 0700), 0);
    struct temp_dir inner;
    (void)snprintf(inner.path, sizeof inner.path, "%.60s/es", dir.path);
    put_file(&dir, "page.tpl", HTML "Hello {{NAME}}{{>PART}}{{>END}}");
    put_file(&dir, "part.tpl", HTML ", welcome");
    put_file(&dir, "end.tpl", HTML "!");
    put_file(&dir, "dot.tpl", HTML ".");
    put_file(&dir, "es/language.txt", "Espa\xc3\xb1ol\n");
    put_file(&dir, "es/page.tpl", HTML "Hola {{NAME}}{{>PART}}");
    put_file(&dir, "es/part.tpl", HTML ", bienvenida{{>DOT}}");
    put_file(&dir, "es/dot.tpl", HTML ".");
    put_file(&dir, "other.tpl", HTML "{{NAME}}{{>PART}}{{>END}}");
    put_file(&dir, "es/other.tpl", HTML "{{NAME}}{{>PART}}{{>END}}");
    put_file(&dir, "deep.tpl", HTML "{{NAME}}{{>OTHER}}");
    put_file(&dir, "es/deep.tpl", HTML "{{NAME}}{{>OTHER}}");
    struct render_set *set = NULL;
    assert_int_equal(render_set_load(dir.path, &set, NULL), ERR_OK);
    temp_dir_remove(&inner);
    temp_dir_remove(&dir);
    assert_int_equal(declare(set, name, NULL), ERR_OK);
    struct render_language l;
    assert_true(render_language_at(set, 0, &l));
    assert_string_equal(l.code, "en");
    assert_true(render_language_at(set, 1, &l));
    assert_string_equal(l.code, "es");
    assert_string_equal(l.name, "Espa\xc3\xb1ol");
    assert_false(render_language_at(set, 2, &l));
    assert_true(render_has(set, "es/page.tpl"));
    assert_false(render_has(set, "es/end.tpl"));
    /* A page of two languages is none: a part of it is not there. */
    assert_true(render_has(set, "other.tpl"));
    assert_false(render_has(set, "es/other.tpl"));
    assert_false(render_has(set, "es/deep.tpl"));
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    render_put_text(page, "NAME", "Ana");
    assert_int_equal(render_page(set, "es/page.tpl", page, &out), ERR_OK);
    assert_non_null(strstr(buf_text(&out), "Hola Ana, bienvenida."));
    buf_free(&out);
    render_dict_free(page);
    render_set_free(set);
}

static void markers_and_fields_must_agree(void **state)
{
    (void)state;
    static const struct render_field missing[] = {{"NAME", RENDER_TEXT},
                                                  {"CHART", RENDER_MARKUP},
                                                  {"ROW", RENDER_SECTION},
                                                  {NULL, RENDER_TEXT}};
    static const struct render_field kinds[] = {{"NAME", RENDER_TEXT},
                                                {"CHART", RENDER_TEXT},
                                                {"ROW", RENDER_SECTION},
                                                {"CELL", RENDER_TEXT},
                                                {NULL, RENDER_TEXT}};
    static const struct render_field spare[] = {
        {"NAME", RENDER_TEXT},   {"CHART", RENDER_MARKUP},
        {"ROW", RENDER_SECTION}, {"CELL", RENDER_TEXT},
        {"SPARE", RENDER_TEXT},  {NULL, RENDER_TEXT}};
    static const struct {
        const struct render_field *fields;
        const char *named;
    } wrong[] = {{missing, "CELL"}, {kinds, "CHART"}, {spare, "SPARE"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct render_set *set = NULL;
        struct err_note note = {""};
        assert_int_equal(load_one(WHOLE, &set, NULL), ERR_OK);
        assert_int_equal(declare(set, wrong[i].fields, &note), ERR_FORMAT);
        assert_non_null(strstr(note.text, wrong[i].named));
        render_set_free(set);
    }
}

static void a_page_is_declared_once_and_before_it_is_used(void **state)
{
    (void)state;
    struct render_set *set = NULL;
    assert_int_equal(load_one(WHOLE, &set, NULL), ERR_OK);
    struct render_dict *page = render_dict_new();
    struct buf out = BUF_INIT;
    assert_int_equal(render_page(set, "page.tpl", page, &out), ERR_NOT_FOUND);
    assert_int_equal(render_page(set, "other.tpl", page, &out), ERR_NOT_FOUND);
    assert_int_equal(declare(set, fields, NULL), ERR_OK);
    assert_int_equal(declare(set, fields, NULL), ERR_EXISTS);
    render_dict_free(page);
    render_set_free(set);
}

static void the_templates_that_ship_can_be_read(void **state)
{
    (void)state;
    struct render_set *set = NULL;
    struct err_note note = {""};
    assert_int_equal(render_set_load("templates", &set, &note), ERR_OK);
    assert_string_equal(note.text, "");
    render_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_escaped_by_its_place),
        cmocka_unit_test(lines_that_people_typed_stay_lines_and_are_escaped),
        cmocka_unit_test(a_link_cannot_run_a_script),
        cmocka_unit_test(markup_of_our_own_stays_as_it_is),
        cmocka_unit_test(a_section_repeats_and_sees_its_parents_values),
        cmocka_unit_test(a_value_that_is_not_declared_is_an_error),
        cmocka_unit_test(a_template_without_the_pragma_is_refused),
        cmocka_unit_test(a_broken_template_is_refused),
        cmocka_unit_test(a_missing_folder_or_part_is_named),
        cmocka_unit_test(a_part_stands_in_its_page),
        cmocka_unit_test(a_page_is_there_in_the_languages_of_the_folder),
        cmocka_unit_test(markers_and_fields_must_agree),
        cmocka_unit_test(a_page_is_declared_once_and_before_it_is_used),
        cmocka_unit_test(the_templates_that_ship_can_be_read),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
