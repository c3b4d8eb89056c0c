#include "http/multipart.h"

#define BOUNDARY_MAX 70 /* RFC 2046, 5.1.1 */

/* Bytes of the body that are still to be read. */
struct rest {
    const uint8_t *at;
    size_t len;
};

/* "--" and the boundary that separates parts. */
struct mark {
    char s[BOUNDARY_MAX + 3];
    size_t len;
};

static enum err read_boundary(const char *type, struct mark *out_mark)
{
    static const char name[] = "boundary=";
    const char *at = strchr(type, ';');
    while (at != NULL) {
        at += 1 + strspn(at + 1, " \t");
        if (strncasecmp(at, name, sizeof name - 1) == 0)
            break;
        at = strchr(at, ';');
    }
    if (at == NULL)
        return ERR_FORMAT;
    at += sizeof name - 1;
    bool quoted = *at == '"';
    at += quoted;
    size_t len = strcspn(at, quoted ? "\"" : "; \t");
    if (len == 0 || len > BOUNDARY_MAX || (quoted && at[len] != '"'))
        return ERR_FORMAT;
    struct mark mark = {.len = len + 2};
    memcpy(mark.s, "--", 2);
    memcpy(mark.s + 2, at, len);
    *out_mark = mark;
    return ERR_OK;
}

static bool take(struct rest *rest, const char *text, size_t len)
{
    if (rest->len < len || memcmp(rest->at, text, len) != 0)
        return false;
    rest->at += len;
    rest->len -= len;
    return true;
}

/* The bytes before TEXT, which is taken too. */
static bool take_until(struct rest *rest, const char *text, size_t len,
                       struct rest *out_before)
{
    const uint8_t *found = memmem(rest->at, rest->len, text, len);
    if (found == NULL)
        return false;
    size_t before = (size_t)(found - rest->at);
    *out_before = (struct rest){rest->at, before};
    rest->at += before + len;
    rest->len -= before + len;
    return true;
}

static bool begins(const struct rest *line, const char *text)
{
    size_t len = strlen(text);
    return line->len >= len &&
           strncasecmp((const char *)line->at, text, len) == 0;
}

/* form-data; name="field"; filename="...": the name's bytes. */
static enum err read_name(struct rest line, struct rest *out_name)
{
    static const char head[] = "Content-Disposition: form-data; name=\"";
    if (!begins(&line, head))
        return ERR_FORMAT;
    line.at += sizeof head - 1;
    line.len -= sizeof head - 1;
    return take_until(&line, "\"", 1, out_name) ? ERR_OK : ERR_FORMAT;
}

/* The head of a part up to its empty line. */
static enum err read_head(struct rest *rest, struct rest *out_name)
{
    struct rest line;
    bool has_name = false;
    while (take_until(rest, "\r\n", 2, &line)) {
        if (line.len == 0)
            return has_name ? ERR_OK : ERR_FORMAT;
        if (begins(&line, "Content-Transfer-Encoding:"))
            return ERR_FORMAT;
        if (!begins(&line, "Content-Disposition:"))
            continue;
        enum err e = has_name ? ERR_FORMAT : read_name(line, out_name);
        if (e != ERR_OK)
            return e;
        has_name = true;
    }
    return ERR_FORMAT;
}

static enum err read_parts(struct rest rest, const struct mark *mark,
                           struct http_form *form)
{
    char end[BOUNDARY_MAX + 5] = "\r\n";
    memcpy(end + 2, mark->s, mark->len);
    if (!take(&rest, mark->s, mark->len))
        return ERR_FORMAT;
    while (take(&rest, "\r\n", 2)) {
        struct rest name;
        struct rest value;
        enum err e = read_head(&rest, &name);
        if (e == ERR_OK && !take_until(&rest, end, mark->len + 2, &value))
            e = ERR_FORMAT;
        if (e == ERR_OK)
            e = http_form_put(form, name.at, name.len, value.at, value.len);
        if (e != ERR_OK)
            return e;
    }
    return take(&rest, "--", 2) ? ERR_OK : ERR_FORMAT;
}

enum err http_multipart_read(const char *type, const uint8_t *body, size_t len,
                             const struct http_field *fields,
                             struct http_form *out_form)
{
    struct http_form form;
    struct mark mark;
    enum err e = type == NULL ? ERR_FORMAT : read_boundary(type, &mark);
    if (e != ERR_OK)
        return e;
    http_form_begin(&form, fields);
    e = read_parts((struct rest){body, len}, &mark, &form);
    if (e == ERR_OK)
        e = http_form_end(&form);
    if (e != ERR_OK) {
        http_form_wipe(&form);
        return e;
    }
    *out_form = form;
    return ERR_OK;
}
