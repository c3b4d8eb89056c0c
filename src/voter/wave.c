#include "voter/voter.h"

#include <sodium.h>

static enum err check_manifest(const struct voter_wave *w, const char *name,
                               const struct wave_fingerprint *fingerprint,
                               struct err_note *note)
{
    if (fingerprint != NULL && !wave_fingerprint_matches(fingerprint, &w->mh))
        return err_say(note, ERR_DENIED,
                       "the server's manifest has another fingerprint than "
                       "the invite: nothing was sent; compare with the poster "
                       "and tell the house-staff council");
    if (strcmp(w->manifest->wave, name) != 0)
        return err_say(note, ERR_DENIED,
                       "the server answered with another wave (%s) than %s: "
                       "nothing was sent",
                       w->manifest->wave, name);
    return ERR_OK;
}

static enum err take_survey(struct voter_wave *w, const struct buf *bytes,
                            struct err_note *note)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256(hash, bytes->data, bytes->len);
    if (sodium_memcmp(hash, w->manifest->survey_sha256, sizeof hash) != 0)
        return err_say(note, ERR_DENIED,
                       "the survey is not the one that the manifest promises: "
                       "nothing was sent");
    struct survey_problems *problems = calloc(1, sizeof *problems);
    if (problems == NULL)
        return ERR_MEMORY;
    enum err e = survey_parse(bytes->data, bytes->len, &w->survey, problems);
    if (e == ERR_FORMAT)
        e = err_say(note, e, "the wave's survey: line %zu: %s",
                    problems->list[0].line, problems->list[0].text);
    free(problems);
    if (e == ERR_OK &&
        wave_plain_bytes(w->survey->answers_bytes) != w->manifest->plain_bytes)
        return err_say(note, ERR_RANGE,
                       "the manifest's plain_size does not fit its survey: "
                       "nothing was sent");
    return e;
}

enum err voter_wave_new(const struct buf *manifest, const struct buf *survey,
                        const char *name,
                        const struct wave_fingerprint *fingerprint,
                        struct voter_wave *out_wave, struct err_note *note)
{
    struct voter_wave w = {0};
    enum err e =
        wave_manifest_parse(manifest->data, manifest->len, &w.manifest, note);
    if (e != ERR_OK)
        return e;
    wave_manifest_hash(manifest->data, manifest->len, w.mh.b);
    e = check_manifest(&w, name, fingerprint, note);
    if (e == ERR_OK)
        e = take_survey(&w, survey, note);
    if (e != ERR_OK) {
        voter_wave_free(&w);
        return e;
    }
    *out_wave = w;
    return ERR_OK;
}

void voter_wave_free(struct voter_wave *wave)
{
    wave_manifest_free(wave->manifest);
    survey_free(wave->survey);
    *wave = (struct voter_wave){0};
}
