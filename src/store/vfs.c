#include "store/vfs.h"

#include "base/file.h"
#include "store/memory.h"

#include <pthread.h>
#include <sqlite3.h>
#include <sys/stat.h>

#define SUFFIX "-journal"
#define CHUNK  65536
/* SQLite takes a journal whose first bytes are zero for none at all. */
#define HEAD 512

static const uint8_t zeros[CHUNK];

/* A journal: the file of the VFS below follows it in the same memory. */
struct journal {
    sqlite3_file file;
    sqlite3_file *below;
    bool is_wiped; /* overwritten and synced, then emptied */
};

static sqlite3_file *below(sqlite3_file *f)
{
    return ((struct journal *)f)->below;
}

static int wipe(sqlite3_file *f, sqlite3_int64 from, sqlite3_int64 to)
{
    int rc = SQLITE_OK;
    for (sqlite3_int64 at = from; rc == SQLITE_OK && at < to; at += CHUNK) {
        sqlite3_int64 left = to - at;
        rc =
            f->pMethods->xWrite(f, zeros, left < CHUNK ? (int)left : CHUNK, at);
    }
    return rc == SQLITE_OK ? f->pMethods->xSync(f, SQLITE_SYNC_FULL) : rc;
}

/*
 * The head first and synced: that is the commit. Were the pages of a journal
 * with a good head zeroed first, a power cut between would roll back half.
 */
static int journal_wipe(sqlite3_file *f)
{
    sqlite3_int64 size = 0;
    int rc = f->pMethods->xFileSize(f, &size);
    if (rc != SQLITE_OK || size == 0)
        return rc;
    sqlite3_int64 head = size < HEAD ? size : HEAD;
    rc = wipe(f, 0, head);
    return rc == SQLITE_OK && head < size ? wipe(f, head, size) : rc;
}

static int journal_close(sqlite3_file *f)
{
    return below(f)->pMethods->xClose(below(f));
}

static int journal_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return below(f)->pMethods->xRead(below(f), to, n, at);
}

static int journal_write(sqlite3_file *f, const void *from, int n,
                         sqlite3_int64 at)
{
    ((struct journal *)f)->is_wiped = false;
    return below(f)->pMethods->xWrite(below(f), from, n, at);
}

static int journal_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    if (size == 0) {
        int rc = journal_wipe(below(f));
        if (rc != SQLITE_OK)
            return rc;
    }
    int rc = below(f)->pMethods->xTruncate(below(f), size);
    ((struct journal *)f)->is_wiped = rc == SQLITE_OK && size == 0;
    return rc;
}

/*
 * A commit costs six syncs: SQLite's two of the journal, one of its folder and
 * one of the file, and two for the zeros. SQLite would sync the emptied journal
 * too; but what the disk may still hold of it is zeros, which are no journal,
 * and are emptied when the file is next opened.
 */
static int journal_sync(sqlite3_file *f, int flags)
{
    if (((struct journal *)f)->is_wiped)
        return SQLITE_OK;
    return below(f)->pMethods->xSync(below(f), flags);
}

static int journal_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return below(f)->pMethods->xFileSize(below(f), size);
}

static int journal_lock(sqlite3_file *f, int level)
{
    return below(f)->pMethods->xLock(below(f), level);
}

static int journal_unlock(sqlite3_file *f, int level)
{
    return below(f)->pMethods->xUnlock(below(f), level);
}

static int journal_reserved(sqlite3_file *f, int *out)
{
    return below(f)->pMethods->xCheckReservedLock(below(f), out);
}

static int journal_control(sqlite3_file *f, int op, void *arg)
{
    return below(f)->pMethods->xFileControl(below(f), op, arg);
}

static int journal_sector(sqlite3_file *f)
{
    return below(f)->pMethods->xSectorSize(below(f));
}

static int journal_traits(sqlite3_file *f)
{
    return below(f)->pMethods->xDeviceCharacteristics(below(f));
}

static const sqlite3_io_methods journal_methods = {
    .iVersion = 1,
    .xClose = journal_close,
    .xRead = journal_read,
    .xWrite = journal_write,
    .xTruncate = journal_truncate,
    .xSync = journal_sync,
    .xFileSize = journal_size,
    .xLock = journal_lock,
    .xUnlock = journal_unlock,
    .xCheckReservedLock = journal_reserved,
    .xFileControl = journal_control,
    .xSectorSize = journal_sector,
    .xDeviceCharacteristics = journal_traits,
};

static sqlite3_vfs *lower(sqlite3_vfs *vfs)
{
    return vfs->pAppData;
}

/*
 * SQLite syncs the folder of a new journal, and does not hear when this fails.
 * A commit whose journal has no name on the disk could be half there after a
 * power cut: so the name goes away again, and the commit fails.
 */
static int journal_keep(sqlite3_vfs *v, const char *name, sqlite3_file *below)
{
    if (file_sync_folder(name, NULL) == ERR_OK)
        return SQLITE_OK;
    (void)below->pMethods->xClose(below);
    below->pMethods = NULL;
    (void)v->xDelete(v, name, 0);
    return SQLITE_IOERR_DIR_FSYNC;
}

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
                    int flags, int *out_flags)
{
    sqlite3_vfs *v = lower(vfs);
    if ((flags & SQLITE_OPEN_MAIN_JOURNAL) == 0)
        return v->xOpen(v, name, f, flags, out_flags);
    const bool is_new = (flags & SQLITE_OPEN_CREATE) != 0 && !file_exists(name);
    struct journal *j = (struct journal *)f;
    j->file.pMethods = NULL;
    j->below = (sqlite3_file *)(j + 1);
    j->below->pMethods = NULL;
    j->is_wiped = false;
    int rc = v->xOpen(v, name, j->below, flags, out_flags);
    if (rc == SQLITE_OK && is_new)
        rc = journal_keep(v, name, j->below);
    /* SQLite closes a file that has methods, also after a failed open. */
    if (j->below->pMethods != NULL)
        j->file.pMethods = &journal_methods;
    return rc;
}

static bool name_is_journal(const char *name)
{
    size_t len = strlen(name);
    return len > strlen(SUFFIX) &&
           strcmp(name + len - strlen(SUFFIX), SUFFIX) == 0;
}

/* Overwrites and empties a journal that is there, through the VFS below. */
static int journal_empty(sqlite3_vfs *v, const char *name)
{
    int there = 0;
    int rc = v->xAccess(v, name, SQLITE_ACCESS_EXISTS, &there);
    if (rc != SQLITE_OK || !there)
        return rc;
    sqlite3_file *f = sqlite3_malloc(v->szOsFile);
    if (f == NULL)
        return SQLITE_NOMEM;
    memset(f, 0, (size_t)v->szOsFile);
    rc = v->xOpen(v, name, f, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MAIN_JOURNAL,
                  NULL);
    if (rc == SQLITE_OK)
        rc = journal_wipe(f);
    if (rc == SQLITE_OK)
        rc = f->pMethods->xTruncate(f, 0);
    if (rc == SQLITE_OK)
        rc = f->pMethods->xSync(f, SQLITE_SYNC_FULL);
    if (f->pMethods != NULL)
        (void)f->pMethods->xClose(f);
    sqlite3_free(f);
    return rc;
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
    struct stat st;
    return journal_path(db_path, &p) == ERR_OK && stat(p.s, &st) == 0 &&
           st.st_size > 0;
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
