#include "wave/manifest.h"

#include <sodium.h>

#define PLAIN_HEAD_BYTES 39u /* version, mh, group, length */
#define PLAIN_STEP_BYTES 256u

void wave_groups_free(struct wave_group *groups, size_t count)
{
    for (size_t i = 0; groups != NULL && i < count; i++) {
        free(groups[i].name);
        free(groups[i].department);
        free(groups[i].programs);
    }
    free(groups);
}

void wave_trustees_free(struct wave_trustees *trustees)
{
    free(trustees->commitments);
    free(trustees->sign_pk);
    *trustees = (struct wave_trustees){0};
}

void wave_manifest_free(struct wave_manifest *manifest)
{
    if (manifest == NULL)
        return;
    free(manifest->institution);
    free(manifest->title);
    free(manifest->survey_id);
    free(manifest->survey_version);
    wave_groups_free(manifest->groups, manifest->group_count);
    wave_trustees_free(&manifest->trustees);
    free(manifest);
}

void wave_manifest_hash(const uint8_t *bytes, size_t len,
                        uint8_t out_hash[static 32])
{
    (void)crypto_hash_sha256(out_hash, bytes, len);
}

const struct wave_group *wave_manifest_group(const struct wave_manifest *m,
                                             uint16_t id)
{
    return id == 0 || id > m->group_count ? NULL : &m->groups[id - 1];
}

const struct wave_group *wave_manifest_group_of_program(
    const struct wave_manifest *m, const char *program_id)
{
    for (size_t i = 0; i < m->group_count; i++)
        for (size_t j = 0; j < m->groups[i].program_count; j++)
            if (strcmp(m->groups[i].programs[j].id, program_id) == 0)
                return &m->groups[i];
    return NULL;
}

static bool counts_program(const struct wave_group *g, const char *program)
{
    for (size_t i = 0; i < g->program_count; i++)
        if (strcmp(g->programs[i].id, program) == 0)
            return true;
    return false;
}

/* A group's programs are different: as many, and each found, is the same. */
bool wave_group_same_programs(const struct wave_group *a,
                              const struct wave_group *b)
{
    if (a->program_count != b->program_count)
        return false;
    for (size_t i = 0; i < a->program_count; i++)
        if (!counts_program(b, a->programs[i].id))
            return false;
    return true;
}

uint32_t wave_manifest_places(const struct wave_manifest *m)
{
    uint32_t places = 0;
    for (size_t i = 0; i < m->group_count; i++)
        places += m->groups[i].roster;
    return places;
}

uint32_t wave_plain_bytes(size_t answers_len)
{
    err_assert(answers_len <= WAVE_PLAIN_MAX - PLAIN_HEAD_BYTES);
    uint32_t need = PLAIN_HEAD_BYTES + (uint32_t)answers_len;
    return (need + PLAIN_STEP_BYTES - 1) / PLAIN_STEP_BYTES * PLAIN_STEP_BYTES;
}

bool wave_name_is_valid(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len > WAVE_NAME_MAX || text[0] == '-')
        return false;
    return strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

bool wave_text_is_valid(const char *text)
{
    size_t len = strlen(text);
    if (len == 0 || len > WAVE_TEXT_MAX ||
        !encode_is_utf8((const uint8_t *)text, len))
        return false;
    for (size_t i = 0; i < len; i++) {
        uint8_t c = (uint8_t)text[i];
        /* C0, DEL, and C1 (U+0080 to U+009F is c2 80 to c2 9f). */
        if (c < 0x20 || c == 0x7f || (c == 0xc2 && (uint8_t)text[i + 1] < 0xa0))
            return false;
    }
    return true;
}

bool wave_language_is_valid(const char *text)
{
    size_t part = 0;
    for (const char *c = text;; c++) {
        bool is_letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z');
        bool is_digit = *c >= '0' && *c <= '9' && c - text > 2;
        if (is_letter || is_digit)
            part++;
        else if ((*c != '-' && *c != 0) || part < 2 || part > 8)
            return false;
        else if (*c == 0)
            return true;
        else
            part = 0;
    }
}
