#include "base/datetime.h"
#include "wave/manifest_parts.h"

#define YEAR_9999_SEC 253370764800 /* later years have five digits */

static bool has_valid_texts(const struct wave_manifest *m)
{
    const char *const texts[] = {m->institution, m->title, m->survey_id,
                                 m->survey_version};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] == NULL || !wave_text_is_valid(texts[i]))
            return false;
    for (size_t i = 0; i < m->group_count; i++) {
        const struct wave_group *g = &m->groups[i];
        if (g->name == NULL || !wave_text_is_valid(g->name) ||
            g->department == NULL || !wave_text_is_valid(g->department) ||
            !wave_name_is_valid(g->unit))
            return false;
        for (size_t j = 0; j < g->program_count; j++)
            if (!wave_name_is_valid(g->programs[j].id))
                return false;
    }
    return wave_name_is_valid(m->wave) && m->opens_sec >= 0 &&
           m->opens_sec < YEAR_9999_SEC && m->closes_sec >= 0 &&
           m->closes_sec < YEAR_9999_SEC;
}

static json_t *from_time(int64_t sec)
{
    char text[DATETIME_RFC3339_SIZE];
    datetime_rfc3339(sec, text);
    return json_string(text);
}

static json_t *from_programs(const struct wave_group *g)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < g->program_count; i++) {
        const struct wave_program *p = &g->programs[i];
        json_t *item = json_object();
        ok = wave_json_set(item, "id", json_string(p->id)) &&
             wave_json_set(item, "roster", json_integer(p->roster));
        ok = wave_json_append(list, item) && ok;
    }
    if (ok)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *from_groups(const struct wave_manifest *m)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < m->group_count; i++) {
        const struct wave_group *g = &m->groups[i];
        json_t *item = json_object();
        ok = wave_json_set(item, "id", json_integer(g->id)) &&
             wave_json_set(item, "unit", json_string(g->unit)) &&
             wave_json_set(item, "name", json_string(g->name)) &&
             wave_json_set(item, "department", json_string(g->department)) &&
             wave_json_set(item, "roster", json_integer(g->roster)) &&
             wave_json_set(item, "programs", from_programs(g));
        ok = wave_json_append(list, item) && ok;
    }
    if (ok)
        return list;
    json_decref(list);
    return NULL;
}

static bool set_head(json_t *root, const struct wave_manifest *m)
{
    json_t *title = json_object();
    json_t *survey = json_object();
    bool ok =
        wave_json_set(title, "en", json_string(m->title)) &&
        wave_json_set(survey, "id", json_string(m->survey_id)) &&
        wave_json_set(survey, "version", json_string(m->survey_version)) &&
        wave_json_set(survey, "sha256",
                      wave_json_from_hex(m->survey_sha256, 32));
    /* Both are handed over in any case, so that neither is lost. */
    ok = wave_json_set(root, "title", title) && ok;
    ok = wave_json_set(root, "survey", survey) && ok;
    return ok && wave_json_set(root, "format", json_string("chorus-wave-v1")) &&
           wave_json_set(root, "wave", json_string(m->wave)) &&
           wave_json_set(root, "institution", json_string(m->institution)) &&
           wave_json_set(root, "opens", from_time(m->opens_sec)) &&
           wave_json_set(root, "closes", from_time(m->closes_sec)) &&
           wave_json_set(root, "purge", json_string(m->purge));
}

static bool set_keys(json_t *root, const struct wave_manifest *m)
{
    return wave_json_set(root, "wave_id",
                         wave_json_from_b64u(m->wave_id, 16)) &&
           wave_json_set(root, "poprf_pk",
                         wave_json_from_b64u(m->poprf_pk, 32)) &&
           wave_json_set(root, "seal_pk",
                         wave_json_from_b64u(m->seal_pk, 32)) &&
           wave_json_set(root, "board_pk",
                         wave_json_from_b64u(m->board_pk, 32)) &&
           wave_json_set(root, "invites_sha256",
                         wave_json_from_hex(m->invites_sha256, 32)) &&
           wave_json_set(root, "client_sha256",
                         wave_json_from_hex(m->client_sha256, 32));
}

static bool set_rules(json_t *root, const struct wave_manifest *m)
{
    json_t *rule = json_object();
    bool ok = wave_json_set(rule, "k", json_integer(m->rule.k)) &&
              wave_json_set(rule, "k_share", json_integer(m->rule.k_share)) &&
              wave_json_set(rule, "insiders", json_integer(m->rule.insiders));
    ok = wave_json_set(root, "rule", rule) && ok;
    if (m->trustees.count > 0)
        ok = wave_json_set(root, "trustees",
                           wave_manifest_from_trustees(&m->trustees)) &&
             ok;
    return ok &&
           wave_json_set(root, "plain_size", json_integer(m->plain_bytes)) &&
           wave_json_set(root, "min_group", json_integer(m->min_group)) &&
           wave_json_set(root, "groups", from_groups(m));
}

enum err wave_manifest_write(const struct wave_manifest *manifest,
                             struct buf *out_bytes)
{
    if (memchr(manifest->purge, 0, sizeof manifest->purge) == NULL ||
        !has_valid_texts(manifest))
        return ERR_RANGE;
    json_t *root = json_object();
    struct buf bytes = BUF_INIT;
    struct wave_manifest *again = NULL;
    enum err e = ERR_MEMORY;
    if (set_head(root, manifest) && set_keys(root, manifest) &&
        set_rules(root, manifest))
        e = wave_json_write(root, &bytes);
    json_decref(root);
    /* Nobody may be bound to a manifest that a client would refuse. */
    if (e == ERR_OK)
        e = wave_manifest_parse(bytes.data, bytes.len, &again, NULL);
    wave_manifest_free(again);
    if (e != ERR_OK) {
        buf_free(&bytes);
        return e == ERR_MEMORY ? e : ERR_RANGE;
    }
    *out_bytes = bytes;
    return ERR_OK;
}
