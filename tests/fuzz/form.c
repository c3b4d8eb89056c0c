/* A form: what was read, escaped and read again is the same form. */
#include "fuzz/fuzz.h"

#include "http/form.h"

#define FIELDS 3

static const struct http_field fields[] = {
    {.name = "name", .min_bytes = 1, .max_bytes = 12},
    {.name = "text", .max_bytes = 64, .lines = true},
    {.name = "t", .max_bytes = 4},
    {.name = NULL},
};

static void put_escaped(struct buf *body, const char *value)
{
    static const char digits[] = "0123456789ABCDEF";
    for (; *value != 0; value++) {
        uint8_t c = (uint8_t)*value;
        buf_put_u8(body, '%');
        buf_put_u8(body, (uint8_t)digits[c >> 4]);
        buf_put_u8(body, (uint8_t)digits[c & 15]);
    }
}

static void write_and_read(const struct http_form *form)
{
    struct http_form again;
    struct buf body = BUF_INIT;
    for (size_t i = 0; i < FIELDS; i++) {
        buf_put_text(&body, i == 0 ? "" : "&");
        buf_put_text(&body, fields[i].name);
        buf_put_text(&body, "=");
        put_escaped(&body, form->values[i]);
    }
    err_assert(http_form_read(body.data, body.len, fields, &again) == ERR_OK);
    for (size_t i = 0; i < FIELDS; i++)
        err_assert(strcmp(form->values[i], again.values[i]) == 0);
    http_form_wipe(&again);
    buf_free(&body);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct http_form untouched;
    memset(&untouched, 0xa5, sizeof untouched);
    struct http_form form = untouched;
    if (http_form_read(data, len, fields, &form) != ERR_OK) {
        err_assert(memcmp(&form, &untouched, sizeof form) == 0);
        return 0;
    }
    err_assert(form.count == FIELDS);
    for (size_t i = 0; i < FIELDS; i++) {
        const char *value = http_form_value(&form, fields[i].name);
        size_t n = strlen(value);
        err_assert(n == form.lens[i] && n >= fields[i].min_bytes &&
                   n <= fields[i].max_bytes);
        err_assert(encode_is_utf8((const uint8_t *)value, n));
        err_assert(fields[i].lines || fuzz_is_plain(value));
    }
    write_and_read(&form);
    http_form_wipe(&form);
    return 0;
}
