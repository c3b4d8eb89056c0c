/* web: a part that is kept is made when what it is made from has changed, and
 * only then. */
#include "web/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct making {
    unsigned times;
    enum err result;
};

static enum err make(void *context, struct buf *out_markup)
{
    struct making *m = context;
    buf_printf(out_markup, "made %u", ++m->times);
    return m->result;
}

static void a_part_is_made_again_when_one_of_its_versions_moves(void **state)
{
    (void)state;
    struct making m = {0, ERR_OK};
    struct web_kept kept;
    struct http_part *part = NULL;
    const struct web_version versions[] = {
        {.waves = 1},
        {.waves = 2},
        {.waves = 2, .mandate = 1},
        {.waves = 2, .mandate = 1, .today = "2026-12-15"},
        {.waves = 2, .mandate = 1, .today = "2026-12-16"},
        {.waves = 1},
    };
    web_kept_init(&kept);
    for (unsigned i = 0; i < sizeof versions / sizeof *versions; i++) {
        for (unsigned again = 0; again < 3; again++) {
            assert_int_equal(web_kept_get(&kept, &versions[i], make, &m, &part),
                             ERR_OK);
            http_part_release(part);
            assert_int_equal(m.times, i + 1);
        }
    }
    web_kept_wipe(&kept);
}

static void a_part_that_could_not_be_made_is_tried_again(void **state)
{
    (void)state;
    struct making m = {0, ERR_OK};
    struct web_kept kept;
    struct http_part *part = NULL;
    struct http_part *old = NULL;
    const struct web_version first = {.waves = 1};
    const struct web_version second = {.waves = 2};
    web_kept_init(&kept);
    assert_int_equal(web_kept_get(&kept, &first, make, &m, &old), ERR_OK);
    m.result = ERR_BUSY;
    assert_int_equal(web_kept_get(&kept, &second, make, &m, &part), ERR_BUSY);
    assert_null(part); /* never what was true before */
    m.result = ERR_OK;
    assert_int_equal(web_kept_get(&kept, &second, make, &m, &part), ERR_OK);
    assert_int_equal(m.times, 3);
    assert_ptr_not_equal(part, old);
    http_part_release(part);
    web_kept_wipe(&kept);
    http_part_release(old); /* whoever holds one has it to the end */
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_is_made_again_when_one_of_its_versions_moves),
        cmocka_unit_test(a_part_that_could_not_be_made_is_tried_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
