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

static enum err write_board(const struct conduct_counting *c, uint32_t spoiled,
                            struct buf *out_board, struct err_note *note)
{
    struct wave_board_input input = {
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
    return wave_board_write(c->wave->manifest, &input, out_board, note);
}

/*
 * The trustees sign what they are about to open. How many ballots are spoiled
 * only opening can tell; it is left out of what they sign.
 */
static enum err sign_unopened(struct conduct_counting *c, struct err_note *note)
{
    struct buf board = BUF_INIT;
    struct wave_unopened_hash unopened;
    enum err e = write_board(c, 0, &board, note);
    if (e == ERR_OK)
        e = wave_unopened_hash(board.data, board.len, &unopened, note);
    buf_free(&board);
    if (e != ERR_OK)
        return e;
    conduct_opener_sign(c->opener, &unopened, c->trustees, &c->trustee_count);
    return wave_trustees_check(&c->wave->manifest->trustees, &unopened,
                               c->trustees, c->trustee_count, note);
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
        e = write_board(counting, tally_spoiled(counting->tally),
                        &counting->board, note);
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
