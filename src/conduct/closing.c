#include "conduct/closing.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/auditor.h"
#include "conduct/board_keeper.h"
#include "conduct/counting.h"
#include "wave/onlinekeys.h"

#include <signal.h>

/* All that a close needs and makes. */
struct closing {
    const struct conduct_wave *wave;
    const struct conduct_watch *watch;
    struct wave_onlinekeys *keys;
    struct conduct_closing_files files;
    struct conduct_counting counting;
    struct conduct_board_keeper board;
    char board_sig[WAVE_SIGNATURE_TEXT_SIZE];
    char release_sig[WAVE_SIGNATURE_TEXT_SIZE];
};

static enum err load_keys(struct closing *c,
                          const struct conduct_folder *folder,
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
    return ERR_OK;
}

/* Nothing is published that the auditor has not passed. */
static enum err audit(const struct conduct_counting *c, struct err_note *note)
{
    struct err_note found = {""};
    enum err e = conduct_auditor_run(&c->release, &c->survey_bytes, &found);
    if (e == ERR_OK)
        return e;
    return err_say(note, e,
                   "%.300s; nothing was published and the wave is open as "
                   "before",
                   found.text[0] != '\0' ? found.text : err_name(e));
}

static enum err say_unstored(enum err e, struct err_note *note)
{
    return err_say(note, e,
                   "the results cannot be stored: %s; the wave is open as "
                   "before; try again",
                   err_name(e));
}

/* Counts, with the board whole in site.db, where nobody is shown it yet. */
static enum err make_documents(struct closing *c, struct site *site,
                               struct err_note *note)
{
    char closed[DATETIME_DATE_SIZE];
    const struct wave_board_sink sink = conduct_board_keeper_sink(&c->board);
    const struct conduct_counting_terms terms = {
        .closed = closed,
        .afterwards = "the wave is open as before",
        .board = &sink,
        .watch = c->watch};
    datetime_date(clock_now_sec(), closed);
    enum err e = conduct_counting_make(&c->counting, &c->files, &terms, note);
    if (e != ERR_OK)
        return e;
    e = conduct_board_keeper_finish(&c->board);
    return e == ERR_OK
               ? conduct_counting_check(&c->counting, site, c->watch, note)
               : say_unstored(e, note);
}

static enum err count(struct closing *c, struct site *site,
                      struct err_note *note)
{
    enum err e = make_documents(c, site, note);
    conduct_watch_begin(c->watch,
                        "Attacking the release before it is published", "", 0);
    if (e == ERR_OK)
        e = audit(&c->counting, note);
    if (e != ERR_OK)
        return e;
    const struct buf *release = &c->counting.release;
    wave_sign_hash(WAVE_DOCUMENT_BOARD, c->counting.board_sha256,
                   &c->keys->board_sk, c->board_sig);
    wave_sign_document(WAVE_DOCUMENT_RELEASE, release->data, release->len,
                       &c->keys->board_sk, c->release_sig);
    return ERR_OK;
}

static enum err publish(struct closing *c, struct site *site,
                        struct err_note *note)
{
    struct site_results results = {
        {c->counting.release.data, c->counting.release.len},
        {(const uint8_t *)c->release_sig, strlen(c->release_sig)},
        {(const uint8_t *)c->board_sig, strlen(c->board_sig)},
        c->board.len,
    };
    enum err e = site_wave_publish(site, c->wave->row.name, &results);
    return e == ERR_OK ? e : say_unstored(e, note);
}

static void block_signals(sigset_t *out_before)
{
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGHUP);
    (void)pthread_sigmask(SIG_BLOCK, &set, out_before);
}

/* A close whose commit is in doubt must not let a ballot in after the count. */
static bool is_surely_open(const struct closing *c, struct site *site)
{
    struct site_wave row;
    return site_wave_get(site, c->wave->row.name, &row) == ERR_OK &&
           row.state == SITE_WAVE_OPEN;
}

/* It takes ballots again when nothing of its board is left, and not before. */
static bool reopen(struct closing *c, struct site *site)
{
    return is_surely_open(c, site) &&
           conduct_board_drop(site, c->wave->row.name, NULL) == ERR_OK &&
           conduct_closing_files_reopen(&c->files, NULL) == ERR_OK;
}

/* From CLOSING to the row in site.db, or back to OPEN. */
static enum err count_and_publish(struct closing *c, struct site *site,
                                  struct err_note *note)
{
    sigset_t before;
    block_signals(&before);
    enum err e = conduct_closing_files_set(&c->files, WAVE_STATE_CLOSING, note);
    conduct_board_keeper_begin(site, c->wave->row.name, c->watch, &c->board);
    if (e == ERR_OK)
        e = count(c, site, note);
    if (e == ERR_OK)
        e = publish(c, site, note);
    if (e != ERR_OK && !reopen(c, site))
        (void)err_say(note, e,
                      "the wave could neither be closed nor opened "
                      "again (%s): it takes nothing until chorus wave close "
                      "is repeated",
                      err_name(e));
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return e;
}

static void closing_wipe(struct closing *c)
{
    conduct_board_keeper_wipe(&c->board);
    conduct_counting_end(&c->counting);
    conduct_closing_files_close(&c->files);
    wave_onlinekeys_free(c->keys);
}

enum err conduct_closing_publish(const struct conduct_folder *folder,
                                 struct site *site,
                                 const struct conduct_wave *wave,
                                 struct conduct_opener *opener,
                                 const struct conduct_watch *watch,
                                 struct conduct_closing_result *out,
                                 struct err_note *note)
{
    struct closing c = {
        .wave = wave, .watch = watch, .counting = CONDUCT_COUNTING_INIT};
    struct file_path auditor; /* missing: said before a ballot is opened */
    enum err e = conduct_closing_files_open(&wave->paths, &c.files, note);
    if (e == ERR_OK)
        e = conduct_board_drop(site, wave->row.name, note);
    if (e == ERR_OK)
        e = conduct_closing_files_reopen(&c.files, note);
    if (e == ERR_OK)
        e = conduct_auditor_find(&auditor, note);
    if (e == ERR_OK)
        e = load_keys(&c, folder, note);
    conduct_watch_begin(watch, "Opening the key", "", 0);
    if (e == ERR_OK)
        e = conduct_counting_begin(site, wave, opener, &c.counting, note);
    if (e == ERR_OK)
        e = count_and_publish(&c, site, note);
    if (e == ERR_OK)
        *out = (struct conduct_closing_result){
            (uint32_t)c.counting.rows.used_count,
            (uint32_t)c.counting.rows.leaf_count,
            tally_spoiled(c.counting.tally),
        };
    closing_wipe(&c);
    return e;
}

/* A purge takes the files away, the key first: once it has begun, nothing is
 * left to be marked. */
static enum err mark_closed(const struct conduct_wave *wave,
                            struct err_note *note)
{
    struct conduct_closing_files files;
    if (conduct_wave_kept(wave) != CONDUCT_KEPT_WHOLE)
        return ERR_OK;
    enum err e = conduct_closing_files_open(&wave->paths, &files, note);
    if (e != ERR_OK)
        return e;
    e = conduct_closing_files_set(&files, WAVE_STATE_CLOSED, note);
    conduct_closing_files_close(&files);
    return e;
}

enum err conduct_closing_clean_up(const struct conduct_folder *folder,
                                  struct people *people,
                                  const struct conduct_wave *wave,
                                  struct err_note *note)
{
    enum err e = mark_closed(wave, note);
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

bool conduct_closing_is_due(const struct conduct_wave *wave, int64_t now_sec)
{
    return now_sec >= wave->row.closes_sec;
}

enum err conduct_close(const struct conduct_folder *folder, struct site *site,
                       struct people *people, const struct conduct_wave *wave,
                       struct conduct_opener *opener,
                       const struct conduct_watch *watch,
                       struct conduct_closing_result *out,
                       struct err_note *note)
{
    struct conduct_closing_result result;
    enum err e = conduct_closing_publish(folder, site, wave, opener, watch,
                                         &result, note);
    if (e == ERR_OK)
        e = conduct_closing_clean_up(folder, people, wave, note);
    if (e == ERR_OK)
        *out = result;
    return e;
}
