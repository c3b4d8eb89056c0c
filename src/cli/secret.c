#include "cli/secret.h"

#include "base/file.h"
#include "cli/terminal.h"

#include <sodium.h>

#define SECRET_FILE_MAX 1024
#define TRIES           3

static enum err normalise(struct cli *cli, const struct buf *text,
                          char out[static PASSPHRASE_SIZE])
{
    enum err e = passphrase_normalise(buf_text(text), text->len, out);
    if (e == ERR_FORMAT)
        return err_say(&cli->note, e, "the passphrase is empty");
    if (e == ERR_RANGE)
        return err_say(&cli->note, e, "the passphrase is too long");
    return e;
}

static enum err from_file(struct cli *cli, const char *path,
                          char out[static PASSPHRASE_SIZE])
{
    struct buf text = BUF_INIT;
    enum err e = file_read(path, SECRET_FILE_MAX, &text, &cli->note);
    if (e == ERR_OK)
        e = normalise(cli, &text, out);
    buf_wipe(&text);
    return e;
}

static enum err from_terminal(struct cli *cli, const char *prompt,
                              char out[static PASSPHRASE_SIZE])
{
    struct buf text = BUF_INIT;
    enum err e =
        cli_term_secret(prompt, "--passphrase-file FILE", &text, &cli->note);
    if (e == ERR_OK)
        e = normalise(cli, &text, out);
    buf_wipe(&text);
    return e;
}

enum err cli_passphrase(struct cli *cli, char out[static PASSPHRASE_SIZE])
{
    const char *file = cli_value(cli, "passphrase-file");
    if (file != NULL)
        return from_file(cli, file, out);
    return from_terminal(cli, "Passphrase of the wave (seven words): ", out);
}

enum err cli_passphrase_of(struct cli *cli, size_t i, uint32_t number,
                           char out[static PASSPHRASE_SIZE])
{
    const char *file = cli_value_at(cli, "passphrase-file", i);
    char prompt[64];
    if (file != NULL)
        return from_file(cli, file, out);
    (void)snprintf(
        prompt, sizeof prompt,
        "Passphrase of trustee %u (seven words): ", (unsigned)number);
    return from_terminal(cli, prompt, out);
}

/* New words: whose they are, and what they are for. */
static enum err show(struct cli *cli, const char *head, const char *words)
{
    struct buf text = BUF_INIT;
    buf_printf(&text, "%s\n\n    %s\n\n", head, words);
    enum err e = buf_check(&text);
    if (e == ERR_OK)
        e = cli_term_show(buf_text(&text), &cli->note);
    buf_wipe(&text);
    return e;
}

static enum err typed_back(struct cli *cli, const char *words)
{
    for (int i = 0; i < TRIES; i++) {
        char again[PASSPHRASE_SIZE] = {0};
        enum err e = from_terminal(cli, "Type it back: ", again);
        bool same = e == ERR_OK && strcmp(again, words) == 0;
        sodium_memzero(again, sizeof again);
        if (same)
            return ERR_OK;
        if (e != ERR_OK && e != ERR_FORMAT && e != ERR_RANGE)
            return e;
        e = cli_term_show("That is not the same.\n", &cli->note);
        if (e != ERR_OK)
            return e;
    }
    return err_say(&cli->note, ERR_DENIED,
                   "the passphrase was not typed back; nothing was changed");
}

static enum err write_new(struct cli *cli, const char *path, const char *words)
{
    struct buf line = BUF_INIT;
    buf_printf(&line, "%s\n", words);
    enum err e = buf_check(&line);
    if (e == ERR_OK)
        e = file_write_new(path, line.data, line.len, 0600, &cli->note);
    buf_wipe(&line);
    return e;
}

/* Seven new words into FILE, or (FILE is NULL) onto the terminal and back. */
static enum err draw(struct cli *cli, const char *file, const char *head,
                     char out[static PASSPHRASE_SIZE])
{
    char words[PASSPHRASE_SIZE];
    if (file != NULL && file_exists(file))
        return from_file(cli, file, out);
    passphrase_new(words);
    enum err e = ERR_OK;
    if (file != NULL) {
        e = write_new(cli, file, words);
    } else {
        e = show(cli, head, words);
        if (e == ERR_OK)
            e = typed_back(cli, words);
    }
    if (e == ERR_OK)
        memcpy(out, words, sizeof words);
    sodium_memzero(words, sizeof words);
    return e;
}

enum err cli_passphrase_new(struct cli *cli, char out[static PASSPHRASE_SIZE])
{
    static const char head[] =
        "\nThe passphrase of this wave. Whoever has it can open the answers; "
        "without it\nnobody can, ever. Write it down and keep it apart from "
        "this machine.";
    return draw(cli, cli_value(cli, "passphrase-file"), head, out);
}

enum err cli_passphrase_new_of(struct cli *cli, uint32_t number, uint32_t count,
                               char out[static PASSPHRASE_SIZE])
{
    static const char clear[] = "\033[H\033[2J\033[3J";
    const char *file = cli_value_at(cli, "passphrase-file", number - 1);
    char head[256];
    (void)snprintf(head, sizeof head,
                   "%sTrustee %u of %u: this is for your eyes alone. These "
                   "words open your share of the\nwave's key. Write them down; "
                   "nobody else has them.",
                   clear, (unsigned)number, (unsigned)count);
    enum err e = draw(cli, file, head, out);
    return e == ERR_OK && file == NULL ? cli_term_show(clear, &cli->note) : e;
}

static enum err first_line(struct cli *cli, const char *file,
                           struct buf *out_password)
{
    struct buf text = BUF_INIT;
    enum err e = file_read(file, SECRET_FILE_MAX, &text, &cli->note);
    if (e != ERR_OK)
        return e;
    size_t len = strcspn(buf_text(&text), "\r\n");
    struct buf line = BUF_INIT;
    buf_put(&line, buf_text(&text), len);
    buf_wipe(&text);
    e = buf_check(&line);
    if (e == ERR_OK)
        *out_password = line;
    else
        buf_wipe(&line);
    return e;
}

enum err cli_password(struct cli *cli, const char *file,
                      struct buf *out_password)
{
    if (file != NULL)
        return first_line(cli, file, out_password);
    static const char instead[] = "--password-file FILE";
    struct buf one = BUF_INIT;
    struct buf two = BUF_INIT;
    enum err e = cli_term_secret("Password: ", instead, &one, &cli->note);
    if (e == ERR_OK)
        e = cli_term_secret("Once more: ", instead, &two, &cli->note);
    if (e == ERR_OK && (one.len != two.len ||
                        memcmp(buf_text(&one), buf_text(&two), one.len) != 0))
        e = err_say(&cli->note, ERR_DENIED,
                    "the passwords differ; nothing was changed");
    if (e == ERR_OK) {
        *out_password = one;
        one = BUF_INIT;
    }
    buf_wipe(&one);
    buf_wipe(&two);
    return e;
}
