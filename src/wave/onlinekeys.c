#include "wave/onlinekeys.h"

#include "base/encode.h"
#include "base/file.h"
#include "wave/manifest.h"

#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>

#define FORMAT       "chorus-online-key-v1"
#define KEY_FILE_MAX 512u

/* What differs between the two files. */
struct kind {
    const char *suffix;
    const char *algorithm;
    bool (*derive)(const uint8_t secret[static 32],
                   uint8_t out_public[static 32]);
};

/* libsodium has no check for canonical scalars: reducing must change nothing.
 */
static bool scalar_is_canonical(const uint8_t scalar[static 32])
{
    uint8_t wide[64] = {0};
    uint8_t reduced[32];
    memcpy(wide, scalar, 32);
    crypto_core_ristretto255_scalar_reduce(reduced, wide);
    bool is_same = sodium_memcmp(reduced, scalar, 32) == 0;
    sodium_memzero(wide, sizeof wide);
    sodium_memzero(reduced, sizeof reduced);
    return is_same && !sodium_is_zero(scalar, 32);
}

static bool derive_poprf(const uint8_t secret[static 32],
                         uint8_t out_public[static 32])
{
    return scalar_is_canonical(secret) &&
           crypto_scalarmult_ristretto255_base(out_public, secret) == 0;
}

static bool derive_board(const uint8_t seed[static 32],
                         uint8_t out_public[static 32])
{
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    int failed = crypto_sign_seed_keypair(out_public, secret, seed);
    sodium_memzero(secret, sizeof secret);
    return failed == 0;
}

static const struct kind poprf_kind = {".poprf", "poprf-ristretto255-sha512",
                                       derive_poprf};
static const struct kind board_kind = {".board", "board-ed25519", derive_board};

enum err wave_onlinekeys_new(struct wave_onlinekeys **out_keys)
{
    struct wave_onlinekeys *keys = sodium_malloc(sizeof *keys);
    if (keys == NULL)
        return ERR_MEMORY;
    sodium_memzero(keys, sizeof *keys);
    *out_keys = keys;
    return ERR_OK;
}

void wave_onlinekeys_free(struct wave_onlinekeys *keys)
{
    sodium_free(keys);
}

static enum err key_path(const char *keys_dir, const char *wave,
                         const struct kind *kind, struct file_path *out_path,
                         struct err_note *note)
{
    char name[WAVE_NAME_MAX + 16];
    err_assert(wave_name_is_valid(wave));
    (void)snprintf(name, sizeof name, "%s%s", wave, kind->suffix);
    if (file_join(keys_dir, name, out_path) != ERR_OK)
        return err_say(note, ERR_RANGE, "the name of the folder is too long");
    return ERR_OK;
}

static void put_line(struct buf *b, const char *name, const uint8_t *bytes)
{
    char text[ENCODE_B64U_SIZE(32)];
    encode_b64u(bytes, 32, text);
    buf_put_text(b, name);
    buf_put_text(b, text);
    buf_put_u8(b, '\n');
    sodium_memzero(text, sizeof text);
}

static enum err write_one(const struct file_path *path, const char *wave,
                          const struct kind *kind,
                          const uint8_t secret[static 32],
                          const uint8_t public[static 32],
                          struct err_note *note)
{
    uint8_t derived[32];
    if (!kind->derive(secret, derived) || memcmp(derived, public, 32) != 0)
        return err_say(note, ERR_RANGE,
                       "%s: the two halves of the key do not belong together",
                       path->s);
    struct buf b = BUF_INIT;
    buf_put_text(&b, FORMAT "\nalgorithm: ");
    buf_put_text(&b, kind->algorithm);
    buf_put_text(&b, "\nwave: ");
    buf_put_text(&b, wave);
    put_line(&b, "\npublic: ", public);
    put_line(&b, "secret: ", secret);
    enum err e = buf_check(&b);
    if (e == ERR_OK)
        e = file_write_new(path->s, b.data, b.len, 0600, note);
    buf_wipe(&b);
    return e;
}

enum err wave_onlinekeys_write_new(const char *keys_dir, const char *wave,
                                   const struct wave_onlinekeys *keys,
                                   struct err_note *note)
{
    struct file_path poprf;
    struct file_path board;
    enum err e = key_path(keys_dir, wave, &poprf_kind, &poprf, note);
    if (e == ERR_OK)
        e = key_path(keys_dir, wave, &board_kind, &board, note);
    if (e == ERR_OK && file_exists(board.s))
        e = err_say(note, ERR_EXISTS, "%s is there already", board.s);
    if (e == ERR_OK)
        e = write_one(&poprf, wave, &poprf_kind, keys->poprf_sk, keys->poprf_pk,
                      note);
    if (e != ERR_OK)
        return e;
    /* libsodium's secret key begins with the seed. */
    e = write_one(&board, wave, &board_kind, keys->board_sk.b, keys->board_pk.b,
                  note);
    if (e != ERR_OK && file_destroy(poprf.s, NULL) != ERR_OK)
        return err_say(note, e,
                       "%s could not be written, and %s not removed: "
                       "remove it by hand",
                       board.s, poprf.s);
    return e;
}

/* A key that others can read is not a secret: better no wave than that. */
static enum err check_private(const char *path, struct err_note *note)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return err_say(note, file_err(errno), "%s: %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return err_say(note, ERR_DENIED, "%s is not an ordinary file", path);
    if ((st.st_mode & 077) != 0)
        return err_say(note, ERR_DENIED,
                       "%s can be read by others than its owner: find out who "
                       "did, then chmod 600 it",
                       path);
    return ERR_OK;
}

/* Takes PREFIX and what follows up to LF off the text at *AT. */
static bool take_line(const char **at, const char *prefix, const char **out,
                      size_t *out_len)
{
    size_t prefix_len = strlen(prefix);
    if (strncmp(*at, prefix, prefix_len) != 0)
        return false;
    const char *start = *at + prefix_len;
    const char *end = strchr(start, '\n');
    if (end == NULL)
        return false;
    *out = start;
    *out_len = (size_t)(end - start);
    *at = end + 1;
    return true;
}

static bool take_exactly(const char **at, const char *prefix, const char *text)
{
    const char *value = NULL;
    size_t len = 0;
    return take_line(at, prefix, &value, &len) && len == strlen(text) &&
           memcmp(value, text, len) == 0;
}

static bool take_bytes(const char **at, const char *prefix, uint8_t *out)
{
    const char *value = NULL;
    size_t len = 0;
    return take_line(at, prefix, &value, &len) &&
           decode_b64u(value, len, out, 32) == ERR_OK;
}

static enum err read_one(const char *keys_dir, const char *wave,
                         const struct kind *kind, uint8_t out_secret[static 32],
                         uint8_t out_public[static 32], struct err_note *note)
{
    struct file_path path;
    enum err e = key_path(keys_dir, wave, kind, &path, note);
    if (e == ERR_OK)
        e = check_private(path.s, note);
    struct buf b = BUF_INIT;
    if (e == ERR_OK)
        e = file_read(path.s, KEY_FILE_MAX, &b, note);
    if (e == ERR_RANGE)
        e = ERR_CORRUPT;
    if (e != ERR_OK)
        return e;
    const char *at = buf_text(&b);
    const char *end = at + b.len;
    uint8_t derived[32] = {0};
    if (!take_exactly(&at, FORMAT, "") ||
        !take_exactly(&at, "algorithm: ", kind->algorithm) ||
        !take_exactly(&at, "wave: ", wave) ||
        !take_bytes(&at, "public: ", out_public) ||
        !take_bytes(&at, "secret: ", out_secret) || at != end ||
        !kind->derive(out_secret, derived) ||
        memcmp(derived, out_public, sizeof derived) != 0)
        e = err_say(note, ERR_CORRUPT,
                    "%s is not the key of this wave; restore it from a backup",
                    path.s);
    buf_wipe(&b);
    return e;
}

enum err wave_onlinekeys_read(const char *keys_dir, const char *wave,
                              struct wave_onlinekeys **out_keys,
                              struct err_note *note)
{
    struct wave_onlinekeys *keys = NULL;
    enum err e = wave_onlinekeys_new(&keys);
    if (e != ERR_OK)
        return e;
    e = read_one(keys_dir, wave, &poprf_kind, keys->poprf_sk, keys->poprf_pk,
                 note);
    if (e == ERR_OK)
        e = read_one(keys_dir, wave, &board_kind, keys->board_sk.b,
                     keys->board_pk.b, note);
    /* The second half of libsodium's secret key is the public one. */
    if (e == ERR_OK)
        memcpy(keys->board_sk.b + 32, keys->board_pk.b, 32);
    if (e != ERR_OK) {
        wave_onlinekeys_free(keys);
        return e;
    }
    *out_keys = keys;
    return ERR_OK;
}

enum err wave_onlinekeys_destroy(const char *keys_dir, const char *wave,
                                 struct err_note *note)
{
    const struct kind *const kinds[] = {&poprf_kind, &board_kind};
    enum err first = ERR_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct file_path path;
        enum err e = key_path(keys_dir, wave, kinds[i], &path, note);
        if (e == ERR_OK)
            e = file_destroy(path.s, note);
        if (first == ERR_OK)
            first = e;
    }
    return first;
}
