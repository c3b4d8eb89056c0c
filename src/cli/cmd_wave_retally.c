/* chorus wave retally: count a closed wave again, and compare byte for byte. */
#include "cli/commands.h"

#include "base/datetime.h"
#include "cli/opener.h"
#include "cli/watch.h"
#include "conduct/counting.h"
#include "conduct/desk.h"

#include <jansson.h>

#define SHOWN  40 /* bytes around a difference */
#define BEFORE 24 /* of them before it */

/* What one call holds. */
struct retally {
    struct conduct_desk desk;
    struct conduct_results published;
    struct conduct_opener *opener;
    struct conduct_closing_files files;
    struct conduct_counting counting;
};

/* Whether everything that the count was made of is still there. */
static enum err check_kept(const struct conduct_wave *wave,
                           struct err_note *note)
{
    char day[DATETIME_WORDS_SIZE];
    const char *name = wave->row.name;
    enum conduct_kept kept = conduct_wave_kept(wave);
    if (datetime_date_words(wave->manifest->purge, day) != ERR_OK)
        return err_say(note, ERR_CORRUPT, "the day of the purge is no date");
    if (kept == CONDUCT_KEPT_WHOLE)
        return ERR_OK;
    if (kept == CONDUCT_KEPT_NONE)
        return err_say(note, ERR_NOT_FOUND,
                       "%s is purged: its sealed ballots and opening key were "
                       "to be destroyed on %s, and nobody can count them "
                       "again; chorus release verify %s checks what stays",
                       name, day, name);
    return err_say(note, ERR_NOT_FOUND,
                   "%s cannot be counted again: its sealed ballots, invites or "
                   "opening key are missing, by a purge that was interrupted "
                   "or by accident; chorus wave verify %s says which",
                   name, name);
}

/* Text of a document around a byte, for a line on a terminal. */
static void excerpt(const uint8_t *bytes, size_t len, size_t at,
                    char out[static SHOWN + 1])
{
    size_t n = at < len ? len - at : 0;
    if (n > SHOWN)
        n = SHOWN;
    if (n > 0)
        memcpy(out, bytes + at, n);
    out[n] = 0;
}

/* As far as both go; what lies at FROM of the document are their first bytes.
 */
static enum err compare(const char *what, uint64_t from,
                        const struct site_bytes *published,
                        const struct site_bytes *counted, struct err_note *note)
{
    char before[SHOWN + 1];
    char now[SHOWN + 1];
    size_t at = 0;
    while (at < published->len && at < counted->len &&
           published->bytes[at] == counted->bytes[at])
        at++;
    if (at == published->len && at == counted->len)
        return ERR_OK;
    /* A little of what is the same tells where we are. */
    const size_t shown = at < BEFORE ? 0 : at - BEFORE;
    excerpt(published->bytes, published->len, shown, before);
    excerpt(counted->bytes, counted->len, shown, now);
    return err_say(note, ERR_CORRUPT,
                   "the %s is not the one that was published: the first "
                   "difference is byte %llu, \"%s\" published, \"%s\" counted "
                   "again",
                   what, (unsigned long long)(from + at + 1), before, now);
}

static enum err compare_release(const struct retally *r, struct err_note *note)
{
    const struct buf *published = &r->published.release_bytes;
    const struct buf *counted = &r->counting.release;
    const struct site_bytes a = {published->data, published->len};
    const struct site_bytes b = {counted->data, counted->len};
    return compare("release", 0, &a, &b, note);
}

/* The board that was published, while another passes by. */
struct passing {
    const struct wave_board_text *published;
    uint64_t at;
    struct err_note found; /* the first difference, once there is one */
};

static enum err compare_piece(void *context, const uint8_t *bytes, size_t len)
{
    struct passing *p = context;
    uint8_t piece[WAVE_BOARD_PIECE_BYTES];
    const uint64_t left =
        p->at < p->published->len ? p->published->len - p->at : 0;
    const struct site_bytes counted = {bytes, len};
    const struct site_bytes published = {piece,
                                         left < len ? (size_t)left : len};
    enum err e = ERR_OK;
    if (p->found.text[0] == '\0')
        e = p->published->read(p->published->context, p->at, piece,
                               published.len);
    if (e == ERR_OK && p->found.text[0] == '\0')
        e = compare("board", p->at, &published, &counted, &p->found);
    p->at += len;
    /* The count goes on: the release may tell more. */
    return p->found.text[0] != '\0' ? ERR_OK : e;
}

/* Also whether the published one goes on where the other has its end. */
static enum err compared_board(struct passing *p, struct err_note *note)
{
    uint8_t rest[SHOWN];
    const uint64_t left =
        p->at < p->published->len ? p->published->len - p->at : 0;
    const struct site_bytes nothing = {rest, 0};
    const struct site_bytes more = {rest, left < sizeof rest ? (size_t)left
                                                             : sizeof rest};
    if (p->found.text[0] != '\0')
        return err_say(note, ERR_CORRUPT, "%s", p->found.text);
    const enum err e =
        p->published->read(p->published->context, p->at, rest, more.len);
    return e == ERR_OK ? compare("board", p->at, &more, &nothing, note) : e;
}

static enum err count_again(struct cli *cli, struct retally *r,
                            const struct wave_board_sink *board)
{
    struct cli_watch shown;
    const struct conduct_watch watch = cli_watch_begin(&shown);
    const struct conduct_counting_terms terms = {
        .again = r->published.release,
        .afterwards = "what was published stands",
        .board = board,
        .watch = &watch};
    enum err e = cli_opener_new(cli, &r->desk.wave, &r->opener);
    if (e == ERR_OK)
        e = conduct_opener_check(r->opener, &cli->note);
    if (e == ERR_OK)
        e = cli_opener_ask(cli, r->opener);
    if (e == ERR_OK)
        e = conduct_counting_begin(r->desk.site, &r->desk.wave, r->opener,
                                   &r->counting, &cli->note);
    if (e == ERR_OK)
        e = conduct_closing_files_open(&r->desk.wave.paths, &r->files,
                                       &cli->note);
    if (e == ERR_OK)
        e = conduct_counting_make(&r->counting, &r->files, &terms, &cli->note);
    cli_watch_end(&shown);
    return e;
}

static enum err tell(struct cli *cli, const struct retally *r)
{
    const struct published_release *release = r->published.release;
    if (cli->json) {
        json_t *all =
            json_pack("{s:s, s:b, s:I, s:s, s:s}", "wave",
                      r->desk.wave.row.name, "identical", 1, "ballots",
                      (json_int_t)release->redeemed, "release_sha256",
                      release->sha256, "board_sha256", release->board_sha256);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("identical: %u ballots of %s counted again give the published board "
           "and release, byte for byte.\nrelease SHA-256 %s\n"
           "board SHA-256   %s\n",
           (unsigned)release->redeemed, r->desk.wave.row.name, release->sha256,
           release->board_sha256);
    return ERR_OK;
}

static enum err retally(struct cli *cli, struct retally *r)
{
    enum err e = conduct_results_load(r->desk.site, &r->desk.wave,
                                      &r->published, &cli->note);
    if (e == ERR_OK)
        e = check_kept(&r->desk.wave, &cli->note);
    struct passing passing = {0};
    const struct wave_board_sink board = {compare_piece, &passing};
    if (e == ERR_OK)
        passing.published = &r->published.place->text;
    if (e == ERR_OK)
        e = count_again(cli, r, &board);
    if (e == ERR_OK)
        e = compare_release(r, &cli->note);
    if (e == ERR_OK)
        e = compared_board(&passing, &cli->note);
    return e == ERR_OK ? tell(cli, r) : e;
}

static enum err run(struct cli *cli)
{
    struct retally r = {
        .published = CONDUCT_RESULTS_INIT,
        .counting = CONDUCT_COUNTING_INIT,
    };
    /* Locked, so that no purge takes the files away meanwhile. */
    enum err e = conduct_desk_open(cli->dir, CONDUCT_DESK_LOCK, cli_arg(cli, 0),
                                   &r.desk, &cli->note);
    if (e != ERR_OK)
        return e;
    e = retally(cli, &r);
    conduct_counting_end(&r.counting);
    conduct_opener_free(r.opener);
    conduct_closing_files_close(&r.files);
    conduct_results_free(&r.published);
    conduct_desk_close(&r.desk);
    return e;
}

static const struct cli_option options[] = {
    CLI_OPENER_OPTIONS,
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_retally = {
    .name = "wave retally",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Count a closed wave again and compare, byte for byte",
    .details =
        "While the sealed ballots are kept: opens and counts all of them once "
        "more and compares board and release with the published ones, byte for "
        "byte. Any trustees of the wave may open it, with --share for each; "
        "their signatures are those that were published. Changes and publishes "
        "nothing. Exit 0 when both are identical; otherwise it says where the "
        "first difference is.",
    .options = options,
    .json = true,
    .run = run,
};
