#include "collect/submit.h"

#include "collect/contexts.h"
#include "collect/queue.h"
#include "store/ballots.h"

#include <sodium.h>

/* As for issue; a queue of the largest ballots is 64 MB. */
#define QUEUE_DEPTH  1024
#define MOST_AT_ONCE 128

struct submit {
    struct collect_wave wave;
    struct contexts *contexts;
    struct wave_board_secret *board; /* guarded */
    struct ballots *ballots;
    struct queue *queue;
};

/* A ballot that passed the checks, on its way to the writer. */
struct item {
    struct ballots_put put;       /* put.sealed points to sealed */
    struct collect_answer answer; /* what to say if it is stored */
    struct collect_reply reply;
    uint8_t sealed[];
};

static void commit(void *ctx, void *const *items, size_t n)
{
    struct submit *submit = ctx;
    struct ballots_put puts[MOST_AT_ONCE];
    for (size_t i = 0; i < n; i++)
        puts[i] = ((const struct item *)items[i])->put;
    enum err whole = ballots_put(submit->ballots, puts, n);
    for (size_t i = 0; i < n; i++) {
        struct item *item = items[i];
        enum err e = whole == ERR_OK ? puts[i].result : whole;
        if (e == ERR_OK)
            item->reply.fn(item->reply.ctx, &item->answer);
        else
            collect_refuse(&item->reply, collect_status_of(e), e);
        free(item);
    }
}

static enum err keep_board_key(struct submit *submit,
                               const struct wave_manifest *manifest,
                               const struct wave_board_secret *board)
{
    /* libsodium's secret key ends with the public one, and signs with it. */
    uint8_t pk[crypto_sign_PUBLICKEYBYTES];
    uint8_t sk[crypto_sign_SECRETKEYBYTES];
    (void)crypto_sign_seed_keypair(pk, sk, board->b);
    int differs = sodium_memcmp(sk, board->b, sizeof sk) |
                  sodium_memcmp(pk, manifest->board_pk, sizeof pk);
    sodium_memzero(sk, sizeof sk);
    if (differs != 0)
        return ERR_CORRUPT;
    submit->board = sodium_malloc(sizeof *submit->board);
    if (submit->board == NULL)
        return ERR_MEMORY;
    *submit->board = *board;
    (void)sodium_mprotect_readonly(submit->board);
    return ERR_OK;
}

static enum err open_ballots(struct submit *submit, const char *path,
                             struct err_note *note)
{
    enum err e = ballots_open(path, &submit->ballots, note);
    if (e == ERR_OK && ballots_sealed_bytes(submit->ballots) !=
                           WAVE_SEALED_BYTES(submit->wave.plain_bytes))
        e = err_say(note, ERR_CORRUPT,
                    "%s: its rows are not of the manifest's size", path);
    return e;
}

enum err submit_open(const char *ballots_path,
                     const struct wave_manifest *manifest,
                     const struct wave_manifest_hash *mh,
                     const struct token_secret_key *sk,
                     const struct wave_board_secret *board,
                     struct submit **out_submit, struct err_note *note)
{
    struct submit *submit = calloc(1, sizeof *submit);
    if (submit == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", manifest->wave);
    collect_wave_init(&submit->wave, manifest, mh);
    enum err e = contexts_new(sk, manifest->poprf_pk, mh, manifest->group_count,
                              &submit->contexts);
    if (e == ERR_OK)
        e = keep_board_key(submit, manifest, board);
    if (e != ERR_OK)
        e = err_say(note, e,
                    e == ERR_MEMORY ? "%s: no memory for its keys"
                                    : "%s: a key is not the manifest's",
                    manifest->wave);
    if (e == ERR_OK)
        e = open_ballots(submit, ballots_path, note);
    if (e == ERR_OK) {
        const struct queue_writer writer = {commit, submit};
        e = queue_open(&writer, QUEUE_DEPTH, MOST_AT_ONCE, &submit->queue);
        if (e != ERR_OK)
            e = err_say(note, e, "%s: no memory", manifest->wave);
    }
    if (e != ERR_OK) {
        submit_close(submit);
        return e;
    }
    *out_submit = submit;
    return ERR_OK;
}

void submit_drain(struct submit *submit)
{
    queue_drain(submit->queue);
}

void submit_close(struct submit *submit)
{
    if (submit == NULL)
        return;
    queue_close(submit->queue);
    ballots_close(submit->ballots);
    contexts_free(submit->contexts);
    sodium_free(submit->board);
    free(submit);
}

/* Whether the tag is the one that the nonce's token makes over the ballot.
 * ERR_DENIED when it is not. */
static enum err check_tag(struct submit *submit,
                          const struct wave_redeem_request *req,
                          const struct wave_sealed_hash *sealed_hash)
{
    const struct token_context *context = NULL;
    uint8_t input[WAVE_INPUT_BYTES];
    struct token_key key;
    struct wave_tag tag;
    enum err e = contexts_get(submit->contexts, req->group, &context);
    if (e != ERR_OK)
        return e;
    wave_input(&req->nonce, input);
    e = token_finish_server(context, input, sizeof input, &key);
    contexts_put_back(submit->contexts, req->group);
    if (e == ERR_OK) {
        wave_redeem_tag(key.b, &submit->wave.mh, req->group, &req->nonce,
                        sealed_hash, &tag);
        e = wave_tag_equal(&tag, &req->tag) ? ERR_OK : ERR_DENIED;
    }
    sodium_memzero(input, sizeof input);
    sodium_memzero(&key, sizeof key);
    sodium_memzero(&tag, sizeof tag);
    return e;
}

/* Signs before the ballot is stored, on the poster's thread, so that the one
 * writer only writes. The receipt stays in memory until then. */
static void sign(const struct submit *submit,
                 const struct wave_redeem_request *req,
                 const struct wave_sealed_hash *sealed_hash, struct item *item)
{
    struct wave_receipt receipt = {.mh = submit->wave.mh,
                                   .group = req->group,
                                   .sealed_hash = *sealed_hash};
    wave_nullifier(&submit->wave.mh, &req->nonce, &receipt.nullifier);
    wave_receipt_sign(submit->board, &receipt);
    wave_redeem_answer_build(&receipt, item->answer.body);
    item->answer.len = WAVE_REDEEM_ANSWER_BYTES;
    item->answer.status = COLLECT_OK;
    item->answer.cause = ERR_OK;
    item->put.group = req->group;
    memcpy(item->put.nullifier, receipt.nullifier.b, 32);
    memcpy(item->put.sealed_hash, sealed_hash->b, 32);
}

static enum err enqueue(struct submit *submit,
                        const struct wave_redeem_request *req,
                        const struct wave_sealed_hash *sealed_hash, bool late,
                        struct collect_reply reply)
{
    struct item *item = calloc(1, sizeof *item + req->sealed_len);
    if (item == NULL)
        return ERR_MEMORY;
    sign(submit, req, sealed_hash, item);
    memcpy(item->sealed, req->sealed, req->sealed_len);
    item->put.sealed = item->sealed;
    item->put.late = late;
    item->reply = reply;
    enum err e = queue_put(submit->queue, item);
    if (e != ERR_OK)
        free(item);
    return e;
}

static void post(struct submit *submit, const uint8_t *body, size_t len,
                 int64_t now_sec, struct collect_reply reply)
{
    uint16_t group = 0;
    struct wave_redeem_request req;
    struct wave_sealed_hash sealed_hash;
    enum collect_status s =
        collect_head_check(&submit->wave, body, len, &group);
    if (s == COLLECT_OK &&
        wave_redeem_request_parse(body, len, submit->wave.plain_bytes, &req) !=
            ERR_OK)
        s = COLLECT_MALFORMED;
    if (s != COLLECT_OK) {
        collect_refuse(&reply, s, ERR_FORMAT);
        return;
    }
    wave_sealed_hash(req.sealed, req.sealed_len, &sealed_hash);
    enum err e = check_tag(submit, &req, &sealed_hash);
    if (e == ERR_OK)
        e = enqueue(submit, &req, &sealed_hash,
                    now_sec >= submit->wave.closes_sec, reply);
    if (e != ERR_OK)
        collect_refuse(&reply, e == ERR_DENIED ? COLLECT_DENIED : COLLECT_LATER,
                       e);
}

void submit_post(struct submit *submit, const uint8_t *body, size_t len,
                 int64_t now_sec, struct collect_reply reply)
{
    post(submit, body, len, now_sec, reply);
    sodium_stackzero(COLLECT_STACK_BYTES);
}
