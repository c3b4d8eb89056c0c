/* What people type or follow: codes, fingerprints, links. */
#include "fuzz/fuzz.h"

#include "wave/invite_code.h"

static void read_code(const char *text, size_t len)
{
    struct wave_invite_code untouched;
    memset(&untouched, 0xa5, sizeof untouched);
    struct wave_invite_code code = untouched;
    struct wave_invite_code again;
    char written[WAVE_INVITE_CODE_TEXT_SIZE];
    enum err e = wave_invite_code_parse(text, len, &code);
    if (e != ERR_OK) {
        err_assert(memcmp(&code, &untouched, sizeof code) == 0);
        return;
    }
    wave_invite_code_text(&code, written);
    err_assert(wave_invite_code_parse(written, strlen(written), &again) ==
               ERR_OK);
    err_assert(memcmp(&code, &again, sizeof code) == 0);
}

static void read_fingerprint(const char *text, size_t len)
{
    struct wave_fingerprint fingerprint;
    struct wave_manifest_hash mh = {{0}};
    char written[WAVE_FINGERPRINT_TEXT_SIZE];
    if (wave_fingerprint_parse(text, len, &fingerprint) != ERR_OK)
        return;
    memcpy(mh.b, fingerprint.b, sizeof fingerprint.b);
    err_assert(wave_fingerprint_matches(&fingerprint, &mh));
    wave_fingerprint_text(&mh, written);
    err_assert(wave_fingerprint_parse(written, strlen(written), &fingerprint) ==
               ERR_OK);
    err_assert(wave_fingerprint_matches(&fingerprint, &mh));
}

static void read_link(const char *text)
{
    struct wave_invite_link untouched;
    memset(&untouched, 0xa5, sizeof untouched);
    struct wave_invite_link link = untouched;
    struct wave_invite_link again;
    struct wave_manifest_hash mh = {{0}};
    struct buf written = BUF_INIT;
    if (wave_invite_link_parse(text, &link) != ERR_OK) {
        err_assert(memcmp(&link, &untouched, sizeof link) == 0);
        return;
    }
    memcpy(mh.b, link.fingerprint.b, sizeof link.fingerprint.b);
    wave_invite_link(link.base_url, link.wave_name, &link.code, &mh, &written);
    err_assert(wave_invite_link_parse(buf_text(&written), &again) == ERR_OK);
    err_assert(strcmp(link.base_url, again.base_url) == 0);
    err_assert(strcmp(link.wave_name, again.wave_name) == 0);
    err_assert(memcmp(&link.code, &again.code, sizeof link.code) == 0);
    err_assert(memcmp(&link.fingerprint, &again.fingerprint,
                      sizeof link.fingerprint) == 0);
    buf_free(&written);
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    char *text = fuzz_text(data, len);
    read_code((const char *)data, len);
    read_fingerprint((const char *)data, len);
    read_link(text);
    free(text);
    return 0;
}
