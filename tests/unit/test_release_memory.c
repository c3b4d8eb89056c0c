/* Without memory: each allocation fails once, in turn. Nothing crashes, nothing
 * half made is handed out. */
#include "release/crew.h"
#include "release_wave.h"

#include "report/csv.h"

static size_t fail_at; /* 0: never; n: the n-th from now */
static size_t allocations;

#if defined(__SANITIZE_ADDRESS__)
#define CAN_FAIL 0
#else
#define CAN_FAIL 1

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool fails(void)
{
    allocations++;
    return fail_at != 0 && allocations == fail_at;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}
#endif

static struct wave w;

static int begin(void **state)
{
    (void)state;
    wave_begin(&w);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M1", 60), 24);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M3", 9), 3);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M4", 9), 2);
    wave_put_many(&w, wave_unit(&w, "Urology", "U1", 10), 3);
    w.survey->scales[0].cut_by_people = w.survey->scales[0].cutoff_count < 2;
    return 0;
}

static int end(void **state)
{
    (void)state;
    wave_end(&w);
    return 0;
}

static void start(size_t n)
{
    allocations = 0;
    fail_at = n;
}

/* The end of one try: whether the failure was reached at all. */
static bool stop(void)
{
    bool reached = allocations >= fail_at;
    fail_at = 0;
    return reached;
}

static void a_release_is_whole_or_there_is_none(void **state)
{
    (void)state;
    struct tally *t = wave_tally(&w);
    struct release_facts facts = wave_facts(&w);
    struct wave_trustee_sig sig = {.number = 1};
    facts.trustees = &sig;
    facts.trustee_count = w.m.trustees.threshold = w.m.trustees.count = 1;
    struct buf whole = BUF_INIT;
    assert_int_equal(release_compute(&w.m, w.survey, t, &facts, &whole, NULL),
                     ERR_OK);
    size_t n = 1;
    for (bool reached = true; reached; n++) {
        struct buf json = BUF_INIT;
        start(n);
        enum err e = release_compute(&w.m, w.survey, t, &facts, &json, NULL);
        reached = stop();
        assert_int_equal(e, reached ? ERR_MEMORY : ERR_OK);
        assert_int_equal(json.len, reached ? 0 : whole.len);
        buf_free(&json);
    }
    assert_true(n > 100);
    buf_free(&whole);
    tally_free(t);
}

static void a_tally_begins_or_does_not(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 5; n++) {
        struct tally *t = NULL;
        start(n);
        enum err e = tally_new(w.survey, &w.m, &w.mh, &w.sk, &t, NULL);
        assert_true(stop());
        assert_int_equal(e, ERR_MEMORY);
        assert_null(t);
    }
}

/* One thread: more would allocate at the same time. */
static void a_crew_begins_or_does_not(void **state)
{
    (void)state;
    struct tally *t = wave_tally(&w);
    for (size_t n = 1; n <= 6; n++) {
        struct tally_crew *crew = NULL;
        start(n);
        enum err e = tally_crew_new(t, 1, &crew);
        assert_true(stop());
        assert_int_equal(e, ERR_MEMORY);
        assert_null(crew);
    }
    tally_free(t);
}

static void a_release_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    struct buf json = wave_release(&w);
    size_t n = 1;
    for (bool reached = true; reached; n++) {
        struct published_release *r = NULL;
        start(n);
        enum err e = published_parse(json.data, json.len, &r, NULL);
        reached = stop();
        /* jansson does not always say that it was memory */
        assert_true(reached ? e == ERR_MEMORY || e == ERR_FORMAT : e == ERR_OK);
        assert_int_equal(r != NULL, !reached);
        published_free(r);
    }
    assert_true(n > 100);
    buf_free(&json);
}

static void a_table_that_is_not_whole_says_so(void **state)
{
    (void)state;
    struct published_release *r = wave_published(&w);
    size_t n = 1;
    for (bool reached = true; reached; n++) {
        struct buf out = BUF_INIT;
        start(n);
        enum err e = report_csv_release(r, &out);
        reached = stop();
        assert_int_equal(e, reached ? ERR_MEMORY : ERR_OK);
        buf_free(&out);
    }
    assert_true(n > 5);
    published_free(r);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (!CAN_FAIL) {
        (void)puts("1..1\nok 1 - # SKIP the sanitizer brings its own malloc");
        return 0;
    }
    if (sodium_init() < 0)
        return 1;
#define FRESH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        FRESH(a_release_is_whole_or_there_is_none),
        FRESH(a_tally_begins_or_does_not),
        FRESH(a_crew_begins_or_does_not),
        FRESH(a_release_is_read_whole_or_not_at_all),
        FRESH(a_table_that_is_not_whole_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
