/* Reading a release: what was written comes back, anything else is refused. */
#include "release_wave.h"

#include "release/published_text.h"
#include "wave/signature.h"

static struct wave w;
static struct buf file; /* a good release */

static int begin(void **state)
{
    (void)state;
    wave_begin(&w);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M1", 60), 31);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M2", 20), 12);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M3", 9), 3);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M4", 9), 2);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P1", 30), 22);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P2", 10), 4);
    wave_put_many(&w, wave_unit(&w, "Urology", "U1", 10), 3);
    file = wave_release(&w);
    return 0;
}

static int end(void **state)
{
    (void)state;
    buf_free(&file);
    wave_end(&w);
    return 0;
}

static struct err_note note; /* of the last refusal */

static enum err parse(const void *bytes, size_t len)
{
    struct published_release *r = NULL;
    note.text[0] = '\0';
    enum err e = published_parse(bytes, len, &r, &note);
    if (e != ERR_OK) {
        assert_null(r);
        assert_true(note.text[0] != '\0');
    }
    published_free(r);
    return e;
}

static void what_was_written_comes_back(void **state)
{
    (void)state;
    struct published_release *r = wave_published(&w);
    assert_string_equal(r->wave, "2026-fall");
    assert_string_equal(r->institution, "Test Hospital");
    assert_string_equal(r->closed, "2026-12-15");
    assert_string_equal(r->survey_id, "release-test");
    assert_string_equal(r->survey_version, "1.0");
    assert_int_equal(r->k, 5);
    assert_int_equal(r->k_share, 20);
    assert_int_equal(r->insiders, 1);
    assert_int_equal(r->roster, 148);
    assert_int_equal(r->issued, 78);
    assert_int_equal(r->redeemed, 77);
    assert_int_equal(r->spoiled, 0);
    assert_int_equal(r->scale_count, 5);
    assert_string_equal(r->scales[0].id, "days");
    assert_string_equal(r->scales[4].id, "work");
    assert_int_equal(r->scales[4].sd.thousandths, 17700);
    assert_int_equal(r->scales[4].cutoff_count, 1);
    assert_int_equal(r->scales[4].cutoffs[0].thousandths, 50000);
    assert_int_equal(r->scales[0].high.thousandths, 4000);
    assert_int_equal(r->area_count, 2);
    assert_string_equal(r->areas[0], "health_needs");
    published_free(r);
}

static void groups_are_found_by_their_ids(void **state)
{
    (void)state;
    struct published_release *r = wave_published(&w);
    size_t m1 = published_unit_find(r, "M1");
    assert_int_equal(m1, published_group_find(r, "unit:M1"));
    assert_int_equal(r->groups[m1].level, PUBLISHED_UNIT);
    assert_int_equal(r->groups[m1].n, 31);
    assert_string_equal(r->groups[published_department_of(r, m1)].id,
                        "dept:medicine");
    size_t pool = published_group_find(r, "pool:medicine");
    assert_int_equal(r->groups[pool].member_count, 2);
    assert_string_equal(r->groups[pool].members[0], "unit:M3");
    assert_int_equal(published_pool_of(r, published_unit_find(r, "M4")), pool);
    assert_int_equal(published_pool_of(r, m1), PUBLISHED_NONE);
    assert_string_equal(r->groups[published_department_of(r, pool)].id,
                        "dept:medicine");
    size_t rest = published_group_find(r, "pool:*");
    assert_int_equal(r->groups[rest].n, 7);
    assert_int_equal(published_department_of(r, rest), 0);
    assert_int_equal(published_department_of(r, 0), 0);
    assert_false(r->groups[published_unit_find(r, "U1")].shown);
    assert_int_equal(published_unit_find(r, "M"), PUBLISHED_NONE);
    assert_int_equal(published_group_find(r, "unit:"), PUBLISHED_NONE);
    assert_int_equal(published_scale_find(r, "none"), PUBLISHED_NONE);
    assert_int_equal(published_area_find(r, "none"), PUBLISHED_NONE);
    published_free(r);
}

static void the_hash_is_that_of_the_file(void **state)
{
    (void)state;
    uint8_t hash[32];
    char text[65];
    struct published_release *r = wave_published(&w);
    crypto_hash_sha256(hash, file.data, file.len);
    encode_hex(hash, sizeof hash, text);
    assert_string_equal(r->sha256, text);
    published_free(r);
}

static void the_signature_is_of_the_file(void **state)
{
    (void)state;
    struct wave_board_public pk;
    struct wave_board_secret sk;
    char sig[WAVE_SIGNATURE_TEXT_SIZE];
    wave_board_keypair(&pk, &sk);
    wave_sign_document(WAVE_DOCUMENT_RELEASE, file.data, file.len, &sk, sig);
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_RELEASE, file.data,
                                          file.len, sig, strlen(sig), &pk),
                     ERR_OK);
    file.data[20] ^= 1;
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_RELEASE, file.data,
                                          file.len, sig, strlen(sig), &pk),
                     ERR_DENIED);
}

static void a_file_cut_anywhere_is_refused(void **state)
{
    (void)state;
    for (size_t len = 0; len < file.len; len += 1 + len / 16)
        assert_int_equal(parse(file.data, len), ERR_FORMAT);
    assert_int_equal(parse(file.data, file.len - 1), ERR_FORMAT);
    buf_put_text(&file, "\n");
    assert_int_equal(parse(file.data, file.len), ERR_FORMAT);
}

/* The good release with the first FROM replaced by TO. */
static enum err parse_with(const char *from, const char *to)
{
    const char *at = strstr(buf_text(&file), from);
    if (at == NULL)
        fail_msg("the release has no %s", from);
    size_t before = (size_t)(at - buf_text(&file));
    struct buf changed = BUF_INIT;
    buf_put(&changed, file.data, before);
    buf_put_text(&changed, to);
    buf_put_text(&changed, at + strlen(from));
    enum err e = parse(changed.data, changed.len);
    buf_free(&changed);
    return e;
}

static void another_form_of_the_same_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse(file.data, file.len), ERR_OK);
    assert_int_equal(parse_with("{\"board", "{ \"board"), ERR_FORMAT);
    assert_int_equal(parse_with("\"Medicine\"", "\"\\u004dedicine\""),
                     ERR_FORMAT);
    assert_int_equal(
        parse_with("{\"insiders\":1,\"k\":5,", "{\"k\":5,\"insiders\":1,"),
        ERR_FORMAT);
    assert_int_equal(parse_with("\"issued\":78", "\"issued\":78.0"),
                     ERR_FORMAT);
}

/* Refused for what it says, not for its form. */
static void assert_refused(const char *from, const char *to)
{
    if (parse_with(from, to) != ERR_FORMAT)
        fail_msg("%s was taken for %s", to, from);
    if (strstr(note.text, "canonical") != NULL)
        fail_msg("%s is not in canonical form: no test", to);
}

static void wrong_keys_and_types_are_refused(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"{\"board_sha256\"", "{\"a\":1,\"board_sha256\""},
        {",\"wave\":\"2026-fall\"", ""},
        {"\"wave\":\"2026-fall\"", "\"wave\":5"},
        {"\"wave\":\"2026-fall\"", "\"wave\":\"../etc\""},
        {"chorus-release-v1", "chorus-release-v2"},
        {"2026-12-15", "2026-02-30"},
        {"\"issued\":78", "\"issued\":76"},
        {"\"spoiled\":0", "\"spoiled\":-1"},
        {"\"spoiled\":0", "\"spoiled\":\"0\""},
        {"\"k\":5", "\"k\":4"},
        {"\"k_share\":20", "\"k_share\":19"},
        {"\"insiders\":1", "\"insiders\":2"},
        {"\"insiders\":1", "\"insiders\":0"},
        {"\"grid\":28", "\"grid\":0"},
        {"\"sd\":\"17.7\"", "\"sd\":18"},
        {"\"sd\":\"17.7\"", "\"sd\":\"-1\""},
        {"\"sd\":\"17.7\"", "\"sd\":\"0\""},
        {"\"sd\":\"17.7\"", "\"sd\":\"100.1\""},
        {"{\"cutoff\":[", "{\"cut\":\"steps\",\"cutoff\":["},
        {"\"sd\":\"17.7\"", "\"sd\":\"17.70\""},
        {"[\"5\",\"10\",\"15\"]", "[\"5\",\"15\",\"10\"]"},
        {"\"range\":[\"0\",\"4\"]", "\"range\":[\"4\",\"0\"]"},
        {"\"range\":[\"0\",\"4\"]", "\"range\":[\"0\",\"4\",\"5\"]"},
        {"\"totals\":{", "\"totals\":[],\"u\":{"},
        {"\"manifest_sha256\":\"42", "\"manifest_sha256\":\"4G"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        assert_refused(changes[i][0], changes[i][1]);
}

/* 64 bytes of zeros, and what may stand around them. */
#define SIG        "\"" A40 A40 "AAAAAA\""
#define A40        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define ONE(n)     "{\"n\":" n ",\"sig\":" SIG "}"
#define WITH(list) ",\"trustees\":" list ",\"wave\":\"2026-fall\""

static void trustees_are_read_strictly(void **state)
{
    (void)state;
    static const char at[] = ",\"wave\":\"2026-fall\"";
    static const char *const changes[] = {
        WITH("[]"),
        WITH("{}"),
        WITH("null"),
        WITH("[" ONE("0") "]"),
        WITH("[" ONE("256") "]"),
        WITH("[" ONE("\"1\"") "]"),
        WITH("[" ONE("2") "," ONE("1") "]"),
        WITH("[" ONE("2") "," ONE("2") "]"),
        WITH("[{\"n\":1}]"),
        WITH("[{\"n\":1,\"sig\":\"AA\"}]"),
        WITH("[{\"n\":1,\"name\":\"x\",\"sig\":" SIG "}]"),
        WITH("[1]"),
    };
    assert_int_equal(parse_with(at, WITH("[" ONE("1") "]")), ERR_OK);
    assert_int_equal(parse_with(at, WITH("[" ONE("1") "," ONE("255") "]")),
                     ERR_OK);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        assert_refused(at, changes[i]);
}

static void groups_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"\"id\":\"inst\"", "\"id\":\"all\""},
        {"\"level\":\"unit\"", "\"level\":\"team\""},
        {"\"id\":\"unit:M2\"", "\"id\":\"unit:M1\""},
        {"\"id\":\"unit:M2\"", "\"id\":\"unit:A2\""},
        {"\"id\":\"unit:P1\"", "\"id\":\"unit:M1\""}, /* in two departments */
        {"\"id\":\"dept:pediatrics\"", "\"id\":\"dept:cardiology\""},
        {"\"parent\":\"dept:medicine\"", "\"parent\":\"dept:nowhere\""},
        {"\"parent\":\"dept:medicine\"", "\"parent\":null"},
        {"\"parent\":\"dept:medicine\"", "\"parent\":\"inst\""},
        {"\"parent\":null", "\"parent\":\"inst\""},
        {"\"id\":\"pool:medicine\"", "\"id\":\"pool:pediatrics\""},
        {"\"id\":\"pool:*\"", "\"id\":\"pool:x\""},
        {"[\"unit:M3\",\"unit:M4\"]", "[\"unit:M1\",\"unit:M4\"]"},
        {"[\"unit:M3\",\"unit:M4\"]", "[\"unit:M4\",\"unit:M3\"]"},
        {"[\"unit:M3\",\"unit:M4\"]", "[\"unit:M3\",\"unit:P2\"]"},
        {"[\"unit:M3\",\"unit:M4\"]", "[]"},
        {"\"n\":31,", ""},
        {"\"n\":31,\"name\"", "\"n\":61,\"name\""},
        {"\"n\":12,\"name\"", "\"n\":4,\"name\""},
        {"\"level\":\"unit\",\"name\":\"Program U1\"",
         "\"level\":\"unit\",\"n\":3,\"name\":\"Program U1\""},
        {"\"id\":\"unit:U1\",\"level\":\"unit\",\"name\":\"Program U1\"",
         "\"areas\":{},\"id\":\"unit:U1\",\"level\":\"unit\","
         "\"name\":\"Program U1\""},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        assert_refused(changes[i][0], changes[i][1]);
}

/* The release with one member of one group's scale set to VALUE. */
static enum err parse_figure(const char *group, const char *scale,
                             const char *key, json_t *value)
{
    json_error_t error;
    json_t *root = json_loadb((const char *)file.data, file.len, 0, &error);
    json_t *list = json_object_get(root, "groups");
    json_t *figure = NULL;
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *g = json_array_get(list, i);
        if (strcmp(known_text(g, "id"), group) == 0)
            figure = json_object_get(json_object_get(g, "scales"), scale);
    }
    assert_non_null(figure);
    assert_int_equal(json_object_set_new(figure, key, value), 0);
    char *text = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
    assert_non_null(text);
    enum err e = parse(text, strlen(text));
    free(text);
    json_decref(root);
    return e;
}

static void figures_that_cannot_be_are_refused(void **state)
{
    (void)state;
    const char *m1 = "unit:M1";
    const char *inst = "inst";
    const char *one = "one";
    assert_int_equal(parse_figure(m1, one, "mean", json_string("47")), ERR_OK);
    assert_int_equal(parse_figure(inst, one, "mean", json_string("47.5")),
                     ERR_OK);
    assert_int_equal(parse_figure(m1, one, "mean", json_string("47.5")),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "mean", json_string("~47")),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "mean", json_string("101")),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "mean", json_integer(47)),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "n", json_integer(32)), ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "n", json_integer(4)), ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "sum", json_integer(4)), ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "above_n", json_integer(31)),
                     ERR_FORMAT);
    assert_int_equal(
        parse_figure("dept:medicine", one, "above_n", json_integer(19)),
        ERR_FORMAT);
    assert_int_equal(parse_figure("unit:M2", one, "above", json_string("50")),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "half_width", json_string("10000")),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "half_width", json_string("4x")),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, one, "mean", json_string("<=47")),
                     ERR_FORMAT); /* it has a half width */
    assert_int_equal(parse_figure(m1, one, "above", json_string("~50")),
                     ERR_FORMAT);
    assert_int_equal(parse_figure(m1, "days", "half_width", json_string("x")),
                     ERR_FORMAT);
}

static void assert_value(const char *text, bool decimal,
                         enum published_mark mark, uint32_t tenths)
{
    struct published_value v = {0};
    assert_int_equal(published_value_parse(text, decimal, &v), ERR_OK);
    assert_int_equal(v.mark, mark);
    assert_int_equal(v.tenths, tenths);
    assert_ptr_equal(v.text, text);
}

static void printed_values_are_read_strictly(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",     "-1",   "+5",  "05",    "101", "1000", ">47",
        "=>47", ">= 5", "~~5", "5.55",  "5.",  ".5",   "100.1",
        "5 ",   "5e1",  "<=",  ">=<=5", "0x5", "47,5", "~>=5"};
    assert_value("0", false, PUBLISHED_EXACT, 0);
    assert_value("100", false, PUBLISHED_EXACT, 1000);
    assert_value(">=65", false, PUBLISHED_AT_LEAST, 650);
    assert_value("<=30", false, PUBLISHED_AT_MOST, 300);
    assert_value("~49.5", true, PUBLISHED_ABOUT, 495);
    assert_value("100.0", true, PUBLISHED_EXACT, 1000);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct published_value v = {0};
        if (published_value_parse(bad[i], true, &v) != ERR_FORMAT)
            fail_msg("\"%s\" was taken", bad[i]);
        assert_null(v.text);
    }
}

static void decimals_have_one_text_each(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",       "-",  "-0",  "1.", "1.50",          "01",
        "1.2345", "+1", "1e3", ".5", "1234567890123", "1.5/",
        "1.5a",   "1./"};
    struct published_decimal d = {0};
    assert_int_equal(published_decimal_parse("-0.5", &d), ERR_OK);
    assert_int_equal(d.thousandths, -500);
    assert_int_equal(published_decimal_parse("1.333", &d), ERR_OK);
    assert_int_equal(d.thousandths, 1333);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (published_decimal_parse(bad[i], &d) != ERR_FORMAT)
            fail_msg("\"%s\" was taken", bad[i]);
}

static void dates_are_days_of_the_calendar(void **state)
{
    (void)state;
    assert_true(published_date_is_valid("2026-12-15"));
    assert_true(published_date_is_valid("2028-02-29"));
    assert_false(published_date_is_valid("2027-02-29"));
    assert_false(published_date_is_valid("2026-1-15"));
    assert_false(published_date_is_valid("2026-12-15T"));
    assert_false(published_date_is_valid(""));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
#define FRESH(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        FRESH(what_was_written_comes_back),
        FRESH(groups_are_found_by_their_ids),
        FRESH(the_hash_is_that_of_the_file),
        FRESH(the_signature_is_of_the_file),
        FRESH(a_file_cut_anywhere_is_refused),
        FRESH(another_form_of_the_same_is_refused),
        FRESH(wrong_keys_and_types_are_refused),
        FRESH(trustees_are_read_strictly),
        FRESH(groups_that_cannot_be_are_refused),
        FRESH(figures_that_cannot_be_are_refused),
        cmocka_unit_test(printed_values_are_read_strictly),
        cmocka_unit_test(decimals_have_one_text_each),
        cmocka_unit_test(dates_are_days_of_the_calendar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
