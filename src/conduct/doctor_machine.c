/* The doctor's look at the machine: disk, swap, core files, proxies. */
#include "conduct/doctor.h"

#include <errno.h>
#include <glob.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#define ZFS_MAGIC      0x2fc12fc1L
#define BCACHEFS_MAGIC 0xca451a4eL
#define LINE_SIZE      4096
#define ROOM_BAD       ((uint64_t)256 << 20)
#define ROOM_LOOK      ((uint64_t)2 << 30)

/* What a device-mapper device is for: "LVM-...", "CRYPT-LUKS2-..."; "" when it
 * is none. */
static void mapper_of(dev_t device, char out[static 128])
{
    char path[96];
    out[0] = '\0';
    (void)snprintf(path, sizeof path, "/sys/dev/block/%u:%u/dm/uuid",
                   major(device), minor(device));
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    if (fgets(out, 128, file) == NULL)
        out[0] = '\0';
    (void)fclose(file);
}

/* --- the disk ------------------------------------------------------------- */

static const char *copying(long type)
{
    switch ((unsigned long)type & 0xffffffffUL) {
    case BTRFS_SUPER_MAGIC: return "btrfs";
    case ZFS_MAGIC: return "ZFS";
    case BCACHEFS_MAGIC: return "bcachefs";
    case OVERLAYFS_SUPER_MAGIC: return "overlay (a container's layers)";
    default: return NULL;
    }
}

static void look_at_type(const struct doctor *d, const char *path)
{
    struct statfs fs;
    struct stat st;
    char mapper[128];
    if (statfs(path, &fs) != 0 || stat(path, &st) != 0)
        return;
    const char *name = copying((long)fs.f_type);
    mapper_of(st.st_dev, mapper);
    if (name == NULL && strncmp(mapper, "LVM-", 4) == 0)
        name = "LVM";
    if (name != NULL)
        doctor_say(d, DOCTOR_LOOK, "snapshots",
                   "Switch snapshots of this volume off for as long as a wave "
                   "is open, and old blocks with them: two copies of the disk "
                   "show what came between them.",
                   "%s lies on %s, which can keep copies of itself", path,
                   name);
    else if ((unsigned long)fs.f_type == TMPFS_MAGIC)
        doctor_say(d, DOCTOR_BAD, "snapshots",
                   "Move the folder to a disk: what was acknowledged must "
                   "survive a restart.",
                   "%s lies in memory (tmpfs)", path);
    else
        doctor_say(d, DOCTOR_GOOD, "snapshots", "",
                   "%s lies on a file system that keeps no copies of itself; "
                   "snapshots of a virtual machine or of storage are seen "
                   "there only",
                   path);
}

static bool is_virtual(void)
{
    char line[LINE_SIZE];
    bool found = false;
    FILE *file = fopen("/proc/cpuinfo", "re");
    if (file == NULL)
        return false;
    while (!found && fgets(line, sizeof line, file) != NULL)
        found = strncmp(line, "flags", 5) == 0 &&
                strstr(line, " hypervisor") != NULL;
    (void)fclose(file);
    return found;
}

void doctor_disk(const struct doctor *d)
{
    struct statvfs room;
    const char *path = d->folder->server.s;
    if (statvfs(path, &room) != 0) {
        doctor_say(d, DOCTOR_BAD, "disk", "Look at the disk.", "%s: %s", path,
                   strerror(errno));
        return;
    }
    uint64_t bytes = (uint64_t)room.f_bavail * room.f_frsize;
    unsigned mib = (unsigned)(bytes >> 20);
    enum doctor_level level = bytes < ROOM_BAD    ? DOCTOR_BAD
                              : bytes < ROOM_LOOK ? DOCTOR_LOOK
                                                  : DOCTOR_GOOD;
    doctor_say(d, level, "disk",
               level == DOCTOR_GOOD
                   ? ""
                   : "Make room. Ballots have theirs already; sessions, plans "
                     "and the release need some. Delete logs, never a file "
                     "of this folder.",
               "%u MiB are free", mib);
    look_at_type(d, path);
    if (is_virtual())
        doctor_say(d, DOCTOR_LOOK, "snapshots",
                   "Ask whoever runs it: no snapshots, no backup of the whole "
                   "machine, no live migration log while a wave is open.",
                   "this is a virtual machine");
}

/* --- memory --------------------------------------------------------------- */

static bool is_safe_swap(const char *path)
{
    struct stat st;
    char mapper[128];
    if (strstr(path, "/zram") != NULL)
        return true;
    if (stat(path, &st) != 0 || !S_ISBLK(st.st_mode))
        return false;
    mapper_of(st.st_rdev, mapper);
    return strncmp(mapper, "CRYPT-", 6) == 0;
}

static void look_at_swap(const struct doctor *d)
{
    char line[LINE_SIZE];
    size_t wrong = 0;
    FILE *file = fopen("/proc/swaps", "re");
    if (file == NULL) {
        doctor_say(d, DOCTOR_LOOK, "swap", "See swapon --show.",
                   "this machine does not say whether it swaps");
        return;
    }
    bool is_head = true;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, " \t\n")] = '\0';
        if (!is_head && !is_safe_swap(line)) {
            doctor_say(d, DOCTOR_LOOK, "swap",
                       "Encrypt it with a key of each start (crypttab: swap), "
                       "or switch it off. Keys are locked in memory, pages "
                       "of names and answers on their way are not.",
                       "%s is swap, and not known to be encrypted", line);
            wrong++;
        }
        is_head = false;
    }
    (void)fclose(file);
    if (wrong == 0)
        doctor_say(d, DOCTOR_GOOD, "swap", "",
                   "no swap, or encrypted with a key of each start");
}

void doctor_memory(const struct doctor *d)
{
    look_at_swap(d);
    if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0)
        doctor_say(d, DOCTOR_GOOD, "cores", "",
                   "these programs leave no core file");
    else
        doctor_say(d, DOCTOR_BAD, "cores",
                   "Set LimitCORE=0, and kernel.core_pattern to nothing.",
                   "this kernel would write a core file of this program");
}

/* --- proxies -------------------------------------------------------------- */

struct reading {
    const struct doctor *d;
    bool is_there; /* a configuration was read */
    bool says_off; /* nginx logs, unless it is told not to */
    size_t logs;
};

static void look_at_line(struct reading *r, const char *path, unsigned number,
                         const char *line, bool is_nginx)
{
    const char *word = line + strspn(line, " \t");
    size_t len = strcspn(word, " \t;{\n");
    const char *rest = word + len + strspn(word + len, " \t");
    if (is_nginx && len == 10 && strncmp(word, "access_log", len) == 0 &&
        strncmp(rest, "off", 3) == 0) {
        r->says_off = true;
        return;
    }
    bool logs = is_nginx ? len == 10 && strncmp(word, "access_log", len) == 0
                         : len == 3 && strncmp(word, "log", len) == 0;
    if (!logs)
        return;
    r->logs++;
    doctor_say(r->d, DOCTOR_LOOK, "proxy",
               "Switch it off where trainees go: the moment of a request is "
               "what links a token to a ballot. scripts/proxy has "
               "configurations without logs.",
               "%s:%u logs visitors", path, number);
}

static void read_lines(struct reading *r, const char *path, bool is_nginx)
{
    char line[LINE_SIZE];
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    r->is_there = true;
    for (unsigned n = 1; fgets(line, sizeof line, file) != NULL; n++)
        look_at_line(r, path, n, line, is_nginx);
    (void)fclose(file);
}

static void read_all(struct reading *r, const char *pattern, bool is_nginx)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++)
        read_lines(r, found.gl_pathv[i], is_nginx);
    globfree(&found);
}

void doctor_proxy(const struct doctor *d)
{
    struct reading nginx = {.d = d};
    struct reading caddy = {.d = d};
    read_all(&nginx, "/etc/nginx/nginx.conf", true);
    read_all(&nginx, "/etc/nginx/conf.d/*.conf", true);
    read_all(&nginx, "/etc/nginx/sites-enabled/*", true);
    read_all(&caddy, "/etc/caddy/Caddyfile", false);
    if (nginx.is_there && !nginx.says_off && nginx.logs == 0)
        doctor_say(d, DOCTOR_LOOK, "proxy",
                   "Say access_log off; where trainees go: nginx logs every "
                   "visit unless it is told not to.",
                   "/etc/nginx says nothing about its access log");
    else if (nginx.logs + caddy.logs == 0)
        doctor_say(d, DOCTOR_GOOD, "proxy", "", "%s",
                   nginx.is_there || caddy.is_there
                       ? "the proxy of this machine logs no visitors"
                       : "no proxy is set up on this machine; the one that "
                         "speaks TLS must log no visitors of /w, /v1 and "
                         "/receipt");
}
