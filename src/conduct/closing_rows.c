#include "conduct/closing_files.h"
#include "release/crew.h"

#include <sodium.h>

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

/* A walk through the used invites. */
struct invites_walk {
    const struct conduct_watch *watch;
    crypto_generichash_state digest;
    struct conduct_closing_rows *rows; /* NULL: they were listed before */
    wave_list_fn *fn;                  /* without rows */
    void *to;
};

static enum err list_used(struct conduct_closing_rows *rows, uint16_t group)
{
    if (wave_manifest_group(rows->manifest, group) == NULL ||
        rows->used_count == rows->places)
        return ERR_CORRUPT;
    rows->used_count++;
    rows->counts[group - 1].issued++;
    return ERR_OK;
}

static enum err take_invite(void *context, const struct invites_key *key)
{
    struct invites_walk *walk = context;
    struct wave_invite_public invite;
    struct wave_used_hash used;
    if (conduct_watch_is_given_up(walk->watch))
        return ERR_DENIED;
    if (key->state == INVITES_REPLACED && walk->rows != NULL)
        return take_replaced(walk->rows, key);
    if (key->state != INVITES_USED)
        return ERR_OK;
    (void)crypto_generichash_update(&walk->digest, key->pk, sizeof key->pk);
    if (walk->rows != NULL)
        return list_used(walk->rows, key->group);
    memcpy(invite.b, key->pk, sizeof invite.b);
    wave_invite_used_hash(&invite, &used);
    return walk->fn(walk->to, used.b);
}

static enum err walk_invites(struct invites *invites, struct invites_walk *walk,
                             struct conduct_closing_digest *out_digest)
{
    (void)crypto_generichash_init(&walk->digest, NULL, 0, sizeof out_digest->b);
    const enum err e = invites_each(invites, take_invite, walk);
    (void)crypto_generichash_final(&walk->digest, out_digest->b,
                                   sizeof out_digest->b);
    return e;
}

static enum err each_used(const void *context, wave_list_fn *fn, void *to)
{
    const struct conduct_closing_rows *rows = context;
    struct conduct_closing_digest met;
    struct invites_walk walk = {.watch = rows->watch, .fn = fn, .to = to};
    const enum err e = walk_invites(rows->files->invites, &walk, &met);
    if (e != ERR_OK)
        return e;
    return memcmp(met.b, rows->used.b, sizeof met.b) == 0 ? ERR_OK
                                                          : ERR_CORRUPT;
}

struct wave_list conduct_closing_rows_used(
    const struct conduct_closing_rows *rows)
{
    return (struct wave_list){each_used, rows, rows->used_count};
}

static enum err list_ballot(void *context, const struct ballots_read_row *row)
{
    struct conduct_closing_rows *rows = context;
    if (conduct_watch_is_given_up(rows->watch))
        return ERR_DENIED;
    if (wave_manifest_group(rows->manifest, row->group) == NULL ||
        rows->leaf_count == rows->places)
        return ERR_CORRUPT;
    rows->leaf_count++;
    rows->counts[row->group - 1].redeemed++;
    conduct_watch_advance(rows->watch, rows->leaf_count);
    return ERR_OK;
}

struct leaves_walk {
    const struct conduct_watch *watch;
    wave_list_fn *fn;
    void *to;
};

static enum err pass_leaf(void *context, const struct ballots_read_row *row)
{
    const struct leaves_walk *walk = context;
    struct wave_nullifier nullifier;
    struct wave_sealed_hash hash;
    struct wave_leaf leaf;
    if (conduct_watch_is_given_up(walk->watch))
        return ERR_DENIED;
    memcpy(nullifier.b, row->nullifier, sizeof nullifier.b);
    memcpy(hash.b, row->sealed_hash, sizeof hash.b);
    wave_leaf(&nullifier, &hash, &leaf);
    return walk->fn(walk->to, leaf.b);
}

static enum err each_leaf(const void *context, wave_list_fn *fn, void *to)
{
    const struct conduct_closing_rows *rows = context;
    struct leaves_walk walk = {rows->watch, fn, to};
    return ballots_read_heads(rows->files->ballots, &rows->ballots, pass_leaf,
                              &walk, NULL);
}

struct wave_list conduct_closing_rows_leaves(
    const struct conduct_closing_rows *rows)
{
    return (struct wave_list){each_leaf, rows, rows->leaf_count};
}

struct opening {
    const struct conduct_watch *watch;
    struct tally_crew *crew;
    size_t opened;
};

static enum err open_ballot(void *context, const struct ballots_read_row *row)
{
    struct opening *o = context;
    if (conduct_watch_is_given_up(o->watch))
        return ERR_DENIED;
    conduct_watch_advance(o->watch, ++o->opened);
    return tally_crew_ballot(o->crew, row->group, row->sealed, row->sealed_len);
}

enum err conduct_closing_rows_say(enum err e, const char *afterwards,
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

enum err conduct_closing_rows_read(const struct conduct_closing_files *files,
                                   const struct wave_manifest *manifest,
                                   const char *afterwards,
                                   const struct conduct_watch *watch,
                                   struct conduct_closing_rows *out_rows,
                                   struct err_note *note)
{
    struct conduct_closing_rows rows = {
        .files = files,
        .manifest = manifest,
        .watch = watch,
        .places = wave_manifest_places(manifest),
        .counts = calloc(manifest->group_count, sizeof *rows.counts),
    };
    struct invites_walk invites = {.watch = watch, .rows = &rows};
    conduct_watch_begin(watch, "Listing ballots", "ballots", rows.places);
    enum err e = rows.counts == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK)
        e = walk_invites(files->invites, &invites, &rows.used);
    if (e == ERR_OK)
        e = ballots_read_heads(files->ballots, NULL, list_ballot, &rows,
                               &rows.ballots);
    if (e != ERR_OK) {
        conduct_closing_rows_free(&rows);
        return conduct_closing_rows_say(e, afterwards, note);
    }
    *out_rows = rows;
    return ERR_OK;
}

enum err conduct_closing_rows_open(const struct conduct_closing_rows *rows,
                                   struct tally *tally, const char *afterwards,
                                   struct err_note *note)
{
    struct opening opening = {.watch = rows->watch};
    conduct_watch_begin(rows->watch, "Opening ballots", "ballots",
                        rows->leaf_count);
    enum err e = tally_crew_new(tally, tally_crew_cores(), &opening.crew);
    if (e != ERR_OK)
        return conduct_closing_rows_say(e, afterwards, note);
    e = ballots_read_each(rows->files->ballots, &rows->ballots, open_ballot,
                          &opening);
    const enum err counted = tally_crew_end(opening.crew);
    return conduct_closing_rows_say(e == ERR_OK ? counted : e, afterwards,
                                    note);
}

void conduct_closing_rows_free(struct conduct_closing_rows *rows)
{
    free(rows->counts);
    free(rows->replaced);
    *rows = (struct conduct_closing_rows){0};
}
