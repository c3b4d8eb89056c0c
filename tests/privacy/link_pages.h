/*
 * SQLite's file format, as far as an attacker needs it: where each row of a
 * table lies, byte by byte, without SQLite's help. Trusts nothing it reads; a
 * page that makes no sense has no rows.
 * Source: sqlite.org/fileformat2.html, 1.3 to 2.1 and 4.1.
 */
#ifndef CHORUS_TESTS_PRIVACY_LINK_PAGES_H
#define CHORUS_TESTS_PRIVACY_LINK_PAGES_H

#include "unit/test_store_help.h"

#define PAGES_COLUMNS_MAX 12
#define PAGES_DEPTH_MAX   8

struct pages_column {
    uint64_t type; /* SQLite's serial type */
    size_t at;     /* in the file; only what lies in the row's own page */
    size_t len;
};

/* Where a row is. */
struct pages_row {
    uint32_t page;
    uint32_t cell;   /* number in the page's array of cells */
    uint32_t within; /* first byte in the page */
    size_t at;       /* and in the file */
    size_t len;      /* in the page */
    uint64_t size;   /* with what spilled */
    uint64_t key;    /* the row's number, else its place in the tree */
    uint32_t spill;  /* first overflow page; 0: none */
    struct pages_column columns[PAGES_COLUMNS_MAX];
    size_t column_count;
};

struct pages {
    const uint8_t *bytes;
    size_t len;
    uint32_t page_bytes;
    uint32_t usable;
    struct pages_row *rows; /* of the table that was asked for */
    size_t count;
};

HELP uint32_t pages_u16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

HELP uint32_t pages_u32(const uint8_t *p)
{
    return pages_u16(p) << 16 | pages_u16(p + 2);
}

/* A varint at *AT, which moves behind it; 0 when it leaves the file. */
HELP uint64_t pages_varint(const struct pages *p, size_t *at)
{
    uint64_t v = 0;
    for (int i = 0; i < 9; i++) {
        if (*at >= p->len)
            return 0;
        const uint8_t b = p->bytes[(*at)++];
        if (i == 8)
            return v << 8 | b;
        v = v << 7 | (b & 0x7f);
        if ((b & 0x80) == 0)
            break;
    }
    return v;
}

HELP size_t pages_column_len(uint64_t type)
{
    static const size_t len[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
    return type < 12 ? len[type] : (size_t)((type - 12) / 2);
}

/* How much of a payload stays in its page. */
HELP uint64_t pages_local(const struct pages *p, uint64_t size, bool is_index)
{
    const uint64_t u = p->usable;
    const uint64_t most = is_index ? (u - 12) * 64 / 255 - 23 : u - 35;
    const uint64_t least = (u - 12) * 32 / 255 - 23;
    if (size <= most)
        return size;
    const uint64_t k = least + (size - least) % (u - 4);
    return k <= most ? k : least;
}

HELP void pages_columns(const struct pages *p, struct pages_row *row,
                        size_t payload, size_t end)
{
    size_t at = payload;
    const size_t head = payload + pages_varint(p, &at);
    size_t value = head;
    while (at < head && head <= end && row->column_count < PAGES_COLUMNS_MAX) {
        struct pages_column *c = &row->columns[row->column_count++];
        c->type = pages_varint(p, &at);
        c->at = value;
        c->len = pages_column_len(c->type);
        value += c->len;
        if (value > end)
            c->len = c->at < end ? end - c->at : 0;
    }
}

HELP void pages_cell(struct pages *p, uint32_t page, uint32_t cell, size_t at,
                     bool is_index)
{
    struct pages_row row = {.page = page, .cell = cell, .at = at};
    const size_t start = (size_t)(page - 1) * p->page_bytes;
    row.within = (uint32_t)(at - start);
    row.size = pages_varint(p, &at);
    row.key = is_index ? p->count : pages_varint(p, &at);
    const uint64_t local = pages_local(p, row.size, is_index);
    if (local > p->page_bytes || at + local > start + p->page_bytes)
        return;
    pages_columns(p, &row, at, at + (size_t)local);
    row.len = at + (size_t)local - row.at;
    if (local < row.size && at + local + 4 <= p->len)
        row.spill = pages_u32(p->bytes + at + local);
    p->rows = realloc(p->rows, (p->count + 1) * sizeof *p->rows);
    assert_non_null(p->rows);
    p->rows[p->count++] = row;
}

/* 0x0d and 0x05: leaf and inner page of a table; 0x0a and 0x02: of an index,
 * which is also what a table WITHOUT ROWID is. */
HELP void pages_walk(struct pages *p, uint32_t page, int depth)
{
    const size_t start = (size_t)(page - 1) * p->page_bytes;
    if (page == 0 || start + p->page_bytes > p->len || depth > PAGES_DEPTH_MAX)
        return;
    const uint8_t *h = p->bytes + start + (page == 1 ? 100 : 0);
    const bool is_leaf = h[0] == 0x0d || h[0] == 0x0a;
    const bool is_index = h[0] == 0x0a || h[0] == 0x02;
    if (!is_leaf && h[0] != 0x05 && h[0] != 0x02)
        return;
    const uint32_t cells = pages_u16(h + 3);
    const uint8_t *array = h + (is_leaf ? 8 : 12);
    for (uint32_t i = 0; i < cells; i++) {
        if (array + 2 * i + 2 > p->bytes + start + p->page_bytes)
            return;
        const size_t at = start + pages_u16(array + 2 * i);
        if (at + 4 > start + p->page_bytes)
            continue;
        if (!is_leaf)
            pages_walk(p, pages_u32(p->bytes + at), depth + 1);
        if (is_leaf || is_index)
            pages_cell(p, page, i, at + (is_leaf ? 0 : 4), is_index);
    }
    if (!is_leaf)
        pages_walk(p, pages_u32(h + 8), depth + 1);
}

/* The tree of a table, from the schema on page 1: type, name, table, root. */
HELP uint32_t pages_root(struct pages *p, const char *table)
{
    uint32_t root = 0;
    pages_walk(p, 1, 0);
    for (size_t i = 0; i < p->count; i++) {
        const struct pages_column *c = p->rows[i].columns;
        if (p->rows[i].column_count < 4 || c[0].len != 5 ||
            memcmp(p->bytes + c[0].at, "table", 5) != 0 ||
            c[1].len != strlen(table) ||
            memcmp(p->bytes + c[1].at, table, c[1].len) != 0)
            continue;
        for (size_t k = 0; k < c[3].len && k < 4; k++)
            root = root << 8 | p->bytes[c[3].at + k];
    }
    free(p->rows);
    p->rows = NULL;
    p->count = 0;
    return root;
}

/* The rows of a table, in the order of its tree. Caller frees with pages_free;
 * FILE stays the caller's and is looked into. */
HELP struct pages pages_read(const struct buf *file, const char *table)
{
    struct pages p = {.bytes = file->data, .len = file->len};
    if (file->len < 512)
        return p;
    p.page_bytes = pages_u16(file->data + 16);
    if (p.page_bytes == 1)
        p.page_bytes = 65536;
    if (p.page_bytes < 512 || file->len < p.page_bytes)
        return p;
    p.usable = p.page_bytes - file->data[20];
    pages_walk(&p, pages_root(&p, table), 0);
    return p;
}

HELP void pages_free(struct pages *p)
{
    free(p->rows);
    *p = (struct pages){0};
}

/* The row with these 32 bytes as a column; NULL: none. */
HELP const struct pages_row *pages_find(const struct pages *p,
                                        const uint8_t bytes[static 32])
{
    for (size_t i = 0; i < p->count; i++)
        for (size_t c = 0; c < p->rows[i].column_count; c++)
            if (p->rows[i].columns[c].len == 32 &&
                memcmp(p->bytes + p->rows[i].columns[c].at, bytes, 32) == 0)
                return &p->rows[i];
    return NULL;
}

#endif
