/*
 * Each step of a wave of PLACES places, without HTTP: the two files made,
 * opened, filled through the store in groups of 50, listed, counted, published
 * and audited. Beside each stands what it cannot do without: reading the files,
 * SQLite's own updates of the same rows, libsodium opening as many ballots. One
 * size a process, so that the peak of memory is its own. Prints one line of
 * JSON, in seconds unless it says otherwise; decides nothing.
 *
 *   steps PLACES FOLDER [UNITS]    (files are made in FOLDER, and removed)
 */
#include "steps.h"

#include "audit/audit.h"
#include "conduct/board_keeper.h"
#include "conduct/closing_files.h"
#include "raw_rows.h"
#include "store/ballots.h"

#include <unistd.h>

#define GROUP           50
#define FILLING         2000 /* in one transaction, where nothing is measured */
#define ROUNDS          5
#define PLACES_MIN      500
#define PLACES_A_UNIT   12 /* 160,000 trainees in 14,000 programs */
#define UNITS_MIN       20
#define MEASURED_GROUPS 40 /* of a round, at most */

struct steps {
    struct bench b;
    size_t places;
    size_t groups_a_round;
    size_t used;     /* places whose invite is used */
    size_t redeemed; /* places with a ballot */
    char invites_path[512];
    char ballots_path[512];
    char raw_path[512];
    char site_path[512];
    struct invites_place *list;
    struct invites *invites;
    struct ballots *ballots;
    struct conduct_closing_files files;
    struct conduct_closing_rows rows;
    struct tally *tally;
    struct buf release;
    long close_kib; /* the highest peak of a close's steps */
};

/* The peak above BEFORE, which counts for the whole close. */
static long peak_above(struct steps *s, long before)
{
    const long peak = peak_kib();
    s->close_kib = peak > s->close_kib ? peak : s->close_kib;
    return peak - before;
}

static uint16_t group_of(const struct steps *s, size_t place)
{
    return (uint16_t)(1 + place % s->b.m.group_count);
}

static void make_files(struct steps *s)
{
    struct err_note note = {""};
    s->list = room(s->places, sizeof *s->list);
    for (size_t i = 0; i < s->places; i++) {
        s->list[i].group = group_of(s, i);
        randombytes_buf(s->list[i].pk, sizeof s->list[i].pk);
    }
    struct stretch since = stretch_begin();
    must(invites_create(s->invites_path, s->list, s->places, &note), &note);
    must(ballots_create(s->ballots_path, (uint32_t)s->places,
                        (uint32_t)bench_sealed_bytes(&s->b), &note),
         &note);
    put_since("create", since);
}

/* Every byte of a file, through a buffer: what no start can do without. */
static void read_whole(const char *path)
{
    static uint8_t bytes[1 << 20];
    FILE *f = fopen(path, "re");
    if (f == NULL)
        must(ERR_IO, &(struct err_note){"a file to read"});
    while (fread(bytes, 1, sizeof bytes, f) == sizeof bytes)
        continue;
    (void)fclose(f);
}

/* As chorusd starts: both files read and known. */
static void start(struct steps *s)
{
    struct err_note note = {""};
    struct stretch since = stretch_begin();
    read_whole(s->invites_path);
    read_whole(s->ballots_path);
    put_since("read", since);
    long before = peak_kib();
    since = stretch_begin();
    must(invites_open(s->invites_path, INVITES_SERVER, &s->invites, &note),
         &note);
    must(ballots_open(s->ballots_path, &s->ballots, &note), &note);
    put_since("start", since);
    printf("\"startKiB\":%ld,", peak_kib() - before);
}

static void use_group(struct steps *s, size_t most)
{
    static struct invites_use uses[FILLING];
    size_t n = s->places - s->used < most ? s->places - s->used : most;
    for (size_t i = 0; i < n; i++) {
        const struct invites_place *p = &s->list[s->used + i];
        must(invites_find(s->invites, p->group, p->pk, &uses[i].row), NULL);
        randombytes_buf(uses[i].blinded, sizeof uses[i].blinded);
    }
    must(invites_use(s->invites, uses, n), NULL);
    for (size_t i = 0; i < n; i++)
        must(uses[i].result, NULL);
    s->used += n;
}

static size_t measured(const struct steps *s)
{
    return ROUNDS * s->groups_a_round * GROUP;
}

static void issue_all(struct steps *s)
{
    while (s->used + measured(s) < s->places) {
        size_t left = s->places - measured(s) - s->used;
        use_group(s, left < FILLING ? left : FILLING);
    }
    struct stretch since = stretch_begin();
    while (s->used < s->places)
        use_group(s, GROUP);
    put_since("issue", since);
}

/* A group of sealed ballots, made by as many threads as there are cores. */
struct sealing {
    pthread_t thread;
    struct steps *s;
    size_t first;
    size_t step;
    size_t n;
    uint8_t *sealed;
};

static void *seal_some(void *arg)
{
    struct sealing *w = arg;
    struct bench own = w->s->b; /* its own random numbers, and nothing else */
    size_t len = bench_sealed_bytes(&own);
    own.random += w->s->redeemed + w->first;
    for (size_t i = w->first; i < w->n; i += w->step)
        bench_seal(&own, group_of(w->s, w->s->redeemed + i),
                   w->sealed + i * len);
    return NULL;
}

static void seal_group(struct steps *s, uint8_t *sealed, size_t n)
{
    struct sealing all[THREADS_MAX];
    size_t threads = tally_crew_cores();
    for (size_t i = 0; i < threads; i++) {
        all[i] = (struct sealing){
            .s = s, .first = i, .step = threads, .n = n, .sealed = sealed};
        if (pthread_create(&all[i].thread, NULL, seal_some, &all[i]) != 0)
            must(ERR_MEMORY, NULL);
    }
    for (size_t i = 0; i < threads; i++)
        (void)pthread_join(all[i].thread, NULL);
}

static void redeem_group(struct steps *s, const uint8_t *sealed, size_t n)
{
    static struct ballots_put puts[FILLING];
    size_t len = bench_sealed_bytes(&s->b);
    for (size_t i = 0; i < n; i++) {
        puts[i].group = group_of(s, s->redeemed + i);
        puts[i].sealed = sealed + i * len;
        randombytes_buf(puts[i].nullifier, sizeof puts[i].nullifier);
        (void)crypto_hash_sha256(puts[i].sealed_hash, puts[i].sealed, len);
    }
    must(ballots_put(s->ballots, puts, n), NULL);
    for (size_t i = 0; i < n; i++)
        must(puts[i].result, NULL);
    s->redeemed += n;
}

static void copy_file(const char *from, const char *to)
{
    static uint8_t bytes[1 << 20];
    FILE *in = fopen(from, "re");
    FILE *out = fopen(to, "we");
    size_t n = 0;
    if (in == NULL || out == NULL)
        must(ERR_IO, &(struct err_note){"a copy"});
    while ((n = fread(bytes, 1, sizeof bytes, in)) > 0)
        if (fwrite(bytes, 1, n, out) != n)
            must(ERR_IO, &(struct err_note){"a copy"});
    (void)fclose(in);
    if (fclose(out) != 0)
        must(ERR_IO, &(struct err_note){"a copy"});
}

/* The last places, in rounds: ours, SQLite's own, ours, SQLite's own. */
static void redeem_measured(struct steps *s, uint8_t *sealed)
{
    struct raw_rows raw;
    struct stretch ours = {0};
    struct stretch theirs = {0};
    copy_file(s->ballots_path, s->raw_path);
    sync();
    raw_rows_open(&raw, s->raw_path, bench_sealed_bytes(&s->b));
    for (size_t i = 0; i < ROUNDS * s->groups_a_round; i++) {
        seal_group(s, sealed, GROUP);
        struct stretch since = stretch_begin();
        redeem_group(s, sealed, GROUP);
        stretch_add(&ours, since);
        since = stretch_begin();
        raw_rows_put(&raw, &s->b, GROUP);
        stretch_add(&theirs, since);
    }
    raw_rows_close(&raw);
    (void)unlink(s->raw_path);
    printf("\"measured\":%zu,", measured(s));
    put_times("redeem", ours);
    put_times("raw", theirs);
}

static void redeem_all(struct steps *s)
{
    uint8_t *sealed = room(FILLING, bench_sealed_bytes(&s->b));
    while (s->redeemed + measured(s) < s->places) {
        size_t left = s->places - measured(s) - s->redeemed;
        size_t n = left < FILLING ? left : FILLING;
        seal_group(s, sealed, n);
        redeem_group(s, sealed, n);
    }
    redeem_measured(s, sealed);
    free(sealed);
    ballots_close(s->ballots);
    invites_close(s->invites);
    free(s->list);
}

/* Opening as a close does it, and libsodium alone: A B A B. */
static void count(struct steps *s)
{
    struct err_note note = {""};
    struct stretch ours = {0};
    struct stretch theirs = {0};
    size_t rounds = s->places > 100000 ? 1 : ROUNDS;
    uint8_t *sealed = room(GROUP, bench_sealed_bytes(&s->b));
    seal_group(s, sealed, GROUP);
    for (size_t i = 0; i < rounds; i++) {
        tally_free(s->tally);
        must(tally_new(s->b.survey, &s->b.m, &s->b.mh, &s->b.sk, &s->tally,
                       &note),
             &note);
        struct stretch since = stretch_begin();
        must(conduct_closing_rows_open(&s->rows, s->tally, "", &note), &note);
        stretch_add(&ours, since);
        struct stretch t = alone(&s->b, sealed, GROUP, s->places / 2);
        struct stretch u =
            alone(&s->b, sealed, GROUP, s->places - s->places / 2);
        theirs.wall_sec += t.wall_sec + u.wall_sec;
        theirs.cpu_sec += t.cpu_sec + u.cpu_sec;
    }
    free(sealed);
    put_times("count", (struct stretch){ours.wall_sec / (double)rounds,
                                        ours.cpu_sec / (double)rounds});
    put_times("alone", (struct stretch){theirs.wall_sec / (double)rounds,
                                        theirs.cpu_sec / (double)rounds});
}

static void list_and_count(struct steps *s)
{
    struct conduct_wave_paths paths = {0};
    struct err_note note = {""};
    (void)snprintf(paths.invites.s, sizeof paths.invites.s, "%s",
                   s->invites_path);
    (void)snprintf(paths.ballots.s, sizeof paths.ballots.s, "%s",
                   s->ballots_path);
    must(conduct_closing_files_open(&paths, &s->files, &note), &note);
    must(conduct_closing_files_set(&s->files, WAVE_STATE_CLOSING, &note),
         &note);
    long before = peak_reset();
    struct stretch since = stretch_begin();
    must(conduct_closing_rows_read(&s->files, &s->b.m, "", NULL, &s->rows,
                                   &note),
         &note);
    put_since("list", since);
    printf("\"listKiB\":%ld,", peak_above(s, before));
    before = peak_reset();
    count(s);
    printf("\"countKiB\":%ld,", peak_above(s, before));
}

/* site.db with this wave in it, whose documents are words. */
static struct site *make_site(const struct steps *s)
{
    static const uint8_t word[] = "document";
    const struct site_bytes any = {word, sizeof word};
    const struct site_promise promise = {any, any, any, any, any, any};
    const struct site_wave wave = {
        .name = "w", .state = SITE_WAVE_OPEN, .opens_sec = 1, .closes_sec = 2};
    struct err_note note = {""};
    struct site *site = NULL;
    must(site_create(s->site_path, "Bench", &note), &note);
    must(site_open(s->site_path, SITE_OFFICE, &site, &note), &note);
    must(site_wave_put(site, &wave, &promise), NULL);
    return site;
}

/* Written as a close does it, into site.db, and read and checked there. */
static void write_board(const struct steps *s, struct site *site)
{
    struct err_note note = {""};
    const struct wave_board_input input = {
        .mh = s->b.mh,
        .counts = s->rows.counts,
        .used = conduct_closing_rows_used(&s->rows),
        .leaves = conduct_closing_rows_leaves(&s->rows)};
    struct conduct_board_keeper keeper;
    struct site_board stored;
    struct wave_board *board = NULL;
    struct stretch since = stretch_begin();
    must(conduct_board_drop(site, "w", &note), &note);
    conduct_board_keeper_begin(site, "w", NULL, &keeper);
    const struct wave_board_sink sink = conduct_board_keeper_sink(&keeper);
    must(wave_board_write(&s->b.m, &input, &sink, &note), &note);
    must(conduct_board_keeper_finish(&keeper), NULL);
    put_since("board", since);
    since = stretch_begin();
    must(site_board_find(site, "w", &stored), NULL);
    const struct wave_board_text text = {site_board_read, &stored, stored.len};
    must(wave_board_parse(&text, &board, &note), &note);
    must(wave_board_check(board, &s->b.m, &s->b.mh, &note), &note);
    put_since("check", since);
    wave_board_free(board);
    conduct_board_keeper_wipe(&keeper);
}

static void publish(struct steps *s)
{
    struct err_note note = {""};
    struct release_facts facts = {.issued = (uint32_t)s->rows.used_count,
                                  .closed = "2026-12-15"};
    struct site *site = make_site(s);
    long before = peak_reset();
    write_board(s, site);
    printf("\"boardKiB\":%ld,", peak_above(s, before));
    site_close(site);
    struct stretch since = stretch_begin();
    must(release_compute(&s->b.m, s->b.survey, s->tally, &facts, &s->release,
                         &note),
         &note);
    put_since("rule", since);
}

static void audit(const struct steps *s)
{
    static struct audit_input input;
    const struct audit_bytes survey = {"survey", s->b.survey_bytes.data,
                                       s->b.survey_bytes.len};
    struct audit_report *report = audit_report_new();
    input.release =
        (struct audit_bytes){"release", s->release.data, s->release.len};
    input.survey = &survey;
    struct stretch since = stretch_begin();
    must(audit_run(&input, report), NULL);
    put_since("audit", since);
    if (audit_verdict(report) != AUDIT_PASS)
        must(ERR_CORRUPT, &(struct err_note){"the release does not pass"});
    audit_report_free(report);
}

static void set_up(struct steps *s, const char *folder, size_t units)
{
    if (units == 0)
        units = s->places / PLACES_A_UNIT;
    units = units < UNITS_MIN ? UNITS_MIN : units;
    units = units > WAVE_GROUPS_MAX ? WAVE_GROUPS_MAX : units;
    bench_begin(&s->b, units, (uint32_t)(s->places / units));
    for (size_t i = 0; i < s->places % units; i++)
        s->b.m.groups[i].roster++; /* as group_of hands places out */
    size_t groups = s->places / (2 * ROUNDS * GROUP);
    s->groups_a_round = groups > MEASURED_GROUPS ? MEASURED_GROUPS : groups;
    s->release = BUF_INIT;
    (void)snprintf(s->invites_path, sizeof s->invites_path, "%s/steps.invites",
                   folder);
    (void)snprintf(s->ballots_path, sizeof s->ballots_path, "%s/steps.ballots",
                   folder);
    (void)snprintf(s->raw_path, sizeof s->raw_path, "%s/steps.raw", folder);
    (void)snprintf(s->site_path, sizeof s->site_path, "%s/steps.site", folder);
}

static void clean_up(struct steps *s)
{
    char path[600];
    conduct_closing_rows_free(&s->rows);
    conduct_closing_files_close(&s->files);
    tally_free(s->tally);
    buf_free(&s->release);
    (void)unlink(s->invites_path);
    (void)unlink(s->ballots_path);
    (void)unlink(s->site_path);
    const char *const rest[] = {s->invites_path, s->ballots_path, s->raw_path,
                                s->site_path};
    for (size_t i = 0; i < 4; i++) {
        (void)snprintf(path, sizeof path, "%s-journal", rest[i]);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof path, "%s-server", s->ballots_path);
    (void)unlink(path);
    bench_end(&s->b);
}

int main(int argc, char **argv)
{
    static struct steps s;
    if (sodium_init() < 0 || argc < 3 || argc > 4)
        return 2;
    s.places = strtoul(argv[1], NULL, 10);
    if (s.places < PLACES_MIN || s.places > WAVE_PLACES_MAX)
        return 2;
    set_up(&s, argv[2], argc > 3 ? strtoul(argv[3], NULL, 10) : 0);
    printf("{\"places\":%zu,\"units\":%zu,", s.places, s.b.m.group_count);
    make_files(&s);
    start(&s);
    issue_all(&s);
    redeem_all(&s);
    list_and_count(&s);
    publish(&s);
    audit(&s);
    printf("\"releaseBytes\":%zu,\"closeKiB\":%ld}\n", s.release.len,
           s.close_kib);
    clean_up(&s);
    return 0;
}
