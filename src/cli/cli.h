/*
 * The command line's core: one table of commands that drives dispatch, options
 * and help, and the parsed call that a command gets. Knows no file of data and
 * no secret; must never print anything that a command did not ask it to.
 */
#ifndef CHORUS_CLI_CLI_H
#define CHORUS_CLI_CLI_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define CLI_ARGS_MAX  600 /* 255 trustees: a share and a passphrase each */
#define CLI_GIVEN_MAX 600
#define CLI_VERSION   "1.0.0"

enum cli_exit {
    CLI_DONE = 0,
    CLI_FAILED = 1, /* refused or failed: one line on stderr */
    CLI_USAGE = 2,  /* the call itself is wrong: one line on stderr */
};

enum cli_option_flags {
    CLI_REQUIRED = 1,
    CLI_MANY = 2, /* takes every word up to the next option; may be repeated */
    CLI_REPEAT = 4, /* takes one word; may be repeated */
};

/* One option of a command. */
struct cli_option {
    const char *name;  /* without the hyphens; NULL ends a table */
    const char *value; /* what help calls the value; NULL: a flag */
    const char *help;
    unsigned flags;
};

struct cli;

/* One command: a row of the table. */
struct cli_command {
    const char *name; /* "wave open" */
    const char *args; /* positionals as help shows them, "" for none */
    size_t min_args;
    size_t max_args;
    const char *summary;              /* one line, no full stop */
    const char *details;              /* paragraphs of --help; NULL for none */
    const struct cli_option *options; /* ends with a NULL name; may be NULL */
    bool json;                        /* --json is offered */
    enum err (*run)(struct cli *cli);
};

/* A program: what it is called, and what it can do. */
struct cli_program {
    const char *name;
    const char *about;                         /* one line, for --help */
    const struct cli_command *const *commands; /* ends with NULL */
    const struct cli_command *only; /* a program of one command has no words */
};

/* An option as it was given. */
struct cli_given {
    const struct cli_option *option;
    const char *value; /* "" for a flag */
};

/* A parsed call. Everything in it points into argv. */
struct cli {
    const struct cli_program *program;
    const struct cli_command *command;
    const char *dir; /* -d, else $CHORUS_DIR, else "." */
    const char *args[CLI_ARGS_MAX];
    size_t arg_count;
    struct cli_given given[CLI_GIVEN_MAX];
    size_t given_count;
    bool json;
    bool wrong_usage;     /* set by cli_wrong_usage */
    struct err_note note; /* the line for stderr when the command fails */
};

/*
 * Runs one call of the program.
 * In: argv as main got it. Out: the exit code; whatever went wrong was said in
 * one line on stderr.
 */
int cli_main(int argc, char *const *argv, const struct cli_program *program);

/*
 * Parses a call into CLI, which the caller zeroed. Help and version are not
 * its business: cli_main looked for them.
 * In: WORDS after the command's own name. Errors: ERR_FORMAT with the line in
 * cli->note (unknown or repeated option, value missing or not wanted, too few
 * or too many positionals, a required option missing).
 */
BASE_MUST_USE enum err cli_parse(struct cli *cli, const char *const *words,
                                 size_t count);

/* The i-th positional, or NULL. */
const char *cli_arg(const struct cli *cli, size_t i);
/* The value of an option of this command, or NULL; an option that the
 * command's table does not have aborts. */
const char *cli_value(const struct cli *cli, const char *name);
/* The i-th value of a CLI_MANY or CLI_REPEAT option, or NULL. */
const char *cli_value_at(const struct cli *cli, const char *name, size_t i);
/* Whether a flag was given. */
bool cli_flag(const struct cli *cli, const char *name);

/*
 * The value of an option as a whole number of MIN..MAX; *out_number keeps what
 * it holds when the option was not given. Errors: ERR_RANGE, wrong usage.
 */
BASE_MUST_USE enum err cli_number(struct cli *cli, const char *name,
                                  uint32_t min, uint32_t max,
                                  uint32_t *out_number);

/* Says that the call itself is wrong: the exit code becomes 2. */
enum err cli_wrong_usage(struct cli *cli, const char *fmt, ...)
    BASE_PRINTF(2, 3);

/* --help of the program; of a first word that several commands share ("wave");
 * and of one command. On stdout. */
void cli_help(const struct cli_program *program);
void cli_help_family(const struct cli_program *program, const char *word);
void cli_help_command(const struct cli_program *program,
                      const struct cli_command *command);

#endif
