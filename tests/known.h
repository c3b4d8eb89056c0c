/*
 * Known answers for unit tests: JSON files of hexadecimal strings. A key that
 * is missing or of another size fails the test that asked.
 */
#ifndef CHORUS_TESTS_KNOWN_H
#define CHORUS_TESTS_KNOWN_H

#include "base/encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

static inline json_t *known_load(const char *path)
{
    json_error_t error;
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL)
        fail_msg("%s:%d: %s", path, error.line, error.text);
    return root;
}

static inline const char *known_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (text == NULL)
        fail_msg("no text \"%s\" among the known answers", key);
    return text;
}

/* Exactly LEN bytes under KEY. */
static inline void known_bytes(const json_t *object, const char *key,
                               uint8_t *out, size_t len)
{
    const char *text = known_text(object, key);
    if (decode_hex(text, strlen(text), out, len) != ERR_OK)
        fail_msg("\"%s\" is not %zu bytes of hexadecimal", key, len);
}

/* Up to MAX bytes under KEY; returns how many. */
static inline size_t known_some(const json_t *object, const char *key,
                                uint8_t *out, size_t max)
{
    size_t len = strlen(known_text(object, key)) / 2;
    assert_in_range(len, 0, max);
    known_bytes(object, key, out, len);
    return len;
}

/* ACTUAL is what KEY says, all LEN bytes. */
static inline void known_assert(const json_t *object, const char *key,
                                const void *actual, size_t len)
{
    uint8_t expected[4096];
    assert_in_range(len, 1, sizeof expected);
    known_bytes(object, key, expected, len);
    assert_memory_equal(actual, expected, len);
}

#endif
