/*
 * Load on one HTTP server of this machine, and how long its answers took.
 * One thread, epoll, keep-alive connections; a server that closes after an
 * answer is connected to again. Prints one line of JSON; decides nothing.
 *
 *   load PORT CONNECTIONS REQUESTS [--seconds S] [--rate R] [--hold]
 *
 * REQUESTS is a file of whole HTTP requests, each after its length (four bytes,
 * little-endian). Each is sent once; with --seconds they are sent again and
 * again. With --rate they arrive open-loop: R a second, whether or not answers
 * have returned, and an answer's time runs from the moment at which its request
 * should have been sent. --hold opens all connections first and keeps them.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS_MAX 4096
#define HEAD_MAX        8192
#define READ_MAX        65536
#define TIMES_MAX       (8u << 20)
#define STATUSES        600

struct request {
    const char *bytes;
    size_t len;
};

struct connection {
    int fd; /* -1: not connected */
    bool busy;
    bool ends; /* the server closes after this answer */
    unsigned status;
    size_t head_len; /* of HEAD, until it is whole */
    size_t body_left;
    bool in_body;
    double due_sec;
    char head[HEAD_MAX + 1];
};

struct load {
    uint16_t port;
    size_t connections;
    double seconds; /* 0: every request once */
    double rate;    /* 0: as fast as answers return */
    bool hold;
    struct request *requests;
    size_t request_count;
    size_t sent;
    size_t answered;
    size_t broken; /* connections that ended within an answer */
    uint64_t body_bytes;
    uint32_t statuses[STATUSES];
    uint32_t *times_us;
    size_t time_count;
    double start_sec;
    int epoll;
    struct connection *all;
};

static double now_sec(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void read_requests(struct load *l, const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || st.st_size < 5)
        die(path);
    size_t size = (size_t)st.st_size;
    const char *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    const char *end = at + size;
    if (at == MAP_FAILED)
        die(path);
    l->requests = calloc(size / 5 + 1, sizeof *l->requests);
    if (l->requests == NULL)
        die("memory");
    while (at + 4 <= end) {
        uint32_t len;
        memcpy(&len, at, sizeof len);
        if ((size_t)(end - at) - 4 < len)
            break;
        l->requests[l->request_count++] = (struct request){at + 4, len};
        at += 4 + len;
    }
}

static void connect_one(struct load *l, struct connection *c)
{
    const struct sockaddr_in to = {.sin_family = AF_INET,
                                   .sin_port = htons(l->port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    const int one = 1;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0 || connect(c->fd, (const void *)&to, sizeof to) != 0)
        die("connect");
    (void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &event) != 0)
        die("epoll");
}

static void disconnect(struct connection *c)
{
    (void)close(c->fd);
    c->fd = -1;
    c->busy = false;
}

/* Requests are small: a loopback socket takes one whole. */
static void send_next(struct load *l, struct connection *c, double due_sec)
{
    const struct request *r = &l->requests[l->sent % l->request_count];
    if (c->fd < 0)
        connect_one(l, c);
    c->busy = true;
    c->ends = false;
    c->in_body = false;
    c->head_len = 0;
    c->due_sec = due_sec;
    l->sent++;
    if (send(c->fd, r->bytes, r->len, MSG_NOSIGNAL) != (ssize_t)r->len) {
        l->broken++;
        disconnect(c);
    }
}

/* When the next request is due; a negative time when there is none. */
static double next_due(const struct load *l, double now)
{
    double due = l->rate > 0 ? l->start_sec + (double)l->sent / l->rate : now;
    bool over = l->seconds > 0 ? due >= l->start_sec + l->seconds
                               : l->sent >= l->request_count;
    return over ? -1 : due;
}

static void answer_done(struct load *l, struct connection *c)
{
    double took = now_sec() - c->due_sec;
    l->answered++;
    if (c->status < STATUSES)
        l->statuses[c->status]++;
    if (l->time_count < TIMES_MAX)
        l->times_us[l->time_count++] = (uint32_t)(took * 1e6);
    c->busy = false;
    if (c->ends)
        disconnect(c);
}

static const char *field(const char *head, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = head; at != NULL; at = strstr(at, "\r\n")) {
        at += at == head ? 0 : 2;
        if (strncasecmp(at, name, len) == 0)
            return at + len;
    }
    return NULL;
}

/* A head that has come whole. */
static void read_head(struct connection *c)
{
    const char *length = field(c->head, "Content-Length:");
    const char *way = field(c->head, "Connection:");
    c->status = (unsigned)strtoul(c->head + 9, NULL, 10);
    c->body_left = length == NULL ? 0 : strtoul(length, NULL, 10);
    c->ends = way != NULL && strncasecmp(way, " close", 6) == 0;
    c->in_body = true;
}

/* Bytes that came; what is left of them goes into the body. */
static size_t take_head(struct connection *c, const char *bytes, size_t len)
{
    size_t take = len < HEAD_MAX - c->head_len ? len : HEAD_MAX - c->head_len;
    size_t before = c->head_len;
    memcpy(c->head + before, bytes, take);
    c->head_len += take;
    c->head[c->head_len] = '\0';
    const char *end = strstr(c->head, "\r\n\r\n");
    if (end == NULL) {
        if (c->head_len == HEAD_MAX)
            die("a head of more than 8 KiB");
        return len;
    }
    read_head(c);
    return (size_t)(end + 4 - c->head) - before;
}

static void receive(struct load *l, struct connection *c)
{
    static char bytes[READ_MAX];
    ssize_t n = recv(c->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0) {
        l->broken += c->busy ? 1 : 0;
        disconnect(c);
        return;
    }
    size_t at = c->in_body ? 0 : take_head(c, bytes, (size_t)n);
    if (!c->in_body)
        return;
    size_t body = (size_t)n - at;
    l->body_bytes += body;
    c->body_left -= body < c->body_left ? body : c->body_left;
    if (c->body_left == 0)
        answer_done(l, c);
}

/* Gives every idle connection what is due; the milliseconds to wait. */
static int feed(struct load *l)
{
    for (size_t i = 0; i < l->connections; i++) {
        struct connection *c = &l->all[i];
        double now = now_sec();
        double due = next_due(l, now);
        if (due < 0)
            return 1000;
        if (due > now)
            return (int)((due - now) * 1000);
        if (!c->busy)
            send_next(l, c, due);
    }
    return 1000;
}

static bool is_any_busy(const struct load *l)
{
    for (size_t i = 0; i < l->connections; i++)
        if (l->all[i].busy)
            return true;
    return false;
}

static void run(struct load *l)
{
    struct epoll_event events[256];
    l->start_sec = now_sec();
    while (next_due(l, now_sec()) >= 0 || is_any_busy(l)) {
        int wait_msec = feed(l);
        int n = epoll_wait(l->epoll, events, 256, wait_msec);
        for (int i = 0; i < n; i++) {
            struct connection *c = events[i].data.ptr;
            double now = now_sec();
            receive(l, c);
            /* Closed loop: the same connection asks again at once. */
            if (l->rate <= 0 && !c->busy && next_due(l, now) >= 0)
                send_next(l, c, now);
        }
    }
}

static int compare_times(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static uint32_t quantile(const struct load *l, double q)
{
    if (l->time_count == 0)
        return 0;
    return l->times_us[(size_t)(q * (double)(l->time_count - 1))];
}

/* What this program took of the cores that it shares with the server. */
static double own_sec(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void print(const struct load *l, double took_sec)
{
    qsort(l->times_us, l->time_count, sizeof *l->times_us, compare_times);
    printf("{\"answered\":%zu,\"broken\":%zu,\"seconds\":%.6f,"
           "\"ownSeconds\":%.6f,\"rate\":%.1f,\"bodyBytes\":%llu,\"p50\":%u,"
           "\"p90\":%u,\"p99\":%u,\"p999\":%u,"
           "\"max\":%u,\"statuses\":{",
           l->answered, l->broken, took_sec, own_sec(),
           (double)l->answered / took_sec, (unsigned long long)l->body_bytes,
           quantile(l, 0.5), quantile(l, 0.9), quantile(l, 0.99),
           quantile(l, 0.999), quantile(l, 1));
    const char *comma = "";
    for (unsigned s = 0; s < STATUSES; s++)
        if (l->statuses[s] > 0) {
            printf("%s\"%u\":%u", comma, s, l->statuses[s]);
            comma = ",";
        }
    puts("}}");
}

static bool read_arguments(struct load *l, int argc, char **argv)
{
    if (argc < 4)
        return false;
    l->port = (uint16_t)strtoul(argv[1], NULL, 10);
    l->connections = strtoul(argv[2], NULL, 10);
    read_requests(l, argv[3]);
    for (int i = 4; i < argc; i++) {
        if (strcmp(argv[i], "--hold") == 0)
            l->hold = true;
        else if (strcmp(argv[i], "--seconds") == 0 && i + 1 < argc)
            l->seconds = strtod(argv[++i], NULL);
        else if (strcmp(argv[i], "--rate") == 0 && i + 1 < argc)
            l->rate = strtod(argv[++i], NULL);
        else
            return false;
    }
    return l->connections > 0 && l->connections <= CONNECTIONS_MAX;
}

int main(int argc, char **argv)
{
    struct load l = {.epoll = epoll_create1(EPOLL_CLOEXEC)};
    if (!read_arguments(&l, argc, argv)) {
        fputs("usage: load PORT CONNECTIONS REQUESTS [--seconds S] [--rate R] "
              "[--hold]\n",
              stderr);
        return 2;
    }
    l.times_us = calloc(TIMES_MAX, sizeof *l.times_us);
    l.all = calloc(l.connections, sizeof *l.all);
    if (l.times_us == NULL || l.all == NULL || l.epoll < 0)
        die("memory");
    for (size_t i = 0; i < l.connections; i++)
        l.all[i].fd = -1;
    for (size_t i = 0; l.hold && i < l.connections; i++)
        connect_one(&l, &l.all[i]);
    run(&l);
    print(&l, now_sec() - l.start_sec);
    return 0;
}
