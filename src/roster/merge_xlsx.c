/* Before base/banned.h: its macros use what we do not. */
#include <xlsxwriter.h>

#include "roster/merge_xlsx.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A sheet that is being filled. */
struct sheet {
    lxw_worksheet *worksheet;
    lxw_format *text;
    lxw_row_t row;
};

static enum err put_row(void *ctx, const char *const *cells)
{
    struct sheet *s = ctx;
    for (lxw_col_t i = 0; i < ROSTER_MERGE_COLUMNS; i++) {
        lxw_error error =
            worksheet_write_string(s->worksheet, s->row, i, cells[i], s->text);
        if (error != LXW_NO_ERROR)
            return error == LXW_ERROR_MEMORY_MALLOC_FAILED ? ERR_MEMORY
                                                           : ERR_RANGE;
    }
    s->row++;
    return ERR_OK;
}

static void set_up(lxw_workbook *book, struct sheet *out_sheet)
{
    static const double widths[ROSTER_MERGE_COLUMNS] = {16, 32, 10, 34, 60, 38};
    lxw_format *bold = workbook_add_format(book);
    struct sheet s = {workbook_add_worksheet(book, "invites"),
                      workbook_add_format(book), 1};
    format_set_bold(bold);
    format_set_num_format(s.text, "@");
    for (lxw_col_t i = 0; i < ROSTER_MERGE_COLUMNS; i++) {
        (void)worksheet_set_column(s.worksheet, i, i, widths[i], NULL);
        (void)worksheet_write_string(s.worksheet, 0, i, roster_merge_header[i],
                                     bold);
    }
    worksheet_freeze_panes(s.worksheet, 1, 0);
    *out_sheet = s;
}

/* The folder of PATH, and a name beside it that nobody else has: a folder made
 * for nobody but us. */
static enum err make_room(const char *path, struct file_path *out_dir,
                          struct err_note *note)
{
    struct file_path dir;
    int n = snprintf(dir.s, sizeof dir.s, "%s.XXXXXX", path);
    if (n < 0 || (size_t)n >= sizeof dir.s - 16)
        return err_say(note, ERR_RANGE, "%s: the name is too long", path);
    if (mkdtemp(dir.s) == NULL)
        return err_say(note, file_err(errno), "%s: cannot be written: %s", path,
                       strerror(errno));
    *out_dir = dir;
    return ERR_OK;
}

/* Into the folder it is to be in, from the one that only we could read. */
static enum err put_in_place(const char *from, const char *path,
                             struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    enum err e = file_read(from, (size_t)1 << 30, &bytes, note);
    if (e == ERR_OK)
        e = file_write(path, bytes.data, bytes.len, 0600, note);
    buf_wipe(&bytes);
    return e;
}

enum err roster_merge_xlsx(struct people *people, const char *person,
                           const char *wave, const char *base_url,
                           const struct wave_manifest_hash *mh,
                           const char *path, struct err_note *note)
{
    struct file_path dir;
    struct file_path file;
    struct sheet sheet;
    enum err e = make_room(path, &dir, note);
    if (e != ERR_OK)
        return e;
    e = file_join(dir.s, "invites", &file);
    if (e != ERR_OK) {
        (void)rmdir(dir.s);
        return e;
    }
    lxw_workbook_options options = {.tmpdir = dir.s};
    lxw_workbook *book = workbook_new_opt(file.s, &options);
    if (book == NULL) {
        (void)rmdir(dir.s);
        return ERR_MEMORY;
    }
    set_up(book, &sheet);
    e = roster_merge_each(people, person, wave, base_url, mh, put_row, &sheet,
                          note);
    if (workbook_close(book) != LXW_NO_ERROR && e == ERR_OK)
        e = err_say(note, ERR_IO, "%s: the workbook cannot be written", path);
    if (e == ERR_OK)
        e = put_in_place(file.s, path, note);
    enum err gone = file_destroy(file.s, NULL);
    (void)rmdir(dir.s);
    return e == ERR_OK ? gone : e;
}
