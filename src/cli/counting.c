#include "cli/counting.h"

#include "cli/agreement.h"
#include "cli/unlock.h"
#include "release/publish.h"

#include <sodium.h>

/* The survey of the wave, as site.db kept it. */
static enum err read_survey(struct site *site, const struct cli_wave *wave,
                            struct buf *out_bytes, struct err_note *note)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    enum err e =
        site_wave_document(site, wave->row.name, SITE_SURVEY, out_bytes);
    if (e != ERR_OK)
        return err_say(note, e, "the wave's survey cannot be read: %s",
                       err_name(e));
    (void)crypto_hash_sha256(hash, out_bytes->data, out_bytes->len);
    if (memcmp(hash, wave->manifest->survey_sha256, sizeof hash) == 0)
        return ERR_OK;
    return err_say(note, ERR_CORRUPT,
                   "the stored survey is not the one of the manifest; "
                   "restore server/site.db from a backup");
}

static enum err load_survey(struct cli_counting *c, struct site *site,
                            struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL ? ERR_MEMORY
                                  : read_survey(site, c->wave, &bytes, note);
    if (e == ERR_OK)
        e = survey_parse(bytes.data, bytes.len, &c->survey, problems);
    if (e == ERR_FORMAT)
        e = err_say(note, e, "the stored survey: line %zu: %s",
                    problems->list[0].line, problems->list[0].text);
    free(problems);
    buf_free(&bytes);
    return e;
}

enum err cli_counting_begin(struct site *site, const struct cli_wave *wave,
                            const char *passphrase,
                            struct cli_counting *out_counting,
                            struct err_note *note)
{
    struct cli_counting c = {
        .wave = wave, .board = BUF_INIT, .release = BUF_INIT};
    enum err e = load_survey(&c, site, note);
    if (e == ERR_OK)
        e = cli_unlock(wave, passphrase, &c.secret, note);
    if (e == ERR_OK)
        e = tally_new(c.survey, wave->manifest, &wave->mh, c.secret, &c.tally,
                      note);
    if (e != ERR_OK) {
        cli_counting_end(&c);
        return e;
    }
    *out_counting = c;
    return ERR_OK;
}

static enum err write_board(struct cli_counting *c, struct err_note *note)
{
    struct wave_board_input input = {
        .mh = c->wave->mh,
        .counts = c->rows.counts,
        .spoiled = tally_spoiled(c->tally),
        .used = c->rows.used,
        .used_count = c->rows.used_count,
        .leaves = c->rows.leaves,
        .leaf_count = c->rows.leaf_count,
    };
    return wave_board_write(c->wave->manifest, &input, &c->board, note);
}

static enum err write_release(struct cli_counting *c, const char *closed,
                              struct err_note *note)
{
    struct release_facts facts = {.mh = c->wave->mh,
                                  .issued = (uint32_t)c->rows.used_count};
    (void)crypto_hash_sha256(facts.board.b, c->board.data, c->board.len);
    (void)snprintf(facts.closed, sizeof facts.closed, "%s", closed);
    return release_compute(c->wave->manifest, c->survey, c->tally, &facts,
                           &c->release, note);
}

/* As anybody will check them once they are published, but for signatures. */
static enum err check_documents(const struct cli_counting *c,
                                struct err_note *note)
{
    struct wave_board *board = NULL;
    struct published_release *release = NULL;
    uint8_t hash[crypto_hash_sha256_BYTES];
    enum err e = wave_board_parse(c->board.data, c->board.len, &board, note);
    if (e == ERR_OK)
        e = wave_board_check(board, c->wave->manifest, &c->wave->mh, note);
    if (e == ERR_OK)
        e = published_parse(c->release.data, c->release.len, &release, note);
    if (e == ERR_OK) {
        (void)crypto_hash_sha256(hash, c->board.data, c->board.len);
        const struct cli_agreement against = {c->wave->manifest, &c->wave->mh,
                                              board, hash};
        e = cli_agreement_check(release, &against, note);
    }
    wave_board_free(board);
    published_free(release);
    return e;
}

enum err cli_counting_make(struct cli_counting *counting,
                           struct cli_closing_files *files, const char *closed,
                           const char *afterwards, struct err_note *note)
{
    enum err e =
        cli_closing_rows_read(files, counting->wave->manifest, counting->tally,
                              afterwards, &counting->rows, note);
    if (e == ERR_OK)
        e = write_board(counting, note);
    if (e == ERR_OK)
        e = write_release(counting, closed, note);
    return e == ERR_OK ? check_documents(counting, note) : e;
}

void cli_counting_end(struct cli_counting *counting)
{
    cli_closing_rows_free(&counting->rows);
    tally_free(counting->tally);
    sodium_free(counting->secret);
    survey_free(counting->survey);
    buf_free(&counting->board);
    buf_free(&counting->release);
    *counting = (struct cli_counting){.board = BUF_INIT, .release = BUF_INIT};
}
