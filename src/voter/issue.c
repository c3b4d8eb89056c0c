#include "voter/voter.h"

#include <sodium.h>

static void build_request(const struct voter_wave *w,
                          const struct wave_invite_code *code,
                          struct voter_issue *issue)
{
    struct wave_id id;
    memcpy(id.b, w->manifest->wave_id, sizeof id.b);
    struct wave_issue_request request = {.mh = w->mh, .group = issue->group};
    struct wave_invite_secret secret;
    wave_invite_keypair(&id, code, &request.invite, &secret);
    memcpy(request.blinded, issue->blinded.b, sizeof request.blinded);
    wave_invite_sign_issue(&secret, &w->mh, issue->group, &request.invite,
                           request.blinded, request.sig);
    sodium_memzero(&secret, sizeof secret);
    wave_issue_request_build(&request, issue->request);
}

enum err voter_issue_begin(const struct voter_wave *wave,
                           const struct wave_invite_code *code,
                           struct voter_issue *out_issue, struct err_note *note)
{
    struct voter_issue issue = {.group = wave_invite_code_group(code)};
    if (wave_manifest_group(wave->manifest, issue.group) == NULL)
        return err_say(note, ERR_NOT_FOUND,
                       "the code is not one of this wave; check that the link "
                       "is whole");
    uint8_t input[WAVE_INPUT_BYTES];
    wave_nonce_new(&issue.nonce);
    wave_input(&issue.nonce, input);
    enum err e = token_blind_input(input, sizeof input, NULL, &issue.blind,
                                   &issue.blinded);
    sodium_memzero(input, sizeof input);
    if (e == ERR_OK) {
        build_request(wave, code, &issue);
        *out_issue = issue;
    }
    voter_issue_wipe(&issue);
    return e;
}

/* The POPRF's client half for one answer. */
static enum err finish(const struct voter_wave *w,
                       const struct voter_issue *issue,
                       const struct wave_issue_answer *answer,
                       struct token_key *out_key)
{
    struct token_public_key pk;
    struct token_tweaked_key tweaked;
    struct token_evaluated evaluated;
    struct token_proof proof;
    uint8_t info[WAVE_INFO_BYTES];
    uint8_t input[WAVE_INPUT_BYTES];
    memcpy(pk.b, w->manifest->poprf_pk, sizeof pk.b);
    memcpy(evaluated.b, answer->evaluated, sizeof evaluated.b);
    memcpy(proof.b, answer->proof, sizeof proof.b);
    wave_info(&w->mh, issue->group, info);
    wave_input(&issue->nonce, input);
    enum err e = token_tweaked_key_from(&pk, info, sizeof info, &tweaked);
    if (e == ERR_OK)
        e = token_finish(&issue->blind, &tweaked, &evaluated, &issue->blinded,
                         &proof, input, sizeof input, info, sizeof info,
                         out_key);
    sodium_memzero(input, sizeof input);
    return e;
}

enum err voter_issue_finish(const struct voter_wave *wave,
                            const struct voter_issue *issue,
                            const struct buf *answer,
                            struct wave_pass *out_pass, struct err_note *note)
{
    struct wave_issue_answer parts;
    enum err e = wave_issue_answer_parse(answer->data, answer->len, &parts);
    if (e != ERR_OK)
        return err_say(note, e, "the server's answer has a wrong form");
    struct token_key key;
    e = finish(wave, issue, &parts, &key);
    if (e == ERR_DENIED || e == ERR_ELEMENT)
        return err_say(note, e,
                       "the server did not prove that it used the wave's own "
                       "key: no ballot was sent; tell the house-staff council");
    if (e != ERR_OK)
        return e;
    struct wave_pass pass = {
        .mh = wave->mh, .group = issue->group, .nonce = issue->nonce};
    memcpy(pass.token_key, key.b, sizeof pass.token_key);
    *out_pass = pass;
    sodium_memzero(&pass, sizeof pass);
    sodium_memzero(&key, sizeof key);
    return ERR_OK;
}

void voter_issue_wipe(struct voter_issue *issue)
{
    sodium_memzero(issue, sizeof *issue);
}
