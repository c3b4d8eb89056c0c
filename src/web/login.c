#include "web/login.h"

#include "base/clock.h"

#include <pthread.h>
#include <sodium.h>

#define WAITING_MAX   8
#define STRANGERS_MAX 5 /* of them */

struct job {
    char name[SITE_ACCOUNT_SIZE];
    char password[ACCOUNTS_PASSWORD_MAX_BYTES + 1];
    void (*done)(void *ctx, const struct web_login_result *result);
    void *ctx;
};

struct web_login {
    struct accounts_checker *checker;
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t wake;
    struct job *jobs; /* a ring in guarded memory */
    size_t first;
    size_t count;
    bool stop;
    pthread_t thread;
};

static void run(struct web_login *login, const struct job *job)
{
    struct site_account account = {0};
    struct web_login_result result = {.account = &account};
    result.error = accounts_check(login->checker, job->name, job->password,
                                  clock_now_sec(), &account);
    job->done(job->ctx, &result);
    if (result.error == ERR_OK)
        site_account_wipe(&account);
}

/* The job is done in its place: its place is given back only after it. */
static void *work(void *arg)
{
    struct web_login *login = arg;
    (void)pthread_mutex_lock(&login->lock);
    for (;;) {
        while (login->count == 0 && !login->stop)
            (void)pthread_cond_wait(&login->wake, &login->lock);
        if (login->count == 0)
            break;
        struct job *job = &login->jobs[login->first];
        (void)pthread_mutex_unlock(&login->lock);
        run(login, job);
        (void)pthread_mutex_lock(&login->lock);
        sodium_memzero(job, sizeof *job);
        login->first = (login->first + 1) % WAITING_MAX;
        login->count--;
    }
    (void)pthread_mutex_unlock(&login->lock);
    return NULL;
}

enum err web_login_open(struct accounts_checker *checker,
                        struct web_login **out_login)
{
    struct web_login *login = calloc(1, sizeof *login);
    if (login == NULL)
        return ERR_MEMORY;
    login->checker = checker;
    login->jobs = sodium_allocarray(WAITING_MAX, sizeof *login->jobs);
    enum err e = ERR_MEMORY;
    if (login->jobs == NULL)
        goto fail_jobs;
    if (pthread_mutex_init(&login->lock, NULL) != 0)
        goto fail_lock;
    if (pthread_cond_init(&login->wake, NULL) != 0)
        goto fail_wake;
    e = ERR_IO;
    if (pthread_create(&login->thread, NULL, work, login) != 0)
        goto fail_thread;
    *out_login = login;
    return ERR_OK;

fail_thread:
    (void)pthread_cond_destroy(&login->wake);
fail_wake:
    (void)pthread_mutex_destroy(&login->lock);
fail_lock:
    sodium_free(login->jobs);
fail_jobs:
    free(login);
    return e;
}

void web_login_close(struct web_login *login)
{
    if (login == NULL)
        return;
    (void)pthread_mutex_lock(&login->lock);
    login->stop = true;
    (void)pthread_cond_signal(&login->wake);
    (void)pthread_mutex_unlock(&login->lock);
    (void)pthread_join(login->thread, NULL);
    (void)pthread_cond_destroy(&login->wake);
    (void)pthread_mutex_destroy(&login->lock);
    sodium_free(login->jobs);
    free(login);
}

enum err web_login_check(struct web_login *login, const char *name,
                         const char *password, bool is_known,
                         void (*done)(void *ctx,
                                      const struct web_login_result *result),
                         void *ctx)
{
    const size_t places = is_known ? WAITING_MAX : STRANGERS_MAX;
    err_assert(strlen(name) < SITE_ACCOUNT_SIZE);
    err_assert(strlen(password) <= ACCOUNTS_PASSWORD_MAX_BYTES);
    (void)pthread_mutex_lock(&login->lock);
    bool room = login->count < places && !login->stop;
    if (room) {
        struct job *job =
            &login->jobs[(login->first + login->count) % WAITING_MAX];
        (void)snprintf(job->name, sizeof job->name, "%s", name);
        (void)snprintf(job->password, sizeof job->password, "%s", password);
        job->done = done;
        job->ctx = ctx;
        login->count++;
        (void)pthread_cond_signal(&login->wake);
    }
    (void)pthread_mutex_unlock(&login->lock);
    return room ? ERR_OK : ERR_BUSY;
}
