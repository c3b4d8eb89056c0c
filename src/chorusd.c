/*
 * chorusd, the web server: serves, issues, stores. Opens DIR/server only, and
 * contains no code that opens a ballot.
 */
#include "base/datetime.h"
#include "base/file.h"
#include "base/log.h"
#include "base/share.h"
#include "cage/cage.h"
#include "web/server.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOSTS_MAX      8
#define DRAIN_SEC      20
#define HEAPS          2
#define DEFAULT_LISTEN "127.0.0.1:8080"

static const char help[] =
    "chorusd [-d DIR] [--listen WHERE] [--host NAME]... [--templates DIR]\n"
    "        [--client DIR] [--resources FILE]\n"
    "\n"
    "Serves the waves of an institution. Plain HTTP, on this machine only: "
    "TLS\n"
    "and the world are the proxy's.\n"
    "\n"
    "  -d DIR            the institution's folder; else $CHORUS_DIR, else the\n"
    "                    working folder. Only DIR/server is opened.\n"
    "  --listen WHERE    127.0.0.1:PORT, [::1]:PORT or unix:PATH; port 0 "
    "picks\n"
    "                    one. Default: " DEFAULT_LISTEN "\n"
    "  --host NAME       answer under this name and the loopback's only; may\n"
    "                    be repeated. Default: under any name that a proxy in\n"
    "                    front passes on\n"
    "  --templates DIR   pages and style.css\n"
    "  --client DIR      the browser's scripts\n"
    "  --resources FILE  crisis and support resources; default:\n"
    "                    DIR/server/resources.json when it is there\n"
    "\n"
    "Prints READY and its address when it serves. SIGTERM finishes what was\n"
    "accepted and ends it.\n";

struct arguments {
    const char *dir;
    const char *listen;
    const char *templates;
    const char *client;
    const char *resources;
    const char *hosts[HOSTS_MAX];
    size_t host_count;
    bool help;
};

static int fail(const struct err_note *note)
{
    (void)fprintf(stderr, "chorusd: %s\n", note->text);
    return 1;
}

/* --- the command line ----------------------------------------------------- */

enum { OPT_LISTEN = 256, OPT_HOST, OPT_TEMPLATES, OPT_CLIENT, OPT_RESOURCES };

static const struct option options[] = {
    {"listen", required_argument, NULL, OPT_LISTEN},
    {"host", required_argument, NULL, OPT_HOST},
    {"templates", required_argument, NULL, OPT_TEMPLATES},
    {"client", required_argument, NULL, OPT_CLIENT},
    {"resources", required_argument, NULL, OPT_RESOURCES},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static bool take_option(struct arguments *a, int option)
{
    switch (option) {
    case 'd': a->dir = optarg; return true;
    case 'h': a->help = true; return true;
    case OPT_LISTEN: a->listen = optarg; return true;
    case OPT_TEMPLATES: a->templates = optarg; return true;
    case OPT_CLIENT: a->client = optarg; return true;
    case OPT_RESOURCES: a->resources = optarg; return true;
    case OPT_HOST:
        if (a->host_count == HOSTS_MAX)
            return false;
        a->hosts[a->host_count++] = optarg;
        return true;
    default: return false;
    }
}

static bool parse(int argc, char **argv, struct arguments *out_arguments)
{
    struct arguments a = {.listen = DEFAULT_LISTEN};
    a.dir = getenv("CHORUS_DIR");
    if (a.dir == NULL)
        a.dir = ".";
    for (;;) {
        int option = getopt_long(argc, argv, "d:h", options, NULL);
        if (option == -1)
            break;
        if (!take_option(&a, option))
            return false;
    }
    if (optind != argc)
        return false;
    *out_arguments = a;
    return true;
}

/* --- where files are ------------------------------------------------------ */

struct found {
    struct file_path templates;
    struct file_path client;
    struct file_path resources;
    struct file_path offers;
    struct file_path crosswalk;
};

/* A file that the institution may replace: DIR/server/NAME, else what ships. */
static enum err find_own(const struct arguments *a, const char *name,
                         struct file_path *out_path)
{
    struct file_path server;
    char shipped[64];
    if (file_join(a->dir, "server", &server) == ERR_OK &&
        file_join(server.s, name, out_path) == ERR_OK &&
        file_exists(out_path->s))
        return ERR_OK;
    (void)snprintf(shipped, sizeof shipped, "surveys/%s", name);
    return share_find(shipped, out_path, NULL);
}

static enum err find_files(const struct arguments *a, struct found *found,
                           struct web_paths *out_paths, struct err_note *note)
{
    struct web_paths paths = {.data_dir = a->dir,
                              .templates_dir = a->templates,
                              .client_dir = a->client,
                              .resources = a->resources};
    if (paths.templates_dir == NULL) {
        if (share_find("templates", &found->templates, NULL) != ERR_OK)
            return err_say(note, ERR_NOT_FOUND,
                           "no templates found; give --templates DIR");
        paths.templates_dir = found->templates.s;
    }
    if (paths.client_dir == NULL) {
        if (share_find("client", &found->client, NULL) != ERR_OK)
            return err_say(note, ERR_NOT_FOUND,
                           "no scripts found; `make` builds them, or give "
                           "--client DIR");
        paths.client_dir = found->client.s;
    }
    if (paths.resources == NULL) {
        if (find_own(a, "resources.json", &found->resources) != ERR_OK)
            return err_say(note, ERR_NOT_FOUND,
                           "no resources.json found; give --resources FILE");
        paths.resources = found->resources.s;
    }
    if (find_own(a, "offers.json", &found->offers) != ERR_OK)
        return err_say(note, ERR_NOT_FOUND,
                       "no offers.json found; put one into DIR/server");
    paths.offers = found->offers.s;
    if (find_own(a, "crosswalk.json", &found->crosswalk) != ERR_OK)
        return err_say(note, ERR_NOT_FOUND,
                       "no crosswalk.json found; put one into DIR/server");
    paths.crosswalk = found->crosswalk.s;
    *out_paths = paths;
    return ERR_OK;
}

/* --- the process ---------------------------------------------------------- */

/* Two servers on one folder would each believe to know all nullifiers. */
static enum err lock_dir(const char *dir, int *out_fd, struct err_note *note)
{
    struct file_path path;
    enum err e = file_join(dir, "server/lock", &path);
    if (e != ERR_OK)
        return err_say(note, e, "%s: the path is too long", dir);
    int fd = open(path.s, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == ENOENT)
        return err_say(note, ERR_NOT_FOUND,
                       "%s: cannot be opened; is this an institution's "
                       "folder? `chorus init` makes one",
                       path.s);
    if (fd < 0)
        return err_say(note, file_err(errno), "%s: cannot be opened: %s",
                       path.s, strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        (void)close(fd);
        return err_say(note, ERR_BUSY, "%s: another chorusd serves this folder",
                       dir);
    }
    *out_fd = fd;
    return ERR_OK;
}

static void say_ready(const struct http_listen *where,
                      const struct http_daemon *d)
{
    if (where->is_unix)
        (void)printf("READY unix:%s\n", where->path);
    else
        (void)printf("READY http://%s:%u\n",
                     where->is_ipv6 ? "[::1]" : "127.0.0.1",
                     (unsigned)http_daemon_port(d));
    (void)fflush(stdout);
    log_event(LOG_STARTED, http_daemon_port(d));
}

/* A socket's folder, whose file is removed at the end; unless names and ballots
 * lie below it. */
static const char *socket_dir(const struct http_listen *where,
                              const char *data_dir, struct file_path *out_dir)
{
    char resolved[PATH_MAX];
    char data[PATH_MAX];
    struct file_path dir;
    (void)snprintf(dir.s, sizeof dir.s, "%s", where->path);
    char *slash = strrchr(dir.s, '/');
    if (!where->is_unix || slash == NULL || slash == dir.s)
        return NULL;
    *slash = '\0';
    if (realpath(dir.s, resolved) == NULL || realpath(data_dir, data) == NULL)
        return NULL;
    size_t len = strlen(resolved);
    if (strncmp(data, resolved, len) == 0 &&
        (data[len] == '/' || data[len] == '\0'))
        return NULL;
    *out_dir = dir;
    return out_dir->s;
}

static enum err enter_cage(const struct web_paths *paths,
                           const struct http_listen *where,
                           struct cage_fences *out_fences,
                           struct err_note *note)
{
    struct file_path server;
    struct file_path socket;
    if (file_join(paths->data_dir, "server", &server) != ERR_OK)
        return err_say(note, ERR_RANGE, "%s: the path is too long",
                       paths->data_dir);
    const struct cage_needs needs = {
        .data_dir = server.s,
        .read = {paths->templates_dir, paths->client_dir, paths->resources,
                 paths->offers, paths->crosswalk},
        .read_count = 5,
        .socket_dir = socket_dir(where, paths->data_dir, &socket)};
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) ||           \
    defined(CHORUS_COVERAGE)
    /* A sanitizer's report reads /proc, and traces the process from another;
     * what was run is counted in files of the build: what the fences are for.
     * Such a build is for tests alone. */
    (void)needs;
    (void)note;
    *out_fences = (struct cage_fences){1, true, SIZE_MAX};
    return ERR_OK;
#else
    return cage_enter(&needs, out_fences, note);
#endif
}

/* What a person should know about the fences, in the log. */
static void tell(const struct cage_fences *fences, struct web *web)
{
    if (fences->landlock_abi == 0)
        log_event(LOG_NO_LANDLOCK, 0);
    if (!fences->seccomp)
        log_event(LOG_NO_SECCOMP, 0);
    size_t needed_bytes = web_locked_bytes(web);
    if (needed_bytes > fences->lockable_bytes)
        log_event(
            LOG_UNLOCKED,
            (int64_t)((needed_bytes - fences->lockable_bytes + 1023) / 1024));
}

/* A socket that is bound before the cage closes behind it. */
struct door {
    struct http_listen where;
    int fd;
    uint16_t port;
};

static int serve(struct web *web, const struct door *door, const sigset_t *ends)
{
    struct err_note note = {""};
    struct http_daemon *d = NULL;
    if (http_daemon_start_on(&web->app, &door->where, door->fd, door->port,
                             &(struct http_limits){0}, &d, &note) != ERR_OK)
        return fail(&note);
    say_ready(&door->where, d);
    int signal_number;
    (void)sigwait(ends, &signal_number);
    http_daemon_drain(d, DRAIN_SEC);
    http_daemon_stop(d);
    log_event(LOG_STOPPED, 0);
    return 0;
}

/* From here on nothing opens a socket, and files of our folders only. */
static int run_caged(const struct arguments *a, const struct web_paths *paths,
                     const struct door *door, const sigset_t *ends)
{
    struct err_note note = {""};
    struct cage_fences fences;
    struct web *web = NULL;
    if (enter_cage(paths, &door->where, &fences, &note) != ERR_OK ||
        web_open(paths, a->hosts, a->host_count, &web, &note) != ERR_OK) {
        http_listen_close(&door->where, door->fd);
        return fail(&note);
    }
    tell(&fences, web);
    int status = serve(web, door, ends);
    web_close(web);
    return status;
}

static int run(const struct arguments *a, const sigset_t *ends)
{
    struct err_note note = {""};
    struct door door = {.fd = -1};
    struct web_paths paths;
    struct found found;
    int lock = -1;
    if (http_listen_parse(a->listen, &door.where, &note) != ERR_OK) {
        (void)fail(&note);
        return 2;
    }
    if (cage_prepare(&note) != ERR_OK ||
        find_files(a, &found, &paths, &note) != ERR_OK ||
        lock_dir(a->dir, &lock, &note) != ERR_OK)
        return fail(&note);
    int status = 1;
    if (http_listen_open(&door.where, &door.fd, &door.port, &note) != ERR_OK)
        (void)fail(&note);
    else
        status = run_caged(a, &paths, &door, ends);
    (void)close(lock);
    return status;
}

int main(int argc, char **argv)
{
    struct arguments arguments;
    if (!parse(argc, argv, &arguments)) {
        (void)fputs(help, stderr);
        return 2;
    }
    if (arguments.help) {
        (void)fputs(help, stdout);
        return 0;
    }
    /* Blocked before any thread begins; main waits for them alone. */
    sigset_t ends;
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &ends, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    /* A heap for each thread would keep what any of them once needed. */
    (void)mallopt(M_ARENA_MAX, HEAPS);
    return run(&arguments, &ends);
}
