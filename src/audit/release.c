#include "audit/release.h"

#include "audit/print.h"
#include "audit/release_parts.h"
#include "base/encode.h"

static const char *const head_keys[] = {
    "format",       "wave",      "institution", "closed", "manifest_sha256",
    "board_sha256", "survey",    "rule",        "totals", "scales",
    "groups",       "?trustees", NULL};
static const char *const survey_keys[] = {"id", "version", "sha256", NULL};
static const char *const rule_keys[] = {"k", "k_share", "insiders", NULL};
static const char *const total_keys[] = {"roster", "issued", "redeemed",
                                         "spoiled", NULL};
static const char *const scale_keys[] = {"version", "cutoff", "grid", "range",
                                         "sd",      "?cut",   NULL};

/* Sorted keys, no blanks, nothing behind: one file for one release. */
static void check_canonical(struct audit_shape *shape, const json_t *root,
                            const uint8_t *bytes, size_t len)
{
    const struct audit_at at = {"canonical", NULL, NULL};
    char *text = json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT);
    if (text == NULL)
        audit_shape_break(shape, NULL, "memory for the canonical form");
    else if (strlen(text) != len || memcmp(text, bytes, len) != 0)
        audit_find(shape->report, AUDIT_STRUCTURE, at, NULL,
                   "sorted keys, no blanks, no final newline");
    free(text);
}

/* Who opened is no figure: the form is all that can be checked without the
 * manifest (chorus release verify checks the signatures). */
static void check_trustees(struct audit_shape *shape, const json_t *root)
{
    static const char *const keys[] = {"n", "sig", NULL};
    const size_t most = 255;
    uint8_t sig[64];
    uint32_t before = 0;
    if (json_object_get(root, "trustees") == NULL)
        return;
    const json_t *list = audit_shape_array(shape, root, "trustees");
    if (json_array_size(list) == 0 || json_array_size(list) > most)
        audit_shape_break(shape, "trustees", "1 to 255 who signed");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        audit_shape_keys(shape, one, keys);
        uint32_t n = audit_shape_count(shape, one, "n", (uint32_t)most);
        const char *text = audit_shape_text(shape, one, "sig");
        if (n <= before ||
            decode_b64u(text, strlen(text), sig, sizeof sig) != ERR_OK)
            audit_shape_break(shape, "trustees",
                              "rising numbers, each with a signature");
        before = n;
    }
}

static void read_head(struct audit_shape *shape, struct audit_release *r)
{
    const json_t *root = r->root;
    audit_shape_keys(shape, root, head_keys);
    check_trustees(shape, root);
    r->wave = audit_shape_text(shape, root, "wave");
    r->manifest_sha256 = audit_shape_text(shape, root, "manifest_sha256");
    r->board_sha256 = audit_shape_text(shape, root, "board_sha256");
    const json_t *survey = audit_shape_object(shape, root, "survey");
    const json_t *rule = audit_shape_object(shape, root, "rule");
    const json_t *totals = audit_shape_object(shape, root, "totals");
    audit_shape_keys(shape, survey, survey_keys);
    r->survey_id = audit_shape_text(shape, survey, "id");
    r->survey_version = audit_shape_text(shape, survey, "version");
    r->survey_sha256 = audit_shape_text(shape, survey, "sha256");
    audit_shape_keys(shape, rule, rule_keys);
    r->k = audit_shape_count(shape, rule, "k", AUDIT_COUNT_MAX);
    r->k_share = audit_shape_count(shape, rule, "k_share", AUDIT_COUNT_MAX);
    r->insiders = audit_shape_count(shape, rule, "insiders", AUDIT_COUNT_MAX);
    audit_shape_keys(shape, totals, total_keys);
    r->roster = audit_shape_count(shape, totals, "roster", AUDIT_COUNT_MAX);
    r->issued = audit_shape_count(shape, totals, "issued", AUDIT_COUNT_MAX);
    r->redeemed = audit_shape_count(shape, totals, "redeemed", AUDIT_COUNT_MAX);
    r->spoiled = audit_shape_count(shape, totals, "spoiled", AUDIT_COUNT_MAX);
}

uint32_t audit_first_step(int64_t low, int64_t high, uint32_t grid,
                          int64_t value)
{
    uint32_t step = 0;
    while (step < grid &&
           low * (int64_t)grid + (high - low) * step < value * (int64_t)grid)
        step++;
    return step;
}

static void read_cutoffs(struct audit_shape *shape, const json_t *list,
                         struct audit_scale *s)
{
    if (json_array_size(list) > AUDIT_CUTOFFS_MAX)
        audit_shape_break(shape, "cutoff", "at most eight cutoffs");
    for (size_t i = 0; !shape->broken && i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        int64_t value = 0;
        if (text == NULL || !audit_decimal_read(text, &value) ||
            value <= s->low || value > s->high)
            audit_shape_break(shape, "cutoff", "decimals inside the range");
        s->cutoff[i] = value;
        s->first[i] = audit_first_step(s->low, s->high, s->grid, value);
        if (i > 0 && s->first[i] <= s->first[i - 1])
            audit_shape_break(shape, "cutoff", "rising, with scores between");
        s->cutoff_count = i + 1;
    }
}

static void read_scale(struct audit_shape *shape, const json_t *object,
                       struct audit_scale *s)
{
    const char *low = NULL;
    const char *high = NULL;
    audit_shape_keys(shape, object, scale_keys);
    const json_t *range = audit_shape_array(shape, object, "range");
    const json_t *cutoffs = audit_shape_array(shape, object, "cutoff");
    s->version = audit_shape_text(shape, object, "version");
    s->grid = audit_shape_count(shape, object, "grid", AUDIT_GRID_MAX);
    if (s->grid == 0)
        audit_shape_break(shape, "grid", "at least one step");
    low = json_string_value(json_array_get(range, 0));
    high = json_string_value(json_array_get(range, 1));
    if (json_array_size(range) != 2 || low == NULL || high == NULL ||
        !audit_decimal_read(low, &s->low) ||
        !audit_decimal_read(high, &s->high) || s->low >= s->high)
        audit_shape_break(shape, "range", "two rising decimals");
    if (!audit_decimal_read(audit_shape_text(shape, object, "sd"), &s->sd) ||
        s->sd <= 0 || s->sd > 100000)
        audit_shape_break(shape, "sd", "points above 0, at most 100");
    if (!shape->broken)
        read_cutoffs(shape, cutoffs, s);
    const json_t *cut = json_object_get(object, "cut");
    s->cut_by_people = cut != NULL;
    if (cut != NULL &&
        (json_string_value(cut) == NULL ||
         strcmp(json_string_value(cut), "people") != 0 || s->cutoff_count > 1))
        audit_shape_break(shape, "cut", "\"people\", with one cutoff at most");
}

static int by_scale_id(const void *a, const void *b)
{
    const struct audit_scale *x = a;
    const struct audit_scale *y = b;
    return strcmp(x->id, y->id);
}

static enum err read_scales(struct audit_shape *shape, struct audit_release *r)
{
    json_t *all = audit_shape_object(shape, r->root, "scales");
    const char *id = NULL;
    json_t *one = NULL;
    r->scales = calloc(json_object_size(all) + 1, sizeof *r->scales);
    if (r->scales == NULL)
        return ERR_MEMORY;
    json_object_foreach (all, id, one) {
        struct audit_scale *s = &r->scales[r->scale_count++];
        shape->scale = id;
        s->id = id;
        read_scale(shape, one, s);
    }
    shape->scale = NULL;
    qsort(r->scales, r->scale_count, sizeof *r->scales, by_scale_id);
    return ERR_OK;
}

size_t audit_scale_find(const struct audit_release *release, const char *id)
{
    const struct audit_scale key = {.id = id};
    const struct audit_scale *found =
        bsearch(&key, release->scales, release->scale_count,
                sizeof *release->scales, by_scale_id);
    return found == NULL ? AUDIT_NONE : (size_t)(found - release->scales);
}

static enum err read_all(struct audit_shape *shape, struct audit_release *r)
{
    read_head(shape, r);
    enum err e = read_scales(shape, r);
    if (e == ERR_OK && !shape->broken)
        e = audit_release_read_groups(shape, r);
    if (e == ERR_OK && shape->broken)
        e = ERR_FORMAT;
    return e;
}

enum err audit_release_read(const uint8_t *bytes, size_t len,
                            struct audit_report *report,
                            struct audit_release **out_release)
{
    struct audit_shape shape = {.report = report};
    struct audit_release *r = calloc(1, sizeof *r);
    json_error_t error;
    if (r == NULL)
        return ERR_MEMORY;
    r->root =
        json_loadb((const char *)bytes, len, JSON_REJECT_DUPLICATES, &error);
    enum err e = ERR_FORMAT;
    if (r->root == NULL)
        audit_find(report, AUDIT_STRUCTURE,
                   (struct audit_at){"json", NULL, NULL}, error.text,
                   "JSON (line %d, column %d)", error.line, error.column);
    else if (!json_is_object(r->root))
        audit_shape_break(&shape, NULL, "an object");
    else {
        check_canonical(&shape, r->root, bytes, len);
        e = read_all(&shape, r);
    }
    if (e != ERR_OK) {
        audit_release_free(r);
        return e;
    }
    *out_release = r;
    return ERR_OK;
}

void audit_release_free(struct audit_release *release)
{
    if (release == NULL)
        return;
    for (size_t i = 0; release->groups != NULL && i < release->group_count; i++)
        free(release->groups[i].figures);
    free(release->groups);
    free(release->by_id);
    free(release->scales);
    json_decref(release->root);
    free(release);
}
