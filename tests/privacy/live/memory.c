/*
 * Looks for secrets in all of a process's memory, as root or its parent may.
 *
 *   memory PID <SECRETS     lines of: NAME HEX, at least 8 bytes
 *
 * Says for each name how many of its secrets are there, whole or a third of
 * them: what is freed is soon overwritten in part. 3: this system does not let
 * us look.
 */
#include "privacy/link_traces.h"

#include <errno.h>
#include <fcntl.h>

#define SECRETS_MAX 4096
#define CHUNK       (1u << 20)

static struct link_needles needles;
static char names[SECRETS_MAX][32];
static bool is_there[SECRETS_MAX];

/* Its first, middle and last eight bytes. */
static void add(const uint8_t *bytes, size_t len, size_t who)
{
    link_needle_add(&needles, bytes, who);
    if (len >= 3 * LINK_NEEDLE) {
        link_needle_add(&needles, bytes + len / 2 - LINK_NEEDLE / 2, who);
        link_needle_add(&needles, bytes + len - LINK_NEEDLE, who);
    }
}

static size_t read_secrets(void)
{
    char hex[513];
    uint8_t bytes[256];
    size_t n = 0;
    size_t len = 0;
    while (n < SECRETS_MAX && scanf("%31s %512s", names[n], hex) == 2) {
        if (sodium_hex2bin(bytes, sizeof bytes, hex, strlen(hex), NULL, &len,
                           NULL) == 0 &&
            len >= LINK_NEEDLE)
            add(bytes, len, n++);
    }
    return n;
}

/* MAP is the line of /proc/PID/maps, said for what is there. */
static void search(int mem, uint64_t from, uint64_t to, const char *map)
{
    static uint8_t bytes[CHUNK];
    for (uint64_t at = from; at < to; at += CHUNK - LINK_NEEDLE) {
        const size_t want = to - at < CHUNK ? (size_t)(to - at) : CHUNK;
        const ssize_t got = pread(mem, bytes, want, (off_t)at);
        for (ssize_t i = 0; i + LINK_NEEDLE <= got; i++) {
            const uint32_t who = link_needle_at(&needles, bytes + i);
            if (who != 0)
                (void)printf("# %s at %llx of %s", names[who - 1],
                             (unsigned long long)at + (size_t)i, map);
            if (who != 0)
                is_there[who - 1] = true;
        }
    }
}

static size_t search_all(const char *pid, int mem)
{
    char path[64];
    char line[1024];
    unsigned long long from;
    unsigned long long to;
    size_t maps = 0;
    (void)snprintf(path, sizeof path, "/proc/%s/maps", pid);
    FILE *f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%llx-%llx", &from, &to) == 2 &&
            strstr(line, "[v") == NULL) { /* the kernel's own */
            search(mem, from, to, line);
            maps++;
        }
    if (f != NULL)
        (void)fclose(f);
    return maps;
}

int main(int argc, char **argv)
{
    char path[64];
    if (argc != 2 || sodium_init() < 0)
        return 2;
    (void)snprintf(path, sizeof path, "/proc/%s/mem", argv[1]);
    const int mem = open(path, O_RDONLY | O_CLOEXEC);
    const size_t n = read_secrets();
    if (mem < 0 || search_all(argv[1], mem) == 0) {
        (void)printf("%s: %s\n", path, strerror(errno));
        return 3;
    }
    for (size_t i = 0; i < n; i++) {
        size_t all = 0;
        size_t there = 0;
        bool is_first = true;
        for (size_t j = 0; j < n; j++) {
            if (strcmp(names[i], names[j]) != 0)
                continue;
            is_first = is_first && j >= i;
            all++;
            there += is_there[j];
        }
        if (is_first)
            (void)printf("%s %zu of %zu\n", names[i], there, all);
    }
    return 0;
}
