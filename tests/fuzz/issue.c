/* The bodies with which a token is asked for and given. */
#include "fuzz/fuzz.h"

#include "wave/request.h"

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    struct wave_issue_request request;
    struct wave_issue_answer answer;
    struct wave_request_head head;
    uint8_t asked[WAVE_ISSUE_REQUEST_BYTES];
    uint8_t given[WAVE_ISSUE_ANSWER_BYTES];
    bool has_head = wave_request_head_parse(data, len, &head) == ERR_OK;
    if (wave_issue_request_parse(data, len, &request) == ERR_OK) {
        err_assert(has_head && head.group == request.group);
        wave_issue_request_build(&request, asked);
        err_assert(len == sizeof asked && memcmp(data, asked, len) == 0);
    }
    if (wave_issue_answer_parse(data, len, &answer) == ERR_OK) {
        wave_issue_answer_build(&answer, given);
        err_assert(len == sizeof given && memcmp(data, given, len) == 0);
    }
    return 0;
}
