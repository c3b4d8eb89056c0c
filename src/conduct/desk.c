#include "conduct/desk.h"

static enum err open_stores(struct conduct_desk *d, unsigned use,
                            struct err_note *note)
{
    enum err e = conduct_folder_site(&d->folder, &d->site, note);
    if (e == ERR_OK && (use & CONDUCT_DESK_PEOPLE) != 0)
        e = conduct_folder_people(&d->folder, &d->people, note);
    return e;
}

enum err conduct_desk_open(const char *dir, unsigned use, const char *name,
                           struct conduct_desk *out_desk, struct err_note *note)
{
    struct conduct_desk d = CONDUCT_DESK_INIT;
    *out_desk = d;
    enum err e = (use & CONDUCT_DESK_LOCK) != 0
                     ? conduct_folder_lock(dir, &d.folder, note)
                     : conduct_folder_open(dir, &d.folder, note);
    if (e != ERR_OK)
        return e;
    e = open_stores(&d, use, note);
    if (e == ERR_OK && name != NULL)
        e = conduct_wave_load(&d.folder, d.site, name, &d.wave, note);
    if (e != ERR_OK)
        conduct_desk_close(&d);
    else
        *out_desk = d;
    return e;
}

void conduct_desk_close(struct conduct_desk *desk)
{
    conduct_wave_free(&desk->wave);
    people_close(desk->people);
    site_close(desk->site);
    conduct_folder_close(&desk->folder);
    *desk = (struct conduct_desk)CONDUCT_DESK_INIT;
}
