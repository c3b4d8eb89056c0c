/* Memory, the clock, what goes out to the network, and where main begins. */
#include "fault.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* --- memory --------------------------------------------------------------- */

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

/*
 * What draws (charts, letters) ends a program that gets no memory, by the
 * design of GLib and fontconfig: its allocations are counted apart, for the
 * test of what such an end leaves. So are libseccomp's, at a server's start:
 * without memory it loops, or loads a filter that lets nothing be said.
 */
static const char *const drawers[] = {
    "libglib",     "libgobject",    "libgio",    "libfontconfig",
    "libfreetype", "libharfbuzz",   "libpango",  "libcairo",
    "librsvg",     "libgdk_pixbuf", "libexpat",  "libxml2",
    "libfribidi",  "libthai",       "libdatrie", "libseccomp",
};

struct range {
    uintptr_t from;
    uintptr_t to;
};
static struct range drawn[32];
static size_t drawn_count;

static int note_drawer(struct dl_phdr_info *info, size_t size, void *ctx)
{
    (void)size;
    (void)ctx;
    bool draws = false;
    for (size_t i = 0; i < sizeof drawers / sizeof *drawers; i++)
        draws = draws || strstr(info->dlpi_name, drawers[i]) != NULL;
    for (size_t i = 0; draws && i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        if (h->p_type != PT_LOAD || (h->p_flags & PF_X) == 0)
            continue;
        if (drawn_count == sizeof drawn / sizeof *drawn)
            abort();
        uintptr_t from = info->dlpi_addr + h->p_vaddr;
        drawn[drawn_count++] = (struct range){from, from + h->p_memsz};
    }
    return 0;
}

static bool is_drawer(const void *caller)
{
    for (size_t i = 0; i < drawn_count; i++)
        if ((uintptr_t)caller >= drawn[i].from &&
            (uintptr_t)caller < drawn[i].to)
            return true;
    return false;
}

static bool is_meant(_Atomic uint64_t *count, _Atomic uint64_t *at,
                     _Atomic uint64_t *starved)
{
    uint64_t n = atomic_fetch_add(count, 1) + 1;
    if (n != atomic_load(at))
        return false;
    (void)atomic_fetch_add(starved, 1);
    errno = ENOMEM;
    return true;
}

static bool starves(const void *caller)
{
    struct fault_page *p = fault_page();
    if (p == NULL || atomic_load(&p->armed) == 0)
        return false;
    return is_drawer(caller)
               ? is_meant(&p->drawing_allocations, &p->starve_drawing_at,
                          &p->starved_drawing)
               : is_meant(&p->allocations, &p->starve_at, &p->starved);
}

#define CALLER __builtin_return_address(0)

void *malloc(size_t n)
{
    return starves(CALLER) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return starves(CALLER) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return starves(CALLER) ? NULL : __libc_realloc(p, n);
}

/* Here, so that it is known who asks. */
char *strdup(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = starves(CALLER) ? NULL : __libc_malloc(n);
    return copy == NULL ? NULL : memcpy(copy, text, n);
}

/* libsodium's guarded memory and libmicrohttpd's pools are mapped. */
static void *map(void *at, size_t n, int prot, int flags, int fd, off_t from,
                 const void *caller)
{
    if ((flags & MAP_ANONYMOUS) != 0 && starves(caller))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, n, prot, flags, fd, from);
}

void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t from)
{
    return map(at, n, prot, flags, fd, from, CALLER);
}

void *mmap64(void *at, size_t n, int prot, int flags, int fd, off_t from)
{
    return map(at, n, prot, flags, fd, from, CALLER);
}

/* --- the clock ------------------------------------------------------------ */

static time_t shift(void)
{
    struct fault_page *p = fault_page();
    return p == NULL ? 0 : (time_t)atomic_load(&p->shift_sec);
}

int clock_gettime(clockid_t which, struct timespec *out)
{
    int rc = (int)syscall(SYS_clock_gettime, which, out);
    if (rc == 0 && which == CLOCK_REALTIME)
        out->tv_sec += shift();
    return rc;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    (void)zone;
    struct timespec now;
    int rc = clock_gettime(CLOCK_REALTIME, &now);
    if (rc == 0)
        *out = (struct timeval){now.tv_sec, now.tv_nsec / 1000};
    return rc;
}

time_t time(time_t *out)
{
    struct timespec now;
    time_t t = clock_gettime(CLOCK_REALTIME, &now) == 0 ? now.tv_sec : -1;
    if (out != NULL)
        *out = t;
    return t;
}

/* --- the network ---------------------------------------------------------- */

/* Written down before it goes: from here on somebody may hold it. */
ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    fault_log_begin();
    fault_log('a', (uint64_t)fd, 0, NULL, bytes, n);
    fault_log_end();
    return syscall(SYS_sendto, fd, bytes, n, flags, NULL, 0);
}

ssize_t sendmsg(int fd, const struct msghdr *msg, int flags)
{
    fault_log_begin();
    for (size_t i = 0; i < msg->msg_iovlen; i++)
        fault_log('a', (uint64_t)fd, 0, NULL, msg->msg_iov[i].iov_base,
                  msg->msg_iov[i].iov_len);
    fault_log_end();
    return syscall(SYS_sendmsg, fd, msg, flags);
}

/* --- main ----------------------------------------------------------------- */

static int (*real_main)(int, char **, char **);

/* What libraries do before main is not ours to test. */
static int counted_main(int argc, char **argv, char **env)
{
    struct fault_page *p = fault_page();
    (void)dl_iterate_phdr(note_drawer, NULL);
    if (p != NULL)
        atomic_store(&p->armed, 1);
    return real_main(argc, argv, env);
}

int __libc_start_main(int (*entry)(int, char **, char **), int argc,
                      char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end);

int __libc_start_main(int (*entry)(int, char **, char **), int argc,
                      char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end)
{
    typeof(&__libc_start_main) next =
        (typeof(&__libc_start_main))dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = entry;
    return next(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}
