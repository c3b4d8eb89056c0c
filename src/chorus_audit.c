/*
 * chorus-audit: attacks a release. A program of its own that shares no source
 * with what makes releases; reads files, writes JSON, and that is all.
 * Source: src/RELEASE.md, "The auditor".
 */
#include "audit/audit.h"
#include "base/file.h"

#include <sodium.h>

#define FILE_BYTES_MAX ((size_t)256 << 20)

static const char help[] =
    "Usage: chorus-audit RELEASE.json [--survey FILE] [--csv FILE ...]\n"
    "                    [--text FILE ...] [OTHER.json ...]\n"
    "\n"
    "Checks a release as an attacker would read it: the tree and its counts,\n"
    "every number that is made from leaves, what each leaf may print for its\n"
    "size, and whether what it prints forces anybody to one side of a cutoff.\n"
    "\n"
    "  --survey FILE  The survey of the wave. Without it two checks cannot\n"
    "                 run: whether grids, cutoffs and spreads are the "
    "survey's,\n"
    "                 and areas. What the release says of its scales is\n"
    "                 enough for all the others; but an audit without the\n"
    "                 survey never passes.\n"
    "  --csv FILE     A table made from the release: it may hold no number\n"
    "                 that the release does not. May be repeated.\n"
    "  --text FILE    The text of a PDF made from the release, as pdftotext\n"
    "                 -layout writes it: a row with a group and how many of\n"
    "                 it answered may hold only what this group prints. May\n"
    "                 be repeated.\n"
    "  OTHER.json     Other releases: one wave has one.\n"
    "  --help         This text.\n"
    "\n"
    "Prints "
    "{\"verdict\",\"findings\":[{\"check\",\"group\",\"scale\",\"value\","
    "\n"
    "\"expected\"}],\"coverage\"} as JSON. Exit 0: every check ran and none\n"
    "found anything. 1: something was found. 2: something could not be\n"
    "checked, or the call is wrong.\n";

/* The files of a call; what they hold must live as long as the input. */
struct call {
    struct audit_input input;
    struct audit_bytes survey;
    struct buf held[3 * AUDIT_FILES_MAX + 2];
    size_t held_count;
    struct err_note note;
};

static enum err load(struct call *c, const char *path, struct audit_bytes *out)
{
    struct buf *b = &c->held[c->held_count];
    enum err e = file_read(path, FILE_BYTES_MAX, b, &c->note);
    if (e != ERR_OK)
        return e;
    c->held_count++;
    *out = (struct audit_bytes){path, b->data, b->len};
    return ERR_OK;
}

static enum err load_more(struct call *c, const char *path,
                          struct audit_bytes *list, size_t *count)
{
    if (*count == AUDIT_FILES_MAX)
        return err_say(&c->note, ERR_RANGE, "%s: too many files", path);
    enum err e = load(c, path, &list[*count]);
    *count += e == ERR_OK ? 1 : 0;
    return e;
}

/* One word, or an option and its value; returns how many words it was. */
static int take(struct call *c, char *const *words, enum err *out_err)
{
    bool survey = strcmp(words[0], "--survey") == 0;
    bool csv = strcmp(words[0], "--csv") == 0;
    bool text = strcmp(words[0], "--text") == 0;
    if ((survey || csv || text) && words[1] == NULL)
        *out_err = err_say(&c->note, ERR_FORMAT, "%s needs a file", words[0]);
    else if (survey && c->input.survey != NULL)
        *out_err = err_say(&c->note, ERR_FORMAT, "--survey stands twice");
    else if (survey) {
        *out_err = load(c, words[1], &c->survey);
        c->input.survey = &c->survey;
    } else if (csv)
        *out_err =
            load_more(c, words[1], c->input.tables, &c->input.table_count);
    else if (text)
        *out_err = load_more(c, words[1], c->input.texts, &c->input.text_count);
    else if (strncmp(words[0], "--", 2) == 0)
        *out_err = err_say(&c->note, ERR_FORMAT, "no option %s", words[0]);
    else if (c->input.release.name == NULL)
        *out_err = load(c, words[0], &c->input.release);
    else
        *out_err =
            load_more(c, words[0], c->input.others, &c->input.other_count);
    return survey || csv || text ? 2 : 1;
}

static enum err take_all(struct call *c, char *const *words)
{
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && words[i] != NULL;)
        i += (size_t)take(c, &words[i], &e);
    if (e == ERR_OK && c->input.release.name == NULL)
        e = err_say(&c->note, ERR_FORMAT, "which release? chorus-audit --help");
    return e;
}

static enum err run(const struct call *c, int *out_exit)
{
    struct audit_report *report = audit_report_new();
    struct buf json = BUF_INIT;
    enum err e = report == NULL ? ERR_MEMORY : audit_run(&c->input, report);
    if (e == ERR_OK)
        e = audit_report_json(report, &json);
    if (e == ERR_OK &&
        (printf("%s\n", buf_text(&json)) < 0 || fflush(stdout) != 0))
        e = ERR_IO;
    if (e == ERR_OK)
        *out_exit = (int)audit_verdict(report);
    buf_free(&json);
    audit_report_free(report);
    return e;
}

int main(int argc, char **argv)
{
    int status = AUDIT_INCOMPLETE;
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        return fputs(help, stdout) < 0 ? AUDIT_INCOMPLETE : 0;
    struct call *c = sodium_init() < 0 ? NULL : calloc(1, sizeof *c);
    if (c == NULL) {
        fputs("chorus-audit: cannot start\n", stderr);
        return AUDIT_INCOMPLETE;
    }
    enum err e = take_all(c, argv + 1);
    if (e == ERR_OK)
        e = run(c, &status);
    if (e != ERR_OK) {
        fprintf(stderr, "chorus-audit: %s\n",
                c->note.text[0] != '\0' ? c->note.text : err_name(e));
        status = AUDIT_INCOMPLETE;
    }
    for (size_t i = 0; i < c->held_count; i++)
        buf_free(&c->held[i]);
    free(c);
    return status;
}
