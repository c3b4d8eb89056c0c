#include "base/encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const uint8_t foobar[] = "foobar";

/* RFC 4648, section 10; base64url without padding. */
static void base64url_gives_the_published_answers(void **state)
{
    (void)state;
    static const char *const want[] = {"",       "Zg",      "Zm8",     "Zm9v",
                                       "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"};
    for (size_t len = 0; len <= 6; len++) {
        char text[ENCODE_B64U_SIZE(6)];
        uint8_t back[6];
        encode_b64u(foobar, len, text);
        assert_string_equal(text, want[len]);
        assert_int_equal(strlen(text), ENCODE_B64U_SIZE(len) - 1);
        assert_int_equal(decode_b64u(text, strlen(text), back, len), ERR_OK);
        assert_memory_equal(back, foobar, len);
    }
}

/* RFC 4648, section 10, in lower case. */
static void hexadecimal_gives_the_published_answers(void **state)
{
    (void)state;
    static const char want[] = "666f6f626172";
    for (size_t len = 0; len <= 6; len++) {
        char text[ENCODE_HEX_SIZE(6)];
        uint8_t back[6];
        encode_hex(foobar, len, text);
        assert_int_equal(strlen(text), 2 * len);
        assert_memory_equal(text, want, 2 * len);
        assert_int_equal(decode_hex(text, 2 * len, back, len), ERR_OK);
        assert_memory_equal(back, foobar, len);
    }
}

/* RFC 4648, section 10, base32, its letters exchanged for Crockford's. */
static void base32_gives_the_published_answers(void **state)
{
    (void)state;
    static const char *const want[] = {
        "", "CR", "CSQG", "CSQPY", "CSQPYRG", "CSQPYRK1", "CSQPYRK1E8"};
    for (size_t len = 0; len <= 6; len++) {
        char text[ENCODE_BASE32_SIZE(6)];
        uint8_t back[6];
        encode_base32(foobar, len, text);
        assert_string_equal(text, want[len]);
        assert_int_equal(strlen(text), ENCODE_BASE32_SIZE(len) - 1);
        assert_int_equal(decode_base32(text, strlen(text), back, len), ERR_OK);
        assert_memory_equal(back, foobar, len);
    }
}

static void base32_reads_what_people_type(void **state)
{
    (void)state;
    static const char *const texts[] = {"csqpyrk1e8",     "CSQPY-RK1E8",
                                        " cSqP yRkI e8 ", "CSQPYRKLE8",
                                        "csqpyrkle8",     "--CSQPYRK1E8--"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint8_t back[6];
        assert_int_equal(decode_base32(texts[i], strlen(texts[i]), back, 6),
                         ERR_OK);
        assert_memory_equal(back, foobar, 6);
    }
    uint8_t zero[5];
    static const uint8_t zeros[5] = {0};
    assert_int_equal(decode_base32("oO0oO0oO", 8, zero, 5), ERR_OK);
    assert_memory_equal(zero, zeros, 5);
}

static void base32_refuses_other_symbols_lengths_and_padding_bits(void **state)
{
    (void)state;
    uint8_t back[8];
    assert_int_equal(decode_base32("CSQPYRK1EU", 10, back, 6), ERR_FORMAT);
    assert_int_equal(decode_base32("CSQPYRK1E*", 10, back, 6), ERR_FORMAT);
    assert_int_equal(decode_base32("CSQPYRK1E\0", 10, back, 6), ERR_FORMAT);
    assert_int_equal(decode_base32("CSQPYRK1E", 9, back, 6), ERR_FORMAT);
    assert_int_equal(decode_base32("CSQPYRK1E80", 11, back, 6), ERR_FORMAT);
    assert_int_equal(decode_base32("CSQPYRK1E9", 10, back, 6), ERR_FORMAT);
    assert_int_equal(decode_base32("CSQPYRK1EA", 10, back, 6), ERR_FORMAT);
}

/* Of the texts that differ in the last symbol only, one is a value's. */
static void each_value_has_one_text(void **state)
{
    (void)state;
    static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqr"
                                 "stuvwxyz0123456789-_";
    size_t one_byte = 0;
    size_t two_bytes = 0;
    for (size_t i = 0; i < 64; i++) {
        char text[4] = {'Z', base64[i], 0, 0};
        uint8_t back[2];
        one_byte += decode_b64u(text, 2, back, 1) == ERR_OK;
        text[1] = 'm';
        text[2] = base64[i];
        two_bytes += decode_b64u(text, 3, back, 2) == ERR_OK;
    }
    assert_int_equal(one_byte, 4);   /* 64 / 16: four bits must be zero */
    assert_int_equal(two_bytes, 16); /* 64 / 4 */
}

static void base64url_refuses_padding_other_alphabets_and_lengths(void **state)
{
    (void)state;
    uint8_t back[6];
    assert_int_equal(decode_b64u("Zg==", 4, back, 1), ERR_FORMAT);
    assert_int_equal(decode_b64u("Zg=", 3, back, 1), ERR_FORMAT);
    assert_int_equal(decode_b64u("+/+/", 4, back, 3), ERR_FORMAT);
    assert_int_equal(decode_b64u("-_-_", 4, back, 3), ERR_OK);
    assert_int_equal(decode_b64u("Zm9 ", 4, back, 3), ERR_FORMAT);
    assert_int_equal(decode_b64u("Zm9\n", 4, back, 3), ERR_FORMAT);
    for (int c = 0x80; c < 0x100; c++) {
        const char text[] = {'Z', (char)c, '9', 'v'};
        assert_int_equal(decode_b64u(text, 4, back, 3), ERR_FORMAT);
    }
    assert_int_equal(decode_b64u("Zm9v", 4, back, 2), ERR_FORMAT);
    assert_int_equal(decode_b64u("Zm9v", 4, back, 4), ERR_FORMAT);
}

static void hexadecimal_refuses_capitals_and_lengths(void **state)
{
    (void)state;
    uint8_t back[2];
    assert_int_equal(decode_hex("00ff", 4, back, 2), ERR_OK);
    assert_int_equal(decode_hex("00FF", 4, back, 2), ERR_FORMAT);
    assert_int_equal(decode_hex("00fg", 4, back, 2), ERR_FORMAT);
    assert_int_equal(decode_hex("00f", 3, back, 2), ERR_FORMAT);
    assert_int_equal(decode_hex("00ff0", 5, back, 2), ERR_FORMAT);
    assert_int_equal(decode_hex("00:f", 4, back, 2), ERR_FORMAT);
}

static void a_label_is_its_length_and_its_text(void **state)
{
    (void)state;
    uint8_t label[ENCODE_LABEL_MAX];
    /* The beginning of "info" in tests/vectors/chorus-v1.json. */
    static const uint8_t want[] = "\x0e"
                                  "chorus-v1:info";
    assert_int_equal(encode_label("info", label), 15);
    assert_memory_equal(label, want, 15);
}

static bool is_utf8(const char *text)
{
    return encode_is_utf8((const uint8_t *)text, strlen(text));
}

static void well_formed_utf8_is_taken(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "a",
                                        "\x7f",
                                        "\xc2\x80",
                                        "\xdf\xbf",
                                        "\xe0\xa0\x80",
                                        "\xed\x9f\xbf",
                                        "\xee\x80\x80",
                                        "\xef\xbf\xbf",
                                        "\xf0\x90\x80\x80",
                                        "\xf4\x8f\xbf\xbf",
                                        "G\xc3\xb6ttingen"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(is_utf8(texts[i]));
}

/* RFC 3629, section 3 and 10: overlong forms, surrogates, beyond U+10FFFF. */
static void malformed_utf8_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"\x80",
                                        "\xbf",
                                        "\xc0\x80",
                                        "\xc1\xbf",
                                        "\xc2",
                                        "\xc2\x41",
                                        "\xc2\xc0",
                                        "\xe0\x80\x80",
                                        "\xe0\x9f\xbf",
                                        "\xe1\x80",
                                        "\xed\xa0\x80",
                                        "\xed\xbf\xbf",
                                        "\xf0\x80\x80\x80",
                                        "\xf0\x8f\xbf\xbf",
                                        "\xf1\x80\x80",
                                        "\xf4\x90\x80\x80",
                                        "\xf5\x80\x80\x80",
                                        "\xfe",
                                        "\xff",
                                        "a\xe2\x82",
                                        "\xe2\x28\xa1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(is_utf8(texts[i]));
    assert_false(encode_is_utf8((const uint8_t *)"a\0b", 3));
    assert_true(encode_is_lines((const uint8_t *)"a\n\xc3\xab", 4));
    assert_false(encode_is_lines((const uint8_t *)"a\r\n", 3));
    assert_false(encode_is_lines((const uint8_t *)"a\x7f", 2));
    assert_false(encode_is_lines((const uint8_t *)"a\xff", 2));
}

/* All code points: what is well-formed is exactly what RFC 3629 says. */
static void every_scalar_value_and_no_other_is_utf8(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x1fffff; c++) {
        uint8_t b[4] = {0};
        size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        static const uint8_t first[] = {0, 0, 0xc0, 0xe0, 0xf0};
        for (size_t i = len - 1; i > 0; i--)
            b[i] = (uint8_t)(0x80u | (c >> (6 * (len - 1 - i)) & 0x3fu));
        b[0] = (uint8_t)(first[len] | c >> (6 * (len - 1)));
        bool want = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
        if (encode_is_utf8(b, len) != want)
            fail_msg("U+%04X", c);
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64url_gives_the_published_answers),
        cmocka_unit_test(hexadecimal_gives_the_published_answers),
        cmocka_unit_test(base32_gives_the_published_answers),
        cmocka_unit_test(base32_reads_what_people_type),
        cmocka_unit_test(base32_refuses_other_symbols_lengths_and_padding_bits),
        cmocka_unit_test(each_value_has_one_text),
        cmocka_unit_test(base64url_refuses_padding_other_alphabets_and_lengths),
        cmocka_unit_test(hexadecimal_refuses_capitals_and_lengths),
        cmocka_unit_test(a_label_is_its_length_and_its_text),
        cmocka_unit_test(well_formed_utf8_is_taken),
        cmocka_unit_test(malformed_utf8_is_refused),
        cmocka_unit_test(every_scalar_value_and_no_other_is_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
