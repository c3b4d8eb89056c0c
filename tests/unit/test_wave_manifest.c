#include "unit/wave_sample.h"

#include "base/datetime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <jansson.h>

static struct buf sample_bytes(void)
{
    struct wave_manifest *m = sample_manifest();
    struct buf b = BUF_INIT;
    assert_int_equal(wave_manifest_write(m, &b), ERR_OK);
    wave_manifest_free(m);
    return b;
}

static enum err parse(const char *text, size_t len, struct err_note *note)
{
    struct wave_manifest *m = NULL;
    enum err e = wave_manifest_parse((const uint8_t *)text, len, &m, note);
    if (e != ERR_OK)
        assert_null(m);
    wave_manifest_free(m);
    return e;
}

/* The sample with one text exchanged, parsed. */
static enum err parse_with(const char *from, const char *to)
{
    struct buf b = sample_bytes();
    const char *at = strstr(buf_text(&b), from);
    assert_non_null(at);
    struct buf changed = BUF_INIT;
    buf_put(&changed, b.data, (size_t)(at - buf_text(&b)));
    buf_put_text(&changed, to);
    buf_put_text(&changed, at + strlen(from));
    struct err_note note = {""};
    enum err e = parse(buf_text(&changed), changed.len, &note);
    if (e != ERR_OK)
        assert_true(strlen(note.text) > 0);
    buf_free(&changed);
    buf_free(&b);
    return e;
}

static void what_is_written_is_read_back_in_every_field(void **state)
{
    (void)state;
    struct wave_manifest *m = sample_manifest();
    struct buf b = sample_bytes();
    struct wave_manifest *r = NULL;
    assert_int_equal(wave_manifest_parse(b.data, b.len, &r, NULL), ERR_OK);
    assert_string_equal(r->wave, m->wave);
    assert_memory_equal(r->wave_id, m->wave_id, sizeof m->wave_id);
    assert_string_equal(r->institution, m->institution);
    assert_string_equal(r->title, m->title);
    assert_string_equal(r->survey_id, m->survey_id);
    assert_string_equal(r->survey_version, m->survey_version);
    assert_memory_equal(r->survey_sha256, m->survey_sha256, 32);
    assert_int_equal(r->opens_sec, m->opens_sec);
    assert_int_equal(r->closes_sec, m->closes_sec);
    assert_string_equal(r->purge, m->purge);
    assert_memory_equal(r->poprf_pk, m->poprf_pk, 32);
    assert_memory_equal(r->seal_pk, m->seal_pk, 32);
    assert_memory_equal(r->board_pk, m->board_pk, 32);
    assert_int_equal(r->plain_bytes, m->plain_bytes);
    assert_int_equal(r->min_group, m->min_group);
    assert_int_equal(r->rule.k, m->rule.k);
    assert_int_equal(r->rule.k_share, m->rule.k_share);
    assert_int_equal(r->rule.insiders, m->rule.insiders);
    assert_memory_equal(r->invites_sha256, m->invites_sha256, 32);
    assert_memory_equal(r->client_sha256, m->client_sha256, 32);
    assert_int_equal(r->group_count, m->group_count);
    for (size_t i = 0; i < m->group_count; i++) {
        assert_int_equal(r->groups[i].id, i + 1);
        assert_string_equal(r->groups[i].unit, m->groups[i].unit);
        assert_string_equal(r->groups[i].name, m->groups[i].name);
        assert_string_equal(r->groups[i].department, m->groups[i].department);
        assert_int_equal(r->groups[i].roster, m->groups[i].roster);
        assert_int_equal(r->groups[i].program_count, 2);
        assert_string_equal(r->groups[i].programs[1].id,
                            m->groups[i].programs[1].id);
        assert_int_equal(r->groups[i].programs[1].roster, 3);
    }
    wave_manifest_free(m);
    wave_manifest_free(r);
    buf_free(&b);
}

static void writing_twice_gives_the_same_canonical_bytes(void **state)
{
    (void)state;
    struct buf a = sample_bytes();
    json_error_t error;
    json_t *root = json_loadb(buf_text(&a), a.len, 0, &error);
    char *canonical = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
    assert_int_equal(strlen(canonical), a.len);
    assert_string_equal(canonical, buf_text(&a));
    uint8_t one[32];
    uint8_t two[32];
    wave_manifest_hash(a.data, a.len, one);
    wave_manifest_hash((const uint8_t *)canonical, strlen(canonical), two);
    assert_memory_equal(one, two, 32);
    free(canonical);
    json_decref(root);
    buf_free(&a);
}

static void the_hash_is_sha256_of_the_exact_bytes(void **state)
{
    (void)state;
    /* FIPS 180-2, B.1. */
    static const char known[] =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    uint8_t hash[32];
    char hex[ENCODE_HEX_SIZE(32)];
    wave_manifest_hash((const uint8_t *)"abc", 3, hash);
    encode_hex(hash, sizeof hash, hex);
    assert_string_equal(hex, known);
}

static void any_white_space_and_order_of_keys_is_read(void **state)
{
    (void)state;
    struct buf b = sample_bytes();
    json_error_t error;
    json_t *root = json_loadb(buf_text(&b), b.len, 0, &error);
    /* "format" is put last, everything is indented. */
    json_t *format = json_incref(json_object_get(root, "format"));
    json_object_del(root, "format");
    json_object_set_new(root, "format", format);
    char *text = json_dumps(root, JSON_INDENT(3) | JSON_ENSURE_ASCII);
    assert_int_equal(parse(text, strlen(text), NULL), ERR_OK);
    free(text);
    json_decref(root);
    buf_free(&b);
}

static void the_manifest_of_the_protocol_page_is_read(void **state)
{
    (void)state;
    static const char text[] =
        "{ \"format\":\"chorus-wave-v1\", \"wave\":\"2026-fall\",\n"
        " \"wave_id\":\"l3yaYc4SU5xGoA9VsY1Y0A\",\n"
        " \"institution\":\"...\", "
        "\"title\":{\"en\":\"...\",\"pt-BR\":\"x\"},\n"
        " \"survey\":{\"id\":\"...\",\"version\":\"...\",\"sha256\":\""
        "0000000000000000000000000000000000000000000000000000000000000000\"},\n"
        " \"opens\":\"2026-11-01T06:00:00-05:00\",\n"
        " \"closes\":\"2026-12-15T23:59:59-05:00\", \"purge\":\"2027-01-14\",\n"
        " \"poprf_pk\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\n"
        " \"seal_pk\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\n"
        " \"board_pk\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\n"
        " \"plain_size\":256, \"min_group\":8,\n"
        " \"groups\":[{\"id\":1,\"unit\":\"P001\",\n"
        "   \"name\":\"Internal Medicine - "
        "Main\",\"department\":\"Medicine\",\n"
        "   \"roster\":149,\"programs\":[{\"id\":\"P001\",\"roster\":149}]}],\n"
        " \"invites_sha256\":\""
        "0000000000000000000000000000000000000000000000000000000000000000\",\n"
        " \"rule\":{\"k\":5,\"k_share\":20,\"insiders\":1},\n"
        " \"client_sha256\":\""
        "0000000000000000000000000000000000000000000000000000000000000000\",\n"
        " \"trustees\":{\"threshold\":2,\n"
        "  \"commitments\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\n"
        "                 \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"],\n"
        "  \"sign_pk\":[\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\n"
        "             \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE\"]} }";
    struct wave_manifest *m = NULL;
    struct err_note note = {""};
    if (wave_manifest_parse((const uint8_t *)text, sizeof text - 1, &m,
                            &note) != ERR_OK)
        fail_msg("%s", note.text);
    int64_t closes_sec = 0;
    assert_int_equal(datetime_parse("2026-12-16T04:59:59Z", &closes_sec),
                     ERR_OK);
    assert_int_equal(m->closes_sec, closes_sec);
    assert_int_equal(wave_manifest_places(m), 149);
    wave_manifest_free(m);
}

static void keys_that_are_unknown_missing_or_there_twice_are_refused(
    void **state)
{
    (void)state;
    assert_int_equal(parse_with("\"wave\":", "\"wave\":\"a\",\"wave\":"),
                     ERR_FORMAT);
    assert_int_equal(parse_with("\"min_group\":", "\"extra\":1,\"min_group\":"),
                     ERR_FORMAT);
    assert_int_equal(parse_with("\"min_group\":8,", ""), ERR_FORMAT);
    assert_int_equal(parse_with("\"insiders\":1", "\"insiders\":1,\"x\":1"),
                     ERR_FORMAT);
    assert_int_equal(
        parse_with("\"id\":\"gme-core\"", "\"id\":\"gme-core\",\"x\":null"),
        ERR_FORMAT);
    assert_int_equal(parse_with("\"roster\":5}", "\"roster\":5,\"x\":1}"),
                     ERR_FORMAT);
    assert_int_equal(
        parse_with("\"unit\":\"P045\"", "\"unit\":\"P045\",\"type\":\"x\""),
        ERR_FORMAT);
    assert_int_equal(parse_with("chorus-wave-v1", "chorus-wave-v2"),
                     ERR_FORMAT);
}

static void rules_below_the_floors_are_refused(void **state)
{
    (void)state;
    assert_int_equal(parse_with("\"k\":5", "\"k\":4"), ERR_RANGE);
    assert_int_equal(parse_with("\"k_share\":20", "\"k_share\":19"), ERR_RANGE);
    assert_int_equal(parse_with("\"insiders\":1", "\"insiders\":0"), ERR_RANGE);
    assert_int_equal(parse_with("\"insiders\":1", "\"insiders\":2"), ERR_RANGE);
    assert_int_equal(parse_with("\"min_group\":8", "\"min_group\":4"),
                     ERR_RANGE);
    assert_int_equal(parse_with("\"k\":5", "\"k\":-5"), ERR_RANGE);
    assert_int_equal(parse_with("\"k\":5", "\"k\":5.0"), ERR_FORMAT);
    assert_int_equal(parse_with("\"k\":5", "\"k\":\"5\""), ERR_FORMAT);
    /* A wave may raise them. */
    assert_int_equal(parse_with("\"k\":5", "\"k\":6"), ERR_OK);
    assert_int_equal(parse_with("\"min_group\":8", "\"min_group\":5"), ERR_OK);
}

static void a_group_below_min_group_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse_with("\"min_group\":8", "\"min_group\":9"),
                     ERR_RANGE);
}

static void a_roster_that_is_not_the_sum_of_its_programs_is_refused(
    void **state)
{
    (void)state;
    assert_int_equal(parse_with("\"roster\":30", "\"roster\":31"), ERR_FORMAT);
    assert_int_equal(parse_with("\"roster\":27", "\"roster\":26"), ERR_FORMAT);
    assert_int_equal(parse_with("\"roster\":27", "\"roster\":0"), ERR_RANGE);
    assert_int_equal(parse_with("\"roster\":27", "\"roster\":4294967323"),
                     ERR_RANGE);
}

static void groups_out_of_order_or_misnumbered_are_refused(void **state)
{
    (void)state;
    assert_int_equal(parse_with("\"id\":2,", "\"id\":3,"), ERR_RANGE);
    assert_int_equal(parse_with("\"id\":1,", "\"id\":0,"), ERR_RANGE);
    /* P045 < S-medicine bytewise; "p045" is not. */
    assert_int_equal(parse_with("\"unit\":\"P045\"", "\"unit\":\"p045\""),
                     ERR_FORMAT);
    assert_int_equal(parse_with("\"department\":\"Surgery\"",
                                "\"department\":\"Dermatology\""),
                     ERR_FORMAT);
    /* Upper case before lower: bytes, not letters. */
    assert_int_equal(parse_with("\"department\":\"Surgery\"",
                                "\"department\":\"anesthesiology\""),
                     ERR_OK);
}

static void a_unit_or_a_program_that_is_there_twice_is_refused(void **state)
{
    (void)state;
    assert_int_equal(parse_with("\"unit\":\"P001\"", "\"unit\":\"P045\""),
                     ERR_FORMAT);
    assert_int_equal(parse_with("\"id\":\"P001-b\"", "\"id\":\"P045-b\""),
                     ERR_FORMAT);
}

static void names_and_texts_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(parse_with("\"wave\":\"2026-fall\"", "\"wave\":\"\""),
                     ERR_FORMAT);
    assert_int_equal(parse_with("\"wave\":\"2026-fall\"", "\"wave\":\"-a\""),
                     ERR_FORMAT);
    assert_int_equal(parse_with("\"wave\":\"2026-fall\"", "\"wave\":\"a/b\""),
                     ERR_FORMAT);
    assert_int_equal(
        parse_with("\"wave\":\"2026-fall\"",
                   "\"wave\":\"123456789012345678901234567890123\""),
        ERR_FORMAT);
    assert_int_equal(parse_with("\"name\":\"Surgery\"", "\"name\":\"\""),
                     ERR_FORMAT);
    assert_int_equal(
        parse_with("\"name\":\"Surgery\"", "\"name\":\"a\\u0000\""),
        ERR_FORMAT);
    assert_int_equal(parse_with("\"name\":\"Surgery\"", "\"name\":\"a\\nb\""),
                     ERR_FORMAT);
    assert_int_equal(
        parse_with("\"name\":\"Surgery\"", "\"name\":\"a\\u0085b\""),
        ERR_FORMAT);
    assert_int_equal(parse_with("\"name\":\"Surgery\"", "\"name\":\"a\xff\""),
                     ERR_FORMAT);
    assert_int_equal(parse_with("{\"en\":", "{\"fr\":"), ERR_FORMAT);
    assert_int_equal(parse_with("{\"en\":", "{\"e_\":\"x\",\"en\":"),
                     ERR_FORMAT);
}

static void keys_and_hashes_have_one_spelling(void **state)
{
    (void)state;
    /* 32 bytes of 0x33 end in "M"; "N" has a bit behind the last byte. */
    static const char key[] =
        "\"poprf_pk\":\"MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM\"";
    assert_int_equal(parse_with(key, key), ERR_OK);
    assert_int_equal(
        parse_with(
            key,
            "\"poprf_pk\":\"MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzN\""),
        ERR_FORMAT);
    assert_int_equal(
        parse_with(
            key,
            "\"poprf_pk\":\"MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM=\""),
        ERR_FORMAT);
    assert_int_equal(
        parse_with(key, "\"poprf_pk\":\"MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMz\""),
        ERR_FORMAT);
    assert_int_equal(
        parse_with("\"client_sha256\":\"ff", "\"client_sha256\":\"FF"),
        ERR_FORMAT);
    assert_int_equal(
        parse_with("\"client_sha256\":\"ff", "\"client_sha256\":\""),
        ERR_FORMAT);
}

static void the_plain_size_is_a_multiple_of_256_up_to_64_kib(void **state)
{
    (void)state;
    static const char size[] = "\"plain_size\":512";
    assert_int_equal(parse_with(size, "\"plain_size\":0"), ERR_RANGE);
    assert_int_equal(parse_with(size, "\"plain_size\":511"), ERR_RANGE);
    assert_int_equal(parse_with(size, "\"plain_size\":65536"), ERR_OK);
    assert_int_equal(parse_with(size, "\"plain_size\":65792"), ERR_RANGE);
}

static void times_must_be_times_and_in_order(void **state)
{
    (void)state;
    struct wave_manifest *m = sample_manifest();
    struct buf b = BUF_INIT;
    int64_t closes_sec = m->closes_sec;
    m->closes_sec = m->opens_sec;
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    m->closes_sec = INT64_MAX;
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    m->closes_sec = closes_sec;
    memcpy(m->purge, "2026-12-12", sizeof m->purge);
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    memcpy(m->purge, "2027-02-30", sizeof m->purge);
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    memset(m->purge, '1', sizeof m->purge); /* no end */
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    assert_null(b.data);
    assert_int_equal(parse_with("\"purge\":\"2027-01-14\"",
                                "\"purge\":\"2027-01-14T00:00:00Z\""),
                     ERR_FORMAT);
    assert_int_equal(parse_with("\"purge\":\"2027-01-14\"", "\"purge\":2027"),
                     ERR_FORMAT);
    wave_manifest_free(m);
}

static void what_parsing_would_refuse_is_not_written(void **state)
{
    (void)state;
    struct buf b = BUF_INIT;
    struct wave_manifest *m = sample_manifest();
    m->rule.k = 4;
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    m->rule.k = 5;
    m->groups[1].id = 7;
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    m->groups[1].id = 2;
    m->groups[1].name[0] = '\x80';
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    m->groups[1].name[0] = 'S';
    m->group_count = 0;
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    m->group_count = 3;
    assert_int_equal(wave_manifest_write(m, &b), ERR_OK);
    buf_free(&b);
    wave_manifest_free(m);
}

static void malformed_trustees_are_refused(void **state)
{
    (void)state;
    static const char at[] = "\"title\":";
#define KEY "\"MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM\""
#define TRUSTEES(threshold, commitments, signers)                              \
    "\"trustees\":{\"threshold\":" threshold ",\"commitments\":[" commitments  \
    "],\"sign_pk\":[" signers "]},\"title\":"
#define OTHER "\"REREREREREREREREREREREREREREREREREREREREREQ\""
    assert_int_equal(parse_with(at, TRUSTEES("1", KEY, KEY)), ERR_OK);
    assert_int_equal(parse_with(at, TRUSTEES("1", KEY, KEY "," OTHER)), ERR_OK);
    assert_int_equal(parse_with(at, TRUSTEES("2", KEY, KEY "," OTHER)),
                     ERR_FORMAT);
    assert_int_equal(parse_with(at, TRUSTEES("1", KEY "," KEY, KEY)),
                     ERR_FORMAT);
    assert_int_equal(parse_with(at, TRUSTEES("1", KEY, KEY "," KEY)),
                     ERR_FORMAT);
    assert_int_equal(parse_with(at, TRUSTEES("2", KEY, KEY)), ERR_RANGE);
    assert_int_equal(parse_with(at, TRUSTEES("0", KEY, KEY)), ERR_RANGE);
    assert_int_equal(parse_with(at, TRUSTEES("1", "", KEY)), ERR_FORMAT);
    assert_int_equal(parse_with(at, TRUSTEES("1", KEY, "\"\"")), ERR_FORMAT);
    assert_int_equal(parse_with(at, "\"trustees\":null,\"title\":"),
                     ERR_FORMAT);
    assert_int_equal(
        parse_with(at, "\"trustees\":{\"threshold\":1},\"title\":"),
        ERR_FORMAT);
}

/* A manifest with three trustees, two of whom open. */
static struct wave_manifest *with_trustees(void)
{
    struct wave_manifest *m = sample_manifest();
    struct wave_trustees *t = &m->trustees;
    t->threshold = 2;
    t->count = 3;
    t->commitments = calloc(2, sizeof *t->commitments);
    t->sign_pk = calloc(3, sizeof *t->sign_pk);
    assert_non_null(t->commitments);
    assert_non_null(t->sign_pk);
    memset(t->commitments, 0x77, 2 * sizeof *t->commitments);
    for (size_t i = 0; i < 3; i++)
        memset(&t->sign_pk[i], (int)i + 1, sizeof *t->sign_pk);
    return m;
}

static void trustees_are_read_back_as_they_were_written(void **state)
{
    (void)state;
    struct wave_manifest *m = with_trustees();
    struct wave_manifest *again = NULL;
    struct buf b = BUF_INIT;
    assert_int_equal(wave_manifest_write(m, &b), ERR_OK);
    assert_int_equal(wave_manifest_parse(b.data, b.len, &again, NULL), ERR_OK);
    assert_int_equal(again->trustees.threshold, 2);
    assert_int_equal(again->trustees.count, 3);
    assert_memory_equal(again->trustees.commitments, m->trustees.commitments,
                        2 * sizeof *m->trustees.commitments);
    assert_memory_equal(again->trustees.sign_pk, m->trustees.sign_pk,
                        3 * sizeof *m->trustees.sign_pk);
    buf_free(&b);
    m->trustees.sign_pk[2] = m->trustees.sign_pk[0];
    assert_int_equal(wave_manifest_write(m, &b), ERR_RANGE);
    wave_manifest_free(again);
    wave_manifest_free(m);
}

static void every_prefix_of_a_manifest_is_refused(void **state)
{
    (void)state;
    struct buf b = sample_bytes();
    for (size_t len = 0; len < b.len; len++)
        assert_int_equal(parse(buf_text(&b), len, NULL), ERR_FORMAT);
    buf_put_text(&b, "{}");
    assert_int_equal(parse(buf_text(&b), b.len, NULL), ERR_FORMAT);
    buf_free(&b);
}

static void a_group_is_found_by_id_and_by_program(void **state)
{
    (void)state;
    struct wave_manifest *m = sample_manifest();
    assert_null(wave_manifest_group(m, 0));
    assert_ptr_equal(wave_manifest_group(m, 1), &m->groups[0]);
    assert_ptr_equal(wave_manifest_group(m, 3), &m->groups[2]);
    assert_null(wave_manifest_group(m, 4));
    assert_ptr_equal(wave_manifest_group_of_program(m, "S-medicine-b"),
                     &m->groups[1]);
    assert_null(wave_manifest_group_of_program(m, "P999"));
    assert_int_equal(wave_manifest_places(m), 8 + 30 + 25);
    wave_manifest_free(m);
}

static void the_plain_size_covers_head_and_answers(void **state)
{
    (void)state;
    assert_int_equal(wave_plain_bytes(0), 256);
    assert_int_equal(wave_plain_bytes(217), 256);
    assert_int_equal(wave_plain_bytes(218), 512);
    assert_int_equal(wave_plain_bytes(65536 - 39), 65536);
}

static void a_name_is_letters_digits_and_inner_hyphens(void **state)
{
    (void)state;
    assert_true(wave_name_is_valid("A"));
    assert_true(wave_name_is_valid("0-"));
    assert_true(wave_name_is_valid("12345678901234567890123456789012"));
    assert_false(wave_name_is_valid("123456789012345678901234567890123"));
    assert_false(wave_name_is_valid(""));
    assert_false(wave_name_is_valid("-a"));
    assert_false(wave_name_is_valid("a_b"));
    assert_false(wave_name_is_valid("a b"));
    assert_false(wave_name_is_valid("\xc3\xa4"));
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read_back_in_every_field),
        cmocka_unit_test(writing_twice_gives_the_same_canonical_bytes),
        cmocka_unit_test(the_hash_is_sha256_of_the_exact_bytes),
        cmocka_unit_test(any_white_space_and_order_of_keys_is_read),
        cmocka_unit_test(the_manifest_of_the_protocol_page_is_read),
        cmocka_unit_test(
            keys_that_are_unknown_missing_or_there_twice_are_refused),
        cmocka_unit_test(rules_below_the_floors_are_refused),
        cmocka_unit_test(a_group_below_min_group_is_refused),
        cmocka_unit_test(
            a_roster_that_is_not_the_sum_of_its_programs_is_refused),
        cmocka_unit_test(groups_out_of_order_or_misnumbered_are_refused),
        cmocka_unit_test(a_unit_or_a_program_that_is_there_twice_is_refused),
        cmocka_unit_test(names_and_texts_are_bounded),
        cmocka_unit_test(keys_and_hashes_have_one_spelling),
        cmocka_unit_test(the_plain_size_is_a_multiple_of_256_up_to_64_kib),
        cmocka_unit_test(times_must_be_times_and_in_order),
        cmocka_unit_test(what_parsing_would_refuse_is_not_written),
        cmocka_unit_test(malformed_trustees_are_refused),
        cmocka_unit_test(trustees_are_read_back_as_they_were_written),
        cmocka_unit_test(every_prefix_of_a_manifest_is_refused),
        cmocka_unit_test(a_group_is_found_by_id_and_by_program),
        cmocka_unit_test(the_plain_size_covers_head_and_answers),
        cmocka_unit_test(a_name_is_letters_digits_and_inner_hyphens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
