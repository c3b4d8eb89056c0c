#include "web/waves.h"

#include "base/datetime.h"
#include "base/log.h"
#include "web/wave_load.h"

#include <pthread.h>

#define POLL_MSEC 300

struct web_waves {
    struct site *site;
    char *server_dir;
    pthread_rwlock_t lock;  /* over list and count */
    struct web_wave **list; /* as site_wave_list: the newest last */
    size_t count;
    _Atomic uint64_t version;
    pthread_mutex_t wake_lock; /* over stop */
    pthread_cond_t wake;
    bool stop;
    bool started;
    pthread_t thread;
    /* The watching thread's own. */
    enum err last_error;
};

static struct web_wave *hold(struct web_wave *wave)
{
    (void)atomic_fetch_add(&wave->holders, 1);
    return wave;
}

/* Whether what is loaded still stands for what site.db says. */
static bool is_current(const struct web_wave *wave,
                       const struct site_wave *info)
{
    if (wave->phase == WEB_WAVE_BROKEN || wave->info.state != info->state)
        return false;
    /* Doors stay: a second pair could not open the same files beside them. */
    return wave->phase == WEB_WAVE_COLLECTING ||
           wave->info.public_sec == info->public_sec;
}

static struct web_wave *find_loaded(const struct web_waves *waves,
                                    const char *name)
{
    for (size_t i = 0; i < waves->count; i++) {
        if (strcmp(waves->list[i]->info.name, name) == 0)
            return waves->list[i];
    }
    return NULL;
}

static void tell(const struct web_wave *wave, const struct web_wave *before)
{
    if (wave->phase == WEB_WAVE_COLLECTING)
        log_event(LOG_WAVE_LOADED, wave_manifest_places(wave->manifest));
    else if (wave->phase == WEB_WAVE_CLOSED && before != NULL &&
             before->phase != WEB_WAVE_CLOSED)
        log_event(LOG_WAVE_CLOSED, 0);
}

/* The wave as it is now: what is loaded, or loaded anew; NULL when neither. */
static struct web_wave *renew(struct web_waves *waves,
                              const struct site_wave *info)
{
    struct web_wave *before = find_loaded(waves, info->name);
    if (before != NULL && is_current(before, info))
        return hold(before);
    struct web_wave *wave = NULL;
    enum err why = ERR_OK;
    enum err e =
        web_wave_load(waves->site, waves->server_dir, info, &wave, &why);
    if (e != ERR_OK)
        why = e;
    /* A wave that is being opened or closed just now is tried again. */
    if (why != ERR_OK && why != waves->last_error) {
        log_event(LOG_WAVE_REFUSED, (int64_t)why);
        waves->last_error = why;
    }
    if (e != ERR_OK)
        return before == NULL ? NULL : hold(before);
    tell(wave, before);
    return wave;
}

static void swap_list(struct web_waves *waves, struct web_wave **list,
                      size_t count)
{
    (void)pthread_rwlock_wrlock(&waves->lock);
    if (waves->version == 0 || count != waves->count ||
        memcmp(list, waves->list, count * sizeof *list) != 0)
        waves->version++;
    struct web_wave **old = waves->list;
    size_t old_count = waves->count;
    waves->list = list;
    waves->count = count;
    (void)pthread_rwlock_unlock(&waves->lock);
    web_waves_list_free(old, old_count);
}

static enum err reload(struct web_waves *waves)
{
    struct site_wave *infos = NULL;
    size_t n = 0;
    enum err e = site_wave_list(waves->site, &infos, &n);
    if (e != ERR_OK)
        return e;
    struct web_wave **list = calloc(n + 1, sizeof *list);
    if (list == NULL) {
        free(infos);
        return ERR_MEMORY;
    }
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        if (infos[i].state == SITE_WAVE_ENDED)
            continue; /* no door and no result: as if it had never been */
        struct web_wave *wave = renew(waves, &infos[i]);
        if (wave != NULL)
            list[count++] = wave;
        /* What stays as it was, because it could not be loaded anew, is tried
         * again; so is a wave without doors, see web_waves_are_well. */
        if (wave == NULL ||
            (wave->phase != WEB_WAVE_BROKEN && !is_current(wave, &infos[i])))
            e = ERR_STATE;
    }
    free(infos);
    swap_list(waves, list, count);
    return e;
}

uint64_t web_waves_version(const struct web_waves *waves)
{
    return atomic_load(&waves->version);
}

bool web_waves_are_well(struct web_waves *waves)
{
    bool well = true;
    (void)pthread_rwlock_rdlock(&waves->lock);
    for (size_t i = 0; i < waves->count; i++)
        well = well && waves->list[i]->phase != WEB_WAVE_BROKEN;
    (void)pthread_rwlock_unlock(&waves->lock);
    return well;
}

/* true: woken to stop. */
static bool wait_a_poll(struct web_waves *waves)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += POLL_MSEC * 1000 * 1000;
    if (until.tv_nsec >= 1000 * 1000 * 1000) {
        until.tv_nsec -= 1000 * 1000 * 1000;
        until.tv_sec++;
    }
    (void)pthread_mutex_lock(&waves->wake_lock);
    int waited = 0;
    while (!waves->stop && waited == 0)
        waited =
            pthread_cond_timedwait(&waves->wake, &waves->wake_lock, &until);
    bool stop = waves->stop;
    (void)pthread_mutex_unlock(&waves->wake_lock);
    return stop;
}

/* The office may have struck codes out. The list changes on this thread only.
 */
static enum err refresh_doors(struct web_waves *waves)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < waves->count; i++) {
        struct issue *issue = waves->list[i]->issue;
        if (issue != NULL && issue_refresh(issue) != ERR_OK)
            e = ERR_BUSY; /* the next poll tries again */
    }
    return e;
}

static void *watch(void *arg)
{
    struct web_waves *waves = arg;
    bool again = true; /* the last reload may not have been whole */
    bool site_failed = false;
    while (!wait_a_poll(waves)) {
        bool changed = false;
        enum err e = site_changed(waves->site, &changed);
        if (e == ERR_OK && (changed || again || !web_waves_are_well(waves))) {
            e = reload(waves);
            again = e != ERR_OK;
        }
        if (e == ERR_OK)
            e = refresh_doors(waves);
        bool failed = e != ERR_OK && e != ERR_BUSY && e != ERR_STATE;
        if (failed && !site_failed)
            log_event(LOG_SITE_FAILED, (int64_t)e);
        site_failed = failed;
    }
    return NULL;
}

static enum err init_locks(struct web_waves *waves)
{
    pthread_condattr_t monotonic;
    if (pthread_condattr_init(&monotonic) != 0)
        return ERR_MEMORY;
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    int failed = pthread_cond_init(&waves->wake, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    if (failed != 0 || pthread_rwlock_init(&waves->lock, NULL) != 0 ||
        pthread_mutex_init(&waves->wake_lock, NULL) != 0)
        return ERR_MEMORY;
    return ERR_OK;
}

enum err web_waves_open(struct site *site, const char *server_dir,
                        struct web_waves **out_waves, struct err_note *note)
{
    struct web_waves *waves = calloc(1, sizeof *waves);
    if (waves == NULL)
        return err_say(note, ERR_MEMORY, "no memory for the waves");
    waves->site = site;
    waves->server_dir = strdup(server_dir);
    enum err e = waves->server_dir == NULL ? ERR_MEMORY : init_locks(waves);
    bool changed;
    if (e == ERR_OK)
        e = site_changed(site, &changed);
    if (e == ERR_OK)
        e = reload(waves);
    if (e == ERR_STATE || e == ERR_BUSY)
        e = ERR_OK; /* the thread tries again */
    if (e == ERR_OK && pthread_create(&waves->thread, NULL, watch, waves) != 0)
        e = ERR_IO;
    if (e != ERR_OK) {
        web_waves_close(waves);
        return err_say(note, e, "the waves of site.db cannot be read: %s",
                       err_name(e));
    }
    waves->started = true;
    *out_waves = waves;
    return ERR_OK;
}

static void stop_watching(struct web_waves *waves)
{
    if (!waves->started)
        return;
    (void)pthread_mutex_lock(&waves->wake_lock);
    waves->stop = true;
    (void)pthread_cond_signal(&waves->wake);
    (void)pthread_mutex_unlock(&waves->wake_lock);
    (void)pthread_join(waves->thread, NULL);
    waves->started = false;
}

void web_waves_close(struct web_waves *waves)
{
    if (waves == NULL)
        return;
    stop_watching(waves);
    web_waves_list_free(waves->list, waves->count);
    (void)pthread_cond_destroy(&waves->wake);
    (void)pthread_mutex_destroy(&waves->wake_lock);
    (void)pthread_rwlock_destroy(&waves->lock);
    free(waves->server_dir);
    free(waves);
}

struct web_wave *web_waves_find(struct web_waves *waves, const char *name)
{
    (void)pthread_rwlock_rdlock(&waves->lock);
    struct web_wave *found = find_loaded(waves, name);
    if (found != NULL)
        (void)hold(found);
    (void)pthread_rwlock_unlock(&waves->lock);
    return found;
}

struct web_wave *web_waves_find_manifest(struct web_waves *waves,
                                         const uint8_t mh[static 32])
{
    struct web_wave *found = NULL;
    (void)pthread_rwlock_rdlock(&waves->lock);
    for (size_t i = 0; i < waves->count && found == NULL; i++) {
        if (memcmp(waves->list[i]->info.manifest_hash, mh, 32) == 0)
            found = hold(waves->list[i]);
    }
    (void)pthread_rwlock_unlock(&waves->lock);
    return found;
}

enum err web_waves_list(struct web_waves *waves, struct web_wave ***out_list,
                        size_t *out_n)
{
    (void)pthread_rwlock_rdlock(&waves->lock);
    size_t n = waves->count;
    struct web_wave **list = calloc(n + 1, sizeof(struct web_wave *));
    for (size_t i = 0; list != NULL && i < n; i++)
        list[i] = hold(waves->list[n - 1 - i]);
    (void)pthread_rwlock_unlock(&waves->lock);
    if (list == NULL)
        return ERR_MEMORY;
    *out_list = list;
    *out_n = n;
    return ERR_OK;
}

void web_waves_list_free(struct web_wave **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        web_wave_release(list[i]);
    free(list);
}

bool web_wave_is_public(const struct web_wave *wave, int64_t now_sec)
{
    return wave->phase == WEB_WAVE_CLOSED && wave->info.public_sec != 0 &&
           now_sec >= wave->info.public_sec;
}

bool web_wave_takes_answers(const struct web_wave *wave, int64_t now_sec)
{
    return wave->phase != WEB_WAVE_CLOSED && now_sec < wave->info.closes_sec;
}
