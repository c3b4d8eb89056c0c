/* chorus.conf: what was read, written and read again is the same; a file that
 * is refused changes nothing. */
#include "fuzz/file.h"

#include "base/config.h"

#define COUNT 3

static const struct config_entry defaults[COUNT] = {
    {"institution", "none"}, {"smtp_server", ""}, {"port", "8080"}};

static void write_and_read(struct fuzz_file *file,
                           const struct config_entry entries[COUNT])
{
    struct config_entry again[COUNT];
    struct buf text = BUF_INIT;
    memcpy(again, defaults, sizeof again);
    for (size_t i = 0; i < COUNT; i++)
        buf_printf(&text, "%s = %s\n", entries[i].key, entries[i].value);
    fuzz_file_put(file, "chorus.conf", text.data, text.len);
    err_assert(config_read(file->path.s, again, COUNT, NULL) == ERR_OK);
    for (size_t i = 0; i < COUNT; i++)
        err_assert(strcmp(entries[i].value, again[i].value) == 0);
    buf_free(&text);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    struct config_entry entries[COUNT];
    struct err_note note = {""};
    memcpy(entries, defaults, sizeof entries);
    fuzz_file_put(&file, "chorus.conf", data, len);
    enum err e = config_read(file.path.s, entries, COUNT, &note);
    fuzz_note(e, &note);
    if (e == ERR_OK)
        write_and_read(&file, entries);
    else
        err_assert(memcmp(entries, defaults, sizeof entries) == 0);
    return 0;
}
