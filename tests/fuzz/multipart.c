/* A form that carries a file. The input's first line is the Content-Type, the
 * rest is the body. What was read, written and read again is the same form. */
#include "fuzz/fuzz.h"

#include "http/multipart.h"

#define BOUNDARY "a-boundary-that-stands-in-no-value"

static const struct http_field fields[] = {
    {.name = "name", .max_bytes = 12},
    {.name = "roster", .max_bytes = 4096, .file = true},
    {.name = NULL},
};

static void put_part(struct buf *body, const struct http_form *form, size_t i)
{
    buf_printf(body,
               "--" BOUNDARY "\r\n"
               "Content-Disposition: form-data; name=\"%s\"%s\r\n\r\n",
               fields[i].name, fields[i].file ? "; filename=\"f\"" : "");
    buf_put(body, form->values[i], form->lens[i]);
    buf_put_text(body, "\r\n");
}

static void write_and_read(const struct http_form *form)
{
    struct http_form again;
    struct buf body = BUF_INIT;
    put_part(&body, form, 0);
    put_part(&body, form, 1);
    buf_put_text(&body, "--" BOUNDARY "--\r\n");
    if (memmem(form->values[1], form->lens[1], BOUNDARY, sizeof BOUNDARY - 1) ==
        NULL) {
        err_assert(
            http_multipart_read("multipart/form-data; boundary=" BOUNDARY,
                                body.data, body.len, fields, &again) == ERR_OK);
        for (size_t i = 0; i < 2; i++)
            err_assert(
                form->lens[i] == again.lens[i] &&
                memcmp(form->values[i], again.values[i], form->lens[i]) == 0);
        http_form_wipe(&again);
    }
    buf_free(&body);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    const uint8_t *line_end = len == 0 ? NULL : memchr(data, '\n', len);
    if (line_end == NULL)
        return 0;
    size_t type_len = (size_t)(line_end - data);
    size_t body_len = len - type_len - 1;
    struct http_form untouched;
    memset(&untouched, 0xa5, sizeof untouched);
    struct http_form form = untouched;
    char *type = fuzz_text(data, type_len);
    char *body = fuzz_text(line_end + 1, body_len);
    enum err e = http_multipart_read(type, (const uint8_t *)body, body_len,
                                     fields, &form);
    free(type);
    free(body);
    if (e != ERR_OK) {
        err_assert(memcmp(&form, &untouched, sizeof form) == 0);
        return 0;
    }
    const char *name = http_form_value(&form, "name");
    err_assert(fuzz_is_plain(name) && strlen(name) == form.lens[0]);
    err_assert(form.lens[1] <= fields[1].max_bytes);
    write_and_read(&form);
    http_form_wipe(&form);
    return 0;
}
