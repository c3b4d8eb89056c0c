/* A backup's archive, taken apart: the parts are the input's own bytes, under
 * names that end; and none has a name that leads out of the folder and is known
 * to be a backup's. */
#include "fuzz/fuzz.h"

#include "base/archive.h"
#include "conduct/backup_list.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#define BLOCK   512u
#define AT_SIZE 124u
#define AT_SUM  148u

/* A header's sum is one that a mutation would never get right: one that is all
 * zeros is filled in. */
static void fill_sums(uint8_t *bytes, size_t len)
{
    size_t at = 0;
    while (at + BLOCK <= len) {
        static const uint8_t none[8];
        uint8_t *head = bytes + at;
        uint32_t sum = 8 * ' ';
        unsigned long size = 0;
        for (size_t i = 0; i < BLOCK; i++)
            sum += i >= AT_SUM && i < AT_SUM + 8 ? 0 : head[i];
        if (memcmp(head + AT_SUM, none, 8) == 0 && head[0] != 0)
            (void)snprintf((char *)head + AT_SUM, 8, "%06o",
                           (unsigned)(sum & 0777777));
        for (size_t i = AT_SIZE; i < AT_SIZE + 11; i++)
            size = size * 8 + (unsigned long)(head[i] & 7);
        if (size > len)
            return;
        at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
}

struct taken {
    const uint8_t *bytes;
    size_t len;
    size_t at; /* where the next file's header begins */
};

static enum err take(void *ctx, const char *name, const struct buf *bytes,
                     struct err_note *note)
{
    struct taken *t = ctx;
    (void)note;
    err_assert(name[0] != 0 && strlen(name) <= ARCHIVE_NAME_MAX);
    if (backup_name_is_known(name))
        err_assert(name[0] != '/' && strstr(name, "..") == NULL &&
                   fuzz_is_plain(name));
    t->at += BLOCK;
    err_assert(t->at + bytes->len <= t->len);
    err_assert(bytes->len == 0 ||
               memcmp(t->bytes + t->at, bytes->data, bytes->len) == 0);
    t->at += (bytes->len + BLOCK - 1) / BLOCK * BLOCK;
    return ERR_OK;
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static int fd = -1;
    static char path[64];
    struct err_note note = {""};
    uint8_t *bytes = (uint8_t *)fuzz_text(data, len);
    struct taken taken = {bytes, len, 0};
    if (fd < 0) {
        fd = memfd_create("archive", MFD_CLOEXEC);
        (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        err_assert(fd >= 0);
    }
    fill_sums(bytes, len);
    err_assert(pwrite(fd, bytes, len, 0) == (ssize_t)len);
    err_assert(ftruncate(fd, (off_t)len) == 0);
    fuzz_note(archive_each(path, take, &taken, &note), &note);
    free(bytes);
    return 0;
}
