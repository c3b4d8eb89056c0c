/*
 * A VFS between Chorus's and the system's: it fails the Nth call that writes,
 * and looks at each journal when it is synced, and before it is cut. Made the
 * default before the first file is opened, so that the shim stands on it.
 */
#ifndef CHORUS_TESTS_STORE_SPY_H
#define CHORUS_TESTS_STORE_SPY_H

#include "test_store_help.h"

#include <sqlite3.h>

struct spy {
    /* orders */
    int fail_at;      /* the Nth call from now fails; 0: none */
    int fail_code;    /* with this */
    bool fails_after; /* and so does every call after it */
    int die_at;       /* the Nth call kills the process; 0: never */
    int look_at; /* before the Nth call that changes a file LOOK is called */
    void (*look)(void);
    /* reports */
    int calls;
    int seen;
    int failed;
    int syncs;
    int cuts;         /* of journals */
    int emptied;      /* journals that were written, and synced as zeros */
    int cut_dirty;    /* ... that were cut while a byte was not zero */
    int cut_unsynced; /* ... while a write was not synced */
    bool is_unsynced;
};

HELP struct spy spy;
/* Main files go to the system's own VFS: what needs shared memory works. */
HELP bool spy_journals_only;

struct spied {
    sqlite3_file file;
    sqlite3_file *below;
    bool is_journal;
};

HELP sqlite3_file *spied(sqlite3_file *f)
{
    return ((struct spied *)f)->below;
}

/* Whether this call is to fail. */
HELP bool spy_fails(void)
{
    spy.calls++;
    if (spy.die_at != 0 && spy.calls == spy.die_at)
        _exit(9);
    bool fails =
        spy.fail_at != 0 && (spy.calls == spy.fail_at ||
                             (spy.fails_after && spy.calls > spy.fail_at));
    spy.failed += fails;
    return fails;
}

HELP void spy_passes(void)
{
    if (++spy.seen == spy.look_at)
        spy.look();
}

HELP int spy_close(sqlite3_file *f)
{
    return spied(f)->pMethods->xClose(spied(f));
}

HELP int spy_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return spied(f)->pMethods->xRead(spied(f), to, n, at);
}

HELP int spy_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    spy_passes();
    if (spy_fails())
        return spy.fail_code;
    if (((struct spied *)f)->is_journal)
        spy.is_unsynced = true;
    return spied(f)->pMethods->xWrite(spied(f), from, n, at);
}

/* Whether every byte of a file is zero. */
HELP bool spy_is_zeros(sqlite3_file *f)
{
    sqlite3_int64 size = 0;
    sqlite3_file *b = spied(f);
    uint8_t chunk[4096];
    (void)b->pMethods->xFileSize(b, &size);
    for (sqlite3_int64 at = 0; at < size; at += (int)sizeof chunk) {
        memset(chunk, 0, sizeof chunk); /* a short read fills with zeros */
        (void)b->pMethods->xRead(b, chunk, (int)sizeof chunk, at);
        if (!sodium_is_zero(chunk, sizeof chunk))
            return false;
    }
    return true;
}

HELP int spy_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    spy_passes();
    if (spy_fails())
        return spy.fail_code;
    if (((struct spied *)f)->is_journal) {
        spy.cuts++;
        spy.cut_unsynced += spy.is_unsynced;
        spy.cut_dirty += !spy_is_zeros(f);
    }
    return spied(f)->pMethods->xTruncate(spied(f), size);
}

HELP int spy_sync(sqlite3_file *f, int flags)
{
    spy_passes();
    if (spy_fails())
        return spy.fail_code == SQLITE_FULL ? SQLITE_IOERR_FSYNC
                                            : spy.fail_code;
    spy.syncs++;
    if (((struct spied *)f)->is_journal) {
        spy.emptied += spy.is_unsynced && spy_is_zeros(f);
        spy.is_unsynced = false;
    }
    return spied(f)->pMethods->xSync(spied(f), flags);
}

HELP int spy_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return spied(f)->pMethods->xFileSize(spied(f), size);
}

HELP int spy_lock(sqlite3_file *f, int level)
{
    return spied(f)->pMethods->xLock(spied(f), level);
}

HELP int spy_unlock(sqlite3_file *f, int level)
{
    return spied(f)->pMethods->xUnlock(spied(f), level);
}

HELP int spy_reserved(sqlite3_file *f, int *out)
{
    return spied(f)->pMethods->xCheckReservedLock(spied(f), out);
}

HELP int spy_control(sqlite3_file *f, int op, void *arg)
{
    return spied(f)->pMethods->xFileControl(spied(f), op, arg);
}

HELP int spy_sector(sqlite3_file *f)
{
    return spied(f)->pMethods->xSectorSize(spied(f));
}

HELP int spy_traits(sqlite3_file *f)
{
    return spied(f)->pMethods->xDeviceCharacteristics(spied(f));
}

HELP const sqlite3_io_methods spy_methods = {
    1,           spy_close,  spy_read,   spy_write,  spy_truncate,
    spy_sync,    spy_size,   spy_lock,   spy_unlock, spy_reserved,
    spy_control, spy_sector, spy_traits, NULL,       NULL,
    NULL,        NULL,       NULL,       NULL,
};

HELP int spy_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
                  int flags, int *out_flags)
{
    sqlite3_vfs *v = vfs->pAppData;
    if (spy_journals_only && (flags & SQLITE_OPEN_MAIN_JOURNAL) == 0)
        return v->xOpen(v, name, f, flags, out_flags);
    struct spied *s = (struct spied *)f;
    s->file.pMethods = NULL;
    s->below = (sqlite3_file *)(s + 1);
    s->below->pMethods = NULL;
    s->is_journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
    int rc = v->xOpen(v, name, s->below, flags, out_flags);
    if (s->below->pMethods != NULL)
        s->file.pMethods = &spy_methods;
    return rc;
}

HELP int spy_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    sqlite3_vfs *v = vfs->pAppData;
    return spy_fails() ? SQLITE_IOERR_DELETE : v->xDelete(v, name, sync);
}

HELP int spy_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    sqlite3_vfs *v = vfs->pAppData;
    return v->xAccess(v, name, flags, out);
}

HELP int spy_full_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
    sqlite3_vfs *v = vfs->pAppData;
    return v->xFullPathname(v, name, n, out);
}

HELP int spy_randomness(sqlite3_vfs *vfs, int n, char *out)
{
    sqlite3_vfs *v = vfs->pAppData;
    return v->xRandomness(v, n, out);
}

HELP int spy_sleep(sqlite3_vfs *vfs, int micros)
{
    sqlite3_vfs *v = vfs->pAppData;
    return v->xSleep(v, micros);
}

HELP int spy_time(sqlite3_vfs *vfs, double *out)
{
    sqlite3_vfs *v = vfs->pAppData;
    return v->xCurrentTime(v, out);
}

HELP int spy_last_error(sqlite3_vfs *vfs, int n, char *out)
{
    sqlite3_vfs *v = vfs->pAppData;
    return v->xGetLastError(v, n, out);
}

HELP sqlite3_vfs spy_vfs = {
    .iVersion = 1,
    .zName = "spy",
    .xOpen = spy_open,
    .xDelete = spy_delete,
    .xAccess = spy_access,
    .xFullPathname = spy_full_path,
    .xRandomness = spy_randomness,
    .xSleep = spy_sleep,
    .xCurrentTime = spy_time,
    .xGetLastError = spy_last_error,
};

/* Once, at the start of main. */
HELP void spy_install(void)
{
    sqlite3_vfs *v = sqlite3_vfs_find(NULL);
    if (v == NULL)
        abort();
    spy_vfs.szOsFile = (int)sizeof(struct spied) + v->szOsFile;
    spy_vfs.mxPathname = v->mxPathname;
    spy_vfs.pAppData = v;
    if (sqlite3_vfs_register(&spy_vfs, 1) != SQLITE_OK)
        abort();
}

HELP void spy_reset(void)
{
    spy = (struct spy){0};
}

#endif
