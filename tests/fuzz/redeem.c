/* The bodies with which a ballot is given and a receipt is answered. */
#include "fuzz/fuzz.h"

#include "wave/request.h"

#define PLAIN_BYTES 256 /* the smallest wave's */

static void read_request(const uint8_t *data, size_t len)
{
    struct wave_redeem_request request;
    struct wave_request_head head;
    uint8_t built[WAVE_REDEEM_REQUEST_BYTES(PLAIN_BYTES)];
    bool has_head = wave_request_head_parse(data, len, &head) == ERR_OK;
    if (wave_redeem_request_parse(data, len, PLAIN_BYTES, &request) != ERR_OK)
        return;
    err_assert(has_head && head.group == request.group);
    err_assert(request.sealed + request.sealed_len == data + len);
    wave_redeem_request_build(&request, built);
    err_assert(len == sizeof built && memcmp(data, built, len) == 0);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    const struct wave_manifest_hash mh = {{1}};
    struct wave_receipt receipt;
    uint8_t built[WAVE_REDEEM_ANSWER_BYTES];
    read_request(data, len);
    if (wave_redeem_answer_parse(data, len, &mh, 7, &receipt) != ERR_OK)
        return 0;
    err_assert(receipt.group == 7 &&
               memcmp(receipt.mh.b, mh.b, sizeof mh.b) == 0);
    wave_redeem_answer_build(&receipt, built);
    err_assert(len == sizeof built && memcmp(data, built, len) == 0);
    return 0;
}
