/*
 * Traces of ballots anywhere but in their rows: free pages and gaps of the
 * databases, journals, logs, cores, backups, any file; as bytes, in hexadecimal
 * and in base64. And the copies of pages that a journal keeps.
 */
#ifndef CHORUS_TESTS_PRIVACY_LINK_TRACES_H
#define CHORUS_TESTS_PRIVACY_LINK_TRACES_H

#include "privacy/link_image.h"

#include "base/encode.h"

/* Eight bytes are a needle: no two are alike, and none is there by chance. */
#define LINK_NEEDLE 8
#define LINK_SLOTS  32768u

struct link_needles {
    uint8_t needle[LINK_SLOTS][LINK_NEEDLE];
    uint32_t of[LINK_SLOTS]; /* whose, plus 1; 0: a free slot */
};

HELP uint32_t link_slot(const uint8_t *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return (uint32_t)((v * 0x9e3779b97f4a7c15u) >> 40) & (LINK_SLOTS - 1);
}

HELP void link_needle_add(struct link_needles *n, const void *bytes, size_t who)
{
    const uint8_t *p = bytes;
    uint32_t at = link_slot(p);
    while (n->of[at] != 0)
        at = (at + 1) & (LINK_SLOTS - 1);
    memcpy(n->needle[at], p, LINK_NEEDLE);
    n->of[at] = (uint32_t)who + 1;
}

/* The first bytes of a secret, in each form that programs write. */
HELP void link_needle_forms(struct link_needles *n,
                            const uint8_t bytes[static 32], size_t who)
{
    char hex[65];
    char upper[65];
    char b64[45];
    sodium_bin2hex(hex, sizeof hex, bytes, 32);
    for (size_t i = 0; i < sizeof hex; i++)
        upper[i] = (char)(hex[i] >= 'a' ? hex[i] - 32 : hex[i]);
    sodium_bin2base64(b64, sizeof b64, bytes, 32,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    link_needle_add(n, bytes, who);
    link_needle_add(n, hex, who);
    if (memcmp(hex, upper, LINK_NEEDLE) != 0)
        link_needle_add(n, upper, who);
    link_needle_add(n, b64, who);
    for (size_t i = 0; i < LINK_NEEDLE; i++) /* the other base64 */
        b64[i] = (char)(b64[i] == '-' ? '+' : b64[i] == '_' ? '/' : b64[i]);
    link_needle_add(n, b64, who);
}

/* Whose needle begins here, plus 1. */
HELP uint32_t link_needle_at(const struct link_needles *n, const uint8_t *p)
{
    uint32_t at = link_slot(p);
    for (; n->of[at] != 0; at = (at + 1) & (LINK_SLOTS - 1))
        if (memcmp(n->needle[at], p, LINK_NEEDLE) == 0)
            return n->of[at];
    return 0;
}

/* Where traces of each were first and last found: a place in all files, one
 * behind the other; negative: nowhere. */
struct link_traces {
    double *first;
    double *last;
    double *changed_sec; /* of the file where it was last */
    size_t found;
};

HELP void link_trace(struct link_traces *t, size_t who, double place,
                     double changed_sec)
{
    if (t->first[who] < 0) {
        t->first[who] = place;
        t->found++;
    }
    t->last[who] = place;
    t->changed_sec[who] = changed_sec;
}

/* The rows themselves are no traces: ROWS of the file that ends with END. */
HELP void link_trace_all(const struct link_image *image, const char *end,
                         const struct pages *rows, const struct link_needles *n,
                         struct link_traces *t)
{
    double before = 0;
    for (size_t f = 0; f < image->count; f++) {
        const struct link_file *file = &image->files[f];
        const size_t len = file->bytes.len;
        uint8_t *bytes = malloc(len + 1);
        assert_non_null(bytes);
        if (len > 0)
            memcpy(bytes, file->bytes.data, len);
        for (size_t r = 0; link_ends_with(file->name, end) && r < rows->count;
             r++)
            if (rows->rows[r].at + rows->rows[r].len <= len)
                memset(bytes + rows->rows[r].at, 0, rows->rows[r].len);
        for (size_t i = 0; i + LINK_NEEDLE <= len; i++) {
            const uint32_t who = link_needle_at(n, bytes + i);
            if (who != 0)
                link_trace(t, who - 1, before + (double)i, file->changed_sec);
        }
        free(bytes);
        before += (double)len;
    }
}

/*
 * What is on a page now and is not on the copy that a rollback journal has of
 * it came after the copy was made. Out: NEWER[i], of row i.
 * Source: sqlite.org/fileformat2.html, 3. A head of zeros, which PERSIST
 * leaves, does not stop an attacker.
 */
HELP void link_newer(const struct link_image *image, const char *journal_end,
                     const struct pages *rows, bool *newer)
{
    const struct buf *j = NULL;
    for (size_t i = 0; i < image->count; i++)
        if (link_ends_with(image->files[i].name, journal_end))
            j = &image->files[i].bytes;
    if (j == NULL || rows->page_bytes == 0)
        return;
    const size_t record = rows->page_bytes + 8;
    for (size_t at = 512; at + record <= j->len; at += record) {
        const uint32_t page = pages_u32(j->data + at);
        const uint8_t *copy = j->data + at + 4;
        if (page == 0 || sodium_is_zero(copy, rows->page_bytes))
            continue;
        for (size_t i = 0; i < rows->count; i++) {
            const struct pages_row *r = &rows->rows[i];
            const struct pages_column *c = &r->columns[r->column_count - 1];
            if (r->page == page && r->column_count > 0 && c->len >= 16 &&
                memmem(copy, rows->page_bytes, rows->bytes + c->at, 16) == NULL)
                newer[i] = true;
        }
    }
}

#endif
