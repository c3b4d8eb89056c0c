#include "unit/temp_dir.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>

static void expect_content(const char *path, const char *want)
{
    struct buf b = BUF_INIT;
    assert_int_equal(file_read(path, 1 << 20, &b, NULL), ERR_OK);
    assert_int_equal(b.len, strlen(want));
    assert_string_equal(buf_text(&b), want);
    buf_free(&b);
}

static void what_is_written_is_read_back_with_its_mode(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "f");
    mode_t before = umask(0);
    assert_int_equal(file_write(path.s, "secret", 6, 0600, NULL), ERR_OK);
    expect_content(path.s, "secret");
    struct stat st;
    assert_int_equal(stat(path.s, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(file_write(path.s, "", 0, 0644, NULL), ERR_OK);
    expect_content(path.s, "");
    assert_int_equal(stat(path.s, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0644);
    (void)umask(before);
    assert_int_equal(temp_dir_count(&dir), 1);
    temp_dir_remove(&dir);
}

/* The old file is replaced, not written into: who reads it sees it whole. */
static void who_reads_the_old_file_keeps_it(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "f");
    assert_int_equal(file_write(path.s, "old", 3, 0600, NULL), ERR_OK);
    FILE *reader = fopen(path.s, "r");
    assert_non_null(reader);
    assert_int_equal(file_write(path.s, "newer", 5, 0600, NULL), ERR_OK);
    char text[8] = "";
    assert_non_null(fgets(text, sizeof text, reader));
    assert_string_equal(text, "old");
    (void)fclose(reader);
    expect_content(path.s, "newer");
    temp_dir_remove(&dir);
}

/* The kernel refuses to write beyond 4 KiB: the old file must not suffer. */
static void a_write_that_fails_half_way_changes_nothing(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "f");
    struct file_path other = temp_dir_file(&dir, "g");
    assert_int_equal(file_write(path.s, "old", 3, 0600, NULL), ERR_OK);
    static const uint8_t large[65536];
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit little = {4096, before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    struct err_note note = {""};
    enum err replaced = file_write(path.s, large, sizeof large, 0600, &note);
    enum err created = file_write_new(other.s, large, sizeof large, 0600, NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);
    assert_int_equal(replaced, ERR_IO);
    assert_int_equal(created, ERR_IO);
    assert_non_null(strstr(note.text, path.s));
    expect_content(path.s, "old");
    assert_int_equal(temp_dir_count(&dir), 1);
    temp_dir_remove(&dir);
}

static void what_the_system_says_has_one_word_of_ours(void **state)
{
    (void)state;
    assert_int_equal(file_err(ENOSPC), ERR_FULL);
    assert_int_equal(file_err(EDQUOT), ERR_FULL);
    assert_int_equal(file_err(ENOENT), ERR_NOT_FOUND);
    assert_int_equal(file_err(EACCES), ERR_DENIED);
    assert_int_equal(file_err(EROFS), ERR_DENIED);
    assert_int_equal(file_err(EEXIST), ERR_EXISTS);
    assert_int_equal(file_err(ENOMEM), ERR_MEMORY);
    assert_int_equal(file_err(EIO), ERR_IO);
}

/* /dev/full answers every write with ENOSPC. */
static void a_full_disk_is_told_apart(void **state)
{
    (void)state;
    struct err_note note = {""};
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "full");
    if (symlink("/dev/full", path.s) != 0 || access(path.s, W_OK) != 0) {
        temp_dir_remove(&dir);
        skip();
    }
    FILE *full = fopen(path.s, "w");
    assert_non_null(full);
    (void)setvbuf(full, NULL, _IONBF, 0);
    errno = 0;
    assert_int_equal(fwrite("x", 1, 1, full), 0);
    assert_int_equal(file_err(errno), ERR_FULL);
    (void)fclose(full);
    /* A write replaces the name and never writes through the link. */
    assert_int_equal(file_write(path.s, "x", 1, 0600, &note), ERR_OK);
    expect_content(path.s, "x");
    temp_dir_remove(&dir);
}

static void a_new_file_never_replaces_one(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "f");
    assert_int_equal(file_write_new(path.s, "one", 3, 0600, NULL), ERR_OK);
    struct err_note note = {""};
    assert_int_equal(file_write_new(path.s, "two", 3, 0600, &note), ERR_EXISTS);
    assert_non_null(strstr(note.text, path.s));
    expect_content(path.s, "one");
    assert_int_equal(temp_dir_count(&dir), 1);
    temp_dir_remove(&dir);
}

static void a_file_that_is_too_large_or_no_file_is_refused(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "f");
    struct buf b = BUF_INIT;
    struct err_note note = {""};
    assert_int_equal(file_write(path.s, "12345", 5, 0600, NULL), ERR_OK);
    assert_int_equal(file_read(path.s, 4, &b, &note), ERR_RANGE);
    assert_non_null(strstr(note.text, path.s));
    assert_int_equal(file_read(dir.path, 4, &b, NULL), ERR_IO);
    assert_int_equal(file_read("/nonexistent/f", 4, &b, NULL), ERR_NOT_FOUND);
    assert_null(b.data);
    assert_int_equal(file_read(path.s, 5, &b, NULL), ERR_OK);
    assert_int_equal(b.len, 5);
    buf_free(&b);
    temp_dir_remove(&dir);
}

static void writing_into_no_folder_is_an_error(void **state)
{
    (void)state;
    struct err_note note = {""};
    assert_int_equal(file_write("/nonexistent/f", "x", 1, 0600, &note),
                     ERR_NOT_FOUND);
    assert_non_null(strstr(note.text, "/nonexistent/f"));
    char name[FILE_PATH_MAX + 8];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = 0;
    assert_int_equal(file_write(name, "x", 1, 0600, NULL), ERR_RANGE);
}

static void a_destroyed_file_is_zero_in_every_block_and_gone(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "f");
    struct file_path other = temp_dir_file(&dir, "second-name");
    uint8_t bytes[9000];
    memset(bytes, 0xa5, sizeof bytes);
    assert_int_equal(file_write(path.s, bytes, sizeof bytes, 0600, NULL),
                     ERR_OK);
    assert_int_equal(link(path.s, other.s), 0);
    assert_int_equal(file_destroy(path.s, NULL), ERR_OK);
    assert_false(file_exists(path.s));
    struct buf b = BUF_INIT;
    assert_int_equal(file_read(other.s, 10000, &b, NULL), ERR_OK);
    assert_int_equal(b.len, sizeof bytes);
    assert_true(sodium_is_zero(b.data, b.len));
    buf_free(&b);
    assert_int_equal(file_destroy(path.s, NULL), ERR_OK);
    temp_dir_remove(&dir);
}

static void a_folder_may_be_there_already(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "sub");
    assert_int_equal(file_make_dir(path.s, 0700, NULL), ERR_OK);
    assert_int_equal(file_make_dir(path.s, 0700, NULL), ERR_OK);
    assert_true(file_exists(path.s));
    assert_int_equal(file_make_dir("/nonexistent/a", 0700, NULL),
                     ERR_NOT_FOUND);
    assert_int_equal(rmdir(path.s), 0);
    temp_dir_remove(&dir);
}

static void paths_are_joined_within_bounds(void **state)
{
    (void)state;
    struct file_path path = {"untouched"};
    char name[FILE_PATH_MAX];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = 0;
    assert_int_equal(file_join("/a", name, &path), ERR_RANGE);
    assert_string_equal(path.s, "untouched");
    assert_int_equal(file_join("/a", "b", &path), ERR_OK);
    assert_string_equal(path.s, "/a/b");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back_with_its_mode),
        cmocka_unit_test(who_reads_the_old_file_keeps_it),
        cmocka_unit_test(a_write_that_fails_half_way_changes_nothing),
        cmocka_unit_test(what_the_system_says_has_one_word_of_ours),
        cmocka_unit_test(a_full_disk_is_told_apart),
        cmocka_unit_test(a_new_file_never_replaces_one),
        cmocka_unit_test(a_file_that_is_too_large_or_no_file_is_refused),
        cmocka_unit_test(writing_into_no_folder_is_an_error),
        cmocka_unit_test(a_destroyed_file_is_zero_in_every_block_and_gone),
        cmocka_unit_test(a_folder_may_be_there_already),
        cmocka_unit_test(paths_are_joined_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
