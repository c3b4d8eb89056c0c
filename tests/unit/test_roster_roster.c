#include "unit/roster_sample.h"
#include "unit/temp_dir.h"

#define HEADER "person,email,department,program_id,program\n"

static enum err parse(const char *text, struct roster **out,
                      struct err_note *note)
{
    return roster_parse("r.csv", (const uint8_t *)text, strlen(text), out,
                        note);
}

static struct roster *parsed(const char *text)
{
    struct roster *r = NULL;
    struct err_note note = {""};
    if (parse(text, &r, &note) != ERR_OK)
        fail_msg("%s", note.text);
    return r;
}

/* WANT is how the note begins: file, line, and the first words. */
static void expect_refusal(const char *text, enum err code, const char *want)
{
    struct roster *r = NULL;
    struct err_note note = {""};
    assert_int_equal(parse(text, &r, &note), code);
    assert_null(r);
    if (strncmp(note.text, want, strlen(want)) != 0)
        fail_msg("\"%s\" does not begin with \"%s\"", note.text, want);
}

static void the_real_roster_is_read_whole(void **state)
{
    (void)state;
    struct roster *r = sample_roster(SAMPLE_ROSTER);
    assert_int_equal(r->person_count, 2482);
    assert_int_equal(r->program_count, 150);
    assert_int_equal(r->department_count, 25);
    size_t people = 0;
    for (size_t i = 0; i < r->program_count; i++)
        people += r->programs[i].people;
    assert_int_equal(people, 2482);
    const struct roster_program *p = roster_program_of(r, "P001");
    assert_non_null(p);
    assert_string_equal(p->name, "Internal Medicine - Main");
    assert_string_equal(p->department, "Medicine");
    assert_string_equal(p->type, "residency");
    assert_int_equal(p->people, 149);
    assert_null(roster_program_of(r, "P999"));
    assert_string_equal(r->people[0].person, "T0001");
    assert_string_equal(r->people[0].email, "t0001@example.org");
    assert_string_equal(r->people[0].unit, "");
    roster_free(r);
}

static void a_spreadsheet_in_windows_1252_with_semicolons_is_read(void **state)
{
    (void)state;
    struct roster *r =
        sample_roster("tests/data/rosters/excel-1252-semicolon.csv");
    assert_int_equal(r->person_count, 3);
    assert_int_equal(r->program_count, 2);
    assert_string_equal(r->programs[0].name, "Innere Medizin \xe2\x80\x93 Ost");
    assert_string_equal(r->programs[1].name,
                        "Herz; Thorax und \"Gef\xc3\xa4\xc3\x9f"
                        "e\"");
    assert_string_equal(r->programs[1].site, "\xe2\x82\xacuro-Haus");
    assert_string_equal(r->people[1].email, "b.o'hara@klinik.example");
    roster_free(r);
}

static void a_spreadsheet_in_utf8_with_a_mark_is_read(void **state)
{
    (void)state;
    struct roster *r = sample_roster("tests/data/rosters/excel-utf8-bom.csv");
    assert_int_equal(r->person_count, 3);
    assert_int_equal(r->department_count, 2);
    assert_string_equal(r->programs[0].department, "Obstetrics, Gynecology");
    assert_string_equal(r->programs[0].unit, "Women\xe2\x80\x99s health");
    assert_string_equal(r->people[1].language, "pt-BR");
    assert_string_equal(r->people[2].language, "");
    roster_free(r);
}

static void bad_files_are_refused_and_name_their_lines(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum err code;
        const char *want;
    } files[] = {
        {"tests/data/rosters/duplicate-person.csv", ERR_EXISTS,
         "x:4: the same person as on line 2"},
        {"tests/data/rosters/two-departments.csv", ERR_EXISTS,
         "x:3: program P01 has another department than on line 2"},
        {"tests/data/rosters/utf16.csv", ERR_FORMAT, "x:1: a NUL byte"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct buf b = BUF_INIT;
        struct roster *r = NULL;
        struct err_note note = {""};
        assert_int_equal(file_read(files[i].path, 4096, &b, NULL), ERR_OK);
        assert_int_equal(roster_parse("x", b.data, b.len, &r, &note),
                         files[i].code);
        assert_null(r);
        assert_memory_equal(note.text, files[i].want, strlen(files[i].want));
        buf_free(&b);
    }
}

static void columns_may_come_in_any_order_and_in_capitals(void **state)
{
    (void)state;
    struct roster *r = parsed("Program, PGY ,PROGRAM_ID,Department,eMail,Person"
                              "\nAllergy,3,P1,Medicine,a@b.org, A1 \n");
    assert_string_equal(r->people[0].person, "A1");
    assert_string_equal(r->people[0].program, "Allergy");
    assert_string_equal(r->people[0].type, "");
    roster_free(r);
}

static void a_missing_or_double_column_is_refused(void **state)
{
    (void)state;
    expect_refusal("", ERR_FORMAT, "r.csv: the file is empty");
    expect_refusal("person,email,department,program\n", ERR_FORMAT,
                   "r.csv:1: no column program_id");
    expect_refusal("person,email,department,program_id,program,E-mail,email\n",
                   ERR_FORMAT, "r.csv:1: the column email is there twice");
    expect_refusal(HEADER, ERR_RANGE, "r.csv: nobody is on the roster");
    expect_refusal(HEADER ",,,,\n", ERR_RANGE,
                   "r.csv: nobody is on the roster");
}

static void an_empty_cell_that_is_needed_is_refused(void **state)
{
    (void)state;
    expect_refusal(HEADER ",a@b.org,M,P1,X\n", ERR_FORMAT,
                   "r.csv:2: person is empty");
    expect_refusal(HEADER "A1,a@b.org,M,P1,X\n\nA2,,M,P1,X\n", ERR_FORMAT,
                   "r.csv:4: email is empty");
    expect_refusal(HEADER "A1,a@b.org, \xc2\xa0\t,P1,X\n", ERR_FORMAT,
                   "r.csv:2: department is empty");
    expect_refusal(HEADER "A1,a@b.org,M,P1\n", ERR_FORMAT,
                   "r.csv:2: program is empty");
}

static void a_line_with_more_cells_than_columns_is_refused(void **state)
{
    (void)state;
    expect_refusal(HEADER "A1,a@b.org,M,P1,Obstetrics, Main\n", ERR_FORMAT,
                   "r.csv:2: more cells");
    roster_free(parsed(HEADER "A1,a@b.org,M,P1,Obstetrics,,\n"));
}

static void a_bad_program_id_is_refused(void **state)
{
    (void)state;
    expect_refusal(HEADER "A1,a@b.org,M,P 1,X\n", ERR_FORMAT,
                   "r.csv:2: program_id must be");
    expect_refusal(HEADER "A1,a@b.org,M,-P1,X\n", ERR_FORMAT,
                   "r.csv:2: program_id must be");
    expect_refusal(HEADER "A1,a@b.org,M,123456789012345678901234567890123,X\n",
                   ERR_RANGE, "r.csv:2: program_id is too long");
}

static void an_address_must_have_the_form_of_one(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "a",        "a@b",      "@b.org",          "a@",
        "a@b..org", "a@.org",   "a b@c.d",         "a@b@c.org",
        "a.@b.org", ".a@b.org", "a..b@c.d",        "a@-b.c",
        "=a@b.c",   "+a@b.c",   "a@b.org\xc3\xa4", "a@b_c.d"};
    static const char *const good[] = {"a@b.c", "a.b+c@d-e.f1.org",
                                       "o'brien@x.example", "1@2.3"};
    struct buf b = BUF_INIT;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        buf_clear(&b);
        buf_printf(&b, HEADER "A1,%s,M,P1,X\n", bad[i]);
        expect_refusal(buf_text(&b), ERR_FORMAT, "r.csv:2: email is not");
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        buf_clear(&b);
        buf_printf(&b, HEADER "A1,%s,M,P1,X\n", good[i]);
        roster_free(parsed(buf_text(&b)));
    }
    buf_free(&b);
}

static void texts_that_are_too_long_or_broken_are_refused(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    buf_put_text(&b, HEADER);
    for (size_t i = 0; i < ROSTER_PERSON_MAX + 1; i++)
        buf_put_text(&b, "A");
    buf_put_text(&b, ",a@b.org,M,P1,X\n");
    expect_refusal(buf_text(&b), ERR_RANGE, "r.csv:2: person is too long");
    buf_free(&b);
    expect_refusal(HEADER "A1,a@b.org,\"M\nN\",P1,X\n", ERR_FORMAT,
                   "r.csv:2: department has a line break");
    expect_refusal("person,email,department,program_id,program,language\n"
                   "A1,a@b.org,M,P1,X,english please\n",
                   ERR_FORMAT, "r.csv:2: language is not");
}

static void nobody_and_no_address_is_there_twice(void **state)
{
    (void)state;
    expect_refusal(HEADER "A1,a@b.org,M,P1,X\nA2,b@b.org,M,P1,X\n"
                          "A1,c@b.org,M,P1,X\nA1,d@b.org,M,P1,X\n",
                   ERR_EXISTS, "r.csv:4: the same person as on line 2");
    expect_refusal(HEADER "A1,a@b.org,M,P1,X\nA2,A@B.ORG,M,P1,X\n", ERR_EXISTS,
                   "r.csv:3: the same e-mail address as on line 2");
}

static void a_program_has_one_name_department_type_site_and_unit(void **state)
{
    (void)state;
#define WIDE  "person,email,department,program_id,program,type,site,unit\n"
#define FIRST WIDE "A9,a@b.org,M,P1,X,res,Main,U\n"
    roster_free(parsed(FIRST "A2,b@b.org,M,P1,X,res,Main,U\n"));
    expect_refusal(FIRST "A2,b@b.org,N,P1,X,res,Main,U\n", ERR_EXISTS,
                   "r.csv:3: program P1 has another department than on line 2");
    expect_refusal(FIRST "A2,b@b.org,M,P1,Y,res,Main,U\n", ERR_EXISTS,
                   "r.csv:3: program P1 has another name");
    expect_refusal(FIRST "A2,b@b.org,M,P1,X,fel,Main,U\n", ERR_EXISTS,
                   "r.csv:3: program P1 has another type");
    expect_refusal(FIRST "A2,b@b.org,M,P1,X,res,,U\n", ERR_EXISTS,
                   "r.csv:3: program P1 has another site");
    expect_refusal(FIRST "A2,b@b.org,M,P1,X,res,Main,V\n", ERR_EXISTS,
                   "r.csv:3: program P1 has another unit");
}

static void departments_that_differ_in_capitals_only_are_refused(void **state)
{
    (void)state;
    expect_refusal(HEADER "A1,a@b.org,Medicine,P1,X\nA2,b@b.org,Surgery,P2,Y\n"
                          "A3,c@b.org,medicine,P3,Z\n",
                   ERR_EXISTS,
                   "r.csv:4: this department is written with other "
                   "capitals on line 2");
}

static void no_note_names_a_person_or_an_address(void **state)
{
    (void)state;
    static const char *const texts[] = {
        HEADER "SECRET,SECRET,SECRET,P1,SECRET\n",
        HEADER "SECRET,SECRET@b.org,M,P1,X\nSECRET,b@b.org,M,P1,X\n",
        HEADER "A1,SECRET@b.org,M,P1,X\nA2,SECRET@b.org,M,P1,X\n",
        HEADER "SECRET\"SECRET,a@b.org,M,P1,X\n",
        HEADER "A1,a@b.org,M,SECRET !,X\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct roster *r = NULL;
        struct err_note note = {""};
        assert_int_not_equal(parse(texts[i], &r, &note), ERR_OK);
        assert_true(strlen(note.text) > 0);
        assert_null(strstr(note.text, "SECRET"));
    }
}

static void a_stored_roster_is_loaded_as_it_was(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "people.db");
    struct people *people = NULL;
    assert_int_equal(people_create(path.s, NULL), ERR_OK);
    assert_int_equal(people_open(path.s, &people, NULL), ERR_OK);
    struct roster *nobody = NULL;
    assert_int_equal(roster_load(people, &nobody), ERR_OK);
    assert_int_equal(nobody->person_count, 0);
    assert_int_equal(nobody->program_count, 0);
    struct roster *r = sample_roster(SAMPLE_ROSTER);
    assert_int_equal(roster_store(r, people, NULL), ERR_OK);
    struct roster *again = NULL;
    assert_int_equal(roster_load(people, &again), ERR_OK);
    assert_int_equal(again->program_count, r->program_count);
    assert_int_equal(again->department_count, r->department_count);
    struct roster_changes c;
    roster_compare(r, again, &c);
    assert_int_equal(c.kept, 2482);
    assert_int_equal(c.added + c.removed + c.moved + c.updated, 0);
    roster_compare(nobody, again, &c);
    assert_int_equal(c.added, 2482);
    roster_free(nobody);
    roster_free(again);
    roster_free(r);
    people_close(people);
    temp_dir_remove(&dir);
}

static void a_preview_counts_who_comes_goes_and_moves(void **state)
{
    (void)state;
    struct roster *before = parsed(HEADER "A1,a@b.org,M,P1,X\n"
                                          "A2,b@b.org,M,P1,X\n"
                                          "A3,c@b.org,M,P1,X\n"
                                          "A4,d@b.org,M,P1,X\n");
    struct roster *now = parsed(HEADER "A0,e@b.org,M,P1,X\n"
                                       "A2,b@b.org,M,P2,Y\n"
                                       "A3,new@b.org,M,P1,X\n"
                                       "A4,d@b.org,M,P1,X\n"
                                       "A5,f@b.org,M,P1,X\n");
    struct roster_changes c;
    roster_compare(before, now, &c);
    assert_int_equal(c.added, 2);
    assert_int_equal(c.removed, 1);
    assert_int_equal(c.moved, 1);
    assert_int_equal(c.updated, 1);
    assert_int_equal(c.kept, 1);
    roster_free(before);
    roster_free(now);
}

/* What the plan promises, on real programs. */
static void the_real_roster_gives_units_of_eight_and_more(void **state)
{
    (void)state;
    struct roster *r = sample_roster(SAMPLE_ROSTER);
    struct roster_plan *plan = NULL;
    assert_int_equal(
        roster_plan_new(r->programs, r->program_count, 8, &plan, NULL), ERR_OK);
    assert_int_equal(plan->people, 2482);
    assert_int_equal(plan->program_count, 150);
    uint32_t people = 0;
    for (size_t i = 0; i < plan->group_count; i++) {
        const struct wave_group *g = &plan->groups[i];
        assert_true(g->roster >= 8);
        people += g->roster;
        for (size_t j = 0; j < g->program_count; j++) {
            const struct roster_program *p =
                roster_program_of(r, g->programs[j].id);
            assert_int_equal(p->people, g->programs[j].roster);
            assert_string_equal(p->department, g->department);
            /* Who could stand alone does, unless the small ones need them. */
            enum roster_plan_why why = plan->reasons[i].programs[j];
            assert_int_equal(why == ROSTER_PLAN_SMALL, p->people < 8);
            assert_int_equal(why == ROSTER_PLAN_OWN, g->program_count == 1);
        }
    }
    assert_int_equal(people, 2482);
    roster_plan_free(plan);
    roster_free(r);
}

static void the_plan_does_not_depend_on_the_order_of_programs(void **state)
{
    (void)state;
    struct roster *r = sample_roster(SAMPLE_ROSTER);
    struct roster_plan *a = NULL;
    struct roster_plan *b = NULL;
    assert_int_equal(
        roster_plan_new(r->programs, r->program_count, 8, &a, NULL), ERR_OK);
    for (size_t i = 0; i < r->program_count / 2; i++) {
        struct roster_program other = r->programs[i];
        r->programs[i] = r->programs[r->program_count - 1 - i];
        r->programs[r->program_count - 1 - i] = other;
    }
    assert_int_equal(
        roster_plan_new(r->programs, r->program_count, 8, &b, NULL), ERR_OK);
    struct roster_plan_comparison *c = NULL;
    assert_int_equal(roster_plan_compare(a->groups, a->group_count, b->groups,
                                         b->group_count, &c),
                     ERR_OK);
    assert_int_equal(c->change_count, a->group_count);
    assert_int_equal(c->move_count, 0);
    for (size_t i = 0; i < c->change_count; i++)
        assert_int_equal(c->changes[i].kind, ROSTER_PLAN_SAME);
    roster_plan_comparison_free(c);
    roster_plan_free(a);
    roster_plan_free(b);
    roster_free(r);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_roster_is_read_whole),
        cmocka_unit_test(a_spreadsheet_in_windows_1252_with_semicolons_is_read),
        cmocka_unit_test(a_spreadsheet_in_utf8_with_a_mark_is_read),
        cmocka_unit_test(bad_files_are_refused_and_name_their_lines),
        cmocka_unit_test(columns_may_come_in_any_order_and_in_capitals),
        cmocka_unit_test(a_missing_or_double_column_is_refused),
        cmocka_unit_test(an_empty_cell_that_is_needed_is_refused),
        cmocka_unit_test(a_line_with_more_cells_than_columns_is_refused),
        cmocka_unit_test(a_bad_program_id_is_refused),
        cmocka_unit_test(an_address_must_have_the_form_of_one),
        cmocka_unit_test(texts_that_are_too_long_or_broken_are_refused),
        cmocka_unit_test(nobody_and_no_address_is_there_twice),
        cmocka_unit_test(a_program_has_one_name_department_type_site_and_unit),
        cmocka_unit_test(departments_that_differ_in_capitals_only_are_refused),
        cmocka_unit_test(no_note_names_a_person_or_an_address),
        cmocka_unit_test(a_stored_roster_is_loaded_as_it_was),
        cmocka_unit_test(a_preview_counts_who_comes_goes_and_moves),
        cmocka_unit_test(the_real_roster_gives_units_of_eight_and_more),
        cmocka_unit_test(the_plan_does_not_depend_on_the_order_of_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
