/*
 * Everything on a disk at one moment: each file under a folder, whatever its
 * name, with its time; and what the attacker knows besides.
 */
#ifndef CHORUS_TESTS_PRIVACY_LINK_IMAGE_H
#define CHORUS_TESTS_PRIVACY_LINK_IMAGE_H

#include "privacy/link_pages.h"

#define LINK_FILES_MAX 64

/* One of the roster, and what the attacker saw of this person from outside. */
struct link_person {
    uint16_t group;
    uint8_t invite[32]; /* the public key of the person's invite */
    double issued;      /* place in the true order of issues */
    double redeemed;    /* and of ballots; negative: not yet */
    double request;     /* length of the request that brought the ballot */
    /* The truth, for scoring alone. */
    uint8_t nullifier[32];
    uint8_t sealed_hash[32];
};

struct link_file {
    char name[256]; /* below the folder */
    struct buf bytes;
    double changed_sec;
};

struct link_image {
    struct link_file files[LINK_FILES_MAX];
    size_t count;
};

HELP bool link_ends_with(const char *name, const char *end)
{
    const size_t n = strlen(name);
    const size_t m = strlen(end);
    return n >= m && strcmp(name + n - m, end) == 0;
}

HELP void link_take_file(struct link_image *image, const char *path,
                         const char *name, const struct stat *st)
{
    assert_true(image->count < LINK_FILES_MAX);
    struct link_file *f = &image->files[image->count++];
    (void)snprintf(f->name, sizeof f->name, "%s", name);
    f->bytes = raw_bytes(path);
    f->changed_sec =
        (double)st->st_mtim.tv_sec + (double)st->st_mtim.tv_nsec / 1e9;
}

/* Reads a folder; BELOW is where in it, "" at first. */
HELP void link_take(struct link_image *image, const char *folder,
                    const char *below)
{
    char path[1200];
    (void)snprintf(path, sizeof path, "%s/%s", folder, below);
    DIR *d = opendir(path);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        char name[256];
        struct stat st;
        const int n = snprintf(name, sizeof name, "%s%s%s", below,
                               below[0] != 0 ? "/" : "", e->d_name);
        assert_true(n > 0 && (size_t)n < sizeof name);
        (void)snprintf(path, sizeof path, "%s/%s", folder, name);
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            link_take(image, folder, name);
        else if (S_ISREG(st.st_mode))
            link_take_file(image, path, name, &st);
    }
    (void)closedir(d);
}

HELP void link_image_free(struct link_image *image)
{
    for (size_t i = 0; i < image->count; i++)
        buf_free(&image->files[i].bytes);
    image->count = 0;
}

HELP struct link_file *link_file_of(struct link_image *image, const char *end)
{
    for (size_t i = 0; i < image->count; i++)
        if (link_ends_with(image->files[i].name, end))
            return &image->files[i];
    return NULL;
}

/* Writes the image into another folder: what a restart would find. */
HELP void link_image_put(const struct link_image *image, const char *folder)
{
    for (size_t i = 0; i < image->count; i++) {
        const struct link_file *f = &image->files[i];
        char path[1200];
        (void)snprintf(path, sizeof path, "%s/%s", folder, f->name);
        assert_int_equal(
            file_write(path, f->bytes.data, f->bytes.len, 0600, NULL), ERR_OK);
    }
}

/*
 * A database as its readers would see it: the frames of its WAL that are of one
 * series, laid over its pages. Source: sqlite.org/fileformat2.html, 4.1.
 * Out: the caller frees it.
 */
HELP struct buf link_database(struct link_image *image, const char *end)
{
    struct buf db = BUF_INIT;
    char wal_end[64];
    struct link_file *f = link_file_of(image, end);
    (void)snprintf(wal_end, sizeof wal_end, "%s-wal", end);
    const struct link_file *w = link_file_of(image, wal_end);
    if (f == NULL)
        return db;
    buf_put(&db, f->bytes.data, f->bytes.len);
    if (w == NULL || w->bytes.len < 32 || db.len < 512)
        return db;
    const uint8_t *b = w->bytes.data;
    const size_t page = pages_u32(b + 8);
    for (size_t at = 32; at + 24 + page <= w->bytes.len; at += 24 + page) {
        const size_t to = (pages_u32(b + at) - 1) * page;
        if (memcmp(b + at + 8, b + 16, 8) == 0 && to + page <= db.len)
            memcpy(db.data + to, b + at + 24, page);
    }
    return db;
}

#endif
