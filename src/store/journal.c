#include "store/journal.h"

#include "base/buf.h"
#include "base/file.h"

#include <sodium.h>
#include <string.h>

/* SQLite's files take less than 128 KiB at once. */
#define CHUNK 65536
#define SCAN  16384
/* What a group of 60 ballots needs. */
#define FIRST_ROOM (4 * CHUNK)
/* A file stays as long as this, and is cut to it: a commit of the largest group
 * that a wave's writer takes fits. */
#define KEEP (16 * CHUNK)
/* SQLite's header fills a sector, of 512 bytes at least, and uses 28 of it. The
 * seal ends it: a sector is written whole or not at all. */
#define HEAD    512
#define COUNT   8 /* where the header says how many pages follow */
#define SEAL    (8 + crypto_generichash_BYTES)
#define SEAL_AT (HEAD - SEAL)

static const uint8_t zeros[CHUNK];
static const uint8_t magic[8] = {0xd9, 0xd5, 0x05, 0xf9,
                                 0x20, 0xa1, 0x63, 0xd7};

static sqlite3_file *below(sqlite3_file *f)
{
    return ((struct journal *)f)->below;
}

/* --- the file below ------------------------------------------------------- */

/* Zeros, when there are no BYTES. */
static int put(sqlite3_file *f, const uint8_t *bytes, sqlite3_int64 from,
               sqlite3_int64 to)
{
    int rc = SQLITE_OK;
    for (sqlite3_int64 at = from; rc == SQLITE_OK && at < to; at += CHUNK) {
        const int n = to - at < CHUNK ? (int)(to - at) : CHUNK;
        rc = f->pMethods->xWrite(f, bytes == NULL ? zeros : bytes + at, n, at);
    }
    return rc;
}

static int wipe(sqlite3_file *f, sqlite3_int64 size)
{
    const int rc = put(f, NULL, 0, size);
    return rc == SQLITE_OK ? f->pMethods->xSync(f, SQLITE_SYNC_FULL) : rc;
}

/* Where the last piece of a file ends that is not all zeros; 0: none. */
static int filled_bytes(sqlite3_file *f, sqlite3_int64 size,
                        sqlite3_int64 *out_bytes)
{
    uint8_t piece[SCAN];
    sqlite3_int64 filled = 0;
    int rc = SQLITE_OK;
    for (sqlite3_int64 at = 0; rc == SQLITE_OK && at < size;) {
        const sqlite3_int64 left = size - at;
        const int n = left < SCAN ? (int)left : SCAN;
        rc = f->pMethods->xRead(f, piece, n, at);
        at += n;
        if (memcmp(piece, zeros, (size_t)n) != 0)
            filled = at;
    }
    sodium_memzero(piece, sizeof piece);
    *out_bytes = filled;
    return rc;
}

/* --- the journal in memory ------------------------------------------------ */

/* At first as much as the file has, within bounds: groups are alike. */
static int reserve(struct journal *j, sqlite3_int64 size)
{
    if (size <= j->room)
        return SQLITE_OK;
    sqlite3_int64 room = j->room == 0 ? CHUNK : 2 * j->room;
    while (room < size ||
           (j->room == 0 && room < j->length && room < FIRST_ROOM))
        room *= 2;
    uint8_t *bytes = sqlite3_realloc64(j->bytes, (sqlite3_uint64)room);
    if (bytes == NULL)
        return SQLITE_IOERR_NOMEM;
    j->bytes = bytes;
    j->room = room;
    return SQLITE_OK;
}

/* SQLite's memory is overwritten when it is freed: store/memory.h. */
static void forget(struct journal *j)
{
    sqlite3_free(j->bytes);
    j->bytes = NULL;
    j->size = 0;
    j->room = 0;
    j->is_sealed = false;
    j->is_changed = false;
}

static void hash(const struct journal *j, uint8_t out[static 32])
{
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, NULL, 0, 32);
    (void)crypto_generichash_update(&state, j->bytes, SEAL_AT);
    (void)crypto_generichash_update(&state, j->bytes + HEAD,
                                    (unsigned long long)(j->size - HEAD));
    (void)crypto_generichash_final(&state, out, 32);
}

/* The seal: how many bytes, and their hash. */
static void seal(struct journal *j)
{
    uint8_t *at = j->bytes + SEAL_AT;
    for (int i = 0; i < 8; i++)
        at[i] = (uint8_t)((uint64_t)j->size >> (56 - 8 * i));
    hash(j, at + 8);
}

/* The size that a seal tells; 0: there is none. */
static sqlite3_int64 sealed_bytes(const struct journal *j)
{
    const uint8_t *at = j->bytes + SEAL_AT;
    const uint64_t size = (uint64_t)buf_get_u32(at) << 32 | buf_get_u32(at + 4);
    return size > INT64_MAX ? INT64_MAX : (sqlite3_int64)size;
}

/*
 * Whether what was read is a journal, and up to where. One without a seal is
 * SQLite's own, or an older Chorus's, and speaks for itself.
 */
static bool is_whole(struct journal *j)
{
    uint8_t want[32];
    if (j->size < HEAD || memcmp(j->bytes, magic, sizeof magic) != 0)
        return false;
    if (sodium_is_zero(j->bytes + SEAL_AT, SEAL))
        return true;
    const sqlite3_int64 size = sealed_bytes(j);
    if (size < HEAD || size > j->size)
        return false;
    j->size = size;
    hash(j, want);
    return memcmp(want, j->bytes + SEAL_AT + 8, sizeof want) == 0;
}

/* Whether a journal could begin there: one that is zeros has served, and so has
 * one that was being overwritten, from its beginning. */
static int has_magic(sqlite3_file *f, bool *out_has)
{
    uint8_t head[sizeof magic];
    const int rc = f->pMethods->xRead(f, head, (int)sizeof head, 0);
    *out_has = rc == SQLITE_OK && memcmp(head, magic, sizeof magic) == 0;
    return rc == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : rc;
}

/*
 * Reads what lies there. Before each transaction SQLite looks whether it is a
 * journal; who will write must know also what else has to be overwritten.
 */
static int load(struct journal *j, bool will_write)
{
    sqlite3_file *f = j->below;
    bool may_be_one = true;
    int rc = will_write ? SQLITE_OK : has_magic(f, &may_be_one);
    if (rc != SQLITE_OK || !may_be_one)
        return rc;
    rc = f->pMethods->xFileSize(f, &j->length);
    if (rc == SQLITE_OK)
        rc = filled_bytes(f, j->length, &j->on_disk);
    if (rc != SQLITE_OK || j->on_disk == 0)
        return rc;
    j->is_found = true;
    j->size = j->length;
    rc = reserve(j, j->size);
    for (sqlite3_int64 at = 0; rc == SQLITE_OK && at < j->size; at += CHUNK) {
        const sqlite3_int64 left = j->size - at;
        const int n = left < CHUNK ? (int)left : CHUNK;
        rc = f->pMethods->xRead(f, j->bytes + at, n, at);
    }
    if (rc != SQLITE_OK || !is_whole(j))
        forget(j);
    return rc;
}

/* --- what SQLite calls ---------------------------------------------------- */

static int journal_close(sqlite3_file *f)
{
    forget((struct journal *)f);
    return below(f)->pMethods->xClose(below(f));
}

static int journal_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    const struct journal *j = (const struct journal *)f;
    const sqlite3_int64 left = at < j->size ? j->size - at : 0;
    const size_t there = (size_t)(left < n ? left : n);
    if (there > 0)
        memcpy(to, j->bytes + at, there);
    memset((uint8_t *)to + there, 0, (size_t)n - there);
    return left < n ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

static int journal_write(sqlite3_file *f, const void *from, int n,
                         sqlite3_int64 at)
{
    struct journal *j = (struct journal *)f;
    const int rc = reserve(j, at + n);
    if (rc != SQLITE_OK)
        return rc;
    if (at > j->size)
        memset(j->bytes + j->size, 0, (size_t)(at - j->size));
    memcpy(j->bytes + at, from, (size_t)n);
    j->size = at + n > j->size ? at + n : j->size;
    j->is_changed = true;
    return SQLITE_OK;
}

/* The zeros are synced: that is the commit. */
static int journal_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct journal *j = (struct journal *)f;
    sqlite3_int64 length = 0;
    if (size != 0)
        return SQLITE_IOERR_TRUNCATE; /* SQLite asks for that of no journal */
    int rc = j->on_disk == 0 ? SQLITE_OK : wipe(below(f), j->on_disk);
    /* What the disk has nobody knows now. If the next reader found our zeros,
     * it would take for done what the disk may still take back. */
    if (rc != SQLITE_OK)
        (void)put(below(f), j->bytes, 0, j->size);
    if (rc == SQLITE_OK)
        rc = below(f)->pMethods->xFileSize(below(f), &length);
    /* Of what a crash left the folder may not know yet: it is made again. And
     * readers look into each journal that is not empty. */
    const sqlite3_int64 keep = j->is_found || j->on_disk <= CHUNK ? 0 : KEEP;
    if (rc == SQLITE_OK && length > keep)
        rc = below(f)->pMethods->xTruncate(below(f), keep);
    if (rc != SQLITE_OK)
        return rc;
    forget(j);
    j->on_disk = 0;
    j->is_found = false;
    return SQLITE_OK;
}

/*
 * SQLite syncs twice: first the pages, under a header that says there are none,
 * which protects nothing yet. A third time, after the database was changed,
 * would break the seal while it is needed; nothing spills before its commit, so
 * that SQLite never asks for it.
 */
static int journal_sync(sqlite3_file *f, int flags)
{
    struct journal *j = (struct journal *)f;
    sqlite3_int64 length = 0;
    if (!j->is_changed ||
        (j->size > HEAD && buf_get_u32(j->bytes + COUNT) == 0))
        return SQLITE_OK;
    if (j->is_sealed || j->size < HEAD)
        return SQLITE_IOERR_FSYNC;
    seal(j);
    int rc = below(f)->pMethods->xFileSize(below(f), &length);
    if (rc != SQLITE_OK)
        return rc;
    j->is_sealed = true;
    j->on_disk = j->size > j->on_disk ? j->size : j->on_disk;
    rc = put(below(f), j->bytes, 0, j->size);
    /* In steps, so that few commits make it longer. */
    if (rc == SQLITE_OK && length < j->size)
        rc =
            put(below(f), NULL, j->size, (j->size + CHUNK - 1) / CHUNK * CHUNK);
    if (rc == SQLITE_OK)
        rc = below(f)->pMethods->xSync(below(f), flags);
    j->is_changed = rc != SQLITE_OK;
    return rc;
}

static int journal_size(sqlite3_file *f, sqlite3_int64 *size)
{
    *size = ((const struct journal *)f)->size;
    return SQLITE_OK;
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

/* --- opening -------------------------------------------------------------- */

/*
 * SQLite would make the file and sync its folder, but does not hear when that
 * fails. A commit whose journal has no name on the disk could be half there
 * after a power cut: so the name goes away again, and the commit fails.
 */
static int make(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags)
{
    const int rc = v->xOpen(v, name, f, flags, NULL);
    if (f->pMethods != NULL)
        (void)f->pMethods->xClose(f);
    f->pMethods = NULL;
    if (rc != SQLITE_OK || file_sync_folder(name, NULL) == ERR_OK)
        return rc;
    (void)v->xDelete(v, name, 0);
    return SQLITE_IOERR_DIR_FSYNC;
}

int journal_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags,
                 int *out_flags)
{
    struct journal *j = (struct journal *)f;
    int there = 0;
    memset(j, 0, sizeof *j + (size_t)v->szOsFile);
    j->below = (sqlite3_file *)(j + 1);
    int rc = v->xAccess(v, name, SQLITE_ACCESS_EXISTS, &there);
    /* One that is there and not empty was made by an earlier commit. */
    if (rc == SQLITE_OK && !there && (flags & SQLITE_OPEN_CREATE) != 0)
        rc = make(v, name, j->below, flags);
    if (rc != SQLITE_OK)
        return rc;
    rc = v->xOpen(v, name, j->below, flags & ~SQLITE_OPEN_CREATE, out_flags);
    /* SQLite closes a file that has methods, also after a failed open. */
    if (j->below->pMethods != NULL)
        f->pMethods = &journal_methods;
    return rc == SQLITE_OK ? load(j, (flags & SQLITE_OPEN_READWRITE) != 0) : rc;
}

/* Opens what is there; *OUT_FILE is NULL when nothing is. */
static int open_found(sqlite3_vfs *v, const char *name, sqlite3_file **out_file)
{
    int there = 0;
    *out_file = NULL;
    int rc = v->xAccess(v, name, SQLITE_ACCESS_EXISTS, &there);
    if (rc != SQLITE_OK || !there)
        return rc;
    sqlite3_file *f = sqlite3_malloc(v->szOsFile);
    if (f == NULL)
        return SQLITE_NOMEM;
    memset(f, 0, (size_t)v->szOsFile);
    rc = v->xOpen(v, name, f, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MAIN_JOURNAL,
                  NULL);
    if (f->pMethods == NULL) {
        sqlite3_free(f);
        return rc;
    }
    *out_file = f;
    return rc;
}

static void close_found(sqlite3_file *f)
{
    if (f != NULL)
        (void)f->pMethods->xClose(f);
    sqlite3_free(f);
}

int journal_empty(sqlite3_vfs *v, const char *name)
{
    sqlite3_file *f = NULL;
    sqlite3_int64 size = 0;
    int rc = open_found(v, name, &f);
    if (rc == SQLITE_OK && f != NULL)
        rc = f->pMethods->xFileSize(f, &size);
    if (rc == SQLITE_OK && size > 0)
        rc = wipe(f, size);
    if (rc == SQLITE_OK && size > 0)
        rc = f->pMethods->xTruncate(f, 0);
    if (rc == SQLITE_OK && size > 0)
        rc = f->pMethods->xSync(f, SQLITE_SYNC_FULL);
    close_found(f);
    return rc;
}

bool journal_is_filled(sqlite3_vfs *v, const char *name)
{
    sqlite3_file *f = NULL;
    sqlite3_int64 size = 0;
    sqlite3_int64 filled = 0;
    int rc = open_found(v, name, &f);
    if (rc == SQLITE_OK && f != NULL)
        rc = f->pMethods->xFileSize(f, &size);
    if (rc == SQLITE_OK && f != NULL)
        rc = filled_bytes(f, size, &filled);
    close_found(f);
    return rc != SQLITE_OK || filled > 0;
}
