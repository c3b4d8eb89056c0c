#include "store/memory.h"

#include <sodium.h>
#include <sqlite3.h>
#include <string.h>

/* SQLite keeps its allocator for the life of the process: hence static. */
static sqlite3_mem_methods below;

static void wipe_free(void *p)
{
    if (p != NULL)
        sodium_memzero(p, (size_t)below.xSize(p));
    below.xFree(p);
}

/* In place is below's to decide, and would leave what was moved away from. */
static void *wipe_realloc(void *p, int n)
{
    void *q = below.xMalloc(n);
    if (q == NULL)
        return NULL;
    const int old = below.xSize(p);
    memcpy(q, p, (size_t)(old < n ? old : n));
    wipe_free(p);
    return q;
}

void memory_wipe_freed(void)
{
    sqlite3_mem_methods wiping;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &wiping) != SQLITE_OK ||
        wiping.xFree == wipe_free)
        return;
    below = wiping;
    wiping.xFree = wipe_free;
    wiping.xRealloc = wipe_realloc;
    (void)sqlite3_config(SQLITE_CONFIG_MALLOC, &wiping);
}
