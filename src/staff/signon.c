#include "staff/signon.h"

#include "base/config.h"
#include "staff/accounts.h"

#define PROGRAMS_MAX 64
#define PATH_SIZE    128

const char *const signon_headers[] = {
    "Remote-User",
    "Remote-Groups",
    "X-Remote-User",
    "X-Remote-Groups",
    "X-Forwarded-User",
    "X-Forwarded-Groups",
    "X-Forwarded-Email",
    "X-Auth-Request-User",
    "X-Auth-Request-Groups",
    "X-Auth-Request-Email",
    NULL,
};

/* One line: what somebody, or everybody of a group, is. */
struct rule {
    enum site_account_role role;
    bool is_group;
    char name[CONFIG_VALUE_SIZE];
    char programs[PROGRAMS_MAX][SITE_NAME_SIZE];
    size_t program_count;
};

struct signon {
    const char *user_header; /* of signon_headers */
    const char *groups_header;
    char separator;
    char logout[PATH_SIZE];
    struct rule *rules;
    size_t rule_count;
    size_t rule_room;
};

/* --- the file ------------------------------------------------------------- */

static const char *known_header(const char *name)
{
    for (size_t i = 0; signon_headers[i] != NULL; i++) {
        if (strcasecmp(signon_headers[i], name) == 0)
            return signon_headers[i];
    }
    return NULL;
}

static enum err set_header(const char **header, const char *value,
                           const char *where, struct err_note *note)
{
    const char *known = known_header(value);
    if (known == NULL)
        return err_say(note, ERR_FORMAT,
                       "%s: this header is not one that the proxy "
                       "configurations take away from clients; use Remote-User "
                       "or another of the man page",
                       where);
    *header = known;
    return ERR_OK;
}

static enum err set_logout(struct signon *s, const char *value,
                           const char *where, struct err_note *note)
{
    /* Not "//host": that is another site. */
    if (value[0] != '/' || value[1] == '/' || strlen(value) >= PATH_SIZE ||
        strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                      "0123456789/_.-?=&%") != strlen(value))
        return err_say(note, ERR_FORMAT, "%s: logout is a path of this site",
                       where);
    (void)snprintf(s->logout, sizeof s->logout, "%s", value);
    return ERR_OK;
}

/* The next word of *TEXT, up to a blank; false when there is none. */
static bool next_word(const char **text, char *out, size_t size)
{
    *text += strspn(*text, " \t");
    size_t len = strcspn(*text, " \t");
    if (len == 0 || len >= size)
        return false;
    memcpy(out, *text, len);
    out[len] = '\0';
    *text += len;
    return true;
}

static enum err read_programs(struct rule *rule, const char *text,
                              const char *where, struct err_note *note)
{
    while (text[strspn(text, " \t")] != '\0') {
        if (rule->program_count == PROGRAMS_MAX ||
            !next_word(&text, rule->programs[rule->program_count],
                       SITE_NAME_SIZE))
            return err_say(note, ERR_FORMAT,
                           "%s: a program's id is too long, "
                           "or there are too many",
                           where);
        rule->program_count++;
    }
    bool champion = rule->role == SITE_CHAMPION;
    if (champion != (rule->program_count > 0))
        return err_say(note, ERR_FORMAT,
                       champion ? "%s: a champion needs programs: "
                                  "champion P001 = user NAME"
                                : "%s: programs are for champions: this role "
                                  "sees all",
                       where);
    return ERR_OK;
}

static enum err read_who(struct rule *rule, const char *value,
                         const char *where, struct err_note *note)
{
    char kind[8] = "";
    const char *rest = value;
    bool is_kind = next_word(&rest, kind, sizeof kind) &&
                   (strcmp(kind, "user") == 0 || strcmp(kind, "group") == 0);
    rest += strspn(rest, " \t");
    if (!is_kind || *rest == '\0')
        return err_say(
            note, ERR_FORMAT,
            "%s: expected user NAME or group NAME after the =", where);
    rule->is_group = kind[0] == 'g';
    (void)snprintf(rule->name, sizeof rule->name, "%s", rest);
    return ERR_OK;
}

/* For one rule more; they are large, so not anew for each line. */
static enum err make_room(struct signon *s)
{
    if (s->rule_count < s->rule_room)
        return ERR_OK;
    size_t room = s->rule_room == 0 ? 16 : s->rule_room * 2;
    struct rule *rules = realloc(s->rules, room * sizeof *rules);
    if (rules == NULL)
        return ERR_MEMORY;
    s->rules = rules;
    s->rule_room = room;
    return ERR_OK;
}

static enum err add_rule(struct signon *s, const char *key, const char *value,
                         const char *where, struct err_note *note)
{
    char role[16] = "";
    struct rule *rule = calloc(1, sizeof *rule);
    if (rule == NULL)
        return ERR_MEMORY;
    enum err e = ERR_OK;
    if (!next_word(&key, role, sizeof role) ||
        accounts_role_find(role, &rule->role) != ERR_OK)
        e = err_say(note, ERR_FORMAT,
                    "%s: unknown key; a role is champion, subcommittee or "
                    "office",
                    where);
    if (e == ERR_OK)
        e = read_programs(rule, key, where, note);
    if (e == ERR_OK)
        e = read_who(rule, value, where, note);
    if (e == ERR_OK)
        e = make_room(s);
    if (e == ERR_OK)
        s->rules[s->rule_count++] = *rule;
    free(rule);
    return e;
}

static enum err take_line(void *ctx, const char *key, const char *value,
                          const char *where, struct err_note *note)
{
    struct signon *s = ctx;
    if (strlen(value) >= CONFIG_VALUE_SIZE)
        return err_say(note, ERR_FORMAT, "%s: the value is too long", where);
    if (strcmp(key, "user_header") == 0)
        return set_header(&s->user_header, value, where, note);
    if (strcmp(key, "groups_header") == 0)
        return set_header(&s->groups_header, value, where, note);
    if (strcmp(key, "logout") == 0)
        return set_logout(s, value, where, note);
    if (strcmp(key, "groups_separator") == 0) {
        if (strlen(value) != 1)
            return err_say(note, ERR_FORMAT,
                           "%s: groups_separator is one character", where);
        s->separator = value[0];
        return ERR_OK;
    }
    return add_rule(s, key, value, where, note);
}

enum err signon_load(const char *path, struct signon **out_signon,
                     struct err_note *note)
{
    struct signon *s = calloc(1, sizeof *s);
    if (s == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", path);
    s->user_header = signon_headers[0];
    s->groups_header = signon_headers[1];
    s->separator = ',';
    s->logout[0] = '/';
    enum err e = config_each(path, take_line, s, note);
    if (e == ERR_OK && s->rule_count == 0)
        e = err_say(note, ERR_FORMAT,
                    "%s: no line says who may come in; remove the file to "
                    "switch single sign-on off",
                    path);
    if (e != ERR_OK) {
        signon_free(s);
        s = NULL;
    }
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    *out_signon = s;
    return ERR_OK;
}

void signon_free(struct signon *s)
{
    if (s == NULL)
        return;
    free(s->rules);
    free(s);
}

const char *signon_user_header(const struct signon *s)
{
    return s->user_header;
}

const char *signon_groups_header(const struct signon *s)
{
    return s->groups_header;
}

const char *signon_logout(const struct signon *s)
{
    return s->logout;
}

/* --- people --------------------------------------------------------------- */

/* A name that can stand in a log and on a page: as those of accounts. */
static bool is_name(const char *user)
{
    size_t len = strlen(user);
    if (len == 0 || len >= SITE_ACCOUNT_SIZE)
        return false;
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)user[i] <= ' ' || (unsigned char)user[i] >= 0x7f)
            return false;
    }
    return true;
}

static bool is_in(const char *groups, char separator, const char *group)
{
    const char end[] = {separator, '\0'};
    while (groups != NULL && *groups != '\0') {
        groups += strspn(groups, " \t");
        size_t len = strcspn(groups, end);
        size_t trimmed = len;
        while (trimmed > 0 && strchr(" \t", groups[trimmed - 1]) != NULL)
            trimmed--;
        if (strlen(group) == trimmed && memcmp(groups, group, trimmed) == 0)
            return true;
        groups += len + (groups[len] != '\0');
    }
    return false;
}

static bool speaks_of(const struct signon *s, const struct rule *rule,
                      const char *user, const char *groups)
{
    return rule->is_group ? is_in(groups, s->separator, rule->name)
                          : strcmp(rule->name, user) == 0;
}

/* The rule that decides; NULL when none speaks of them. */
static const struct rule *decide(const struct signon *s, const char *user,
                                 const char *groups)
{
    const struct rule *first = NULL;
    for (size_t i = 0; i < s->rule_count; i++) {
        if (!speaks_of(s, &s->rules[i], user, groups))
            continue;
        if (!s->rules[i].is_group)
            return &s->rules[i];
        if (first == NULL)
            first = &s->rules[i];
    }
    return first;
}

static enum err add_programs(struct site_account *account,
                             const struct rule *rule)
{
    size_t count = account->program_count + rule->program_count;
    if (count == 0)
        return ERR_OK;
    void *grown = realloc(account->programs, count * sizeof *account->programs);
    if (grown == NULL)
        return ERR_MEMORY;
    account->programs = grown;
    for (size_t i = 0; i < rule->program_count; i++)
        memcpy(account->programs[account->program_count++], rule->programs[i],
               SITE_NAME_SIZE);
    return ERR_OK;
}

enum err signon_account(const struct signon *s, const char *user,
                        const char *groups, struct site_account *out_account)
{
    if (!is_name(user))
        return ERR_NOT_FOUND;
    const struct rule *chosen = decide(s, user, groups);
    if (chosen == NULL)
        return ERR_NOT_FOUND;
    struct site_account account = {.role = chosen->role};
    (void)snprintf(account.name, sizeof account.name, "%s", user);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < s->rule_count; i++) {
        const struct rule *rule = &s->rules[i];
        if (rule->role == chosen->role && rule->is_group == chosen->is_group &&
            speaks_of(s, rule, user, groups))
            e = add_programs(&account, rule);
    }
    if (e != ERR_OK) {
        site_account_wipe(&account);
        return e;
    }
    *out_account = account;
    return ERR_OK;
}
