#include "conduct/mail_settings.h"

#include <sys/stat.h>

#define PASSWORD_MAX 1024

static enum err wrong(const struct conduct_folder *f, enum err e,
                      const char *what, struct err_note *note)
{
    return err_say(note, e, "%s/chorus.conf: %s", f->dir.s, what);
}

static enum err read_address(const struct conduct_folder *f, const char *key,
                             struct message_address *out_address,
                             struct err_note *note)
{
    const char *text = conduct_folder_setting(f, key);
    *out_address = (struct message_address){"", ""};
    if (text[0] == '\0' || message_address_parse(text, out_address) == ERR_OK)
        return ERR_OK;
    return err_say(note, ERR_FORMAT,
                   "%s/chorus.conf: %s is an address, or a name and an address "
                   "in <>",
                   f->dir.s, key);
}

enum err conduct_mail_contact(const struct conduct_folder *folder,
                              struct message_address *out_contact,
                              struct err_note *note)
{
    enum err e = read_address(folder, "mail_reply_to", out_contact, note);
    if (e == ERR_OK && out_contact->address[0] == '\0')
        e = read_address(folder, "mail_from", out_contact, note);
    return e;
}

static enum err read_server(const struct conduct_folder *f,
                            struct mail_settings *s, struct err_note *note)
{
    static const char *const names[] = {[MAIL_STARTTLS] = "starttls",
                                        [MAIL_TLS] = "tls",
                                        [MAIL_PLAIN] = "none"};
    const char *port = conduct_folder_setting(f, "smtp_port");
    const char *security = conduct_folder_setting(f, "smtp_security");
    size_t len = strlen(port);
    size_t at = 0;
    s->host = conduct_folder_setting(f, "smtp_host");
    s->user = conduct_folder_setting(f, "smtp_user");
    s->ca_file = conduct_folder_setting(f, "smtp_ca_file");
    if (s->host[0] == '\0')
        return wrong(f, ERR_STATE,
                     "smtp_host is not set; without a mail server use --out or "
                     "--letters",
                     note);
    if (strspn(s->host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "0123456789.-:[]") != strlen(s->host))
        return wrong(f, ERR_FORMAT, "smtp_host is a name or an address", note);
    bool digits = len > 0 && len <= 5 && strspn(port, "0123456789") == len;
    s->port = digits ? (uint32_t)strtoul(port, NULL, 10) : 0;
    if (s->port == 0 || s->port > UINT16_MAX)
        return wrong(f, ERR_FORMAT, "smtp_port is a number from 1 to 65535",
                     note);
    while (at < 3 && strcmp(names[at], security) != 0)
        at++;
    if (at == 3)
        return wrong(f, ERR_FORMAT, "smtp_security is starttls, tls or none",
                     note);
    s->security = (enum mail_security)at;
    return ERR_OK;
}

static enum err read_password(const struct conduct_folder *f,
                              struct conduct_mail_settings *s,
                              struct err_note *note)
{
    const char *name = conduct_folder_setting(f, "smtp_password_file");
    struct file_path path;
    struct stat st;
    s->server.password = "";
    if (s->server.user[0] == '\0')
        return ERR_OK;
    if (name[0] == '\0')
        return wrong(f, ERR_STATE, "smtp_user needs smtp_password_file", note);
    enum err e = file_join(name[0] == '/' ? "" : f->dir.s,
                           name + (name[0] == '/'), &path);
    if (e != ERR_OK)
        return e;
    if (stat(path.s, &st) == 0 && (st.st_mode & 077) != 0)
        return err_say(note, ERR_DENIED,
                       "%s: others may read this password; chmod 600 it",
                       path.s);
    e = file_read(path.s, PASSWORD_MAX, &s->password, note);
    if (e != ERR_OK)
        return e;
    char *text = (char *)s->password.data;
    if (text == NULL || text[0] == '\0')
        return err_say(note, ERR_FORMAT, "%s: holds no password", path.s);
    text[strcspn(text, "\r\n")] = '\0';
    s->server.password = text;
    return ERR_OK;
}

enum err conduct_mail_settings_read(const struct conduct_folder *folder,
                                    struct conduct_mail_settings *out_settings,
                                    struct err_note *note)
{
    struct conduct_mail_settings s = {.password = BUF_INIT};
    enum err e = read_server(folder, &s.server, note);
    if (e == ERR_OK)
        e = read_address(folder, "mail_from", &s.sender.from, note);
    if (e == ERR_OK && s.sender.from.address[0] == '\0')
        e = wrong(folder, ERR_STATE,
                  "mail_from is not set: who do the mails come from?", note);
    if (e == ERR_OK)
        e = read_address(folder, "mail_reply_to", &s.sender.reply_to, note);
    s.sender.subject = conduct_folder_setting(folder, "mail_subject");
    if (e == ERR_OK)
        e = read_password(folder, &s, note);
    if (e != ERR_OK) {
        conduct_mail_settings_wipe(&s);
        return e;
    }
    *out_settings = s;
    return ERR_OK;
}

void conduct_mail_settings_wipe(struct conduct_mail_settings *settings)
{
    buf_wipe(&settings->password);
}
