/*
 * Replays the corpora without libFuzzer: every file of tests/fuzz/corpus/NAME
 * through the target NAME, in one program that any compiler builds. Here stand
 * the inputs that once failed. Run from the repository's root; prints TAP.
 */
#include "base/encode.h"
#include "base/file.h"

#include <dirent.h>
#include <sodium.h>
#include <stdlib.h>

#define CORPUS    "tests/fuzz/corpus"
#define INPUT_MAX 65536u

/* clang-format off */
#define TARGETS(X) \
    X(address) X(answers) X(archive) X(audit) X(board) X(calendar) X(config) X(crosswalk) \
    X(csv) X(datetime) X(device) X(encode) X(fields) X(form) X(head) \
    X(information) X(invite) X(issue) X(keyfile) X(language) X(letters) \
    X(manifest) X(multipart) X(offers) X(onlinekeys) X(pass) X(published) \
    X(receipt) X(redeem) X(resources) X(roster) X(sets) X(settings) \
    X(sharefile) X(sheet) X(signature) X(signon) X(survey) X(tables) X(units) \
    X(wording) X(words)
/* clang-format on */

#define DECLARE(name) int fuzz_##name(const uint8_t *data, size_t len);
#define ROW(name)     {#name, fuzz_##name},
TARGETS(DECLARE)

static const struct target {
    const char *name;
    int (*one)(const uint8_t *data, size_t len);
} targets[] = {TARGETS(ROW)};
#define TARGET_COUNT (sizeof targets / sizeof *targets)

/* The input in memory of exactly its size, so that reading on is seen. */
static void replay(const struct target *target, const char *path)
{
    struct buf bytes = BUF_INIT;
    struct err_note note = {""};
    if (file_read(path, INPUT_MAX, &bytes, &note) != ERR_OK) {
        (void)fprintf(stderr, "%s\n", note.text);
        abort();
    }
    uint8_t *exact = malloc(bytes.len == 0 ? 1 : bytes.len);
    err_assert(exact != NULL);
    if (bytes.len > 0)
        memcpy(exact, bytes.data, bytes.len);
    (void)target->one(exact, bytes.len);
    free(exact);
    buf_free(&bytes);
}

static size_t replay_all(const struct target *target)
{
    struct file_path folder;
    struct file_path path;
    size_t count = 0;
    err_assert(file_join(CORPUS, target->name, &folder) == ERR_OK);
    DIR *dir = opendir(folder.s);
    if (dir == NULL)
        return 0;
    for (struct dirent *d = readdir(dir); d != NULL; d = readdir(dir)) {
        if (d->d_name[0] == '.')
            continue;
        err_assert(file_join(folder.s, d->d_name, &path) == ERR_OK);
        (void)fprintf(stderr, "# %s\n", path.s); /* the last one failed */
        replay(target, path.s);
        count++;
    }
    (void)closedir(dir);
    return count;
}

/* Folders for which there is no target. */
static size_t strangers(void)
{
    size_t count = 0;
    DIR *dir = opendir(CORPUS);
    err_assert(dir != NULL);
    for (struct dirent *d = readdir(dir); d != NULL; d = readdir(dir)) {
        size_t i = 0;
        while (i < TARGET_COUNT && strcmp(targets[i].name, d->d_name) != 0)
            i++;
        count += d->d_name[0] != '.' && i == TARGET_COUNT;
    }
    (void)closedir(dir);
    return count;
}

int main(void)
{
    bool good = sodium_init() >= 0;
    (void)printf("1..%zu\n", TARGET_COUNT + 1);
    for (size_t i = 0; i < TARGET_COUNT; i++) {
        size_t count = replay_all(&targets[i]);
        good = good && count > 0;
        (void)printf("%sok %zu - %s: %zu inputs\n", count > 0 ? "" : "not ",
                     i + 1, targets[i].name, count);
    }
    bool known = strangers() == 0;
    (void)printf("%sok %zu - every corpus has a target\n", known ? "" : "not ",
                 TARGET_COUNT + 1);
    return good && known ? 0 : 1;
}
