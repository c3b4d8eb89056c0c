#include "conduct/closing_files.h"

#include "release/crew.h"

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

static enum err take_replaced(struct conduct_closing_rows *rows,
                              const struct invites_key *key)
{
    struct wave_board_replaced *more =
        reallocarray(rows->replaced, rows->replaced_count + 1, sizeof *more);
    if (more == NULL)
        return ERR_MEMORY;
    rows->replaced = more;
    struct wave_board_replaced *pair = &more[rows->replaced_count++];
    memcpy(pair->old_pk.b, key->pk, sizeof pair->old_pk.b);
    memcpy(pair->new_pk.b, key->successor, sizeof pair->new_pk.b);
    return ERR_OK;
}

static enum err take_invite(void *context, const struct invites_key *key)
{
    struct conduct_closing_rows *rows = context;
    struct wave_invite_public invite;
    if (key->state == INVITES_REPLACED)
        return take_replaced(rows, key);
    if (key->state != INVITES_USED)
        return ERR_OK;
    if (wave_manifest_group(rows->manifest, key->group) == NULL ||
        rows->used_count == rows->places)
        return ERR_CORRUPT;
    memcpy(invite.b, key->pk, sizeof invite.b);
    wave_invite_used_hash(&invite, &rows->used[rows->used_count++]);
    rows->counts[key->group - 1].issued++;
    return ERR_OK;
}

static void leaf_of(const struct ballots_read_row *row, struct wave_leaf *out)
{
    struct wave_nullifier nullifier;
    struct wave_sealed_hash hash;
    memcpy(nullifier.b, row->nullifier, sizeof nullifier.b);
    memcpy(hash.b, row->sealed_hash, sizeof hash.b);
    wave_leaf(&nullifier, &hash, out);
}

static enum err take_ballot(void *context, const struct ballots_read_row *row)
{
    struct conduct_closing_rows *rows = context;
    if (conduct_watch_is_given_up(rows->watch))
        return ERR_DENIED;
    if (wave_manifest_group(rows->manifest, row->group) == NULL ||
        rows->leaf_count == rows->places)
        return ERR_CORRUPT;
    rows->groups[rows->leaf_count] = row->group;
    leaf_of(row, &rows->leaves[rows->leaf_count++]);
    rows->counts[row->group - 1].redeemed++;
    return ERR_OK;
}

struct walk {
    const struct conduct_closing_rows *rows;
    struct tally_crew *crew;
    size_t opened;
};

/* What is opened is what was listed, and signed: the same ballots again. */
static enum err open_ballot(void *context, const struct ballots_read_row *row)
{
    struct walk *walk = context;
    struct wave_leaf leaf;
    if (conduct_watch_is_given_up(walk->rows->watch))
        return ERR_DENIED;
    leaf_of(row, &leaf);
    if (walk->opened == walk->rows->leaf_count ||
        row->group != walk->rows->groups[walk->opened] ||
        memcmp(&leaf, &walk->rows->leaves[walk->opened], sizeof leaf) != 0)
        return ERR_CORRUPT;
    conduct_watch_advance(walk->rows->watch, ++walk->opened);
    return tally_crew_ballot(walk->crew, row->group, row->sealed,
                             row->sealed_len);
}

static enum err rows_make(const struct wave_manifest *manifest,
                          const struct conduct_watch *watch,
                          struct conduct_closing_rows *rows)
{
    rows->manifest = manifest;
    rows->watch = watch;
    rows->places = wave_manifest_places(manifest);
    rows->counts = calloc(manifest->group_count, sizeof *rows->counts);
    rows->used = calloc(rows->places, sizeof *rows->used);
    rows->leaves = calloc(rows->places, sizeof *rows->leaves);
    rows->groups = calloc(rows->places, sizeof *rows->groups);
    return rows->counts == NULL || rows->used == NULL || rows->leaves == NULL ||
                   rows->groups == NULL
               ? ERR_MEMORY
               : ERR_OK;
}

static enum err say_rows(enum err e, const char *afterwards,
                         struct err_note *note)
{
    if (e == ERR_DENIED)
        return err_say(note, e, "given up; %s", afterwards);
    if (e != ERR_OK)
        return err_say(note, e,
                       "the wave's files cannot be counted: %s; run "
                       "chorus wave verify; %s",
                       err_name(e), afterwards);
    return e;
}

enum err conduct_closing_rows_read(struct conduct_closing_files *files,
                                   const struct wave_manifest *manifest,
                                   const char *afterwards,
                                   const struct conduct_watch *watch,
                                   struct conduct_closing_rows *out_rows,
                                   struct err_note *note)
{
    struct conduct_closing_rows rows = {0};
    enum err e = rows_make(manifest, watch, &rows);
    if (e == ERR_OK)
        e = invites_each(files->invites, take_invite, &rows);
    if (e == ERR_OK)
        e = ballots_read_each(files->ballots, take_ballot, &rows);
    if (e != ERR_OK) {
        conduct_closing_rows_free(&rows);
        return say_rows(e, afterwards, note);
    }
    *out_rows = rows;
    return ERR_OK;
}

enum err conduct_closing_rows_open(struct conduct_closing_files *files,
                                   const struct conduct_closing_rows *rows,
                                   struct tally *tally, const char *afterwards,
                                   struct err_note *note)
{
    struct walk walk = {.rows = rows};
    conduct_watch_begin(rows->watch, "Opening ballots", "ballots",
                        rows->leaf_count);
    enum err e = tally_crew_new(tally, tally_crew_cores(), &walk.crew);
    if (e != ERR_OK)
        return say_rows(e, afterwards, note);
    e = ballots_read_each(files->ballots, open_ballot, &walk);
    if (e == ERR_OK && walk.opened != rows->leaf_count)
        e = ERR_CORRUPT;
    const enum err counted = tally_crew_end(walk.crew);
    return say_rows(e == ERR_OK ? counted : e, afterwards, note);
}

void conduct_closing_rows_free(struct conduct_closing_rows *rows)
{
    free(rows->counts);
    free(rows->used);
    free(rows->replaced);
    free(rows->leaves);
    free(rows->groups);
    *rows = (struct conduct_closing_rows){0};
}
