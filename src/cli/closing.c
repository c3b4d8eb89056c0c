#include "cli/closing.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/auditor.h"
#include "cli/closing_files.h"
#include "release/publish.h"
#include "release/published.h"
#include "wave/onlinekeys.h"

#include <signal.h>
#include <sodium.h>

/* All that a close needs and makes. */
struct closing {
    const struct cli_wave *wave;
    struct buf survey_bytes;
    struct survey *survey;
    struct wave_onlinekeys *keys;
    struct cli_opener *opener; /* not owned */
    struct wave_unopened_hash unopened;
    struct wave_trustee_sig trustees[WAVE_TRUSTEES_MAX];
    size_t trustee_count;
    struct tally *tally;
    struct cli_closing_files files;
    struct cli_closing_rows rows;
    struct buf board;
    struct buf release;
    char board_sig[WAVE_SIGNATURE_TEXT_SIZE];
    char release_sig[WAVE_SIGNATURE_TEXT_SIZE];
};

static enum err load_survey(struct closing *c, struct site *site,
                            struct err_note *note)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    enum err e = site_wave_document(site, c->wave->row.name, SITE_SURVEY,
                                    &c->survey_bytes);
    if (e != ERR_OK)
        return err_say(note, e, "the wave's survey cannot be read: %s",
                       err_name(e));
    (void)crypto_hash_sha256(hash, c->survey_bytes.data, c->survey_bytes.len);
    if (memcmp(hash, c->wave->manifest->survey_sha256, sizeof hash) != 0)
        return err_say(note, ERR_CORRUPT,
                       "the stored survey is not the one of the manifest; "
                       "restore server/site.db from a backup");
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (problems == NULL)
        return ERR_MEMORY;
    e = survey_parse(c->survey_bytes.data, c->survey_bytes.len, &c->survey,
                     problems);
    if (e == ERR_FORMAT)
        e = err_say(note, e, "the stored survey: line %zu: %s",
                    problems->list[0].line, problems->list[0].text);
    free(problems);
    return e;
}

static enum err load_keys(struct closing *c, const struct cli_folder *folder,
                          struct err_note *note)
{
    const struct wave_manifest *m = c->wave->manifest;
    enum err e =
        wave_onlinekeys_read(folder->keys.s, c->wave->row.name, &c->keys, note);
    if (e != ERR_OK)
        return e;
    if (memcmp(c->keys->board_pk.b, m->board_pk, sizeof m->board_pk) != 0)
        return err_say(note, ERR_CORRUPT,
                       "%s/%s.board is not the key of the manifest; restore it "
                       "from a backup",
                       folder->keys.s, c->wave->row.name);
    return cli_opener_open(c->opener, note);
}

static enum err write_board(const struct closing *c, uint32_t spoiled,
                            struct buf *out_board, struct err_note *note)
{
    struct wave_board_input input = {
        .mh = c->wave->mh,
        .counts = c->rows.counts,
        .spoiled = spoiled,
        .used = c->rows.used,
        .used_count = c->rows.used_count,
        .leaves = c->rows.leaves,
        .leaf_count = c->rows.leaf_count,
    };
    return wave_board_write(c->wave->manifest, &input, out_board, note);
}

/*
 * The trustees sign what they are about to open. How many ballots are spoiled
 * only opening can tell; it is left out of what they sign.
 */
static enum err sign_unopened(struct closing *c, struct err_note *note)
{
    struct buf board = BUF_INIT;
    enum err e = write_board(c, 0, &board, note);
    if (e == ERR_OK)
        e = wave_unopened_hash(board.data, board.len, &c->unopened, note);
    buf_free(&board);
    if (e != ERR_OK)
        return e;
    cli_opener_sign(c->opener, &c->unopened, c->trustees, &c->trustee_count);
    return wave_trustees_check(&c->wave->manifest->trustees, &c->unopened,
                               c->trustees, c->trustee_count, note);
}

static enum err open_ballots(struct closing *c, struct err_note *note)
{
    const struct ballot_secret_key *key = NULL;
    enum err e = cli_opener_key(c->opener, &key, note);
    if (e == ERR_OK)
        e = tally_new(c->survey, c->wave->manifest, &c->wave->mh, key,
                      &c->tally, note);
    return e != ERR_OK
               ? e
               : cli_closing_rows_open(&c->files, &c->rows, c->tally, note);
}

static enum err write_release(struct closing *c, struct err_note *note)
{
    struct release_facts facts = {.mh = c->wave->mh,
                                  .issued = (uint32_t)c->rows.used_count,
                                  .trustees = c->trustees,
                                  .trustee_count = c->trustee_count};
    (void)crypto_hash_sha256(facts.board.b, c->board.data, c->board.len);
    datetime_date(clock_now_sec(), facts.closed);
    return release_compute(c->wave->manifest, c->survey, c->tally, &facts,
                           &c->release, note);
}

/* What is about to be published is read as anybody else will read it. */
static enum err check_documents(const struct closing *c, struct err_note *note)
{
    struct wave_board *board = NULL;
    struct published_release *release = NULL;
    struct wave_unopened_hash unopened;
    enum err e = wave_board_parse(c->board.data, c->board.len, &board, note);
    if (e == ERR_OK)
        e = wave_board_check(board, c->wave->manifest, &c->wave->mh, note);
    if (e == ERR_OK)
        e = published_parse(c->release.data, c->release.len, &release, note);
    if (e == ERR_OK)
        e = wave_unopened_hash(c->board.data, c->board.len, &unopened, note);
    if (e == ERR_OK)
        e = wave_trustees_check(&c->wave->manifest->trustees, &unopened,
                                release->trustees, release->trustee_count,
                                note);
    wave_board_free(board);
    published_free(release);
    return e;
}

/* Nothing is published that the auditor has not passed. */
static enum err audit(const struct closing *c, struct err_note *note)
{
    struct err_note found = {""};
    enum err e = cli_auditor_run(&c->release, &c->survey_bytes, &found);
    if (e == ERR_OK)
        return e;
    return err_say(note, e,
                   "%.300s; nothing was published and the wave is open as "
                   "before",
                   found.text[0] != '\0' ? found.text : err_name(e));
}

static enum err count(struct closing *c, struct err_note *note)
{
    enum err e =
        cli_closing_rows_read(&c->files, c->wave->manifest, &c->rows, note);
    if (e == ERR_OK)
        e = sign_unopened(c, note);
    if (e == ERR_OK)
        e = open_ballots(c, note);
    if (e == ERR_OK)
        e = write_board(c, tally_spoiled(c->tally), &c->board, note);
    if (e == ERR_OK)
        e = write_release(c, note);
    if (e == ERR_OK)
        e = check_documents(c, note);
    if (e == ERR_OK)
        e = audit(c, note);
    if (e != ERR_OK)
        return e;
    wave_sign_document(WAVE_DOCUMENT_BOARD, c->board.data, c->board.len,
                       &c->keys->board_sk, c->board_sig);
    wave_sign_document(WAVE_DOCUMENT_RELEASE, c->release.data, c->release.len,
                       &c->keys->board_sk, c->release_sig);
    return ERR_OK;
}

static enum err publish(struct closing *c, struct site *site,
                        struct err_note *note)
{
    struct site_results results = {
        {c->release.data, c->release.len},
        {(const uint8_t *)c->release_sig, strlen(c->release_sig)},
        {c->board.data, c->board.len},
        {(const uint8_t *)c->board_sig, strlen(c->board_sig)},
    };
    enum err e = site_wave_publish(site, c->wave->row.name, &results);
    if (e != ERR_OK)
        return err_say(note, e,
                       "the results cannot be stored: %s; the wave is "
                       "open as before; try again",
                       err_name(e));
    return e;
}

static void block_signals(sigset_t *out_before)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &set, out_before);
}

/* A close whose commit is in doubt must not let a ballot in after the count. */
static bool is_surely_open(const struct closing *c, struct site *site)
{
    struct site_wave row;
    return site_wave_get(site, c->wave->row.name, &row) == ERR_OK &&
           row.state == SITE_WAVE_OPEN;
}

/* From CLOSING to the row in site.db, or back to OPEN. */
static enum err count_and_publish(struct closing *c, struct site *site,
                                  struct err_note *note)
{
    sigset_t before;
    block_signals(&before);
    enum err e = cli_closing_files_set(&c->files, WAVE_STATE_CLOSING, note);
    if (e == ERR_OK)
        e = count(c, note);
    if (e == ERR_OK)
        e = publish(c, site, note);
    if (e != ERR_OK && (!is_surely_open(c, site) ||
                        cli_closing_files_reopen(&c->files, NULL) != ERR_OK))
        (void)err_say(note, e,
                      "the wave could neither be closed nor opened "
                      "again (%s): it takes nothing until chorus wave close "
                      "is repeated",
                      err_name(e));
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return e;
}

static void closing_wipe(struct closing *c)
{
    cli_closing_rows_free(&c->rows);
    cli_closing_files_close(&c->files);
    tally_free(c->tally);
    wave_onlinekeys_free(c->keys);
    survey_free(c->survey);
    buf_free(&c->survey_bytes);
    buf_free(&c->board);
    buf_free(&c->release);
}

enum err cli_closing_publish(const struct cli_folder *folder, struct site *site,
                             const struct cli_wave *wave,
                             struct cli_opener *opener,
                             struct cli_closing_result *out,
                             struct err_note *note)
{
    struct closing c = {.wave = wave,
                        .opener = opener,
                        .survey_bytes = BUF_INIT,
                        .board = BUF_INIT,
                        .release = BUF_INIT};
    struct file_path auditor; /* missing: said before a ballot is opened */
    enum err e = cli_closing_files_open(&wave->paths, &c.files, note);
    if (e == ERR_OK)
        e = cli_closing_files_reopen(&c.files, note);
    if (e == ERR_OK)
        e = cli_auditor_find(&auditor, note);
    if (e == ERR_OK)
        e = load_survey(&c, site, note);
    if (e == ERR_OK)
        e = load_keys(&c, folder, note);
    if (e == ERR_OK)
        e = count_and_publish(&c, site, note);
    if (e == ERR_OK)
        *out = (struct cli_closing_result){(uint32_t)c.rows.used_count,
                                           (uint32_t)c.rows.leaf_count,
                                           tally_spoiled(c.tally)};
    closing_wipe(&c);
    return e;
}

enum err cli_closing_clean_up(const struct cli_folder *folder,
                              struct people *people,
                              const struct cli_wave *wave,
                              struct err_note *note)
{
    struct cli_closing_files files;
    enum err e = cli_closing_files_open(&wave->paths, &files, note);
    if (e == ERR_OK) {
        e = cli_closing_files_set(&files, WAVE_STATE_CLOSED, note);
        cli_closing_files_close(&files);
    }
    if (e == ERR_OK)
        e = wave_onlinekeys_destroy(folder->keys.s, wave->row.name, note);
    if (e == ERR_OK) {
        e = people_invites_destroy(people, wave->row.name);
        if (e != ERR_OK)
            e = err_say(note, e,
                        "%s: the codes of %s cannot be destroyed: %s; "
                        "run chorus wave close again",
                        folder->people.s, wave->row.name, err_name(e));
    }
    return e;
}
