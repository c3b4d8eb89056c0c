#include "base/datetime.h"
#include "wave/manifest_parts.h"

#define WHAT       "manifest"
#define NUMBER_MAX 1000000u
#define DAY_SEC    86400
#define ZONES_SEC  (14 * 3600) /* how far a zone may be behind UTC, and more */

static const char *const manifest_keys[] = {
    "format",         "wave",     "wave_id",       "institution", "title",
    "survey",         "opens",    "closes",        "purge",       "poprf_pk",
    "seal_pk",        "board_pk", "plain_size",    "min_group",   "groups",
    "invites_sha256", "rule",     "client_sha256", "?trustees",   NULL};
static const char *const survey_keys[] = {"id", "version", "sha256", NULL};
static const char *const rule_keys[] = {"k", "k_share", "insiders", NULL};

static enum err read_time(const json_t *root, const char *key, int64_t *out_sec,
                          struct err_note *note)
{
    const char *text = NULL;
    enum err e = wave_json_string(root, WHAT, key, &text, note);
    if (e == ERR_OK && datetime_parse(text, out_sec) != ERR_OK)
        e = err_say(note, ERR_FORMAT,
                    WHAT ": \"%s\" must be a time such as "
                         "2026-12-15T23:59:59-05:00",
                    key);
    return e;
}

/* opens, closes, purge: in this order, a date of purging in any zone. */
static enum err read_times(const json_t *root, struct wave_manifest *m,
                           struct err_note *note)
{
    enum err e = read_time(root, "opens", &m->opens_sec, note);
    if (e == ERR_OK)
        e = read_time(root, "closes", &m->closes_sec, note);
    const char *purge = NULL;
    if (e == ERR_OK)
        e = wave_json_string(root, WHAT, "purge", &purge, note);
    if (e != ERR_OK)
        return e;
    int64_t purge_sec = 0;
    char midnight[DATETIME_RFC3339_SIZE];
    (void)snprintf(midnight, sizeof midnight, "%.10sT00:00:00Z", purge);
    if (strlen(purge) != sizeof m->purge - 1 ||
        datetime_parse(midnight, &purge_sec) != ERR_OK)
        return err_say(note, ERR_FORMAT,
                       WHAT ": \"purge\" must be a date such as 2027-01-14");
    if (m->opens_sec >= m->closes_sec ||
        m->closes_sec >= purge_sec + DAY_SEC + ZONES_SEC)
        return err_say(note, ERR_RANGE,
                       WHAT ": \"opens\", \"closes\" and \"purge\" must follow "
                            "each other");
    memcpy(m->purge, purge, sizeof m->purge);
    return ERR_OK;
}

static enum err read_title(const json_t *root, struct wave_manifest *m,
                           struct err_note *note)
{
    json_t *title = json_object_get(root, "title");
    if (!json_is_object(title))
        return err_say(note, ERR_FORMAT, WHAT ": \"title\" must be an object");
    const char *language = NULL;
    json_t *value = NULL;
    json_object_foreach (title, language, value) {
        if (!wave_language_is_valid(language) || !json_is_string(value) ||
            !wave_text_is_valid(json_string_value(value)))
            return err_say(note, ERR_FORMAT,
                           "title: expected a text for each language");
    }
    return wave_manifest_copy_text(title, "title", "en", &m->title, note);
}

static enum err read_survey(const json_t *root, struct wave_manifest *m,
                            struct err_note *note)
{
    const json_t *survey = json_object_get(root, "survey");
    enum err e = wave_json_keys(survey, "survey", survey_keys, note);
    if (e == ERR_OK)
        e = wave_manifest_copy_text(survey, "survey", "id", &m->survey_id,
                                    note);
    if (e == ERR_OK)
        e = wave_manifest_copy_text(survey, "survey", "version",
                                    &m->survey_version, note);
    if (e == ERR_OK)
        e = wave_json_hex32(survey, "survey", "sha256", m->survey_sha256, note);
    return e;
}

static enum err read_rule(const json_t *root, struct wave_rule *rule,
                          struct err_note *note)
{
    const json_t *object = json_object_get(root, "rule");
    enum err e = wave_json_keys(object, "rule", rule_keys, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, "rule", "k", WAVE_K_FLOOR, NUMBER_MAX,
                          &rule->k, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, "rule", "k_share", WAVE_K_SHARE_FLOOR,
                          NUMBER_MAX, &rule->k_share, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, "rule", "insiders", WAVE_INSIDERS_FLOOR,
                          NUMBER_MAX, &rule->insiders, note);
    if (e == ERR_OK && rule->k < 5 * rule->insiders)
        e = err_say(note, ERR_RANGE,
                    "rule: \"k\" must be at least five times \"insiders\"");
    return e;
}

static enum err read_plain_size(const json_t *root, struct wave_manifest *m,
                                struct err_note *note)
{
    enum err e = wave_json_u32(root, WHAT, "plain_size", 256, WAVE_PLAIN_MAX,
                               &m->plain_bytes, note);
    if (e == ERR_OK && m->plain_bytes % 256 != 0)
        e = err_say(note, ERR_RANGE,
                    WHAT ": \"plain_size\" must be a multiple of 256");
    return e;
}

static enum err read_keys(const json_t *root, struct wave_manifest *m,
                          struct err_note *note)
{
    const struct {
        const char *key;
        uint8_t *out;
        size_t len;
    } fields[] = {
        {"wave_id", m->wave_id, sizeof m->wave_id},
        {"poprf_pk", m->poprf_pk, sizeof m->poprf_pk},
        {"seal_pk", m->seal_pk, sizeof m->seal_pk},
        {"board_pk", m->board_pk, sizeof m->board_pk},
    };
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof fields / sizeof *fields; i++)
        e = wave_json_b64u(root, WHAT, fields[i].key, fields[i].out,
                           fields[i].len, note);
    if (e == ERR_OK)
        e = wave_json_hex32(root, WHAT, "invites_sha256", m->invites_sha256,
                            note);
    if (e == ERR_OK)
        e = wave_json_hex32(root, WHAT, "client_sha256", m->client_sha256,
                            note);
    return e;
}

static enum err read_manifest(const json_t *root, struct wave_manifest *m,
                              struct err_note *note)
{
    enum err e = wave_json_is(root, WHAT, "format", "chorus-wave-v1", note);
    if (e == ERR_OK)
        e = wave_json_keys(root, WHAT, manifest_keys, note);
    if (e == ERR_OK)
        e = wave_manifest_copy_name(root, WHAT, "wave", m->wave, note);
    if (e == ERR_OK)
        e = wave_manifest_copy_text(root, WHAT, "institution", &m->institution,
                                    note);
    if (e == ERR_OK)
        e = read_title(root, m, note);
    if (e == ERR_OK)
        e = read_survey(root, m, note);
    if (e == ERR_OK)
        e = read_times(root, m, note);
    if (e == ERR_OK)
        e = read_keys(root, m, note);
    if (e == ERR_OK)
        e = read_plain_size(root, m, note);
    if (e == ERR_OK)
        e = wave_json_u32(root, WHAT, "min_group", WAVE_MIN_GROUP_FLOOR,
                          NUMBER_MAX, &m->min_group, note);
    if (e == ERR_OK)
        e = read_rule(root, &m->rule, note);
    if (e == ERR_OK)
        e = wave_manifest_read_groups(root, m, note);
    return e != ERR_OK ? e : wave_manifest_read_trustees(root, m, note);
}

enum err wave_manifest_parse(const uint8_t *bytes, size_t len,
                             struct wave_manifest **out_manifest,
                             struct err_note *note)
{
    if (len > WAVE_MANIFEST_MAX)
        return err_say(note, ERR_FORMAT, WHAT ": larger than %u bytes",
                       WAVE_MANIFEST_MAX);
    struct wave_manifest *m = calloc(1, sizeof *m);
    if (m == NULL)
        return ERR_MEMORY;
    json_t *root = NULL;
    enum err e = wave_json_parse(WHAT, bytes, len, &root, note);
    if (e == ERR_OK)
        e = read_manifest(root, m, note);
    json_decref(root);
    if (e != ERR_OK) {
        wave_manifest_free(m);
        return e;
    }
    *out_manifest = m;
    return ERR_OK;
}
