#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define BACKLOG 4096 /* the kernel takes less if it must */

static enum err parse_port(const char *text, uint16_t *out_port)
{
    size_t len = strlen(text);
    if (len == 0 || len > 5 || strspn(text, "0123456789") != len)
        return ERR_FORMAT;
    unsigned long port = strtoul(text, NULL, 10);
    if (port > UINT16_MAX)
        return ERR_FORMAT;
    *out_port = (uint16_t)port;
    return ERR_OK;
}

static enum err parse_unix(const char *path, struct http_listen *out_listen,
                           struct err_note *note)
{
    struct http_listen l = {.is_unix = true};
    size_t len = strlen(path);
    if (len == 0 || len >= sizeof l.path)
        return err_say(note, ERR_FORMAT,
                       "--listen unix:PATH: the path must have 1 to %zu bytes",
                       sizeof l.path - 1);
    memcpy(l.path, path, len);
    *out_listen = l;
    return ERR_OK;
}

enum err http_listen_parse(const char *text, struct http_listen *out_listen,
                           struct err_note *note)
{
    static const struct {
        const char *start;
        bool is_ipv6;
    } hosts[] = {
        {"127.0.0.1:", false}, {"localhost:", false}, {"[::1]:", true}};
    if (strncmp(text, "unix:", 5) == 0)
        return parse_unix(text + 5, out_listen, note);
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        size_t len = strlen(hosts[i].start);
        if (strncmp(text, hosts[i].start, len) != 0)
            continue;
        struct http_listen l = {.is_ipv6 = hosts[i].is_ipv6};
        if (parse_port(text + len, &l.port) != ERR_OK)
            return err_say(note, ERR_FORMAT,
                           "--listen: the port must be 0 to 65535");
        *out_listen = l;
        return ERR_OK;
    }
    return err_say(note, strchr(text, ':') == NULL ? ERR_FORMAT : ERR_DENIED,
                   "--listen takes 127.0.0.1:PORT, [::1]:PORT or unix:PATH: "
                   "plain HTTP never leaves this machine, TLS is the proxy's");
}

static enum err say_errno(struct err_note *note, const char *what)
{
    int why = errno;
    return err_say(note, why == EADDRINUSE ? ERR_EXISTS : ERR_IO,
                   "cannot listen: %s: %s", what, strerror(why));
}

/* A socket file that nobody answers on is left over from a crash. */
static enum err clear_stale(const struct sockaddr_un *address,
                            struct err_note *note)
{
    struct stat st;
    if (lstat(address->sun_path, &st) != 0)
        return errno == ENOENT ? ERR_OK : say_errno(note, "socket path");
    if (!S_ISSOCK(st.st_mode))
        return err_say(note, ERR_EXISTS,
                       "cannot listen: the path is there and is no socket");
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return say_errno(note, "socket");
    int answered =
        connect(fd, (const struct sockaddr *)address, sizeof *address);
    (void)close(fd);
    if (answered == 0)
        return err_say(note, ERR_EXISTS,
                       "cannot listen: somebody serves on this socket");
    return unlink(address->sun_path) == 0 ? ERR_OK
                                          : say_errno(note, "old socket");
}

static enum err bind_unix(const struct http_listen *l, int fd,
                          struct err_note *note)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, l->path, sizeof address.sun_path);
    enum err e = clear_stale(&address, note);
    if (e != ERR_OK)
        return e;
    if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0)
        return say_errno(note, "bind");
    /* Whoever may enter the folder: the proxy's group. */
    return chmod(l->path, 0660) == 0 ? ERR_OK : say_errno(note, "chmod");
}

static enum err bind_tcp(const struct http_listen *l, int fd,
                         struct err_note *note)
{
    int on = 1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in v4 = {.sin_family = AF_INET,
                             .sin_port = htons(l->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6,
                              .sin6_port = htons(l->port),
                              .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int done = l->is_ipv6 ? bind(fd, (const struct sockaddr *)&v6, sizeof v6)
                          : bind(fd, (const struct sockaddr *)&v4, sizeof v4);
    return done == 0 ? ERR_OK : say_errno(note, "bind");
}

static uint16_t bound_port(int fd)
{
    struct sockaddr_storage address;
    socklen_t len = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
        return 0;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    if (address.ss_family == AF_INET) {
        memcpy(&v4, &address, sizeof v4);
        return ntohs(v4.sin_port);
    }
    memcpy(&v6, &address, sizeof v6);
    return address.ss_family == AF_INET6 ? ntohs(v6.sin6_port) : 0;
}

enum err http_listen_open(const struct http_listen *l, int *out_fd,
                          uint16_t *out_port, struct err_note *note)
{
    int family = l->is_unix ? AF_UNIX : l->is_ipv6 ? AF_INET6 : AF_INET;
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return say_errno(note, "socket");
    enum err e = l->is_unix ? bind_unix(l, fd, note) : bind_tcp(l, fd, note);
    if (e == ERR_OK && listen(fd, BACKLOG) != 0)
        e = say_errno(note, "listen");
    if (e != ERR_OK) {
        (void)close(fd);
        return e;
    }
    *out_fd = fd;
    *out_port = l->is_unix ? 0 : bound_port(fd);
    return ERR_OK;
}

void http_listen_close(const struct http_listen *l, int fd)
{
    if (fd >= 0)
        (void)close(fd);
    if (l->is_unix)
        (void)unlink(l->path);
}
