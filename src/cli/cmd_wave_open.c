/* chorus wave open: the plan shown and accepted, the wave made. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/notices.h"
#include "cli/plan_view.h"
#include "cli/secret.h"
#include "cli/terminal.h"
#include "conduct/ready.h"

#include <jansson.h>
#include <sodium.h>

/* --trustees and --threshold: both or neither, and a file for each or none. */
static enum err read_trustees(struct cli *cli, struct conduct_terms *t)
{
    bool has_count = cli_value(cli, "trustees") != NULL;
    size_t files = 0;
    if (has_count != (cli_value(cli, "threshold") != NULL))
        return cli_wrong_usage(cli, "--trustees and --threshold go together");
    enum err e =
        cli_number(cli, "trustees", 1, WAVE_TRUSTEES_MAX, &t->trustees);
    if (e == ERR_OK)
        e = cli_number(cli, "threshold", 1, t->trustees, &t->threshold);
    while (cli_value_at(cli, "passphrase-file", files) != NULL)
        files++;
    if (e == ERR_OK && files > 0 && files != (has_count ? t->trustees : 1))
        e = cli_wrong_usage(cli, "--passphrase-file: %s",
                            has_count ? "one for each trustee, in their order"
                                      : "one is enough");
    return e;
}

static enum err read_closing(struct cli *cli, struct conduct_terms *t)
{
    const char *text = cli_value(cli, "closes");
    t->now_sec = clock_now_sec();
    if (datetime_parse_closing(text, t->now_sec, &t->closes_sec) != ERR_OK)
        return cli_wrong_usage(cli,
                               "--closes %.40s: this is no time; write "
                               "2026-12-15 (the end of that day), "
                               "2026-12-15T17:00:00-05:00, or +90m, +36h, "
                               "+10d",
                               text);
    if (t->closes_sec <= t->now_sec)
        return err_say(&cli->note, ERR_RANGE,
                       "--closes %.40s is in the past; choose a time to come",
                       text);
    return ERR_OK;
}

static enum err read_terms(struct cli *cli, struct conduct_terms *t)
{
    t->wave = cli_arg(cli, 0);
    t->survey = cli_value(cli, "survey");
    t->wording = cli_value(cli, "wording");
    t->client = cli_value(cli, "client");
    t->information = cli_value(cli, "info");
    t->regroup = cli_flag(cli, "regroup");
    enum err e = conduct_promise_read(cli, &t->promise);
    if (e == ERR_OK)
        e = read_trustees(cli, t);
    return e == ERR_OK ? read_closing(cli, t) : e;
}

/* Who will be able to open the answers, and what would be better. */
static void say_who_opens(const struct conduct_terms *t)
{
    if (t->trustees == 0)
        cli_term_wrap("Opened by a single passphrase: whoever has it can open "
                      "every answer alone. Recommended instead: --trustees 3 "
                      "--threshold 2, with one trustee a resident.\n",
                      0);
    else if (t->threshold == 1)
        printf("Opened by any one of %u trustees alone. Recommended: a "
               "threshold of 2 or more.\n",
               (unsigned)t->trustees);
    else
        printf("Opened by %u of %u trustees together%s\n",
               (unsigned)t->threshold, (unsigned)t->trustees,
               t->threshold == t->trustees
                   ? "; one share lost, and nobody can open it."
                   : ".");
}

static enum err ask(struct cli *cli, const struct conduct_ready *ready)
{
    const struct conduct_terms *t = &ready->terms;
    char closes[DATETIME_WORDS_SIZE];
    datetime_words(t->closes_sec, closes);
    if (!cli->json) {
        enum err e = cli_plan_print(cli, &ready->plan, &t->promise, NULL);
        if (e != ERR_OK)
            return e;
        printf("\nWave %s, survey %s %s, closes %s.\n", t->wave,
               ready->survey.survey->id, ready->survey.survey->version, closes);
        say_who_opens(t);
        cli_resources_remind(ready->resources, t->now_sec);
    }
    if (cli_flag(cli, "yes"))
        return ERR_OK;
    return cli_term_confirm("Open it? The plan cannot be changed afterwards.",
                            &cli->note);
}

static void warn_of_light_kdf(const struct conduct_ready *ready)
{
    if (strcmp(conduct_folder_setting(&ready->folder, "kdf"), "light") == 0)
        fputs("chorus: warning: kdf = light in chorus.conf protects no real "
              "answers; it is for tests and demonstrations\n",
              stderr);
}

static enum err tell_json(const struct conduct_ready *ready,
                          const char *fingerprint)
{
    const struct conduct_terms *t = &ready->terms;
    char closes[DATETIME_RFC3339_SIZE];
    datetime_rfc3339(t->closes_sec, closes);
    json_t *all = json_pack(
        "{s:s, s:s, s:s, s:I, s:I, s:I}", "wave", t->wave, "fingerprint",
        fingerprint, "closes", closes, "people",
        (json_int_t)ready->plan.roster->person_count, "trustees",
        (json_int_t)t->trustees, "threshold", (json_int_t)t->threshold);
    bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
    json_decref(all);
    putchar('\n');
    return good ? ERR_OK : ERR_MEMORY;
}

static enum err tell(struct cli *cli, const struct conduct_ready *ready,
                     const struct wave_manifest_hash *mh)
{
    const struct conduct_terms *t = &ready->terms;
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    wave_fingerprint_text(mh, fingerprint);
    if (cli->json)
        return tell_json(ready, fingerprint);
    printf("\nWave %s is open for %zu people. Its fingerprint:\n\n    ",
           t->wave, ready->plan.roster->person_count);
    cli_term_bold(stdout, fingerprint);
    printf("\n\nPost it where the office cannot change it: minutes, a poster, "
           "the house-staff council.\n");
    if (t->trustees > 0)
        printf("Give each trustee their share, %s/%s.share-1 to %u; any %u of "
               "them and %s.seal open the answers.\nchorus wave unlock-test %s "
               "--share FILE tests one.\n",
               ready->folder.office.s, t->wave, (unsigned)t->trustees,
               (unsigned)t->threshold, t->wave, t->wave);
    printf("Then: chorus campaign %s, and chorus invite %s --mail, --letters "
           "or --out\n",
           t->wave, t->wave);
    return ERR_OK;
}

/* The passphrase of the wave, or one for each trustee. */
static enum err get_words(struct cli *cli, uint32_t trustees,
                          struct conduct_opening_words *words)
{
    if (trustees == 0)
        return cli_passphrase_new(cli, words[0].s);
    enum err e = ERR_OK;
    for (uint32_t i = 0; e == ERR_OK && i < trustees; i++) {
        e = cli_passphrase_new_of(cli, i + 1, trustees, words[i].s);
        if (e == ERR_OK)
            e = conduct_words_differ(words, i + 1, &cli->note);
    }
    return e;
}

static enum err open_wave(struct cli *cli, struct conduct_ready *ready)
{
    struct conduct_opening_words words[WAVE_TRUSTEES_MAX] = {0};
    struct wave_manifest_hash mh;
    enum err e = get_words(cli, ready->terms.trustees, words);
    if (e == ERR_OK)
        e = conduct_ready_open(ready, words, NULL, &mh, &cli->note);
    sodium_memzero(words, sizeof words);
    if (e != ERR_OK)
        return e;
    warn_of_light_kdf(ready);
    return tell(cli, ready, &mh);
}

static enum err run(struct cli *cli)
{
    struct conduct_terms terms = {0};
    struct conduct_ready ready = CONDUCT_READY_INIT;
    /* The plan is for people to read before they agree. */
    if (cli->json && !cli_flag(cli, "yes"))
        return cli_wrong_usage(cli, "--json needs --yes");
    enum err e = read_terms(cli, &terms);
    if (e == ERR_OK)
        e = conduct_ready_make(cli->dir, &terms, &ready, &cli->note);
    if (e == ERR_OK)
        e = ask(cli, &ready);
    if (e == ERR_OK)
        e = open_wave(cli, &ready);
    conduct_ready_free(&ready);
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
