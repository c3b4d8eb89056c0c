/*
 * The attacker that Chorus does not stop: two copies of the disk of an open
 * wave. What changed between them came between them. Of ballots in sets that
 * are smaller than k, the smallest group of which anything is published, this
 * prints the share by how many ballots came between two copies; SECURITY.md
 * says it.
 */
#include "privacy/link_pages.h"

#include "base/buf.h"
#include "store/ballots.h"

#define BALLOTS    200
#define SEALED     304
#define K          5
#define WAVES      3
#define WAVES_DEEP 30
#define GROUPS_MAX 40

static const size_t between[] = {1, 5, 20, 100};
#define BETWEENS (sizeof between / sizeof *between)

struct wave {
    struct folder dir;
    struct file_path path;
    struct ballots *ballots;
    uint16_t groups[BALLOTS]; /* of the ballots, as they come */
    uint32_t group_count;
};

static size_t wave_count(void)
{
    const char *text = getenv("DEEP");
    return text != NULL && text[0] == '1' ? WAVES_DEEP : WAVES;
}

static struct wave wave_new(uint32_t group_count)
{
    struct wave w = {.dir = folder_new(), .group_count = group_count};
    w.path = folder_file(&w.dir, "w.ballots.db");
    assert_int_equal(ballots_create(w.path.s, BALLOTS, SEALED, NULL), ERR_OK);
    assert_int_equal(ballots_open(w.path.s, &w.ballots, NULL), ERR_OK);
    for (size_t i = 0; i < BALLOTS; i++)
        w.groups[i] = (uint16_t)(i % group_count);
    for (size_t i = BALLOTS - 1; i > 0; i--) {
        const size_t j = randombytes_uniform((uint32_t)i + 1);
        const uint16_t swap = w.groups[i];
        w.groups[i] = w.groups[j];
        w.groups[j] = swap;
    }
    return w;
}

static void put(struct wave *w, size_t i)
{
    uint8_t sealed[SEALED];
    struct ballots_put p = {.group = w->groups[i], .sealed = sealed};
    randombytes_buf(sealed, sizeof sealed);
    randombytes_buf(p.nullifier, sizeof p.nullifier);
    (void)crypto_hash_sha256(p.sealed_hash, sealed, sizeof sealed);
    assert_int_equal(ballots_put(w->ballots, &p, 1), ERR_OK);
    assert_int_equal(p.result, ERR_OK);
}

/* How many ballots of each group are in NEW and not in OLD, from the bytes of
 * both copies alone; the rows are where they were. */
static size_t compare(const struct buf *old, const struct buf *new,
                      size_t counts[static GROUPS_MAX])
{
    struct pages p = pages_read(new, "ballot");
    size_t all = 0;
    assert_int_equal(old->len, new->len);
    memset(counts, 0, GROUPS_MAX * sizeof *counts);
    for (size_t i = 0; i < p.count; i++) {
        const struct pages_row *r = &p.rows[i];
        if (memcmp(old->data + r->at, new->data + r->at, r->len) == 0)
            continue;
        assert_int_equal(r->columns[2].len, 2);
        const uint16_t group = buf_get_u16(new->data + r->columns[2].at);
        assert_true(group < GROUPS_MAX);
        counts[group]++;
        all++;
    }
    pages_free(&p);
    return all;
}

/* The share of a wave's ballots that copies every N ballots put into a set of
 * fewer than K. */
static double share(uint32_t group_count, size_t n)
{
    struct wave w = wave_new(group_count);
    struct buf old = raw_bytes(w.path.s);
    size_t in_small = 0;
    for (size_t i = 0; i < BALLOTS; i++) {
        put(&w, i);
        if ((i + 1) % n != 0)
            continue;
        size_t counts[GROUPS_MAX];
        struct buf new = raw_bytes(w.path.s);
        assert_int_equal(compare(&old, &new, counts), n);
        for (size_t g = 0; g < group_count; g++)
            in_small += counts[g] < K ? counts[g] : 0;
        buf_free(&old);
        old = new;
    }
    buf_free(&old);
    ballots_close(w.ballots);
    folder_free(&w.dir);
    return (double)in_small / BALLOTS;
}

static void two_copies_tell_what_came_between_them(void **state)
{
    (void)state;
    static const uint32_t groups[] = {4, 20};
    for (size_t s = 0; s < 2; s++) {
        double last = 2;
        print_message("# %u groups of %u:", groups[s], BALLOTS / groups[s]);
        for (size_t b = 0; b < BETWEENS; b++) {
            double sum = 0;
            for (size_t i = 0; i < wave_count(); i++)
                sum += share(groups[s], between[b]);
            sum /= (double)wave_count();
            print_message("  %3.0f %% with %zu between", 100 * sum, between[b]);
            /* One ballot between is its person's; more hide more. */
            assert_true(b > 0 || sum >= 1);
            assert_true(sum <= last);
            last = sum;
        }
        print_message("\n");
    }
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (access("/dev/shm", W_OK) == 0)
        (void)setenv("TMPDIR", "/dev/shm", 0);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_copies_tell_what_came_between_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
