#include "base/datetime.h"
#include "wave/json.h"
#include "wave/manifest.h"

#define WHAT        "manifest"
#define WHERE_SIZE  32
#define NUMBER_MAX  1000000u
#define DAY_SEC     86400
#define ZONES_SEC   (14 * 3600) /* how far a zone may be behind UTC, and more */
#define TRUSTEE_MAX 255u

static const char *const manifest_keys[] = {
    "format",         "wave",     "wave_id",       "institution", "title",
    "survey",         "opens",    "closes",        "purge",       "poprf_pk",
    "seal_pk",        "board_pk", "plain_size",    "min_group",   "groups",
    "invites_sha256", "rule",     "client_sha256", "?trustees",   NULL};
static const char *const survey_keys[] = {"id", "version", "sha256", NULL};
static const char *const rule_keys[] = {"k", "k_share", "insiders", NULL};
static const char *const group_keys[] = {
    "id", "unit", "name", "department", "roster", "programs", NULL};
static const char *const program_keys[] = {"id", "roster", NULL};
static const char *const trustees_keys[] = {"threshold", "commitments",
                                            "sign_pk", NULL};

static enum err copy_text(const json_t *object, const char *where,
                          const char *key, char **out_text,
                          struct err_note *note)
{
    const char *text = NULL;
    enum err e = wave_json_string(object, where, key, &text, note);
    if (e != ERR_OK)
        return e;
    if (!wave_text_is_valid(text))
        return err_say(note, ERR_FORMAT,
                       "%s: \"%s\" must be 1 to %d bytes without control "
                       "characters",
                       where, key, WAVE_TEXT_MAX);
    *out_text = strdup(text);
    return *out_text == NULL ? ERR_MEMORY : ERR_OK;
}

static enum err copy_name(const json_t *object, const char *where,
                          const char *key, char out[static WAVE_NAME_MAX + 1],
                          struct err_note *note)
{
    const char *text = NULL;
    enum err e = wave_json_string(object, where, key, &text, note);
    if (e != ERR_OK)
        return e;
    if (!wave_name_is_valid(text))
        return err_say(note, ERR_FORMAT,
                       "%s: \"%s\" must be 1 to %d letters, digits and hyphens",
                       where, key, WAVE_NAME_MAX);
    memcpy(out, text, strlen(text) + 1);
    return ERR_OK;
}

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
    return copy_text(title, "title", "en", &m->title, note);
}

static enum err read_survey(const json_t *root, struct wave_manifest *m,
                            struct err_note *note)
{
    const json_t *survey = json_object_get(root, "survey");
    enum err e = wave_json_keys(survey, "survey", survey_keys, note);
    if (e == ERR_OK)
        e = copy_text(survey, "survey", "id", &m->survey_id, note);
    if (e == ERR_OK)
        e = copy_text(survey, "survey", "version", &m->survey_version, note);
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

static enum err read_programs(const json_t *object, const char *where,
                              struct wave_group *g, struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(object, where, "programs", &list, note);
    size_t count = json_array_size(list);
    if (e != ERR_OK)
        return e;
    if (count == 0)
        return err_say(note, ERR_FORMAT, "%s: no programs", where);
    g->programs = calloc(count, sizeof *g->programs);
    if (g->programs == NULL)
        return ERR_MEMORY;
    uint32_t sum = 0;
    for (size_t i = 0; i < count && e == ERR_OK; i++) {
        const json_t *item = json_array_get(list, i);
        struct wave_program *p = &g->programs[g->program_count++];
        e = wave_json_keys(item, where, program_keys, note);
        if (e == ERR_OK)
            e = copy_name(item, where, "id", p->id, note);
        if (e == ERR_OK)
            e = wave_json_u32(item, where, "roster", 1, WAVE_PLACES_MAX - sum,
                              &p->roster, note);
        sum += p->roster;
    }
    if (e == ERR_OK && sum != g->roster)
        e = err_say(note, ERR_FORMAT,
                    "%s: \"roster\" is not the sum of its programs'", where);
    return e;
}

static enum err read_group(const json_t *object, uint32_t min_group,
                           uint32_t number, struct wave_group *g,
                           struct err_note *note)
{
    char where[WHERE_SIZE];
    (void)snprintf(where, sizeof where, "group %lu", (unsigned long)number);
    uint32_t id = 0;
    enum err e = wave_json_keys(object, where, group_keys, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, where, "id", number, number, &id, note);
    g->id = (uint16_t)id;
    if (e == ERR_OK)
        e = copy_name(object, where, "unit", g->unit, note);
    if (e == ERR_OK)
        e = copy_text(object, where, "name", &g->name, note);
    if (e == ERR_OK)
        e = copy_text(object, where, "department", &g->department, note);
    if (e == ERR_OK)
        e = wave_json_u32(object, where, "roster", min_group, WAVE_PLACES_MAX,
                          &g->roster, note);
    return e != ERR_OK ? e : read_programs(object, where, g, note);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether COUNT texts are all different; sorts them. */
static bool are_different(const char **texts, size_t count)
{
    qsort(texts, count, sizeof *texts, by_text);
    for (size_t i = 1; i < count; i++)
        if (strcmp(texts[i - 1], texts[i]) == 0)
            return false;
    return true;
}

static enum err check_unique(const struct wave_manifest *m,
                             struct err_note *note)
{
    size_t programs = 0;
    for (size_t i = 0; i < m->group_count; i++)
        programs += m->groups[i].program_count;
    const char **units = calloc(m->group_count + programs, sizeof *units);
    if (units == NULL)
        return ERR_MEMORY;
    const char **ids = units + m->group_count;
    size_t n = 0;
    for (size_t i = 0; i < m->group_count; i++) {
        units[i] = m->groups[i].unit;
        for (size_t j = 0; j < m->groups[i].program_count; j++)
            ids[n++] = m->groups[i].programs[j].id;
    }
    enum err e = ERR_OK;
    if (!are_different(units, m->group_count))
        e = err_say(note, ERR_FORMAT, WHAT ": a unit is there twice");
    else if (!are_different(ids, programs))
        e = err_say(note, ERR_FORMAT, WHAT ": a program is there twice");
    free(units);
    return e;
}

static bool is_ordered(const struct wave_group *a, const struct wave_group *b)
{
    int order = strcmp(a->department, b->department);
    return order < 0 || (order == 0 && strcmp(a->unit, b->unit) < 0);
}

static enum err read_groups(const json_t *root, struct wave_manifest *m,
                            struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(root, WHAT, "groups", &list, note);
    size_t count = json_array_size(list);
    if (e != ERR_OK)
        return e;
    if (count == 0 || count > WAVE_GROUPS_MAX)
        return err_say(note, ERR_RANGE, WHAT ": 1 to %u groups, not %zu",
                       WAVE_GROUPS_MAX, count);
    m->groups = calloc(count, sizeof *m->groups);
    if (m->groups == NULL)
        return ERR_MEMORY;
    uint32_t places = 0;
    for (size_t i = 0; i < count; i++) {
        struct wave_group *g = &m->groups[m->group_count++];
        e = read_group(json_array_get(list, i), m->min_group, (uint32_t)i + 1,
                       g, note);
        if (e != ERR_OK)
            return e;
        if (i > 0 && !is_ordered(g - 1, g))
            return err_say(note, ERR_FORMAT,
                           "group %zu: not in the order of department and unit",
                           i + 1);
        if (g->roster > WAVE_PLACES_MAX - places)
            return err_say(note, ERR_RANGE, WHAT ": more than %u people",
                           WAVE_PLACES_MAX);
        places += g->roster;
    }
    return check_unique(m, note);
}

static enum err check_keys_list(const json_t *trustees, const char *key,
                                size_t *out_count, struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(trustees, "trustees", key, &list, note);
    if (e != ERR_OK)
        return e;
    size_t count = json_array_size(list);
    bool holds = count >= 1 && count <= TRUSTEE_MAX;
    for (size_t i = 0; holds && i < count; i++) {
        uint8_t bytes[32];
        const json_t *item = json_array_get(list, i);
        holds = json_is_string(item) &&
                decode_b64u(json_string_value(item), json_string_length(item),
                            bytes, sizeof bytes) == ERR_OK;
    }
    if (!holds)
        return err_say(
            note, ERR_FORMAT,
            "trustees: \"%s\" must be 1 to %u times 32 bytes in b64u", key,
            TRUSTEE_MAX);
    *out_count = count;
    return ERR_OK;
}

/* Form only: a wave's keys are checked where they are used. */
static enum err check_trustees(const json_t *root, struct err_note *note)
{
    const json_t *trustees = json_object_get(root, "trustees");
    if (trustees == NULL)
        return ERR_OK;
    size_t commitments = 0;
    size_t signers = 0;
    uint32_t threshold = 0;
    enum err e = wave_json_keys(trustees, "trustees", trustees_keys, note);
    if (e == ERR_OK)
        e = check_keys_list(trustees, "commitments", &commitments, note);
    if (e == ERR_OK)
        e = check_keys_list(trustees, "sign_pk", &signers, note);
    if (e == ERR_OK)
        e = wave_json_u32(trustees, "trustees", "threshold", 1,
                          (uint32_t)signers, &threshold, note);
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
        e = copy_name(root, WHAT, "wave", m->wave, note);
    if (e == ERR_OK)
        e = copy_text(root, WHAT, "institution", &m->institution, note);
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
        e = read_groups(root, m, note);
    return e != ERR_OK ? e : check_trustees(root, note);
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
