/* chorus wave publish: from when everybody may see the results. */
#include "cli/commands.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "cli/wave_record.h"

/* The local midnight with which the day of SEC begins. */
static int64_t day_begin(int64_t sec)
{
    time_t t = (time_t)sec;
    struct tm day = {0};
    (void)localtime_r(&t, &day);
    day.tm_hour = 0;
    day.tm_min = 0;
    day.tm_sec = 0;
    day.tm_isdst = -1;
    return (int64_t)mktime(&day);
}

/* "now", "never", a date (the beginning of that day here), or RFC 3339. */
static enum err read_from(struct cli *cli, int64_t *out_sec)
{
    const char *text = cli_value(cli, "from");
    int64_t now = clock_now_sec();
    if (strcmp(text, "never") == 0) {
        *out_sec = 0;
        return ERR_OK;
    }
    if (strcmp(text, "now") == 0) {
        *out_sec = now;
        return ERR_OK;
    }
    if (datetime_parse_closing(text, now, out_sec) != ERR_OK)
        return cli_wrong_usage(cli, "--from: now, never, 2027-01-15 (from the "
                                    "beginning of that day), or a time as "
                                    "2027-01-15T09:00:00-05:00");
    /* A closing date means the end of its day; a beginning, its begin. */
    if (strlen(text) == DATETIME_DATE_SIZE - 1)
        *out_sec = day_begin(*out_sec);
    return ERR_OK;
}

static enum err run(struct cli *cli)
{
    struct cli_folder folder;
    struct site *site = NULL;
    struct cli_wave wave = {.manifest_bytes = BUF_INIT};
    int64_t from = 0;
    enum err e = read_from(cli, &from);
    if (e != ERR_OK)
        return e;
    e = cli_folder_lock(cli, &folder);
    if (e != ERR_OK)
        return e;
    e = cli_folder_site(cli, &folder, &site);
    if (e == ERR_OK)
        e = cli_wave_load(cli, &folder, site, cli_arg(cli, 0), &wave);
    if (e == ERR_OK)
        e = site_wave_public_set(site, cli_arg(cli, 0), from);
    if (e == ERR_OK && from == 0) {
        printf("The results of %s are for staff only.\n", wave.row.name);
    } else if (e == ERR_OK) {
        char text[DATETIME_WORDS_SIZE];
        datetime_words(from, text);
        printf("The results of %s are public from %s%s.\n", wave.row.name, text,
               wave.row.state == SITE_WAVE_OPEN ? ", once it is closed" : "");
    }
    cli_wave_free(&wave);
    site_close(site);
    cli_folder_close(&folder);
    return e;
}

static const struct cli_option options[] = {
    {"from", "DATE",
     "now, never, 2027-01-15 (the beginning of that day here), or "
     "2027-01-15T09:00:00-05:00.",
     CLI_REQUIRED},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_wave_publish = {
    .name = "wave publish",
    .args = "WAVE",
    .min_args = 1,
    .max_args = 1,
    .summary = "Set from when those who answered may see the results",
    .options = options,
    .run = run,
};
