/* The client against the server's half of the same rooms, byte by byte. */
#include "unit/wave_sample.h"

#include "ballot/open.h"
#include "ballot/plain.h"
#include "base/file.h"
#include "survey/answers.h"
#include "voter/voter.h"
#include "wave/signature.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>

/* A wave with its secrets: everything that a server and an office have. */
struct world {
    struct buf manifest;
    struct buf survey;
    struct voter_wave wave;
    struct token_secret_key poprf_sk;
    struct wave_board_secret board_sk;
    struct ballot_public_key seal_pk;
    struct ballot_secret_key seal_sk;
    struct wave_invite_code code; /* of group 2 */
    struct wave_pass pass;        /* of group 2 */
    uint8_t *row;
};

static void write_manifest(struct world *w)
{
    struct wave_manifest *m = sample_manifest();
    struct token_public_key poprf_pk;
    struct wave_board_public board_pk;
    struct survey *survey = NULL;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    assert_non_null(problems);
    assert_int_equal(
        survey_parse(w->survey.data, w->survey.len, &survey, problems), ERR_OK);
    assert_int_equal(token_keypair_new(&w->poprf_sk, &poprf_pk), ERR_OK);
    wave_board_keypair(&board_pk, &w->board_sk);
    ballot_keypair_new(&w->seal_sk, &w->seal_pk);
    memcpy(m->poprf_pk, poprf_pk.b, 32);
    memcpy(m->board_pk, board_pk.b, 32);
    memcpy(m->seal_pk, w->seal_pk.b, 32);
    (void)crypto_hash_sha256(m->survey_sha256, w->survey.data, w->survey.len);
    m->plain_bytes = wave_plain_bytes(survey->answers_bytes);
    assert_int_equal(wave_manifest_write(m, &w->manifest), ERR_OK);
    survey_free(survey);
    free(problems);
    wave_manifest_free(m);
}

static struct token_context *context(const struct world *w,
                                     const struct token_secret_key *sk,
                                     uint16_t group)
{
    struct token_context *c = NULL;
    uint8_t info[WAVE_INFO_BYTES];
    wave_info(&w->wave.mh, group, info);
    assert_int_equal(token_context_new(sk, info, sizeof info, &c), ERR_OK);
    return c;
}

/* What a server that uses SK for GROUP answers. */
static struct buf answer_issue(const struct world *w,
                               const struct voter_issue *issue,
                               const struct token_secret_key *sk,
                               uint16_t group)
{
    struct token_evaluated evaluated;
    struct token_proof proof;
    struct wave_issue_answer answer;
    uint8_t bytes[WAVE_ISSUE_ANSWER_BYTES];
    struct buf out = BUF_INIT;
    struct token_context *c = context(w, sk, group);
    assert_int_equal(token_evaluate(c, &issue->blinded, &evaluated, &proof),
                     ERR_OK);
    token_context_free(c);
    memcpy(answer.evaluated, evaluated.b, sizeof answer.evaluated);
    memcpy(answer.proof, proof.b, sizeof answer.proof);
    wave_issue_answer_build(&answer, bytes);
    buf_put(&out, bytes, sizeof bytes);
    return out;
}

static struct buf answer_redeem(const struct world *w,
                                const struct voter_redeem *redeem)
{
    struct wave_receipt receipt = {.mh = w->wave.mh,
                                   .group = redeem->group,
                                   .nullifier = redeem->nullifier,
                                   .sealed_hash = redeem->sealed_hash};
    uint8_t bytes[WAVE_REDEEM_ANSWER_BYTES];
    struct buf out = BUF_INIT;
    wave_receipt_sign(&w->board_sk, &receipt);
    wave_redeem_answer_build(&receipt, bytes);
    buf_put(&out, bytes, sizeof bytes);
    return out;
}

static int set_up(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    assert_int_equal(file_read("surveys/gme-core.json", SURVEY_FILE_MAX_BYTES,
                               &w->survey, NULL),
                     ERR_OK);
    write_manifest(w);
    assert_int_equal(voter_wave_new(&w->manifest, &w->survey, "2026-fall", NULL,
                                    &w->wave, NULL),
                     ERR_OK);
    wave_invite_code_new(2, &w->code);
    struct voter_issue issue;
    assert_int_equal(voter_issue_begin(&w->wave, &w->code, &issue, NULL),
                     ERR_OK);
    struct buf answer = answer_issue(w, &issue, &w->poprf_sk, 2);
    assert_int_equal(
        voter_issue_finish(&w->wave, &issue, &answer, &w->pass, NULL), ERR_OK);
    buf_free(&answer);
    w->row = calloc(1, w->wave.survey->answers_bytes);
    assert_non_null(w->row);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    voter_wave_free(&w->wave);
    buf_free(&w->manifest);
    buf_free(&w->survey);
    free(w->row);
    free(w);
    return 0;
}

static void a_manifest_with_another_fingerprint_is_refused(void **state)
{
    struct world *w = *state;
    struct voter_wave wave;
    struct wave_fingerprint f;
    struct err_note note = {""};
    memcpy(f.b, w->wave.mh.b, sizeof f.b);
    assert_int_equal(
        voter_wave_new(&w->manifest, &w->survey, "2026-fall", &f, &wave, &note),
        ERR_OK);
    voter_wave_free(&wave);
    for (size_t bit = 0; bit < 8 * sizeof f.b; bit += 7) {
        f.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(voter_wave_new(&w->manifest, &w->survey, "2026-fall",
                                        &f, &wave, &note),
                         ERR_DENIED);
        assert_non_null(strstr(note.text, "fingerprint"));
        f.b[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

static void a_survey_that_the_manifest_does_not_promise_is_refused(void **state)
{
    struct world *w = *state;
    struct voter_wave wave;
    struct err_note note = {""};
    buf_put_text(&w->survey, "\n");
    assert_int_equal(voter_wave_new(&w->manifest, &w->survey, "2026-fall", NULL,
                                    &wave, &note),
                     ERR_DENIED);
    assert_non_null(strstr(note.text, "survey"));
}

static void another_wave_than_the_link_names_is_refused(void **state)
{
    struct world *w = *state;
    struct voter_wave wave;
    assert_int_equal(voter_wave_new(&w->manifest, &w->survey, "2026-spring",
                                    NULL, &wave, NULL),
                     ERR_DENIED);
}

static void a_rule_below_the_floors_is_refused(void **state)
{
    struct world *w = *state;
    struct voter_wave wave;
    char *k = strstr((char *)w->manifest.data, "\"k\":5");
    assert_non_null(k);
    k[4] = '4';
    assert_int_equal(voter_wave_new(&w->manifest, &w->survey, "2026-fall", NULL,
                                    &wave, NULL),
                     ERR_RANGE);
}

static void a_request_is_signed_by_the_invite_and_for_its_group(void **state)
{
    struct world *w = *state;
    struct voter_issue issue;
    struct wave_issue_request request;
    assert_int_equal(voter_issue_begin(&w->wave, &w->code, &issue, NULL),
                     ERR_OK);
    assert_int_equal(
        wave_issue_request_parse(issue.request, sizeof issue.request, &request),
        ERR_OK);
    assert_int_equal(request.group, 2);
    assert_memory_equal(request.blinded, issue.blinded.b, 32);
    assert_int_equal(wave_invite_check_issue(&request.invite, &w->wave.mh, 2,
                                             request.blinded, request.sig),
                     ERR_OK);
    assert_int_equal(wave_invite_check_issue(&request.invite, &w->wave.mh, 1,
                                             request.blinded, request.sig),
                     ERR_DENIED);
}

static void two_requests_of_one_invite_have_nothing_in_common(void **state)
{
    struct world *w = *state;
    struct voter_issue a;
    struct voter_issue b;
    assert_int_equal(voter_issue_begin(&w->wave, &w->code, &a, NULL), ERR_OK);
    assert_int_equal(voter_issue_begin(&w->wave, &w->code, &b, NULL), ERR_OK);
    assert_memory_not_equal(a.nonce.b, b.nonce.b, sizeof a.nonce.b);
    assert_memory_not_equal(a.blind.b, b.blind.b, sizeof a.blind.b);
    assert_memory_not_equal(a.blinded.b, b.blinded.b, sizeof a.blinded.b);
}

static void a_code_for_a_group_that_is_not_there_is_refused(void **state)
{
    struct world *w = *state;
    struct wave_invite_code code;
    struct voter_issue issue;
    wave_invite_code_new(4, &code);
    assert_int_equal(voter_issue_begin(&w->wave, &code, &issue, NULL),
                     ERR_NOT_FOUND);
}

static void the_token_is_the_one_that_the_server_computes(void **state)
{
    struct world *w = *state;
    struct token_key key;
    uint8_t input[WAVE_INPUT_BYTES];
    struct token_context *c = context(w, &w->poprf_sk, 2);
    wave_input(&w->pass.nonce, input);
    assert_int_equal(token_finish_server(c, input, sizeof input, &key), ERR_OK);
    assert_memory_equal(key.b, w->pass.token_key, sizeof key.b);
    token_context_free(c);
}

static void a_key_of_one_persons_own_is_noticed(void **state)
{
    struct world *w = *state;
    struct token_secret_key other;
    struct token_public_key pk;
    struct voter_issue issue;
    struct wave_pass pass;
    struct err_note note = {""};
    assert_int_equal(token_keypair_new(&other, &pk), ERR_OK);
    assert_int_equal(voter_issue_begin(&w->wave, &w->code, &issue, NULL),
                     ERR_OK);
    struct buf answer = answer_issue(w, &issue, &other, 2);
    assert_int_equal(
        voter_issue_finish(&w->wave, &issue, &answer, &pass, &note),
        ERR_DENIED);
    assert_non_null(strstr(note.text, "house-staff council"));
    buf_free(&answer);
}

static void a_token_for_another_group_is_noticed(void **state)
{
    struct world *w = *state;
    struct voter_issue issue;
    struct wave_pass pass;
    assert_int_equal(voter_issue_begin(&w->wave, &w->code, &issue, NULL),
                     ERR_OK);
    struct buf answer = answer_issue(w, &issue, &w->poprf_sk, 1);
    assert_int_equal(voter_issue_finish(&w->wave, &issue, &answer, &pass, NULL),
                     ERR_DENIED);
    buf_free(&answer);
}

static void an_answer_with_any_byte_changed_gives_no_token(void **state)
{
    struct world *w = *state;
    struct voter_issue issue;
    struct wave_pass pass;
    assert_int_equal(voter_issue_begin(&w->wave, &w->code, &issue, NULL),
                     ERR_OK);
    struct buf answer = answer_issue(w, &issue, &w->poprf_sk, 2);
    for (size_t i = 0; i < answer.len; i++) {
        answer.data[i] ^= 0x10;
        assert_int_not_equal(
            voter_issue_finish(&w->wave, &issue, &answer, &pass, NULL), ERR_OK);
        answer.data[i] ^= 0x10;
    }
    answer.len--;
    assert_int_equal(voter_issue_finish(&w->wave, &issue, &answer, &pass, NULL),
                     ERR_FORMAT);
    buf_free(&answer);
}

static void a_ballot_opens_to_what_was_answered_and_nothing_else(void **state)
{
    struct world *w = *state;
    struct voter_redeem redeem;
    struct wave_redeem_request request;
    size_t plain_len = w->wave.manifest->plain_bytes;
    uint8_t *plain = malloc(plain_len);
    const uint8_t *answers = NULL;
    size_t answers_len = 0;
    assert_non_null(plain);
    assert_int_equal(survey_answer_set_choice(w->wave.survey, 0, w->row, 3),
                     ERR_OK);
    assert_int_equal(
        voter_redeem_begin(&w->wave, &w->pass, w->row, &redeem, NULL), ERR_OK);
    assert_int_equal(wave_redeem_request_parse(redeem.request.data,
                                               redeem.request.len, plain_len,
                                               &request),
                     ERR_OK);
    assert_int_equal(ballot_open(request.sealed, request.sealed_len,
                                 &w->seal_pk, &w->seal_sk, plain),
                     ERR_OK);
    assert_int_equal(ballot_plain_parse(plain, plain_len, w->wave.mh.b, 2,
                                        &answers, &answers_len),
                     ERR_OK);
    assert_int_equal(answers_len, w->wave.survey->answers_bytes);
    assert_memory_equal(answers, w->row, answers_len);
    free(plain);
    voter_redeem_free(&redeem);
}

static void the_tag_is_the_one_that_the_server_expects(void **state)
{
    struct world *w = *state;
    struct voter_redeem redeem;
    struct wave_redeem_request request;
    struct wave_tag tag;
    assert_int_equal(
        voter_redeem_begin(&w->wave, &w->pass, w->row, &redeem, NULL), ERR_OK);
    assert_int_equal(
        wave_redeem_request_parse(redeem.request.data, redeem.request.len,
                                  w->wave.manifest->plain_bytes, &request),
        ERR_OK);
    wave_redeem_tag(w->pass.token_key, &w->wave.mh, 2, &w->pass.nonce,
                    &redeem.sealed_hash, &tag);
    assert_true(wave_tag_equal(&tag, &request.tag));
    voter_redeem_free(&redeem);
}

static void an_answer_beyond_the_last_option_is_not_sealed(void **state)
{
    struct world *w = *state;
    struct voter_redeem redeem;
    w->row[0] = 0xff;
    assert_int_equal(
        voter_redeem_begin(&w->wave, &w->pass, w->row, &redeem, NULL),
        ERR_RANGE);
}

static void a_pass_of_another_wave_is_not_used(void **state)
{
    struct world *w = *state;
    struct voter_redeem redeem;
    w->pass.mh.b[31] ^= 1;
    assert_int_equal(
        voter_redeem_begin(&w->wave, &w->pass, w->row, &redeem, NULL),
        ERR_DENIED);
}

static void a_receipt_with_any_byte_changed_is_no_receipt(void **state)
{
    struct world *w = *state;
    struct voter_redeem redeem;
    struct wave_receipt receipt;
    assert_int_equal(
        voter_redeem_begin(&w->wave, &w->pass, w->row, &redeem, NULL), ERR_OK);
    struct buf answer = answer_redeem(w, &redeem);
    assert_int_equal(
        voter_redeem_finish(&w->wave, &redeem, &answer, &receipt, NULL),
        ERR_OK);
    for (size_t i = 0; i < answer.len; i++) {
        answer.data[i] ^= 0x01;
        assert_int_not_equal(
            voter_redeem_finish(&w->wave, &redeem, &answer, &receipt, NULL),
            ERR_OK);
        answer.data[i] ^= 0x01;
    }
    buf_free(&answer);
    voter_redeem_free(&redeem);
}

static void a_good_receipt_of_another_ballot_is_no_receipt(void **state)
{
    struct world *w = *state;
    struct voter_redeem mine;
    struct voter_redeem other;
    struct wave_receipt receipt;
    assert_int_equal(
        voter_redeem_begin(&w->wave, &w->pass, w->row, &mine, NULL), ERR_OK);
    assert_int_equal(
        voter_redeem_begin(&w->wave, &w->pass, w->row, &other, NULL), ERR_OK);
    struct buf answer = answer_redeem(w, &other);
    assert_int_equal(
        voter_redeem_finish(&w->wave, &mine, &answer, &receipt, NULL),
        ERR_DENIED);
    buf_free(&answer);
    voter_redeem_free(&mine);
    voter_redeem_free(&other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_manifest_with_another_fingerprint_is_refused),
        TEST(a_survey_that_the_manifest_does_not_promise_is_refused),
        TEST(another_wave_than_the_link_names_is_refused),
        TEST(a_rule_below_the_floors_is_refused),
        TEST(a_request_is_signed_by_the_invite_and_for_its_group),
        TEST(two_requests_of_one_invite_have_nothing_in_common),
        TEST(a_code_for_a_group_that_is_not_there_is_refused),
        TEST(the_token_is_the_one_that_the_server_computes),
        TEST(a_key_of_one_persons_own_is_noticed),
        TEST(a_token_for_another_group_is_noticed),
        TEST(an_answer_with_any_byte_changed_gives_no_token),
        TEST(a_ballot_opens_to_what_was_answered_and_nothing_else),
        TEST(the_tag_is_the_one_that_the_server_expects),
        TEST(an_answer_beyond_the_last_option_is_not_sealed),
        TEST(a_pass_of_another_wave_is_not_used),
        TEST(a_receipt_with_any_byte_changed_is_no_receipt),
        TEST(a_good_receipt_of_another_ballot_is_no_receipt),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL);
}
