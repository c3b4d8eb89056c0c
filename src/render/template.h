/*
 * Pages and charts from templates: the only way that markup leaves Chorus.
 * ctemplate does the escaping; this shim makes its silent failures loud: all
 * templates are read at the start, each must name its escaping context, each
 * that is used is parsed there, each marker must be a declared field, and no
 * exception crosses into C.
 *
 * Knows templates and strings. Must never know what a page is about.
 */
#ifndef CHORUS_RENDER_TEMPLATE_H
#define CHORUS_RENDER_TEMPLATE_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

struct render_set;  /* all templates of a folder, read only after loading */
struct render_dict; /* the values of one page */

/* What a marker may hold. */
enum render_kind {
    RENDER_TEXT,    /* {{NAME}}: escaped by its place in the page; in a text
                       that people typed in lines {{NAME:pre_escape}}, which
                       keeps their line breaks */
    RENDER_MARKUP,  /* {{NAME:none}}: markup of our own, not escaped */
    RENDER_SECTION, /* {{#NAME}}...{{/NAME}}: shown once per dictionary */
};

struct render_field {
    const char *name;
    enum render_kind kind;
};

/*
 * The fields of one template, in sections or not: a name means one thing in the
 * whole file. Fields ends with a NULL name. Kept by the set, so static.
 *     static const struct render_form form = {"home.tpl", (const struct
 *         render_field[]){{"TITLE", RENDER_TEXT}, {NULL, RENDER_TEXT}}};
 * Fields that an included part uses are the including template's fields too;
 * SHARED (may be NULL) is a second list for these, ended the same way.
 */
struct render_form {
    const char *template_name;
    const struct render_field *fields;
    const struct render_field *shared;
};

/*
 * Reads every *.tpl and *.svg of a folder. {{>PART}} is replaced by the text of
 * part.tpl (lower case) before parsing, so that escaping is decided over the
 * whole page; parts include no parts that include them.
 * In: DIR, a folder of ours. Out: OUT_SET, freed with render_set_free.
 * Errors, with file and reason in NOTE: ERR_NOT_FOUND (no such folder, no
 * template in it, a part is missing), ERR_FORMAT (no AUTOESCAPE pragma on the
 * first line, a marker of another form), ERR_MEMORY, ERR_IO.
 */
BASE_MUST_USE enum err render_set_load(const char *dir,
                                       struct render_set **out_set,
                                       struct err_note *note);
void render_set_free(struct render_set *set);

/*
 * A language is a folder in the folder of templates ("es"), with language.txt,
 * its own name, and those pages and parts that are translated; a page that is
 * not there with all its parts is not there in that language, and is shown as
 * the folder itself has it, which is English. Its page is "es/home.tpl", with
 * the fields of home.tpl.
 */
struct render_language {
    const char *code;
    const char *name;
};
/* The I-th, English first; false behind the last. Lives as long as the set. */
bool render_language_at(const struct render_set *set, size_t i,
                        struct render_language *out_language);
/* Whether there is such a page or part. */
bool render_has(const struct render_set *set, const char *template_name);

/*
 * Declares which fields templates have, and parses these: parts, and pages of
 * other programs, are none of them. Before the set is shared by threads.
 * Errors, named in NOTE: ERR_NOT_FOUND (no such template), ERR_FORMAT (it
 * cannot be parsed or escaped; a marker that is not declared, or used as
 * another kind: markup without :none or :none on what is not markup; a declared
 * field that the template never uses), ERR_EXISTS (declared twice).
 */
BASE_MUST_USE enum err render_set_declare(
    struct render_set *set, const struct render_form *const *forms,
    size_t count, struct err_note *note);

/*
 * A page's values. Never NULL: when memory is short a dictionary that remembers
 * it is returned, and render_page says ERR_MEMORY. Freed with render_dict_free;
 * children belong to their parent.
 */
struct render_dict *render_dict_new(void);
void render_dict_free(struct render_dict *dict);

/* A text, untrusted: NULL counts as "". The bytes are copied. */
void render_put_text(struct render_dict *dict, const char *name,
                     const char *text);
/* An integer in decimal digits. */
void render_put_int(struct render_dict *dict, const char *name, int64_t value);
/* A text as printf writes it, untrusted. */
void render_put_format(struct render_dict *dict, const char *name,
                       const char *fmt, ...) BASE_PRINTF(3, 4);
/*
 * Markup that is not escaped: only what render_page itself wrote (a chart's
 * SVG). Never anything that came from outside.
 */
void render_put_markup(struct render_dict *dict, const char *name,
                       const struct buf *markup);

/*
 * Shows a section once more and gives the dictionary of that showing; markers
 * that it does not set are looked up in its parents. Never NULL.
 */
struct render_dict *render_add(struct render_dict *dict, const char *section);

/*
 * Writes a page. In: TEMPLATE_NAME, declared ("results.tpl"). Appends to
 * OUT_BYTES. Safe to call from many threads with dictionaries of their own.
 * Errors: ERR_NOT_FOUND (not loaded or not declared), ERR_STATE (a value was
 * put that the template does not declare, or as another kind: a programmer's
 * error that tests find), ERR_MEMORY. OUT_BYTES is unchanged then.
 */
BASE_MUST_USE enum err render_page(const struct render_set *set,
                                   const char *template_name,
                                   const struct render_dict *dict,
                                   struct buf *out_bytes);

#ifdef __cplusplus
}
#endif

#endif
