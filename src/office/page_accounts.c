/* /accounts: who of the staff may see results, with which role: added, given a
 * new password, removed. The acts of `chorus user`. */
#include "office/pages.h"

#include "conduct/accounts.h"

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},
    {"WHAT", RENDER_TEXT},
    {"DONE", RENDER_SECTION},
    {"SAID", RENDER_TEXT},
    {"NONE", RENDER_SECTION},
    {"LIST", RENDER_SECTION},
    {"ACCOUNT", RENDER_SECTION},
    {"NAME", RENDER_TEXT},
    {"ROLE", RENDER_TEXT},
    {"PROGRAMS", RENDER_TEXT},
    {"CHOICE", RENDER_SECTION},
    {"RESET", RENDER_SECTION},
    {"REMOVE", RENDER_SECTION},
    {"ADD_NAME", RENDER_TEXT},
    {"ADD_PROGRAMS", RENDER_TEXT},
    {"IS_CHAMPION", RENDER_SECTION},
    {"IS_SUBCOMMITTEE", RENDER_SECTION},
    {"IS_OFFICE", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form office_accounts_form = {"office_accounts.tpl", fields,
                                                 office_frame_fields};

/* What came of a form; NULL texts: nothing was typed. */
struct said {
    enum err wrong;
    struct err_note note;
    const char *done;
    const char *name;
    const char *role;
    const char *programs;
};

static const char *role_words(enum site_account_role role)
{
    switch (role) {
    case SITE_CHAMPION: return "Champion: own programs";
    case SITE_SUBCOMMITTEE: return "Subcommittee: all results";
    case SITE_ACCOUNT_OFFICE: return "Office: all results and participation";
    }
    return "";
}

static enum err put_account(struct render_dict *list,
                            const struct site_account *a)
{
    struct buf programs = BUF_INIT;
    struct render_dict *row = render_add(list, "ACCOUNT");
    for (size_t i = 0; i < a->program_count; i++)
        buf_printf(&programs, "%s%s", i == 0 ? "" : " ", a->programs[i]);
    enum err e = buf_check(&programs);
    render_put_text(row, "NAME", a->name);
    render_put_text(row, "ROLE", role_words(a->role));
    render_put_text(row, "PROGRAMS", buf_text(&programs));
    buf_free(&programs);
    return e;
}

static enum err put_accounts(const struct office *o, struct render_dict *page,
                             struct err_note *note)
{
    struct conduct_desk f;
    struct site_account *accounts = NULL;
    size_t count = 0;
    enum err e = conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, note);
    if (e == ERR_OK)
        e = site_account_list(f.site, &accounts, &count);
    struct render_dict *list =
        e == ERR_OK ? render_add(page, count == 0 ? "NONE" : "LIST") : NULL;
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        e = put_account(list, &accounts[i]);
    site_accounts_free(accounts, count);
    conduct_desk_close(&f);
    return e;
}

/* What stands below the list: one account's new password or its end, or the
 * form for another one. */
static void put_form(struct render_dict *page, struct http_request *r,
                     const struct said *said)
{
    const char *reset = http_request_query(r, "reset");
    const char *remove = http_request_query(r, "remove");
    if (reset != NULL || remove != NULL) {
        struct render_dict *one =
            render_add(page, reset != NULL ? "RESET" : "REMOVE");
        render_put_text(one, "NAME", reset != NULL ? reset : remove);
        return;
    }
    struct render_dict *add = render_add(page, "CHOICE");
    const char *role = said->role == NULL ? "champion" : said->role;
    render_put_text(add, "ADD_NAME", said->name == NULL ? "" : said->name);
    render_put_text(add, "ADD_PROGRAMS",
                    said->programs == NULL ? "" : said->programs);
    (void)render_add(add, strcmp(role, "office") == 0 ? "IS_OFFICE"
                          : strcmp(role, "subcommittee") == 0
                              ? "IS_SUBCOMMITTEE"
                              : "IS_CHAMPION");
}

static void show(const struct office *o, struct http_request *r,
                 const struct said *said)
{
    struct err_note note = {""};
    struct render_dict *page = office_page_new(o, "Accounts of staff");
    enum err e = put_accounts(o, page, &note);
    if (e != ERR_OK) {
        render_dict_free(page);
        office_answer_failed(o, r, e, &note);
        return;
    }
    if (said->wrong != ERR_OK)
        office_put_error(page, said->wrong, &said->note);
    if (said->done != NULL)
        render_put_format(render_add(page, "DONE"), "SAID", "%.64s %s",
                          said->name, said->done);
    const struct said blank = {.name = NULL};
    put_form(page, r, said->done != NULL ? &blank : said);
    office_answer(o, r,
                  said->wrong == ERR_OK ? 200 : http_status_of(said->wrong),
                  "office_accounts.tpl", page);
}

void office_accounts(void *context, struct http_request *r)
{
    show(context, r, &(struct said){.wrong = ERR_OK});
}

/* --- forms ---------------------------------------------------------------- */

static enum err read_password(const struct http_request *r,
                              const char **out_password, struct err_note *note)
{
    const char *password = http_request_field(r, "password");
    if (strcmp(password, http_request_field(r, "again")) != 0)
        return err_say(note, ERR_FORMAT,
                       "the two passwords differ; type both again");
    *out_password = password;
    return ERR_OK;
}

/* Cuts TEXT at blanks and commas, in place. */
static size_t split(char *text,
                    const char *out_list[static CONDUCT_ACCOUNT_PROGRAMS_MAX])
{
    size_t n = 0;
    for (char *p = text; *p != '\0' && n < CONDUCT_ACCOUNT_PROGRAMS_MAX;) {
        p += strspn(p, " ,;");
        if (*p == '\0')
            break;
        out_list[n++] = p;
        p += strcspn(p, " ,;");
        if (*p != '\0')
            *p++ = '\0';
    }
    return n;
}

static enum err add(const struct office *o, const struct http_request *r,
                    struct said *said)
{
    const char *programs[CONDUCT_ACCOUNT_PROGRAMS_MAX];
    char text[OFFICE_PROGRAMS_MAX + 1];
    struct conduct_account account = {.name = said->name, .programs = programs};
    struct conduct_desk f;
    const char *password = "";
    (void)snprintf(text, sizeof text, "%s", said->programs);
    account.program_count = split(text, programs);
    if (accounts_role_find(said->role, &account.role) != ERR_OK)
        return err_say(&said->note, ERR_FORMAT, "choose a role");
    enum err e = read_password(r, &password, &said->note);
    if (e != ERR_OK)
        return e;
    e = conduct_desk_open(o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE, NULL,
                          &f, &said->note);
    if (e == ERR_OK)
        e = conduct_account_check(&f.folder, &account, &said->note);
    if (e == ERR_OK)
        e = conduct_account_add(&f.folder, f.site, &account, password,
                                &said->note);
    conduct_desk_close(&f);
    return e;
}

void office_accounts_add(void *context, struct http_request *r)
{
    const struct office *o = context;
    if (!office_form_is_ours(o, r))
        return;
    struct said said = {.name = http_request_field(r, "name"),
                        .role = http_request_field(r, "role"),
                        .programs = http_request_field(r, "programs")};
    said.wrong = add(o, r, &said);
    if (said.wrong == ERR_OK)
        said.done = "was added. Hand the password over in person; it can be "
                    "replaced here.";
    show(o, r, &said);
}

void office_accounts_reset(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_desk f;
    const char *password = "";
    if (!office_form_is_ours(o, r))
        return;
    struct said said = {.name = http_request_field(r, "name")};
    said.wrong = read_password(r, &password, &said.note);
    if (said.wrong == ERR_OK) {
        said.wrong =
            conduct_desk_open(o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE,
                              NULL, &f, &said.note);
        if (said.wrong == ERR_OK)
            said.wrong = conduct_account_reset(&f.folder, f.site, said.name,
                                               password, &said.note);
        conduct_desk_close(&f);
    }
    if (said.wrong == ERR_OK)
        said.done = "has a new password, and was logged out everywhere.";
    show(o, r, &said);
}

void office_accounts_remove(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_desk f;
    if (!office_form_is_ours(o, r))
        return;
    struct said said = {.name = http_request_field(r, "name")};
    said.wrong = conduct_desk_open(
        o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE, NULL, &f, &said.note);
    if (said.wrong == ERR_OK)
        said.wrong = conduct_account_remove(f.site, said.name, &said.note);
    conduct_desk_close(&f);
    if (said.wrong == ERR_OK)
        said.done = "was removed, and was logged out everywhere. What they "
                    "wrote stays, under their name.";
    show(o, r, &said);
}
