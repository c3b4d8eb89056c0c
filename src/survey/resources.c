#include "survey/resources.h"

#include "base/datetime.h"
#include "survey/reader.h"

static const char *const file_keys[] = {"format", "languages", "intro",
                                        "resources", NULL};
static const char *const resource_keys[] = {
    "id",    "kind",          "name",        "audience", "eligibility",
    "hours", "who_learns",    "phone",       "sms",      "url",
    "lead",  "last_verified", "verified_by", "source",   NULL};
static const char *const audiences[] = {"trainee", "program", NULL};
static const char *const kinds[] = {"crisis", "emergency", "counselling",
                                    "peer",   "reporting", "practical",
                                    NULL};

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

static void read_resource(struct survey_reader *r, struct survey_place in,
                          struct survey_resources *all)
{
    struct survey_resource *one = &all->list[all->count];
    struct survey_place at;
    size_t kind = SURVEY_RESOURCE_PRACTICAL;
    size_t audience = SURVEY_RESOURCE_TRAINEE;
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
    if (survey_member_needed(r, in, "audience", &at))
        (void)survey_read_name(r, at, audiences, &audience);
    one->audience = (enum survey_resource_audience)audience;
    survey_read_text_member(r, in, "eligibility", true, &one->eligibility,
                            NULL);
    survey_read_text_member(r, in, "hours", true, &one->hours, NULL);
    survey_read_text_member(r, in, "who_learns", true, &one->who_learns, NULL);
    one->phone = survey_read_phone(r, in, "phone");
    one->sms = survey_read_phone(r, in, "sms");
    one->url = read_url(r, in);
    if (!survey_member(r, in, "phone", &at) &&
        !survey_member(r, in, "sms", &at) && !survey_member(r, in, "url", &at))
        survey_report(r, in, "no way to reach it: phone, sms or url is needed");
    one->source = survey_read_member(r, in, "source", false);
    one->lead = survey_read_member(r, in, "lead", true);
    one->last_verified = survey_read_day(r, in, "last_verified");
    one->verified_by = survey_read_member(r, in, "verified_by", false);
    if (survey_member(r, in, "last_verified", &at) !=
        survey_member(r, in, "verified_by", &at))
        survey_report(r, in,
                      "\"last_verified\" and \"verified_by\" go "
                      "together: who called, and when");
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
        const struct survey_resource *one = &all->list[all->count];
        crisis = crisis || (one->kind == SURVEY_RESOURCE_CRISIS &&
                            one->audience == SURVEY_RESOURCE_TRAINEE &&
                            (one->phone != NULL || one->sms != NULL));
        all->count++;
    }
    if (!crisis)
        survey_report(r, in,
                      "no crisis line among the resources: one for trainees, "
                      "with a number to call or to text, is needed");
}

static void read_all(struct survey_reader *r, struct survey_place root,
                     void *object)
{
    struct survey_resources *all = object;
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
    void *object = NULL;
    const enum err err =
        survey_reader_file(bytes, len, sizeof(struct survey_resources),
                           read_all, &object, &memory, out_problems);
    if (err != ERR_OK)
        return err;
    struct survey_resources *all = object;
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

bool survey_resource_is_stale(const struct survey_resource *resource,
                              int64_t now_sec)
{
    char moment[32];
    int64_t sec = 0;
    if (resource->last_verified == NULL)
        return true;
    (void)snprintf(moment, sizeof moment, "%sT00:00:00Z",
                   resource->last_verified);
    return datetime_parse(moment, &sec) != ERR_OK ||
           now_sec - sec > (int64_t)SURVEY_RESOURCE_STALE_DAYS * 86400;
}
