/* The command line's own core: words in, a call or one line out. */
#include "cli/cli.h"
#include "cli/commands.h"
#include "cli/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>

static enum err nothing(struct cli *cli)
{
    (void)cli;
    return ERR_OK;
}

static const struct cli_option options[] = {
    {"file", "FILE", "", CLI_REQUIRED},
    {"k", "N", "", 0},
    {"yes", NULL, "", 0},
    {"program", "P", "", CLI_MANY},
    {"share", "FILE", "", CLI_REPEAT},
    {NULL, NULL, NULL, 0},
};

static const struct cli_command command = {
    .name = "wave test",
    .args = "WAVE [OTHER]",
    .min_args = 1,
    .max_args = 2,
    .summary = "",
    .options = options,
    .run = nothing,
};

static struct cli parse(const char *const *words, size_t count, enum err want)
{
    struct cli cli = {.command = &command};
    assert_int_equal(cli_parse(&cli, words, count), want);
    if (want != ERR_OK)
        assert_int_not_equal(strlen(cli.note.text), 0);
    return cli;
}

#define WORDS(...)                                                             \
    (const char *const[]){__VA_ARGS__},                                        \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)

static void options_may_stand_before_and_behind_positionals(void **state)
{
    (void)state;
    struct cli a = parse(WORDS("w", "--file", "f", "--yes"), ERR_OK);
    struct cli b = parse(WORDS("--yes", "--file=f", "w"), ERR_OK);
    assert_string_equal(cli_arg(&a, 0), "w");
    assert_string_equal(cli_arg(&b, 0), "w");
    assert_string_equal(cli_value(&a, "file"), "f");
    assert_string_equal(cli_value(&b, "file"), "f");
    assert_true(cli_flag(&a, "yes"));
    assert_true(cli_flag(&b, "yes"));
    assert_null(cli_arg(&a, 1));
    assert_null(cli_value(&a, "k"));
}

static void an_option_that_takes_many_takes_them(void **state)
{
    (void)state;
    struct cli cli = parse(
        WORDS("w", "--program", "a", "b", "--file", "f", "--program", "c"),
        ERR_OK);
    assert_string_equal(cli_value_at(&cli, "program", 0), "a");
    assert_string_equal(cli_value_at(&cli, "program", 1), "b");
    assert_string_equal(cli_value_at(&cli, "program", 2), "c");
    assert_null(cli_value_at(&cli, "program", 3));
}

static void an_option_that_is_repeated_takes_one_word_each_time(void **state)
{
    (void)state;
    struct cli cli = parse(
        WORDS("--file", "f", "--share", "a", "w", "--share=b", "--share", "c"),
        ERR_OK);
    assert_string_equal(cli_value_at(&cli, "share", 0), "a");
    assert_string_equal(cli_value_at(&cli, "share", 1), "b");
    assert_string_equal(cli_value_at(&cli, "share", 2), "c");
    assert_null(cli_value_at(&cli, "share", 3));
    assert_string_equal(cli_arg(&cli, 0), "w");
    (void)parse(WORDS("--file", "f", "w", "--share"), ERR_FORMAT);
}

static void what_follows_two_hyphens_is_no_option(void **state)
{
    (void)state;
    struct cli cli = parse(WORDS("--file", "f", "--", "--yes"), ERR_OK);
    assert_string_equal(cli_arg(&cli, 0), "--yes");
    assert_false(cli_flag(&cli, "yes"));
}

static void wrong_words_are_refused(void **state)
{
    (void)state;
    (void)parse(WORDS("w"), ERR_FORMAT);           /* required */
    (void)parse(WORDS("--file", "f"), ERR_FORMAT); /* no WAVE */
    (void)parse(WORDS("w", "--file"), ERR_FORMAT); /* no value */
    (void)parse(WORDS("w", "--file", "f", "--fil", "g"), ERR_FORMAT);
    (void)parse(WORDS("w", "--file", "f", "--file", "g"), ERR_FORMAT);
    (void)parse(WORDS("w", "--file", "f", "--yes=1"), ERR_FORMAT);
    (void)parse(WORDS("w", "--file", "f", "-x"), ERR_FORMAT);
    (void)parse(WORDS("w", "v", "u", "--file", "f"), ERR_FORMAT);
}

static void numbers_keep_their_bounds(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",   "x",          "4",
        "11", "-5",         "5.0",
        " 5", "4294967301", "99999999999999999999"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct cli cli =
            parse(WORDS("w", "--file", "f", "--k", bad[i]), ERR_OK);
        uint32_t k = 7;
        assert_int_equal(cli_number(&cli, "k", 5, 10, &k), ERR_RANGE);
        assert_int_equal(k, 7);
        assert_true(cli.wrong_usage);
    }
    struct cli cli = parse(WORDS("w", "--file", "f", "--k", "10"), ERR_OK);
    uint32_t k = 7;
    assert_int_equal(cli_number(&cli, "k", 5, 10, &k), ERR_OK);
    assert_int_equal(k, 10);
}

static void every_command_of_the_table_can_be_called(void **state)
{
    (void)state;
    for (size_t i = 0; cli_commands[i] != NULL; i++) {
        const struct cli_command *c = cli_commands[i];
        assert_non_null(c->run);
        assert_true(strlen(c->summary) > 0 && strlen(c->summary) < 60);
        assert_true(c->min_args <= c->max_args);
        assert_int_equal(c->min_args > 0, c->args[0] != 0);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(c->name, cli_commands[j]->name);
        const struct cli_option *o = c->options;
        for (; o != NULL && o->name != NULL; o++)
            assert_true(strlen(o->help) > 0);
    }
}

static const struct cli_column columns[] = {
    {"name", "NAME", false},
    {"people", "PEOPLE", true},
    {"id", NULL, false},
};

static char *print(bool json)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    struct cli_table *t = cli_table_new(columns, 3);
    assert_true(to != NULL && t != NULL);
    cli_table_text(t, "Gyn\xc3\xa4kologie");
    cli_table_number(t, 7);
    cli_table_text(t, "a");
    cli_table_text(t, "a\033[2Jb");
    cli_table_number(t, 1234);
    cli_table_text(t, NULL);
    assert_int_equal(cli_table_print(t, json, to), ERR_OK);
    cli_table_free(t);
    assert_int_equal(fclose(to), 0);
    return text;
}

static void tables_line_up_and_cannot_steer_a_terminal(void **state)
{
    (void)state;
    char *text = print(false);
    assert_string_equal(text, "NAME         PEOPLE\n"
                              "Gyn\xc3\xa4kologie       7\n"
                              "a?[2Jb         1234\n");
    free(text);
}

static void the_same_cells_are_json_for_machines(void **state)
{
    (void)state;
    char *text = print(true);
    json_t *rows = json_loads(text, 0, NULL);
    assert_int_equal(json_array_size(rows), 2);
    json_t *second = json_array_get(rows, 1);
    assert_string_equal(json_string_value(json_object_get(second, "name")),
                        "a\033[2Jb");
    assert_int_equal(json_integer_value(json_object_get(second, "people")),
                     1234);
    assert_true(json_is_null(json_object_get(second, "id")));
    json_decref(rows);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_may_stand_before_and_behind_positionals),
        cmocka_unit_test(an_option_that_takes_many_takes_them),
        cmocka_unit_test(an_option_that_is_repeated_takes_one_word_each_time),
        cmocka_unit_test(what_follows_two_hyphens_is_no_option),
        cmocka_unit_test(wrong_words_are_refused),
        cmocka_unit_test(numbers_keep_their_bounds),
        cmocka_unit_test(every_command_of_the_table_can_be_called),
        cmocka_unit_test(tables_line_up_and_cannot_steer_a_terminal),
        cmocka_unit_test(the_same_cells_are_json_for_machines),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
