#include "office/pages.h"

static enum err open_stores(struct office_folder *f, struct err_note *note)
{
    enum err e = conduct_folder_people(&f->folder, &f->people, note);
    return e == ERR_OK ? conduct_folder_site(&f->folder, &f->site, note) : e;
}

enum err office_folder_open(const struct office *o,
                            struct office_folder *out_folder,
                            struct err_note *note)
{
    *out_folder = (struct office_folder){.folder.lock_fd = -1};
    enum err e = conduct_folder_open(o->dir, &out_folder->folder, note);
    return e == ERR_OK ? open_stores(out_folder, note) : e;
}

enum err office_folder_lock(const struct office *o,
                            struct office_folder *out_folder,
                            struct err_note *note)
{
    *out_folder = (struct office_folder){.folder.lock_fd = -1};
    enum err e = conduct_folder_lock(o->dir, &out_folder->folder, note);
    return e == ERR_OK ? open_stores(out_folder, note) : e;
}

void office_folder_close(struct office_folder *folder)
{
    site_close(folder->site);
    people_close(folder->people);
    conduct_folder_close(&folder->folder);
}
