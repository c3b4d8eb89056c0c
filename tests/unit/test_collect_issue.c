#include "test_collect_help.h"

#include "collect/issue.h"

#define N 6

struct door {
    struct stage s;
    struct trainee t[N];
    struct issue *issue;
};

static void door_open(struct door *d)
{
    struct err_note note = {""};
    d->s = stage_new();
    for (size_t i = 0; i < N; i++)
        d->t[i] = trainee_new(&d->s, (uint16_t)(i % 3 + 1));
    make_invites(&d->s, d->t, N - 1); /* the last one is not on the list */
    if (issue_open(d->s.invites.s, d->s.manifest, &d->s.mh, &d->s.sk, &d->issue,
                   &note) != ERR_OK)
        fail_msg("%s", note.text);
}

static void door_close(struct door *d)
{
    issue_close(d->issue);
    stage_free(&d->s);
}

static struct collect_answer post(struct door *d, const uint8_t *body,
                                  size_t len, int64_t now)
{
    struct letter l;
    issue_post(d->issue, body, len, now, reply_to(&l));
    issue_drain(d->issue);
    assert_int_equal(l.arrived, 1);
    assert_true((l.answer.status == COLLECT_OK) ==
                (l.answer.len == WAVE_ISSUE_ANSWER_BYTES));
    assert_true((l.answer.status == COLLECT_OK) == (l.answer.cause == ERR_OK));
    if (l.answer.status != COLLECT_OK) {
        assert_int_equal(l.answer.len, 0);
        assert_true(sodium_is_zero(l.answer.body, sizeof l.answer.body));
    }
    return l.answer;
}

static enum collect_status status(struct door *d, const uint8_t *body,
                                  size_t len, int64_t now)
{
    return post(d, body, len, now).status;
}

static enum collect_status ask(struct door *d, const struct trainee *t,
                               int64_t now)
{
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
    issue_body(&d->s, t, body);
    return status(d, body, sizeof body, now);
}

static void blind_again(struct trainee *t)
{
    uint8_t input[WAVE_INPUT_BYTES];
    wave_input(&t->nonce, input);
    assert_int_equal(
        token_blind_input(input, sizeof input, NULL, &t->blind, &t->blinded),
        ERR_OK);
}

static void the_answer_makes_the_servers_token(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    for (size_t i = 0; i < 3; i++) {
        struct trainee *t = &d.t[i];
        uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
        uint8_t info[WAVE_INFO_BYTES];
        uint8_t input[WAVE_INPUT_BYTES];
        struct wave_issue_answer got;
        struct token_tweaked_key tweaked;
        struct token_evaluated evaluated;
        struct token_proof proof;
        struct token_key key;
        issue_body(&d.s, t, body);
        struct collect_answer a = post(&d, body, sizeof body, d.s.closes - 1);
        assert_int_equal(a.status, COLLECT_OK);
        assert_int_equal(wave_issue_answer_parse(a.body, a.len, &got), ERR_OK);
        memcpy(evaluated.b, got.evaluated, 32);
        memcpy(proof.b, got.proof, 64);
        info_of(&d.s, t->group, info);
        wave_input(&t->nonce, input);
        assert_int_equal(
            token_tweaked_key_from(&d.s.pk, info, sizeof info, &tweaked),
            ERR_OK);
        assert_int_equal(token_finish(&t->blind, &tweaked, &evaluated,
                                      &t->blinded, &proof, input, sizeof input,
                                      info, sizeof info, &key),
                         ERR_OK);
        give_token(&d.s, t);
        assert_memory_equal(key.b, t->key.b, sizeof key.b);
    }
    door_close(&d);
}

static void a_retry_gets_the_same_evaluation(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
    issue_body(&d.s, &d.t[0], body);
    struct collect_answer a = post(&d, body, sizeof body, d.s.closes - 1);
    struct collect_answer b = post(&d, body, sizeof body, d.s.closes - 1);
    assert_int_equal(a.status, COLLECT_OK);
    assert_int_equal(b.status, COLLECT_OK);
    assert_memory_equal(a.body + 1, b.body + 1, 32);
    door_close(&d);
}

static void bad_form_is_400_before_all_else(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    const int64_t now = d.s.closes - 1;
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES + 1] = {0};
    issue_body(&d.s, &d.t[0], body);
    const size_t len = WAVE_ISSUE_REQUEST_BYTES;
    assert_int_equal(status(&d, body, 0, now), 400);
    assert_int_equal(status(&d, body, 34, now), 400);
    assert_int_equal(status(&d, body, len - 1, now), 400);
    assert_int_equal(status(&d, body, len + 1, now), 400);
    body[0] = 2;
    assert_int_equal(status(&d, body, len, now), 400);
    body[0] = 1;
    assert_int_equal(status(&d, body, len, now), 200);
    door_close(&d);
}

static void another_wave_or_group_is_404_before_the_length(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    const int64_t now = d.s.closes - 1;
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
    issue_body(&d.s, &d.t[0], body);
    body[1] ^= 1;
    assert_int_equal(status(&d, body, sizeof body, now), 404);
    assert_int_equal(status(&d, body, 35, now), 404);
    body[1] ^= 1;
    body[34] = 0;
    assert_int_equal(status(&d, body, sizeof body, now), 404);
    body[34] = 4;
    assert_int_equal(status(&d, body, sizeof body, now), 404);
    assert_int_equal(status(&d, body, 35, now), 404);
    door_close(&d);
}

static void whoever_is_not_on_the_list_or_does_not_sign_gets_403(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    const int64_t late = d.s.closes;
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
    assert_int_equal(ask(&d, &d.t[N - 1], late), 403);
    struct trainee other_group = d.t[0];
    other_group.group = 2;
    assert_int_equal(ask(&d, &other_group, late), 403);
    issue_body(&d.s, &d.t[0], body);
    for (size_t bit = 0; bit < 64 * 8; bit += 7) {
        body[99 + bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(status(&d, body, sizeof body, late), 403);
        body[99 + bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    body[67] ^= 1; /* blinded: the signature is over another */
    assert_int_equal(status(&d, body, sizeof body, late), 403);
    door_close(&d);
}

static void what_is_no_element_is_422_before_the_closing_time(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    struct trainee t = d.t[0];
    memset(t.blinded.b, 0, 32);
    assert_int_equal(ask(&d, &t, d.s.closes), 422);
    t.blinded = d.t[0].blinded;
    t.blinded.b[31] |= 0x80;
    assert_int_equal(ask(&d, &t, d.s.closes), 422);
    memset(t.blinded.b, 0xff, 32);
    assert_int_equal(ask(&d, &t, d.s.closes), 422);
    /* ... and none of it spent the invite. */
    assert_int_equal(ask(&d, &d.t[0], d.s.closes - 1), 200);
    door_close(&d);
}

static void from_the_closing_time_on_only_retries_pass(void **state)
{
    (void)state;
    struct door d;
    door_open(&d);
    assert_int_equal(ask(&d, &d.t[0], d.s.closes - 1), 200);
    assert_int_equal(ask(&d, &d.t[0], d.s.closes), 200);
    assert_int_equal(ask(&d, &d.t[1], d.s.closes), 410);
    struct trainee again = d.t[0];
    blind_again(&again);
    assert_int_equal(ask(&d, &again, d.s.closes), 410);
    assert_int_equal(ask(&d, &again, d.s.closes - 1), 409);
    assert_int_equal(ask(&d, &d.t[1], d.s.closes - 1), 200);
    door_close(&d);
}

/* However many ask at once, what waits has a bound, and loses nothing. */
static void a_full_queue_is_503_at_once_and_what_waits_is_answered(void **state)
{
    (void)state;
    struct door d;
    struct crowd c;
    uint8_t body[WAVE_ISSUE_REQUEST_BYTES];
    unsigned posted = 0;
    door_open(&d);
    const int64_t now = d.s.closes - 1;
    crowd_begin(&c);
    issue_body(&d.s, &d.t[0], body);
    issue_post(d.issue, body, sizeof body, now,
               (struct collect_reply){crowd_hold, &c});
    (void)sem_wait(&c.held);
    issue_body(&d.s, &d.t[1], body);
    for (; atomic_load(&c.later) == 0 && posted < 10000; posted++)
        issue_post(d.issue, body, sizeof body, now,
                   (struct collect_reply){crowd_take, &c});
    assert_int_equal(atomic_load(&c.later), 1);
    assert_int_equal(atomic_load(&c.ok), 0);
    (void)sem_post(&c.go);
    issue_drain(d.issue);
    assert_int_equal(atomic_load(&c.ok), posted - 1);
    assert_int_equal(atomic_load(&c.other), 0);
    assert_int_equal(ask(&d, &d.t[1], now), 200);
    door_close(&d);
}

static void the_state_in_the_file_is_obeyed_at_once(void **state)
{
    (void)state;
    struct door d;
    struct invites *office = NULL;
    door_open(&d);
    const int64_t now = d.s.closes - 1;
    assert_int_equal(invites_open(d.s.invites.s, INVITES_OFFICE, &office, NULL),
                     ERR_OK);
    assert_int_equal(ask(&d, &d.t[0], now), 200);
    assert_int_equal(invites_state_set(office, WAVE_STATE_CLOSING), ERR_OK);
    assert_int_equal(ask(&d, &d.t[0], now), 200);
    assert_int_equal(ask(&d, &d.t[1], now), 503);
    assert_int_equal(ask(&d, &d.t[1], d.s.closes), 410);
    assert_int_equal(invites_state_set(office, WAVE_STATE_OPEN), ERR_OK);
    assert_int_equal(ask(&d, &d.t[1], now), 200);
    assert_int_equal(invites_state_set(office, WAVE_STATE_CLOSED), ERR_OK);
    assert_int_equal(ask(&d, &d.t[2], now), 410);
    assert_int_equal(ask(&d, &d.t[1], now), 200);
    invites_close(office);
    door_close(&d);
}

static void a_key_of_another_wave_opens_no_door(void **state)
{
    (void)state;
    struct door d;
    struct issue *second = NULL;
    struct token_secret_key sk;
    struct token_public_key pk;
    struct err_note note = {""};
    door_open(&d);
    assert_int_equal(token_keypair_new(&sk, &pk), ERR_OK);
    assert_int_equal(
        issue_open(d.s.invites.s, d.s.manifest, &d.s.mh, &sk, &second, &note),
        ERR_CORRUPT);
    assert_non_null(strstr(note.text, "2026-fall"));
    assert_int_equal(issue_open("/nowhere/x.db", d.s.manifest, &d.s.mh, &d.s.sk,
                                &second, &note),
                     ERR_NOT_FOUND);
    assert_null(second);
    door_close(&d);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_makes_the_servers_token),
        cmocka_unit_test(a_retry_gets_the_same_evaluation),
        cmocka_unit_test(bad_form_is_400_before_all_else),
        cmocka_unit_test(another_wave_or_group_is_404_before_the_length),
        cmocka_unit_test(whoever_is_not_on_the_list_or_does_not_sign_gets_403),
        cmocka_unit_test(what_is_no_element_is_422_before_the_closing_time),
        cmocka_unit_test(from_the_closing_time_on_only_retries_pass),
        cmocka_unit_test(
            a_full_queue_is_503_at_once_and_what_waits_is_answered),
        cmocka_unit_test(the_state_in_the_file_is_obeyed_at_once),
        cmocka_unit_test(a_key_of_another_wave_opens_no_door),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
