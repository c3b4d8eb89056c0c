#include "survey/information.h"

#include "survey/reader.h"

static const char *const file_keys[] = {
    "format",  "languages",   "purpose", "voluntary", "who_sees",
    "results", "responsible", "contact", "review",    NULL};
static const char *const contact_keys[] = {"name", "email", "phone", NULL};
static const char *const review_keys[] = {"kind", "number", NULL};
static const char *const reviews[] = {"quality_improvement", "irb_approved",
                                      "irb_exempt", NULL};

/* What a mail program can take: one "@", a dot after it, nothing that ends or
 * splits an address. */
static bool is_email(const char *text)
{
    const char *at = strchr(text, '@');
    return at != NULL && at != text && strchr(at + 1, '@') == NULL &&
           strchr(at, '.') != NULL && at[1] != '.' &&
           text[strlen(text) - 1] != '.' &&
           strpbrk(text, " \t\r\n\"'<>\\,;:?&%") == NULL;
}

static void read_contact(struct survey_reader *r, struct survey_place in,
                         struct survey_information *info)
{
    struct survey_place at;
    if (!survey_read_object(r, in, "a contact", contact_keys))
        return;
    survey_read_text_member(r, in, "name", true, &info->contact, NULL);
    info->phone = survey_read_phone(r, in, "phone");
    info->email = survey_read_member(r, in, "email", false);
    if (info->email != NULL && !is_email(info->email) &&
        survey_member(r, in, "email", &at))
        survey_report(r, at, "this is no mail address");
    if (!survey_member(r, in, "email", &at) &&
        !survey_member(r, in, "phone", &at))
        survey_report(r, in, "no way to ask: email or phone is needed");
}

static void read_review(struct survey_reader *r, struct survey_place in,
                        struct survey_information *info)
{
    struct survey_place at;
    size_t kind = SURVEY_REVIEW_QUALITY;
    if (!survey_read_object(r, in, "a review", review_keys))
        return;
    if (survey_member_needed(r, in, "kind", &at))
        (void)survey_read_name(r, at, reviews, &kind);
    info->review = (enum survey_review)kind;
    info->review_number = survey_read_member(r, in, "number", true);
}

static void read_all(struct survey_reader *r, struct survey_place root,
                     void *object)
{
    struct survey_information *info = object;
    static const char *const formats[] = {"chorus-information-v1", NULL};
    struct survey_place at;
    size_t format = 0;
    if (!survey_read_object(r, root, "an information sheet", file_keys))
        return;
    if (survey_member_needed(r, root, "format", &at))
        (void)survey_read_name(r, at, formats, &format);
    survey_read_languages(r, root, info->languages, &info->language_count);
    survey_read_text_member(r, root, "purpose", true, &info->purpose, NULL);
    survey_read_text_member(r, root, "voluntary", true, &info->voluntary, NULL);
    survey_read_text_member(r, root, "who_sees", true, &info->who_sees, NULL);
    survey_read_text_member(r, root, "results", true, &info->results, NULL);
    survey_read_text_member(r, root, "responsible", true, &info->responsible,
                            NULL);
    if (survey_member_needed(r, root, "contact", &at))
        read_contact(r, at, info);
    if (survey_member_needed(r, root, "review", &at))
        read_review(r, at, info);
}

enum err survey_information_parse(const uint8_t *bytes, size_t len,
                                  struct survey_information **out_information,
                                  struct survey_problems *out_problems)
{
    struct survey_block *memory = NULL;
    void *object = NULL;
    const enum err err =
        survey_reader_file(bytes, len, sizeof(struct survey_information),
                           read_all, &object, &memory, out_problems);
    if (err != ERR_OK)
        return err;
    struct survey_information *info = object;
    info->memory = memory;
    *out_information = info;
    return ERR_OK;
}

void survey_information_free(struct survey_information *information)
{
    if (information == NULL)
        return;
    struct survey_block *memory = information->memory;
    survey_memory_free(&memory);
}

const char *survey_information_text_in(const struct survey_information *info,
                                       const struct survey_text *text,
                                       const char *language)
{
    return survey_text_pick(info->languages, info->language_count, text,
                            language);
}
