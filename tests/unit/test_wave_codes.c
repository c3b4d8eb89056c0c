/* What people copy, type and keep: fingerprints, invite codes, links, receipts,
 * passes. Known answers: tests/vectors/chorus-v1.json. */
#include "known.h"
#include "wave/receipt.h"

#include <ctype.h>
#include <sodium.h>

static json_t *vectors;

#define EACH_CASE(i, c)                                                        \
    json_array_foreach (json_object_get(vectors, "cases"), i, c)

static const json_t *first_case(void)
{
    return json_array_get(json_object_get(vectors, "cases"), 0);
}

static uint16_t group_of(const json_t *c)
{
    return (uint16_t)json_integer_value(json_object_get(c, "group"));
}

static void fingerprints_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_manifest_hash mh;
        struct wave_fingerprint fingerprint;
        char text[WAVE_FINGERPRINT_TEXT_SIZE];
        known_bytes(c, "manifest_hash", mh.b, sizeof mh.b);
        wave_fingerprint_text(&mh, text);
        assert_string_equal(text, known_text(c, "fingerprint"));
        assert_int_equal(
            wave_fingerprint_parse(text, strlen(text), &fingerprint), ERR_OK);
        assert_true(wave_fingerprint_matches(&fingerprint, &mh));
    }
    assert_int_equal(i, 4);
}

static void a_fingerprint_of_another_manifest_does_not_match(void **state)
{
    (void)state;
    struct wave_manifest_hash mh;
    struct wave_fingerprint fingerprint;
    const char *text = known_text(first_case(), "fingerprint");
    known_bytes(first_case(), "manifest_hash", mh.b, sizeof mh.b);
    assert_int_equal(wave_fingerprint_parse(text, strlen(text), &fingerprint),
                     ERR_OK);
    for (size_t bit = 0; bit < 8 * sizeof fingerprint.b; bit++) {
        mh.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_false(wave_fingerprint_matches(&fingerprint, &mh));
        mh.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    assert_int_equal(
        wave_fingerprint_parse(text, strlen(text) - 1, &fingerprint),
        ERR_FORMAT);
    assert_int_equal(wave_fingerprint_parse("", 0, &fingerprint), ERR_FORMAT);
}

static void invite_codes_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_invite_code code;
        struct wave_invite_code again;
        struct wave_id wave_id;
        struct wave_invite_public invite;
        struct wave_invite_secret secret;
        struct wave_used_hash used;
        char text[WAVE_INVITE_CODE_TEXT_SIZE];
        known_bytes(c, "invite_code", code.b, sizeof code.b);
        known_bytes(c, "wave_id", wave_id.b, sizeof wave_id.b);
        wave_invite_code_text(&code, text);
        assert_string_equal(text, known_text(c, "invite_text"));
        assert_int_equal(wave_invite_code_parse(text, strlen(text), &again),
                         ERR_OK);
        assert_memory_equal(again.b, code.b, sizeof again.b);
        assert_int_equal(wave_invite_code_group(&code), group_of(c));
        wave_invite_keypair(&wave_id, &code, &invite, &secret);
        known_assert(c, "invite_pk", invite.b, sizeof invite.b);
        wave_invite_used_hash(&invite, &used);
        known_assert(c, "used_hash", used.b, sizeof used.b);
    }
}

static void every_bad_invite_text_is_refused(void **state)
{
    (void)state;
    size_t i;
    json_t *bad;
    json_array_foreach (json_object_get(vectors, "bad_invite_texts"), i, bad) {
        struct wave_invite_code code = {{0xa5}};
        const char *text = json_string_value(bad);
        enum err e = wave_invite_code_parse(text, strlen(text), &code);
        assert_true(e == ERR_FORMAT || e == ERR_DENIED);
        assert_int_equal(code.b[0], 0xa5);
    }
    assert_int_equal(i, 7);
}

/* TEXT as a hurried person types it. */
static size_t sloppy(const char *text, char *out)
{
    size_t o = 0;
    out[o++] = ' ';
    for (size_t i = 0; text[i] != 0; i++) {
        char ch = (char)tolower((unsigned char)text[i]);
        if (ch == '1')
            ch = i % 2 == 0 ? 'l' : 'I';
        else if (ch == '0')
            ch = i % 2 == 0 ? 'o' : 'O';
        else if (ch == '-')
            ch = ' ';
        out[o++] = ch;
        if (i % 5 == 3)
            out[o++] = '-';
    }
    out[o] = 0;
    return o;
}

static void sloppy_typing_is_understood(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        char text[128];
        struct wave_invite_code code;
        struct wave_fingerprint fingerprint;
        size_t len = sloppy(known_text(c, "invite_text"), text);
        assert_int_equal(wave_invite_code_parse(text, len, &code), ERR_OK);
        known_assert(c, "invite_code", code.b, sizeof code.b);
        len = sloppy(known_text(c, "fingerprint"), text);
        assert_int_equal(wave_fingerprint_parse(text, len, &fingerprint),
                         ERR_OK);
    }
}

/* One byte of check: of all single mistypings at most one in 256 gets by, and
 * of these fixed ones none does. */
static void a_mistyped_symbol_is_told_from_a_wrong_form(void **state)
{
    (void)state;
    struct wave_invite_code code;
    char text[WAVE_INVITE_CODE_TEXT_SIZE];
    memcpy(text, known_text(first_case(), "invite_text"), sizeof text);
    text[1] = text[1] == '1' ? '2' : '1';
    assert_int_equal(wave_invite_code_parse(text, strlen(text), &code),
                     ERR_DENIED);
    text[1] = '!';
    assert_int_equal(wave_invite_code_parse(text, strlen(text), &code),
                     ERR_FORMAT);
}

static void new_codes_differ_and_keep_their_group(void **state)
{
    (void)state;
    struct wave_invite_code a;
    struct wave_invite_code b;
    wave_invite_code_new(0x1234, &a);
    wave_invite_code_new(0x1234, &b);
    assert_int_equal(wave_invite_code_group(&a), 0x1234);
    assert_memory_equal(a.b, ((uint8_t[]){0x12, 0x34}), 2);
    assert_memory_not_equal(a.b, b.b, sizeof a.b);
}

static void a_code_has_another_key_in_another_wave(void **state)
{
    (void)state;
    struct wave_invite_code code;
    struct wave_id one = {{1}};
    struct wave_id two = {{2}};
    struct wave_invite_public publics[2];
    struct wave_invite_secret secret;
    wave_invite_code_new(1, &code);
    wave_invite_keypair(&one, &code, &publics[0], &secret);
    wave_invite_keypair(&two, &code, &publics[1], &secret);
    assert_memory_not_equal(publics[0].b, publics[1].b, 32);
}

static void an_invite_link_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct wave_manifest_hash mh;
    struct wave_invite_code code;
    struct wave_invite_link link;
    struct buf text = BUF_INIT;
    known_bytes(first_case(), "manifest_hash", mh.b, sizeof mh.b);
    known_bytes(first_case(), "invite_code", code.b, sizeof code.b);
    wave_invite_link("https://survey.example.org/gme/", "2026-fall", &code, &mh,
                     &text);
    assert_int_equal(buf_check(&text), ERR_OK);
    assert_string_equal(buf_text(&text),
                        "https://survey.example.org/gme/w/2026-fall#"
                        "003QXES-7DT6F3M-5QVD1F6-3QEJHRG."
                        "PTGKA9NS-N0MDPQME-SG50Q0RZ-XBMZX6XS");
    assert_int_equal(wave_invite_link_parse(buf_text(&text), &link), ERR_OK);
    assert_string_equal(link.base_url, "https://survey.example.org/gme");
    assert_string_equal(link.wave_name, "2026-fall");
    assert_memory_equal(link.code.b, code.b, sizeof code.b);
    assert_true(wave_fingerprint_matches(&link.fingerprint, &mh));
    buf_wipe(&text);
}

static void a_link_that_is_none_is_refused(void **state)
{
    (void)state;
#define CODE        "003QXES-7DT6F3M-5QVD1F6-3QEJHRG"
#define FINGERPRINT "PTGKA9NS-N0MDPQME-SG50Q0RZ-XBMZX6XS"
    static const char *const good[] = {
        "http://h/w/a#" CODE "." FINGERPRINT,
        "http://h/w/w/w/a#" CODE "." FINGERPRINT,
    };
    static const char *const bad[] = {
        "",
        "#",
        CODE,
        "http://h/w/a",
        "http://h/w/a#",
        "http://h/w/a#" CODE,
        "http://h/w/a#." FINGERPRINT,
        "http://h/w/a#" CODE ".",
        "http://h/w/a#" CODE "." CODE,
        "http://h/w/a#" CODE "." FINGERPRINT "0",
        "http://h/w/#" CODE "." FINGERPRINT,
        "http:///w/a#" CODE "." FINGERPRINT,
        "http://h//w/a#" CODE "." FINGERPRINT,
        "http://h/w/-a#" CODE "." FINGERPRINT,
        "http://h/w/a b#" CODE "." FINGERPRINT,
        "http://h/w/a/#" CODE "." FINGERPRINT,
        "http://h/x/a#" CODE "." FINGERPRINT,
        "http://h /w/a#" CODE "." FINGERPRINT,
        "/w/a#" CODE "." FINGERPRINT,
        "w/a#" CODE "." FINGERPRINT,
        "ftp://h/w/a#" CODE "." FINGERPRINT,
    };
    struct wave_invite_link link;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_int_equal(wave_invite_link_parse(good[i], &link), ERR_OK);
    assert_string_equal(link.base_url, "http://h/w/w");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(wave_invite_link_parse(bad[i], &link), ERR_FORMAT);
    assert_int_equal(
        wave_invite_link_parse(
            "http://h/w/a#103QXES-7DT6F3M-5QVD1F6-3QEJHRG." FINGERPRINT, &link),
        ERR_DENIED);
}

static void read_receipt(const json_t *c, struct wave_receipt *r)
{
    struct wave_board_public board;
    struct wave_board_secret secret;
    uint8_t seed[32];
    known_bytes(c, "board_seed", seed, sizeof seed);
    assert_int_equal(crypto_sign_seed_keypair(board.b, secret.b, seed), 0);
    known_assert(c, "board_pk", board.b, sizeof board.b);
    known_bytes(c, "manifest_hash", r->mh.b, sizeof r->mh.b);
    r->group = group_of(c);
    known_bytes(c, "nullifier", r->nullifier.b, sizeof r->nullifier.b);
    known_bytes(c, "sealed_hash", r->sealed_hash.b, sizeof r->sealed_hash.b);
    wave_receipt_sign(&secret, r);
}

static void receipts_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_receipt receipt;
        struct wave_receipt again;
        struct wave_board_public board;
        char text[WAVE_RECEIPT_TEXT_SIZE];
        known_bytes(c, "board_pk", board.b, sizeof board.b);
        read_receipt(c, &receipt);
        assert_int_equal(wave_receipt_verify(&receipt, &board), ERR_OK);
        wave_receipt_text(&receipt, text);
        assert_string_equal(text, known_text(c, "receipt_text"));
        assert_int_equal(wave_receipt_parse(text, strlen(text), &again),
                         ERR_OK);
        assert_int_equal(again.group, receipt.group);
        assert_int_equal(wave_receipt_verify(&again, &board), ERR_OK);
    }
}

static void a_receipt_with_any_field_changed_is_refused(void **state)
{
    (void)state;
    const json_t *c = first_case();
    struct wave_receipt honest;
    struct wave_receipt r;
    struct wave_board_public board;
    known_bytes(c, "board_pk", board.b, sizeof board.b);
    read_receipt(c, &honest);
    for (size_t i = 0; i < 32; i++) {
        r = honest;
        r.mh.b[i] ^= 1;
        assert_int_equal(wave_receipt_verify(&r, &board), ERR_DENIED);
        r = honest;
        r.nullifier.b[i] ^= 1;
        assert_int_equal(wave_receipt_verify(&r, &board), ERR_DENIED);
        r = honest;
        r.sealed_hash.b[i] ^= 1;
        assert_int_equal(wave_receipt_verify(&r, &board), ERR_DENIED);
    }
    for (size_t bit = 0; bit < 8 * sizeof r.sig; bit++) {
        r = honest;
        r.sig[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(wave_receipt_verify(&r, &board), ERR_DENIED);
    }
    r = honest;
    r.group ^= 1;
    assert_int_equal(wave_receipt_verify(&r, &board), ERR_DENIED);
    board.b[0] ^= 1;
    assert_int_equal(wave_receipt_verify(&honest, &board), ERR_DENIED);
}

static void passes_are_the_known_ones(void **state)
{
    (void)state;
    size_t i;
    json_t *c;
    EACH_CASE(i, c)
    {
        struct wave_pass pass;
        struct wave_pass again;
        char text[WAVE_PASS_TEXT_SIZE];
        known_bytes(c, "manifest_hash", pass.mh.b, sizeof pass.mh.b);
        pass.group = group_of(c);
        known_bytes(c, "nonce", pass.nonce.b, sizeof pass.nonce.b);
        known_bytes(c, "token_key", pass.token_key, sizeof pass.token_key);
        wave_pass_text(&pass, text);
        assert_string_equal(text, known_text(c, "pass_text"));
        assert_int_equal(wave_pass_parse(text, strlen(text), &again), ERR_OK);
        assert_memory_equal(again.mh.b, pass.mh.b, sizeof pass.mh.b);
        assert_int_equal(again.group, pass.group);
        assert_memory_equal(again.nonce.b, pass.nonce.b, sizeof pass.nonce.b);
        assert_memory_equal(again.token_key, pass.token_key,
                            sizeof pass.token_key);
    }
}

static void texts_of_another_form_are_refused(void **state)
{
    (void)state;
    struct wave_receipt receipt;
    struct wave_pass pass;
    const char *r = known_text(first_case(), "receipt_text");
    const char *p = known_text(first_case(), "pass_text");
    assert_int_equal(wave_receipt_parse(p, strlen(p), &receipt), ERR_FORMAT);
    assert_int_equal(wave_pass_parse(r, strlen(r), &pass), ERR_FORMAT);
    assert_int_equal(wave_receipt_parse("", 0, &receipt), ERR_FORMAT);
    assert_int_equal(wave_pass_parse("chorus-pass-v1.", 15, &pass), ERR_FORMAT);
    for (size_t cut = 1; cut < strlen(p); cut += 7)
        assert_int_equal(wave_pass_parse(p, strlen(p) - cut, &pass),
                         ERR_FORMAT);
    char padded[WAVE_PASS_TEXT_SIZE + 1];
    (void)snprintf(padded, sizeof padded, "%s=", p);
    assert_int_equal(wave_pass_parse(padded, strlen(padded), &pass),
                     ERR_FORMAT);
    /* The last symbol's unused bits: another text for the same bytes. */
    size_t last = strlen(p) - 1;
    (void)snprintf(padded, sizeof padded, "%s", p);
    padded[last]++;
    assert_int_equal(wave_pass_parse(padded, last + 1, &pass), ERR_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fingerprints_are_the_known_ones),
        cmocka_unit_test(a_fingerprint_of_another_manifest_does_not_match),
        cmocka_unit_test(invite_codes_are_the_known_ones),
        cmocka_unit_test(every_bad_invite_text_is_refused),
        cmocka_unit_test(sloppy_typing_is_understood),
        cmocka_unit_test(a_mistyped_symbol_is_told_from_a_wrong_form),
        cmocka_unit_test(new_codes_differ_and_keep_their_group),
        cmocka_unit_test(a_code_has_another_key_in_another_wave),
        cmocka_unit_test(an_invite_link_is_read_as_it_was_written),
        cmocka_unit_test(a_link_that_is_none_is_refused),
        cmocka_unit_test(receipts_are_the_known_ones),
        cmocka_unit_test(a_receipt_with_any_field_changed_is_refused),
        cmocka_unit_test(passes_are_the_known_ones),
        cmocka_unit_test(texts_of_another_form_are_refused),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    vectors = known_load("tests/vectors/chorus-v1.json");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    json_decref(vectors);
    return failed;
}
