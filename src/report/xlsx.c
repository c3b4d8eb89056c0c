/* Before ours: its headers use what base/banned.h forbids. */
#include <xlsxwriter.h>

#include "report/xlsx.h"

#include "base/datetime.h"
#include "base/file.h"
#include "report/table.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define XLSX_MAX   ((size_t)256 << 20)
#define WRAP_WIDTH 100 /* characters of the column of notes */

/* A workbook on its way; the first failure of the library is remembered. */
struct book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *head;
    lxw_format *wrap;
    lxw_format *tenths;
    lxw_row_t row;
    lxw_col_t column;
    lxw_error failed;
};

static void note_failure(struct book *b, lxw_error error)
{
    if (b->failed == LXW_NO_ERROR)
        b->failed = error;
}

static void put_text(struct book *b, const char *text, lxw_format *format)
{
    note_failure(
        b, worksheet_write_string(b->sheet, b->row, b->column, text, format));
}

static void put_cell(void *context, const char *text, bool is_number)
{
    struct book *b = context;
    /* As many digits to see as the release prints: 50.0 stays 50.0. */
    if (is_number)
        note_failure(b, worksheet_write_number(
                            b->sheet, b->row, b->column, strtod(text, NULL),
                            strchr(text, '.') != NULL ? b->tenths : NULL));
    else if (text[0] != '\0')
        put_text(b, text, b->row == 0 ? b->head : NULL);
    b->column++;
}

static void put_row_end(void *context)
{
    struct book *b = context;
    b->row++;
    b->column = 0;
}

/* --- the figures ---------------------------------------------------------- */

/* In characters; by the columns of report/table.h. */
static const double widths[] = {24, 11, 26, 34, 7, 6, 22, 22, 7,  8, 10,
                                8,  8,  10, 10, 9, 8, 12, 12, 12, 14};

static void put_figures(struct book *b, const struct report_view *view,
                        size_t group)
{
    struct table_sink sink = {b, put_cell, put_row_end};
    b->sheet = workbook_add_worksheet(b->workbook, "Figures");
    if (group == PUBLISHED_NONE)
        table_release(view->release, &sink);
    else
        table_unit(view->release, group, &sink);
    lxw_col_t count = sizeof widths / sizeof widths[0];
    for (lxw_col_t i = 0; i < count; i++)
        note_failure(b, worksheet_set_column(b->sheet, i, i, widths[i], NULL));
    worksheet_freeze_panes(b->sheet, 1, 1);
    note_failure(b, worksheet_autofilter(b->sheet, 0, 0, b->row - 1,
                                         (lxw_col_t)(count - 1)));
    worksheet_set_landscape(b->sheet);
    worksheet_fit_to_pages(b->sheet, 1, 0);
    note_failure(b, worksheet_repeat_rows(b->sheet, 0, 0));
}

/* --- the notes ------------------------------------------------------------ */

static void put_note(struct book *b, const char *name, const char *text)
{
    b->column = 0;
    put_text(b, name, b->head);
    b->column = 1;
    put_text(b, text, b->wrap);
    b->row++;
}

static const char *const explanations[][2] = {
    {"Points", "0 to 100 over the range of a scale. \"valid\" is how many "
               "people have a score, \"half_width\" half of the 95 % interval "
               "around the mean: how far it may be from what everybody on the "
               "roster would have said."},
    {">= and <=", "At the ends of a scale the exact figure of a small group "
                  "would tell what single people said; only this much or more, "
                  "this much or less is printed. Such cells are text, so that "
                  "nobody computes with them by mistake."},
    {"~", "About: computed from figures of which some are cut in this way."},
    {"above", "Percent of people at or above the cutoff, of \"above_n\"."},
    {"not shown", "Depends on how many answered, never on what they answered: "
                  "to protect people in small groups."},
    {"low precision", "Fewer than 30 answers: do not build on it alone."},
    {"Ranks", "Programs are not ranked, and survey scores alone decide "
              "nothing."},
};

static void put_scales(struct book *b, const struct report_view *view)
{
    for (size_t i = 0; i < view->scale_count; i++) {
        const struct report_scale *s = &view->scales[i];
        char words[96];
        char text[512];
        report_scale_words(s, words, sizeof words);
        (void)snprintf(text, sizeof text, "%s; %s; version %s", s->title, words,
                       s->published->version);
        put_note(b, s->published->id, text);
    }
    for (size_t i = 0; i < view->area_count; i++)
        put_note(b, view->areas[i].survey->id, view->areas[i].title);
}

static void put_notes(struct book *b, const struct report_view *view)
{
    const struct published_release *r = view->release;
    char instrument[256];
    (void)snprintf(instrument, sizeof instrument, "%.100s %.100s", r->survey_id,
                   r->survey_version);
    b->sheet = workbook_add_worksheet(b->workbook, "Notes");
    b->row = 0;
    note_failure(b, worksheet_set_column(b->sheet, 0, 0, 24, NULL));
    note_failure(b, worksheet_set_column(b->sheet, 1, 1, WRAP_WIDTH, NULL));
    put_note(b, "Institution", r->institution);
    put_note(b, "Wave", r->wave);
    put_note(b, "Closed", r->closed);
    put_note(b, "Instrument", instrument);
    put_note(b, "Release, SHA-256", r->sha256);
    for (size_t i = 0; i < sizeof explanations / sizeof explanations[0]; i++)
        put_note(b, explanations[i][0], explanations[i][1]);
    put_scales(b, view);
    worksheet_set_landscape(b->sheet);
    worksheet_fit_to_pages(b->sheet, 1, 0);
}

/* --- the file ------------------------------------------------------------- */

static void put_properties(struct book *b, const struct published_release *r)
{
    char title[512];
    char author[512];
    char subject[512];
    (void)snprintf(title, sizeof title, "Results of wave %.200s", r->wave);
    (void)snprintf(author, sizeof author, "%.400s", r->institution);
    (void)snprintf(subject, sizeof subject, "Release SHA-256 %.64s", r->sha256);
    char midnight[40];
    int64_t closed = 0;
    (void)snprintf(midnight, sizeof midnight, "%.10sT00:00:00Z", r->closed);
    if (datetime_parse(midnight, &closed) != ERR_OK)
        closed = 1;
    lxw_doc_properties properties = {.title = title,
                                     .author = author,
                                     .subject = subject,
                                     .created = (time_t)closed};
    note_failure(b, workbook_set_properties(b->workbook, &properties));
}

static enum err read_back(int fd, struct buf *out)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return file_err(errno);
    if ((size_t)st.st_size > XLSX_MAX)
        return ERR_RANGE;
    for (off_t at = 0; at < st.st_size;) {
        uint8_t piece[65536];
        ssize_t n = pread(fd, piece, sizeof piece, at);
        if (n <= 0)
            return n < 0 ? file_err(errno) : ERR_IO;
        buf_put(out, piece, (size_t)n);
        at += n;
    }
    return buf_check(out);
}

static enum err err_of(lxw_error error)
{
    switch (error) {
    case LXW_NO_ERROR: return ERR_OK;
    case LXW_ERROR_MEMORY_MALLOC_FAILED: return ERR_MEMORY;
    default: return ERR_IO;
    }
}

static enum err write_book(const struct report_view *view, size_t group,
                           const char *path, const char *temp_dir)
{
    char dir[FILE_PATH_MAX] = "";
    lxw_workbook_options options = {.constant_memory = LXW_FALSE};
    if (temp_dir != NULL) {
        (void)snprintf(dir, sizeof dir, "%s", temp_dir);
        options.tmpdir = dir;
    }
    struct book b = {.workbook = workbook_new_opt(path, &options)};
    if (b.workbook == NULL)
        return ERR_MEMORY;
    b.head = workbook_add_format(b.workbook);
    b.wrap = workbook_add_format(b.workbook);
    b.tenths = workbook_add_format(b.workbook);
    if (b.tenths != NULL)
        format_set_num_format(b.tenths, "0.0");
    if (b.head != NULL)
        format_set_bold(b.head);
    if (b.wrap != NULL)
        format_set_text_wrap(b.wrap);
    put_properties(&b, view->release);
    put_figures(&b, view, group);
    put_notes(&b, view);
    enum err e = err_of(b.failed);
    enum err closed = err_of(workbook_close(b.workbook));
    return e == ERR_OK ? closed : e;
}

enum err xlsx_release(const struct report_view *view, size_t group,
                      const char *temp_dir, struct buf *out_xlsx)
{
    if (group != PUBLISHED_NONE && group >= view->release->group_count)
        return ERR_NOT_FOUND;
    /* The library writes to names only. */
    char path[64];
    int fd = memfd_create("chorus.xlsx", MFD_CLOEXEC);
    if (fd < 0)
        return file_err(errno);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    enum err e = write_book(view, group, path, temp_dir);
    if (e == ERR_OK)
        e = read_back(fd, out_xlsx);
    (void)close(fd);
    return e;
}
