/* /roster: who may answer. A new roster is shown with what it changes, and
 * takes the place of the old one after a yes. */
#include "office/pages.h"

#include "conduct/roster_import.h"
#include "roster/csv.h"

#include <sodium.h>

#define CHANGES_SHOWN 500

static const struct render_field roster_fields[] = {
    {"ERROR", RENDER_SECTION},  {"WHAT", RENDER_TEXT},
    {"DONE", RENDER_SECTION},   {"EMPTY", RENDER_SECTION},
    {"STORED", RENDER_SECTION}, {"PEOPLE", RENDER_TEXT},
    {"PROGRAMS", RENDER_TEXT},  {"DEPARTMENTS", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form office_roster_form = {
    "office_roster.tpl", roster_fields, office_frame_fields};

static const struct render_field preview_fields[] = {
    {"PEOPLE", RENDER_TEXT},      {"PROGRAMS", RENDER_TEXT},
    {"DEPARTMENTS", RENDER_TEXT}, {"ADDED", RENDER_TEXT},
    {"REMOVED", RENDER_TEXT},     {"MOVED", RENDER_TEXT},
    {"UPDATED", RENDER_TEXT},     {"KEPT", RENDER_TEXT},
    {"NOTHING", RENDER_SECTION},  {"MOST_GONE", RENDER_SECTION},
    {"DIGEST", RENDER_TEXT},      {"HAS_CHANGES", RENDER_SECTION},
    {"CUT", RENDER_SECTION},      {"SHOWN", RENDER_TEXT},
    {"CHANGE", RENDER_SECTION},   {"PERSON", RENDER_TEXT},
    {"KIND", RENDER_TEXT},        {"BEFORE", RENDER_TEXT},
    {"NOW", RENDER_TEXT},         {NULL, RENDER_TEXT},
};
const struct render_form office_preview_form = {
    "office_preview.tpl", preview_fields, office_frame_fields};

static void put_sizes(struct render_dict *page, const struct roster *roster)
{
    render_put_int(page, "PEOPLE", (int64_t)roster->person_count);
    render_put_int(page, "PROGRAMS", (int64_t)roster->program_count);
    render_put_int(page, "DEPARTMENTS", (int64_t)roster->department_count);
}

static void show(const struct office *o, struct http_request *r, enum err wrong,
                 const struct err_note *wrong_note)
{
    struct conduct_desk f;
    struct err_note note = {""};
    struct roster *roster = NULL;
    struct render_dict *page = office_page_new(o, "Roster");
    enum err e =
        conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = roster_load(f.people, &roster);
    conduct_desk_close(&f);
    if (e != ERR_OK) {
        render_dict_free(page);
        office_answer_failed(o, r, e, &note);
        return;
    }
    if (wrong != ERR_OK)
        office_put_error(page, wrong, wrong_note);
    if (http_request_query(r, "done") != NULL)
        (void)render_add(page, "DONE");
    if (roster->person_count == 0)
        (void)render_add(page, "EMPTY");
    else
        put_sizes(render_add(page, "STORED"), roster);
    roster_free(roster);
    office_answer(o, r, wrong == ERR_OK ? 200 : http_status_of(wrong),
                  "office_roster.tpl", page);
}

void office_roster(void *context, struct http_request *r)
{
    show(context, r, ERR_OK, NULL);
}

/* --- the preview ---------------------------------------------------------- */

/* What the yes is about: the roster that waits, and the one that it was
 * compared with. */
static enum err add_person(void *context, enum roster_change change,
                           const struct people_person *was,
                           const struct people_person *is)
{
    crypto_generichash_state *state = context;
    const struct people_person *all[] = {was, is};
    uint8_t kind = (uint8_t)change;
    (void)crypto_generichash_update(state, &kind, 1);
    for (size_t i = 0; i < 2; i++) {
        const struct people_person *p = all[i];
        if (p == NULL)
            continue;
        const char *const texts[] = {p->person,     p->email,   p->department,
                                     p->program_id, p->program, p->type,
                                     p->site,       p->unit,    p->language};
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++)
            (void)crypto_generichash_update(state, (const uint8_t *)texts[t],
                                            strlen(texts[t]) + 1);
    }
    return ERR_OK;
}

#define DIGEST_SIZE ENCODE_HEX_SIZE(crypto_generichash_BYTES)

static void digest(const struct roster *before, const struct roster *now,
                   char out_digest[static DIGEST_SIZE])
{
    crypto_generichash_state state;
    uint8_t hash[crypto_generichash_BYTES];
    (void)crypto_generichash_init(&state, NULL, 0, sizeof hash);
    enum err e = roster_compare_each(before, now, add_person, &state);
    err_assert(e == ERR_OK);
    (void)crypto_generichash_final(&state, hash, sizeof hash);
    encode_hex(hash, sizeof hash, out_digest);
    sodium_memzero(&state, sizeof state);
}

struct list {
    struct render_dict *page;
    struct render_dict *all; /* NULL until there is one */
    size_t shown;
};

static enum err put_change(void *context, enum roster_change change,
                           const struct people_person *was,
                           const struct people_person *is)
{
    static const char *const kinds[] = {
        [ROSTER_ADDED] = "new",
        [ROSTER_REMOVED] = "gone",
        [ROSTER_MOVED] = "in another program",
        [ROSTER_UPDATED] = "another text",
    };
    struct list *list = context;
    if (change == ROSTER_KEPT || list->shown > CHANGES_SHOWN)
        return ERR_OK;
    if (list->all == NULL)
        list->all = render_add(list->page, "HAS_CHANGES");
    if (list->shown++ == CHANGES_SHOWN) {
        render_put_int(render_add(list->all, "CUT"), "SHOWN", CHANGES_SHOWN);
        return ERR_OK;
    }
    struct render_dict *row = render_add(list->all, "CHANGE");
    const bool is_new = change == ROSTER_ADDED;
    const bool is_gone = change == ROSTER_REMOVED;
    render_put_text(row, "PERSON", is_gone ? was->person : is->person);
    render_put_text(row, "KIND", kinds[change]);
    render_put_text(row, "BEFORE", is_new ? "" : was->program);
    render_put_text(row, "NOW", is_gone ? "" : is->program);
    return ERR_OK;
}

static void put_preview(struct render_dict *page, const struct roster *before,
                        const struct roster *now,
                        const struct roster_changes *c)
{
    char text[DIGEST_SIZE];
    struct list list = {.page = page};
    digest(before, now, text);
    put_sizes(page, now);
    render_put_int(page, "ADDED", (int64_t)c->added);
    render_put_int(page, "REMOVED", (int64_t)c->removed);
    render_put_int(page, "MOVED", (int64_t)c->moved);
    render_put_int(page, "UPDATED", (int64_t)c->updated);
    render_put_int(page, "KEPT", (int64_t)c->kept);
    render_put_text(page, "DIGEST", text);
    if (c->added + c->removed + c->moved + c->updated == 0)
        (void)render_add(page, "NOTHING");
    if (c->removed * 2 > before->person_count)
        (void)render_add(page, "MOST_GONE");
    enum err e = roster_compare_each(before, now, put_change, &list);
    err_assert(e == ERR_OK);
}

static enum err compare(const struct office *o, const struct roster *now,
                        struct roster **out_before,
                        struct roster_changes *out_changes,
                        struct err_note *note)
{
    struct conduct_folder folder;
    enum err e = conduct_folder_open(o->dir, &folder, note);
    if (e != ERR_OK)
        return e;
    return conduct_roster_compare(&folder, now, out_before, out_changes, note);
}

/* A browser's upload has no name here: "FILE:9: no person" and "FILE: nobody"
 * become what somebody reads who has just chosen it. */
#define CHOSEN "the file that you chose"

static void name_place(struct err_note *note)
{
    const struct err_note said = *note;
    size_t len = sizeof CHOSEN - 1;
    if (strncmp(said.text, CHOSEN ":", len + 1) != 0)
        return;
    const char *rest = said.text + len + 1;
    const size_t digits = strspn(rest, "0123456789");
    if (digits > 0 && rest[digits] == ':')
        (void)snprintf(note->text, sizeof note->text,
                       "Line %.*s of " CHOSEN ":%.400s", (int)digits, rest,
                       rest + digits + 1);
    else
        note->text[0] = 'T';
}

static enum err read_upload(const uint8_t *bytes, size_t len,
                            struct roster **out_roster, struct err_note *note)
{
    enum err e = roster_parse(CHOSEN, bytes, len, out_roster, note);
    if (e != ERR_OK)
        name_place(note);
    return e;
}

void office_roster_preview(void *context, struct http_request *r)
{
    struct office *o = context;
    struct err_note note = {""};
    struct roster *before = NULL;
    struct roster *now = NULL;
    struct roster_changes changes;
    size_t len = 0;
    if (!office_form_is_ours(o, r))
        return;
    const uint8_t *bytes = http_request_file(r, "file", &len);
    enum err e = read_upload(bytes, len, &now, &note);
    if (e == ERR_OK)
        e = compare(o, now, &before, &changes, &note);
    if (e != ERR_OK) {
        roster_free(now);
        show(o, r, e, &note);
        return;
    }
    roster_free(o->upload);
    o->upload = now;
    struct render_dict *page = office_page_new(o, "What would change");
    office_page_is_wide(page);
    put_preview(page, before, now, &changes);
    roster_free(before);
    office_answer(o, r, 200, "office_preview.tpl", page);
}

/* --- the yes -------------------------------------------------------------- */

static enum err replace(struct office *o, const char *shown,
                        struct err_note *note)
{
    struct conduct_folder folder = {.lock_fd = -1};
    struct roster *before = NULL;
    struct roster_changes changes;
    char text[DIGEST_SIZE] = "";
    if (o->upload == NULL)
        return err_say(note, ERR_STATE,
                       "no roster waits for a yes; choose the file again");
    enum err e = conduct_folder_lock(o->dir, &folder, note);
    if (e == ERR_OK)
        e = conduct_roster_compare(&folder, o->upload, &before, &changes, note);
    if (e == ERR_OK) {
        digest(before, o->upload, text);
        if (strcmp(text, shown) != 0)
            e = err_say(note, ERR_STATE,
                        "the roster is not the one any more that was "
                        "compared; choose the file again");
    }
    if (e == ERR_OK)
        e = conduct_roster_replace(&folder, o->upload, &changes, note);
    roster_free(before);
    conduct_folder_close(&folder);
    return e;
}

void office_roster_replace(void *context, struct http_request *r)
{
    struct office *o = context;
    struct err_note note = {""};
    if (!office_form_is_ours(o, r))
        return;
    enum err e = replace(o, http_request_field(r, "digest"), &note);
    roster_free(o->upload);
    o->upload = NULL;
    if (e == ERR_OK)
        http_answer_redirect(r, "/roster?done=1");
    else
        show(o, r, e, &note);
}
