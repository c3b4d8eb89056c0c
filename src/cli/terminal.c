#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

#define SECRET_MAX 1024
#define WRAP_WIDTH 78

void cli_term_text(FILE *to, const char *text)
{
    for (; *text != 0; text++) {
        unsigned char c = (unsigned char)*text;
        fputc(c < 0x20 || c == 0x7f ? '?' : c, to);
    }
}

void cli_term_bold(FILE *to, const char *text)
{
    const char *no_color = getenv("NO_COLOR");
    bool bold =
        isatty(fileno(to)) == 1 && (no_color == NULL || no_color[0] == 0);
    fputs(bold ? "\033[1m" : "", to);
    cli_term_text(to, text);
    fputs(bold ? "\033[0m" : "", to);
}

static size_t columns(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)text[i] & 0xc0) != 0x80;
    return n;
}

static void blanks(size_t n)
{
    for (size_t i = 0; i < n; i++)
        putchar(' ');
}

static void put_word(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        putchar(c < 0x20 || c == 0x7f ? '?' : c);
    }
}

void cli_term_wrap_from(const char *text, size_t indent, size_t column)
{
    bool fresh = true; /* no blank is due before the next word */
    while (*text != 0) {
        if (*text == '\n') {
            putchar('\n');
            column = 0;
            fresh = true;
            text++;
            continue;
        }
        bool fixed = column == 0 && *text == ' ';
        size_t len = strcspn(text, fixed ? "\n" : " \n");
        size_t wide = columns(text, len);
        if (!fresh && column + 1 + wide > WRAP_WIDTH) {
            putchar('\n');
            column = 0;
            fresh = true;
        }
        if (column == 0) {
            blanks(indent);
            column = indent;
        }
        blanks(fresh ? 0 : 1);
        put_word(text, len);
        column += wide + (fresh ? 0 : 1);
        fresh = false;
        text += len;
        text += *text == ' ';
    }
    putchar('\n');
}

void cli_term_wrap(const char *text, size_t indent)
{
    cli_term_wrap_from(text, indent, 0);
}

static enum err open_tty(const char *instead, int *out_fd,
                         struct err_note *note)
{
    (void)fflush(stdout);
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return err_say(note, ERR_STATE,
                       "there is no terminal to ask on; use %s", instead);
    *out_fd = fd;
    return ERR_OK;
}

static bool put(int fd, const char *text)
{
    size_t len = strlen(text);
    while (len > 0) {
        ssize_t n = write(fd, text, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        text += n;
        len -= (size_t)n;
    }
    return true;
}

static bool get(int fd, uint8_t *out_byte)
{
    ssize_t n;
    do
        n = read(fd, out_byte, 1);
    while (n < 0 && errno == EINTR);
    return n == 1;
}

/* Removes the last character, which may be several bytes of UTF-8. */
static void rub_out(struct buf *text)
{
    while (text->len > 0) {
        uint8_t last = text->data[--text->len];
        text->data[text->len] = 0;
        if ((last & 0xc0) != 0x80)
            return;
    }
}

/* One line of keys, read raw: signals and editing are ours while it lasts, so
 * that the terminal's echo comes back on every way out. */
static enum err read_keys(int fd, struct buf *text, struct err_note *note)
{
    uint8_t key = 0;
    while (get(fd, &key)) {
        if (key == '\r' || key == '\n')
            return buf_check(text);
        if (key == 3 || key == 4)
            return err_say(note, ERR_DENIED,
                           "given up at the terminal; nothing was changed");
        if (key == 8 || key == 127)
            rub_out(text);
        else if (key == 21)
            buf_clear(text);
        else if (text->len < SECRET_MAX)
            buf_put_u8(text, key);
    }
    return err_say(note, ERR_IO, "the terminal went away");
}

enum err cli_term_secret(const char *prompt, const char *instead,
                         struct buf *out_text, struct err_note *note)
{
    int fd = -1;
    enum err e = open_tty(instead, &fd, note);
    if (e != ERR_OK)
        return e;
    struct termios before;
    struct buf text = BUF_INIT;
    if (tcgetattr(fd, &before) != 0) {
        (void)close(fd);
        return err_say(note, ERR_IO, "the terminal cannot be set: %s",
                       strerror(errno));
    }
    struct termios raw = before;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(fd, TCSAFLUSH, &raw) != 0 || !put(fd, prompt))
        e = err_say(note, ERR_IO, "the terminal cannot be set: %s",
                    strerror(errno));
    if (e == ERR_OK)
        e = read_keys(fd, &text, note);
    (void)tcsetattr(fd, TCSAFLUSH, &before);
    (void)put(fd, "\n");
    (void)close(fd);
    if (e != ERR_OK) {
        buf_wipe(&text);
        return e;
    }
    *out_text = text;
    return ERR_OK;
}

enum err cli_term_confirm(const char *question, struct err_note *note)
{
    int fd = -1;
    enum err e = open_tty("--yes", &fd, note);
    if (e != ERR_OK)
        return e;
    char line[16];
    size_t len = 0;
    uint8_t key = 0;
    bool asked = put(fd, question) && put(fd, " [yes/no] ");
    while (asked && get(fd, &key) && key != '\n')
        if (len + 1 < sizeof line)
            line[len++] = (char)key;
    line[len] = 0;
    (void)close(fd);
    if (strcasecmp(line, "yes") == 0 || strcasecmp(line, "y") == 0)
        return ERR_OK;
    return err_say(note, ERR_DENIED, "not confirmed; nothing was changed");
}

enum err cli_term_show(const char *text, struct err_note *note)
{
    int fd = -1;
    enum err e = open_tty("--passphrase-file FILE", &fd, note);
    if (e != ERR_OK)
        return e;
    if (!put(fd, text))
        e = err_say(note, ERR_IO, "the terminal went away");
    (void)close(fd);
    return e;
}
