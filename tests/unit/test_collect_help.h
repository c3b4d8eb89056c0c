/*
 * A wave with its files and keys, and a trainee's half of the protocol: what
 * the tests of both doors share.
 */
#ifndef CHORUS_TESTS_COLLECT_HELP_H
#define CHORUS_TESTS_COLLECT_HELP_H

#include "test_store_help.h"
#include "wave_sample.h"

#include "collect/answer.h"
#include "store/ballots.h"
#include "store/invites.h"
#include "token/poprf.h"
#include "wave/signature.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#ifndef PLAIN
#define PLAIN 256
#endif
#define SEALED (PLAIN + 48)
#define REDEEM (99 + SEALED)

struct stage {
    struct folder dir;
    struct file_path invites;
    struct file_path ballots;
    struct wave_manifest *manifest;
    struct wave_manifest_hash mh;
    struct token_secret_key sk;
    struct token_public_key pk;
    struct wave_board_secret board_sk;
    struct wave_board_public board_pk;
    int64_t closes;
};

/* A trainee: an invite, a nonce, and what the server gave for them. */
struct trainee {
    uint16_t group;
    struct wave_invite_public pub;
    struct wave_invite_secret sec;
    struct wave_nonce nonce;
    struct token_blind blind;
    struct token_blinded blinded;
    struct token_key key;
    uint8_t sealed[SEALED];
};

HELP struct stage stage_new(void)
{
    struct stage s = {.dir = folder_new(), .manifest = sample_manifest()};
    s.invites = folder_file(&s.dir, "w.invites.db");
    s.ballots = folder_file(&s.dir, "w.ballots.db");
    assert_int_equal(token_keypair_new(&s.sk, &s.pk), ERR_OK);
    wave_board_keypair(&s.board_pk, &s.board_sk);
    randombytes_buf(&s.mh, sizeof s.mh);
    memcpy(s.manifest->poprf_pk, s.pk.b, 32);
    memcpy(s.manifest->board_pk, s.board_pk.b, 32);
    s.manifest->plain_bytes = PLAIN;
    s.closes = s.manifest->closes_sec;
    return s;
}

HELP void stage_free(struct stage *s)
{
    wave_manifest_free(s->manifest);
    folder_free(&s->dir);
}

/* The token's info in this wave. */
HELP void info_of(const struct stage *s, uint16_t group, uint8_t *info)
{
    wave_info(&s->mh, group, info);
}

HELP struct trainee trainee_new(const struct stage *s, uint16_t group)
{
    struct trainee t = {.group = group};
    struct wave_id id;
    struct wave_invite_code code;
    uint8_t input[WAVE_INPUT_BYTES];
    memcpy(id.b, s->manifest->wave_id, sizeof id.b);
    wave_invite_code_new(group, &code);
    wave_invite_keypair(&id, &code, &t.pub, &t.sec);
    wave_nonce_new(&t.nonce);
    wave_input(&t.nonce, input);
    assert_int_equal(
        token_blind_input(input, sizeof input, NULL, &t.blind, &t.blinded),
        ERR_OK);
    randombytes_buf(t.sealed, sizeof t.sealed);
    return t;
}

/* The token that an honest server would give, made with its key. */
HELP void give_token(const struct stage *s, struct trainee *t)
{
    uint8_t info[WAVE_INFO_BYTES];
    uint8_t input[WAVE_INPUT_BYTES];
    struct token_context *c = NULL;
    info_of(s, t->group, info);
    wave_input(&t->nonce, input);
    assert_int_equal(token_context_new(&s->sk, info, sizeof info, &c), ERR_OK);
    assert_int_equal(token_finish_server(c, input, sizeof input, &t->key),
                     ERR_OK);
    token_context_free(c);
}

HELP void make_invites(const struct stage *s, const struct trainee *t, size_t n)
{
    struct invites_place *places = calloc(n, sizeof *places);
    assert_non_null(places);
    for (size_t i = 0; i < n; i++) {
        places[i].group = t[i].group;
        memcpy(places[i].pk, t[i].pub.b, 32);
    }
    assert_int_equal(invites_create(s->invites.s, places, n, NULL), ERR_OK);
    free(places);
}

HELP void make_ballots(const struct stage *s, uint32_t places)
{
    assert_int_equal(ballots_create(s->ballots.s, places, SEALED, NULL),
                     ERR_OK);
}

HELP void issue_body(const struct stage *s, const struct trainee *t,
                     uint8_t out[static WAVE_ISSUE_REQUEST_BYTES])
{
    struct wave_issue_request r = {
        .mh = s->mh, .group = t->group, .invite = t->pub};
    memcpy(r.blinded, t->blinded.b, 32);
    wave_invite_sign_issue(&t->sec, &s->mh, t->group, &t->pub, r.blinded,
                           r.sig);
    wave_issue_request_build(&r, out);
}

HELP void redeem_body(const struct stage *s, const struct trainee *t,
                      uint8_t out[static REDEEM])
{
    struct wave_redeem_request r = {.mh = s->mh,
                                    .group = t->group,
                                    .nonce = t->nonce,
                                    .sealed = t->sealed,
                                    .sealed_len = SEALED};
    struct wave_sealed_hash hash;
    wave_sealed_hash(t->sealed, SEALED, &hash);
    wave_redeem_tag(t->key.b, &s->mh, t->group, &t->nonce, &hash, &r.tag);
    wave_redeem_request_build(&r, out);
}

/* Where one answer arrives. */
struct letter {
    int arrived;
    struct collect_answer answer;
};

HELP void letter_take(void *ctx, const struct collect_answer *answer)
{
    struct letter *l = ctx;
    l->arrived++;
    l->answer = *answer;
}

HELP struct collect_reply reply_to(struct letter *l)
{
    *l = (struct letter){0};
    return (struct collect_reply){letter_take, l};
}

/* Many who wait behind one: its answer holds the writer up until it may go. */
struct crowd {
    sem_t held;
    sem_t go;
    atomic_uint ok;
    atomic_uint later;
    atomic_uint other;
};

HELP void crowd_hold(void *ctx, const struct collect_answer *answer)
{
    struct crowd *c = ctx;
    assert_int_equal(answer->status, COLLECT_OK);
    (void)sem_post(&c->held);
    (void)sem_wait(&c->go);
}

HELP void crowd_take(void *ctx, const struct collect_answer *answer)
{
    struct crowd *c = ctx;
    (void)atomic_fetch_add(answer->status == COLLECT_OK      ? &c->ok
                           : answer->status == COLLECT_LATER ? &c->later
                                                             : &c->other,
                           1);
}

HELP void crowd_begin(struct crowd *c)
{
    *c = (struct crowd){0};
    (void)sem_init(&c->held, 0, 0);
    (void)sem_init(&c->go, 0, 0);
}

#endif
