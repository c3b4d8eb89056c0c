#include "cli/cli.h"

#include "cli/terminal.h"

#define USAGE_WIDTH  78u
#define USAGE_INDENT 6

static void print_command_line(const struct cli_command *c)
{
    char head[80];
    (void)snprintf(head, sizeof head, "%s%s%s", c->name,
                   c->args[0] != 0 ? " " : "", c->args);
    printf("  %-28s %s\n", head, c->summary);
}

static void print_head(const char *text)
{
    cli_term_bold(stdout, text);
    putchar('\n');
}

void cli_help(const struct cli_program *program)
{
    const struct cli_command *const *commands = program->commands;
    printf("%s: %s\n\nUsage: %s [-d DIR] COMMAND ...\n\n", program->name,
           program->about, program->name);
    print_head("Commands");
    for (size_t i = 0; commands[i] != NULL; i++)
        print_command_line(commands[i]);
    puts("");
    print_head("Options of every command");
    puts("  -d DIR      the institution's folder; else $CHORUS_DIR, else the "
         "working folder\n"
         "  --json      machine output, where a list or a result is printed\n"
         "  --help      this, or the help of one command\n"
         "  --version   the version\n\n"
         "Exit code: 0 done, 1 refused or failed, 2 wrong usage.");
}

void cli_help_family(const struct cli_program *program, const char *word)
{
    const struct cli_command *const *commands = program->commands;
    printf("Usage: %s [-d DIR] %s ...\n\n", program->name, word);
    size_t len = strlen(word);
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strncmp(commands[i]->name, word, len) == 0 &&
            commands[i]->name[len] == ' ')
            print_command_line(commands[i]);
    printf("\n%s %s COMMAND --help says more.\n", program->name, word);
}

/* One piece of the usage line, on a line of its own when it is full. */
static void print_piece(const char *piece, size_t *column)
{
    size_t len = strlen(piece);
    if (*column + 1 + len > USAGE_WIDTH) {
        printf("\n%*s", USAGE_INDENT, "");
        *column = USAGE_INDENT;
    }
    printf(" %s", piece);
    *column += 1 + len;
}

static void print_usage(const struct cli_program *program,
                        const struct cli_command *c)
{
    int head = printf("Usage: %s%s%s%s%s", program->name,
                      program->only == NULL ? " [-d DIR] " : "", c->name,
                      c->args[0] != 0 ? " " : "", c->args);
    size_t column = head < 0 ? 0 : (size_t)head;
    const struct cli_option *o = c->options;
    for (; o != NULL && o->name != NULL; o++) {
        char piece[80];
        bool required = (o->flags & CLI_REQUIRED) != 0;
        (void)snprintf(
            piece, sizeof piece, "%s--%s%s%s%s%s", required ? "" : "[", o->name,
            o->value != NULL ? " " : "", o->value != NULL ? o->value : "",
            (o->flags & (CLI_MANY | CLI_REPEAT)) != 0 ? " ..." : "",
            required ? "" : "]");
        print_piece(piece, &column);
    }
    if (c->json)
        print_piece("[--json]", &column);
    puts("\n");
}

void cli_help_command(const struct cli_program *program,
                      const struct cli_command *c)
{
    print_usage(program, c);
    printf("%s.\n", c->summary);
    if (c->details != NULL) {
        puts("");
        cli_term_wrap(c->details, 0);
    }
    if (c->options == NULL || c->options[0].name == NULL)
        return;
    puts("");
    print_head("Options");
    for (const struct cli_option *o = c->options; o->name != NULL; o++) {
        printf("  --%s%s%s\n", o->name, o->value != NULL ? " " : "",
               o->value != NULL ? o->value : "");
        cli_term_wrap(o->help, 6);
    }
}
