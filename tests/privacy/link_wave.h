/*
 * A wave through the real doors and the real store: 200 people, each alone in a
 * transaction, which is the hardest case; and the disk at each moment.
 */
#ifndef CHORUS_TESTS_PRIVACY_LINK_WAVE_H
#define CHORUS_TESTS_PRIVACY_LINK_WAVE_H

#define PLAIN 2048 /* the longest here */
#include "unit/test_collect_help.h"
#include "unit/test_store_spy.h"

#include "privacy/link_image.h"

#include "collect/issue.h"
#include "collect/submit.h"
#include "store/ballots_read.h"

#define WAVE_PEOPLE 200
#define WAVE_PLACES 240

enum link_moment {
    LINK_IDLE,    /* all ballots are in, the wave is open */
    LINK_LOAD,    /* in the midst of the write of a ballot, which is what a
                     kill -9 leaves; all ballots but this one */
    LINK_RESTART, /* that, after the next start */
    LINK_CLOSED,
    LINK_MOMENTS,
};

struct link_wave {
    struct stage stage;
    size_t sealed_len;
    struct issue *issue;
    struct submit *submit;
    struct trainee trainees[WAVE_PLACES];
    struct link_person people[WAVE_PEOPLE];
    size_t issued;
    size_t redeemed;
    size_t in_flight; /* who was being written at LINK_LOAD */
    bool was_hit;     /* a write was caught */
    struct link_image images[LINK_MOMENTS];
    struct link_person known[LINK_MOMENTS][WAVE_PEOPLE];
};

/* --- chance from a seed, so that a run can be run again ------------------- */

HELP uint8_t wave_seed[randombytes_SEEDBYTES];
HELP uint64_t wave_drawn;

HELP void wave_random(void *const out, const size_t len)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    (void)pthread_mutex_lock(&lock);
    uint8_t nonce[crypto_stream_chacha20_NONCEBYTES] = {0};
    wave_drawn++;
    memcpy(nonce, &wave_drawn, sizeof wave_drawn);
    (void)crypto_stream_chacha20(out, len, nonce, wave_seed);
    (void)pthread_mutex_unlock(&lock);
}

HELP uint32_t wave_random_u32(void)
{
    uint32_t v;
    wave_random(&v, sizeof v);
    return v;
}

HELP const char *wave_random_name(void)
{
    return "seeded";
}

/* Before sodium_init. */
HELP void wave_random_install(void)
{
    static randombytes_implementation seeded = {
        .implementation_name = wave_random_name,
        .random = wave_random_u32,
        .buf = wave_random,
    };
    (void)randombytes_set_implementation(&seeded);
}

HELP void wave_random_start(uint64_t seed)
{
    memcpy(wave_seed, &seed, sizeof seed);
    wave_drawn = 0;
}

/* --- the load ------------------------------------------------------------- */

HELP struct link_wave *wave_running; /* whose write is being caught */

HELP void wave_know(struct link_wave *w, enum link_moment moment)
{
    memcpy(w->known[moment], w->people, sizeof w->people);
}

HELP void wave_caught(void)
{
    struct link_wave *w = wave_running;
    link_take(&w->images[LINK_LOAD], w->stage.dir.path, "");
    w->was_hit = true;
}

HELP void wave_open_doors(struct link_wave *w, const struct file_path *invites,
                          const struct file_path *ballots)
{
    const struct stage *s = &w->stage;
    struct err_note note = {""};
    if (issue_open(invites->s, s->manifest, &s->mh, &s->sk, &w->issue, &note) !=
            ERR_OK ||
        submit_open(ballots->s, s->manifest, &s->mh, &s->sk, &s->board_sk,
                    &w->submit, &note) != ERR_OK)
        fail_msg("%s", note.text);
}

HELP void wave_close_doors(struct link_wave *w)
{
    issue_close(w->issue);
    submit_close(w->submit);
    w->issue = NULL;
    w->submit = NULL;
}

HELP void wave_issue(struct link_wave *w, size_t i)
{
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
    struct letter l;
    issue_body(&w->stage, &w->trainees[i], body);
    issue_post(w->issue, body, sizeof body, 0, reply_to(&l));
    issue_drain(w->issue);
    assert_int_equal(l.answer.status, COLLECT_OK);
    w->people[i].issued = (double)w->issued++;
}

/* How long a request is: the protocol's are all alike, see MUTANT_SIZE. */
#ifdef MUTANT_SIZE
#define WAVE_SHORTER(t) ((t)->sealed[0] / 2u)
#else
#define WAVE_SHORTER(t) 0u
#endif

HELP void wave_redeem(struct link_wave *w, size_t i)
{
    struct trainee *t = &w->trainees[i];
    struct link_person *p = &w->people[i];
    uint8_t body[REDEEM];
    struct letter l;
    struct wave_redeem_request r = {.mh = w->stage.mh,
                                    .group = t->group,
                                    .nonce = t->nonce,
                                    .sealed = t->sealed,
                                    .sealed_len =
                                        w->sealed_len - WAVE_SHORTER(t)};
    struct wave_sealed_hash hash;
    struct wave_nullifier nullifier;
    wave_sealed_hash(t->sealed, r.sealed_len, &hash);
    wave_redeem_tag(t->key.b, &w->stage.mh, t->group, &t->nonce, &hash, &r.tag);
    wave_redeem_request_build(&r, body);
    wave_nullifier(&w->stage.mh, &t->nonce, &nullifier);
    memcpy(p->nullifier, nullifier.b, 32);
    memcpy(p->sealed_hash, hash.b, 32);
    p->request = (double)(99 + r.sealed_len);
    submit_post(w->submit, body, 99 + r.sealed_len, 0, reply_to(&l));
    submit_drain(w->submit);
    assert_int_equal(l.answer.status, COLLECT_OK);
    p->redeemed = (double)w->redeemed++;
}

/* Catches the write of this ballot at one of its calls. */
HELP void wave_redeem_caught(struct link_wave *w, size_t i)
{
    wave_running = w;
    w->in_flight = i;
    wave_know(w, LINK_LOAD);
    spy_reset();
    spy.look_at = 1 + (int)(w->in_flight % 4); /* written, synced, twice */
    spy.look = wave_caught;
    wave_redeem(w, i);
    spy_reset();
    if (!w->was_hit)
        wave_caught(); /* no journal was written: as it lies between two */
    /* Whether it was stored is for the restart to know. */
    wave_know(w, LINK_RESTART);
}

/* Issues in one random order; each ballot some time after its issue. */
HELP void wave_load(struct link_wave *w)
{
    size_t issue_order[WAVE_PEOPLE];
    size_t waiting[WAVE_PEOPLE];
    size_t waiting_count = 0;
    const size_t caught = WAVE_PEOPLE / 2 + randombytes_uniform(60);
    for (size_t i = 0; i < WAVE_PEOPLE; i++)
        issue_order[i] = i;
    for (size_t i = WAVE_PEOPLE - 1; i > 0; i--) {
        const size_t j = randombytes_uniform((uint32_t)i + 1);
        const size_t swap = issue_order[i];
        issue_order[i] = issue_order[j];
        issue_order[j] = swap;
    }
    while (w->redeemed < WAVE_PEOPLE) {
        if (w->issued < WAVE_PEOPLE &&
            (waiting_count == 0 || randombytes_uniform(2) == 0)) {
            const size_t i = issue_order[w->issued];
            wave_issue(w, i);
            waiting[waiting_count++] = i;
            continue;
        }
        const size_t at = randombytes_uniform((uint32_t)waiting_count);
        const size_t i = waiting[at];
        waiting[at] = waiting[--waiting_count];
        if (w->redeemed == caught)
            wave_redeem_caught(w, i);
        else
            wave_redeem(w, i);
    }
}

/* What the next start makes of a disk that was caught in mid-write. */
HELP void wave_restart(struct link_wave *w)
{
    const struct folder dir = folder_new();
    const struct file_path invites = folder_file(&dir, "w.invites.db");
    const struct file_path ballots = folder_file(&dir, "w.ballots.db");
    link_image_put(&w->images[LINK_LOAD], dir.path);
    wave_open_doors(w, &invites, &ballots);
    link_take(&w->images[LINK_RESTART], dir.path, "");
    wave_close_doors(w);
    folder_free(&dir);
}

HELP void wave_close(struct link_wave *w)
{
    struct ballots_read *r = NULL;
    struct invites *inv = NULL;
    assert_int_equal(ballots_read_open(w->stage.ballots.s, &r, NULL), ERR_OK);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSED), ERR_OK);
    ballots_read_close(r);
    assert_int_equal(
        invites_open(w->stage.invites.s, INVITES_OFFICE, &inv, NULL), ERR_OK);
    assert_int_equal(invites_state_set(inv, WAVE_STATE_CLOSED), ERR_OK);
    invites_close(inv);
}

HELP void wave_people(struct link_wave *w)
{
    for (size_t i = 0; i < WAVE_PLACES; i++) {
        const uint16_t group = (uint16_t)(i % 3 + 1);
        w->trainees[i] = trainee_new(&w->stage, group);
        if (i >= WAVE_PEOPLE)
            continue;
        give_token(&w->stage, &w->trainees[i]);
        w->people[i] =
            (struct link_person){.group = group, .issued = -1, .redeemed = -1};
        memcpy(w->people[i].invite, w->trainees[i].pub.b, 32);
    }
    make_invites(&w->stage, w->trainees, WAVE_PLACES);
    assert_int_equal(ballots_create(w->stage.ballots.s, WAVE_PLACES,
                                    (uint32_t)w->sealed_len, NULL),
                     ERR_OK);
}

/* A whole wave of ballots of at most PLAIN bytes; the caller frees it with
 * wave_free. */
HELP struct link_wave *wave_new(uint64_t seed, uint32_t plain_bytes)
{
    wave_random_start(seed);
    struct link_wave *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->stage = stage_new();
    w->stage.manifest->plain_bytes = plain_bytes;
    w->sealed_len = WAVE_SEALED_BYTES(w->stage.manifest->plain_bytes);
    wave_people(w);
    wave_open_doors(w, &w->stage.invites, &w->stage.ballots);
    wave_load(w);
    link_take(&w->images[LINK_IDLE], w->stage.dir.path, "");
    wave_know(w, LINK_IDLE);
    wave_close_doors(w);
    wave_restart(w);
    wave_close(w);
    link_take(&w->images[LINK_CLOSED], w->stage.dir.path, "");
    wave_know(w, LINK_CLOSED);
    return w;
}

HELP void wave_free(struct link_wave *w)
{
    for (size_t m = 0; m < LINK_MOMENTS; m++)
        link_image_free(&w->images[m]);
    sodium_memzero(w->trainees, sizeof w->trainees);
    stage_free(&w->stage);
    free(w);
}

#endif
