#include "conduct/auditor.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define AUDITOR       "chorus-audit"
#define FD_RELEASE    3
#define FD_SURVEY     4
#define FD_FREE_LEAST 10 /* above those that the child gets */
#define ANSWER_MAX    ((size_t)16 << 20)

enum err conduct_auditor_find(struct file_path *out_path, struct err_note *note)
{
    struct file_path self = {""};
    struct file_path path;
    ssize_t len = readlink("/proc/self/exe", self.s, sizeof self.s - 1);
    char *slash = len <= 0 ? NULL : strrchr(self.s, '/');
    if (slash != NULL)
        *slash = '\0';
    if (slash == NULL || file_join(self.s, AUDITOR, &path) != ERR_OK ||
        access(path.s, X_OK) != 0)
        return err_say(note, ERR_NOT_FOUND,
                       "no " AUDITOR " beside chorus, in %s: nothing is "
                       "published without it; install it there",
                       self.s);
    *out_path = path;
    return ERR_OK;
}

/* BYTES as a file without a name; -1 and errno when there is none. */
static int in_memory(const struct buf *bytes)
{
    int low = memfd_create(AUDITOR, MFD_CLOEXEC);
    int fd = low < 0 ? -1 : fcntl(low, F_DUPFD_CLOEXEC, FD_FREE_LEAST);
    size_t done = 0;
    if (low >= 0)
        (void)close(low);
    while (fd >= 0 && done < bytes->len) {
        ssize_t put = write(fd, bytes->data + done, bytes->len - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            (void)close(fd);
            return -1;
        }
        done += (size_t)put;
    }
    return fd;
}

static enum err spawn(const char *path, int release, int survey, int out,
                      pid_t *out_pid)
{
    char *const argv[] = {(char[]){AUDITOR}, (char[]){"/proc/self/fd/3"},
                          (char[]){"--survey"}, (char[]){"/proc/self/fd/4"},
                          NULL};
    char *const env[] = {NULL};
    posix_spawn_file_actions_t a;
    if (posix_spawn_file_actions_init(&a) != 0)
        return ERR_MEMORY;
    int bad =
        posix_spawn_file_actions_addopen(&a, 0, "/dev/null", O_RDONLY, 0) ||
        posix_spawn_file_actions_adddup2(&a, out, 1) ||
        posix_spawn_file_actions_addopen(&a, 2, "/dev/null", O_WRONLY, 0) ||
        posix_spawn_file_actions_adddup2(&a, release, FD_RELEASE) ||
        posix_spawn_file_actions_adddup2(&a, survey, FD_SURVEY) ||
        posix_spawn(out_pid, path, &a, NULL, argv, env);
    (void)posix_spawn_file_actions_destroy(&a);
    return bad ? ERR_IO : ERR_OK;
}

static enum err read_all(int fd, struct buf *out)
{
    uint8_t chunk[16384];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 || out->len + (size_t)got > ANSWER_MAX)
            return ERR_IO;
        if (got == 0)
            return buf_check(out);
        buf_put(out, chunk, (size_t)got);
    }
}

/* Runs it to its end. Out: what it said, and its exit status. */
static enum err run(const char *path, int release, int survey,
                    struct buf *out_answer, int *out_status)
{
    int ends[2];
    int low[2] = {-1, -1};
    pid_t pid = -1;
    if (pipe2(low, O_CLOEXEC) != 0)
        return ERR_IO;
    for (size_t i = 0; i < 2; i++) {
        ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, FD_FREE_LEAST);
        (void)close(low[i]);
    }
    enum err e = ends[0] < 0 || ends[1] < 0 ? ERR_IO : ERR_OK;
    if (e == ERR_OK)
        e = spawn(path, release, survey, ends[1], &pid);
    if (ends[1] >= 0)
        (void)close(ends[1]);
    enum err read_err = e == ERR_OK ? read_all(ends[0], out_answer) : ERR_OK;
    if (ends[0] >= 0)
        (void)close(ends[0]);
    while (e == ERR_OK && waitpid(pid, out_status, 0) < 0)
        if (errno != EINTR)
            e = ERR_IO;
    return e == ERR_OK ? read_err : e;
}

static const char *text(const json_t *object, const char *key)
{
    const char *t = json_string_value(json_object_get(object, key));
    return t == NULL ? "" : t;
}

/* What it said, as one line; a pass must be said and shown by the status. */
static enum err judge(const struct buf *answer, int status,
                      struct err_note *note)
{
    json_t *root = json_loadb((const char *)answer->data, answer->len, 0, NULL);
    const json_t *findings = json_object_get(root, "findings");
    const json_t *first = json_array_get(findings, 0);
    const char *verdict = text(root, "verdict");
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    enum err e = ERR_OK;
    if (code == 1 && strcmp(verdict, "findings") == 0)
        e = err_say(note, ERR_DENIED,
                    AUDITOR " found %zu things that must not be published, the "
                            "first: %.40s in %.60s, scale %.40s",
                    json_array_size(findings), text(first, "check"),
                    text(first, "group"), text(first, "scale"));
    else if (code == 2 && strcmp(verdict, "incomplete") == 0)
        e = err_say(note, ERR_STATE,
                    AUDITOR " could not make every check: no pass");
    else if (code != 0 || strcmp(verdict, "pass") != 0)
        e = err_say(note, ERR_IO, AUDITOR " ended without a verdict (%d)",
                    code);
    json_decref(root);
    return e;
}

enum err conduct_auditor_run(const struct buf *release,
                             const struct buf *survey, struct err_note *note)
{
    struct file_path path;
    struct buf answer = BUF_INIT;
    int status = 0;
    enum err e = conduct_auditor_find(&path, note);
    if (e != ERR_OK)
        return e;
    int release_fd = in_memory(release);
    int survey_fd = release_fd < 0 ? -1 : in_memory(survey);
    e = survey_fd < 0 ? ERR_IO
                      : run(path.s, release_fd, survey_fd, &answer, &status);
    if (e != ERR_OK)
        e = err_say(note, e, "%s cannot be run: %s", path.s, err_name(e));
    else
        e = judge(&answer, status, note);
    if (survey_fd >= 0)
        (void)close(survey_fd);
    if (release_fd >= 0)
        (void)close(release_fd);
    buf_free(&answer);
    return e;
}
