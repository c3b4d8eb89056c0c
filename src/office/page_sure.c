/* Before an invite is struck out: whose it is, and the question whether that
 * person is meant. A key that is mistyped by one character is somebody else's.
 */
#include "office/pages.h"

static const struct render_field fields[] = {
    {"WAVE", RENDER_TEXT},        {"ACTION", RENDER_TEXT},
    {"PERSON", RENDER_TEXT},      {"EMAIL", RENDER_TEXT},
    {"NO_EMAIL", RENDER_SECTION}, {"HAS_EMAIL", RENDER_SECTION},
    {"UNIT", RENDER_TEXT},        {"LOST", RENDER_SECTION},
    {"LEFT", RENDER_SECTION},     {NULL, RENDER_TEXT},
};
const struct render_form office_sure_form = {"office_sure.tpl", fields,
                                             office_frame_fields};

struct asked {
    struct render_dict *page;
    const struct wave_manifest *manifest;
};

static enum err put_invite(void *context, const struct people_invite *invite)
{
    const struct asked *a = context;
    const struct wave_group *unit =
        wave_manifest_unit(a->manifest, invite->unit);
    render_put_text(a->page, "PERSON", invite->person);
    if (invite->email[0] == '\0')
        (void)render_add(a->page, "NO_EMAIL");
    else
        render_put_text(render_add(a->page, "HAS_EMAIL"), "EMAIL",
                        invite->email);
    render_put_text(a->page, "UNIT", unit == NULL ? invite->unit : unit->name);
    return ERR_OK;
}

enum err office_ask_sure(const struct office *o, struct http_request *r,
                         const struct conduct_outreach *out, const char *action,
                         struct err_note *note)
{
    const char *person = http_request_field(r, "person");
    struct render_dict *page = office_page_new(o, "Is this the person?");
    struct asked asked = {page, out->wave.manifest};
    enum err e = people_invite_find(out->people, out->wave.row.name, person,
                                    put_invite, &asked);
    if (e != ERR_OK) {
        render_dict_free(page);
        return e == ERR_NOT_FOUND
                   ? err_say(note, e, "%.64s has no invite in %s", person,
                             out->wave.row.name)
                   : e;
    }
    render_put_text(page, "WAVE", out->wave.row.name);
    render_put_text(page, "ACTION", action);
    (void)render_add(page, strcmp(action, "replace") == 0 ? "LOST" : "LEFT");
    office_answer(o, r, 200, "office_sure.tpl", page);
    return ERR_OK;
}
