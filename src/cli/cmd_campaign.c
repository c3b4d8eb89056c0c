/* chorus campaign: what to send and hang up around a wave, and when; with the
 * texts and the poster. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "conduct/campaign.h"

static const struct cli_column columns[] = {
    {"day", "DAY", false},
    {"what", "WHAT", false},
    {"how", "HOW", false},
    {"done", "DONE", false},
};

static const char *const names[] = {
    [CAMPAIGN_POSTER] = "poster",
    [CAMPAIGN_ANNOUNCEMENT] = "announcement",
    [CAMPAIGN_DIRECTOR] = "mail to program directors",
    [CAMPAIGN_INVITES] = "invites",
    [CAMPAIGN_REMINDER] = "reminder",
    [CAMPAIGN_THANKS] = "thanks",
};

/* What the office does; a text of its own is in the campaign's folder. */
static const char *const hows[] = {
    [CAMPAIGN_POSTER] = "print poster.LANGUAGE.pdf",
    [CAMPAIGN_ANNOUNCEMENT] = "send announcement.LANGUAGE.txt to all trainees",
    [CAMPAIGN_DIRECTOR] = "send director.LANGUAGE.txt to program directors",
    [CAMPAIGN_INVITES] = "chorus invite WAVE --mail, --letters or --out",
    [CAMPAIGN_REMINDER] = "chorus remind WAVE",
    [CAMPAIGN_THANKS] = "send thanks.LANGUAGE.txt to all trainees",
};

static void put_step(struct cli_table *table, const struct conduct_step *one)
{
    char day[DATETIME_DATE_SIZE];
    char what[48];
    char done[DATETIME_DATE_SIZE] = "";
    const struct campaign_step *step = &one->step;
    datetime_date(step->day_sec, day);
    (void)snprintf(what, sizeof what, step->number > 0 ? "%s %u" : "%s",
                   names[step->what], step->number);
    if (one->done_sec != 0)
        datetime_date(one->done_sec, done);
    cli_table_text(table, day);
    cli_table_text(table, what);
    cli_table_text(table, hows[step->what]);
    cli_table_text(table, done);
}

static enum err print_plan(const struct cli *cli,
                           const struct conduct_outreach *o)
{
    struct conduct_step steps[CAMPAIGN_STEPS_MAX];
    size_t n = 0;
    struct cli_table *table =
        cli_table_new(columns, sizeof columns / sizeof *columns);
    if (table == NULL)
        return ERR_MEMORY;
    enum err e = conduct_campaign(o, steps, &n);
    for (size_t i = 0; e == ERR_OK && i < n; i++)
        put_step(table, &steps[i]);
    if (e == ERR_OK)
        e = cli_table_print(table, cli->json, stdout);
    cli_table_free(table);
    return e;
}

/* --- the folder ----------------------------------------------------------- */

static enum err path_in(const char *dir, const char *kind, const char *language,
                        const char *suffix, struct file_path *out)
{
    int n = snprintf(out->s, sizeof out->s, "%s/%s.%s.%s", dir, kind, language,
                     suffix);
    return n >= 0 && (size_t)n < sizeof out->s ? ERR_OK : ERR_RANGE;
}

static enum err write_text(struct cli *cli, const struct conduct_outreach *o,
                           const char *kind, const char *language,
                           const char *dir)
{
    struct buf text = BUF_INIT;
    struct file_path path;
    char found[CONDUCT_LANGUAGE_SIZE];
    enum err e =
        conduct_campaign_text(o, kind, language, &text, found, &cli->note);
    if (e == ERR_OK)
        e = path_in(dir, kind, found, "txt", &path);
    if (e == ERR_OK)
        e = file_write(path.s, text.data, text.len, 0644, &cli->note);
    buf_free(&text);
    return e;
}

static enum err write_language(struct cli *cli,
                               const struct conduct_outreach *o,
                               const char *language, const char *dir)
{
    static const char *const kinds[] = {"announcement", "director", "thanks"};
    struct file_path path;
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof kinds / sizeof *kinds; i++)
        e = write_text(cli, o, kinds[i], language, dir);
    if (e == ERR_OK)
        e = path_in(dir, "poster", language, "pdf", &path);
    if (e == ERR_OK)
        e = letters_poster(&o->facts, language, conduct_paper(&o->folder),
                           path.s, &cli->note);
    return e;
}

struct writing {
    struct cli *cli;
    const struct conduct_outreach *o;
    const char *dir;
};

static enum err write_one(void *context, const char *language)
{
    const struct writing *w = context;
    return write_language(w->cli, w->o, language, w->dir);
}

/* In every language that there is. */
static enum err write_all(struct cli *cli, const struct conduct_outreach *o,
                          const char *dir)
{
    struct writing writing = {cli, o, dir};
    enum err e = file_make_dir(dir, 0755, &cli->note);
    if (e == ERR_OK)
        e = conduct_campaign_languages(o, write_one, &writing, &cli->note);
    if (e == ERR_OK && !cli->json) {
        printf("\nTexts and posters in ");
        cli_term_text(stdout, dir);
        puts(": read them, make them yours, send them.");
    }
    return e;
}

static enum err run(struct cli *cli)
{
    struct conduct_outreach o = CONDUCT_OUTREACH_INIT;
    const char *out = cli_value(cli, "out");
    enum err e = conduct_outreach_open(cli->dir, cli_arg(cli, 0),
                                       cli_value(cli, "base"), &o, &cli->note);
    if (e == ERR_OK)
        e = print_plan(cli, &o);
    if (e == ERR_OK && out != NULL)
        e = write_all(cli, &o, out);
    conduct_outreach_close(&o);
    return e;
}

static const struct cli_option options[] = {
    {"out", "FOLDER",
     "Also write the texts and the poster, in each language that there is.", 0},
    {"base", "URL",
     "Where trainees reach the server; else base_url of chorus.conf.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_campaign = {
    .name = "campaign",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Show what to send and hang up around a wave, and when",
    .details =
        "Announcement, mail to program directors, poster, invites, three "
        "reminders, thanks: between the wave's opening and its close, on "
        "working days. With --out the texts and the poster, which carry the "
        "wave's fingerprint; announcement, directors' mail and thanks go out "
        "from the office's own mail, since they are the same for everybody.",
    .options = options,
    .json = true,
    .run = run,
};
