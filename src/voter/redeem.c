#include "voter/voter.h"

#include "ballot/plain.h"
#include "ballot/seal.h"
#include "survey/answers.h"

#include <sodium.h>

/* The sealed ballot, freed by the caller. */
static enum err seal(const struct voter_wave *w, uint16_t group,
                     const uint8_t *row, uint8_t **out_sealed)
{
    size_t plain_len = w->manifest->plain_bytes;
    struct ballot_public_key pk;
    memcpy(pk.b, w->manifest->seal_pk, sizeof pk.b);
    uint8_t *plain = malloc(plain_len);
    uint8_t *sealed = malloc(WAVE_SEALED_BYTES(plain_len));
    enum err e = plain == NULL || sealed == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK)
        e = ballot_plain_build(w->mh.b, group, row, w->survey->answers_bytes,
                               plain_len, plain);
    if (e == ERR_OK)
        e = ballot_seal(plain, plain_len, &pk, sealed);
    if (plain != NULL)
        sodium_memzero(plain, plain_len);
    free(plain);
    if (e != ERR_OK) {
        free(sealed);
        return e;
    }
    *out_sealed = sealed;
    return ERR_OK;
}

static enum err build_request(const struct wave_pass *pass,
                              const uint8_t *sealed, size_t sealed_len,
                              struct voter_redeem *r)
{
    struct wave_redeem_request request = {.mh = pass->mh,
                                          .group = pass->group,
                                          .nonce = pass->nonce,
                                          .sealed = sealed,
                                          .sealed_len = sealed_len};
    wave_nullifier(&pass->mh, &pass->nonce, &r->nullifier);
    wave_sealed_hash(sealed, sealed_len, &r->sealed_hash);
    wave_redeem_tag(pass->token_key, &pass->mh, pass->group, &pass->nonce,
                    &r->sealed_hash, &request.tag);
    size_t len = WAVE_REDEEM_HEAD_BYTES + sealed_len;
    uint8_t *body = malloc(len);
    if (body == NULL)
        return ERR_MEMORY;
    wave_redeem_request_build(&request, body);
    buf_put(&r->request, body, len);
    free(body);
    return buf_check(&r->request);
}

enum err voter_redeem_begin(const struct voter_wave *wave,
                            const struct wave_pass *pass, const uint8_t *row,
                            struct voter_redeem *out_redeem,
                            struct err_note *note)
{
    if (memcmp(pass->mh.b, wave->mh.b, sizeof pass->mh.b) != 0 ||
        wave_manifest_group(wave->manifest, pass->group) == NULL)
        return err_say(note, ERR_DENIED,
                       "the pass is one of another wave: nothing was sent");
    if (survey_answers_check(wave->survey, row, wave->survey->answers_bytes) !=
        ERR_OK)
        return err_say(note, ERR_RANGE,
                       "an answer is outside of what the survey allows");
    uint8_t *sealed = NULL;
    enum err e = seal(wave, pass->group, row, &sealed);
    if (e == ERR_ELEMENT)
        return err_say(note, e,
                       "the wave's sealing key is not a good one: "
                       "nothing was sent; tell the house-staff council");
    if (e != ERR_OK)
        return e;
    struct voter_redeem r = {.group = pass->group, .request = BUF_INIT};
    e = build_request(pass, sealed,
                      WAVE_SEALED_BYTES(wave->manifest->plain_bytes), &r);
    free(sealed);
    if (e != ERR_OK) {
        voter_redeem_free(&r);
        return e;
    }
    *out_redeem = r;
    return ERR_OK;
}

enum err voter_redeem_finish(const struct voter_wave *wave,
                             const struct voter_redeem *redeem,
                             const struct buf *answer,
                             struct wave_receipt *out_receipt,
                             struct err_note *note)
{
    struct wave_receipt receipt;
    struct wave_board_public board;
    enum err e = wave_redeem_answer_parse(answer->data, answer->len, &wave->mh,
                                          redeem->group, &receipt);
    if (e != ERR_OK)
        return err_say(note, e, "the server's receipt has a wrong form");
    memcpy(board.b, wave->manifest->board_pk, sizeof board.b);
    if (memcmp(receipt.nullifier.b, redeem->nullifier.b,
               sizeof receipt.nullifier.b) != 0 ||
        memcmp(receipt.sealed_hash.b, redeem->sealed_hash.b,
               sizeof receipt.sealed_hash.b) != 0 ||
        wave_receipt_verify(&receipt, &board) != ERR_OK)
        return err_say(note, ERR_DENIED,
                       "the server's receipt is not a valid one for this "
                       "ballot: keep the pass and send again later");
    *out_receipt = receipt;
    return ERR_OK;
}

void voter_redeem_free(struct voter_redeem *redeem)
{
    buf_wipe(&redeem->request);
}
