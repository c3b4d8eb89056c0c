#include "conduct/closing_files.h"

enum err conduct_closing_files_open(const struct conduct_wave_paths *paths,
                                    struct conduct_closing_files *out,
                                    struct err_note *note)
{
    struct conduct_closing_files f = {NULL, NULL};
    enum err e =
        invites_open(paths->invites.s, INVITES_OFFICE, &f.invites, note);
    if (e == ERR_OK)
        e = ballots_read_open(paths->ballots.s, &f.ballots, note);
    if (e != ERR_OK) {
        conduct_closing_files_close(&f);
        return e;
    }
    *out = f;
    return ERR_OK;
}

void conduct_closing_files_close(struct conduct_closing_files *files)
{
    invites_close(files->invites);
    ballots_read_close(files->ballots);
    *files = (struct conduct_closing_files){NULL, NULL};
}

static enum err say_state(enum err e, const char *which, struct err_note *note)
{
    if (e == ERR_OK)
        return e;
    return err_say(note, e,
                   "the wave's %s file does not change its state: %s; "
                   "see that chorusd runs well and try again",
                   which, err_name(e));
}

enum err conduct_closing_files_set(struct conduct_closing_files *files,
                                   enum wave_state state, struct err_note *note)
{
    enum err e = say_state(ballots_read_state_set(files->ballots, state),
                           "ballots", note);
    if (e != ERR_OK)
        return e;
    return say_state(invites_state_set(files->invites, state), "invites", note);
}

enum err conduct_closing_files_reopen(struct conduct_closing_files *files,
                                      struct err_note *note)
{
    enum wave_state state = WAVE_STATE_OPEN;
    enum err e = invites_state(files->invites, &state);
    if (e == ERR_OK && state == WAVE_STATE_CLOSING)
        e = invites_state_set(files->invites, WAVE_STATE_OPEN);
    enum err first = say_state(e, "invites", note);
    e = ballots_read_state(files->ballots, &state);
    if (e == ERR_OK && state == WAVE_STATE_CLOSING)
        e = ballots_read_state_set(files->ballots, WAVE_STATE_OPEN);
    e = say_state(e, "ballots", note);
    return first != ERR_OK ? first : e;
}
