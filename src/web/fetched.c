#include "web/fetched.h"

#include "base/datetime.h"
#include "base/file.h"
#include "store/invites.h"

#include <pthread.h>

_Static_assert(WEB_FETCHED_DATE_SIZE == DATETIME_DATE_SIZE, "one date");

/* What was counted for a wave today. */
struct snapshot {
    char wave[SITE_NAME_SIZE];
    char date[DATETIME_DATE_SIZE];
    struct wave_fetched_line *lines; /* departments are copies */
    size_t n;
    struct snapshot *next;
};

struct web_fetched {
    const char *server_dir;
    pthread_mutex_t lock; /* over snapshots */
    struct snapshot *snapshots;
};

static void free_lines(struct wave_fetched_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        /* A copy of ours, see keep_names. */
        union {
            const char *in;
            char *out;
        } name = {.in = lines[i].department};
        free(name.out);
    }
    free(lines);
}

enum err web_fetched_new(const char *server_dir,
                         struct web_fetched **out_fetched)
{
    struct web_fetched *f = calloc(1, sizeof *f);
    if (f == NULL)
        return ERR_MEMORY;
    f->server_dir = server_dir;
    if (pthread_mutex_init(&f->lock, NULL) != 0) {
        free(f);
        return ERR_MEMORY;
    }
    *out_fetched = f;
    return ERR_OK;
}

void web_fetched_free(struct web_fetched *fetched)
{
    if (fetched == NULL)
        return;
    while (fetched->snapshots != NULL) {
        struct snapshot *s = fetched->snapshots;
        fetched->snapshots = s->next;
        free_lines(s->lines, s->n);
        free(s);
    }
    (void)pthread_mutex_destroy(&fetched->lock);
    free(fetched);
}

static enum err count(const char *server_dir, const struct web_wave *wave,
                      uint32_t *out_issued)
{
    char name[SITE_NAME_SIZE + 16];
    struct file_path path;
    (void)snprintf(name, sizeof name, "%s.invites.db", wave->info.name);
    enum err e = file_join(server_dir, name, &path);
    return e == ERR_OK ? invites_issued(path.s, wave->manifest->group_count,
                                        out_issued, NULL)
                       : e;
}

static enum err keep_names(struct wave_fetched_line *lines, size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; i < n; i++) {
        lines[i].department = strdup(lines[i].department);
        if (lines[i].department == NULL)
            e = ERR_MEMORY;
    }
    return e;
}

static enum err take(const struct web_fetched *f, const struct web_wave *wave,
                     struct snapshot *s)
{
    size_t groups = wave->manifest->group_count;
    uint32_t *issued = calloc(groups + 1, sizeof *issued);
    struct wave_fetched_line *lines = calloc(groups + 1, sizeof *lines);
    enum err e = issued == NULL || lines == NULL ? ERR_MEMORY : ERR_OK;
    size_t n = 0;
    if (e == ERR_OK)
        e = count(f->server_dir, wave, issued);
    if (e == ERR_OK) {
        n = wave_fetched_lines(wave->manifest, issued, lines);
        e = keep_names(lines, n);
    }
    free(issued);
    if (e != ERR_OK) {
        free_lines(lines, n);
        return e;
    }
    free_lines(s->lines, s->n);
    s->lines = lines;
    s->n = n;
    return ERR_OK;
}

static struct snapshot *find(struct web_fetched *f, const char *wave)
{
    struct snapshot *s = f->snapshots;
    while (s != NULL && strcmp(s->wave, wave) != 0)
        s = s->next;
    if (s != NULL)
        return s;
    s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    (void)snprintf(s->wave, sizeof s->wave, "%s", wave);
    s->next = f->snapshots;
    f->snapshots = s;
    return s;
}

enum err web_fetched_each(
    struct web_fetched *fetched, const struct web_wave *wave, int64_t now_sec,
    void (*fn)(void *ctx, const struct wave_fetched_line *line), void *ctx,
    char out_date[static WEB_FETCHED_DATE_SIZE])
{
    char today[DATETIME_DATE_SIZE];
    datetime_date(now_sec, today);
    (void)pthread_mutex_lock(&fetched->lock);
    struct snapshot *s = find(fetched, wave->info.name);
    enum err e = s == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK && strcmp(s->date, today) != 0) {
        e = take(fetched, wave, s);
        if (e == ERR_OK)
            memcpy(s->date, today, sizeof today);
    }
    for (size_t i = 0; e == ERR_OK && i < s->n; i++)
        fn(ctx, &s->lines[i]);
    if (e == ERR_OK)
        memcpy(out_date, today, sizeof today);
    (void)pthread_mutex_unlock(&fetched->lock);
    return e;
}
