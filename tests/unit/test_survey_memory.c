/*
 * No memory, at every single allocation. Ours must give ERR_MEMORY; jansson
 * takes some of its own failures for syntax errors, so there only "an error or
 * the whole thing" can be asked for.
 */
#include "unit/survey_load.h"

#include "survey/leaf_check.h"
#include "survey/resources.h"
#include "survey/wording.h"

#include <jansson.h>

#if defined(__SANITIZE_ADDRESS__)
#define FAULTS 0 /* the sanitizer brings its own malloc */
#else
#define FAULTS 1
#endif

/* Allocations until one fails; -1: none does. Volatile, because a compiler may
 * take it that malloc touches no variable of ours. */
static volatile long left = -1;

static bool fails(void)
{
    return left >= 0 && left-- == 0;
}

#if FAULTS
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *p, size_t size);

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t size)
{
    return fails() ? NULL : __libc_realloc(p, size);
}

static void *unfailing(size_t size)
{
    return __libc_malloc(size);
}
#endif

static void *failing(size_t size)
{
    const long kept = left;
    if (fails())
        return NULL;
    const long after = left;
    left = -1; /* not counted twice where malloc is ours */
    void *p = malloc(size);
    left = kept < 0 ? -1 : after;
    return p;
}

struct files {
    struct buf survey;
    struct buf wording;
    struct buf resources;
};

static enum err parse(const struct files *f)
{
    struct survey *s = NULL;
    struct survey_problems p;
    const enum err err = survey_parse(f->survey.data, f->survey.len, &s, &p);
    assert_int_equal(err == ERR_OK, s != NULL);
    assert_true(s == NULL || (s->question_count == 3 && s->scale_count == 1 &&
                              s->missing_texts == 9));
    survey_free(s);
    return err;
}

static enum err fill(const struct files *f)
{
    uint8_t *bytes = NULL;
    size_t len = 0;
    struct survey_problems p;
    const enum err err =
        survey_apply_wording(f->survey.data, f->survey.len, f->wording.data,
                             f->wording.len, &bytes, &len, &p);
    assert_int_equal(err == ERR_OK, bytes != NULL);
    free(bytes);
    return err;
}

static enum err resources(const struct files *f)
{
    struct survey_resources *r = NULL;
    struct survey_problems p;
    const enum err err =
        survey_resources_parse(f->resources.data, f->resources.len, &r, &p);
    assert_int_equal(err == ERR_OK, r != NULL);
    assert_true(r == NULL || r->count == 8);
    survey_resources_free(r);
    return err;
}

#if FAULTS
static enum err attack(const struct files *f)
{
    struct survey_leaf_finding finding;
    const struct survey_scale scale = {
        .grid = 4,
        .cutoff_count = 1,
        .cutoffs = {{.first_at_or_above = 2, .largest_below = 1}}};
    (void)f;
    return survey_scale_leaf_check(&scale, 1, 0, &finding);
}
#endif

/* Fails the 1st, 2nd, ... allocation until the work gets by without it. */
static void fail_each(enum err (*work)(const struct files *), size_t at_least,
                      bool strict)
{
    struct files f = {load_bytes("tests/data/surveys/restricted.json"),
                      load_bytes("tests/data/surveys/restricted-wording.json"),
                      load_bytes("surveys/resources.json")};
    size_t failed = 0;
    for (long n = 0;; n++) {
        left = n;
        const enum err err = work(&f);
        const bool reached = left == -1;
        left = -1;
        if (!reached) {
            assert_int_equal(err, ERR_OK);
            break;
        }
        if (strict)
            assert_int_equal(err, ERR_MEMORY);
        else
            assert_true(err == ERR_MEMORY || err == ERR_FORMAT ||
                        err == ERR_OK);
        failed += err != ERR_OK;
    }
    assert_true(failed >= at_least);
    buf_free(&f.survey);
    buf_free(&f.wording);
    buf_free(&f.resources);
}

#if FAULTS
static void fail_ours(enum err (*work)(const struct files *), size_t at_least)
{
    json_set_alloc_funcs(unfailing, free);
    fail_each(work, at_least, true);
}

static void parsing_without_memory_is_an_error(void **state)
{
    (void)state;
    fail_ours(parse, 40);
}

static void filling_without_memory_is_an_error(void **state)
{
    (void)state;
    fail_ours(fill, 40);
}

static void resources_without_memory_are_an_error(void **state)
{
    (void)state;
    fail_ours(resources, 40);
}

static void an_attack_without_memory_proves_nothing(void **state)
{
    (void)state;
    fail_ours(attack, 3);
}
#endif

static void jansson_without_memory_gives_no_half_of_anything(void **state)
{
    (void)state;
    json_set_alloc_funcs(failing, free);
    fail_each(parse, 40, false);
    fail_each(fill, 40, false);
    fail_each(resources, 40, false);
    json_set_alloc_funcs(malloc, free);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
#if FAULTS
        cmocka_unit_test(parsing_without_memory_is_an_error),
        cmocka_unit_test(filling_without_memory_is_an_error),
        cmocka_unit_test(resources_without_memory_are_an_error),
        cmocka_unit_test(an_attack_without_memory_proves_nothing),
#endif
        cmocka_unit_test(jansson_without_memory_gives_no_half_of_anything),
    };
    return cmocka_run_group_tests_name("survey memory", tests, NULL, NULL);
}
