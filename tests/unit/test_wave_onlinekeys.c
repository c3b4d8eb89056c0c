#include "unit/temp_dir.h"

#include "wave/onlinekeys.h"
#include "wave/signature.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>
#include <sys/stat.h>

static struct wave_onlinekeys *fresh_keys(void)
{
    struct wave_onlinekeys *keys = NULL;
    assert_int_equal(wave_onlinekeys_new(&keys), ERR_OK);
    crypto_core_ristretto255_scalar_random(keys->poprf_sk);
    assert_int_equal(
        crypto_scalarmult_ristretto255_base(keys->poprf_pk, keys->poprf_sk), 0);
    wave_board_keypair(&keys->board_pk, &keys->board_sk);
    return keys;
}

static enum err read_keys(const struct temp_dir *dir, const char *wave,
                          struct err_note *note)
{
    struct wave_onlinekeys *keys = NULL;
    enum err e = wave_onlinekeys_read(dir->path, wave, &keys, note);
    if (e != ERR_OK)
        assert_null(keys);
    wave_onlinekeys_free(keys);
    return e;
}

/* A folder with the keys of the wave "w". */
static struct temp_dir with_keys(void)
{
    struct temp_dir dir = temp_dir_make();
    struct wave_onlinekeys *keys = fresh_keys();
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_OK);
    wave_onlinekeys_free(keys);
    return dir;
}

static void keys_are_written_0600_and_read_back(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct wave_onlinekeys *keys = fresh_keys();
    struct wave_onlinekeys *again = NULL;
    assert_int_equal(
        wave_onlinekeys_write_new(dir.path, "2026-fall", keys, NULL), ERR_OK);
    static const char *const names[] = {"2026-fall.poprf", "2026-fall.board"};
    for (size_t i = 0; i < 2; i++) {
        struct file_path path = temp_dir_file(&dir, names[i]);
        struct stat st;
        assert_int_equal(stat(path.s, &st), 0);
        assert_int_equal(st.st_mode & 07777, 0600);
    }
    assert_int_equal(temp_dir_count(&dir), 2);
    assert_int_equal(wave_onlinekeys_read(dir.path, "2026-fall", &again, NULL),
                     ERR_OK);
    assert_memory_equal(again, keys, sizeof *keys);
    wave_onlinekeys_free(keys);
    wave_onlinekeys_free(again);
    temp_dir_remove(&dir);
}

static void keys_are_never_written_over(void **state)
{
    (void)state;
    struct temp_dir dir = with_keys();
    struct wave_onlinekeys *keys = fresh_keys();
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_EXISTS);
    /* One of the two is enough. */
    struct file_path poprf = temp_dir_file(&dir, "w.poprf");
    assert_int_equal(unlink(poprf.s), 0);
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_EXISTS);
    assert_int_equal(temp_dir_count(&dir), 1);
    wave_onlinekeys_free(keys);
    temp_dir_remove(&dir);
}

static void halves_that_do_not_belong_together_are_not_written(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct wave_onlinekeys *keys = fresh_keys();
    keys->board_pk.b[0] ^= 1;
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_RANGE);
    keys->board_pk.b[0] ^= 1;
    keys->poprf_pk[0] ^= 1;
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_RANGE);
    assert_int_equal(temp_dir_count(&dir), 0);
    wave_onlinekeys_free(keys);
    temp_dir_remove(&dir);
}

static void a_file_that_others_can_read_is_refused(void **state)
{
    (void)state;
    static const mode_t modes[] = {0640, 0604, 0620, 0601};
    struct temp_dir dir = with_keys();
    struct file_path board = temp_dir_file(&dir, "w.board");
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct err_note note = {""};
        assert_int_equal(chmod(board.s, modes[i]), 0);
        assert_int_equal(read_keys(&dir, "w", &note), ERR_DENIED);
        assert_non_null(strstr(note.text, "chmod 600"));
    }
    assert_int_equal(chmod(board.s, 0400), 0);
    assert_int_equal(read_keys(&dir, "w", NULL), ERR_OK);
    temp_dir_remove(&dir);
}

static void a_link_to_a_file_is_refused(void **state)
{
    (void)state;
    struct temp_dir dir = with_keys();
    struct file_path from = temp_dir_file(&dir, "w.board");
    struct file_path to = temp_dir_file(&dir, "elsewhere");
    assert_int_equal(rename(from.s, to.s), 0);
    assert_int_equal(symlink(to.s, from.s), 0);
    assert_int_equal(read_keys(&dir, "w", NULL), ERR_DENIED);
    temp_dir_remove(&dir);
}

static void the_files_of_another_wave_are_refused(void **state)
{
    (void)state;
    struct temp_dir dir = with_keys();
    assert_int_equal(rename(temp_dir_file(&dir, "w.poprf").s,
                            temp_dir_file(&dir, "v.poprf").s),
                     0);
    assert_int_equal(rename(temp_dir_file(&dir, "w.board").s,
                            temp_dir_file(&dir, "v.board").s),
                     0);
    assert_int_equal(read_keys(&dir, "v", NULL), ERR_CORRUPT);
    assert_int_equal(read_keys(&dir, "w", NULL), ERR_NOT_FOUND);
    temp_dir_remove(&dir);
}

static void a_board_key_is_no_poprf_key(void **state)
{
    (void)state;
    struct temp_dir dir = with_keys();
    assert_int_equal(rename(temp_dir_file(&dir, "w.board").s,
                            temp_dir_file(&dir, "w.poprf").s),
                     0);
    assert_int_equal(read_keys(&dir, "w", NULL), ERR_CORRUPT);
    temp_dir_remove(&dir);
}

/* Any byte may be damaged: the secret no longer fits the public half. */
static void every_changed_byte_of_a_file_is_noticed(void **state)
{
    (void)state;
    static const char *const names[] = {"w.poprf", "w.board"};
    struct temp_dir dir = with_keys();
    for (size_t i = 0; i < 2; i++) {
        struct file_path path = temp_dir_file(&dir, names[i]);
        struct buf b = BUF_INIT;
        assert_int_equal(file_read(path.s, 1024, &b, NULL), ERR_OK);
        for (size_t at = 0; at < b.len; at++) {
            b.data[at] ^= 1;
            assert_int_equal(file_write(path.s, b.data, b.len, 0600, NULL),
                             ERR_OK);
            assert_int_equal(read_keys(&dir, "w", NULL), ERR_CORRUPT);
            b.data[at] ^= 1;
        }
        assert_int_equal(file_write(path.s, b.data, b.len - 1, 0600, NULL),
                         ERR_OK);
        assert_int_equal(read_keys(&dir, "w", NULL), ERR_CORRUPT);
        buf_put_u8(&b, '\n');
        assert_int_equal(file_write(path.s, b.data, b.len, 0600, NULL), ERR_OK);
        assert_int_equal(read_keys(&dir, "w", NULL), ERR_CORRUPT);
        assert_int_equal(file_write(path.s, b.data, b.len - 1, 0600, NULL),
                         ERR_OK);
        assert_int_equal(read_keys(&dir, "w", NULL), ERR_OK);
        buf_wipe(&b);
    }
    temp_dir_remove(&dir);
}

static void a_scalar_that_is_zero_or_not_reduced_is_refused(void **state)
{
    (void)state;
    /* The group's order, little-endian: a multiple of it is zero. */
    static const uint8_t order[32] = {
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
        0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    struct temp_dir dir = temp_dir_make();
    struct wave_onlinekeys *keys = fresh_keys();
    memset(keys->poprf_sk, 0, 32);
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_RANGE);
    memcpy(keys->poprf_sk, order, 32);
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_RANGE);
    /* One above the order is another spelling of one, with the base's key. */
    uint8_t one[32] = {1};
    assert_int_equal(crypto_scalarmult_ristretto255_base(keys->poprf_pk, one),
                     0);
    keys->poprf_sk[0]++;
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_RANGE);
    memcpy(keys->poprf_sk, one, 32);
    assert_int_equal(wave_onlinekeys_write_new(dir.path, "w", keys, NULL),
                     ERR_OK);
    wave_onlinekeys_free(keys);
    temp_dir_remove(&dir);
}

static void destroying_can_be_repeated_and_leaves_nothing(void **state)
{
    (void)state;
    struct temp_dir dir = with_keys();
    /* A second name shows what became of the bytes. */
    struct file_path poprf = temp_dir_file(&dir, "w.poprf");
    struct file_path other = temp_dir_file(&dir, "other");
    struct stat before;
    assert_int_equal(stat(poprf.s, &before), 0);
    assert_int_equal(link(poprf.s, other.s), 0);
    assert_int_equal(wave_onlinekeys_destroy(dir.path, "w", NULL), ERR_OK);
    assert_int_equal(temp_dir_count(&dir), 1);
    struct buf b = BUF_INIT;
    assert_int_equal(file_read(other.s, 1024, &b, NULL), ERR_OK);
    assert_int_equal(b.len, before.st_size);
    assert_true(sodium_is_zero(b.data, b.len));
    buf_free(&b);
    assert_int_equal(wave_onlinekeys_destroy(dir.path, "w", NULL), ERR_OK);
    assert_int_equal(read_keys(&dir, "w", NULL), ERR_NOT_FOUND);
    temp_dir_remove(&dir);
}

static void no_folder_is_an_error_that_names_it(void **state)
{
    (void)state;
    struct wave_onlinekeys *keys = fresh_keys();
    struct err_note note = {""};
    assert_int_equal(
        wave_onlinekeys_write_new("/nonexistent", "w", keys, &note),
        ERR_NOT_FOUND);
    assert_non_null(strstr(note.text, "/nonexistent"));
    wave_onlinekeys_free(keys);
}

static const char document[] = "{\"format\":\"chorus-board-v1\"}";
#define DOCUMENT_LEN (sizeof document - 1)

static void a_signature_is_over_the_label_and_the_hash(void **state)
{
    (void)state;
    struct wave_board_public public;
    struct wave_board_secret secret;
    wave_board_keypair(&public, &secret);
    static const char *const names[] = {"board", "release"};
    for (int kind = 0; kind < 2; kind++) {
        char text[WAVE_SIGNATURE_TEXT_SIZE];
        wave_sign_document((enum wave_document)kind, document, DOCUMENT_LEN,
                           &secret, text);
        uint8_t sig[64];
        assert_int_equal(strlen(text), 86);
        assert_int_equal(decode_b64u(text, 86, sig, sizeof sig), ERR_OK);
        /* u8(length) || "chorus-v1:" || name || SHA-256, as on the page. */
        struct buf message = BUF_INIT;
        uint8_t hash[32];
        crypto_hash_sha256(hash, (const uint8_t *)document, DOCUMENT_LEN);
        buf_put_u8(&message, (uint8_t)(10 + strlen(names[kind])));
        buf_put_text(&message, "chorus-v1:");
        buf_put_text(&message, names[kind]);
        buf_put(&message, hash, sizeof hash);
        assert_int_equal(crypto_sign_verify_detached(sig, message.data,
                                                     message.len, public.b),
                         0);
        buf_free(&message);
    }
}

static void a_document_is_verified_with_its_key_kind_and_bytes_only(
    void **state)
{
    (void)state;
    struct wave_board_public public;
    struct wave_board_secret secret;
    struct wave_board_public other;
    struct wave_board_secret other_secret;
    wave_board_keypair(&public, &secret);
    wave_board_keypair(&other, &other_secret);
    char text[WAVE_SIGNATURE_TEXT_SIZE + 2];
    wave_sign_document(WAVE_DOCUMENT_BOARD, document, DOCUMENT_LEN, &secret,
                       text);
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_BOARD, document,
                                          DOCUMENT_LEN, text, 86, &public),
                     ERR_OK);
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_RELEASE, document,
                                          DOCUMENT_LEN, text, 86, &public),
                     ERR_DENIED);
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_BOARD, document,
                                          DOCUMENT_LEN - 1, text, 86, &public),
                     ERR_DENIED);
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_BOARD, document,
                                          DOCUMENT_LEN, text, 86, &other),
                     ERR_DENIED);
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_BOARD, document,
                                          DOCUMENT_LEN, text, 85, &public),
                     ERR_FORMAT);
    text[86] = '\n';
    text[87] = '\n';
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_BOARD, document,
                                          DOCUMENT_LEN, text, 87, &public),
                     ERR_OK);
    assert_int_equal(wave_verify_document(WAVE_DOCUMENT_BOARD, document,
                                          DOCUMENT_LEN, text, 88, &public),
                     ERR_FORMAT);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_written_0600_and_read_back),
        cmocka_unit_test(keys_are_never_written_over),
        cmocka_unit_test(halves_that_do_not_belong_together_are_not_written),
        cmocka_unit_test(a_file_that_others_can_read_is_refused),
        cmocka_unit_test(a_link_to_a_file_is_refused),
        cmocka_unit_test(the_files_of_another_wave_are_refused),
        cmocka_unit_test(a_board_key_is_no_poprf_key),
        cmocka_unit_test(every_changed_byte_of_a_file_is_noticed),
        cmocka_unit_test(a_scalar_that_is_zero_or_not_reduced_is_refused),
        cmocka_unit_test(destroying_can_be_repeated_and_leaves_nothing),
        cmocka_unit_test(no_folder_is_an_error_that_names_it),
        cmocka_unit_test(a_signature_is_over_the_label_and_the_hash),
        cmocka_unit_test(
            a_document_is_verified_with_its_key_kind_and_bytes_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
