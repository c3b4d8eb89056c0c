#include "conduct/counting.h"

#include "release/publish.h"

#include <sodium.h>

static enum err load_survey(struct conduct_counting *c, struct site *site,
                            struct err_note *note)
{
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL ? ERR_MEMORY
                                  : conduct_wave_survey(site, c->wave,
                                                        &c->survey_bytes, note);
    if (e == ERR_OK)
        e = survey_parse(c->survey_bytes.data, c->survey_bytes.len, &c->survey,
                         problems);
    if (e == ERR_FORMAT)
        e = err_say(note, e, "the stored survey: line %zu: %s",
                    problems->list[0].line, problems->list[0].text);
    free(problems);
    return e;
}

enum err conduct_counting_begin(struct site *site,
                                const struct conduct_wave *wave,
                                struct conduct_opener *opener,
                                struct conduct_counting *out_counting,
                                struct err_note *note)
{
    struct conduct_counting c = CONDUCT_COUNTING_INIT;
    c.wave = wave;
    c.opener = opener;
    enum err e = load_survey(&c, site, note);
    if (e == ERR_OK)
        e = conduct_opener_open(opener, note);
    if (e != ERR_OK) {
        conduct_counting_end(&c);
        return e;
    }
    *out_counting = c;
    return ERR_OK;
}

static struct wave_board_input board_input(const struct conduct_counting *c,
                                           uint32_t spoiled)
{
    return (struct wave_board_input){
        .mh = c->wave->mh,
        .counts = c->rows.counts,
        .spoiled = spoiled,
        .used = conduct_closing_rows_used(&c->rows),
        .replaced = c->rows.replaced,
        .replaced_count = c->rows.replaced_count,
        .leaves = conduct_closing_rows_leaves(&c->rows),
    };
}

/*
 * The trustees sign what they are about to open. How many ballots are spoiled
 * only opening can tell; it is left out of what they sign.
 */
static enum err sign_unopened(struct conduct_counting *c, struct err_note *note)
{
    const struct wave_trustees *trustees = &c->wave->manifest->trustees;
    const struct wave_board_input input = board_input(c, 0);
    struct wave_unopened_hash unopened;
    if (trustees->count == 0)
        return ERR_OK;
    conduct_watch_begin(c->rows.watch, "Signing the list", "", 0);
    const enum err e =
        wave_unopened_hash_of_input(c->wave->manifest, &input, &unopened, note);
    if (e != ERR_OK)
        return e;
    conduct_opener_sign(c->opener, &unopened, c->trustees, &c->trustee_count);
    return wave_trustees_check(trustees, &unopened, c->trustees,
                               c->trustee_count, note);
}

/* The board on its way out. */
struct outgoing {
    crypto_hash_sha256_state hash;
    const struct wave_board_sink *sink;
    const struct conduct_watch *watch;
    uint64_t len;
};

#define KB 1000u

static enum err pass_on(void *context, const uint8_t *bytes, size_t len)
{
    struct outgoing *o = context;
    (void)crypto_hash_sha256_update(&o->hash, bytes, len);
    o->len += len;
    conduct_watch_advance(o->watch, o->len / KB);
    return o->sink->put(o->sink->context, bytes, len);
}

static enum err write_board(struct conduct_counting *c,
                            const struct conduct_counting_terms *terms,
                            struct err_note *note)
{
    const struct wave_board_input input =
        board_input(c, tally_spoiled(c->tally));
    struct outgoing out = {.sink = terms->board, .watch = terms->watch};
    const struct wave_board_sink sink = {pass_on, &out};
    struct err_note why = {""};
    const uint64_t length = /* nearly: most of it is the two lists */
        c->rows.leaf_count * (ENCODE_B64U_SIZE(WAVE_LEAF_BYTES) + 2) +
        c->rows.used_count * (ENCODE_B64U_SIZE(WAVE_HASH_BYTES) + 2);
    (void)crypto_hash_sha256_init(&out.hash);
    conduct_watch_begin(terms->watch, "Writing the board", "kB", length / KB);
    const enum err e = wave_board_write(c->wave->manifest, &input, &sink, &why);
    if (e != ERR_OK && why.text[0] != '\0')
        return err_say(note, e, "%.400s; %s", why.text, terms->afterwards);
    if (e == ERR_DENIED)
        return conduct_closing_rows_say(e, terms->afterwards, note);
    if (e != ERR_OK)
        return err_say(note, e, "the board cannot be written: %s; %s",
                       err_name(e), terms->afterwards);
    (void)crypto_hash_sha256_final(&out.hash, c->board_sha256);
    return ERR_OK;
}

static enum err open_ballots(struct conduct_counting *c, const char *afterwards,
                             struct err_note *note)
{
    const struct ballot_secret_key *key = NULL;
    enum err e = conduct_opener_key(c->opener, &key, note);
    if (e == ERR_OK)
        e = tally_new(c->survey, c->wave->manifest, &c->wave->mh, key,
                      &c->tally, note);
    return e == ERR_OK
               ? conduct_closing_rows_open(&c->rows, c->tally, afterwards, note)
               : e;
}

static enum err write_release(struct conduct_counting *c,
                              const struct conduct_counting_terms *terms,
                              struct err_note *note)
{
    const struct published_release *again = terms->again;
    struct release_facts facts = {
        .mh = c->wave->mh,
        .issued = (uint32_t)c->rows.used_count,
        .trustees = again != NULL ? again->trustees : c->trustees,
        .trustee_count =
            again != NULL ? again->trustee_count : c->trustee_count,
    };
    memcpy(facts.board.b, c->board_sha256, sizeof facts.board.b);
    (void)snprintf(facts.closed, sizeof facts.closed, "%s",
                   again != NULL ? again->closed : terms->closed);
    return release_compute(c->wave->manifest, c->survey, c->tally, &facts,
                           &c->release, note);
}

enum err conduct_counting_check(const struct conduct_counting *counting,
                                struct site *site,
                                const struct conduct_watch *watch,
                                struct err_note *note)
{
    struct conduct_results read = CONDUCT_RESULTS_INIT;
    conduct_watch_begin(watch, "Checking the board", "", 0);
    enum err e = conduct_results_place(site, counting->wave, &read);
    if (e == ERR_OK && memcmp(read.board_sha256, counting->board_sha256,
                              sizeof read.board_sha256) != 0)
        e = ERR_CORRUPT;
    if (e != ERR_OK)
        e = err_say(note, e, "the board cannot be read again: %s", err_name(e));
    read.release_bytes = counting->release;
    if (e == ERR_OK)
        e = conduct_results_check(counting->wave, true, &read, note);
    read.release_bytes = BUF_INIT; /* the count's */
    conduct_results_free(&read);
    return e;
}

enum err conduct_counting_make(struct conduct_counting *counting,
                               const struct conduct_closing_files *files,
                               const struct conduct_counting_terms *terms,
                               struct err_note *note)
{
    enum err e = conduct_closing_rows_read(files, counting->wave->manifest,
                                           terms->afterwards, terms->watch,
                                           &counting->rows, note);
    if (e == ERR_OK && terms->again == NULL)
        e = sign_unopened(counting, note);
    if (e == ERR_OK)
        e = open_ballots(counting, terms->afterwards, note);
    if (e == ERR_OK)
        e = write_board(counting, terms, note);
    return e == ERR_OK ? write_release(counting, terms, note) : e;
}

void conduct_counting_end(struct conduct_counting *counting)
{
    conduct_closing_rows_free(&counting->rows);
    tally_free(counting->tally);
    survey_free(counting->survey);
    buf_free(&counting->survey_bytes);
    buf_free(&counting->release);
    *counting = (struct conduct_counting)CONDUCT_COUNTING_INIT;
}
