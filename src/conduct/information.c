#include "conduct/information.h"

#include "survey/information.h"

#include <jansson.h>

#define SHEET_MAX (256u << 10)
#define FORMAT    "chorus-information-v1"
#define LANGUAGE  "en"

/* Where a field is: in the sheet itself, or in an object of it. */
static const struct {
    const char *object; /* NULL: the sheet */
    const char *name;
    bool translated;
    const char *words; /* for a person */
} places[CONDUCT_SHEET_FIELDS] = {
    [CONDUCT_SHEET_PURPOSE] = {NULL, "purpose", true, "the purpose"},
    [CONDUCT_SHEET_VOLUNTARY] = {NULL, "voluntary", true,
                                 "that answering is voluntary"},
    [CONDUCT_SHEET_WHO_SEES] = {NULL, "who_sees", true, "who sees what"},
    [CONDUCT_SHEET_RESULTS] = {NULL, "results", true,
                               "when and where results come"},
    [CONDUCT_SHEET_RESPONSIBLE] = {NULL, "responsible", true,
                                   "who is responsible"},
    [CONDUCT_SHEET_CONTACT] = {"contact", "name", true, "whom to ask"},
    [CONDUCT_SHEET_EMAIL] = {"contact", "email", false, "the e-mail address"},
    [CONDUCT_SHEET_PHONE] = {"contact", "phone", false, "the phone number"},
    [CONDUCT_SHEET_KIND] = {"review", "kind", false, "the kind of review"},
    [CONDUCT_SHEET_NUMBER] = {"review", "number", false,
                              "the number of the review"},
};

static enum err load(const struct conduct_folder *folder, json_t **out_sheet,
                     struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    enum err e = file_join(folder->dir.s, "information.json", &path);
    if (e == ERR_OK)
        e = file_read(path.s, SHEET_MAX, &bytes, note);
    if (e != ERR_OK)
        return e;
    json_t *sheet = json_loadb((const char *)bytes.data, bytes.len,
                               JSON_REJECT_DUPLICATES, NULL);
    buf_free(&bytes);
    const char *format = json_string_value(json_object_get(sheet, "format"));
    if (format == NULL || strcmp(format, FORMAT) != 0) {
        json_decref(sheet);
        return err_say(note, ERR_FORMAT, "%s: is no information sheet", path.s);
    }
    *out_sheet = sheet;
    return ERR_OK;
}

static const char *text_of(const json_t *sheet, size_t field)
{
    const json_t *in = places[field].object == NULL
                           ? sheet
                           : json_object_get(sheet, places[field].object);
    const json_t *value = json_object_get(in, places[field].name);
    if (places[field].translated)
        value = json_object_get(value, LANGUAGE);
    return json_string_value(value);
}

enum err conduct_sheet_read(const struct conduct_folder *folder,
                            struct conduct_sheet *out_sheet,
                            struct err_note *note)
{
    struct conduct_sheet sheet = {{NULL}};
    json_t *json = NULL;
    enum err e = load(folder, &json, note);
    for (size_t i = 0; e == ERR_OK && i < CONDUCT_SHEET_FIELDS; i++) {
        const char *text = text_of(json, i);
        if (text == NULL)
            continue;
        sheet.texts[i] = strdup(text);
        if (sheet.texts[i] == NULL)
            e = ERR_MEMORY;
    }
    json_decref(json);
    if (e != ERR_OK) {
        conduct_sheet_free(&sheet);
        return e;
    }
    *out_sheet = sheet;
    return ERR_OK;
}

void conduct_sheet_free(struct conduct_sheet *sheet)
{
    for (size_t i = 0; i < CONDUCT_SHEET_FIELDS; i++)
        free(sheet->texts[i]);
    *sheet = (struct conduct_sheet){{NULL}};
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\n")] == '\0';
}

static enum err check(const char *const texts[CONDUCT_SHEET_FIELDS],
                      struct err_note *note)
{
    static const char *const kinds[] = {"quality_improvement", "irb_approved",
                                        "irb_exempt"};
    const char *email = texts[CONDUCT_SHEET_EMAIL];
    bool known = false;
    for (size_t i = 0; i < CONDUCT_SHEET_FIELDS; i++)
        if (is_blank(texts[i]) && i != CONDUCT_SHEET_EMAIL &&
            i != CONDUCT_SHEET_PHONE)
            return err_say(note, ERR_RANGE, "the sheet does not say %s",
                           places[i].words);
    if (is_blank(email) && is_blank(texts[CONDUCT_SHEET_PHONE]))
        return err_say(note, ERR_RANGE,
                       "the sheet needs an e-mail address or a phone number "
                       "to ask");
    const char *at = strchr(email, '@');
    if (!is_blank(email) && (at == NULL || at == email || at[1] == '\0' ||
                             strpbrk(email, " \t\n") != NULL))
        return err_say(note, ERR_FORMAT,
                       "the e-mail address of the sheet is none");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        known = known || strcmp(texts[CONDUCT_SHEET_KIND], kinds[i]) == 0;
    if (!known)
        return err_say(note, ERR_FORMAT, "that is no kind of review");
    return ERR_OK;
}

/* The object NAME in IN, made when it is not there; IN's own. */
static json_t *object_in(json_t *in, const char *name)
{
    json_t *object = json_object_get(in, name);
    if (json_is_object(object))
        return object;
    if (json_object_set_new(in, name, json_object()) != 0)
        return NULL;
    return json_object_get(in, name);
}

static bool put(json_t *sheet, size_t field, const char *text)
{
    json_t *in = sheet;
    const char *name = places[field].name;
    if (places[field].object != NULL)
        in = object_in(sheet, places[field].object);
    if (is_blank(text)) {
        (void)json_object_del(in, name);
        return in != NULL;
    }
    if (places[field].translated) {
        in = object_in(in, name);
        name = LANGUAGE;
    }
    return in != NULL && json_object_set_new(in, name, json_string(text)) == 0;
}

/* Those that the file has, and ours. */
static bool put_languages(json_t *sheet)
{
    size_t i;
    json_t *one;
    json_t *languages = json_object_get(sheet, "languages");
    if (!json_is_array(languages))
        return json_object_set_new(sheet, "languages",
                                   json_pack("[s]", LANGUAGE)) == 0;
    json_array_foreach (languages, i, one) {
        const char *name = json_string_value(one);
        if (name != NULL && strcmp(name, LANGUAGE) == 0)
            return true;
    }
    return json_array_append_new(languages, json_string(LANGUAGE)) == 0;
}

/* As everybody who reads it will. */
static enum err check_whole(const char *text, struct err_note *note)
{
    struct survey_information *info = NULL;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : survey_information_parse((const uint8_t *)text,
                                                strlen(text), &info, problems);
    if (e == ERR_FORMAT)
        e = err_say(note, e, "the sheet: %s", problems->list[0].text);
    survey_information_free(info);
    free(problems);
    return e;
}

static enum err save(const struct conduct_folder *folder, const json_t *sheet,
                     struct err_note *note)
{
    struct file_path path;
    enum err e = file_join(folder->dir.s, "information.json", &path);
    char *text = e == ERR_OK ? json_dumps(sheet, JSON_INDENT(2)) : NULL;
    if (e == ERR_OK && text == NULL)
        e = ERR_MEMORY;
    if (e == ERR_OK)
        e = check_whole(text, note);
    if (e == ERR_OK)
        e = file_write(path.s, text, strlen(text), 0644, note);
    free(text);
    return e;
}

enum err conduct_sheet_write(const struct conduct_folder *folder,
                             const char *const texts[CONDUCT_SHEET_FIELDS],
                             struct err_note *note)
{
    json_t *sheet = NULL;
    enum err e = check(texts, note);
    if (e != ERR_OK)
        return e;
    e = load(folder, &sheet, note);
    if (e == ERR_NOT_FOUND) {
        sheet = json_pack("{s:s}", "format", FORMAT);
        e = sheet == NULL ? ERR_MEMORY : ERR_OK;
    }
    bool good = e == ERR_OK && put_languages(sheet);
    for (size_t i = 0; good && i < CONDUCT_SHEET_FIELDS; i++)
        good = put(sheet, i, texts[i]);
    if (e == ERR_OK && !good)
        e = ERR_MEMORY;
    if (e == ERR_OK)
        e = save(folder, sheet, note);
    json_decref(sheet);
    return e;
}
