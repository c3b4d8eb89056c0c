/* chorus survey show: how a trainee will see it, as text. */
#include "cli/commands.h"

#include "cli/terminal.h"
#include "conduct/survey_file.h"

struct view {
    const struct survey *s;
    const char *language;
};

static const char *text_of(const struct view *v, const struct survey_text *t)
{
    const char *text = survey_text_in(v->s, t, v->language);
    return text[0] != 0 ? text : "(a text that --wording fills)";
}

static void show_options(const struct view *v, const struct survey_question *q)
{
    const struct survey_options *o = survey_question_options(v->s, q);
    for (size_t i = 0; i < o->count; i++) {
        printf("       %s ", q->type == SURVEY_MULTI ? "[ ]" : "( )");
        cli_term_text(stdout, text_of(v, &o->list[i].label));
        putchar('\n');
    }
}

static void show_question(const struct view *v, size_t index)
{
    const struct survey_question *q = &v->s->questions[index];
    int head = printf("\n%3zu. ", index + 1) - 1;
    cli_term_wrap_from(text_of(v, &q->text), 5, (size_t)head);
    if (q->type == SURVEY_NUMBER)
        printf("       ____ a whole number from %d to %d\n", (int)q->min,
               (int)q->max);
    else if (q->type == SURVEY_FREE_TEXT)
        printf("       ____ up to %zu bytes of text\n", q->max_bytes);
    else
        show_options(v, q);
}

static void show_section(const struct view *v, size_t index)
{
    const struct survey_section *section = &v->s->sections[index];
    printf("\nSection %zu of %zu: ", index + 1, v->s->section_count);
    cli_term_bold(stdout, text_of(v, &section->title));
    putchar('\n');
    const char *intro = survey_text_in(v->s, &section->intro, v->language);
    if (intro[0] != 0)
        cli_term_wrap(intro, 0);
    for (size_t i = 0; i < section->count; i++)
        show_question(v, section->first + i);
}

static enum err run(struct cli *cli)
{
    struct conduct_survey file;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (problems == NULL)
        return ERR_MEMORY;
    enum err e = conduct_survey_read(cli_arg(cli, 0), cli_value(cli, "wording"),
                                     &file, problems, &cli->note);
    free(problems);
    if (e != ERR_OK)
        return e;
    struct view v = {file.survey, cli_value(cli, "language")};
    cli_term_bold(stdout, text_of(&v, &v.s->title));
    putchar('\n');
    const char *intro = survey_text_in(v.s, &v.s->intro, v.language);
    if (intro[0] != 0)
        cli_term_wrap(intro, 0);
    for (size_t i = 0; i < v.s->section_count; i++)
        show_section(&v, i);
    printf("\n%zu questions; every one may be skipped.\n", v.s->question_count);
    conduct_survey_free(&file);
    return ERR_OK;
}

static const struct cli_option options[] = {
    {"language", "CODE", "en, es, ...; the file's first without it.", 0},
    {"wording", "FILE", "Texts of a restricted instrument, filled in.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_survey_show = {
    .name = "survey show",
    .args = "FILE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Print a survey as a trainee will read it",
    .options = options,
    .run = run,
};
