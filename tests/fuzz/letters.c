/* The words of letters and mails: filled in, no line of theirs is one that a
 * value began, and none is longer than the page unless a word is. */
#include "fuzz/file.h"

#include "roster/wording.h"

#define COLUMNS 72

static const struct wording_value values[] = {
    {"INSTITUTION", "St. Anne's"},
    {"CLOSES", "Tuesday\nSubject: other"},
    {"NAME", "Zo\xc3\xab"},
};

static void check_lines(const struct wording *w)
{
    for (size_t i = 0; i < w->head_count; i++)
        err_assert(w->heads[i].key[0] != 0 && fuzz_is_plain(w->heads[i].key) &&
                   fuzz_is_plain(w->heads[i].text));
    for (size_t i = 0; i < w->block_count; i++)
        err_assert(fuzz_is_plain(w->blocks[i].text));
}

static void check_width(const char *text)
{
    while (*text != 0) {
        size_t bytes = strcspn(text, "\n");
        size_t wide = 0;
        for (size_t i = 0; i < bytes; i++)
            wide += ((uint8_t)text[i] & 0xc0) != 0x80;
        err_assert(wide <= COLUMNS || memchr(text, ' ', bytes) == NULL);
        text += bytes + (text[bytes] == '\n');
    }
}

static void fill(const struct wording *w)
{
    struct wording *filled = NULL;
    struct err_note note = {""};
    struct buf text = BUF_INIT;
    enum err e =
        wording_fill(w, values, sizeof values / sizeof *values, &filled, &note);
    fuzz_note(e, &note);
    if (e != ERR_OK)
        return;
    check_lines(filled);
    err_assert(filled->head_count == w->head_count &&
               filled->block_count == w->block_count);
    wording_text(filled, "https://x/", "AAAA-BBBB", "CCCC-DDDD", &text);
    check_width(buf_text(&text));
    buf_free(&text);
    wording_free(filled);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    struct wording *w = NULL;
    struct err_note note = {""};
    fuzz_file_put(&file, "invite.en.txt", data, len);
    enum err e = wording_load(file.dir.s, "invite", "es-MX", &w, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (w != NULL));
    if (w == NULL)
        return 0;
    check_lines(w);
    fill(w);
    wording_free(w);
    return 0;
}
