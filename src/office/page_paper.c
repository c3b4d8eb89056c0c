/* /wave/{}/paper: the texts that are the same for everybody, the poster, and
 * the letters, to take away. */
#include "office/pages.h"

#include "conduct/campaign.h"

#define NAME_MAX_BYTES 100

/* --- languages ------------------------------------------------------------ */

/* What a language calls itself: templates/CODE/language.txt; its code where
 * there is none. */
static void name_of(const struct conduct_outreach *out, const char *code,
                    char *out_name, size_t size)
{
    struct file_path path;
    struct buf text = BUF_INIT;
    int n = snprintf(path.s, sizeof path.s, "%s/%s/language.txt",
                     out->templates.s, code);
    (void)snprintf(out_name, size, "%s",
                   strcmp(code, "en") == 0 ? "English" : code);
    if (n > 0 && (size_t)n < sizeof path.s && file_exists(path.s) &&
        file_read(path.s, NAME_MAX_BYTES, &text, NULL) == ERR_OK)
        (void)snprintf(out_name, size, "%.*s",
                       (int)strcspn(buf_text(&text), "\r\n"), buf_text(&text));
    buf_free(&text);
}

struct languages {
    struct render_dict *page;
    const struct conduct_outreach *out;
};

static enum err put_language(void *context, const char *code)
{
    const struct languages *l = context;
    char name[NAME_MAX_BYTES + 1];
    struct render_dict *row = render_add(l->page, "LANGUAGE");
    name_of(l->out, code, name, sizeof name);
    render_put_text(row, "CODE_OF", code);
    render_put_text(row, "NAME_OF", name);
    if (strcmp(code, "en") == 0)
        (void)render_add(row, "IS_ENGLISH");
    return ERR_OK;
}

enum err office_put_languages(struct render_dict *page,
                              const struct conduct_outreach *out,
                              struct err_note *note)
{
    struct languages all = {page, out};
    return conduct_campaign_languages(out, put_language, &all, note);
}

struct wanted {
    const char *code;
    bool is_there;
};

static enum err look_for(void *context, const char *code)
{
    struct wanted *w = context;
    w->is_there = w->is_there || strcmp(w->code, code) == 0;
    return ERR_OK;
}

/* Out: CODE when there is such a language; "" is English. */
static enum err find_language(const struct conduct_outreach *out,
                              const char *code, const char **out_language,
                              struct err_note *note)
{
    struct wanted w = {code[0] == '\0' ? "en" : code, false};
    enum err e = conduct_campaign_languages(out, look_for, &w, note);
    if (e == ERR_OK && !w.is_there)
        e = err_say(note, ERR_NOT_FOUND, "no texts in the language %.35s",
                    code);
    if (e == ERR_OK)
        *out_language = w.code;
    return e;
}

/* --- files ---------------------------------------------------------------- */

/* Draws to a file of the office's own folder, which goes at once. */
static enum err draw(const struct conduct_outreach *out, bool poster,
                     const char *language, struct buf *out_pdf,
                     struct err_note *note)
{
    struct file_path path;
    size_t pages = 0;
    enum err e = file_join(out->folder.office.s, "drawing.pdf", &path);
    if (e == ERR_OK && poster)
        e = letters_poster(&out->facts, language, conduct_paper(&out->folder),
                           path.s, note);
    else if (e == ERR_OK)
        e = conduct_letters(out, NULL, NULL, path.s, &pages, note);
    if (e == ERR_OK)
        e = file_read(path.s, (size_t)256 << 20, out_pdf, note);
    enum err gone = file_destroy(path.s, e == ERR_OK ? note : NULL);
    return e == ERR_OK ? gone : e;
}

static enum err make(const struct conduct_outreach *out, const char *what,
                     const char *wanted, struct buf *out_bytes,
                     struct err_note *note)
{
    char language[CONDUCT_LANGUAGE_SIZE];
    if (strcmp(what, "poster") == 0 || strcmp(what, "letters") == 0)
        return draw(out, what[0] == 'p', wanted, out_bytes, note);
    if (strcmp(what, "announcement") == 0 || strcmp(what, "director") == 0 ||
        strcmp(what, "thanks") == 0)
        return conduct_campaign_text(out, what, wanted, out_bytes, language,
                                     note);
    return err_say(note, ERR_NOT_FOUND, "there is no such paper");
}

void office_people_paper(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_outreach out = CONDUCT_OUTREACH_INIT;
    struct err_note note = {""};
    struct buf bytes = BUF_INIT;
    char name[128];
    const char *language = "en";
    if (!office_form_is_ours(o, r))
        return;
    const char *what = http_request_field(r, "what");
    enum err e = office_outreach_open(o, r, &out, &note);
    if (e == ERR_OK)
        e = find_language(&out, http_request_field(r, "language"), &language,
                          &note);
    if (e == ERR_OK)
        e = make(&out, what, language, &bytes, &note);
    conduct_outreach_close(&out);
    if (e != ERR_OK) {
        office_people_show(o, r, NULL, "", e, &note);
        return;
    }
    bool pdf = bytes.len > 4 && memcmp(bytes.data, "%PDF", 4) == 0;
    /* A letter is in the language of its person. */
    bool of_all = strcmp(what, "letters") != 0;
    (void)snprintf(name, sizeof name, "%s-%s%s%s.%s", http_request_var(r, 0),
                   what, of_all ? "-" : "", of_all ? language : "",
                   pdf ? "pdf" : "txt");
    struct http_answer head = {.status = 200,
                               .type = pdf ? "application/pdf"
                                           : "text/plain; charset=utf-8",
                               .download_name = name};
    http_answer_bytes(r, &head, bytes.data, bytes.len);
    buf_wipe(&bytes);
}
