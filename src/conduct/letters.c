#include "conduct/letters.h"

enum letters_paper conduct_paper(const struct conduct_folder *folder)
{
    return strcmp(conduct_folder_setting(folder, "paper"), "a4") == 0
               ? LETTERS_A4
               : LETTERS_US;
}

enum err conduct_letters(const struct conduct_outreach *o, const char *only,
                         const struct conduct_watch *watch, const char *path,
                         size_t *out_pages, struct err_note *note)
{
    struct roster_recipients *to = NULL;
    struct conduct_watch_each seen = {watch};
    const struct letters_watch each = {conduct_watch_go_on, &seen};
    enum err e = roster_recipients_load(o->people, o->invites, o->wave.row.name,
                                        &o->wave_id, &to, note);
    if (e != ERR_OK)
        return e;
    conduct_watch_begin(watch, "Writing letters", "pages", to->count);
    e = letters_write(&o->facts, to, only, conduct_paper(&o->folder), &each,
                      path, out_pages, note);
    roster_recipients_free(to);
    return e;
}
