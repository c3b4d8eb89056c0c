/* Files that end in a hash of all above it, which a mutation would never get
 * right: the target adds it to an input that has none. */
#ifndef CHORUS_TESTS_FUZZ_SUMMED_H
#define CHORUS_TESTS_FUZZ_SUMMED_H

#include "fuzz/file.h"

#include "ceremony/lines.h"

/* The least that Argon2id takes, and that a target may spend. */
static const char fuzz_light[] = "\nops 1\nmem_bytes 8192\n";

static inline bool fuzz_has(const struct buf *b, const char *text)
{
    return b->len > 0 && memmem(b->data, b->len, text, strlen(text)) != NULL;
}

/* Writes the file. Returns the passphrase to try: an empty one, which is
 * refused before Argon2id, where the file asks for more than the least. */
static inline const char *fuzz_summed_put(struct fuzz_file *file,
                                          const char *name, const uint8_t *data,
                                          size_t len)
{
    struct buf b = BUF_INIT;
    buf_put(&b, data, len);
    if (!fuzz_has(&b, "\nsha256 "))
        err_assert(lines_put_sum(&b) == ERR_OK);
    const char *passphrase = fuzz_has(&b, fuzz_light) ? "fuzz" : "";
    fuzz_file_put(file, name, b.data, b.len);
    buf_free(&b);
    return passphrase;
}

#endif
