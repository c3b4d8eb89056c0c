#include "voter/crowd.h"

#include "voter/population.h"

#include <pthread.h>
#include <sodium.h>

#define CONNECTIONS_MAX 64u

/* What the connections share. */
struct shared {
    struct crowd *crowd;
    pthread_mutex_t lock;
    size_t next; /* the next person */
    size_t done;
    enum err failed; /* the first error */
    struct err_note note;
};

static struct crowd_person *take(struct shared *s)
{
    struct crowd_person *person = NULL;
    (void)pthread_mutex_lock(&s->lock);
    if (s->failed == ERR_OK && s->next < s->crowd->count)
        person = &s->crowd->people[s->next++];
    (void)pthread_mutex_unlock(&s->lock);
    return person;
}

static void give(struct shared *s, enum err e, const struct err_note *note)
{
    (void)pthread_mutex_lock(&s->lock);
    s->done++;
    if (e != ERR_OK && s->failed == ERR_OK) {
        s->failed = e;
        s->note = *note;
    }
    if (s->crowd->progress != NULL)
        s->crowd->progress(s->crowd->context, s->done);
    (void)pthread_mutex_unlock(&s->lock);
}

static enum err answer(const struct crowd *crowd, struct voter_http *http,
                       struct crowd_person *person, uint8_t *row,
                       struct err_note *note)
{
    struct voter_person who = {crowd->seed, person->unit, person->number};
    struct wave_pass pass;
    if (!voter_person_takes_part(&who, crowd->rate_permille))
        return ERR_OK;
    voter_person_answer(&who, crowd->wave->survey, row);
    enum err e = voter_client_issue(http, crowd->base_url, crowd->wave,
                                    &person->code, &pass, note);
    if (e == ERR_EXISTS)
        return ERR_OK;
    if (e == ERR_OK)
        e = voter_client_redeem(http, crowd->base_url, crowd->wave, &pass, row,
                                &person->receipt, note);
    sodium_memzero(&pass, sizeof pass);
    person->answered = e == ERR_OK;
    return e;
}

static void *work(void *context)
{
    struct shared *s = context;
    struct err_note note = {{0}};
    struct voter_http *http = NULL;
    struct crowd_person *person;
    uint8_t *row = calloc(1, s->crowd->wave->survey->answers_bytes);
    enum err e = row == NULL ? ERR_MEMORY : voter_http_new(&http);
    if (e != ERR_OK)
        give(s, e, &note);
    while (e == ERR_OK && (person = take(s)) != NULL) {
        e = answer(s->crowd, http, person, row, &note);
        give(s, e, &note);
    }
    voter_http_free(http);
    free(row);
    return NULL;
}

enum err crowd_run(struct crowd *crowd, struct err_note *note)
{
    pthread_t threads[CONNECTIONS_MAX];
    unsigned started = 0;
    struct shared s = {.crowd = crowd};
    err_assert(crowd->connections >= 1 &&
               crowd->connections <= CONNECTIONS_MAX);
    if (pthread_mutex_init(&s.lock, NULL) != 0)
        return ERR_MEMORY;
    while (started < crowd->connections &&
           pthread_create(&threads[started], NULL, work, &s) == 0)
        started++;
    for (unsigned i = 0; i < started; i++)
        (void)pthread_join(threads[i], NULL);
    (void)pthread_mutex_destroy(&s.lock);
    if (started == 0)
        return err_say(note, ERR_MEMORY, "no thread can be started");
    if (s.failed != ERR_OK)
        return err_say(note, s.failed, "%s",
                       s.note.text[0] != 0 ? s.note.text : err_name(s.failed));
    return ERR_OK;
}
