/* chorus initiative add, import, list, show: grants and the like, recorded
 * before their result. */
#include "cli/commands.h"

#include "base/clock.h"
#include "cli/import.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "report/points.h"
#include "staff/exports.h"

#include <jansson.h>

/* What all of them need. */
struct call {
    struct conduct_desk staff;
    struct cli_portfolio portfolio;
};

static void end(struct call *c)
{
    cli_portfolio_free(&c->portfolio);
    conduct_desk_close(&c->staff);
}

static enum err begin(struct cli *cli, bool writes, struct call *c)
{
    *c = (struct call){.portfolio.count = 0};
    enum err e = conduct_desk_open(
        cli->dir, writes ? CONDUCT_DESK_LOCK : CONDUCT_DESK_READ, NULL,
        &c->staff, &cli->note);
    return e == ERR_OK ? cli_portfolio_load(cli, &c->staff.folder,
                                            c->staff.site, &c->portfolio)
                       : e;
}

/* --- add and import ------------------------------------------------------- */

/* In: unless FOR_REAL, it is only checked; OUT_ID may be NULL. */
static enum err record(struct cli *cli, struct site *site,
                       const struct cli_portfolio *portfolio,
                       const char *const values[static INITIATIVES_FIELDS],
                       bool for_real, int64_t *out_id)
{
    struct initiative in = {.id = 0};
    struct fields_problems problems;
    int64_t id = 0;
    enum err e =
        initiatives_read(values, &portfolio->known, NULL, &in, &problems);
    if (e == ERR_FORMAT)
        return fields_say(initiatives_rules, INITIATIVES_FIELDS, &problems,
                          &cli->note);
    if (e == ERR_OK && for_real)
        e = initiatives_add(site, &in, &portfolio->known, EXPORTS_OFFICE,
                            clock_now_sec(), &id);
    if (e == ERR_OK && out_id != NULL)
        *out_id = id;
    return e;
}

static enum err run_add(struct cli *cli)
{
    struct call c;
    const char *values[INITIATIVES_FIELDS];
    int64_t id = 0;
    for (size_t i = 0; i < INITIATIVES_FIELDS; i++) {
        const char *value = cli_value(cli, initiatives_rules[i].name);
        values[i] = value == NULL ? "" : value;
    }
    enum err e = begin(cli, true, &c);
    if (e == ERR_OK)
        e = record(cli, c.staff.site, &c.portfolio, values, true, &id);
    if (e == ERR_OK)
        printf("Initiative %lld recorded.\n", (long long)id);
    end(&c);
    return e;
}

static enum err take_line(struct cli_import *import, size_t row, bool for_real)
{
    const char *values[INITIATIVES_FIELDS];
    for (size_t i = 0; i < INITIATIVES_FIELDS; i++)
        values[i] = cli_lines_cell(&import->lines, row, i);
    return record(import->cli, import->staff.site, &import->portfolio, values,
                  for_real, NULL);
}

static enum err run_import(struct cli *cli)
{
    static const char *const names[INITIATIVES_FIELDS] = {
        "title",      "lead",  "amount", "mechanism", "units",
        "comparison", "start", "end",    "outcome",   "?baseline"};
    const struct cli_import_kind kind = {.names = names,
                                         .count = INITIATIVES_FIELDS,
                                         .done = "initiatives recorded",
                                         .is_checked_first = true,
                                         .take = take_line};
    return cli_import_run(cli, &kind);
}

/* --- list ----------------------------------------------------------------- */

static const struct cli_column columns[] = {
    {"id", "ID", true},
    {"title", "TITLE", false},
    {"lead", "LEAD", false},
    {"amount", "AMOUNT", true},
    {"start", "START", false},
    {"end", "END", false},
    {"outcome", "OUTCOME", false},
    {"result", "RESULT", false},
    {"mechanism", NULL, false},
    {"units", NULL, false},
    {"comparison", NULL, false},
    {"late", NULL, false},
};

static enum err put_row(struct cli_table *t, const struct call *c,
                        const struct initiative *in)
{
    struct report_initiative result;
    enum err e = cli_portfolio_result(&c->portfolio, in, &result);
    if (e != ERR_OK)
        return e;
    cli_table_number(t, in->id);
    cli_table_text(t, in->title);
    cli_table_text(t, in->lead);
    cli_table_number(t, in->amount);
    cli_table_text(t, in->start);
    cli_table_text(t, in->end);
    cli_table_text(t, in->outcome);
    cli_table_text(t, report_verdict_words(result.verdict));
    cli_table_text(t, in->mechanism);
    cli_table_text(t, in->units);
    cli_table_text(t, in->comparison);
    cli_table_flag(t, in->late);
    report_initiative_wipe(&result);
    return ERR_OK;
}

static enum err run_list(struct cli *cli)
{
    struct call c;
    struct initiative *list = NULL;
    size_t count = 0;
    struct cli_table *t =
        cli_table_new(columns, sizeof columns / sizeof columns[0]);
    enum err e = begin(cli, false, &c);
    if (e == ERR_OK && t == NULL)
        e = ERR_MEMORY;
    if (e == ERR_OK)
        e = initiatives_list(c.staff.site, &list, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = put_row(t, &c, &list[i]);
    if (e == ERR_OK)
        e = cli_table_print(t, cli->json, stdout);
    free(list);
    cli_table_free(t);
    end(&c);
    return e;
}

/* --- show ----------------------------------------------------------------- */

static void print_after(const struct call *c, const struct report_initiative *r,
                        const struct report_after *a)
{
    char text[3][REPORT_POINTS_SIZE];
    printf("\n%s and %s: ", c->portfolio.closed[r->before].name,
           c->portfolio.closed[a->wave].name);
    cli_term_bold(stdout, report_verdict_words(a->verdict));
    printf("%s\n", a->is_ended ? "" : " (it had not ended)");
    if (a->verdict == REPORT_CANNOT) {
        fputs("  ", stdout);
        cli_term_wrap_from(a->why, 2, 2);
        return;
    }
    for (size_t i = 0; i < 2; i++)
        printf("  %-22s %s (n %u) before, %s (n %u) after\n",
               i == 0 ? "units that take part" : "comparison units",
               a->cells[2 * i].mean, (unsigned)a->cells[2 * i].n,
               a->cells[2 * i + 1].mean, (unsigned)a->cells[2 * i + 1].n);
    report_points_text(a->effect.difference.value, text[0]);
    report_points_interval(&a->effect.difference, text[1]);
    report_points_text(a->effect.smallest, text[2]);
    printf("  difference in differences %s points (95 %%: %s); smallest effect "
           "to be found %s points\n",
           text[0], text[1], text[2]);
}

static enum err print_one(const struct call *c, const struct initiative *in,
                          const struct report_initiative *r)
{
    char d[REPORT_POINTS_SIZE];
    cli_term_bold(stdout, "");
    cli_term_text(stdout, in->title);
    printf("\n  lead        ");
    cli_term_text(stdout, in->lead);
    printf("\n  amount      %lld dollars, ", (long long)in->amount);
    cli_term_text(stdout, in->mechanism);
    printf("\n  units       %s\n  comparison  %s\n  from        %s to %s\n"
           "  outcome     %s\n",
           in->units, in->comparison, in->start, in->end, in->outcome);
    if (in->late)
        puts("  Recorded after results were out: the comparison was not named "
             "beforehand.");
    for (size_t i = 0; i < r->after_count; i++)
        print_after(c, r, &r->after[i]);
    if (r->after_count == 0)
        puts("\nNot known yet: no wave that opened after the start has been "
             "published.");
    if (r->after_count == 0 && r->expected_d > 0) {
        report_points_d(r->expected_d, d);
        printf("If as many answer again, the smallest effect to be found is %s "
               "standard deviations.\n",
               d);
    }
    puts("\nUnits chose to take part, and other things changed too: a "
         "difference is no proof of\na cause, and inconclusive is no proof of "
         "none.");
    return ERR_OK;
}

static json_t *after_json(const struct call *c,
                          const struct report_initiative *r,
                          const struct report_after *a)
{
    char text[4][REPORT_POINTS_SIZE] = {"", "", "", ""};
    bool known = a->verdict != REPORT_CANNOT;
    if (known) {
        report_points_text(a->effect.difference.value, text[0]);
        report_points_text(a->effect.difference.low, text[1]);
        report_points_text(a->effect.difference.high, text[2]);
        report_points_text(a->effect.smallest, text[3]);
    }
    return json_pack(
        "{s:s, s:s, s:b, s:s, s:s?, s:s?, s:s?, s:s?, s:s?}", "before",
        c->portfolio.closed[r->before].name, "after",
        c->portfolio.closed[a->wave].name, "ended", a->is_ended, "result",
        report_verdict_words(a->verdict), "why", known ? NULL : a->why,
        "difference", known ? text[0] : NULL, "low", known ? text[1] : NULL,
        "high", known ? text[2] : NULL, "smallest", known ? text[3] : NULL);
}

static enum err print_json(const struct call *c, const struct initiative *in,
                           const struct report_initiative *r)
{
    json_t *list = json_array();
    bool good = list != NULL;
    for (size_t i = 0; good && i < r->after_count; i++)
        good = json_array_append_new(list, after_json(c, r, &r->after[i])) == 0;
    json_t *all =
        good
            ? json_pack("{s:I, s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:s, s:s, "
                        "s:s, s:b, s:b, s:s, s:O}",
                        "id", (json_int_t)in->id, "title", in->title, "lead",
                        in->lead, "amount", (json_int_t)in->amount, "mechanism",
                        in->mechanism, "units", in->units, "comparison",
                        in->comparison, "start", in->start, "end", in->end,
                        "outcome", in->outcome, "baseline", in->baseline,
                        "late", in->late, "fixed",
                        initiatives_is_fixed(in, &c->portfolio.known), "result",
                        report_verdict_words(r->verdict), "looks", list)
            : NULL;
    json_decref(list);
    if (all == NULL)
        return ERR_MEMORY;
    int wrong = json_dumpf(all, stdout, JSON_SORT_KEYS | JSON_INDENT(2));
    json_decref(all);
    putchar('\n');
    return wrong != 0 ? ERR_MEMORY : ERR_OK;
}

static enum err run_show(struct cli *cli)
{
    struct call c;
    struct initiative in;
    struct report_initiative result = {.before = 0};
    const char *typed = cli_arg(cli, 0);
    char *rest = NULL;
    long long id = strtoll(typed, &rest, 10);
    enum err e = begin(cli, false, &c);
    if (e == ERR_OK)
        e = *rest == 0 ? initiatives_get(c.staff.site, id, &in) : ERR_NOT_FOUND;
    if (e == ERR_NOT_FOUND && cli->note.text[0] == 0)
        e = err_say(&cli->note, e,
                    "no initiative %.20s; chorus initiative list shows what "
                    "there is",
                    typed);
    if (e == ERR_OK)
        e = cli_portfolio_result(&c.portfolio, &in, &result);
    if (e == ERR_OK)
        e = cli->json ? print_json(&c, &in, &result)
                      : print_one(&c, &in, &result);
    report_initiative_wipe(&result);
    end(&c);
    return e;
}

static const struct cli_option add_options[] = {
    {"title", "TEXT", "What it is called.", CLI_REQUIRED},
    {"lead", "NAME", "Who answers for it.", CLI_REQUIRED},
    {"amount", "DOLLARS", "Whole dollars, digits only.", CLI_REQUIRED},
    {"mechanism", "TEXT", "How it is paid: matching grant, ...", CLI_REQUIRED},
    {"units", "U1,U2", "Units that take part.", CLI_REQUIRED},
    {"comparison", "V1,V2", "Units like them that do not.", CLI_REQUIRED},
    {"start", "DATE", "2026-12-15", CLI_REQUIRED},
    {"end", "DATE", "2027-06-30", CLI_REQUIRED},
    {"outcome", "SCALE", "The scale that will say whether it did something.",
     CLI_REQUIRED},
    {"baseline", "WAVE",
     "The wave before; without it the last that closes before the start.", 0},
    {NULL, NULL, NULL, 0},
};

const struct cli_command cli_cmd_initiative_add = {
    .name = "initiative add",
    .args = "",
    .summary = "Record an initiative before its result is known",
    .details =
        "Units, comparison units, start, primary outcome and the wave before "
        "are fixed from the first published wave after the start on. One that "
        "is recorded later is marked so for good.",
    .options = add_options,
    .run = run_add,
};

const struct cli_command cli_cmd_initiative_import = {
    .name = "initiative import",
    .args = "FILE.csv",
    .min_args = 1,
    .max_args = 1,
    .summary = "Record initiatives from a file, all or none",
    .details = "Columns: title, lead, amount, mechanism, units, comparison, "
               "start, end, outcome [, baseline]; as in chorus initiative add.",
    .run = run_import,
};

const struct cli_command cli_cmd_initiative_list = {
    .name = "initiative list",
    .args = "",
    .summary = "List initiatives and what the results say",
    .json = true,
    .run = run_list,
};

const struct cli_command cli_cmd_initiative_show = {
    .name = "initiative show",
    .args = "ID",
    .min_args = 1,
    .max_args = 1,
    .summary = "Show an initiative beside its comparison units",
    .json = true,
    .run = run_show,
};
