#include "store/db_inside.h"

#include "base/file.h"
#include "store/vfs.h"

#include <fcntl.h>
#include <unistd.h>

/* PRAGMA page_size takes no bound value. */
static const char *page_pragma(uint32_t page_bytes)
{
    switch (page_bytes) {
    case 4096: return "PRAGMA page_size = 4096";
    case 8192: return "PRAGMA page_size = 8192";
    case 16384: return "PRAGMA page_size = 16384";
    case 32768: return "PRAGMA page_size = 32768";
    case 65536: return "PRAGMA page_size = 65536";
    default: return NULL;
    }
}

/* Nobody reads the neighbour before it is whole: it needs no journal. What the
 * VACUUM puts aside is filler, and may be larger than memory. */
static enum err begin_file(struct db *db, const struct db_plan *plan)
{
    const char *const setup[] = {
        page_pragma(plan->page_bytes), "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",    "PRAGMA locking_mode = EXCLUSIVE",
        "PRAGMA temp_store = FILE",
    };
    err_assert(setup[0] != NULL);
    enum err e = ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < sizeof setup / sizeof *setup; i++)
        e = db_exec(db, setup[i]);
    for (size_t i = 0; e == ERR_OK && i < plan->kind->migration_count; i++)
        e = db_exec(db, plan->kind->migrations[i]);
    return e;
}

static enum err fill(struct db *db, const struct db_plan *plan,
                     struct err_note *note)
{
    if (plan->fill == NULL)
        return ERR_OK;
    enum err e = db_begin(db, DB_LOCK_WRITE);
    if (e == ERR_OK)
        e = db_end(db, plan->fill(db, plan->ctx, note));
    return e == ERR_OK ? db_exec(db, "VACUUM") : e;
}

static enum err make_empty(const char *path)
{
    if (unlink(path) != 0 && file_exists(path))
        return ERR_IO;
    /* Made here, because SQLite would make it readable for everybody. */
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return fd >= 0 && close(fd) == 0 ? ERR_OK : ERR_DENIED;
}

enum err db_create(const char *path, const struct db_plan *plan,
                   struct err_note *note)
{
    struct file_path beside;
    int n = snprintf(beside.s, sizeof beside.s, "%s.new", path);
    if (n < 0 || (size_t)n >= sizeof beside.s)
        return err_say(note, ERR_RANGE, "%s: the name is too long", path);
    if (!plan->is_replacing && file_exists(path))
        return err_say(note, ERR_EXISTS, "%s: is there already", path);
    if (make_empty(beside.s) != ERR_OK)
        return err_say(note, ERR_DENIED,
                       "%s: cannot be created; check the folder's owner", path);
    struct err_note why = {""};
    struct db *db = NULL;
    enum err e = db_connect(beside.s, plan->kind, &db, note);
    if (e == ERR_OK) {
        e = begin_file(db, plan);
        if (e == ERR_OK)
            e = fill(db, plan, &why);
        db_close(db);
        if (e != ERR_OK)
            e = err_say(note, e, "%s: cannot be created: %s", path,
                        why.text[0] != 0 ? why.text : err_name(e));
    }
    /* A journal without its file would be played into the new one. */
    if (e == ERR_OK)
        e = vfs_journal_destroy(path, note);
    if (e == ERR_OK)
        e = file_move(beside.s, path, plan->is_replacing, note);
    if (e != ERR_OK)
        (void)unlink(beside.s);
    return e;
}
