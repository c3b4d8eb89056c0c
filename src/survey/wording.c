#include "survey/wording.h"

#include "survey/reader.h"

static const char *const wording_keys[] = {"format", "survey", "texts", NULL};

/* A text that a wording can fill, in the struct and in the file. */
struct target {
    const struct survey_text *text;
    size_t question; /* or SURVEY_NONE: */
    size_t options;
    size_t option;
};

static void name(const struct survey *s, const struct target *t, char *out,
                 size_t size)
{
    if (t->question != SURVEY_NONE)
        (void)snprintf(out, size, "%s", s->questions[t->question].id);
    else
        (void)snprintf(out, size, "%s/%zu", s->options[t->options].id,
                       t->option + 1);
}

/* The n-th target: labels of all options, then questions; false behind. */
static bool target_at(const struct survey *s, size_t n, struct target *out)
{
    for (size_t i = 0; i < s->options_count; i++) {
        const struct survey_options *set = &s->options[i];
        if (n < set->count) {
            *out = (struct target){&set->list[n].label, SURVEY_NONE, i, n};
            return true;
        }
        n -= set->count;
    }
    if (n >= s->question_count)
        return false;
    *out = (struct target){&s->questions[n].text, n, 0, 0};
    return true;
}

static bool target_find(const struct survey *s, const char *key,
                        struct target *out)
{
    struct target t;
    char mine[sizeof((struct survey_missing *)0)->key];
    for (size_t n = 0; target_at(s, n, &t); n++) {
        name(s, &t, mine, sizeof mine);
        if (strcmp(mine, key) == 0) {
            *out = t;
            return true;
        }
    }
    return false;
}

size_t survey_missing_wording(const struct survey *s,
                              struct survey_missing *out, size_t max)
{
    struct target t;
    size_t count = 0;
    for (size_t n = 0; target_at(s, n, &t); n++)
        for (size_t l = 0; l < s->language_count; l++) {
            if (t.text->in[l] != NULL)
                continue;
            if (count < max) {
                name(s, &t, out[count].key, sizeof out[count].key);
                out[count].language = s->languages[l];
            }
            count++;
        }
    return count;
}

/* The object of the file that holds the target's text. */
static json_t *holder(const struct survey *s, json_t *file,
                      const struct target *t)
{
    if (t->question == SURVEY_NONE)
        return json_array_get(json_object_get(json_object_get(file, "options"),
                                              s->options[t->options].id),
                              t->option);
    const size_t section = s->questions[t->question].section;
    return json_array_get(
        json_object_get(
            json_array_get(json_object_get(file, "sections"), section),
            "questions"),
        t->question - s->sections[section].first);
}

static bool put(const struct survey *s, json_t *file, const struct target *t,
                size_t language, const char *words)
{
    json_t *in = holder(s, file, t);
    const char *key = t->question == SURVEY_NONE ? "label" : "text";
    json_t *text = json_object_get(in, key);
    if (text == NULL) {
        text = json_object();
        if (json_object_set_new(in, key, text) != 0)
            return false;
    }
    return json_object_set_new(text, s->languages[language],
                               json_string(words)) == 0;
}

struct filling {
    struct survey_reader *r;
    const struct survey *s;
    json_t *file;
    bool *filled; /* target number * languages + language */
};

static size_t target_number(const struct survey *s, const struct target *t)
{
    size_t n = t->question == SURVEY_NONE ? t->option : t->question;
    const size_t sets =
        t->question == SURVEY_NONE ? t->options : s->options_count;
    for (size_t i = 0; i < sets; i++)
        n += s->options[i].count;
    return n;
}

static void fill_one(struct filling *f, struct survey_place at)
{
    struct target t;
    struct survey_text text = {{NULL}};
    size_t missing = 0; /* the rest may come from the survey itself */
    const char *key = survey_place_key(f->r, at);
    if (key == NULL)
        return;
    if (!target_find(f->s, key, &t)) {
        survey_report_key(f->r, at, "the survey has no text \"%.100s\"", key);
        return;
    }
    survey_read_text(f->r, at, &text, &missing);
    for (size_t l = 0; l < f->s->language_count; l++) {
        if (text.in[l] == NULL)
            continue;
        if (t.text->in[l] != NULL)
            survey_report_key(f->r, at,
                              "the survey has its own \"%.100s\" in \"%s\"",
                              key, f->s->languages[l]);
        else if (put(f->s, f->file, &t, l, text.in[l]))
            f->filled[target_number(f->s, &t) * SURVEY_LANGUAGES_MAX + l] =
                true;
        else
            f->r->no_memory = true;
    }
}

static void report_unfilled(struct filling *f, struct survey_place texts)
{
    struct target t;
    char key[sizeof((struct survey_missing *)0)->key];
    for (size_t n = 0; target_at(f->s, n, &t); n++)
        for (size_t l = 0; l < f->s->language_count; l++) {
            if (t.text->in[l] != NULL ||
                f->filled[n * SURVEY_LANGUAGES_MAX + l])
                continue;
            name(f->s, &t, key, sizeof key);
            survey_report(f->r, texts, "no text for \"%s\" in \"%s\"", key,
                          f->s->languages[l]);
        }
}

static void fill(struct filling *f, struct survey_place root)
{
    static const char *const formats[] = {"chorus-wording-v1", NULL};
    struct survey_place at;
    struct survey_place texts;
    size_t format = 0;
    size_t index = 0;
    if (!survey_read_object(f->r, root, "a wording", wording_keys))
        return;
    if (survey_member_needed(f->r, root, "format", &at))
        (void)survey_read_name(f->r, at, formats, &format);
    const char *id = survey_read_member(f->r, root, "survey", true);
    if (id != NULL && strcmp(id, f->s->id) != 0 &&
        survey_member(f->r, root, "survey", &at))
        survey_report(f->r, at, "a wording of \"%.64s\", the survey is \"%s\"",
                      id, f->s->id);
    if (!survey_member_needed(f->r, root, "texts", &texts) ||
        !survey_read_object(f->r, texts, "texts", NULL))
        return;
    for (bool more = survey_place_first(f->r, texts, &at); more;
         more = survey_place_next(f->r, texts, &at, &index))
        fill_one(f, at);
    report_unfilled(f, texts);
}

static size_t target_count(const struct survey *s)
{
    size_t n = s->question_count;
    for (size_t i = 0; i < s->options_count; i++)
        n += s->options[i].count;
    return n;
}

/* Reads the wording and puts its words into FILE. */
static enum err fill_file(const struct survey *s, json_t *file,
                          const uint8_t *wording, size_t wording_len,
                          struct survey_problems *out_problems)
{
    struct survey_block *memory = NULL;
    struct survey_reader r;
    struct survey_place root;
    enum err err = survey_reader_open(&r, wording, wording_len, out_problems,
                                      &memory, &root);
    if (err == ERR_OK) {
        r.languages = s->languages;
        r.language_count = s->language_count;
        struct filling f = {&r, s, file, NULL};
        f.filled = survey_reader_new(&r, target_count(s), SURVEY_LANGUAGES_MAX);
        if (f.filled != NULL)
            fill(&f, root);
    }
    const enum err closed = survey_reader_close(&r);
    survey_memory_free(&memory);
    return err == ERR_OK ? closed : err;
}

static enum err dump(const json_t *file, uint8_t **out_bytes, size_t *out_len)
{
    /* 15 digits give back every number of three decimals as it was written. */
    char *text = json_dumps(file, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    if (text == NULL)
        return ERR_MEMORY;
    *out_len = strlen(text);
    *out_bytes = (uint8_t *)text;
    return ERR_OK;
}

enum err survey_apply_wording(const uint8_t *bytes, size_t len,
                              const uint8_t *wording, size_t wording_len,
                              uint8_t **out_bytes, size_t *out_len,
                              struct survey_problems *out_problems)
{
    struct survey *s = NULL;
    json_t *file = NULL;
    enum err err = survey_parse(bytes, len, &s, out_problems);
    if (err != ERR_OK)
        goto out;
    file = json_loadb((const char *)bytes, len, 0, NULL);
    err = file == NULL ? ERR_MEMORY
                       : fill_file(s, file, wording, wording_len, out_problems);
    if (err == ERR_OK)
        err = dump(file, out_bytes, out_len);
out:
    json_decref(file);
    survey_free(s);
    return err;
}
