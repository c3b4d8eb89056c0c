/*
 * chorusd, the web server: serves, issues, stores. Opens DIR/server only, and
 * contains no code that opens a ballot.
 */
#include "base/datetime.h"
#include "base/file.h"
#include "base/log.h"
#include "base/share.h"
#include "web/server.h"

#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOSTS_MAX      8
#define DRAIN_SEC      20
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
};

static enum err find_files(const struct arguments *a, struct found *found,
                           struct web_paths *out_paths, struct err_note *note)
{
    static const char *const templates[] = {"../templates", "../../templates",
                                            CHORUS_SHARE "/templates"};
    static const char *const client[] = {"client", "../client",
                                         CHORUS_SHARE "/client"};
    static const char *const resources[] = {
        "../surveys/resources.json", "../../surveys/resources.json",
        CHORUS_SHARE "/surveys/resources.json"};
    struct web_paths paths = {.data_dir = a->dir,
                              .templates_dir = a->templates,
                              .client_dir = a->client,
                              .resources = a->resources};
    if (paths.templates_dir == NULL) {
        if (share_find(templates, 3, &found->templates) != ERR_OK)
            return err_say(note, ERR_NOT_FOUND,
                           "no templates found; give --templates DIR");
        paths.templates_dir = found->templates.s;
    }
    if (paths.client_dir == NULL) {
        if (share_find(client, 3, &found->client) != ERR_OK)
            return err_say(note, ERR_NOT_FOUND,
                           "no scripts found; `make` builds them, or give "
                           "--client DIR");
        paths.client_dir = found->client.s;
    }
    if (paths.resources == NULL) {
        bool own = file_join(a->dir, "server/resources.json",
                             &found->resources) == ERR_OK &&
                   file_exists(found->resources.s);
        if (!own && share_find(resources, 3, &found->resources) != ERR_OK)
            return err_say(note, ERR_NOT_FOUND,
                           "no resources.json found; give --resources FILE");
        paths.resources = found->resources.s;
    }
    *out_paths = paths;
    return ERR_OK;
}

/* --- the process ---------------------------------------------------------- */

static enum err harden(struct err_note *note)
{
    const struct rlimit none = {0, 0};
    (void)umask(077);
    if (sodium_init() < 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
        setrlimit(RLIMIT_CORE, &none) != 0)
        return err_say(note, ERR_STATE,
                       "the system does not let secrets be kept out of cores");
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max < 4096 ? files.rlim_max : 4096;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
    return ERR_OK;
}

/* Two servers on one folder would each believe to know all nullifiers. */
static enum err lock_dir(const char *dir, int *out_fd, struct err_note *note)
{
    struct file_path path;
    enum err e = file_join(dir, "server/lock", &path);
    if (e != ERR_OK)
        return err_say(note, e, "%s: the path is too long", dir);
    int fd = open(path.s, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return err_say(note, ERR_NOT_FOUND,
                       "%s: cannot be opened; is this an institution's "
                       "folder? `chorus init` makes one",
                       path.s);
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

static int serve(struct web *web, const struct http_listen *where,
                 const sigset_t *ends)
{
    struct err_note note = {""};
    struct http_daemon *d = NULL;
    if (http_daemon_start(&web->app, where, &(struct http_limits){0}, &d,
                          &note) != ERR_OK)
        return fail(&note);
    say_ready(where, d);
    int signal_number;
    (void)sigwait(ends, &signal_number);
    http_daemon_drain(d, DRAIN_SEC);
    http_daemon_stop(d);
    log_event(LOG_STOPPED, 0);
    return 0;
}

static int run(const struct arguments *a, const sigset_t *ends)
{
    struct err_note note = {""};
    struct http_listen where;
    struct web_paths paths;
    struct found found;
    struct web *web = NULL;
    int lock = -1;
    if (http_listen_parse(a->listen, &where, &note) != ERR_OK) {
        (void)fail(&note);
        return 2;
    }
    if (harden(&note) != ERR_OK ||
        find_files(a, &found, &paths, &note) != ERR_OK ||
        lock_dir(a->dir, &lock, &note) != ERR_OK)
        return fail(&note);
    int status = 1;
    if (web_open(&paths, a->hosts, a->host_count, &web, &note) != ERR_OK)
        (void)fail(&note);
    else
        status = serve(web, &where, ends);
    web_close(web);
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
    return run(&arguments, &ends);
}
