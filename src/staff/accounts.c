#include "staff/accounts.h"

#include <sodium.h>

_Static_assert(SITE_PASSWORD_HASH_SIZE == crypto_pwhash_STRBYTES,
               "the column holds what libsodium writes");

struct accounts_checker {
    struct site *site;
    char decoy[SITE_PASSWORD_HASH_SIZE];
};

static const struct {
    enum site_account_role role;
    const char *name;
} roles[] = {
    {SITE_CHAMPION, "champion"},
    {SITE_SUBCOMMITTEE, "subcommittee"},
    {SITE_ACCOUNT_OFFICE, "office"},
};

static enum err hash(const char *password, enum accounts_cost cost,
                     char out_hash[static SITE_PASSWORD_HASH_SIZE])
{
    unsigned long long ops = crypto_pwhash_OPSLIMIT_INTERACTIVE;
    size_t memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;
    if (cost == ACCOUNTS_COST_LIGHT) {
        ops = crypto_pwhash_OPSLIMIT_MIN;
        memory = crypto_pwhash_MEMLIMIT_MIN;
    }
    char made[SITE_PASSWORD_HASH_SIZE];
    if (crypto_pwhash_str(made, password, strlen(password), ops, memory) != 0)
        return ERR_MEMORY;
    memcpy(out_hash, made, sizeof made);
    return ERR_OK;
}

enum err accounts_hash_password(const char *password, enum accounts_cost cost,
                                char out_hash[static SITE_PASSWORD_HASH_SIZE])
{
    size_t len = strlen(password);
    if (len < ACCOUNTS_PASSWORD_MIN_BYTES || len > ACCOUNTS_PASSWORD_MAX_BYTES)
        return ERR_RANGE;
    return hash(password, cost, out_hash);
}

static enum err say_password(enum err e, struct err_note *note)
{
    if (e == ERR_RANGE)
        return err_say(note, e, "the password must have %d to %d bytes",
                       ACCOUNTS_PASSWORD_MIN_BYTES,
                       ACCOUNTS_PASSWORD_MAX_BYTES);
    return err_say(note, e, "no memory to hash the password");
}

static enum err check_name(const char *name, struct err_note *note)
{
    size_t len = strlen(name);
    if (len == 0 || len >= SITE_ACCOUNT_SIZE)
        return err_say(note, ERR_RANGE, "the name must have 1 to %d bytes",
                       SITE_ACCOUNT_SIZE - 1);
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)name[i] <= ' ' || name[i] == 0x7f)
            return err_say(note, ERR_RANGE, "the name holds a blank");
    }
    return ERR_OK;
}

static enum err check_programs(enum site_account_role role,
                               const char *const *programs, size_t count,
                               struct err_note *note)
{
    if (role == SITE_CHAMPION && count == 0)
        return err_say(note, ERR_RANGE,
                       "a champion needs --program: whose unit may they see?");
    if (role != SITE_CHAMPION && count > 0)
        return err_say(note, ERR_RANGE,
                       "--program is for champions: this role sees all");
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(programs[i]);
        if (len == 0 || len >= SITE_NAME_SIZE)
            return err_say(note, ERR_RANGE, "program %zu: no such id", i + 1);
    }
    return ERR_OK;
}

static int compare_programs(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* In bytewise order, each once. */
static enum err set_programs(struct site_account *account,
                             const char *const *programs, size_t count)
{
    if (count == 0)
        return ERR_OK;
    account->programs = calloc(count, sizeof *account->programs);
    if (account->programs == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < count; i++)
        (void)snprintf(account->programs[i], SITE_NAME_SIZE, "%s", programs[i]);
    qsort(account->programs, count, sizeof *account->programs,
          compare_programs);
    for (size_t i = 0; i < count; i++) {
        size_t last = account->program_count;
        if (last > 0 &&
            strcmp(account->programs[last - 1], account->programs[i]) == 0)
            continue;
        memmove(account->programs[account->program_count++],
                account->programs[i], SITE_NAME_SIZE);
    }
    return ERR_OK;
}

enum err accounts_add(struct site *site, const char *name,
                      enum site_account_role role, const char *const *programs,
                      size_t program_count, const char *password,
                      enum accounts_cost cost, struct err_note *note)
{
    enum err e = check_name(name, note);
    if (e == ERR_OK)
        e = check_programs(role, programs, program_count, note);
    if (e != ERR_OK)
        return e;
    struct site_account account = {.role = role};
    (void)snprintf(account.name, sizeof account.name, "%s", name);
    e = accounts_hash_password(password, cost, account.password_hash);
    if (e != ERR_OK)
        return say_password(e, note);
    e = set_programs(&account, programs, program_count);
    if (e == ERR_OK)
        e = site_account_put(site, &account);
    free(account.programs);
    sodium_memzero(&account, sizeof account);
    if (e == ERR_EXISTS)
        return err_say(note, e,
                       "%s: there is an account of that name; "
                       "`chorus user reset` gives it a new password",
                       name);
    if (e != ERR_OK)
        return err_say(note, e, "%s: the account was not stored: %s", name,
                       err_name(e));
    return ERR_OK;
}

enum err accounts_reset(struct site *site, const char *name,
                        const char *password, enum accounts_cost cost,
                        struct err_note *note)
{
    char hashed[SITE_PASSWORD_HASH_SIZE];
    enum err e = accounts_hash_password(password, cost, hashed);
    if (e != ERR_OK)
        return say_password(e, note);
    e = site_account_set_password(site, name, hashed);
    sodium_memzero(hashed, sizeof hashed);
    if (e != ERR_OK)
        return err_say(note, e, "%s: the password was not changed: %s", name,
                       err_name(e));
    return ERR_OK;
}

const char *accounts_role_name(enum site_account_role role)
{
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (roles[i].role == role)
            return roles[i].name;
    }
    return "";
}

enum err accounts_role_find(const char *name, enum site_account_role *out_role)
{
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (strcmp(roles[i].name, name) == 0) {
            *out_role = roles[i].role;
            return ERR_OK;
        }
    }
    return ERR_NOT_FOUND;
}

/*
 * What an account's password is stored as, of none: its salt and hash are
 * drawn, so that no password is known to fit, and checking one against it costs
 * what checking any costs. Making a true one would cost that at every start,
 * and its 64 MiB. Source: Argon2's string, as crypto_pwhash_str writes it.
 */
static void draw_decoy(char out_decoy[static SITE_PASSWORD_HASH_SIZE])
{
    const int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    uint8_t salt[crypto_pwhash_argon2id_SALTBYTES];
    uint8_t hash[32];
    char salt_text[sizeof salt / 3 * 4 + 5]; /* in base64 */
    char hash_text[sizeof hash / 3 * 4 + 5];
    randombytes_buf(salt, sizeof salt);
    randombytes_buf(hash, sizeof hash);
    sodium_bin2base64(salt_text, sizeof salt_text, salt, sizeof salt, variant);
    sodium_bin2base64(hash_text, sizeof hash_text, hash, sizeof hash, variant);
    (void)snprintf(out_decoy, SITE_PASSWORD_HASH_SIZE,
                   "$argon2id$v=19$m=%u,t=%u,p=1$%s$%s",
                   crypto_pwhash_MEMLIMIT_INTERACTIVE / 1024,
                   crypto_pwhash_OPSLIMIT_INTERACTIVE, salt_text, hash_text);
    /* Anything else would be refused at once, and so tell names apart. */
    err_assert(crypto_pwhash_str_needs_rehash(
                   out_decoy, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                   crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0);
}

enum err accounts_checker_new(struct site *site,
                              struct accounts_checker **out_checker)
{
    struct accounts_checker *c = calloc(1, sizeof *c);
    if (c == NULL)
        return ERR_MEMORY;
    c->site = site;
    draw_decoy(c->decoy);
    *out_checker = c;
    return ERR_OK;
}

void accounts_checker_free(struct accounts_checker *checker)
{
    free(checker);
}

enum err accounts_check(struct accounts_checker *checker, const char *name,
                        const char *password, int64_t now_sec,
                        struct site_account *out_account)
{
    struct site_account account = {0};
    enum err e = site_account_get(checker->site, name, &account);
    if (e != ERR_OK && e != ERR_NOT_FOUND)
        return e;
    const bool is_there = e == ERR_OK;
    const char *stored = is_there ? account.password_hash : checker->decoy;
    bool right =
        crypto_pwhash_str_verify(stored, password, strlen(password)) == 0;
    right = right && is_there;
    /* What was typed as a name may be anything, a password too: not kept. */
    e = site_login_add(checker->site, is_there ? name : "",
                       right ? SITE_LOGIN_PASSWORD : SITE_LOGIN_WRONG, now_sec);
    if (e == ERR_OK && !right)
        e = ERR_DENIED;
    if (e != ERR_OK) {
        site_account_wipe(&account);
        return e;
    }
    *out_account = account;
    return ERR_OK;
}
