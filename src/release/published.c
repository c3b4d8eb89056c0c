#include "release/published_inside.h"

#include "wave/manifest.h"

#include <sodium.h>

#define SHA256_BYTES       32
#define SD_MAX_THOUSANDTHS 100000 /* a scale is 100 points wide */

struct published_block {
    struct published_block *next;
    json_t *root; /* of the first block: the strings live in it */
    max_align_t bytes[];
};

void *published_room(struct published_release *r, size_t count, size_t size)
{
    struct published_block *block = NULL;
    if (size == 0 || count >= SIZE_MAX / size - sizeof *block)
        return NULL;
    block = calloc(1, sizeof *block + (count + 1) * size);
    if (block == NULL)
        return NULL;
    block->next = r->memory;
    r->memory = block;
    return block->bytes;
}

void published_free(struct published_release *release)
{
    if (release == NULL)
        return;
    while (release->memory != NULL) {
        struct published_block *block = release->memory;
        release->memory = block->next;
        json_decref(block->root);
        free(block);
    }
    free(release);
}

/* One text for one release: the bytes are those that writing gives. */
static enum err check_canonical(const json_t *root, const uint8_t *bytes,
                                size_t len, struct err_note *note)
{
    struct buf again = BUF_INIT;
    enum err e = wave_json_write(root, &again);
    if (e == ERR_OK && (again.len != len || memcmp(again.data, bytes, len)))
        e = err_say(note, ERR_FORMAT,
                    "release: not in canonical form (sorted keys, no blanks, "
                    "no line end); take the file as it was signed");
    buf_free(&again);
    return e;
}

static enum err read_hash(const json_t *object, const char *where,
                          const char *key, char out[static PUBLISHED_HASH_SIZE],
                          struct err_note *note)
{
    uint8_t hash[SHA256_BYTES];
    enum err e = wave_json_hex32(object, where, key, hash, note);
    if (e == ERR_OK)
        encode_hex(hash, sizeof hash, out);
    return e;
}

static enum err read_survey(struct published_release *r, const json_t *survey,
                            struct err_note *note)
{
    static const char *const keys[] = {"id", "sha256", "version", NULL};
    enum err e = wave_json_keys(survey, "survey", keys, note);
    if (e == ERR_OK)
        e = wave_json_string(survey, "survey", "id", &r->survey_id, note);
    if (e == ERR_OK)
        e = wave_json_string(survey, "survey", "version", &r->survey_version,
                             note);
    if (e == ERR_OK)
        e = read_hash(survey, "survey", "sha256", r->survey_sha256, note);
    return e;
}

static enum err read_rule(struct published_release *r, const json_t *rule,
                          struct err_note *note)
{
    static const char *const keys[] = {"insiders", "k", "k_share", NULL};
    enum err e = wave_json_keys(rule, "rule", keys, note);
    if (e == ERR_OK)
        e = wave_json_u32(rule, "rule", "k", WAVE_K_FLOOR, UINT32_MAX, &r->k,
                          note);
    if (e == ERR_OK)
        e = wave_json_u32(rule, "rule", "k_share", WAVE_K_SHARE_FLOOR,
                          UINT32_MAX, &r->k_share, note);
    if (e == ERR_OK)
        e = wave_json_u32(rule, "rule", "insiders", WAVE_INSIDERS_FLOOR,
                          r->k / 5, &r->insiders, note);
    return e;
}

static enum err read_totals(struct published_release *r, const json_t *totals,
                            struct err_note *note)
{
    static const char *const keys[] = {"issued", "redeemed", "roster",
                                       "spoiled", NULL};
    enum err e = wave_json_keys(totals, "totals", keys, note);
    if (e == ERR_OK)
        e = wave_json_u32(totals, "totals", "roster", 0, UINT32_MAX, &r->roster,
                          note);
    if (e == ERR_OK)
        e = wave_json_u32(totals, "totals", "issued", 0, r->roster, &r->issued,
                          note);
    if (e == ERR_OK)
        e = wave_json_u32(totals, "totals", "redeemed", 0, r->issued,
                          &r->redeemed, note);
    if (e == ERR_OK)
        e = wave_json_u32(totals, "totals", "spoiled", 0, r->redeemed,
                          &r->spoiled, note);
    return e;
}

static enum err read_decimal(const json_t *value, const char *where,
                             struct published_decimal *out_number,
                             struct err_note *note)
{
    const char *text = json_string_value(value);
    if (text == NULL || published_decimal_parse(text, out_number) != ERR_OK)
        return err_say(note, ERR_FORMAT, "scale %s: not a number in a string",
                       where);
    return ERR_OK;
}

static enum err read_cutoffs(struct published_release *r, const json_t *object,
                             struct published_scale *scale,
                             struct err_note *note)
{
    json_t *list = NULL;
    enum err e = wave_json_array(object, scale->id, "cutoff", &list, note);
    if (e != ERR_OK)
        return e;
    scale->cutoffs =
        published_room(r, json_array_size(list), sizeof *scale->cutoffs);
    if (scale->cutoffs == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct published_decimal *cutoff = &scale->cutoffs[i];
        e = read_decimal(json_array_get(list, i), scale->id, cutoff, note);
        if (e != ERR_OK)
            return e;
        if (i > 0 && cutoff->thousandths <= (cutoff - 1)->thousandths)
            return err_say(note, ERR_FORMAT, "scale %s: cutoffs out of order",
                           scale->id);
        scale->cutoff_count = i + 1;
    }
    return ERR_OK;
}

static enum err read_scale(struct published_release *r, const json_t *object,
                           struct published_scale *scale, struct err_note *note)
{
    static const char *const keys[] = {"cutoff",  "grid", "range", "sd",
                                       "version", "?cut", NULL};
    json_t *range = NULL;
    const char *cut = NULL;
    enum err e = wave_json_keys(object, scale->id, keys, note);
    if (e == ERR_OK)
        e = wave_json_string(object, scale->id, "version", &scale->version,
                             note);
    if (e == ERR_OK && json_object_get(object, "cut") != NULL)
        e = wave_json_string(object, scale->id, "cut", &cut, note);
    if (e == ERR_OK && cut != NULL && strcmp(cut, "people") != 0)
        e = err_say(note, ERR_FORMAT, "scale %s: \"cut\" must be \"people\"",
                    scale->id);
    scale->cut_by_people = cut != NULL;
    if (e == ERR_OK)
        e = wave_json_u32(object, scale->id, "grid", 1, PUBLISHED_GRID_MAX,
                          &scale->grid, note);
    if (e == ERR_OK)
        e = read_cutoffs(r, object, scale, note);
    if (e == ERR_OK)
        e = read_decimal(json_object_get(object, "sd"), scale->id, &scale->sd,
                         note);
    if (e == ERR_OK)
        e = wave_json_array(object, scale->id, "range", &range, note);
    if (e == ERR_OK)
        e = read_decimal(json_array_get(range, 0), scale->id, &scale->low,
                         note);
    if (e == ERR_OK)
        e = read_decimal(json_array_get(range, 1), scale->id, &scale->high,
                         note);
    if (e == ERR_OK && (json_array_size(range) != 2 ||
                        scale->low.thousandths >= scale->high.thousandths ||
                        scale->sd.thousandths <= 0 ||
                        scale->sd.thousandths > SD_MAX_THOUSANDTHS))
        e = err_say(note, ERR_FORMAT, "scale %s: no range, or no sd",
                    scale->id);
    return e;
}

static int by_scale_id(const void *a, const void *b)
{
    const struct published_scale *x = a;
    const struct published_scale *y = b;
    return strcmp(x->id, y->id);
}

static enum err read_scales(struct published_release *r, json_t *scales,
                            struct err_note *note)
{
    if (!json_is_object(scales))
        return err_say(note, ERR_FORMAT, "release: scales must be an object");
    r->scales = published_room(r, json_object_size(scales), sizeof *r->scales);
    if (r->scales == NULL)
        return ERR_MEMORY;
    const char *id = NULL;
    json_t *object = NULL;
    json_object_foreach (scales, id, object) {
        struct published_scale *scale = &r->scales[r->scale_count++];
        scale->id = id;
        enum err e = read_scale(r, object, scale, note);
        if (e != ERR_OK)
            return e;
    }
    qsort(r->scales, r->scale_count, sizeof *r->scales, by_scale_id);
    return ERR_OK;
}

static enum err read_head(struct published_release *r, const json_t *root,
                          struct err_note *note)
{
    static const char *const keys[] = {
        "board_sha256",    "closed", "format", "groups", "institution",
        "manifest_sha256", "rule",   "scales", "survey", "totals",
        "?trustees",       "wave",   NULL};
    enum err e = wave_json_keys(root, "release", keys, note);
    if (e == ERR_OK)
        e = wave_json_is(root, "release", "format", "chorus-release-v1", note);
    if (e == ERR_OK)
        e = wave_json_string(root, "release", "wave", &r->wave, note);
    if (e == ERR_OK)
        e = wave_json_string(root, "release", "institution", &r->institution,
                             note);
    if (e == ERR_OK)
        e = wave_json_string(root, "release", "closed", &r->closed, note);
    if (e == ERR_OK)
        e = read_hash(root, "release", "manifest_sha256", r->manifest_sha256,
                      note);
    if (e == ERR_OK)
        e = read_hash(root, "release", "board_sha256", r->board_sha256, note);
    if (e == ERR_OK &&
        (!published_date_is_valid(r->closed) || !wave_name_is_valid(r->wave)))
        e = err_say(note, ERR_FORMAT,
                    "release: \"closed\" is no date or \"wave\" no name");
    return e;
}

static enum err read_release(struct published_release *r, const json_t *root,
                             struct err_note *note)
{
    enum err e = read_head(r, root, note);
    if (e == ERR_OK)
        e = read_survey(r, json_object_get(root, "survey"), note);
    if (e == ERR_OK)
        e = read_rule(r, json_object_get(root, "rule"), note);
    if (e == ERR_OK)
        e = read_totals(r, json_object_get(root, "totals"), note);
    if (e == ERR_OK)
        e = read_scales(r, json_object_get(root, "scales"), note);
    if (e == ERR_OK)
        e = published_read_trustees(r, root, note);
    if (e == ERR_OK)
        e = published_read_groups(r, json_object_get(root, "groups"), note);
    return e;
}

enum err published_parse(const uint8_t *bytes, size_t len,
                         struct published_release **out_release,
                         struct err_note *note)
{
    json_t *root = NULL;
    if (len > PUBLISHED_MAX_BYTES)
        return err_say(note, ERR_RANGE, "release: over %zu bytes",
                       PUBLISHED_MAX_BYTES);
    enum err e = wave_json_parse("release", bytes, len, &root, note);
    if (e != ERR_OK)
        return e;
    struct published_release *r = calloc(1, sizeof *r);
    if (r == NULL || published_room(r, 0, 1) == NULL) {
        json_decref(root);
        published_free(r);
        return ERR_MEMORY;
    }
    r->memory->root = root; /* freed with the release from here on */
    uint8_t hash[SHA256_BYTES];
    crypto_hash_sha256(hash, bytes, len);
    encode_hex(hash, sizeof hash, r->sha256);
    e = check_canonical(root, bytes, len, note);
    if (e == ERR_OK)
        e = read_release(r, root, note);
    if (e != ERR_OK) {
        published_free(r);
        return e == ERR_RANGE ? ERR_FORMAT : e;
    }
    *out_release = r;
    return ERR_OK;
}
