/* chorus.conf with its own keys, and what mailing makes of it: a server that
 * can be asked, addresses that are addresses. */
#include "fuzz/file.h"

#include "conduct/mail_settings.h"
#include "roster/email.h"

/* What makes a folder one of ours, and a password. */
static void begin(struct fuzz_file *file)
{
    struct file_path server;
    fuzz_file_put(file, "chorus.conf", "", 0);
    err_assert(file_join(file->dir.s, "server", &server) == ERR_OK);
    err_assert(file_make_dir(server.s, 0700, NULL) == ERR_OK);
    fuzz_file_put_beside(file, "server/site.db", "", 0);
    fuzz_file_put_beside(file, "pw", "secret\r\n", 8);
}

static void check_address(const struct message_address *a)
{
    err_assert(fuzz_is_plain(a->name) && strchr(a->address, '>') == NULL);
    err_assert(a->address[0] == 0 || email_is_valid(a->address));
}

static void check_mail(const struct conduct_folder *folder)
{
    struct conduct_mail_settings s;
    struct err_note note = {""};
    enum err e = conduct_mail_settings_read(folder, &s, &note);
    fuzz_note(e, &note);
    if (e != ERR_OK)
        return;
    err_assert(s.server.host[0] != 0 && fuzz_is_plain(s.server.host));
    err_assert(s.server.port > 0 && s.server.port <= 65535);
    err_assert(s.sender.from.address[0] != 0);
    check_address(&s.sender.from);
    check_address(&s.sender.reply_to);
    err_assert((s.server.user[0] != 0) == (s.server.password[0] != 0));
    err_assert(strpbrk(s.server.password, "\r\n") == NULL);
    conduct_mail_settings_wipe(&s);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    struct conduct_folder folder;
    struct message_address contact;
    struct err_note note = {""};
    struct err_note contact_note = {""};
    if (file.dir.s[0] == 0)
        begin(&file);
    fuzz_file_put(&file, "chorus.conf", data, len);
    enum err e = conduct_folder_open(file.dir.s, &folder, &note);
    fuzz_note(e, &note);
    if (e != ERR_OK)
        return 0;
    e = conduct_mail_contact(&folder, &contact, &contact_note);
    fuzz_note(e, &contact_note);
    if (e == ERR_OK)
        check_address(&contact);
    check_mail(&folder);
    return 0;
}
