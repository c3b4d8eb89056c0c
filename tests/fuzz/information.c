/* The information sheet: what was read, written and read again is the same. */
#include "fuzz/file.h"

#include "conduct/information.h"

static void write_and_read(const struct conduct_folder *folder,
                           const struct conduct_sheet *sheet)
{
    const char *texts[CONDUCT_SHEET_FIELDS];
    struct conduct_sheet again;
    struct err_note note = {""};
    for (size_t i = 0; i < CONDUCT_SHEET_FIELDS; i++)
        texts[i] = sheet->texts[i] == NULL ? "" : sheet->texts[i];
    enum err e = conduct_sheet_write(folder, texts, &note);
    fuzz_note(e, &note);
    if (e != ERR_OK)
        return;
    err_assert(conduct_sheet_read(folder, &again, NULL) == ERR_OK);
    for (size_t i = 0; i < CONDUCT_SHEET_FIELDS; i++) {
        bool is_blank = texts[i][strspn(texts[i], " \t\n")] == 0;
        err_assert(is_blank ? again.texts[i] == NULL
                            : strcmp(again.texts[i], texts[i]) == 0);
    }
    conduct_sheet_free(&again);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    struct conduct_folder folder;
    struct conduct_sheet untouched;
    memset(&untouched, 0xa5, sizeof untouched);
    struct conduct_sheet sheet = untouched;
    struct err_note note = {""};
    fuzz_file_put(&file, "information.json", data, len);
    folder.dir = file.dir;
    enum err e = conduct_sheet_read(&folder, &sheet, &note);
    fuzz_note(e, &note);
    if (e != ERR_OK) {
        err_assert(memcmp(&sheet, &untouched, sizeof sheet) == 0);
        return 0;
    }
    write_and_read(&folder, &sheet);
    conduct_sheet_free(&sheet);
    return 0;
}
