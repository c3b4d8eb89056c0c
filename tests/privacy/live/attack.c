/*
 * The attacker of tests/privacy/link.c against copies of real folders.
 *
 *   attack MOMENTS TRUTH DIR [TRUTH DIR]...
 *
 * Each DIR is a copy of one moment of one wave; TRUTH has a line for each
 * person: group, place in the order of issues, place in the order of ballots,
 * bytes of the request, invite key, nullifier, hash. MOMENTS: how many such
 * attacks are judged together. Fails when chance is outside of an interval.
 */
#include "privacy/link_attack.h"

static struct link_sum sums[LINK_WAYS];

static size_t read_truth(const char *path, struct link_person *people)
{
    size_t n = 0;
    unsigned group;
    char hex[3][65];
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (n < LINK_PERSONS_MAX) {
        struct link_person p = {0};
        if (fscanf(f, "%u %lf %lf %lf %64s %64s %64s", &group, &p.issued,
                   &p.redeemed, &p.request, hex[0], hex[1], hex[2]) != 7)
            break;
        uint8_t *const to[] = {p.invite, p.nullifier, p.sealed_hash};
        for (int i = 0; i < 3; i++)
            assert_int_equal(
                sodium_hex2bin(to[i], 32, hex[i], 64, NULL, NULL, NULL), 0);
        p.group = (uint16_t)group;
        people[n++] = p;
    }
    (void)fclose(f);
    return n;
}

static size_t attack(const char *truth, const char *dir)
{
    struct link_image *image = calloc(1, sizeof *image);
    struct link_person *people = calloc(LINK_PERSONS_MAX, sizeof *people);
    assert_true(image != NULL && people != NULL);
    link_take(image, dir, "");
    const size_t n = read_truth(truth, people);
    struct link_case *c = link_case_new(image, people, n);
    /* Who was told that it is stored is there. */
    assert_int_equal(c->n, n);
    for (size_t way = 0; way < LINK_WAYS; way++) {
        const struct link_result r = link_try(c, (enum link_way)way);
        link_add(&sums[way], &r);
    }
    link_case_free(c);
    link_image_free(image);
    free(people);
    free(image);
    return n;
}

int main(int argc, char **argv)
{
    size_t ballots = 0;
    size_t found = 0;
    char name[32];
    if (argc < 4 || argc % 2 != 0 || sodium_init() < 0)
        return 2;
    for (int i = 2; i < argc; i += 2)
        ballots += attack(argv[i], argv[i + 1]);
    const double z =
        link_deviations(2 * LINK_WAYS * strtoul(argv[1], NULL, 10));
    for (size_t way = 0; way < LINK_WAYS; way++) {
        const struct link_interval tau = link_interval(&sums[way], 0, z);
        const struct link_interval gain = link_interval(&sums[way], 1, z);
        found += link_is_found(tau) || link_is_found(gain);
        (void)printf(
            "%-22s tau %+.4f +- %.4f  links beyond chance %+.4f +- "
            "%.4f%s\n",
            link_way_name(way, name), tau.mean, tau.half, gain.mean, gain.half,
            link_is_found(tau) || link_is_found(gain) ? "  FOUND" : "");
    }
    (void)printf("%zu ballots in %d waves\n", ballots, (argc - 2) / 2);
    return found == 0 ? 0 : 1;
}
