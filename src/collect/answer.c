#include "collect/answer.h"

void collect_wave_init(struct collect_wave *wave,
                       const struct wave_manifest *manifest,
                       const struct wave_manifest_hash *mh)
{
    *wave = (struct collect_wave){
        .mh = *mh,
        .closes_sec = manifest->closes_sec,
        .group_count = manifest->group_count,
        .plain_bytes = manifest->plain_bytes,
    };
}

enum collect_status collect_head_check(const struct collect_wave *wave,
                                       const uint8_t *body, size_t len,
                                       uint16_t *out_group)
{
    struct wave_request_head head;
    if (wave_request_head_parse(body, len, &head) != ERR_OK)
        return COLLECT_MALFORMED;
    if (memcmp(&head.mh, &wave->mh, sizeof head.mh) != 0 || head.group == 0 ||
        head.group > wave->group_count)
        return COLLECT_UNKNOWN;
    *out_group = head.group;
    return COLLECT_OK;
}

enum collect_status collect_status_of(enum err stored)
{
    switch (stored) {
    case ERR_OK: return COLLECT_OK;
    case ERR_CLOSED: return COLLECT_CLOSED;
    case ERR_EXISTS: return COLLECT_USED;
    default: return COLLECT_LATER;
    }
}

void collect_refuse(const struct collect_reply *reply,
                    enum collect_status status, enum err cause)
{
    const struct collect_answer answer = {.status = status, .cause = cause};
    reply->fn(reply->ctx, &answer);
}
