#include "test_collect_help.h"

#include "collect/submit.h"
#include "store/ballots_read.h"

#define N 6

struct door {
    struct stage s;
    struct trainee t[N];
    struct submit *submit;
};

static void door_open(struct door *d)
{
    struct err_note note = {""};
    d->s = stage_new();
    for (size_t i = 0; i < N; i++) {
        d->t[i] = trainee_new(&d->s, (uint16_t)(i % 3 + 1));
        give_token(&d->s, &d->t[i]);
    }
    make_ballots(&d->s, 20);
    if (submit_open(d->s.ballots.s, d->s.manifest, &d->s.mh, &d->s.sk,
                    &d->s.board_sk, &d->submit, &note) != ERR_OK)
        fail_msg("%s", note.text);
}

static void door_close(struct door *d)
{
    submit_close(d->submit);
    stage_free(&d->s);
}

static struct collect_answer post(struct door *d, const uint8_t *body,
                                  size_t len, int64_t now)
{
    struct letter l;
    submit_post(d->submit, body, len, now, reply_to(&l));
    submit_drain(d->submit);
    assert_int_equal(l.arrived, 1);
    assert_true((l.answer.status == COLLECT_OK) == (l.answer.cause == ERR_OK));
    if (l.answer.status != COLLECT_OK) {
        assert_int_equal(l.answer.len, 0);
        assert_true(sodium_is_zero(l.answer.body, sizeof l.answer.body));
    } else {
        assert_int_equal(l.answer.len, WAVE_REDEEM_ANSWER_BYTES);
    }
    return l.answer;
}

static enum collect_status status(struct door *d, const uint8_t *body,
                                  size_t len, int64_t now)
{
    return post(d, body, len, now).status;
}

static enum collect_status give(struct door *d, const struct trainee *t,
                                int64_t now)
{
    uint8_t body[REDEEM];
    redeem_body(&d->s, t, body);
    return status(d, body, sizeof body, now);
}

static uint32_t stored(struct door *d)
{
    uint32_t n = 0;
    struct ballots *b = NULL;
    submit_close(d->submit);
    d->submit = NULL;
    assert_int_equal(ballots_open(d->s.ballots.s, &b, NULL), ERR_OK);
    assert_int_equal(ballots_count(b, &n), ERR_OK);
    ballots_close(b);
    return n;
}

static void a_ballot_gets_a_receipt_that_holds(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    uint8_t body[REDEEM];
    struct wave_receipt r;
    struct wave_nullifier nullifier;
    struct wave_sealed_hash hash;
    redeem_body(&d.s, &d.t[0], body);
    struct collect_answer a = post(&d, body, sizeof body, d.s.closes - 1);
    assert_int_equal(a.status, COLLECT_OK);
    assert_int_equal(wave_redeem_answer_parse(a.body, a.len, &d.s.mh, 1, &r),
                     ERR_OK);
    assert_int_equal(wave_receipt_verify(&r, &d.s.board_pk), ERR_OK);
    wave_nullifier(&d.s.mh, &d.t[0].nonce, &nullifier);
    wave_sealed_hash(d.t[0].sealed, SEALED, &hash);
    assert_memory_equal(r.nullifier.b, nullifier.b, 32);
    assert_memory_equal(r.sealed_hash.b, hash.b, 32);
    /* A retry: the same bytes, also after the closing time. */
    struct collect_answer b = post(&d, body, sizeof body, d.s.closes + 9);
    assert_memory_equal(a.body, b.body, WAVE_REDEEM_ANSWER_BYTES);
    assert_int_equal(stored(&d), 1);
    door_close(&d);
}

static void bad_form_is_400_and_another_wave_404_before_the_length(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    const int64_t now = d.s.closes - 1;
    uint8_t body[REDEEM + 1] = {0};
    redeem_body(&d.s, &d.t[0], body);
    assert_int_equal(status(&d, body, 0, now), 400);
    assert_int_equal(status(&d, body, 34, now), 400);
    assert_int_equal(status(&d, body, 98, now), 400);
    assert_int_equal(status(&d, body, REDEEM - 1, now), 400);
    assert_int_equal(status(&d, body, REDEEM + 1, now), 400);
    body[0] = 0;
    assert_int_equal(status(&d, body, REDEEM, now), 400);
    body[0] = 1;
    body[32] ^= 1;
    assert_int_equal(status(&d, body, REDEEM, now), 404);
    assert_int_equal(status(&d, body, 40, now), 404);
    body[32] ^= 1;
    body[34] = 9;
    assert_int_equal(status(&d, body, REDEEM, now), 404);
    assert_int_equal(stored(&d), 0);
    door_close(&d);
}

static void a_tag_that_no_token_makes_is_403_before_all_lookups(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    uint8_t body[REDEEM];
    assert_int_equal(give(&d, &d.t[0], d.s.closes - 1), 200);
    redeem_body(&d.s, &d.t[0], body);
    for (size_t at = 35; at < REDEEM; at += 13) { /* nonce, tag and ballot */
        body[at] ^= 1;
        assert_int_equal(status(&d, body, REDEEM, d.s.closes), 403);
        body[at] ^= 1;
    }
    struct trainee other_group = d.t[1]; /* a token is its group's */
    other_group.group = 3;
    assert_int_equal(give(&d, &other_group, d.s.closes - 1), 403);
    assert_int_equal(stored(&d), 1);
    door_close(&d);
}

static void from_the_closing_time_on_only_retries_pass(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    assert_int_equal(give(&d, &d.t[0], d.s.closes - 1), 200);
    assert_int_equal(give(&d, &d.t[0], d.s.closes), 200);
    assert_int_equal(give(&d, &d.t[1], d.s.closes), 410);
    struct trainee other_bytes = d.t[0];
    other_bytes.sealed[0] ^= 1;
    assert_int_equal(give(&d, &other_bytes, d.s.closes), 410);
    assert_int_equal(give(&d, &other_bytes, d.s.closes - 1), 409);
    struct trainee thief = d.t[2]; /* the same sealed bytes, another token */
    memcpy(thief.sealed, d.t[0].sealed, SEALED);
    assert_int_equal(give(&d, &thief, d.s.closes - 1), 409);
    assert_int_equal(give(&d, &d.t[2], d.s.closes - 1), 200);
    assert_int_equal(stored(&d), 2);
    door_close(&d);
}

/* However many ask at once, what waits has a bound, and loses nothing. */
static void a_full_queue_is_503_at_once_and_what_waits_is_answered(void **state)
{
    (void)state;
    struct door d;
    struct crowd c;
    uint8_t body[REDEEM];
    unsigned posted = 0;
    door_open(&d);
    const int64_t now = d.s.closes - 1;
    crowd_begin(&c);
    redeem_body(&d.s, &d.t[0], body);
    submit_post(d.submit, body, sizeof body, now,
                (struct collect_reply){crowd_hold, &c});
    (void)sem_wait(&c.held);
    redeem_body(&d.s, &d.t[1], body);
    for (; atomic_load(&c.later) == 0 && posted < 10000; posted++)
        submit_post(d.submit, body, sizeof body, now,
                    (struct collect_reply){crowd_take, &c});
    assert_int_equal(atomic_load(&c.later), 1);
    assert_int_equal(atomic_load(&c.ok), 0);
    (void)sem_post(&c.go);
    submit_drain(d.submit);
    assert_int_equal(atomic_load(&c.ok), posted - 1);
    assert_int_equal(atomic_load(&c.other), 0);
    assert_int_equal(give(&d, &d.t[1], now), 200);
    assert_int_equal(stored(&d), 2);
    door_close(&d);
}

static void the_state_in_the_file_is_obeyed_at_once(void **state)
{
    (void)state;
    struct door d;
    struct ballots_read *r = NULL;
    door_open(&d);
    const int64_t now = d.s.closes - 1;
    assert_int_equal(ballots_read_open(d.s.ballots.s, &r, NULL), ERR_OK);
    assert_int_equal(give(&d, &d.t[0], now), 200);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(give(&d, &d.t[0], now), 200);
    assert_int_equal(give(&d, &d.t[1], now), 503);
    assert_int_equal(give(&d, &d.t[1], d.s.closes), 410);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_OPEN), ERR_OK);
    assert_int_equal(give(&d, &d.t[1], now), 200);
    assert_int_equal(ballots_read_state_set(r, WAVE_STATE_CLOSED), ERR_OK);
    assert_int_equal(give(&d, &d.t[2], now), 410);
    assert_int_equal(give(&d, &d.t[1], now), 200);
    ballots_read_close(r);
    assert_int_equal(stored(&d), 2);
    door_close(&d);
}

static void keys_of_another_wave_open_no_door(void **state)
{
    (void)state;
    struct door d;
    struct submit *second = NULL;
    struct token_secret_key sk;
    struct token_public_key pk;
    struct wave_board_secret board_sk;
    struct wave_board_public board_pk;
    door_open(&d);
    (void)stored(&d);
    assert_int_equal(token_keypair_new(&sk, &pk), ERR_OK);
    wave_board_keypair(&board_pk, &board_sk);
    assert_int_equal(submit_open(d.s.ballots.s, d.s.manifest, &d.s.mh, &sk,
                                 &d.s.board_sk, &second, NULL),
                     ERR_CORRUPT);
    assert_int_equal(submit_open(d.s.ballots.s, d.s.manifest, &d.s.mh, &d.s.sk,
                                 &board_sk, &second, NULL),
                     ERR_CORRUPT);
    /* libsodium signs with the public half that stands behind the seed. */
    board_sk = d.s.board_sk;
    board_sk.b[0] ^= 1;
    assert_int_equal(submit_open(d.s.ballots.s, d.s.manifest, &d.s.mh, &d.s.sk,
                                 &board_sk, &second, NULL),
                     ERR_CORRUPT);
    d.s.manifest->plain_bytes = 512; /* rows of another size */
    assert_int_equal(submit_open(d.s.ballots.s, d.s.manifest, &d.s.mh, &d.s.sk,
                                 &d.s.board_sk, &second, NULL),
                     ERR_CORRUPT);
    assert_null(second);
    door_close(&d);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ballot_gets_a_receipt_that_holds),
        cmocka_unit_test(
            bad_form_is_400_and_another_wave_404_before_the_length),
        cmocka_unit_test(a_tag_that_no_token_makes_is_403_before_all_lookups),
        cmocka_unit_test(from_the_closing_time_on_only_retries_pass),
        cmocka_unit_test(
            a_full_queue_is_503_at_once_and_what_waits_is_answered),
        cmocka_unit_test(the_state_in_the_file_is_obeyed_at_once),
        cmocka_unit_test(keys_of_another_wave_open_no_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
