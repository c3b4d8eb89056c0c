/* http: forms with files, and what is none. */
#include "http/multipart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define TYPE       "multipart/form-data; boundary=XyZ"
#define HEAD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n"
#define FILE_HEAD                                                              \
    "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"    \
    "Content-Type: text/csv\r\n\r\n"

static const struct http_field fields[] = {
    {.name = "name", .min_bytes = 1, .max_bytes = 8},
    {.name = "file", .max_bytes = 12, .file = true},
    {.name = NULL},
};

static enum err read(const char *type, const void *body, size_t len,
                     struct http_form *out_form)
{
    return http_multipart_read(type, body, len, fields, out_form);
}

static void a_file_arrives_as_it_is(void **state)
{
    static const char body[] =
        "--XyZ\r\n" HEAD("name") "\r\nJ \xc3\xa9\r\n"
                                 "--XyZ\r\n" FILE_HEAD "a\0\r\n--XyY\xff\r\n"
                                 "--XyZ--\r\n";
    static const char file[] = "a\0\r\n--XyY\xff";
    struct http_form form;
    size_t len = 0;
    (void)state;
    assert_int_equal(read(TYPE, body, sizeof body - 1, &form), ERR_OK);
    assert_string_equal(http_form_value(&form, "name"), "J \xc3\xa9");
    const uint8_t *bytes = http_form_file(&form, "file", &len);
    assert_int_equal(len, sizeof file - 1);
    assert_memory_equal(bytes, file, len);
    http_form_wipe(&form);
}

static void a_quoted_boundary_and_no_file_are_fine(void **state)
{
    static const char body[] = "--a b\r\n" HEAD("name") "\r\nx\r\n--a b--";
    struct http_form form;
    size_t len = 1;
    (void)state;
    assert_int_equal(read("multipart/form-data; charset=utf-8; "
                          "boundary=\"a b\"",
                          body, sizeof body - 1, &form),
                     ERR_OK);
    (void)http_form_file(&form, "file", &len);
    assert_int_equal(len, 0);
    http_form_wipe(&form);
}

static void what_is_no_such_form_is_refused(void **state)
{
    static const struct {
        const char *type;
        const char *body;
        enum err e;
    } bad[] = {
        {NULL, "", ERR_FORMAT},
        {"multipart/form-data", "", ERR_FORMAT},
        {"multipart/form-data; boundary=", "", ERR_FORMAT},
        {"multipart/form-data; boundary=\"a", "--a--", ERR_FORMAT},
        {TYPE, "", ERR_FORMAT},
        {TYPE, "--XyZ", ERR_FORMAT},
        {TYPE, "--XyZ--", ERR_RANGE}, /* the name is missing */
        {TYPE, "--XyZ\r\n\r\nx\r\n--XyZ--", ERR_FORMAT},
        {TYPE, "--XyZ\r\n" HEAD("name") "x\r\n--XyZ--", ERR_FORMAT},
        {TYPE, "--XyZ\r\n" HEAD("name") "\r\nx", ERR_FORMAT},
        {TYPE, "--XyZ\r\n" HEAD("other") "\r\nx\r\n--XyZ--", ERR_FORMAT},
        {TYPE, "--XyZ\r\n" HEAD("name") HEAD("name") "\r\nx\r\n--XyZ--",
         ERR_FORMAT},
        {TYPE,
         "--XyZ\r\n" HEAD("name") "\r\nx\r\n--XyZ\r\n" HEAD(
             "name") "\r\ny\r\n--XyZ--",
         ERR_FORMAT},
        {TYPE, "--XyZ\r\n" HEAD("name") "\r\n123456789\r\n--XyZ--", ERR_RANGE},
        {TYPE, "--XyZ\r\n" HEAD("name") "\r\na\tb\r\n--XyZ--", ERR_FORMAT},
        {TYPE, "--XyZ\r\n" HEAD("name") "\r\n\xff\r\n--XyZ--", ERR_FORMAT},
        {TYPE,
         "--XyZ\r\n" HEAD("name") "Content-Transfer-Encoding: base64\r\n"
                                  "\r\nx\r\n--XyZ--",
         ERR_FORMAT},
        {TYPE, "--XyZ\r\n" FILE_HEAD "1234567890123\r\n--XyZ--", ERR_RANGE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct http_form form;
        assert_int_equal(
            read(bad[i].type, bad[i].body, strlen(bad[i].body), &form),
            bad[i].e);
    }
}

static void every_cut_of_a_form_is_refused(void **state)
{
    static const char body[] =
        "--XyZ\r\n" HEAD("name") "\r\nx\r\n--XyZ\r\n" FILE_HEAD
                                 "abc\r\n--XyZ--";
    (void)state;
    for (size_t len = 0; len < sizeof body - 1; len++) {
        struct http_form form;
        /* A copy without its tail, so that reading past it is seen. */
        uint8_t *cut = malloc(len + (len == 0));
        assert_non_null(cut);
        memcpy(cut, body, len);
        assert_int_not_equal(read(TYPE, cut, len, &form), ERR_OK);
        free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_arrives_as_it_is),
        cmocka_unit_test(a_quoted_boundary_and_no_file_are_fine),
        cmocka_unit_test(what_is_no_such_form_is_refused),
        cmocka_unit_test(every_cut_of_a_form_is_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
