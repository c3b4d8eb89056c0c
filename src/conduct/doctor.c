#include "conduct/doctor.h"

#include "base/datetime.h"
#include "conduct/mail_settings.h"
#include "conduct/notices.h"
#include "store/people.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

void doctor_say(const struct doctor *d, enum doctor_level level,
                const char *check, const char *advice, const char *fmt, ...)
{
    char found[1024];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(found, sizeof found, fmt, args);
    va_end(args);
    d->tell(d->ctx, &(struct doctor_finding){level, check, found, advice});
}

/* --- permissions ---------------------------------------------------------- */

struct tree {
    const struct doctor *d;
    uid_t owner;
    size_t wrong;
};

static void look_at(struct tree *t, const char *path)
{
    struct stat st;
    const struct doctor *d = t->d;
    if (lstat(path, &st) != 0) {
        doctor_say(d, DOCTOR_BAD, "permissions", "Look at it as its owner.",
                   "%s: %s", path, strerror(errno));
        t->wrong++;
    } else if (S_ISLNK(st.st_mode)) {
        doctor_say(d, DOCTOR_BAD, "permissions",
                   "Put the file itself there: links are not followed.",
                   "%s is a link", path);
        t->wrong++;
    } else if ((st.st_mode & 077) != 0) {
        doctor_say(d, DOCTOR_BAD, "permissions",
                   "Take it from group and others: chmod go= PATH.",
                   "%s can be reached by others than its owner (mode %03o)",
                   path, (unsigned)(st.st_mode & 0777));
        t->wrong++;
    } else if (st.st_uid != t->owner) {
        doctor_say(d, DOCTOR_BAD, "permissions",
                   "Give it to the owner of its folder: chown.",
                   "%s belongs to user %u, its folder to %u", path,
                   (unsigned)st.st_uid, (unsigned)t->owner);
        t->wrong++;
    }
}

static void look_in(struct tree *t, const struct file_path *folder)
{
    struct stat st;
    const struct dirent *entry;
    if (stat(folder->s, &st) == 0)
        t->owner = st.st_uid;
    look_at(t, folder->s);
    DIR *dir = opendir(folder->s);
    if (dir == NULL)
        return;
    while ((entry = readdir(dir)) != NULL) {
        struct file_path path;
        if (entry->d_name[0] != '.' &&
            file_join(folder->s, entry->d_name, &path) == ERR_OK)
            look_at(t, path.s);
    }
    (void)closedir(dir);
}

void doctor_permissions(const struct doctor *d)
{
    struct tree t = {.d = d};
    if (file_exists(d->folder->office.s))
        look_in(&t, &d->folder->office);
    look_in(&t, &d->folder->server);
    look_in(&t, &d->folder->keys);
    if (t.wrong == 0)
        doctor_say(d, DOCTOR_GOOD, "permissions", "",
                   "office, server and keys are their owner's alone");
}

/* --- the clock ------------------------------------------------------------ */

#define AHEAD_SEC 300

void doctor_clock(const struct doctor *d)
{
    const char *const paths[] = {d->folder->people.s, d->folder->site.s};
    struct stat st;
    char now[DATETIME_WORDS_SIZE];
    struct site_wave *waves = NULL;
    size_t count = 0;
    bool ahead = false;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        ahead |=
            stat(paths[i], &st) == 0 && st.st_mtime > d->now_sec + AHEAD_SEC;
    if (site_wave_list(d->site, &waves, &count) == ERR_OK)
        for (size_t i = 0; i < count; i++)
            ahead |= waves[i].opens_sec > d->now_sec + AHEAD_SEC;
    free(waves);
    datetime_words(d->now_sec, now);
    if (ahead)
        doctor_say(d, DOCTOR_BAD, "clock",
                   "Set it (timedatectl), and let it be kept right: waves "
                   "close and are purged by it.",
                   "it is %s here, and files or waves are from after that",
                   now);
    else
        doctor_say(d, DOCTOR_GOOD, "clock", "",
                   "it is %s here; nothing is from after that", now);
}

/* --- mail, resources ------------------------------------------------------ */

void doctor_mail(const struct doctor *d)
{
    struct conduct_mail_settings s = {.password = BUF_INIT};
    struct err_note note = {""};
    if (conduct_folder_setting(d->folder, "smtp_host")[0] == '\0') {
        doctor_say(d, DOCTOR_GOOD, "mail", "",
                   "no smtp_host is set: invites go out as letters or by a "
                   "mail merge");
        return;
    }
    enum err e = conduct_mail_settings_read(d->folder, &s, &note);
    if (e == ERR_OK && d->connects_to_mail)
        e = mail_try(&s.server, &note);
    if (e != ERR_OK)
        doctor_say(d, DOCTOR_BAD, "mail",
                   "See the mail settings in chorus.conf.", "%s",
                   note.text[0] != '\0' ? note.text : err_name(e));
    else
        doctor_say(d, DOCTOR_GOOD, "mail", "", "%s",
                   d->connects_to_mail
                       ? "the mail server lets us in"
                       : "the settings are complete; --mail also connects");
    conduct_mail_settings_wipe(&s);
}

void doctor_resources(const struct doctor *d)
{
    struct survey_resources *resources = NULL;
    struct err_note note = {""};
    size_t stale = 0;
    enum err e = conduct_resources_read(d->folder->dir.s, &resources, &note);
    if (e != ERR_OK) {
        doctor_say(d, DOCTOR_BAD, "resources",
                   "Put it right in server/resources.json; without a crisis "
                   "line no wave opens.",
                   "%s", note.text[0] != '\0' ? note.text : err_name(e));
        return;
    }
    for (size_t i = 0; i < resources->count; i++)
        stale += survey_resource_is_stale(&resources->list[i], d->now_sec);
    if (stale > 0)
        doctor_say(d, DOCTOR_LOOK, "resources",
                   "Whoever leads an entry calls it, then notes day and name "
                   "in server/resources.json; chorus wave list names them.",
                   "a crisis line is there; %zu of %zu support entries were "
                   "never verified, or not for %d days",
                   stale, resources->count, SURVEY_RESOURCE_STALE_DAYS);
    else
        doctor_say(d, DOCTOR_GOOD, "resources", "",
                   "a crisis line is there, and all %zu support entries are "
                   "verified",
                   resources->count);
    survey_resources_free(resources);
}

void doctor_look(const struct doctor *d)
{
    doctor_permissions(d);
    doctor_waves(d);
    doctor_clock(d);
    doctor_disk(d);
    doctor_memory(d);
    doctor_proxy(d);
    doctor_mail(d);
    doctor_resources(d);
}
