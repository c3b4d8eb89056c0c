/*
 * cage: what a chorusd that was made to try can still do. Each attempt runs in
 * a process of its own, behind the fences that chorusd puts up.
 */
#include "cage/cage.h"

#include "base/file.h"
#include "temp_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

extern char **environ;

/* What an attempt came to, as the exit status of its process. */
enum { REFUSED = 0, DONE = 1, NO_FENCE = 2, BROKEN = 3 };

enum fence { LANDLOCK, SECCOMP };

/* DIR/office and DIR/server, each with a file; a socket that listens. */
struct fixture {
    struct temp_dir base;
    struct file_path office;
    struct file_path secret;
    struct file_path server;
    struct file_path own;
    struct file_path templates;
    struct file_path page;
    int tcp;
    struct sockaddr_in address;
};

static struct file_path below(const struct file_path *dir, const char *name)
{
    struct file_path path;
    assert_int_equal(file_join(dir->s, name, &path), ERR_OK);
    return path;
}

static struct file_path folder(const struct fixture *f, const char *name)
{
    struct file_path path = temp_dir_file(&f->base, name);
    assert_int_equal(mkdir(path.s, 0700), 0);
    return path;
}

static void put(const struct file_path *path)
{
    assert_int_equal(file_write(path->s, "canary", 6, 0600, NULL), ERR_OK);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->base = temp_dir_make();
    f->office = folder(f, "office");
    f->server = folder(f, "server");
    f->templates = folder(f, "templates");
    f->secret = below(&f->office, "people.db");
    f->own = below(&f->server, "site.db");
    f->page = below(&f->templates, "home.tpl");
    put(&f->secret);
    put(&f->own);
    put(&f->page);
    socklen_t len = sizeof f->address;
    f->address = (struct sockaddr_in){
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    f->tcp = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(f->tcp, (const struct sockaddr *)&f->address, len),
                     0);
    assert_int_equal(listen(f->tcp, 4), 0);
    assert_int_equal(getsockname(f->tcp, (struct sockaddr *)&f->address, &len),
                     0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    (void)close(f->tcp);
    (void)unlink(f->secret.s);
    (void)unlink(f->own.s);
    (void)unlink(f->page.s);
    (void)rmdir(f->office.s);
    (void)rmdir(f->server.s);
    (void)rmdir(f->templates.s);
    temp_dir_remove(&f->base);
    free(f);
    return 0;
}

/* In a child: true when the thing could be done. */
typedef bool attempt(const struct fixture *f);

static void enter(const struct fixture *f, enum fence fence)
{
    const struct cage_needs needs = {
        .data_dir = f->server.s, .read = {f->templates.s}, .read_count = 1};
    struct cage_fences fences;
    if (cage_prepare(NULL) != ERR_OK ||
        cage_enter(&needs, &fences, NULL) != ERR_OK)
        _exit(BROKEN);
    if (fence == LANDLOCK ? fences.landlock_abi == 0 : !fences.seccomp)
        _exit(NO_FENCE);
}

static int run(const struct fixture *f, enum fence fence, attempt *act)
{
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        enter(f, fence);
        _exit(act(f) ? DONE : REFUSED);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_not_equal(WEXITSTATUS(status), BROKEN);
    return WEXITSTATUS(status);
}

/* true: this kernel has no such fence; the test is told as skipped. */
static bool denied(enum fence fence, int status)
{
    if (status != NO_FENCE)
        return false;
    print_message("# SKIP this kernel denies %s\n",
                  fence == LANDLOCK ? "Landlock" : "seccomp filters");
    return true;
}

static void refused(void **state, enum fence fence, attempt *act)
{
    const struct fixture *f = *state;
    /* What is refused must be possible without: else nothing was shown. */
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(act(f) ? DONE : REFUSED);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), DONE);
    int caged = run(f, fence, act);
    if (denied(fence, caged))
        skip();
    assert_int_equal(caged, REFUSED);
}

static void possible(void **state, attempt *act)
{
    int caged = run(*state, SECCOMP, act);
    if (denied(SECCOMP, caged))
        skip();
    assert_int_equal(caged, DONE);
}

/* --- files ---------------------------------------------------------------- */

static bool opens(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd >= 0)
        (void)close(fd);
    return fd >= 0;
}

static bool read_office(const struct fixture *f)
{
    return opens(f->secret.s, O_RDONLY);
}

static bool list_office(const struct fixture *f)
{
    return opens(f->office.s, O_RDONLY | O_DIRECTORY);
}

static bool write_office(const struct fixture *f)
{
    return opens(f->secret.s, O_WRONLY | O_TRUNC);
}

static bool make_in_office(const struct fixture *f)
{
    struct file_path path = below(&f->office, "new");
    bool made = opens(path.s, O_WRONLY | O_CREAT | O_EXCL);
    (void)unlink(path.s);
    return made;
}

static bool read_passwords(const struct fixture *f)
{
    (void)f;
    return opens("/etc/passwd", O_RDONLY);
}

static bool write_template(const struct fixture *f)
{
    return opens(f->page.s, O_WRONLY);
}

static bool read_by_the_way_up(const struct fixture *f)
{
    char path[FILE_PATH_MAX + 32];
    (void)snprintf(path, sizeof path, "%s/../office/people.db", f->server.s);
    return opens(path, O_RDONLY);
}

static bool link_office(const struct fixture *f)
{
    struct file_path path = below(&f->server, "way-in");
    bool linked = link(f->secret.s, path.s) == 0 && opens(path.s, O_RDONLY);
    (void)unlink(path.s);
    return linked;
}

static bool follow_a_link(const struct fixture *f)
{
    struct file_path path = below(&f->server, "link");
    return opens(path.s, O_RDONLY);
}

static void it_cannot_open_the_office(void **state)
{
    refused(state, LANDLOCK, read_office);
    refused(state, LANDLOCK, list_office);
    refused(state, LANDLOCK, write_office);
    refused(state, LANDLOCK, make_in_office);
}

static void no_way_round_leads_to_the_office(void **state)
{
    const struct fixture *f = *state;
    refused(state, LANDLOCK, read_by_the_way_up);
    refused(state, LANDLOCK, link_office);
    struct file_path path = below(&f->server, "link");
    assert_int_equal(symlink(f->secret.s, path.s), 0);
    refused(state, LANDLOCK, follow_a_link);
    assert_int_equal(unlink(path.s), 0);
}

static void it_opens_no_other_file_of_the_system(void **state)
{
    refused(state, LANDLOCK, read_passwords);
    refused(state, LANDLOCK, write_template);
}

static bool use_own_files(const struct fixture *f)
{
    struct file_path journal = below(&f->server, "site.db-journal");
    int fd = open(f->own.s, O_RDWR | O_CLOEXEC);
    bool ok = fd >= 0 && pwrite(fd, "x", 1, 0) == 1 && fsync(fd) == 0;
    int fresh = open(journal.s, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ok = ok && fresh >= 0 && write(fresh, "x", 1) == 1 &&
         ftruncate(fresh, 0) == 0 && unlink(journal.s) == 0;
    return ok && opens(f->server.s, O_RDONLY | O_DIRECTORY) &&
           opens(f->page.s, O_RDONLY);
}

static void its_own_files_stay_within_reach(void **state)
{
    possible(state, use_own_files);
}

/* --- programs ------------------------------------------------------------- */

static bool fork_once(const struct fixture *f)
{
    (void)f;
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0;
}

static bool spawn_a_shell(const struct fixture *f)
{
    (void)f;
    char name[] = "true";
    char *const argv[] = {name, NULL};
    pid_t child;
    return posix_spawn(&child, "/bin/true", NULL, NULL, argv, environ) == 0;
}

static bool become_a_shell(const struct fixture *f)
{
    (void)f;
    char name[] = "sh";
    char option[] = "-c";
    char command[] = "exit 1"; /* DONE */
    char *const argv[] = {name, option, command, NULL};
    (void)execve("/bin/sh", argv, environ);
    return false;
}

static bool map_new_code(const struct fixture *f)
{
    (void)f;
    void *code = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return code != MAP_FAILED &&
           mprotect(code, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool trace_its_parent(const struct fixture *f)
{
    (void)f;
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static void it_cannot_start_a_program(void **state)
{
    refused(state, SECCOMP, fork_once);
    refused(state, SECCOMP, spawn_a_shell);
    refused(state, SECCOMP, become_a_shell);
}

static void it_cannot_make_code_or_look_into_others(void **state)
{
    refused(state, SECCOMP, map_new_code);
    refused(state, SECCOMP, trace_its_parent);
}

static void *nothing(void *arg)
{
    return arg;
}

static bool start_a_thread(const struct fixture *f)
{
    (void)f;
    pthread_t thread;
    return pthread_create(&thread, NULL, nothing, NULL) == 0 &&
           pthread_join(thread, NULL) == 0;
}

static void *fork_there(void *arg)
{
    return fork_once(arg) ? arg : NULL;
}

static bool thread_forks(const struct fixture *f)
{
    union {
        const void *in;
        void *arg;
    } fixture = {.in = f};
    pthread_t thread;
    void *forked = NULL;
    return pthread_create(&thread, NULL, fork_there, fixture.arg) == 0 &&
           pthread_join(thread, &forked) == 0 && forked != NULL;
}

static void threads_start_and_are_fenced_too(void **state)
{
    possible(state, start_a_thread);
    refused(state, SECCOMP, thread_forks);
}

/* --- networks ------------------------------------------------------------- */

static bool open_sockets(const struct fixture *f)
{
    (void)f;
    static const int families[] = {AF_INET, AF_INET6, AF_UNIX};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        if (socket(families[i], SOCK_STREAM, 0) >= 0 ||
            socket(families[i], SOCK_DGRAM, 0) >= 0)
            return true;
    }
    return false;
}

/* With a socket that was there before the fences: as if one had come in. */
static int held_socket = -1;

static bool connect_a_held_socket(const struct fixture *f)
{
    return connect(held_socket, (const struct sockaddr *)&f->address,
                   sizeof f->address) == 0;
}

static bool send_a_datagram(const struct fixture *f)
{
    return sendto(held_socket, "x", 1, 0, (const struct sockaddr *)&f->address,
                  sizeof f->address) == 1;
}

static bool listen_anew(const struct fixture *f)
{
    (void)f;
    return listen(held_socket, 1) == 0;
}

/* cage_prepare closes what is above standard error, so it is put there. */
static void with_held_socket(void **state, int type, attempt *act)
{
    int fd = socket(AF_INET, type, 0);
    assert_true(fd >= 0);
    int saved = dup(STDERR_FILENO);
    assert_int_equal(dup2(fd, STDERR_FILENO), STDERR_FILENO);
    held_socket = STDERR_FILENO;
    refused(state, SECCOMP, act);
    assert_int_equal(dup2(saved, STDERR_FILENO), STDERR_FILENO);
    (void)close(saved);
    (void)close(fd);
}

static void it_cannot_reach_the_network(void **state)
{
    refused(state, SECCOMP, open_sockets);
    with_held_socket(state, SOCK_STREAM, connect_a_held_socket);
    with_held_socket(state, SOCK_DGRAM, send_a_datagram);
    with_held_socket(state, SOCK_STREAM, listen_anew);
}

/* --- secrets -------------------------------------------------------------- */

static bool has_no_core(const struct fixture *f)
{
    (void)f;
    struct rlimit core;
    return getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0;
}

static bool limits_can_be_set(const struct fixture *f)
{
    (void)f;
    struct rlimit limit;
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
           setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

static bool can_be_dumped(const struct fixture *f)
{
    (void)f;
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static void no_core_is_written_and_nothing_turns_that_back(void **state)
{
    possible(state, has_no_core);
    refused(state, SECCOMP, limits_can_be_set);
    refused(state, SECCOMP, can_be_dumped);
}

static bool inherited_is_open(const struct fixture *f)
{
    return fcntl(f->tcp, F_GETFD) >= 0;
}

static bool stdin_gives_nothing(const struct fixture *f)
{
    (void)f;
    char byte;
    return read(STDIN_FILENO, &byte, 1) == 0;
}

static void what_was_left_open_is_closed(void **state)
{
    refused(state, SECCOMP, inherited_is_open);
    possible(state, stdin_gives_nothing);
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct cage_needs needs = {.data_dir = "/nowhere/server"};
        struct cage_fences fences = {0};
        struct err_note note = {""};
        enum err e = cage_enter(&needs, &fences, &note);
        bool told =
            e == ERR_NOT_FOUND && strstr(note.text, "/nowhere/server") != NULL;
        /* Without Landlock nothing looks at paths. */
        _exit(told || (e == ERR_OK && fences.landlock_abi == 0) ? DONE
                                                                : REFUSED);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), DONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_cannot_open_the_office),
        TEST(no_way_round_leads_to_the_office),
        TEST(it_opens_no_other_file_of_the_system),
        TEST(its_own_files_stay_within_reach),
        TEST(it_cannot_start_a_program),
        TEST(it_cannot_make_code_or_look_into_others),
        TEST(threads_start_and_are_fenced_too),
        TEST(it_cannot_reach_the_network),
        TEST(no_core_is_written_and_nothing_turns_that_back),
        TEST(what_was_left_open_is_closed),
        TEST(a_folder_that_is_not_there_is_named),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
