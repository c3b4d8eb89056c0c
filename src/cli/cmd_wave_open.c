/* chorus wave open: the plan shown and accepted, the wave made. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/client_file.h"
#include "cli/notices.h"
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
    struct cli_client client;
    struct buf information;
    struct survey_resources *resources;
    struct cli_plan plan;
    struct cli_promise promise;
    int64_t now_sec;
    int64_t closes_sec;
    uint32_t trustees; /* 0: one passphrase opens */
    uint32_t threshold;
    struct cli_opening_words words[WAVE_TRUSTEES_MAX];
};

/* --trustees and --threshold: both or neither, and a file for each or none. */
static enum err read_trustees(struct cli *cli, struct input *in)
{
    bool has_count = cli_value(cli, "trustees") != NULL;
    size_t files = 0;
    if (has_count != (cli_value(cli, "threshold") != NULL))
        return cli_wrong_usage(cli, "--trustees and --threshold go together");
    enum err e =
        cli_number(cli, "trustees", 1, WAVE_TRUSTEES_MAX, &in->trustees);
    if (e == ERR_OK)
        e = cli_number(cli, "threshold", 1, in->trustees, &in->threshold);
    while (cli_value_at(cli, "passphrase-file", files) != NULL)
        files++;
    if (e == ERR_OK && files > 0 && files != (has_count ? in->trustees : 1))
        e = cli_wrong_usage(cli, "--passphrase-file: %s",
                            has_count ? "one for each trustee, in their order"
                                      : "one is enough");
    return e;
}

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
        e = read_trustees(cli, in);
    if (e == ERR_OK)
        e = read_closing(cli, in);
    if (e == ERR_OK)
        e = cli_survey_load(cli_value(cli, "survey"), cli_value(cli, "wording"),
                            in->promise.rule.insiders, &in->survey, &cli->note);
    if (e == ERR_OK)
        e = cli_client_read(cli_value(cli, "client"), &in->client, &cli->note);
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
    if (e == ERR_OK)
        e = cli_information_read(in->folder.dir.s, cli_value(cli, "info"),
                                 &in->information, &cli->note);
    if (e == ERR_OK)
        e = cli_resources_read(in->folder.dir.s, &in->resources, &cli->note);
    return e;
}

/* Who will be able to open the answers, and what would be better. */
static void say_who_opens(const struct input *in)
{
    if (in->trustees == 0)
        cli_term_wrap("Opened by a single passphrase: whoever has it can open "
                      "every answer alone. Recommended instead: --trustees 3 "
                      "--threshold 2, with one trustee a resident.\n",
                      0);
    else if (in->threshold == 1)
        printf("Opened by any one of %u trustees alone. Recommended: a "
               "threshold of 2 or more.\n",
               (unsigned)in->trustees);
    else
        printf("Opened by %u of %u trustees together%s\n",
               (unsigned)in->threshold, (unsigned)in->trustees,
               in->threshold == in->trustees
                   ? "; one share lost, and nobody can open it."
                   : ".");
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
        say_who_opens(in);
        cli_resources_remind(in->resources, in->now_sec);
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
        json_t *all = json_pack(
            "{s:s, s:s, s:s, s:I, s:I, s:I}", "wave", cli_arg(cli, 0),
            "fingerprint", fingerprint, "closes", closes, "people",
            (json_int_t)in->plan.roster->person_count, "trustees",
            (json_int_t)in->trustees, "threshold", (json_int_t)in->threshold);
        bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
        json_decref(all);
        putchar('\n');
        return good ? ERR_OK : ERR_MEMORY;
    }
    printf("\nWave %s is open for %zu people. Its fingerprint:\n\n    ",
           cli_arg(cli, 0), in->plan.roster->person_count);
    cli_term_bold(stdout, fingerprint);
    printf("\n\nPost it where the office cannot change it: minutes, a poster, "
           "the house-staff council.\n");
    if (in->trustees > 0)
        printf("Give each trustee their share, %s/%s.share-1 to %u; any %u of "
               "them and %s.seal open the answers.\nchorus wave unlock-test %s "
               "--share FILE tests one.\n",
               in->folder.office.s, cli_arg(cli, 0), (unsigned)in->trustees,
               (unsigned)in->threshold, cli_arg(cli, 0), cli_arg(cli, 0));
    printf("Then: chorus invite %s --out FILE.csv\n", cli_arg(cli, 0));
    return ERR_OK;
}

/* The passphrase of the wave, or one for each trustee. */
static enum err get_words(struct cli *cli, struct input *in)
{
    if (in->trustees == 0)
        return cli_passphrase_new(cli, in->words[0].s);
    enum err e = ERR_OK;
    for (uint32_t i = 0; e == ERR_OK && i < in->trustees; i++) {
        e = cli_passphrase_new_of(cli, i + 1, in->trustees, in->words[i].s);
        for (uint32_t j = 0; e == ERR_OK && j < i; j++)
            if (strcmp(in->words[i].s, in->words[j].s) == 0)
                e = err_say(&cli->note, ERR_EXISTS,
                            "trustees %u and %u have the same passphrase; "
                            "each needs one of their own",
                            (unsigned)(j + 1), (unsigned)(i + 1));
    }
    return e;
}

static enum err open_wave(struct cli *cli, struct input *in)
{
    struct wave_manifest_hash mh;
    enum err e = get_words(cli, in);
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
        .information = &in->information,
        .roster = in->plan.roster,
        .plan = in->plan.plan,
        .promise = in->promise,
        .opens_sec = in->now_sec,
        .closes_sec = in->closes_sec,
        .trustees = in->trustees,
        .threshold = in->threshold,
        .words = in->words,
    };
    e = cli_opening_run(&opening, &mh, &cli->note);
    if (e != ERR_OK)
        return e;
    warn_of_light_kdf(in);
    return tell(cli, in, &mh);
}

static enum err run(struct cli *cli)
{
    struct input in = {.survey.bytes = BUF_INIT,
                       .client = {BUF_INIT, BUF_INIT},
                       .information = BUF_INIT,
                       .folder.lock_fd = -1};
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
    sodium_memzero(in.words, sizeof in.words);
    cli_plan_free(&in.plan);
    cli_client_free(&in.client);
    buf_free(&in.information);
    survey_resources_free(in.resources);
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
    {"trustees", "N",
     "Share the key between N people, each with a passphrase of their own.", 0},
    {"threshold", "T", "How many of them must come together to open.", 0},
    {"passphrase-file", "FILE",
     "A file that is there is used as it is; one that is not is written with "
     "seven new words. Without this the words are shown on the terminal and "
     "asked for back. With --trustees once for each, in their order.",
     CLI_REPEAT},
    {"info", "FILE",
     "The information sheet that trainees read before they answer, when it is "
     "not DIR/information.json.",
     0},
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
        "nothing: a failure, or a power cut, leaves no wave.\n"
        "Every wave needs an information sheet (purpose, voluntary, who sees "
        "what, contact, review) and a crisis line among the support resources. "
        "The sheet is copied like the survey; its dates are the manifest's.\n"
        "With --trustees 3 --threshold 2 no single person can open the "
        "answers: "
        "each trustee sits down in turn, is shown seven words of their own, "
        "and takes home a file, office/WAVE.share-N. Recommended, with one "
        "trustee a resident.",
    .options = options,
    .json = true,
    .run = run,
};
