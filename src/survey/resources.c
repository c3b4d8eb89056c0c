#include "survey/resources.h"

#include "base/datetime.h"
#include "survey/reader.h"

static const char *const file_keys[] = {"format", "languages", "intro",
                                        "resources", NULL};
static const char *const resource_keys[] = {
    "id",    "kind", "name", "audience",      "hours",  "who_learns",
    "phone", "sms",  "url",  "last_verified", "source", NULL};
static const char *const kinds[] = {"crisis", "emergency", "counselling",
                                    "peer",   "reporting", "practical",
                                    NULL};

/* A number that a telephone link can hold: digits, and what people put between.
 */
static const char *read_number(struct survey_reader *r, struct survey_place in,
                               const char *key)
{
    struct survey_place at;
    if (!survey_member(r, in, key, &at))
        return NULL;
    const char *number = survey_read_string(r, at);
    if (number == NULL)
        return NULL;
    const size_t len = strlen(number);
    if (len > 32 || strspn(number, "0123456789+-() ") != len ||
        strpbrk(number, "0123456789") == NULL) {
        survey_report(r, at,
                      "a number is digits, \"+\", \"-\", brackets and "
                      "blanks");
        return NULL;
    }
    return number;
}

static const char *read_url(struct survey_reader *r, struct survey_place in)
{
    struct survey_place at;
    if (!survey_member(r, in, "url", &at))
        return NULL;
    const char *url = survey_read_string(r, at);
    if (url == NULL)
        return NULL;
    if (strncmp(url, "https://", 8) != 0 || url[8] == 0 ||
        strpbrk(url, " \t\r\n\"'<>\\") != NULL) {
        survey_report(r, at,
                      "an address begins with https:// and has no blanks");
        return NULL;
    }
    return url;
}

/* A day of the calendar, as YYYY-MM-DD. */
static bool is_date(const char *text)
{
    char moment[32];
    int64_t sec = 0;
    if (strlen(text) != 10)
        return false;
    (void)snprintf(moment, sizeof moment, "%sT00:00:00Z", text);
    return datetime_parse(moment, &sec) == ERR_OK;
}

static void read_resource(struct survey_reader *r, struct survey_place in,
                          struct survey_resources *all)
{
    struct survey_resource *one = &all->list[all->count];
    struct survey_place at;
    size_t kind = SURVEY_RESOURCE_PRACTICAL;
    if (!survey_read_object(r, in, "a resource", resource_keys))
        return;
    one->id = survey_read_id(r, in);
    for (size_t i = 0; one->id != NULL && i < all->count; i++)
        if (all->list[i].id != NULL && strcmp(all->list[i].id, one->id) == 0 &&
            survey_member(r, in, "id", &at))
            survey_report(r, at, "duplicate resource id \"%s\"", one->id);
    if (survey_member_needed(r, in, "kind", &at))
        (void)survey_read_name(r, at, kinds, &kind);
    one->kind = (enum survey_resource_kind)kind;
    survey_read_text_member(r, in, "name", true, &one->name, NULL);
    survey_read_text_member(r, in, "audience", true, &one->audience, NULL);
    survey_read_text_member(r, in, "hours", true, &one->hours, NULL);
    survey_read_text_member(r, in, "who_learns", true, &one->who_learns, NULL);
    one->phone = read_number(r, in, "phone");
    one->sms = read_number(r, in, "sms");
    one->url = read_url(r, in);
    if (!survey_member(r, in, "phone", &at) &&
        !survey_member(r, in, "sms", &at) && !survey_member(r, in, "url", &at))
        survey_report(r, in, "no way to reach it: phone, sms or url is needed");
    one->source = survey_read_member(r, in, "source", false);
    one->last_verified = survey_read_member(r, in, "last_verified", false);
    if (one->last_verified != NULL && !is_date(one->last_verified) &&
        survey_member(r, in, "last_verified", &at))
        survey_report(r, at, "a date is YYYY-MM-DD");
}

static void read_list(struct survey_reader *r, struct survey_place in,
                      struct survey_resources *all)
{
    struct survey_place at;
    size_t index = 0;
    bool crisis = false;
    if (!survey_read_array(r, in, "resources", 1, 100))
        return;
    all->list =
        survey_reader_new(r, survey_place_count(r, in), sizeof *all->list);
    if (all->list == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        read_resource(r, at, all);
        crisis = crisis || all->list[all->count].kind == SURVEY_RESOURCE_CRISIS;
        all->count++;
    }
    if (!crisis)
        survey_report(r, in, "no crisis line among the resources");
}

static void read_all(struct survey_reader *r, struct survey_place root,
                     struct survey_resources *all)
{
    static const char *const formats[] = {"chorus-resources-v1", NULL};
    struct survey_place at;
    size_t format = 0;
    if (!survey_read_object(r, root, "a resources file", file_keys))
        return;
    if (survey_member_needed(r, root, "format", &at))
        (void)survey_read_name(r, at, formats, &format);
    survey_read_languages(r, root, all->languages, &all->language_count);
    survey_read_text_member(r, root, "intro", false, &all->intro, NULL);
    if (survey_member_needed(r, root, "resources", &at))
        read_list(r, at, all);
}

enum err survey_resources_parse(const uint8_t *bytes, size_t len,
                                struct survey_resources **out_resources,
                                struct survey_problems *out_problems)
{
    struct survey_block *memory = NULL;
    struct survey_reader r;
    struct survey_place root;
    struct survey_resources *all = NULL;
    enum err err =
        survey_reader_open(&r, bytes, len, out_problems, &memory, &root);
    if (err == ERR_OK) {
        all = survey_reader_new(&r, 1, sizeof *all);
        if (all != NULL)
            read_all(&r, root, all);
    }
    const enum err closed = survey_reader_close(&r);
    err = err == ERR_OK ? closed : err;
    if (err != ERR_OK || all == NULL) {
        survey_memory_free(&memory);
        return err;
    }
    all->memory = memory;
    *out_resources = all;
    return ERR_OK;
}

void survey_resources_free(struct survey_resources *r)
{
    if (r == NULL)
        return;
    struct survey_block *memory = r->memory;
    survey_memory_free(&memory);
}

const char *survey_resources_text_in(const struct survey_resources *r,
                                     const struct survey_text *text,
                                     const char *language)
{
    return survey_text_pick(r->languages, r->language_count, text, language);
}

const char *survey_resource_kind_name(enum survey_resource_kind kind)
{
    return kinds[kind];
}
