/* Single sign-on: the proxy's two headers (the input's first two lines), and
 * the file that says who they are (the rest). Nobody comes in whom no line of
 * it names. */
#include "fuzz/file.h"

#include "staff/signon.h"

static bool is_known(const char *header)
{
    size_t i = 0;
    while (signon_headers[i] != NULL && strcmp(signon_headers[i], header) != 0)
        i++;
    return signon_headers[i] != NULL;
}

static void check_person(const struct signon *s, const char *file,
                         const char *user, const char *groups)
{
    struct site_account account;
    if (signon_account(s, user, groups, &account) != ERR_OK)
        return;
    err_assert(strcmp(account.name, user) == 0 && fuzz_is_plain(user));
    err_assert((account.role == SITE_CHAMPION) == (account.program_count > 0));
    err_assert(strstr(file, user) != NULL || strstr(file, "group") != NULL);
    site_account_wipe(&account);
    /* Without groups no line for a group speaks. */
    if (signon_account(s, user, NULL, &account) == ERR_OK) {
        err_assert(strstr(file, user) != NULL);
        site_account_wipe(&account);
    }
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    struct signon *s = NULL;
    struct err_note note = {""};
    char *user = fuzz_text(data, len);
    char *groups = strchr(user, '\n');
    char *rest = groups == NULL ? NULL : strchr(groups + 1, '\n');
    if (rest != NULL) {
        *groups++ = 0;
        *rest++ = 0;
        fuzz_file_put(&file, "signon.conf", rest, len - (size_t)(rest - user));
        enum err e = signon_load(file.path.s, &s, &note);
        fuzz_note(e, &note);
        err_assert((e == ERR_OK) == (s != NULL));
    }
    if (s != NULL) {
        err_assert(is_known(signon_user_header(s)));
        err_assert(is_known(signon_groups_header(s)));
        err_assert(signon_logout(s)[0] == '/' && signon_logout(s)[1] != '/');
        check_person(s, rest, user, groups);
    }
    signon_free(s);
    free(user);
    return 0;
}
