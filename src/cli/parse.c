#include "cli/cli.h"

static const struct cli_option *option_of(const struct cli_command *command,
                                          const char *name, size_t len)
{
    const struct cli_option *o = command->options;
    for (; o != NULL && o->name != NULL; o++)
        if (strlen(o->name) == len && memcmp(o->name, name, len) == 0)
            return o;
    return NULL;
}

static enum err give(struct cli *cli, const struct cli_option *option,
                     const char *value)
{
    if (cli->given_count == CLI_GIVEN_MAX)
        return err_say(&cli->note, ERR_FORMAT, "too many options");
    if ((option->flags & (CLI_MANY | CLI_REPEAT)) == 0)
        for (size_t i = 0; i < cli->given_count; i++)
            if (cli->given[i].option == option)
                return err_say(&cli->note, ERR_FORMAT, "--%s is given twice",
                               option->name);
    cli->given[cli->given_count++] = (struct cli_given){option, value};
    return ERR_OK;
}

/* "--name value", "--name=value", "--flag"; words[*at] is the option. */
static enum err take_option(struct cli *cli, const char *const *words,
                            size_t count, size_t *at)
{
    const char *word = words[*at];
    const char *name = word + (word[1] == '-' ? 2 : 1);
    size_t len = strcspn(name, "=");
    const struct cli_option *o =
        word[1] == '-' ? option_of(cli->command, name, len) : NULL;
    if (o == NULL)
        return err_say(&cli->note, ERR_FORMAT, "no option %.40s; see --help",
                       word);
    if (name[len] == '=') {
        if (o->value == NULL)
            return err_say(&cli->note, ERR_FORMAT, "--%s takes no value",
                           o->name);
        return give(cli, o, name + len + 1);
    }
    if (o->value == NULL)
        return give(cli, o, "");
    if (*at + 1 == count)
        return err_say(&cli->note, ERR_FORMAT, "--%s needs %s", o->name,
                       o->value);
    enum err e = give(cli, o, words[++*at]);
    if ((o->flags & CLI_MANY) != 0)
        while (e == ERR_OK && *at + 1 < count && words[*at + 1][0] != '-')
            e = give(cli, o, words[++*at]);
    return e;
}

static enum err take_word(struct cli *cli, const char *word)
{
    if (cli->arg_count == cli->command->max_args ||
        cli->arg_count == CLI_ARGS_MAX)
        return err_say(&cli->note, ERR_FORMAT,
                       "\"%.60s\" is one word too many; see --help", word);
    cli->args[cli->arg_count++] = word;
    return ERR_OK;
}

static enum err check_complete(struct cli *cli)
{
    const struct cli_command *c = cli->command;
    if (cli->arg_count < c->min_args)
        return err_say(&cli->note, ERR_FORMAT, "needs %s; see --help", c->args);
    for (const struct cli_option *o = c->options; o != NULL && o->name != NULL;
         o++)
        if ((o->flags & CLI_REQUIRED) != 0 && cli_value(cli, o->name) == NULL)
            return err_say(&cli->note, ERR_FORMAT,
                           "--%s %s is missing; see --help", o->name, o->value);
    if (cli->json && !c->json)
        return err_say(&cli->note, ERR_FORMAT, "has no --json; see --help");
    return ERR_OK;
}

enum err cli_parse(struct cli *cli, const char *const *words, size_t count)
{
    bool only_words = false;
    for (size_t i = 0; i < count; i++) {
        const char *word = words[i];
        enum err e = ERR_OK;
        if (!only_words && strcmp(word, "--") == 0)
            only_words = true;
        else if (!only_words && word[0] == '-' && word[1] != 0)
            e = take_option(cli, words, count, &i);
        else
            e = take_word(cli, word);
        if (e != ERR_OK)
            return e;
    }
    return check_complete(cli);
}

const char *cli_arg(const struct cli *cli, size_t i)
{
    return i < cli->arg_count ? cli->args[i] : NULL;
}

const char *cli_value_at(const struct cli *cli, const char *name, size_t i)
{
    const struct cli_option *o = option_of(cli->command, name, strlen(name));
    err_assert(o != NULL);
    for (size_t g = 0; g < cli->given_count; g++)
        if (cli->given[g].option == o && i-- == 0)
            return cli->given[g].value;
    return NULL;
}

const char *cli_value(const struct cli *cli, const char *name)
{
    return cli_value_at(cli, name, 0);
}

bool cli_flag(const struct cli *cli, const char *name)
{
    return cli_value(cli, name) != NULL;
}

enum err cli_number(struct cli *cli, const char *name, uint32_t min,
                    uint32_t max, uint32_t *out_number)
{
    const char *text = cli_value(cli, name);
    if (text == NULL)
        return ERR_OK;
    size_t len = strlen(text);
    uint64_t number = 0;
    bool good = len > 0 && len <= 10 && strspn(text, "0123456789") == len;
    for (size_t i = 0; good && i < len; i++)
        number = number * 10 + (uint64_t)(text[i] - '0');
    if (!good || number < min || number > max)
        return cli_wrong_usage(cli, "--%s: a whole number from %u to %u", name,
                               (unsigned)min, (unsigned)max);
    *out_number = (uint32_t)number;
    return ERR_OK;
}

enum err cli_wrong_usage(struct cli *cli, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(cli->note.text, sizeof cli->note.text, fmt, args);
    va_end(args);
    cli->wrong_usage = true;
    return ERR_RANGE;
}
