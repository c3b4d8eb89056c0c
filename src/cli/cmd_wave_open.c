/* chorus wave open: the plan shown and accepted, the wave made. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/client_file.h"
#include "cli/opening.h"
#include "cli/plan_view.h"
#include "cli/secret.h"
#include "cli/terminal.h"

#include <jansson.h>
#include <sodium.h>

/* Everything that is read before anything is asked or written. */
struct input {
    struct cli_folder folder;
    struct people *people;
    struct site *site;
    struct cli_survey survey;
    struct buf client;
    struct cli_plan plan;
    struct cli_promise promise;
    int64_t now_sec;
    int64_t closes_sec;
    char passphrase[PASSPHRASE_SIZE];
};

static enum err read_closing(struct cli *cli, struct input *in)
{
    const char *text = cli_value(cli, "closes");
    in->now_sec = clock_now_sec();
    if (datetime_parse_closing(text, in->now_sec, &in->closes_sec) != ERR_OK)
        return cli_wrong_usage(cli,
                               "--closes: 2026-12-15 (end of that day), a time "
                               "as 2026-12-15T17:00:00-05:00, or +90m, +36h, "
                               "+10d");
    if (in->closes_sec <= in->now_sec)
        return err_say(&cli->note, ERR_RANGE,
                       "--closes %.40s is in the past; choose a time to come",
                       text);
    return ERR_OK;
}

static enum err read_files(struct cli *cli, struct input *in)
{
    enum err e = cli_promise_read(cli, &in->promise);
    if (e == ERR_OK)
        e = read_closing(cli, in);
    if (e == ERR_OK)
        e = cli_survey_load(cli_value(cli, "survey"), cli_value(cli, "wording"),
                            in->promise.rule.insiders, &in->survey, &cli->note);
    if (e == ERR_OK)
        e = cli_client_file(cli_value(cli, "client"), &in->client, &cli->note);
    return e;
}

static enum err read_folder(struct cli *cli, struct input *in)
{
    enum err e = cli_folder_lock(cli, &in->folder);
    if (e == ERR_OK)
        e = cli_folder_people(cli, &in->folder, &in->people);
    if (e == ERR_OK)
        e = cli_folder_site(cli, &in->folder, &in->site);
    if (e == ERR_OK)
        e = cli_opening_check_name(&in->folder, in->site, cli_arg(cli, 0),
                                   &cli->note);
    if (e == ERR_OK)
        e = cli_plan_make(cli, in->people, in->site, in->promise.min_group,
                          &in->plan);
    return e;
}

static enum err ask(struct cli *cli, struct input *in)
{
    char closes[DATETIME_WORDS_SIZE];
    datetime_words(in->closes_sec, closes);
    if (!cli->json) {
        enum err e = cli_plan_print(cli, &in->plan, &in->promise, NULL);
        if (e != ERR_OK)
            return e;
        printf("\nWave %s, survey %s %s, closes %s.\n", cli_arg(cli, 0),
               in->survey.survey->id, in->survey.survey->version, closes);
    }
    if (cli_flag(cli, "yes"))
        return ERR_OK;
    return cli_term_confirm("Open it? The plan cannot be changed afterwards.",
                            &cli->note);
}

static void warn_of_light_kdf(const struct input *in)
{
    if (strcmp(cli_folder_setting(&in->folder, "kdf"), "light") == 0)
        fputs("chorus: warning: kdf = light in chorus.conf protects no real "
              "answers; it is for tests and demonstrations\n",
              stderr);
}

static enum err tell(struct cli *cli, const struct input *in,
                     const struct wave_manifest_hash *mh)
{
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    wave_fingerprint_text(mh, fingerprint);
    if (cli->json) {
        char closes[DATETIME_RFC3339_SIZE];
        datetime_rfc3339(in->closes_sec, closes);
        json_t *all =
            json_pack("{s:s, s:s, s:s, s:I}", "wave", cli_arg(cli, 0),
                      "fingerprint", fingerprint, "closes", closes, "people",
                      (json_int_t)in->plan.roster->person_count);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("\nWave %s is open for %zu people. Its fingerprint:\n\n    ",
           cli_arg(cli, 0), in->plan.roster->person_count);
    cli_term_bold(stdout, fingerprint);
    printf("\n\nPost it where the office cannot change it: minutes, a poster, "
           "the house-staff council.\nThen: chorus invite %s --out FILE.csv\n",
           cli_arg(cli, 0));
    return ERR_OK;
}

static enum err open_wave(struct cli *cli, struct input *in)
{
    struct wave_manifest_hash mh;
    enum err e = cli_passphrase_new(cli, in->passphrase);
    if (e == ERR_OK)
        e = cli_opening_sweep(&in->folder, in->site, in->people, &cli->note);
    if (e != ERR_OK)
        return e;
    struct cli_opening opening = {
        .wave = cli_arg(cli, 0),
        .folder = &in->folder,
        .people = in->people,
        .site = in->site,
        .survey = &in->survey,
        .client = &in->client,
        .roster = in->plan.roster,
        .plan = in->plan.plan,
        .promise = in->promise,
        .opens_sec = in->now_sec,
        .closes_sec = in->closes_sec,
        .passphrase = in->passphrase,
    };
    e = cli_opening_run(&opening, &mh, &cli->note);
    if (e != ERR_OK)
        return e;
    warn_of_light_kdf(in);
    return tell(cli, in, &mh);
}

static enum err run(struct cli *cli)
{
    struct input in = {
        .survey.bytes = BUF_INIT, .client = BUF_INIT, .folder.lock_fd = -1};
    /* The plan is for people to read before they agree. */
    if (cli->json && !cli_flag(cli, "yes"))
        return cli_wrong_usage(cli, "--json needs --yes");
    enum err e = read_files(cli, &in);
    if (e == ERR_OK)
        e = read_folder(cli, &in);
    if (e == ERR_OK)
        e = ask(cli, &in);
    if (e == ERR_OK)
        e = open_wave(cli, &in);
    sodium_memzero(in.passphrase, sizeof in.passphrase);
    cli_plan_free(&in.plan);
    buf_free(&in.client);
    cli_survey_free(&in.survey);
    site_close(in.site);
    people_close(in.people);
    cli_folder_close(&in.folder);
    return e;
}

static const struct cli_option options[] = {
    CLI_PROMISE_OPTIONS,
    {"closes", "DATE",
     "2026-12-15 (the end of that day here), 2026-12-15T17:00:00-05:00, or "
     "+90m, +36h, +10d from now.",
     CLI_REQUIRED},
    CLI_PASSPHRASE_OPTION("A file that is there is used as it is; one that is "
                          "not is written with seven new words. Without this "
                          "the words are shown on the terminal and asked for "
                          "back."),
    {"client", "FILE", "The browser bundle, when it is not where make puts it.",
     0},
    {"yes", NULL, "Do not ask whether the plan is accepted.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_open = {
    .name = "wave open",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Open a wave for everybody on the roster",
    .details =
        "Shows the plan of units and asks. Makes the wave's keys, a code for "
        "each person, the manifest that every client checks, and the two files "
        "that collect. The key that opens answers is wrapped by a passphrase "
        "of seven words and stays in DIR/office; chorusd never sees it. All or "
        "nothing: a failure, or a power cut, leaves no wave.",
    .options = options,
    .json = true,
    .run = run,
};
