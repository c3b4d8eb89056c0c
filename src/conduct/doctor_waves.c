/* The doctor's look at the files of each wave. */
#include "conduct/doctor.h"

#include "conduct/closing.h"
#include "conduct/wave_files.h"
#include "store/ballots_read.h"
#include "store/invites.h"
#include "wave/onlinekeys.h"

static void bad(const struct doctor *d, const struct conduct_wave *w,
                const char *check, const char *advice, const char *what)
{
    doctor_say(d, DOCTOR_BAD, check, advice, "%s: %s", w->row.name, what);
}

/* Whether both halves of the server's keys are the manifest's. */
static bool keys_fit(const struct doctor *d, const struct conduct_wave *w,
                     struct err_note *note)
{
    struct wave_onlinekeys *keys = NULL;
    enum err e =
        wave_onlinekeys_read(d->folder->keys.s, w->row.name, &keys, note);
    bool fit = e == ERR_OK &&
               memcmp(keys->poprf_pk, w->manifest->poprf_pk, 32) == 0 &&
               memcmp(keys->board_pk.b, w->manifest->board_pk, 32) == 0;
    if (e == ERR_OK && !fit)
        (void)err_say(note, ERR_CORRUPT, "keys of another wave");
    wave_onlinekeys_free(keys);
    return fit;
}

static bool files_open(const struct conduct_wave *w, struct err_note *note)
{
    struct ballots_read *ballots = NULL;
    struct invites *invites = NULL;
    uint32_t places = 0;
    uint32_t bytes = 0;
    enum err e = ballots_read_open(w->paths.ballots.s, &ballots, note);
    if (e == ERR_OK)
        e = ballots_read_shape(ballots, &places, &bytes);
    if (e == ERR_OK && places != wave_manifest_places(w->manifest))
        e = err_say(note, ERR_CORRUPT, "the file of ballots has %u places",
                    (unsigned)places);
    if (e == ERR_OK)
        e = invites_open(w->paths.invites.s, INVITES_COUNTER, &invites, note);
    invites_close(invites);
    ballots_read_close(ballots);
    return e == ERR_OK;
}

static size_t look_open(const struct doctor *d, const struct conduct_wave *w)
{
    struct err_note note = {""};
    struct site_board board;
    size_t wrong = 0;
    if (site_board_find(d->site, w->row.name, &board) == ERR_OK) {
        bad(d, w, "files", "Run chorus wave close WAVE again.",
            "a close that was interrupted left parts of the board");
        wrong++;
    }
    if (!keys_fit(d, w, &note)) {
        bad(d, w, "keys",
            "Put server/keys back from a backup of ballots (chorus restore): "
            "without them nobody can vote, and the wave cannot be closed.",
            note.text);
        wrong++;
    }
    if (!file_exists(w->paths.seal.s)) {
        bad(d, w, "keys",
            "Put office/WAVE.seal back from a backup of ballots: without it "
            "nobody can ever open the answers.",
            "the wrapped opening key is missing");
        wrong++;
    }
    note.text[0] = '\0';
    if (!files_open(w, &note)) {
        bad(d, w, "files", "See chorus wave verify, then chorus restore.",
            note.text[0] != '\0' ? note.text : "its files do not fit");
        wrong++;
    }
    if (conduct_closing_is_due(w, d->now_sec)) {
        doctor_say(d, DOCTOR_LOOK, "waves", "Close it: chorus wave close WAVE.",
                   "%s: its closing time is past, and nobody has counted it",
                   w->row.name);
    }
    return wrong;
}

/* What a close and a purge should have destroyed. */
static size_t look_over(const struct doctor *d, const struct conduct_wave *w)
{
    static const char *const keys[] = {"poprf", "board", NULL};
    struct site_hold hold = {0};
    bool left = false;
    size_t wrong = 0;
    enum conduct_kept kept = conduct_wave_kept(w);
    bool due = conduct_wave_purge_is_due(w, d->now_sec);
    if (conduct_wave_files_there(&d->folder->keys, w->row.name, keys, &left,
                                 NULL) == ERR_OK &&
        left) {
        bad(d, w, "keys", "Run chorus wave close WAVE again.",
            "the keys of a wave that is over are still there");
        wrong++;
    }
    if (kept != CONDUCT_KEPT_WHOLE && !due) {
        bad(d, w, "files", "Restore a backup, or it cannot be counted again.",
            "ballots, invites or opening key are missing before their day");
        wrong++;
    }
    if (kept != CONDUCT_KEPT_NONE && due &&
        site_hold_get(d->site, w->row.name, &hold) == ERR_OK) {
        if (hold.is_on)
            doctor_say(d, DOCTOR_LOOK, "waves",
                       "Ask whether the hold is needed still; chorus hold "
                       "WAVE off.",
                       "%s: its day is past, and it is held: %s", w->row.name,
                       hold.reason);
        else
            bad(d, w, "waves", "Run chorus purge WAVE, and destroy backups.",
                "the day is past on which its ballots were to be destroyed");
        wrong += !hold.is_on;
    }
    return wrong;
}

static size_t look(const struct doctor *d, const struct site_wave *row)
{
    struct conduct_wave w = {.manifest_bytes = BUF_INIT};
    struct err_note note = {""};
    if (conduct_wave_load(d->folder, d->site, row->name, &w, &note) != ERR_OK) {
        doctor_say(d, DOCTOR_BAD, "files", "Restore server/site.db.", "%s",
                   note.text);
        return 1;
    }
    size_t wrong =
        row->state == SITE_WAVE_OPEN ? look_open(d, &w) : look_over(d, &w);
    conduct_wave_free(&w);
    return wrong;
}

void doctor_waves(const struct doctor *d)
{
    struct site_wave *waves = NULL;
    struct people *people = NULL;
    struct err_note note = {""};
    size_t count = 0;
    size_t wrong = 0;
    if (conduct_folder_people(d->folder, &people, &note) != ERR_OK) {
        doctor_say(d, DOCTOR_BAD, "files",
                   "It is in a backup of invites, or in one without an open "
                   "wave.",
                   "%s", note.text);
        wrong++;
    }
    people_close(people);
    enum err e = site_wave_list(d->site, &waves, &count);
    if (e != ERR_OK) {
        doctor_say(d, DOCTOR_BAD, "files", "Restore server/site.db.",
                   "the waves cannot be read: %s", err_name(e));
        return;
    }
    for (size_t i = 0; i < count; i++)
        wrong += look(d, &waves[i]);
    if (wrong == 0)
        doctor_say(d, DOCTOR_GOOD, "waves", "",
                   "keys and files of all waves (%zu) are there, and nothing "
                   "that should be gone",
                   count);
    free(waves);
}
