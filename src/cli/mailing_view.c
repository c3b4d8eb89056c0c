#include "cli/mailing_view.h"

#include "base/clock.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/watch.h"
#include "roster/email.h"

#include <jansson.h>

static const char *const whats[ROSTER_MAILING_WHATS] = {
    [ROSTER_MAILING_DUE] = "due",       [ROSTER_MAILING_SENT] = "sent",
    [ROSTER_MAILING_UNSURE] = "unsure", [ROSTER_MAILING_REFUSED] = "refused",
    [ROSTER_MAILING_LATER] = "put off", [ROSTER_MAILING_FETCHED] = "fetched",
};

static const struct cli_column columns[] = {
    {"person", "PERSON", false},
    {"email", "ADDRESS", false},
    {"state", "STATE", false},
    {"reply", "SERVER SAID", true},
};

static bool is_listed(enum roster_mailing_what what)
{
    return what == ROSTER_MAILING_UNSURE || what == ROSTER_MAILING_REFUSED ||
           what == ROSTER_MAILING_LATER;
}

static enum err list_trouble(const struct roster_mailing *m)
{
    struct cli_table *table =
        cli_table_new(columns, sizeof columns / sizeof *columns);
    if (table == NULL)
        return ERR_MEMORY;
    size_t n = 0;
    for (size_t i = 0; i < m->to->count; i++) {
        const struct roster_mailing_line *line = &m->lines[i];
        if (!is_listed(line->what))
            continue;
        cli_table_text(table, m->to->list[i].person);
        cli_table_text(table, m->to->list[i].email);
        cli_table_text(table, whats[line->what]);
        cli_table_number(table, line->reply);
        n++;
    }
    enum err e = n == 0 ? ERR_OK : cli_table_print(table, false, stdout);
    cli_table_free(table);
    return e;
}

static enum err tell_json(const struct roster_mailing *m)
{
    json_t *all = json_object();
    json_t *list = json_array();
    bool ok =
        json_object_set_new(all, "round", json_integer(m->round.round)) == 0;
    for (size_t w = 0; ok && w < ROSTER_MAILING_WHATS; w++)
        ok = json_object_set_new(all, whats[w],
                                 json_integer((json_int_t)m->counts[w])) == 0;
    for (size_t i = 0; ok && i < m->to->count; i++)
        if (is_listed(m->lines[i].what))
            ok = json_array_append_new(
                     list, json_pack("{s:s,s:s,s:s,s:i}", "person",
                                     m->to->list[i].person, "email",
                                     m->to->list[i].email, "state",
                                     whats[m->lines[i].what], "reply",
                                     (int)m->lines[i].reply)) == 0;
    ok = json_object_set_new(all, "trouble", list) == 0 && ok;
    ok = ok && json_dumpf(all, stdout, JSON_SORT_KEYS) == 0;
    putchar('\n');
    json_decref(all);
    return ok ? ERR_OK : ERR_MEMORY;
}

static void tell_counts(const struct roster_mailing *m)
{
    printf("%zu sent, %zu still due, %zu have fetched a token.\n",
           m->counts[ROSTER_MAILING_SENT], m->counts[ROSTER_MAILING_DUE],
           m->counts[ROSTER_MAILING_FETCHED]);
    if (m->counts[ROSTER_MAILING_LATER] > 0)
        printf("%zu were put off by the mail server: run this again later.\n",
               m->counts[ROSTER_MAILING_LATER]);
    if (m->counts[ROSTER_MAILING_REFUSED] > 0)
        printf("%zu addresses are refused by the mail server: put them right "
               "with chorus person fix, then run chorus invite --mail again.\n",
               m->counts[ROSTER_MAILING_REFUSED]);
    if (m->counts[ROSTER_MAILING_UNSURE] > 0)
        printf("%zu are unsure: the run or the line was cut after the mail was "
               "begun and before the server's answer. They may have it; none "
               "of them gets a second one unless you say --retry-unsure.\n",
               m->counts[ROSTER_MAILING_UNSURE]);
}

static enum err tell(const struct cli *cli, const struct roster_mailing *m)
{
    if (cli->json)
        return tell_json(m);
    tell_counts(m);
    return list_trouble(m);
}

/* --- the run -------------------------------------------------------------- */

static enum err show_sample(struct cli *cli, struct conduct_mailing *m)
{
    struct buf bytes = BUF_INIT;
    enum err e = conduct_mailing_sample(m, "somebody@example.org",
                                        clock_now_sec(), &bytes, &cli->note);
    if (e == ERR_OK) {
        puts("\nThis is one of them; its code is not valid:\n");
        (void)fwrite(bytes.data, 1, bytes.len, stdout);
    }
    buf_wipe(&bytes);
    return e;
}

static enum err dry_run(struct cli *cli, struct conduct_mailing *m)
{
    if (cli->json)
        return tell_json(m->mailing);
    printf("%zu would get a mail now.\n",
           m->mailing->counts[ROSTER_MAILING_DUE]);
    tell_counts(m->mailing);
    enum err e = list_trouble(m->mailing);
    return e == ERR_OK ? show_sample(cli, m) : e;
}

static enum err run(struct cli *cli, struct conduct_mailing *m)
{
    struct cli_watch shown;
    const struct conduct_watch watch = cli_watch_begin(&shown);
    cli_watch_block_signals();
    enum err e = conduct_mailing_run(m, clock_now_sec(), &watch, &cli->note);
    cli_watch_end(&shown);
    enum err told = tell(cli, m->mailing);
    return e == ERR_OK ? told : e;
}

static enum err test_to(struct cli *cli, struct conduct_mailing *m,
                        const char *address)
{
    if (!email_is_valid(address))
        return cli_wrong_usage(cli, "--test-to: not an address");
    enum err e = conduct_mailing_try(m, address, clock_now_sec(), &cli->note);
    if (e == ERR_OK)
        puts("The mail server took it. The code in it is not valid.");
    return e;
}

enum err cli_mailing(struct cli *cli, struct conduct_outreach *o,
                     enum roster_mail_kind kind, bool is_again)
{
    struct conduct_mailing m = CONDUCT_MAILING_INIT;
    const char *address = cli_value(cli, "test-to");
    const struct roster_mailing_choice choice = {
        .kind = kind,
        .is_again = is_again,
        .retries_unsure = cli_flag(cli, "retry-unsure"),
        .now_sec = clock_now_sec(),
    };
    enum err e = conduct_mailing_begin(o, kind, &m, &cli->note);
    if (e == ERR_OK && address != NULL) {
        e = test_to(cli, &m, address);
    } else if (e == ERR_OK) {
        e = conduct_mailing_find(o, &choice, &m, &cli->note);
        if (e == ERR_OK)
            e = cli_flag(cli, "dry-run") ? dry_run(cli, &m) : run(cli, &m);
    }
    conduct_mailing_end(&m);
    return e;
}
