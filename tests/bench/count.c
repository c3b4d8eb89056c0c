/*
 * The part of a count that is not opening: opened ballots in memory, checked,
 * scored and added up by unit, on one thread, beside reading the same bytes.
 * Prints a line of JSON for each number of units; decides nothing.
 *
 *   count BALLOTS [UNITS...]
 */
#include "wave.h"

#define ROUNDS 5

/* Sums words: what reading cannot do without. */
static uint64_t read_all(const uint8_t *bytes, size_t len)
{
    uint64_t sum = 0;
    for (size_t at = 0; at + sizeof sum <= len; at += sizeof sum) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        sum += word;
    }
    return sum;
}

static uint8_t *make_ballots(struct bench *b, size_t ballots, uint16_t *groups)
{
    const size_t answers = b->survey->answers_bytes;
    uint8_t *row = room(1, answers);
    uint8_t *plain = room(ballots, b->m.plain_bytes);
    for (size_t i = 0; i < ballots; i++) {
        groups[i] = (uint16_t)(1 + bench_draw(b, (uint32_t)b->m.group_count));
        bench_fill_row(b, row);
        must(ballot_plain_build(b->mh.b, groups[i], row, answers,
                                b->m.plain_bytes, plain + i * b->m.plain_bytes),
             NULL);
    }
    free(row);
    return plain;
}

static void measure(size_t ballots, size_t units)
{
    struct bench b;
    struct err_note note = {""};
    struct tally *tally = NULL;
    volatile uint64_t kept = 0;
    double count_sec = 0;
    double read_sec = 0;
    bench_begin(&b, units, (uint32_t)(ballots / units + 1));
    uint16_t *groups = room(ballots, sizeof *groups);
    uint8_t *plain = make_ballots(&b, ballots, groups);
    must(tally_new(b.survey, &b.m, &b.mh, &b.sk, &tally, &note), &note);
    for (int round = 0; round < ROUNDS; round++) {
        double since = cpu_sec();
        for (size_t i = 0; i < ballots; i++)
            must(tally_opened(tally, groups[i], plain + i * b.m.plain_bytes),
                 NULL);
        count_sec += cpu_sec() - since;
        since = cpu_sec();
        kept += read_all(plain, ballots * b.m.plain_bytes);
        read_sec += cpu_sec() - since;
    }
    if (tally_spoiled(tally) != 0)
        must(ERR_CORRUPT, &(struct err_note){"a ballot is spoiled"});
    const double each = 1e9 / ROUNDS / (double)ballots;
    printf("{\"units\":%zu,\"ballots\":%zu,\"bytes\":%u,\"answers\":%zu,"
           "\"countNs\":%.2f,\"readNs\":%.2f}\n",
           units, ballots, (unsigned)b.m.plain_bytes, b.survey->answers_bytes,
           count_sec * each, read_sec * each);
    (void)fflush(stdout);
    tally_free(tally);
    free(plain);
    free(groups);
    bench_end(&b);
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0 || argc < 2)
        return 2;
    const size_t ballots = strtoul(argv[1], NULL, 10);
    for (int i = 2; i < argc || i == 2; i++) {
        const size_t units = i < argc ? strtoul(argv[i], NULL, 10) : 150;
        if (ballots < 1 || units < 1 || units > WAVE_GROUPS_MAX)
            return 2;
        measure(ballots, units);
    }
    return 0;
}
