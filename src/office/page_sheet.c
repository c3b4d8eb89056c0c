/* /sheet: what trainees read before they answer. */
#include "office/pages.h"

#include "conduct/information.h"

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},       {"WHAT", RENDER_TEXT},
    {"DONE", RENDER_SECTION},        {"PURPOSE", RENDER_TEXT},
    {"VOLUNTARY", RENDER_TEXT},      {"WHO_SEES", RENDER_TEXT},
    {"RESULTS", RENDER_TEXT},        {"RESPONSIBLE", RENDER_TEXT},
    {"CONTACT", RENDER_TEXT},        {"EMAIL", RENDER_TEXT},
    {"PHONE", RENDER_TEXT},          {"IS_QUALITY", RENDER_SECTION},
    {"IS_APPROVED", RENDER_SECTION}, {"IS_EXEMPT", RENDER_SECTION},
    {"NUMBER", RENDER_TEXT},         {NULL, RENDER_TEXT},
};
const struct render_form office_sheet_form = {"office_sheet.tpl", fields,
                                              office_frame_fields};

/* In the order of enum conduct_sheet_field. */
static const struct {
    const char *field;
    const char *marker; /* NULL: the choice */
} names[CONDUCT_SHEET_FIELDS] = {
    {"purpose", "PURPOSE"},
    {"voluntary", "VOLUNTARY"},
    {"who_sees", "WHO_SEES"},
    {"results", "RESULTS"},
    {"responsible", "RESPONSIBLE"},
    {"contact", "CONTACT"},
    {"email", "EMAIL"},
    {"phone", "PHONE"},
    {"kind", NULL},
    {"number", "NUMBER"},
};

static void put(struct render_dict *page, size_t i, const char *text)
{
    if (names[i].marker != NULL)
        render_put_text(page, names[i].marker, text);
    else if (text != NULL && strcmp(text, "irb_approved") == 0)
        (void)render_add(page, "IS_APPROVED");
    else if (text != NULL && strcmp(text, "irb_exempt") == 0)
        (void)render_add(page, "IS_EXEMPT");
    else
        (void)render_add(page, "IS_QUALITY");
}

void office_sheet(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_folder folder;
    struct conduct_sheet sheet = {{NULL}};
    struct err_note note = {""};
    enum err e = conduct_folder_open(o->dir, &folder, &note);
    if (e == ERR_OK)
        e = conduct_sheet_read(&folder, &sheet, &note);
    if (e != ERR_OK && e != ERR_NOT_FOUND) {
        office_answer_failed(o, r, e, &note);
        return;
    }
    struct render_dict *page = office_page_new(o, "Information sheet");
    if (http_request_query(r, "done") != NULL)
        (void)render_add(page, "DONE");
    for (size_t i = 0; i < CONDUCT_SHEET_FIELDS; i++)
        put(page, i, sheet.texts[i]);
    conduct_sheet_free(&sheet);
    office_answer(o, r, 200, "office_sheet.tpl", page);
}

void office_sheet_save(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct conduct_folder folder = {.lock_fd = -1};
    struct err_note note = {""};
    const char *texts[CONDUCT_SHEET_FIELDS];
    if (!office_form_is_ours(o, r))
        return;
    for (size_t i = 0; i < CONDUCT_SHEET_FIELDS; i++)
        texts[i] = http_request_field(r, names[i].field);
    enum err e = conduct_folder_lock(o->dir, &folder, &note);
    if (e == ERR_OK)
        e = conduct_sheet_write(&folder, texts, &note);
    conduct_folder_close(&folder);
    if (e == ERR_OK) {
        http_answer_redirect(r, "/sheet?done=1");
        return;
    }
    struct render_dict *page = office_page_new(o, "Information sheet");
    office_put_error(page, e, &note);
    for (size_t i = 0; i < CONDUCT_SHEET_FIELDS; i++)
        put(page, i, texts[i]);
    office_answer(o, r, http_status_of(e), "office_sheet.tpl", page);
}
