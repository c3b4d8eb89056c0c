/* Every value of a release file, one at a time, as a value of another kind, and
 * every key left out: what the reader must refuse wherever it stands. */
#include "release_wave.h"

#define KEYS_MAX 128

static struct wave w;
static json_t *root;
static size_t tried;

static int begin(void **state)
{
    (void)state;
    wave_begin(&w);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M1", 60), 31);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M2", 9), 3);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M3", 9), 2);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P1", 30), 22);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P2", 10), 4);
    wave_put_many(&w, wave_unit(&w, "Urology", "U1", 10), 3);
    struct buf file = wave_release(&w);
    json_error_t error;
    root = json_loadb((const char *)file.data, file.len, 0, &error);
    assert_non_null(root);
    buf_free(&file);
    tried = 0;
    return 0;
}

static int end(void **state)
{
    (void)state;
    json_decref(root);
    wave_end(&w);
    return 0;
}

/* Reads the release as it stands in the tree, in its canonical form. */
static enum err parse(void)
{
    struct published_release *r = NULL;
    struct err_note note = {""};
    char *text = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
    assert_non_null(text);
    enum err e =
        published_parse((const uint8_t *)text, strlen(text), &r, &note);
    assert_int_equal(e == ERR_OK, r != NULL);
    assert_int_equal(e == ERR_OK, note.text[0] == 0);
    published_free(r);
    free(text);
    tried++;
    return e;
}

/* A place in the tree: a member of an object or an element of an array. */
static void put(json_t *in, const char *key, size_t i, json_t *value)
{
    assert_int_equal(key != NULL ? json_object_set(in, key, value)
                                 : json_array_set(in, i, value),
                     0);
}

static void replace_each(json_t *in, const char *key, size_t i, json_t *was)
{
    json_t *const others[] = {json_null(),      json_true(),  json_integer(7),
                              json_string("x"), json_array(), json_object(),
                              json_real(7.5)};
    (void)json_incref(was);
    for (size_t o = 0; o < sizeof others / sizeof *others; o++) {
        bool same = json_typeof(others[o]) == json_typeof(was);
        if (!same)
            put(in, key, i, others[o]);
        if (!same && parse() == ERR_OK)
            fail_msg("kind %zu was taken for %s", o, key == NULL ? "?" : key);
        json_decref(others[o]);
    }
    put(in, key, i, was);
    json_decref(was);
}

static size_t keys_of(json_t *object, const char *keys[KEYS_MAX])
{
    size_t count = 0;
    const char *key;
    json_t *value;
    json_object_foreach (object, key, value) {
        assert_in_range(count, 0, KEYS_MAX - 1);
        keys[count++] = key;
    }
    return count;
}

static void replace_all(json_t *in)
{
    const char *keys[KEYS_MAX];
    size_t count = json_is_object(in) ? keys_of(in, keys) : json_array_size(in);
    for (size_t i = 0; i < count; i++) {
        const char *key = json_is_object(in) ? keys[i] : NULL;
        json_t *value =
            key != NULL ? json_object_get(in, key) : json_array_get(in, i);
        replace_each(in, key, i, value);
        if (json_is_object(value) || json_is_array(value))
            replace_all(value);
    }
}

static void a_value_of_another_kind_is_refused_anywhere(void **state)
{
    (void)state;
    assert_int_equal(parse(), ERR_OK);
    replace_all(root);
    assert_int_equal(parse(), ERR_OK);
    assert_true(tried > 1000);
}

/* Whether a key that is not there means something too. */
static bool may_be_absent(const json_t *in, const char *key)
{
    static const char *const keys[] = {"above", "above_n", "half_width"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    /* A figure of a scale or an area of a group. */
    return json_object_get(in, "format") == NULL &&
           json_object_get(in, "id") == NULL &&
           json_object_get(in, "mean") == NULL &&
           json_object_get(in, "grid") == NULL &&
           json_object_get(in, "k") == NULL &&
           json_object_get(in, "issued") == NULL &&
           in != json_object_get(root, "scales");
}

/* Removing and setting again moves a key to the end: names are kept aside. */
static void remove_all(json_t *in)
{
    const char *keys[KEYS_MAX];
    char(*names)[WAVE_TEXT_MAX] = calloc(KEYS_MAX, sizeof *names);
    assert_non_null(names);
    size_t count = json_is_object(in) ? keys_of(in, keys) : 0;
    for (size_t i = 0; i < count; i++)
        (void)snprintf(names[i], sizeof names[i], "%s", keys[i]);
    for (size_t i = 0; i < json_array_size(in); i++)
        remove_all(json_array_get(in, i));
    for (size_t i = 0; i < count; i++) {
        json_t *value = json_incref(json_object_get(in, names[i]));
        bool may = may_be_absent(in, names[i]);
        assert_int_equal(json_object_del(in, names[i]), 0);
        if (parse() == ERR_OK && !may)
            fail_msg("%s was not missed", names[i]);
        assert_int_equal(json_object_set_new(in, names[i], value), 0);
        remove_all(value);
    }
    free(names);
}

static void a_key_that_is_left_out_is_missed(void **state)
{
    (void)state;
    remove_all(root);
    assert_int_equal(parse(), ERR_OK);
    assert_true(tried > 200);
}

/* The first group of LEVEL that is shown, or is not. */
static json_t *group_of(const char *level, bool is_shown)
{
    size_t i;
    json_t *g;
    json_array_foreach (json_object_get(root, "groups"), i, g)
        if (strcmp(known_text(g, "level"), level) == 0 &&
            (json_object_get(g, "n") != NULL) == is_shown)
            return g;
    fail_msg("no %s", level);
    return NULL;
}

static void members_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"unit:nobody", "dept:medicine",
                                      "unit:M1"};
    json_t *pool = group_of("pool", true);
    json_t *members = json_object_get(pool, "members");
    json_t *was = json_incref(json_array_get(members, 0));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(json_array_set_new(members, 0, json_string(bad[i])),
                         0);
        assert_int_equal(parse(), ERR_FORMAT);
    }
    assert_int_equal(json_array_set_new(members, 0, was), 0);
    assert_int_equal(parse(), ERR_OK);
    json_t *unit = group_of("unit", true);
    assert_int_equal(json_object_set(unit, "members", members), 0);
    assert_int_equal(parse(), ERR_FORMAT);
}

static void a_pool_that_is_not_shown_is_refused(void **state)
{
    (void)state;
    json_t *pool = group_of("pool", true);
    assert_int_equal(json_object_del(pool, "n"), 0);
    assert_int_equal(json_object_del(pool, "scales"), 0);
    assert_int_equal(json_object_del(pool, "areas"), 0);
    assert_int_equal(parse(), ERR_FORMAT);
}

static void a_group_that_stands_twice_is_refused(void **state)
{
    (void)state;
    json_t *groups = json_object_get(root, "groups");
    for (size_t i = 0; i < json_array_size(groups); i++) {
        json_t *g = json_incref(json_array_get(groups, i));
        assert_int_equal(json_array_insert_new(groups, i, g), 0);
        assert_int_equal(parse(), ERR_FORMAT);
        assert_int_equal(json_array_remove(groups, i), 0);
    }
    assert_int_equal(parse(), ERR_OK);
}

static void more_trustees_than_there_may_be_are_refused(void **state)
{
    (void)state;
    char sig[ENCODE_B64U_SIZE(WAVE_SIG_BYTES)];
    const uint8_t zeros[WAVE_SIG_BYTES] = {0};
    json_t *list = json_array();
    encode_b64u(zeros, sizeof zeros, sig);
    for (int n = 1; n <= (int)WAVE_TRUSTEES_MAX + 1; n++)
        assert_int_equal(json_array_append_new(
                             list, json_pack("{s:i,s:s}", "n", n, "sig", sig)),
                         0);
    assert_int_equal(json_object_set_new(root, "trustees", list), 0);
    assert_int_equal(parse(), ERR_FORMAT);
    assert_int_equal(json_array_remove(list, WAVE_TRUSTEES_MAX), 0);
    assert_int_equal(parse(), ERR_OK);
}

/* The text under KEY of group I, one after the other that of each group. */
static void borrow_each(size_t i, const char *key)
{
    json_t *groups = json_object_get(root, "groups");
    json_t *g = json_array_get(groups, i);
    json_t *was = json_incref(json_object_get(g, key));
    for (size_t o = 0; o < json_array_size(groups); o++) {
        json_t *other = json_object_get(json_array_get(groups, o), key);
        if (o == i || json_equal(other, was))
            continue;
        assert_int_equal(json_object_set(g, key, other), 0);
        if (parse() == ERR_OK)
            fail_msg("group %zu was taken with the %s of %zu", i, key, o);
    }
    assert_int_equal(json_object_set_new(g, key, was), 0);
}

static void a_group_in_another_place_is_refused(void **state)
{
    (void)state;
    json_t *groups = json_object_get(root, "groups");
    size_t count = json_array_size(groups);
    for (size_t i = 0; i < count; i++) {
        for (size_t to = 0; to < count; to++) {
            json_t *g = json_incref(json_array_get(groups, i));
            assert_int_equal(json_array_remove(groups, i), 0);
            assert_int_equal(json_array_insert(groups, to, g), 0);
            if (parse() == ERR_OK && to != i)
                fail_msg("group %zu was taken at %zu", i, to);
            assert_int_equal(json_array_remove(groups, to), 0);
            assert_int_equal(json_array_insert_new(groups, i, g), 0);
        }
        borrow_each(i, "level");
        borrow_each(i, "parent");
        borrow_each(i, "id");
    }
    assert_int_equal(parse(), ERR_OK);
}

static void an_id_of_another_form_is_refused(void **state)
{
    (void)state;
    json_t *groups = json_object_get(root, "groups");
    char longest[PUBLISHED_ID_SIZE + 1] = "unit:";
    memset(longest + 5, 'y', PUBLISHED_ID_SIZE - 5);
    for (size_t i = 0; i < json_array_size(groups); i++) {
        json_t *g = json_array_get(groups, i);
        json_t *was = json_incref(json_object_get(g, "id"));
        json_t *others[] = {json_string("zzz:zzz"), json_string(longest)};
        for (size_t o = 0; o < 2; o++) {
            assert_int_equal(json_object_set_new(g, "id", others[o]), 0);
            assert_int_equal(parse(), ERR_FORMAT);
        }
        assert_int_equal(json_object_set_new(g, "id", was), 0);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
#define FRESH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        FRESH(a_value_of_another_kind_is_refused_anywhere),
        FRESH(a_key_that_is_left_out_is_missed),
        FRESH(a_group_in_another_place_is_refused),
        FRESH(an_id_of_another_form_is_refused),
        FRESH(members_that_cannot_be_are_refused),
        FRESH(a_pool_that_is_not_shown_is_refused),
        FRESH(a_group_that_stands_twice_is_refused),
        FRESH(more_trustees_than_there_may_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
