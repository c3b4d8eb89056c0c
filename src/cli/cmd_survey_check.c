/* chorus survey check: is this a file that a wave can open with? */
#include "cli/commands.h"

#include "cli/table.h"
#include "cli/terminal.h"
#include "conduct/survey_file.h"

#include <jansson.h>

#define INSIDERS 1u /* the floor of src/RELEASE.md */

/* What was found, for people as it is found, for machines at the end. */
struct findings {
    json_t *list; /* NULL: print */
    size_t count;
};

static enum err find(struct findings *f, const char *path, size_t line,
                     size_t column, const char *text)
{
    f->count++;
    if (f->list == NULL) {
        cli_term_text(stdout, path);
        if (line > 0)
            printf(":%zu:%zu", line, column);
        fputs(": ", stdout);
        cli_term_text(stdout, text);
        putchar('\n');
        return ERR_OK;
    }
    json_t *row = json_pack("{s:s, s:I, s:I, s:s}", "file", path, "line",
                            (json_int_t)line, "column", (json_int_t)column,
                            "problem", text);
    return json_array_append_new(f->list, row) == 0 ? ERR_OK : ERR_MEMORY;
}

static enum err check_meaning(struct findings *f, const char *path,
                              const struct survey *survey)
{
    struct err_note note = {{0}};
    enum err e = conduct_survey_leaf_check(path, survey, INSIDERS, &note);
    if (e != ERR_DENIED)
        return e;
    /* The line begins with the file's name, which FIND prints too. */
    return find(f, path, 0, 0, note.text + strlen(path) + 2);
}

static enum err check_file(struct cli *cli, struct findings *f,
                           struct survey_problems *problems, const char *path)
{
    struct conduct_survey s;
    enum err e = conduct_survey_read(path, NULL, &s, problems, &cli->note);
    if (e == ERR_FORMAT && problems->count > 0) {
        e = ERR_OK;
        for (size_t i = 0; e == ERR_OK && i < problems->count; i++)
            e = find(f, path, problems->list[i].line, problems->list[i].column,
                     problems->list[i].text);
        return e;
    }
    if (e != ERR_OK)
        return e;
    e = check_meaning(f, path, s.survey);
    if (e == ERR_OK && f->list == NULL && s.survey->missing_texts > 0)
        printf("%s: %zu texts are left to a wording file (--wording)\n", path,
               s.survey->missing_texts);
    conduct_survey_free(&s);
    return e;
}

static enum err run(struct cli *cli)
{
    struct findings f = {cli->json ? json_array() : NULL, 0};
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < cli->arg_count; i++) {
        size_t before = f.count;
        e = check_file(cli, &f, problems, cli_arg(cli, i));
        if (e == ERR_OK && f.count == before && !cli->json)
            printf("%s: in order\n", cli_arg(cli, i));
    }
    if (e == ERR_OK && cli->json && json_dumpf(f.list, stdout, JSON_INDENT(1)))
        e = ERR_MEMORY;
    if (e == ERR_OK && cli->json)
        putchar('\n');
    json_decref(f.list);
    free(problems);
    if (e == ERR_OK && f.count > 0)
        return err_say(&cli->note, ERR_FORMAT,
                       "%zu %s; correct the lines above and check again",
                       f.count, f.count == 1 ? "problem" : "problems");
    return e;
}

const struct cli_command cli_cmd_survey_check = {
    .name = "survey check",
    .args = "FILE...",
    .min_args = 1,
    .max_args = CLI_ARGS_MAX,
    .summary = "Check survey files",
    .details =
        "Prints FILE:LINE:COL: what is wrong, for each problem. Also looks, "
        "for every scale and 5 to 9 answers, whether what would be printed "
        "could tell on anybody, and refuses such a scale.",
    .json = true,
    .run = run,
};
