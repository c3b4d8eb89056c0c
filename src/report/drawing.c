#include "report/drawing.h"

#include <sys/mman.h>

/* The summary of an institution of 82 units takes 23 MiB; a chart less. */
#define ROOM_BYTES (64u << 20)

enum err drawing_has_room(void)
{
    void *room = mmap(NULL, ROOM_BYTES, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return ERR_MEMORY;
    (void)munmap(room, ROOM_BYTES);
    return ERR_OK;
}
