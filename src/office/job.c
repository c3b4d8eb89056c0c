#include "office/job.h"

#include <pthread.h>

struct office_job {
    pthread_mutex_t lock; /* over all below */
    struct office_progress progress;
    bool give_up;
    bool has_thread; /* to be joined */
    pthread_t thread;
    office_job_act *act;
    void *context;
    void (*free_context)(void *context);
};

static void lock(struct office_job *job)
{
    (void)pthread_mutex_lock(&job->lock);
}

static void unlock(struct office_job *job)
{
    (void)pthread_mutex_unlock(&job->lock);
}

const char *office_job_doing(enum office_job_kind kind)
{
    switch (kind) {
    case OFFICE_JOB_OPEN: return "being opened";
    case OFFICE_JOB_CLOSE: return "being closed";
    case OFFICE_JOB_MAIL: return "being mailed";
    case OFFICE_JOB_PURGE: return "being destroyed";
    case OFFICE_JOB_NONE: break;
    }
    return "";
}

enum err office_job_new(struct office_job **out_job)
{
    struct office_job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return ERR_MEMORY;
    if (pthread_mutex_init(&job->lock, NULL) != 0) {
        free(job);
        return ERR_MEMORY;
    }
    *out_job = job;
    return ERR_OK;
}

static void step(void *context, const char *what, const char *unit,
                 uint64_t total)
{
    struct office_job *job = context;
    lock(job);
    job->progress.what = what;
    job->progress.unit = unit;
    job->progress.total = total;
    job->progress.done = 0;
    unlock(job);
}

static void advance(void *context, uint64_t done)
{
    struct office_job *job = context;
    lock(job);
    job->progress.done = done;
    unlock(job);
}

static bool is_given_up(void *context)
{
    struct office_job *job = context;
    lock(job);
    bool give_up = job->give_up;
    unlock(job);
    return give_up;
}

static void *work(void *arg)
{
    struct office_job *job = arg;
    struct office_outcome outcome = {.e = ERR_OK};
    const struct conduct_watch watch = {step, advance, is_given_up, job};
    job->act(job->context, &watch, &outcome);
    job->free_context(job->context);
    lock(job);
    job->progress.outcome = outcome;
    job->progress.is_running = false;
    unlock(job);
    return NULL;
}

static void join(struct office_job *job)
{
    if (job->has_thread)
        (void)pthread_join(job->thread, NULL);
    job->has_thread = false;
}

void office_job_free(struct office_job *job)
{
    if (job == NULL)
        return;
    lock(job);
    job->give_up = true;
    unlock(job);
    join(job);
    (void)pthread_mutex_destroy(&job->lock);
    free(job);
}

enum err office_job_begin(struct office_job *job, enum office_job_kind kind,
                          const char *wave, office_job_act *act, void *context,
                          void (*free_context)(void *context),
                          struct err_note *note)
{
    struct office_progress now;
    office_job_look(job, &now);
    if (now.is_running) {
        free_context(context);
        return err_say(note, ERR_BUSY,
                       "%s is still %s; wait until that is done", now.wave,
                       office_job_doing(now.kind));
    }
    join(job);
    job->progress = (struct office_progress){
        .kind = kind, .is_running = true, .what = "Beginning", .unit = ""};
    (void)snprintf(job->progress.wave, sizeof job->progress.wave, "%s", wave);
    job->act = act;
    job->context = context;
    job->free_context = free_context;
    job->has_thread = pthread_create(&job->thread, NULL, work, job) == 0;
    if (job->has_thread)
        return ERR_OK;
    job->progress = (struct office_progress){.kind = OFFICE_JOB_NONE};
    free_context(context);
    return err_say(note, ERR_MEMORY, "no memory for that; nothing was begun");
}

void office_job_look(struct office_job *job,
                     struct office_progress *out_progress)
{
    lock(job);
    *out_progress = job->progress;
    unlock(job);
}
