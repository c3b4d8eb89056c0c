#include "survey/crosswalk.h"

#include "base/encode.h"
#include "survey/reader.h"

#define FRAMEWORKS_MAX   20
#define REQUIREMENTS_MAX 50

static const char *const file_keys[] = {"format",     "languages", "note",
                                        "frameworks", "areas",     NULL};
static const char *const framework_keys[] = {"id", "name", NULL};
static const char *const area_keys[] = {"area", "requirements", NULL};
static const char *const requirement_keys[] = {"framework", "label", "title",
                                               NULL};
static void read_framework(struct survey_reader *r, struct survey_place in,
                           struct survey_crosswalk *all)
{
    struct survey_framework *one = &all->frameworks[all->framework_count];
    struct survey_place at;
    if (!survey_read_object(r, in, "a framework", framework_keys))
        return;
    one->id = survey_read_id(r, in);
    for (size_t i = 0; one->id != NULL && i < all->framework_count; i++)
        if (all->frameworks[i].id != NULL &&
            strcmp(all->frameworks[i].id, one->id) == 0 &&
            survey_member(r, in, "id", &at))
            survey_report(r, at, "duplicate framework id \"%s\"", one->id);
    survey_read_text_member(r, in, "name", true, &one->name, NULL);
}

static void read_frameworks(struct survey_reader *r, struct survey_place in,
                            struct survey_crosswalk *all)
{
    struct survey_place at;
    size_t index = 0;
    if (!survey_read_array(r, in, "frameworks", 1, FRAMEWORKS_MAX))
        return;
    all->frameworks = survey_reader_new(r, survey_place_count(r, in),
                                        sizeof *all->frameworks);
    if (all->frameworks == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        read_framework(r, at, all);
        all->framework_count++;
    }
}

/* A label stands in tables, on paper and in terminals. */
static bool is_line(const char *text)
{
    return strchr(text, '\n') == NULL &&
           encode_is_lines((const uint8_t *)text, strlen(text));
}

static void read_requirement(struct survey_reader *r, struct survey_place in,
                             const struct survey_crosswalk *all,
                             struct survey_requirement *one)
{
    struct survey_place at;
    if (!survey_read_object(r, in, "a requirement", requirement_keys))
        return;
    const char *framework = survey_read_member(r, in, "framework", true);
    while (framework != NULL && one->framework < all->framework_count &&
           (all->frameworks[one->framework].id == NULL ||
            strcmp(all->frameworks[one->framework].id, framework) != 0))
        one->framework++;
    if (framework != NULL && one->framework == all->framework_count &&
        survey_member(r, in, "framework", &at))
        survey_report(r, at, "no framework \"%.64s\"", framework);
    one->label = survey_read_member(r, in, "label", true);
    if (one->label != NULL && !is_line(one->label) &&
        survey_member(r, in, "label", &at))
        survey_report(r, at, "a label is one line without control characters");
    survey_read_text_member(r, in, "title", true, &one->title, NULL);
}

static void read_requirements(struct survey_reader *r, struct survey_place in,
                              const struct survey_crosswalk *all,
                              struct survey_crosswalk_area *area)
{
    struct survey_place at;
    size_t index = 0;
    if (!survey_read_array(r, in, "requirements", 1, REQUIREMENTS_MAX))
        return;
    area->list =
        survey_reader_new(r, survey_place_count(r, in), sizeof *area->list);
    if (area->list == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index))
        read_requirement(r, at, all, &area->list[area->count++]);
}

static void read_area(struct survey_reader *r, struct survey_place in,
                      struct survey_crosswalk *all)
{
    struct survey_crosswalk_area *one = &all->areas[all->area_count];
    struct survey_place at;
    size_t area = 0;
    if (!survey_read_object(r, in, "an area", area_keys))
        return;
    if (survey_member_needed(r, in, "area", &at) &&
        survey_read_name(r, at, survey_area_ids, &area))
        one->area = survey_area_ids[area];
    for (size_t i = 0; one->area != NULL && i < all->area_count; i++)
        if (all->areas[i].area == one->area)
            survey_report(r, at, "the area \"%s\" is there twice", one->area);
    if (survey_member_needed(r, in, "requirements", &at))
        read_requirements(r, at, all, one);
}

static void read_areas(struct survey_reader *r, struct survey_place in,
                       struct survey_crosswalk *all)
{
    struct survey_place at;
    size_t index = 0;
    if (!survey_read_array(r, in, "areas", 1, SURVEY_AREA_IDS))
        return;
    all->areas =
        survey_reader_new(r, survey_place_count(r, in), sizeof *all->areas);
    if (all->areas == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        read_area(r, at, all);
        all->area_count++;
    }
}

static void read_all(struct survey_reader *r, struct survey_place root,
                     void *object)
{
    struct survey_crosswalk *all = object;
    static const char *const formats[] = {"chorus-crosswalk-v1", NULL};
    struct survey_place at;
    size_t format = 0;
    if (!survey_read_object(r, root, "a crosswalk", file_keys))
        return;
    if (survey_member_needed(r, root, "format", &at))
        (void)survey_read_name(r, at, formats, &format);
    survey_read_languages(r, root, all->languages, &all->language_count);
    survey_read_text_member(r, root, "note", false, &all->note, NULL);
    if (survey_member_needed(r, root, "frameworks", &at))
        read_frameworks(r, at, all);
    if (survey_member_needed(r, root, "areas", &at))
        read_areas(r, at, all);
}

enum err survey_crosswalk_parse(const uint8_t *bytes, size_t len,
                                struct survey_crosswalk **out_crosswalk,
                                struct survey_problems *out_problems)
{
    struct survey_block *memory = NULL;
    void *object = NULL;
    const enum err err =
        survey_reader_file(bytes, len, sizeof(struct survey_crosswalk),
                           read_all, &object, &memory, out_problems);
    if (err != ERR_OK)
        return err;
    struct survey_crosswalk *all = object;
    all->memory = memory;
    *out_crosswalk = all;
    return ERR_OK;
}

void survey_crosswalk_free(struct survey_crosswalk *c)
{
    if (c == NULL)
        return;
    struct survey_block *memory = c->memory;
    survey_memory_free(&memory);
}

const struct survey_crosswalk_area *survey_crosswalk_find(
    const struct survey_crosswalk *c, const char *area)
{
    for (size_t i = 0; i < c->area_count; i++)
        if (strcmp(c->areas[i].area, area) == 0)
            return &c->areas[i];
    return NULL;
}

const char *survey_crosswalk_text(const struct survey_crosswalk *c,
                                  const struct survey_text *text)
{
    return survey_text_pick(c->languages, c->language_count, text, "en");
}
