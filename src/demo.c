/*
 * chorus-demo: lets a synthetic population answer a wave over HTTP, through the
 * same protocol as everybody. For `make demo`, tests and benches; not
 * installed.
 *
 *   chorus-demo INVITES.csv [--seed N] [--response PERCENT] [--connections N]
 *               [--receipts FILE] [--leave N]
 */
#include "base/file.h"
#include "cli/cli.h"
#include "cli/terminal.h"
#include "roster/csv.h"
#include "voter/crowd.h"

#include <sodium.h>

enum column { COLUMN_UNIT, COLUMN_LINK, COLUMN_COUNT };

/* The people of an invite file and the address that their links share. */
struct crowd_file {
    struct crowd_person *people;
    size_t count;
    struct wave_invite_link first;
};

static enum err find_columns(const struct csv_table *t,
                             size_t out[static COLUMN_COUNT],
                             struct err_note *note)
{
    static const char *const names[COLUMN_COUNT] = {"unit", "link"};
    for (size_t c = 0; c < COLUMN_COUNT; c++) {
        size_t at = 0;
        while (t->row_count > 0 && at < t->rows[0].cell_count &&
               strcmp(t->rows[0].cells[at], names[c]) != 0)
            at++;
        if (t->row_count == 0 || at == t->rows[0].cell_count)
            return err_say(note, ERR_FORMAT, "the file has no column %s",
                           names[c]);
        out[c] = at;
    }
    return ERR_OK;
}

static enum err take_row(const struct csv_row *row, const size_t *columns,
                         struct crowd_file *f, struct err_note *note)
{
    struct crowd_person *p = &f->people[f->count];
    struct wave_invite_link link;
    const char *unit = NULL;
    if (row->cell_count > columns[COLUMN_UNIT] &&
        row->cell_count > columns[COLUMN_LINK])
        unit = row->cells[columns[COLUMN_UNIT]];
    if (unit == NULL || strlen(unit) >= sizeof p->unit ||
        wave_invite_link_parse(row->cells[columns[COLUMN_LINK]], &link) !=
            ERR_OK)
        return err_say(note, ERR_FORMAT, "line %zu: no invite", row->line);
    (void)snprintf(p->unit, sizeof p->unit, "%s", unit);
    p->code = link.code;
    p->number = f->count;
    if (f->count++ == 0)
        f->first = link;
    sodium_memzero(&link, sizeof link);
    return ERR_OK;
}

static enum err read_file(const char *path, struct crowd_file *f,
                          struct err_note *note)
{
    struct buf bytes = BUF_INIT;
    struct csv_table *table = NULL;
    size_t columns[COLUMN_COUNT];
    enum err e = file_read(path, CSV_FILE_MAX, &bytes, note);
    if (e == ERR_OK)
        e = csv_parse(bytes.data, bytes.len, &table, note);
    if (e == ERR_OK)
        e = find_columns(table, columns, note);
    if (e == ERR_OK && table->row_count < 2)
        e = err_say(note, ERR_FORMAT, "%s: nobody is in it", path);
    if (e == ERR_OK) {
        f->people = calloc(table->row_count, sizeof *f->people);
        e = f->people == NULL ? ERR_MEMORY : ERR_OK;
    }
    for (size_t i = 1; e == ERR_OK && i < table->row_count; i++)
        e = take_row(&table->rows[i], columns, f, note);
    csv_table_free(table);
    buf_wipe(&bytes);
    return e;
}

static void show_progress(void *context, size_t done)
{
    cli_progress_set(context, done);
}

static enum err write_receipts(const char *path, const struct crowd_file *f,
                               struct err_note *note)
{
    struct buf lines = BUF_INIT;
    for (size_t i = 0; i < f->count; i++) {
        char text[WAVE_RECEIPT_TEXT_SIZE];
        if (!f->people[i].answered)
            continue;
        wave_receipt_text(&f->people[i].receipt, text);
        buf_printf(&lines, "%s\n", text);
    }
    enum err e = buf_check(&lines);
    if (e == ERR_OK)
        e = file_write(path, lines.data, lines.len, 0600, note);
    buf_free(&lines);
    return e;
}

/*
 * A wave that `chorus wave open` has just made is served within a second, so
 * one that is not there yet is asked for again for a little while.
 */
static enum err wait_for_wave(struct voter_http *http,
                              const struct wave_invite_link *link,
                              struct voter_wave *out_wave,
                              struct err_note *note)
{
    const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};
    enum err e = ERR_NOT_FOUND;
    for (int tries = 0; e == ERR_NOT_FOUND && tries < 50; tries++) {
        if (tries > 0)
            (void)nanosleep(&pause, NULL);
        e = voter_client_wave(http, link->base_url, link->wave_name,
                              &link->fingerprint, out_wave, note);
    }
    return e;
}

/* In: what is set of CROWD are seed, rate, connections and people. */
static enum err answer_all(struct cli *cli, struct crowd crowd,
                           const struct wave_invite_link *link)
{
    struct voter_http *http = NULL;
    struct voter_wave wave = {0};
    struct cli_progress progress;
    enum err e = voter_http_new(&http);
    if (e == ERR_OK)
        e = wait_for_wave(http, link, &wave, &cli->note);
    voter_http_free(http);
    if (e != ERR_OK)
        return e;
    crowd.base_url = link->base_url;
    crowd.wave = &wave;
    crowd.progress = show_progress;
    crowd.context = &progress;
    cli_progress_start(&progress, "Answering", "people", crowd.count);
    e = crowd_run(&crowd, &cli->note);
    cli_progress_end(&progress);
    voter_wave_free(&wave);
    return e;
}

static enum err run(struct cli *cli)
{
    uint32_t seed = 1;
    uint32_t rate = 60;
    uint32_t connections = 12;
    uint32_t leave = 0;
    struct crowd_file f = {0};
    enum err e = cli_number(cli, "seed", 0, UINT32_MAX, &seed);
    if (e == ERR_OK)
        e = cli_number(cli, "response", 0, 100, &rate);
    if (e == ERR_OK)
        e = cli_number(cli, "connections", 1, 64, &connections);
    if (e == ERR_OK)
        e = cli_number(cli, "leave", 0, UINT32_MAX, &leave);
    if (e == ERR_OK)
        e = voter_http_start();
    if (e != ERR_OK)
        return e;
    struct crowd crowd = {
        .seed = seed, .rate_permille = 10 * rate, .connections = connections};
    e = read_file(cli_arg(cli, 0), &f, &cli->note);
    if (e == ERR_OK) {
        size_t first = leave < f.count ? leave : f.count;
        crowd.people = f.people + first;
        crowd.count = f.count - first;
        e = answer_all(cli, crowd, &f.first);
    }
    if (e == ERR_OK && cli_value(cli, "receipts") != NULL)
        e = write_receipts(cli_value(cli, "receipts"), &f, &cli->note);
    size_t answered = 0;
    for (size_t i = 0; i < f.count; i++)
        answered += f.people[i].answered;
    if (e == ERR_OK)
        printf("%zu of %zu synthetic people answered.\n", answered, f.count);
    if (f.people != NULL)
        sodium_memzero(f.people, f.count * sizeof *f.people);
    free(f.people);
    voter_http_stop();
    return e;
}

static const struct cli_option options[] = {
    {"seed", "N", "The same seed gives the same answers. Default 1.", 0},
    {"response", "PERCENT", "How many of a hundred answer. Default 60.", 0},
    {"connections", "N", "At a time. Default 12.", 0},
    {"receipts", "FILE", "Where to write the receipts, one a line.", 0},
    {"leave", "N", "Leave the first N invites of the file alone.", 0},
    {NULL, NULL, NULL, 0},
};

static const struct cli_command command = {
    .name = "",
    .args = "INVITES.csv",
    .min_args = 1,
    .max_args = 1,
    .summary = "Let a synthetic population answer a wave",
    .options = options,
    .run = run,
};

static const struct cli_program program = {.name = "chorus-demo",
                                           .only = &command};

int main(int argc, char **argv)
{
    if (sodium_init() < 0)
        return CLI_FAILED;
    return cli_main(argc, argv, &program);
}
