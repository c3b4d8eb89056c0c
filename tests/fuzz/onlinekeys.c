/* The server's key files of a wave: the input stands for the POPRF's, the
 * board's is a good one. One text for one key. */
#include "fuzz/file.h"

#include "wave/onlinekeys.h"
#include "wave/signature.h"

#include <sodium.h>

/* Writes a good pair, and takes both files into memory. */
static void begin(struct fuzz_file *file)
{
    struct wave_onlinekeys *keys = NULL;
    struct buf board = BUF_INIT;
    struct file_path path;
    fuzz_file_put(file, "first", "", 0);
    err_assert(sodium_init() >= 0 && wave_onlinekeys_new(&keys) == ERR_OK);
    keys->poprf_sk[0] = 5;
    err_assert(crypto_scalarmult_ristretto255_base(keys->poprf_pk,
                                                   keys->poprf_sk) == 0);
    wave_board_keypair(&keys->board_pk, &keys->board_sk);
    err_assert(wave_onlinekeys_write_new(file->dir.s, "w", keys, NULL) ==
               ERR_OK);
    err_assert(file_join(file->dir.s, "w.board", &path) == ERR_OK);
    err_assert(file_read(path.s, 4096, &board, NULL) == ERR_OK);
    fuzz_file_put_beside(file, "w.board", board.data, board.len);
    wave_onlinekeys_free(keys);
    buf_free(&board);
}

/* What a file of this key says. */
static struct buf text_of(const struct wave_onlinekeys *keys)
{
    char text[ENCODE_B64U_SIZE(32)];
    struct buf b = BUF_INIT;
    encode_b64u(keys->poprf_pk, 32, text);
    buf_printf(&b,
               "chorus-online-key-v1\nalgorithm: poprf-ristretto255-sha512\n"
               "wave: w\npublic: %s\n",
               text);
    encode_b64u(keys->poprf_sk, 32, text);
    buf_printf(&b, "secret: %s\n", text);
    return b;
}

int FUZZ_ENTRY(const uint8_t *data, size_t len)
{
    static struct fuzz_file file;
    struct wave_onlinekeys *keys = NULL;
    struct err_note note = {""};
    if (file.dir.s[0] == 0)
        begin(&file);
    fuzz_file_put(&file, "w.poprf", data, len);
    enum err e = wave_onlinekeys_read(file.dir.s, "w", &keys, &note);
    fuzz_note(e, &note);
    err_assert((e == ERR_OK) == (keys != NULL));
    if (keys != NULL) {
        struct buf text = text_of(keys);
        err_assert(len == text.len && memcmp(data, text.data, len) == 0);
        buf_free(&text);
    }
    wave_onlinekeys_free(keys);
    return 0;
}
