#include "store/vfs.h"

#include "base/file.h"
#include "store/journal.h"
#include "store/memory.h"

#include <pthread.h>

#define SUFFIX "-journal"

static sqlite3_vfs *lower(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
                    int flags, int *out_flags)
{
    sqlite3_vfs *v = lower(vfs);
    if ((flags & SQLITE_OPEN_MAIN_JOURNAL) == 0)
        return v->xOpen(v, name, f, flags, out_flags);
    return journal_open(v, name, f, flags, out_flags);
}

static bool name_is_journal(const char *name)
{
    size_t len = strlen(name);
    return len > strlen(SUFFIX) &&
           strcmp(name + len - strlen(SUFFIX), SUFFIX) == 0;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    sqlite3_vfs *v = lower(vfs);
    int rc = name_is_journal(name) ? journal_empty(v, name) : SQLITE_OK;
    return rc == SQLITE_OK ? v->xDelete(v, name, sync) : rc;
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    return lower(vfs)->xAccess(lower(vfs), name, flags, out);
}

static int vfs_full_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
    return lower(vfs)->xFullPathname(lower(vfs), name, n, out);
}

static int vfs_randomness(sqlite3_vfs *vfs, int n, char *out)
{
    return lower(vfs)->xRandomness(lower(vfs), n, out);
}

static int vfs_sleep(sqlite3_vfs *vfs, int micros)
{
    return lower(vfs)->xSleep(lower(vfs), micros);
}

static int vfs_time(sqlite3_vfs *vfs, double *out)
{
    return lower(vfs)->xCurrentTime(lower(vfs), out);
}

static int vfs_last_error(sqlite3_vfs *vfs, int n, char *out)
{
    return lower(vfs)->xGetLastError(lower(vfs), n, out);
}

/* SQLite keeps a registered VFS for the life of the process: hence static. */
static sqlite3_vfs shim = {
    .iVersion = 1,
    .zName = VFS_NAME,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_path,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_time,
    .xGetLastError = vfs_last_error,
};
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void shim_register(void)
{
    memory_wipe_freed();
    if (sqlite3_initialize() != SQLITE_OK)
        return;
    sqlite3_vfs *v = sqlite3_vfs_find(NULL);
    if (v == NULL)
        return;
    shim.szOsFile = (int)sizeof(struct journal) + v->szOsFile;
    shim.mxPathname = v->mxPathname;
    shim.pAppData = v;
    (void)sqlite3_vfs_register(&shim, 0);
}

enum err vfs_register(void)
{
    (void)pthread_once(&once, shim_register);
    if (sqlite3_initialize() != SQLITE_OK)
        return ERR_MEMORY;
    return sqlite3_vfs_find(VFS_NAME) == NULL ? ERR_IO : ERR_OK;
}

static enum err journal_path(const char *db_path, struct file_path *out_path)
{
    int n = snprintf(out_path->s, sizeof out_path->s, "%s" SUFFIX, db_path);
    return n < 0 || (size_t)n >= sizeof out_path->s ? ERR_RANGE : ERR_OK;
}

bool vfs_journal_is_filled(const char *db_path)
{
    struct file_path p;
    return journal_path(db_path, &p) == ERR_OK &&
           journal_is_filled(lower(&shim), p.s);
}

enum err vfs_journal_scrub(const char *db_path)
{
    struct file_path p;
    enum err e = journal_path(db_path, &p);
    if (e != ERR_OK)
        return e;
    return journal_empty(lower(&shim), p.s) == SQLITE_OK ? ERR_OK : ERR_IO;
}

enum err vfs_journal_destroy(const char *db_path, struct err_note *note)
{
    struct file_path p;
    enum err e = journal_path(db_path, &p);
    if (e != ERR_OK)
        return err_say(note, e, "%s: the name is too long", db_path);
    return file_destroy(p.s, note);
}
