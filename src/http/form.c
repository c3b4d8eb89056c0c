#include "http/form.h"

#include "base/encode.h"

#include <sodium.h>

static int hex_digit(uint8_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* "+" and "%xx" undone; at most MAX bytes come out. */
static enum err unescape(const uint8_t *text, size_t len, size_t max,
                         struct buf *out)
{
    for (size_t i = 0; i < len; i++) {
        uint8_t c = text[i];
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            int high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < len ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return ERR_FORMAT;
            c = (uint8_t)(high << 4 | low);
            i += 2;
        }
        if (out->len == max)
            return ERR_RANGE;
        buf_put_u8(out, c);
    }
    return buf_check(out);
}

/* Browsers send a line's end as CR LF; we keep LF. */
static enum err check_text(struct buf *value, bool lines)
{
    size_t kept = 0;
    for (size_t i = 0; i < value->len; i++) {
        uint8_t c = value->data[i];
        if (lines && c == '\r' && i + 1 < value->len &&
            value->data[i + 1] == '\n')
            continue;
        if ((c < 0x20 && !(lines && c == '\n')) || c == 0x7f)
            return ERR_FORMAT;
        value->data[kept++] = c;
    }
    value->len = kept;
    if (value->data != NULL)
        value->data[kept] = 0;
    return kept == 0 || encode_is_utf8(value->data, kept) ? ERR_OK : ERR_FORMAT;
}

static enum err find_field(const struct http_form *form, const uint8_t *name,
                           size_t len, size_t *out_i)
{
    for (size_t i = 0; i < form->count; i++) {
        const char *known = form->fields[i].name;
        if (strlen(known) == len && memcmp(known, name, len) == 0) {
            *out_i = i;
            return ERR_OK;
        }
    }
    return ERR_FORMAT;
}

enum err http_form_put(struct http_form *form, const uint8_t *name,
                       size_t name_len, const uint8_t *value, size_t value_len)
{
    size_t i;
    struct buf text = BUF_INIT;
    enum err e = find_field(form, name, name_len, &i);
    if (e != ERR_OK)
        return e;
    const struct http_field *field = &form->fields[i];
    if (form->values[i] != NULL)
        return ERR_FORMAT;
    /* A CR before each LF is still in, at most as many as there are bytes. */
    if (value_len > field->max_bytes * (field->lines ? 2 : 1))
        return ERR_RANGE;
    buf_put(&text, value, value_len);
    e = buf_check(&text);
    if (e == ERR_OK && !field->file)
        e = check_text(&text, field->lines);
    if (e == ERR_OK && text.len > field->max_bytes)
        e = ERR_RANGE;
    if (e == ERR_OK) {
        form->values[i] = (char *)buf_take(&text, &form->lens[i]);
        if (form->values[i] == NULL)
            e = ERR_MEMORY;
    }
    buf_wipe(&text);
    return e;
}

static enum err read_pair(struct http_form *form, const uint8_t *pair,
                          size_t len)
{
    const uint8_t *equals = memchr(pair, '=', len);
    if (equals == NULL)
        return ERR_FORMAT;
    size_t name_len = (size_t)(equals - pair);
    struct buf value = BUF_INIT;
    enum err e =
        unescape(equals + 1, len - name_len - 1, len - name_len - 1, &value);
    if (e == ERR_OK)
        e = http_form_put(form, pair, name_len, value.data, value.len);
    buf_wipe(&value);
    return e;
}

enum err http_form_end(struct http_form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form->values[i] == NULL)
            form->values[i] = calloc(1, 1);
        if (form->values[i] == NULL)
            return ERR_MEMORY;
        if (form->lens[i] < form->fields[i].min_bytes)
            return ERR_RANGE;
    }
    return ERR_OK;
}

void http_form_begin(struct http_form *form, const struct http_field *fields)
{
    *form = (struct http_form){.fields = fields};
    while (fields[form->count].name != NULL)
        form->count++;
    err_assert(form->count <= HTTP_FIELDS_MAX);
}

enum err http_form_read(const uint8_t *body, size_t len,
                        const struct http_field *fields,
                        struct http_form *out_form)
{
    struct http_form form;
    http_form_begin(&form, fields);
    enum err e = ERR_OK;
    for (size_t at = 0; e == ERR_OK && at < len;) {
        const uint8_t *end = memchr(body + at, '&', len - at);
        size_t pair = end == NULL ? len - at : (size_t)(end - body) - at;
        e = read_pair(&form, body + at, pair);
        at += pair + 1;
    }
    if (e == ERR_OK)
        e = http_form_end(&form);
    if (e != ERR_OK) {
        http_form_wipe(&form);
        return e;
    }
    *out_form = form;
    return ERR_OK;
}

void http_form_wipe(struct http_form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        if (form->values[i] != NULL)
            sodium_memzero(form->values[i], form->lens[i]);
        free(form->values[i]);
        form->values[i] = NULL;
    }
    form->count = 0;
}

static size_t declared(const struct http_form *form, const char *name)
{
    for (size_t i = 0; i < form->count; i++) {
        if (strcmp(form->fields[i].name, name) == 0)
            return i;
    }
    err_abort("a form field that is not declared", __FILE__, __LINE__);
}

const char *http_form_value(const struct http_form *form, const char *name)
{
    size_t i = declared(form, name);
    err_assert(!form->fields[i].file);
    return form->values[i];
}

const uint8_t *http_form_file(const struct http_form *form, const char *name,
                              size_t *out_len)
{
    size_t i = declared(form, name);
    err_assert(form->fields[i].file);
    *out_len = form->lens[i];
    return (const uint8_t *)form->values[i];
}
