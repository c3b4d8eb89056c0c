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
        .used = c->rows.used,
        .used_count = c->rows.used_count,
        .replaced = c->rows.replaced,
        .replaced_count = c->rows.replaced_count,
        .leaves = c->rows.leaves,
        .leaf_count = c->rows.leaf_count,
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
    struct wave_board *board = NULL;
    struct wave_unopened_hash unopened;
    if (trustees->count == 0)
        return ERR_OK;
    enum err e = wave_board_new(c->wave->manifest, &input, &board, note);
    if (e == ERR_OK)
        e = wave_unopened_hash(board, &unopened);
    wave_board_free(board);
    if (e != ERR_OK)
        return e;
    conduct_opener_sign(c->opener, &unopened, c->trustees, &c->trustee_count);
    return wave_trustees_check(trustees, &unopened, c->trustees,
                               c->trustee_count, note);
}

static enum err write_board(struct conduct_counting *c, struct err_note *note)
{
    const struct wave_board_input input =
        board_input(c, tally_spoiled(c->tally));
    return wave_board_write(c->wave->manifest, &input, &c->board, note);
}

static enum err open_ballots(struct conduct_counting *c,
                             struct conduct_closing_files *files,
                             const char *afterwards, struct err_note *note)
{
    const struct ballot_secret_key *key = NULL;
    enum err e = conduct_opener_key(c->opener, &key, note);
    if (e == ERR_OK)
        e = tally_new(c->survey, c->wave->manifest, &c->wave->mh, key,
                      &c->tally, note);
    return e == ERR_OK ? conduct_closing_rows_open(files, &c->rows, c->tally,
                                                   afterwards, note)
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
    (void)crypto_hash_sha256(facts.board.b, c->board.data, c->board.len);
    (void)snprintf(facts.closed, sizeof facts.closed, "%s",
                   again != NULL ? again->closed : terms->closed);
    return release_compute(c->wave->manifest, c->survey, c->tally, &facts,
                           &c->release, note);
}

/* As anybody will check them once they are published, but for what the board
 * key signs. */
static enum err check_documents(const struct conduct_counting *c,
                                struct err_note *note)
{
    struct conduct_results read = CONDUCT_RESULTS_INIT;
    read.board_bytes = c->board;
    read.release_bytes = c->release;
    enum err e = conduct_results_check(c->wave, true, &read, note);
    wave_board_free(read.board);
    published_free(read.release);
    return e;
}

enum err conduct_counting_make(struct conduct_counting *counting,
                               struct conduct_closing_files *files,
                               const struct conduct_counting_terms *terms,
                               struct err_note *note)
{
    enum err e = conduct_closing_rows_read(files, counting->wave->manifest,
                                           terms->afterwards, terms->watch,
                                           &counting->rows, note);
    if (e == ERR_OK && terms->again == NULL)
        e = sign_unopened(counting, note);
    if (e == ERR_OK)
        e = open_ballots(counting, files, terms->afterwards, note);
    if (e == ERR_OK)
        e = write_board(counting, note);
    if (e == ERR_OK)
        e = write_release(counting, terms, note);
    return e == ERR_OK && terms->again == NULL ? check_documents(counting, note)
                                               : e;
}

void conduct_counting_end(struct conduct_counting *counting)
{
    conduct_closing_rows_free(&counting->rows);
    tally_free(counting->tally);
    survey_free(counting->survey);
    buf_free(&counting->survey_bytes);
    buf_free(&counting->board);
    buf_free(&counting->release);
    *counting = (struct conduct_counting)CONDUCT_COUNTING_INIT;
}
