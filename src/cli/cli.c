#include "cli/cli.h"

#include "cli/terminal.h"

#include <errno.h>

/* Where the words of a call stand once the command is known. */
struct call {
    const struct cli_program *program;
    const struct cli_command *command;
    const char *family; /* a first word that several commands share */
    const char *dir;
    bool json, help, version;
    const char *words[CLI_ARGS_MAX * 2];
    size_t count;
};

static bool starts_command(const struct cli_command *command, const char *word)
{
    size_t len = strlen(word);
    return strncmp(command->name, word, len) == 0 &&
           (command->name[len] == 0 || command->name[len] == ' ');
}

/* The command named by one or two words; NULL for none. */
static const struct cli_command *find(const struct cli_command *const *commands,
                                      const char *first, const char *second,
                                      bool *out_took_two)
{
    for (size_t i = 0; commands[i] != NULL; i++) {
        const char *name = commands[i]->name;
        if (!starts_command(commands[i], first))
            continue;
        const char *rest = name + strlen(first);
        *out_took_two = *rest == ' ';
        if (*rest == 0 || (second != NULL && strcmp(rest + 1, second) == 0))
            return commands[i];
    }
    return NULL;
}

static bool is_family(const struct cli_command *const *commands,
                      const char *word)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (starts_command(commands[i], word))
            return true;
    return false;
}

/*
 * Takes the options that every command has (-d, --json, --help, --version) out
 * of argv and keeps the rest in order. What follows "--" is never an option.
 */
static enum err sort_words(int argc, char *const *argv, struct call *call,
                           struct err_note *note)
{
    bool only_words = false;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (call->count == sizeof call->words / sizeof call->words[0])
            return err_say(note, ERR_RANGE, "too many words");
        if (only_words || word[0] != '-') {
            call->words[call->count++] = word;
        } else if (strcmp(word, "--") == 0) {
            only_words = true;
            call->words[call->count++] = word;
        } else if (strcmp(word, "-d") == 0) {
            if (++i == argc)
                return err_say(note, ERR_RANGE, "-d needs a folder");
            call->dir = argv[i];
        } else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
            call->help = true;
        } else if (strcmp(word, "--version") == 0) {
            call->version = true;
        } else if (strcmp(word, "--json") == 0) {
            call->json = true;
        } else {
            call->words[call->count++] = word;
        }
    }
    return ERR_OK;
}

static enum err choose_family(struct call *call, const char *first,
                              const char *second, struct err_note *note)
{
    const char *program = call->program->name;
    if (!is_family(call->program->commands, first))
        return err_say(note, ERR_NOT_FOUND,
                       "no command \"%.40s\"; see %s --help", first, program);
    call->family = first;
    if (call->help)
        return ERR_OK;
    if (second == NULL)
        return err_say(note, ERR_NOT_FOUND, "%s: which one? see %s %s --help",
                       first, program, first);
    return err_say(note, ERR_NOT_FOUND,
                   "no command \"%s %.40s\"; see %s %s --help", first, second,
                   program, first);
}

static enum err choose(struct call *call, struct err_note *note)
{
    call->command = call->program->only;
    if (call->command != NULL)
        return ERR_OK;
    if (call->count == 0)
        return call->help || call->version
                   ? ERR_OK
                   : err_say(note, ERR_RANGE, "no command; see %s --help",
                             call->program->name);
    const char *first = call->words[0];
    const char *second = call->count > 1 ? call->words[1] : NULL;
    bool took_two = false;
    call->command = find(call->program->commands, first, second, &took_two);
    if (call->command == NULL)
        return choose_family(call, first, second, note);
    size_t took = took_two ? 2 : 1;
    call->count -= took;
    memmove(call->words, call->words + took,
            call->count * sizeof call->words[0]);
    return ERR_OK;
}

/* The one line that a failure gets: no line break, no control character. */
static void complain(const struct cli *cli, enum err code)
{
    (void)fflush(stdout);
    fputs(cli->program->name, stderr);
    if (cli->command != NULL && cli->command->name[0] != 0)
        fprintf(stderr, " %s", cli->command->name);
    fputs(": ", stderr);
    cli_term_text(stderr,
                  cli->note.text[0] != 0 ? cli->note.text : err_name(code));
    fputc('\n', stderr);
}

static int run(struct cli *cli)
{
    enum err e = cli->command->run(cli);
    bool lost = fflush(stdout) != 0 || ferror(stdout);
    /* A reader that had enough ("| head") is no failure. */
    if (e == ERR_OK && lost && errno != EPIPE)
        e = err_say(&cli->note, ERR_IO, "standard output: cannot write: %s",
                    strerror(errno));
    if (e == ERR_OK)
        return CLI_DONE;
    complain(cli, e);
    return cli->wrong_usage ? CLI_USAGE : CLI_FAILED;
}

static const char *folder(const struct call *call)
{
    const char *env = getenv("CHORUS_DIR");
    if (call->dir != NULL)
        return call->dir;
    return env != NULL && env[0] != 0 ? env : ".";
}

static void help(const struct call *call)
{
    if (call->command != NULL)
        cli_help_command(call->program, call->command);
    else if (call->family != NULL)
        cli_help_family(call->program, call->family);
    else
        cli_help(call->program);
}

int cli_main(int argc, char *const *argv, const struct cli_program *program)
{
    struct call call = {.program = program};
    struct cli cli = {.program = program};
    enum err e = sort_words(argc, argv, &call, &cli.note);
    if (e == ERR_OK)
        e = choose(&call, &cli.note);
    if (e == ERR_OK && call.version) {
        printf("%s " CLI_VERSION "\n", program->name);
        return CLI_DONE;
    }
    if (e == ERR_OK && call.help) {
        help(&call);
        return CLI_DONE;
    }
    if (e == ERR_OK) {
        cli.command = call.command;
        cli.dir = folder(&call);
        cli.json = call.json;
        e = cli_parse(&cli, call.words, call.count);
    }
    if (e != ERR_OK) {
        complain(&cli, e);
        return CLI_USAGE;
    }
    return run(&cli);
}
