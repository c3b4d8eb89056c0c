#include "conduct/folder.h"

#include "wave/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char conf_text[] =
    "# Settings of this institution. Lines are \"key = value\"; a line that\n"
    "# begins with \"#\" is a comment. What is commented out is the default.\n"
    "\n"
    "# Where trainees reach the server; invite links begin with it.\n"
    "#base_url = https://wellbeing.example.org\n"
    "\n"
    "# Days from a wave's closing until its single ballots are deleted; told\n"
    "# to every trainee before answering.\n"
    "#purge_days = 30\n"
    "\n"
    "# What guessing a wave's passphrase costs: moderate (256 MiB of memory a\n"
    "# guess). \"light\" is for tests and demonstrations only.\n"
    "#kdf = moderate\n"
    "\n"
    "# Who invites and reminders come from, and where answers to them go. "
    "Both\n"
    "# are an address, or a name and an address. Without mail_reply_to "
    "answers\n"
    "# go to mail_from.\n"
    "#mail_from = GME Well-being <wellbeing@example.org>\n"
    "#mail_reply_to = gme-office@example.org\n"
    "\n"
    "# The subject of every mail. Without it each language has its own, in\n"
    "# templates/mail_invite.en.txt and its neighbours.\n"
    "#mail_subject = Well-being survey\n"
    "\n"
    "# The mail server. smtp_security is starttls (a connection that cannot "
    "be\n"
    "# made secret is given up), tls (secret from the first byte, port 465), "
    "or\n"
    "# none (a relay in your own network; no password then).\n"
    "#smtp_host = smtp.example.org\n"
    "#smtp_port = 587\n"
    "#smtp_security = starttls\n"
    "\n"
    "# Who logs in there, and the file whose first line is the password; only\n"
    "# its owner may be able to read it (chmod 600). A name without a slash "
    "in\n"
    "# front is below this folder.\n"
    "#smtp_user = wellbeing\n"
    "#smtp_password_file = office/smtp-password\n"
    "\n"
    "# A file of authorities for the server's certificate, instead of the\n"
    "# system's.\n"
    "#smtp_ca_file = /etc/ssl/hospital-ca.pem\n"
    "\n"
    "# Paper of letters and posters: letter or a4.\n"
    "#paper = letter\n";

static const struct config_entry conf_defaults[CONDUCT_CONF_COUNT] = {
    {"base_url", ""},
    {"purge_days", "30"},
    {"kdf", "moderate"},
    {"mail_from", ""},
    {"mail_reply_to", ""},
    {"mail_subject", ""},
    {"smtp_host", ""},
    {"smtp_port", "587"},
    {"smtp_security", "starttls"},
    {"smtp_user", ""},
    {"smtp_password_file", ""},
    {"smtp_ca_file", ""},
    {"paper", "letter"},
};

enum err conduct_folder_paths(const char *dir,
                              struct conduct_folder *out_folder,
                              struct err_note *note)
{
    struct conduct_folder f = {.lock_fd = -1};
    memcpy(f.conf, conf_defaults, sizeof f.conf);
    int n = snprintf(f.dir.s, sizeof f.dir.s, "%s", dir);
    if (n < 0 || (size_t)n >= sizeof f.dir.s ||
        file_join(dir, "office", &f.office) != ERR_OK ||
        file_join(dir, "server", &f.server) != ERR_OK ||
        file_join(dir, "server/keys", &f.keys) != ERR_OK ||
        file_join(dir, "office/people.db", &f.people) != ERR_OK ||
        file_join(dir, "server/site.db", &f.site) != ERR_OK)
        return err_say(note, ERR_RANGE, "the folder's path is too long");
    *out_folder = f;
    return ERR_OK;
}

/* Settings that are there already are kept: a package puts some there. */
static enum err refuse_existing(const struct conduct_folder *f,
                                struct err_note *note)
{
    const char *const paths[] = {f->people.s, f->site.s};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (file_exists(paths[i]))
            return err_say(note, ERR_EXISTS,
                           "%s: is there already; choose another folder",
                           paths[i]);
    return ERR_OK;
}

/* In a folder of chorusd's user, what root makes for chorusd is that user's. */
static enum err make_server_dir(const struct conduct_folder *f,
                                const struct file_path *path,
                                struct err_note *note)
{
    struct stat dir;
    if (file_exists(path->s))
        return ERR_OK;
    enum err e = file_make_dir(path->s, 0700, note);
    if (e != ERR_OK || geteuid() != 0)
        return e;
    if (stat(f->dir.s, &dir) != 0 ||
        chown(path->s, dir.st_uid, dir.st_gid) != 0)
        return err_say(note, file_err(errno),
                       "%s: cannot be given to the owner of %s: %s", path->s,
                       f->dir.s, strerror(errno));
    return ERR_OK;
}

enum err conduct_folder_make(const struct conduct_folder *f,
                             struct err_note *note)
{
    enum err e = file_make_dir(f->dir.s, 0755, note);
    if (e == ERR_OK)
        e = file_make_dir(f->office.s, 0700, note);
    if (e == ERR_OK)
        e = make_server_dir(f, &f->server, note);
    if (e == ERR_OK)
        e = make_server_dir(f, &f->keys, note);
    return e;
}

enum err conduct_folder_create(const char *dir, const char *institution,
                               struct err_note *note)
{
    struct conduct_folder f;
    struct file_path conf;
    enum err e = conduct_folder_paths(dir, &f, note);
    if (e == ERR_OK)
        e = file_join(dir, "chorus.conf", &conf);
    if (e == ERR_OK)
        e = refuse_existing(&f, note);
    if (e == ERR_OK)
        e = conduct_folder_make(&f, note);
    if (e != ERR_OK)
        return e;
    e = people_create(f.people.s, note);
    if (e != ERR_OK)
        return e;
    e = site_create(f.site.s, institution, note);
    if (e == ERR_OK)
        e = conduct_folder_hand_over(&f, f.site.s, note);
    if (e == ERR_OK && !file_exists(conf.s)) {
        e = file_write_new(conf.s, conf_text, strlen(conf_text), 0644, note);
        if (e != ERR_OK)
            (void)unlink(f.site.s);
    }
    if (e != ERR_OK)
        (void)unlink(f.people.s);
    return e;
}

static enum err check_conf(const struct conduct_folder *f,
                           struct err_note *note)
{
    const char *kdf = conduct_folder_setting(f, "kdf");
    const char *days = conduct_folder_setting(f, "purge_days");
    if (strcmp(kdf, "moderate") != 0 && strcmp(kdf, "light") != 0)
        return err_say(note, ERR_FORMAT,
                       "%s/chorus.conf: kdf is moderate or light", f->dir.s);
    size_t len = strlen(days);
    if (len == 0 || len > 3 || strspn(days, "0123456789") != len)
        return err_say(note, ERR_FORMAT,
                       "%s/chorus.conf: purge_days is a whole number up to 999",
                       f->dir.s);
    const char *paper = conduct_folder_setting(f, "paper");
    if (strcmp(paper, "letter") != 0 && strcmp(paper, "a4") != 0)
        return err_say(note, ERR_FORMAT,
                       "%s/chorus.conf: paper is letter or a4", f->dir.s);
    return ERR_OK;
}

enum err conduct_folder_open(const char *dir, struct conduct_folder *out_folder,
                             struct err_note *note)
{
    struct conduct_folder f;
    struct file_path conf;
    enum err e = conduct_folder_paths(dir, &f, note);
    if (e == ERR_OK)
        e = file_join(dir, "chorus.conf", &conf);
    if (e != ERR_OK)
        return e;
    if (!file_exists(f.site.s))
        return err_say(note, ERR_NOT_FOUND,
                       "%s: not a Chorus folder (no server/site.db); name one "
                       "with -d DIR, or make one with chorus init DIR",
                       dir);
    e = config_read(conf.s, f.conf, CONDUCT_CONF_COUNT, note);
    if (e == ERR_OK)
        e = check_conf(&f, note);
    if (e == ERR_OK)
        *out_folder = f;
    return e;
}

enum err conduct_folder_lock(const char *dir, struct conduct_folder *out_folder,
                             struct err_note *note)
{
    struct conduct_folder f;
    enum err e = conduct_folder_open(dir, &f, note);
    if (e != ERR_OK)
        return e;
    /* The folder itself is locked, so that no file is left behind. */
    f.lock_fd = open(f.office.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (f.lock_fd < 0)
        return err_say(note, file_err(errno), "%s: cannot open: %s", f.office.s,
                       strerror(errno));
    if (flock(f.lock_fd, LOCK_EX | LOCK_NB) != 0) {
        conduct_folder_close(&f);
        return err_say(note, ERR_BUSY,
                       "%s: another chorus command is at work here; try again "
                       "when it is done",
                       f.dir.s);
    }
    *out_folder = f;
    return ERR_OK;
}

void conduct_folder_close(struct conduct_folder *folder)
{
    if (folder->lock_fd >= 0)
        (void)close(folder->lock_fd);
    folder->lock_fd = -1;
}

const char *conduct_folder_setting(const struct conduct_folder *folder,
                                   const char *key)
{
    return config_get(folder->conf, CONDUCT_CONF_COUNT, key);
}

static bool path_of(const struct file_path *dir, const char *wave,
                    const char *suffix, struct file_path *out)
{
    int n = snprintf(out->s, sizeof out->s, "%s/%s.%s", dir->s, wave, suffix);
    return n >= 0 && (size_t)n < sizeof out->s;
}

enum err conduct_folder_wave(const struct conduct_folder *folder,
                             const char *wave,
                             struct conduct_wave_paths *out_paths,
                             struct err_note *note)
{
    struct conduct_wave_paths p = {0};
    if (!wave_name_is_valid(wave))
        return err_say(note, ERR_FORMAT,
                       "\"%.40s\" cannot be a wave's name: letters, digits and "
                       "hyphens, at most %d, no hyphen first",
                       wave, WAVE_NAME_MAX);
    if (!path_of(&folder->office, wave, "seal", &p.seal) ||
        !path_of(&folder->office, wave, "opening", &p.opening) ||
        !path_of(&folder->server, wave, "invites.db", &p.invites) ||
        !path_of(&folder->server, wave, "ballots.db", &p.ballots))
        return err_say(note, ERR_RANGE, "the folder's path is too long");
    *out_paths = p;
    return ERR_OK;
}

enum err conduct_folder_share(const struct conduct_folder *folder,
                              const char *wave, uint32_t number,
                              struct file_path *out_path)
{
    char suffix[16];
    (void)snprintf(suffix, sizeof suffix, "share-%u", (unsigned)number);
    return path_of(&folder->office, wave, suffix, out_path) ? ERR_OK
                                                            : ERR_RANGE;
}

enum err conduct_folder_hand_over(const struct conduct_folder *folder,
                                  const char *path, struct err_note *note)
{
    struct stat server;
    if (geteuid() != 0)
        return ERR_OK;
    if (stat(folder->server.s, &server) != 0 ||
        chown(path, server.st_uid, server.st_gid) != 0)
        return err_say(note, file_err(errno),
                       "%s: cannot be given to the owner of %s: %s", path,
                       folder->server.s, strerror(errno));
    return ERR_OK;
}

enum err conduct_folder_people(const struct conduct_folder *folder,
                               struct people **out_people,
                               struct err_note *note)
{
    return people_open(folder->people.s, out_people, note);
}

enum err conduct_folder_site(const struct conduct_folder *folder,
                             struct site **out_site, struct err_note *note)
{
    return site_open(folder->site.s, SITE_OFFICE, out_site, note);
}
