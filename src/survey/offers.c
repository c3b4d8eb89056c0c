#include "survey/offers.h"

#include "survey/reader.h"

static const char *const file_keys[] = {"format", "languages", "offers", NULL};
static const char *const offer_keys[] = {"id", "name", "about", "contact",
                                         NULL};

static void read_offer(struct survey_reader *r, struct survey_place in,
                       struct survey_offers *all)
{
    struct survey_offer *one = &all->list[all->count];
    struct survey_place at;
    if (!survey_read_object(r, in, "an offer", offer_keys))
        return;
    one->id = survey_read_id(r, in);
    for (size_t i = 0; one->id != NULL && i < all->count; i++)
        if (all->list[i].id != NULL && strcmp(all->list[i].id, one->id) == 0 &&
            survey_member(r, in, "id", &at))
            survey_report(r, at, "duplicate offer id \"%s\"", one->id);
    survey_read_text_member(r, in, "name", true, &one->name, NULL);
    survey_read_text_member(r, in, "about", true, &one->about, NULL);
    one->contact = survey_read_member(r, in, "contact", false);
}

static void read_list(struct survey_reader *r, struct survey_place in,
                      struct survey_offers *all)
{
    struct survey_place at;
    size_t index = 0;
    if (!survey_read_array(r, in, "offers", 1, 100))
        return;
    size_t count = survey_place_count(r, in);
    all->list = survey_reader_new(r, count, sizeof *all->list);
    all->ids = survey_reader_new(r, count + 1, sizeof *all->ids);
    if (all->list == NULL || all->ids == NULL)
        return;
    for (bool more = survey_place_first(r, in, &at); more;
         more = survey_place_next(r, in, &at, &index)) {
        read_offer(r, at, all);
        all->ids[all->count] = all->list[all->count].id;
        all->count++;
    }
}

static void read_all(struct survey_reader *r, struct survey_place root,
                     void *object)
{
    struct survey_offers *all = object;
    static const char *const formats[] = {"chorus-offers-v1", NULL};
    struct survey_place at;
    size_t format = 0;
    if (!survey_read_object(r, root, "a file of offers", file_keys))
        return;
    if (survey_member_needed(r, root, "format", &at))
        (void)survey_read_name(r, at, formats, &format);
    survey_read_languages(r, root, all->languages, &all->language_count);
    if (survey_member_needed(r, root, "offers", &at))
        read_list(r, at, all);
}

enum err survey_offers_parse(const uint8_t *bytes, size_t len,
                             struct survey_offers **out_offers,
                             struct survey_problems *out_problems)
{
    struct survey_block *memory = NULL;
    void *object = NULL;
    const enum err err =
        survey_reader_file(bytes, len, sizeof(struct survey_offers), read_all,
                           &object, &memory, out_problems);
    if (err != ERR_OK)
        return err;
    struct survey_offers *all = object;
    all->memory = memory;
    *out_offers = all;
    return ERR_OK;
}

void survey_offers_free(struct survey_offers *o)
{
    if (o == NULL)
        return;
    struct survey_block *memory = o->memory;
    survey_memory_free(&memory);
}

const char *survey_offers_name(const struct survey_offers *o, const char *id)
{
    for (size_t i = 0; i < o->count; i++)
        if (strcmp(o->list[i].id, id) == 0)
            return survey_text_pick(o->languages, o->language_count,
                                    &o->list[i].name, "en");
    return id;
}

const char *survey_offers_about(const struct survey_offers *o, const char *id)
{
    for (size_t i = 0; i < o->count; i++)
        if (strcmp(o->list[i].id, id) == 0)
            return survey_text_pick(o->languages, o->language_count,
                                    &o->list[i].about, "en");
    return "";
}
