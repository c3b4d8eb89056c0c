/*
 * What SQLite gives back is overwritten before the allocator below has it.
 */
#include "test_store_help.h"

#include "store/ballots.h"

#include <sqlite3.h>

#define SEALED 304

static sqlite3_mem_methods libc_memory;
static size_t freed;
static size_t freed_dirty;
static size_t moved;

/* Under store's wiping: sees what comes back. */
static void look_free(void *p)
{
    if (p != NULL) {
        freed++;
        freed_dirty += !sodium_is_zero(p, (size_t)libc_memory.xSize(p));
    }
    libc_memory.xFree(p);
}

static void *look_realloc(void *p, int n)
{
    moved++;
    return libc_memory.xRealloc(p, n);
}

static void whatever_sqlite_frees_is_zeros(void **state)
{
    (void)state;
    struct folder dir = folder_new();
    struct file_path path = folder_file(&dir, "w.ballots.db");
    struct ballots *b = NULL;
    uint8_t sealed[SEALED];
    struct ballots_put put = {.group = 1, .sealed = sealed};
    randombytes_buf(sealed, sizeof sealed);
    randombytes_buf(put.nullifier, sizeof put.nullifier);
    assert_int_equal(ballots_create(path.s, 100, SEALED, NULL), ERR_OK);
    assert_int_equal(ballots_open(path.s, &b, NULL), ERR_OK);
    assert_int_equal(ballots_put(b, &put, 1), ERR_OK);
    ballots_close(b);
    assert_true(freed > 100);
    assert_int_equal(freed_dirty, 0);
    assert_int_equal(moved, 0); /* it would leave a copy behind */
    folder_free(&dir);
}

static void memory_that_grows_or_shrinks_keeps_what_is_in_it(void **state)
{
    (void)state;
    uint8_t want[64];
    randombytes_buf(want, sizeof want);
    uint8_t *p = sqlite3_malloc(sizeof want);
    assert_non_null(p);
    memcpy(p, want, sizeof want);
    p = sqlite3_realloc(p, 5000);
    assert_non_null(p);
    assert_memory_equal(p, want, sizeof want);
    p = sqlite3_realloc(p, 16);
    assert_non_null(p);
    assert_memory_equal(p, want, 16);
    sqlite3_free(p);
    sqlite3_free(NULL);
    assert_int_equal(freed_dirty, 0);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0 ||
        sqlite3_config(SQLITE_CONFIG_GETMALLOC, &libc_memory) != SQLITE_OK)
        return 1;
    sqlite3_mem_methods looking = libc_memory;
    looking.xFree = look_free;
    looking.xRealloc = look_realloc;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &looking) != SQLITE_OK)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_sqlite_frees_is_zeros),
        cmocka_unit_test(memory_that_grows_or_shrinks_keeps_what_is_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
