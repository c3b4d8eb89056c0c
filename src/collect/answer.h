/*
 * What both doors say back, and what both check first. Neither door knows HTTP:
 * the web layer turns a status into a response. Source: src/PROTOCOL.md,
 * "Status codes, in the order of the checks".
 */
#ifndef CHORUS_COLLECT_ANSWER_H
#define CHORUS_COLLECT_ANSWER_H

#include "wave/manifest.h"
#include "wave/request.h"

enum collect_status {
    COLLECT_OK = 200,        /* done, now or before */
    COLLECT_MALFORMED = 400, /* wrong version or length */
    COLLECT_DENIED = 403,    /* bad signature or tag, or not on the list */
    COLLECT_UNKNOWN = 404,   /* another wave, or no such group */
    COLLECT_USED = 409,      /* already used for something else */
    COLLECT_CLOSED = 410,    /* the wave takes nothing more */
    COLLECT_ELEMENT = 422,   /* not a valid element */
    COLLECT_LATER = 503,     /* nothing was taken, try again */
};

#define COLLECT_ANSWER_MAX WAVE_REDEEM_ANSWER_BYTES

/* How much of a poster's stack is overwritten after a request: the deepest call
 * stays well below. What libraries leave there could outlive the wave's keys.
 */
#define COLLECT_STACK_BYTES 16384

struct collect_answer {
    enum collect_status status;
    enum err cause; /* why it is no 200, for the log; ERR_OK with 200 */
    uint8_t body[COLLECT_ANSWER_MAX]; /* the protocol's answer, with 200 */
    size_t len;                       /* 0 with any other status */
};

/*
 * Called once for each post that was made: on the poster's thread before the
 * post returns when it is refused, else later on the door's writer thread. It
 * must not block and must not call the door; ANSWER lives until it returns.
 */
struct collect_reply {
    void (*fn)(void *ctx, const struct collect_answer *answer);
    void *ctx;
};

/* The wave that a door stands for: what of its manifest the checks need. */
struct collect_wave {
    struct wave_manifest_hash mh;
    int64_t closes_sec;
    size_t group_count;
    uint32_t plain_bytes;
};

void collect_wave_init(struct collect_wave *wave,
                       const struct wave_manifest *manifest,
                       const struct wave_manifest_hash *mh);

/*
 * The first checks of both doors, in the protocol's order: 400 under 35 bytes
 * or another version, 404 another manifest or no such group. COLLECT_OK when
 * they hold. In: BODY is untrusted. Out: the group, with COLLECT_OK only.
 */
enum collect_status collect_head_check(const struct collect_wave *wave,
                                       const uint8_t *body, size_t len,
                                       uint16_t *out_group);

/* The status for what the store said of one request, or of all. */
enum collect_status collect_status_of(enum err stored);

/* Answers without a body. */
void collect_refuse(const struct collect_reply *reply,
                    enum collect_status status, enum err cause);

#endif
