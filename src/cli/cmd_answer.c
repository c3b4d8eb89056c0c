/* chorus answer: a client without a browser. */
#include "cli/commands.h"

#include "base/file.h"
#include "voter/answers_file.h"
#include "voter/client.h"

#include <jansson.h>
#include <sodium.h>

#define ANSWERS_MAX ((size_t)1 << 20)

/* What a link leads to: an invite with its fingerprint, or a pass. */
struct target {
    char base_url[WAVE_BASE_URL_SIZE];
    char wave[WAVE_NAME_MAX + 1];
    bool is_pass;
    struct wave_invite_link invite;
    struct wave_pass pass;
};

/* BASE/w/WAVE#chorus-pass-v1.... */
static enum err read_pass_link(const char *link, struct target *t)
{
    const char *hash = strchr(link, '#');
    if (hash == NULL)
        return ERR_FORMAT;
    const char *name = hash;
    while (name > link && name[-1] != '/')
        name--;
    static const char way[] = "/w/";
    size_t way_len = sizeof way - 1;
    size_t name_len = (size_t)(hash - name);
    size_t head = (size_t)(name - link);
    if (name_len == 0 || name_len >= sizeof t->wave || head < way_len ||
        memcmp(name - way_len, way, way_len) != 0 ||
        head - way_len >= sizeof t->base_url)
        return ERR_FORMAT;
    memcpy(t->wave, name, name_len);
    memcpy(t->base_url, link, head - way_len);
    t->is_pass = true;
    return wave_pass_parse(hash + 1, strlen(hash + 1), &t->pass);
}

static enum err read_link(struct cli *cli, struct target *t)
{
    const char *link = cli_arg(cli, 0);
    const char *fragment = strchr(link, '#');
    if (fragment != NULL && strncmp(fragment + 1, "chorus-pass-", 12) == 0) {
        enum err e = read_pass_link(link, t);
        return e == ERR_OK ? e
                           : err_say(&cli->note, e,
                                     "the pass is not whole; copy all of it");
    }
    enum err e = wave_invite_link_parse(link, &t->invite);
    if (e == ERR_DENIED)
        return err_say(&cli->note, e,
                       "the code in the link has a typing error");
    if (e != ERR_OK)
        return err_say(&cli->note, e,
                       "not an invite link: it looks as "
                       "https://HOST/w/WAVE#CODE.FINGERPRINT; put it in single "
                       "quotation marks");
    memcpy(t->base_url, t->invite.base_url, sizeof t->base_url);
    memcpy(t->wave, t->invite.wave_name, sizeof t->wave);
    return ERR_OK;
}

static enum err read_answers(struct cli *cli, const struct survey *survey,
                             uint8_t **out_row)
{
    struct buf bytes = BUF_INIT;
    uint8_t *row = calloc(1, survey->answers_bytes);
    enum err e = row == NULL ? ERR_MEMORY
                             : file_read(cli_value(cli, "answers"), ANSWERS_MAX,
                                         &bytes, &cli->note);
    if (e == ERR_OK)
        e = voter_answers_read(survey, bytes.data, bytes.len, row, &cli->note);
    buf_wipe(&bytes);
    if (e != ERR_OK) {
        free(row);
        return e;
    }
    *out_row = row;
    return ERR_OK;
}

/* A token that was got and not used is the person's: it must not be lost. */
static void print_pass(const struct target *t)
{
    char text[WAVE_PASS_TEXT_SIZE];
    wave_pass_text(&t->pass, text);
    printf("%s/w/%s#%s\n", t->base_url, t->wave, text);
    sodium_memzero(text, sizeof text);
}

static enum err print_receipt(struct cli *cli,
                              const struct wave_receipt *receipt)
{
    char text[WAVE_RECEIPT_TEXT_SIZE];
    wave_receipt_text(receipt, text);
    if (!cli->json) {
        puts(text);
        return ERR_OK;
    }
    json_t *all = json_pack("{s:s}", "receipt", text);
    bool good = all != NULL && json_dumpf(all, stdout, 0) == 0;
    json_decref(all);
    putchar('\n');
    return good ? ERR_OK : ERR_MEMORY;
}

static enum err cast(struct cli *cli, struct voter_http *http,
                     const struct voter_wave *wave, struct target *t,
                     const uint8_t *row)
{
    struct wave_receipt receipt;
    enum err e = ERR_OK;
    if (!t->is_pass)
        e = voter_client_issue(http, t->base_url, wave, &t->invite.code,
                               &t->pass, &cli->note);
    if (e != ERR_OK)
        return e;
    if (cli_flag(cli, "pass")) {
        print_pass(t);
        return ERR_OK;
    }
    e = voter_client_redeem(http, t->base_url, wave, &t->pass, row, &receipt,
                            &cli->note);
    if (e == ERR_OK)
        return print_receipt(cli, &receipt);
    if (!t->is_pass && e != ERR_CLOSED) {
        print_pass(t);
        fputs("chorus answer: the line above is your pass: use it instead of "
              "the link to send again\n",
              stderr);
    }
    return e;
}

static enum err answer(struct cli *cli, struct target *t)
{
    struct voter_http *http = NULL;
    struct voter_wave wave = {0};
    uint8_t *row = NULL;
    enum err e = voter_http_new(&http);
    if (e == ERR_OK)
        e = voter_client_wave(http, t->base_url, t->wave,
                              t->is_pass ? NULL : &t->invite.fingerprint, &wave,
                              &cli->note);
    if (e == ERR_OK && cli_value(cli, "answers") != NULL)
        e = read_answers(cli, wave.survey, &row);
    if (e == ERR_OK)
        e = cast(cli, http, &wave, t, row);
    if (row != NULL)
        sodium_memzero(row, wave.survey->answers_bytes);
    free(row);
    voter_wave_free(&wave);
    voter_http_free(http);
    return e;
}

static enum err run(struct cli *cli)
{
    struct target t = {0};
    if (cli_flag(cli, "pass") == (cli_value(cli, "answers") != NULL))
        return cli_wrong_usage(cli, "give --answers FILE, or --pass to take a "
                                    "pass and answer later");
    enum err e = read_link(cli, &t);
    if (e == ERR_OK && t.is_pass && cli_flag(cli, "pass"))
        e = cli_wrong_usage(cli, "this is a pass already; give --answers FILE");
    if (e == ERR_OK)
        e = voter_http_start();
    if (e == ERR_OK) {
        e = answer(cli, &t);
        voter_http_stop();
    }
    sodium_memzero(&t, sizeof t);
    return e;
}

static const struct cli_option options[] = {
    {"answers", "FILE.json", "The answers; see above.", 0},
    {"pass", NULL,
     "Take a pass: prints it, to be used instead of the link later, or on "
     "another device or network.",
     0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_answer = {
    .name = "answer",
    .args = "LINK",
    .min_args = 1,
    .max_args = 1,
    .summary = "Answer a wave without a browser",
    .details =
        "The same protocol as the page: checks the fingerprint of the link, "
        "the manifest, the survey, the proof of the token and the receipt, "
        "which it prints. Nothing is kept.\n\nThe answers are one JSON "
        "object:\n  { \"cbi_w1\": 2, \"wellness_days\": 3, \"topics\": [1, 4] "
        "}\nA question of choice takes the position of the option, from 1; one "
        "with several choices a list of positions; a number question the "
        "number. What is null or left out is not answered. LINK may also be a "
        "pass.",
    .options = options,
    .json = true,
    .run = run,
};
