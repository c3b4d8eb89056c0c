/* Names as parts of ids (wave/slug.h). */
#include "known.h"
#include "wave/slug.h"

static void assert_slug(const char *name, const char *expected)
{
    char slug[WAVE_SLUG_SIZE];
    wave_slug(name, slug, sizeof slug);
    assert_string_equal(slug, expected);
}

static void names_become_lower_case_and_hyphens(void **state)
{
    (void)state;
    assert_slug("Medicine", "medicine");
    assert_slug("Otolaryngology-Head and Neck Surgery",
                "otolaryngology-head-and-neck-surgery");
    assert_slug("  Anesthesiology, Perioperative & Pain  ",
                "anesthesiology-perioperative-pain");
    assert_slug("OB/GYN (2)", "ob-gyn-2");
    assert_slug("P\xc3\xa9"
                "diatrie",
                "p-diatrie"); /* e with acute: a run */
    assert_slug("\xe5\x86\x85\xe7\xa7\x91", "x");
    assert_slug("", "x");
}

static void a_long_slug_is_cut_without_a_hyphen_at_its_end(void **state)
{
    (void)state;
    char slug[WAVE_SLUG_SIZE_MIN];
    wave_slug("abcdef ghi", slug, sizeof slug);
    assert_string_equal(slug, "abcdef");
    wave_slug("abcdefghi", slug, sizeof slug);
    assert_string_equal(slug, "abcdefg");
}

static void a_collision_gets_the_next_free_number(void **state)
{
    (void)state;
    static const char *const names[] = {"Medicine", "Medicine!", "Medicine-2",
                                        "medicine"};
    static const char *const expected[] = {"medicine", "medicine-2",
                                           "medicine-2-2", "medicine-3"};
    const char *taken[4];
    char slugs[4][WAVE_SLUG_SIZE];
    for (size_t i = 0; i < 4; i++) {
        wave_slug_unique(names[i], taken, i, slugs[i], sizeof slugs[i]);
        assert_string_equal(slugs[i], expected[i]);
        taken[i] = slugs[i];
    }
}

static void a_number_fits_into_a_cut_slug(void **state)
{
    (void)state;
    const char *taken[12];
    char slugs[12][WAVE_SLUG_SIZE_MIN];
    for (size_t i = 0; i < 12; i++) {
        wave_slug_unique("abcd efgh", taken, i, slugs[i], sizeof slugs[i]);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(slugs[i], slugs[j]);
        assert_in_range(strlen(slugs[i]), 1, WAVE_SLUG_SIZE_MIN - 1);
        taken[i] = slugs[i];
    }
    assert_string_equal(slugs[0], "abcd-ef");
    assert_string_equal(slugs[1], "abcd-2"); /* not "abcd--2" */
    assert_string_equal(slugs[11], "abcd-12");
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_become_lower_case_and_hyphens),
        cmocka_unit_test(a_long_slug_is_cut_without_a_hyphen_at_its_end),
        cmocka_unit_test(a_collision_gets_the_next_free_number),
        cmocka_unit_test(a_number_fits_into_a_cut_slug),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
