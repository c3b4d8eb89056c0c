#include "cli/mailing_view.h"

#include "base/clock.h"
#include "cli/mail_settings.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "roster/email.h"

#include <jansson.h>
#include <sodium.h>

static const char *const whats[ROSTER_MAILING_WHATS] = {
    [ROSTER_MAILING_DUE] = "due",         [ROSTER_MAILING_SENT] = "sent",
    [ROSTER_MAILING_UNSURE] = "unsure",   [ROSTER_MAILING_REFUSED] = "refused",
    [ROSTER_MAILING_LATER] = "put off",   [ROSTER_MAILING_FETCHED] = "fetched",
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
    bool ok = json_object_set_new(all, "round",
                                  json_integer(m->round.round)) == 0;
    for (size_t w = 0; ok && w < ROSTER_MAILING_WHATS; w++)
        ok = json_object_set_new(all, whats[w],
                                 json_integer((json_int_t)m->counts[w])) == 0;
    for (size_t i = 0; ok && i < m->to->count; i++)
        if (is_listed(m->lines[i].what))
            ok = json_array_append_new(
                     list,
                     json_pack("{s:s,s:s,s:s,s:i}", "person",
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

/* --- one mail to look at -------------------------------------------------- */

/* A person that is nobody: a fresh code, on no list. */
static void make_nobody(const struct roster_recipients *to, const char *address,
                        struct roster_recipient *out)
{
    *out = (struct roster_recipient){
        .person = "",
        .email = address,
        .language = to->count > 0 ? to->list[0].language : "",
        .unit = "",
    };
    wave_invite_code_new(1, &out->code);
}

static enum err send_sample(struct cli *cli, struct roster_outbox *outbox,
                            const struct cli_mail_settings *s,
                            const struct roster_recipients *to)
{
    const char *address = cli_value(cli, "test-to");
    struct roster_recipient nobody;
    struct mail *mail = NULL;
    struct buf bytes = BUF_INIT;
    unsigned reply = 0;
    if (!email_is_valid(address))
        return cli_wrong_usage(cli, "--test-to: not an address");
    make_nobody(to, address, &nobody);
    enum err e = roster_outbox_write(outbox, &nobody, 0, clock_now_sec(),
                                     &bytes, &cli->note);
    if (e == ERR_OK)
        e = mail_open(&s->server, &mail, &cli->note);
    if (e == ERR_OK) {
        enum mail_result r =
            mail_send(mail, s->sender.from.address, address, bytes.data,
                      bytes.len, &reply, &cli->note);
        if (r == MAIL_TAKEN)
            puts("The mail server took it. The code in it is not valid.");
        else
            e = r == MAIL_STOP ? ERR_DENIED
                               : err_say(&cli->note, ERR_DENIED,
                                         "the mail server did not take it "
                                         "(it said %u)",
                                         reply);
    }
    mail_close(mail);
    buf_wipe(&bytes);
    sodium_memzero(&nobody, sizeof nobody);
    return e;
}

static enum err show_sample(struct cli *cli, struct roster_outbox *outbox,
                            const struct roster_recipients *to)
{
    struct roster_recipient nobody;
    struct buf bytes = BUF_INIT;
    make_nobody(to, "somebody@example.org", &nobody);
    enum err e = roster_outbox_write(outbox, &nobody, 0, clock_now_sec(),
                                     &bytes, &cli->note);
    if (e == ERR_OK) {
        puts("\nThis is one of them; its code is not valid:\n");
        (void)fwrite(bytes.data, 1, bytes.len, stdout);
    }
    buf_wipe(&bytes);
    sodium_memzero(&nobody, sizeof nobody);
    return e;
}

static enum err dry_run(struct cli *cli, struct roster_outbox *outbox,
                        const struct roster_mailing *m)
{
    if (cli->json)
        return tell_json(m);
    printf("%zu would get a mail now.\n", m->counts[ROSTER_MAILING_DUE]);
    tell_counts(m);
    enum err e = list_trouble(m);
    return e == ERR_OK ? show_sample(cli, outbox, m->to) : e;
}

/* --- the run -------------------------------------------------------------- */

static bool go_on(void *ctx, size_t done, size_t total)
{
    struct cli_progress *bar = ctx;
    (void)total;
    cli_progress_set(bar, done);
    return !cli_outreach_is_interrupted();
}

static enum err run(struct cli *cli, const struct cli_mail_settings *s,
                    struct roster_outbox *outbox, struct roster_mailing *m)
{
    struct mail *mail = NULL;
    struct cli_progress bar;
    enum err e = mail_open(&s->server, &mail, &cli->note);
    if (e != ERR_OK)
        return e;
    cli_outreach_block_signals();
    cli_progress_start(&bar, "Sending", "mails", m->counts[ROSTER_MAILING_DUE]);
    const struct roster_mailing_watch watch = {go_on, &bar};
    e = roster_mailing_run(m, outbox, mail, s->sender.from.address,
                           clock_now_sec(), &watch, &cli->note);
    cli_progress_end(&bar);
    mail_close(mail);
    enum err told = tell(cli, m);
    return e == ERR_OK ? told : e;
}

static enum err choose(struct cli *cli, struct roster_outbox *outbox,
                       const struct cli_mail_settings *s,
                       struct cli_outreach *o,
                       const struct roster_mailing_choice *choice)
{
    struct roster_recipients *to = NULL;
    struct roster_mailing *m = NULL;
    enum err e = roster_recipients_load(o->people, o->invites,
                                        o->wave.row.name, &o->wave_id, &to,
                                        &cli->note);
    if (e != ERR_OK)
        return e;
    if (cli_value(cli, "test-to") != NULL) {
        e = send_sample(cli, outbox, s, to);
        roster_recipients_free(to);
        return e;
    }
    e = roster_mailing_new(o->people, o->wave.row.name, to, choice, &m,
                           &cli->note);
    if (e == ERR_OK)
        e = cli_flag(cli, "dry-run") ? dry_run(cli, outbox, m)
                                     : run(cli, s, outbox, m);
    roster_mailing_free(m);
    return e;
}

enum err cli_mailing(struct cli *cli, struct cli_outreach *o,
                     enum roster_mail_kind kind, bool is_again)
{
    struct cli_mail_settings s = {.password = BUF_INIT};
    struct roster_outbox *outbox = NULL;
    const struct roster_mailing_choice choice = {
        .kind = kind,
        .is_again = is_again,
        .retries_unsure = cli_flag(cli, "retry-unsure"),
        .now_sec = clock_now_sec(),
    };
    enum err e = cli_mail_settings_read(&o->folder, &s, &cli->note);
    if (e == ERR_OK)
        e = roster_outbox_new(&o->facts, &s.sender, kind, &outbox, &cli->note);
    if (e == ERR_OK)
        e = choose(cli, outbox, &s, o, &choice);
    roster_outbox_free(outbox);
    cli_mail_settings_wipe(&s);
    return e;
}
