#include "collect/issue.h"

#include "collect/contexts.h"
#include "collect/queue.h"
#include "store/invites.h"

#include <sodium.h>

/* A queue that is full answers 503 at once; at 1,000 uses a second it stands
 * for a wait of four seconds. */
#define QUEUE_DEPTH  4096
#define MOST_AT_ONCE 128

struct issue {
    struct collect_wave wave;
    struct contexts *contexts;
    struct invites *invites;
    struct queue *queue;
};

/* A request that passed the checks, on its way to the writer. */
struct item {
    struct invites_use use;
    struct collect_answer answer; /* what to say if it is recorded */
    struct collect_reply reply;
};

static void commit(void *ctx, void *const *items, size_t n)
{
    struct issue *issue = ctx;
    struct invites_use uses[MOST_AT_ONCE];
    for (size_t i = 0; i < n; i++)
        uses[i] = ((const struct item *)items[i])->use;
    enum err whole = invites_use(issue->invites, uses, n);
    for (size_t i = 0; i < n; i++) {
        struct item *item = items[i];
        enum err e = whole == ERR_OK ? uses[i].result : whole;
        if (e == ERR_OK)
            item->reply.fn(item->reply.ctx, &item->answer);
        else if (whole == ERR_OK && e == ERR_DENIED)
            collect_refuse(&item->reply, COLLECT_DENIED, e);
        else
            collect_refuse(&item->reply, collect_status_of(e), e);
        sodium_memzero(item, sizeof *item);
        free(item);
    }
    sodium_memzero(uses, sizeof uses);
}

enum err issue_open(const char *invites_path,
                    const struct wave_manifest *manifest,
                    const struct wave_manifest_hash *mh,
                    const struct token_secret_key *sk, struct issue **out_issue,
                    struct err_note *note)
{
    struct issue *issue = calloc(1, sizeof *issue);
    if (issue == NULL)
        return err_say(note, ERR_MEMORY, "%s: no memory", manifest->wave);
    collect_wave_init(&issue->wave, manifest, mh);
    enum err e = contexts_new(sk, manifest->poprf_pk, mh, manifest->group_count,
                              &issue->contexts);
    if (e != ERR_OK)
        e = err_say(note, e,
                    e == ERR_MEMORY ? "%s: no memory for its keys"
                                    : "%s: the token key is not the manifest's",
                    manifest->wave);
    if (e == ERR_OK)
        e = invites_open(invites_path, INVITES_SERVER, &issue->invites, note);
    if (e == ERR_OK) {
        const struct queue_writer writer = {commit, issue};
        e = queue_open(&writer, QUEUE_DEPTH, MOST_AT_ONCE, &issue->queue);
        if (e != ERR_OK)
            e = err_say(note, e, "%s: no memory", manifest->wave);
    }
    if (e != ERR_OK) {
        issue_close(issue);
        return e;
    }
    *out_issue = issue;
    return ERR_OK;
}

enum err issue_refresh(struct issue *issue)
{
    return invites_refresh(issue->invites);
}

void issue_drain(struct issue *issue)
{
    queue_drain(issue->queue);
}

void issue_close(struct issue *issue)
{
    if (issue == NULL)
        return;
    queue_close(issue->queue);
    invites_close(issue->invites);
    contexts_free(issue->contexts);
    free(issue);
}

/* The checks up to 403, which cost one signature. */
static enum collect_status admit(const struct issue *issue, const uint8_t *body,
                                 size_t len, struct wave_issue_request *out_req,
                                 uint32_t *out_row)
{
    uint16_t group = 0;
    struct wave_issue_request req;
    enum collect_status s = collect_head_check(&issue->wave, body, len, &group);
    if (s != COLLECT_OK)
        return s;
    if (wave_issue_request_parse(body, len, &req) != ERR_OK)
        return COLLECT_MALFORMED;
    if (invites_find(issue->invites, group, req.invite.b, out_row) != ERR_OK ||
        wave_invite_check_issue(&req.invite, &issue->wave.mh, group,
                                req.blinded, req.sig) != ERR_OK)
        return COLLECT_DENIED;
    *out_req = req;
    sodium_memzero(&req, sizeof req);
    return COLLECT_OK;
}

/*
 * Evaluates before the use is recorded, on the poster's thread, so that the one
 * writer only writes. The result stays in memory until then.
 */
static enum err evaluate(struct issue *issue,
                         const struct wave_issue_request *req,
                         struct collect_answer *out_answer)
{
    const struct token_context *context = NULL;
    struct token_blinded blinded;
    struct token_evaluated evaluated;
    struct token_proof proof;
    struct wave_issue_answer answer;
    memcpy(blinded.b, req->blinded, sizeof blinded.b);
    enum err e = contexts_get(issue->contexts, req->group, &context);
    if (e != ERR_OK)
        return e == ERR_ELEMENT ? ERR_CORRUPT : e; /* ours, not the client's */
    e = token_evaluate(context, &blinded, &evaluated, &proof);
    contexts_put_back(issue->contexts, req->group);
    sodium_memzero(&blinded, sizeof blinded);
    if (e != ERR_OK)
        return e;
    memcpy(answer.evaluated, evaluated.b, sizeof answer.evaluated);
    memcpy(answer.proof, proof.b, sizeof answer.proof);
    wave_issue_answer_build(&answer, out_answer->body);
    out_answer->len = WAVE_ISSUE_ANSWER_BYTES;
    out_answer->status = COLLECT_OK;
    out_answer->cause = ERR_OK;
    return ERR_OK;
}

static void post(struct issue *issue, const uint8_t *body, size_t len,
                 int64_t now_sec, struct collect_reply reply)
{
    struct wave_issue_request req;
    uint32_t row = 0;
    enum collect_status s = admit(issue, body, len, &req, &row);
    if (s != COLLECT_OK) {
        collect_refuse(&reply, s,
                       s == COLLECT_DENIED ? ERR_DENIED : ERR_FORMAT);
        return;
    }
    struct item *item = calloc(1, sizeof *item);
    enum err e =
        item == NULL ? ERR_MEMORY : evaluate(issue, &req, &item->answer);
    if (e == ERR_OK) {
        item->use.row = row;
        item->use.late = now_sec >= issue->wave.closes_sec;
        memcpy(item->use.blinded, req.blinded, sizeof item->use.blinded);
        item->reply = reply;
        e = queue_put(issue->queue, item);
    }
    sodium_memzero(&req, sizeof req);
    if (e == ERR_OK)
        return; /* the writer has the item, and answers */
    free(item);
    collect_refuse(&reply, e == ERR_ELEMENT ? COLLECT_ELEMENT : COLLECT_LATER,
                   e);
}

void issue_post(struct issue *issue, const uint8_t *body, size_t len,
                int64_t now_sec, struct collect_reply reply)
{
    post(issue, body, len, now_sec, reply);
    sodium_stackzero(COLLECT_STACK_BYTES);
}
