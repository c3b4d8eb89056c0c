/* chorus release export: a closed wave as files, one or one for each unit. */
#include "cli/commands.h"

#include "cli/export.h"
#include "cli/terminal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define THREADS_MAX 16

/* --- one file ------------------------------------------------------------- */

static enum err export_one(struct cli *cli, const struct cli_export *x,
                           enum cli_format format)
{
    struct buf bytes = BUF_INIT;
    const char *path = cli_value(cli, "out");
    const char *unit = cli_value(cli, "unit");
    size_t group = PUBLISHED_NONE;
    enum err e = unit == NULL ? ERR_OK
                              : cli_release_find_group(cli, x->view.release,
                                                       unit, &group);
    if (e == ERR_OK)
        e = cli_export_make(x, format, group, &bytes, &cli->note);
    if (e == ERR_OK)
        e = cli_export_log(x,
                           group == PUBLISHED_NONE
                               ? "release"
                               : x->view.release->groups[group].id,
                           format);
    if (e == ERR_OK)
        e = cli_export_write(cli, path, &bytes);
    buf_free(&bytes);
    return e;
}

/* --- all units ------------------------------------------------------------ */

/* Work that several threads share: the next unit is whoever's asks first. */
struct crew {
    const struct cli_export *export;
    enum cli_format format;
    const char *dir;
    size_t *units; /* groups of the release */
    size_t count;
    atomic_size_t next;
    pthread_mutex_t lock; /* of what is below */
    size_t done;
    enum err failed; /* the first failure ends it */
    struct err_note note;
    struct cli_progress progress;
};

static enum err write_unit(const struct crew *c, size_t group,
                           struct err_note *note)
{
    const struct published_release *r = c->export->view.release;
    char name[FILE_PATH_MAX];
    struct file_path path;
    struct buf bytes = BUF_INIT;
    (void)snprintf(name, sizeof name, "%s-%s.%s", r->wave,
                   r->groups[group].id + strlen("unit:"),
                   cli_format_name(c->format));
    enum err e = file_join(c->dir, name, &path);
    if (e == ERR_OK)
        e = cli_export_make(c->export, c->format, group, &bytes, note);
    if (e == ERR_OK)
        e = file_write(path.s, bytes.data, bytes.len, 0644, note);
    buf_free(&bytes);
    return e;
}

static void *work(void *context)
{
    struct crew *c = context;
    for (;;) {
        size_t i = atomic_fetch_add(&c->next, 1);
        if (i >= c->count)
            return NULL;
        struct err_note note = {""};
        enum err e = write_unit(c, c->units[i], &note);
        (void)pthread_mutex_lock(&c->lock);
        if (e != ERR_OK && c->failed == ERR_OK) {
            c->failed = e;
            c->note = note;
            atomic_store(&c->next, c->count);
        }
        c->done++;
        cli_progress_set(&c->progress, c->done);
        (void)pthread_mutex_unlock(&c->lock);
    }
}

/* As many threads as there are cores; this one works too. */
static void work_together(struct crew *c)
{
    pthread_t threads[THREADS_MAX];
    size_t started = 0;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    while (started + 1 < (size_t)(cores < 1 ? 1 : cores) &&
           started < THREADS_MAX &&
           pthread_create(&threads[started], NULL, work, c) == 0)
        started++;
    (void)work(c);
    for (size_t i = 0; i < started; i++)
        (void)pthread_join(threads[i], NULL);
}

static enum err export_all(struct cli *cli, const struct cli_export *x,
                           enum cli_format format)
{
    const struct published_release *r = x->view.release;
    struct crew c = {.export = x,
                     .format = format,
                     .dir = cli_value(cli, "out"),
                     .units = calloc(r->group_count + 1, sizeof *c.units)};
    enum err e =
        c.units == NULL ? ERR_MEMORY : file_make_dir(c.dir, 0755, &cli->note);
    for (size_t i = 0; e == ERR_OK && i < r->group_count; i++)
        if (r->groups[i].level == PUBLISHED_UNIT)
            c.units[c.count++] = i;
    if (e == ERR_OK)
        e = cli_export_log(x, "all units", format);
    if (e == ERR_OK) {
        (void)pthread_mutex_init(&c.lock, NULL);
        cli_progress_start(&c.progress, "Writing", "files", c.count);
        work_together(&c);
        cli_progress_end(&c.progress);
        (void)pthread_mutex_destroy(&c.lock);
        e = c.failed;
        if (e != ERR_OK)
            cli->note = c.note;
    }
    if (e == ERR_OK)
        printf("%zu files in %s\n", c.count, c.dir);
    free(c.units);
    return e;
}

/* --- the call ------------------------------------------------------------- */

static enum err run(struct cli *cli)
{
    enum cli_format format = CLI_FORMAT_JSON;
    bool all = cli_flag(cli, "all-units");
    if (!cli_format_find(cli_value(cli, "format"), &format))
        return cli_wrong_usage(cli, "--format: json, csv, xlsx or pdf");
    if (all && cli_value(cli, "unit") != NULL)
        return cli_wrong_usage(cli, "one of --unit and --all-units");
    if (format == CLI_FORMAT_JSON && (all || cli_value(cli, "unit") != NULL))
        return cli_wrong_usage(cli, "--format json is the whole signed file; "
                                    "units go with csv, xlsx and pdf");
    if (all && strcmp(cli_value(cli, "out"), "-") == 0)
        return cli_wrong_usage(cli, "--all-units needs a folder: --out DIR");
    struct cli_export x;
    enum err e = cli_export_open(cli, format, &x);
    if (e == ERR_OK)
        e = all ? export_all(cli, &x, format) : export_one(cli, &x, format);
    cli_export_close(&x);
    return e;
}

static const struct cli_option options[] = {
    {"format", "json|csv|xlsx|pdf",
     "json: the signed file, byte for byte. csv, xlsx: one line for each group "
     "and scale. pdf: for paper.",
     CLI_REQUIRED},
    {"out", "FILE",
     "Replaced when it is there; - is standard output. With --all-units a "
     "folder.",
     CLI_REQUIRED},
    {"unit", "U",
     "One unit beside its department and the institution (csv, xlsx); its "
     "champion's summary (pdf).",
     0},
    {"all-units", NULL, "A file for every unit: DIR/WAVE-UNIT.FORMAT.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_release_export = {
    .name = "release export",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Write a release to a file, or a file for every unit",
    .options = options,
    .run = run,
};
