/*
 * The attacker: one moment's disk, the whole roster, the true order of issues
 * and of ballots, against the link between a person and a ballot.
 */
#ifndef CHORUS_TESTS_PRIVACY_LINK_ATTACK_H
#define CHORUS_TESTS_PRIVACY_LINK_ATTACK_H

#include "privacy/link_stats.h"
#include "privacy/link_traces.h"

#define LINK_PERSONS_MAX 512

enum link_way {
    LINK_OFFSET,       /* place in the file, against the order of ballots */
    LINK_PAGE,         /* number of the page */
    LINK_WITHIN,       /* place in its page */
    LINK_IN_PAGE,      /* the same, compared within each page alone */
    LINK_CELL,         /* place in the page's array of cells */
    LINK_KEY,          /* key, or place in the tree */
    LINK_SPILL,        /* first overflow page */
    LINK_SIZE,         /* size of the row, against the length of the request */
    LINK_SIZE_ORDER,   /* size of the row, against the order */
    LINK_OFFSET_ISSUE, /* place in the file, against the order of issues */
    LINK_OFFSETS,      /* place of the ballot, against that of the invite */
    LINK_INVITE,       /* place of the invite, against the order of issues */
    LINK_INVITE_WITHIN,
    LINK_BLINDED_NULLIFIER, /* blinded value, against nullifier, as numbers */
    LINK_BLINDED_HASH,      /* against the hash of the sealed ballot */
    LINK_BLINDED_SEALED,    /* against the first bytes of the sealed ballot */
    LINK_TRACE_FIRST,       /* first trace elsewhere, against the order */
    LINK_TRACE_LAST,
    LINK_TRACE_TIME,   /* time of the file that the trace is in */
    LINK_TRACE_INVITE, /* traces of blinded values, order of issues */
    LINK_JOURNAL,      /* claims: newer than a journal's copy */
    LINK_JOURNAL_INVITE,
    LINK_COLUMN, /* each column as a number, against the order */
    LINK_WAYS = LINK_COLUMN + 8,
};

HELP const char *link_way_name(size_t way, char out[32])
{
    static const char *const names[] = {
        "file offset",
        "page",
        "place in page",
        "place, page by page",
        "cell",
        "key",
        "overflow page",
        "size and request",
        "size and order",
        "offset and issue",
        "offsets of both files",
        "invite's offset",
        "invite's place in page",
        "blinded and nullifier",
        "blinded and hash",
        "blinded and sealed",
        "first trace",
        "last trace",
        "time of file",
        "trace of blinded",
        "journal",
        "journal of invites",
    };
    if (way < LINK_COLUMN)
        return names[way];
    (void)snprintf(out, 32, "column %zu", way - LINK_COLUMN);
    return out;
}

/* One moment under attack: rows by person, and where else they left traces. */
struct link_case {
    size_t n;
    const struct link_person *who[LINK_PERSONS_MAX];
    uint16_t groups[LINK_PERSONS_MAX];
    struct pages ballots;
    struct pages invites;
    const struct pages_row *ballot[LINK_PERSONS_MAX];
    const struct pages_row *invite[LINK_PERSONS_MAX];
    double traces[4][LINK_PERSONS_MAX]; /* first, last, time; of blinded */
    bool claims[2][LINK_PERSONS_MAX];
    struct buf files[2];
};

/* Bytes as a number, in an order that comparing keeps. */
HELP double link_number(const struct pages *p, const struct pages_row *r,
                        size_t column)
{
    double v = 0;
    if (r == NULL || column >= r->column_count)
        return -1;
    const struct pages_column *c = &r->columns[column];
    for (size_t i = 0; i < 8; i++)
        v = v * 256 + (i < c->len ? p->bytes[c->at + i] : 0);
    return c->len < 8 ? ldexp(v, 8 * (int)c->len - 64) : v;
}

HELP double link_bytes_number(const uint8_t bytes[static 32])
{
    double v = 0;
    for (size_t i = 0; i < 8; i++)
        v = v * 256 + bytes[i];
    return v;
}

HELP void link_find_traces(struct link_case *c, const struct link_image *image,
                           bool of_blinded)
{
    struct link_needles *needles = calloc(1, sizeof *needles);
    double other[2][LINK_PERSONS_MAX];
    double *const first = c->traces[of_blinded ? 3 : 0];
    struct link_traces t = {first, of_blinded ? other[0] : c->traces[1],
                            of_blinded ? other[1] : c->traces[2], 0};
    assert_non_null(needles);
    for (size_t i = 0; i < c->n; i++) {
        t.first[i] = t.last[i] = t.changed_sec[i] = -1;
        if (of_blinded) {
            const struct pages_row *r = c->invite[i];
            if (r != NULL && r->column_count > 0 &&
                r->columns[r->column_count - 1].len == 32)
                link_needle_forms(
                    needles,
                    c->invites.bytes + r->columns[r->column_count - 1].at, i);
            continue;
        }
        link_needle_forms(needles, c->who[i]->nullifier, i);
        link_needle_forms(needles, c->who[i]->sealed_hash, i);
    }
    link_trace_all(image, of_blinded ? ".invites.db" : ".ballots.db",
                   of_blinded ? &c->invites : &c->ballots, needles, &t);
    free(needles);
}

HELP void link_find_claims(struct link_case *c, const struct link_image *image,
                           bool of_invites)
{
    const struct pages *p = of_invites ? &c->invites : &c->ballots;
    bool *newer = calloc(p->count + 1, sizeof *newer);
    assert_non_null(newer);
    link_newer(image,
               of_invites ? ".invites.db-journal" : ".ballots.db-journal", p,
               newer);
    for (size_t i = 0; i < c->n; i++) {
        const struct pages_row *r = of_invites ? c->invite[i] : c->ballot[i];
        c->claims[of_invites][i] = r != NULL && newer[r - p->rows];
    }
    free(newer);
}

/* Prepares; the caller frees with link_case_free. Persons whose ballot has not
 * come, or was rolled back by a restart, are none of the case. */
HELP struct link_case *link_case_new(struct link_image *image,
                                     const struct link_person *persons,
                                     size_t n)
{
    struct link_case *c = calloc(1, sizeof *c);
    assert_non_null(c);
    c->files[0] = link_database(image, ".ballots.db");
    c->files[1] = link_database(image, ".invites.db");
    c->ballots = pages_read(&c->files[0], "ballot");
    c->invites = pages_read(&c->files[1], "invite");
    for (size_t i = 0; i < n; i++) {
        const struct pages_row *row =
            pages_find(&c->ballots, persons[i].nullifier);
        if (persons[i].redeemed < 0 || (row == NULL && c->ballots.count > 0))
            continue;
        assert_true(c->n < LINK_PERSONS_MAX);
        c->who[c->n] = &persons[i];
        c->groups[c->n] = persons[i].group;
        c->ballot[c->n] = row;
        c->invite[c->n++] = pages_find(&c->invites, persons[i].invite);
    }
    for (int k = 0; k < 2; k++) {
        link_find_traces(c, image, k == 1);
        link_find_claims(c, image, k == 1);
    }
    return c;
}

HELP void link_case_free(struct link_case *c)
{
    pages_free(&c->ballots);
    pages_free(&c->invites);
    buf_free(&c->files[0]);
    buf_free(&c->files[1]);
    free(c);
}

HELP double link_row_score(enum link_way way, const struct pages_row *r)
{
    if (r == NULL)
        return 0;
    switch (way) {
    case LINK_PAGE: return r->page;
    case LINK_WITHIN:
    case LINK_IN_PAGE:
    case LINK_INVITE_WITHIN: return r->within;
    case LINK_CELL: return r->cell;
    case LINK_KEY: return (double)r->key;
    case LINK_SPILL: return r->spill;
    case LINK_SIZE:
    case LINK_SIZE_ORDER: return (double)r->size;
    default: return (double)r->at;
    }
}

/* What the way says of ballot I. */
HELP double link_ballot_score(const struct link_case *c, enum link_way way,
                              size_t i)
{
    const struct pages_row *r = c->ballot[i];
    switch (way) {
    case LINK_BLINDED_NULLIFIER: return link_bytes_number(c->who[i]->nullifier);
    case LINK_BLINDED_HASH: return link_bytes_number(c->who[i]->sealed_hash);
    case LINK_BLINDED_SEALED:
        return link_number(&c->ballots, r, r == NULL ? 0 : r->column_count - 1);
    case LINK_INVITE:
    case LINK_INVITE_WITHIN: return link_row_score(way, c->invite[i]);
    case LINK_TRACE_FIRST: return c->traces[0][i];
    case LINK_TRACE_LAST: return c->traces[1][i];
    case LINK_TRACE_TIME: return c->traces[2][i];
    case LINK_TRACE_INVITE: return c->traces[3][i];
    default:
        return way < LINK_COLUMN
                   ? link_row_score(way, r)
                   : link_number(&c->ballots, r, (size_t)way - LINK_COLUMN);
    }
}

/* What it says of person I. */
HELP double link_person_score(const struct link_case *c, enum link_way way,
                              size_t i)
{
    const struct pages_row *r = c->invite[i];
    switch (way) {
    case LINK_SIZE: return c->who[i]->request;
    case LINK_OFFSETS: return link_row_score(LINK_OFFSET, r);
    case LINK_OFFSET_ISSUE:
    case LINK_INVITE:
    case LINK_INVITE_WITHIN:
    case LINK_TRACE_INVITE:
    case LINK_JOURNAL_INVITE: return c->who[i]->issued;
    case LINK_BLINDED_NULLIFIER:
    case LINK_BLINDED_HASH:
    case LINK_BLINDED_SEALED:
        return link_number(&c->invites, r, r == NULL ? 0 : r->column_count - 1);
    default: return c->who[i]->redeemed;
    }
}

HELP struct link_result link_try(struct link_case *c, enum link_way way)
{
    double person[LINK_PERSONS_MAX];
    double ballot[LINK_PERSONS_MAX];
    double place[LINK_PERSONS_MAX];
    struct link_scores s = {c->n, c->groups, person, ballot, NULL, NULL};
    if (way == LINK_JOURNAL || way == LINK_JOURNAL_INVITE)
        s.claimed = c->claims[way == LINK_JOURNAL_INVITE];
    for (size_t i = 0; i < c->n; i++) {
        person[i] = link_person_score(c, way, i);
        ballot[i] = link_ballot_score(c, way, i);
        place[i] = link_row_score(LINK_PAGE, c->ballot[i]);
    }
    if (way == LINK_IN_PAGE)
        s.place = place;
    return link_measure(&s);
}

#endif
