/* The passphrase and the file that keeps a wave's opening key. */
#include "base/file.h"
#include "ceremony/keyfile.h"
#include "ceremony/passphrase.h"
#include "known.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

static const char passphrase[] =
    "amber-canyon-fiddle-lantern-otter-saddle-wren";

/* ---- Words ---- */

/* Whether one slip of the pen turns A into B: a letter more, less, another, or
 * two neighbours swapped. */
static bool one_slip_apart(const char *a, const char *b)
{
    size_t la = strlen(a);
    size_t lb = strlen(b);
    size_t start = 0;
    size_t end = 0;
    while (a[start] != 0 && a[start] == b[start])
        start++;
    while (end < la - start && end < lb - start &&
           a[la - 1 - end] == b[lb - 1 - end])
        end++;
    size_t ra = la - start - end;
    size_t rb = lb - start - end;
    return (ra <= 1 && rb <= 1) ||
           (ra == 2 && rb == 2 && a[start] == b[start + 1] &&
            a[start + 1] == b[start]);
}

static void the_list_has_2048_plain_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < PASSPHRASE_LIST_WORDS; i++) {
        const char *word = passphrase_list[i];
        assert_in_range(strlen(word), 4, 7);
        for (const char *c = word; *c != 0; c++)
            assert_in_range(*c, 'a', 'z');
        if (i > 0)
            assert_true(strcmp(passphrase_list[i - 1], word) < 0);
    }
}

static void no_slip_of_the_pen_makes_another_word(void **state)
{
    (void)state;
    assert_true(one_slip_apart("wren", "when"));
    assert_true(one_slip_apart("form", "from"));
    assert_true(one_slip_apart("otter", "totter"));
    assert_false(one_slip_apart("otter", "amber"));
    for (size_t i = 0; i < PASSPHRASE_LIST_WORDS; i++)
        for (size_t j = i + 1; j < PASSPHRASE_LIST_WORDS; j++) {
            const char *a = passphrase_list[i];
            const char *b = passphrase_list[j];
            if (one_slip_apart(a, b) || strncmp(a, b, strlen(a)) == 0)
                fail_msg("%s and %s", a, b);
        }
}

static bool in_list(const char *word, size_t len)
{
    for (size_t i = 0; i < PASSPHRASE_LIST_WORDS; i++)
        if (strlen(passphrase_list[i]) == len &&
            memcmp(passphrase_list[i], word, len) == 0)
            return true;
    return false;
}

static void a_new_passphrase_is_seven_words_in_normal_form(void **state)
{
    (void)state;
    char text[PASSPHRASE_SIZE];
    char again[PASSPHRASE_SIZE];
    char other[PASSPHRASE_SIZE];
    passphrase_new(text);
    passphrase_new(other);
    assert_string_not_equal(text, other);
    assert_int_equal(passphrase_normalise(text, strlen(text), again), ERR_OK);
    assert_string_equal(text, again);
    size_t words = 0;
    for (const char *at = text; *at != 0; words++) {
        size_t len = strcspn(at, "-");
        assert_true(in_list(at, len));
        at += len + (at[len] == '-');
    }
    assert_int_equal(words, PASSPHRASE_WORDS);
}

static void what_people_type_has_one_normal_form(void **state)
{
    (void)state;
    static const char *const same[] = {
        passphrase,
        "amber canyon fiddle lantern otter saddle wren",
        "amber canyon fiddle lantern otter saddle wren\n",
        "  AMBER  Canyon\tfiddle -lantern- otter--saddle wren \r\n",
    };
    char out[PASSPHRASE_SIZE];
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        assert_int_equal(passphrase_normalise(same[i], strlen(same[i]), out),
                         ERR_OK);
        assert_string_equal(out, passphrase);
    }
    /* Not ASCII: kept as it is. */
    assert_int_equal(passphrase_normalise("\xc3\x84 B", 4, out), ERR_OK);
    assert_string_equal(out, "\xc3\x84-b");
}

static void a_passphrase_of_nothing_or_too_much_is_refused(void **state)
{
    (void)state;
    char text[2 * PASSPHRASE_SIZE];
    char out[PASSPHRASE_SIZE] = "untouched";
    memset(text, 'a', sizeof text);
    assert_int_equal(passphrase_normalise("", 0, out), ERR_FORMAT);
    assert_int_equal(passphrase_normalise(" - \r\n", 5, out), ERR_FORMAT);
    assert_int_equal(passphrase_normalise("a\0b", 3, out), ERR_FORMAT);
    assert_int_equal(passphrase_normalise(text, 256, out), ERR_RANGE);
    text[250] = ' ';
    assert_int_equal(passphrase_normalise(text, 256, out), ERR_RANGE);
    assert_string_equal(out, "untouched");
    assert_int_equal(passphrase_normalise(text, 255, out), ERR_OK);
    assert_int_equal(strlen(out), 255);
}

/* ---- Key files ---- */

struct folder {
    struct file_path dir;
    struct file_path path;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
};

static int make_folder(void **state)
{
    struct folder *f = calloc(1, sizeof *f);
    assert_non_null(f);
    (void)snprintf(f->dir.s, sizeof f->dir.s, "/tmp/chorus-ceremony-XXXXXX");
    assert_non_null(mkdtemp(f->dir.s));
    assert_int_equal(file_join(f->dir.s, "2026-fall.seal", &f->path), ERR_OK);
    ballot_keypair_new(&f->sk, &f->pk);
    assert_int_equal(keyfile_write(f->path.s, "2026-fall", &f->sk, &f->pk,
                                   passphrase, &keyfile_limits_light, NULL),
                     ERR_OK);
    *state = f;
    return 0;
}

static int free_folder(void **state)
{
    struct folder *f = *state;
    (void)unlink(f->path.s);
    assert_int_equal(rmdir(f->dir.s), 0);
    free(f);
    return 0;
}

/* Opens as ENTERED; a refusal leaves the key alone and says a line. */
static enum err open_with(const struct folder *f, const char *wave,
                          const char *entered)
{
    struct ballot_secret_key untouched;
    struct err_note note = {{0}};
    memset(untouched.b, 0xa5, sizeof untouched.b);
    struct ballot_secret_key sk = untouched;
    enum err e = keyfile_open(f->path.s, wave, &f->pk, entered, &sk, &note);
    assert_memory_equal(sk.b, e == ERR_OK ? f->sk.b : untouched.b, sizeof sk.b);
    assert_int_equal(note.text[0] != 0, e != ERR_OK);
    return e;
}

static void the_passphrase_opens_however_it_is_typed(void **state)
{
    const struct folder *f = *state;
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_OK);
    assert_int_equal(
        open_with(f, "2026-fall",
                  " Amber CANYON fiddle  lantern otter-saddle wren\n"),
        ERR_OK);
}

static void a_wrong_passphrase_is_denied(void **state)
{
    const struct folder *f = *state;
    static const char *const wrong[] = {
        "amber-canyon-fiddle-lantern-otter-saddle-wrens",
        "canyon-amber-fiddle-lantern-otter-saddle-wren",
        "ambercanyonfiddlelanternottersaddlewren",
        "a",
        "",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(open_with(f, "2026-fall", wrong[i]), ERR_DENIED);
}

static void a_key_file_of_another_wave_is_told(void **state)
{
    struct folder *f = *state;
    assert_int_equal(open_with(f, "2027-fall", passphrase), ERR_FORMAT);
    f->pk.b[0] ^= 1;
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_FORMAT);
}

static void a_key_file_is_never_replaced_and_for_its_owner_only(void **state)
{
    struct folder *f = *state;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    struct stat st;
    ballot_keypair_new(&sk, &pk);
    assert_int_equal(keyfile_write(f->path.s, "2026-fall", &sk, &pk, passphrase,
                                   &keyfile_limits_light, NULL),
                     ERR_EXISTS);
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_OK);
    assert_int_equal(stat(f->path.s, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_key_file_holds_neither_key_nor_passphrase(void **state)
{
    const struct folder *f = *state;
    struct buf b = BUF_INIT;
    char text[ENCODE_B64U_SIZE(32)];
    assert_int_equal(file_read(f->path.s, 4096, &b, NULL), ERR_OK);
    encode_b64u(f->sk.b, sizeof f->sk.b, text);
    assert_null(strstr(buf_text(&b), text));
    assert_null(memmem(b.data, b.len, f->sk.b, sizeof f->sk.b));
    assert_null(strstr(buf_text(&b), "amber"));
    buf_free(&b);
}

static void overwrite(const struct folder *f, const void *bytes, size_t len)
{
    assert_int_equal(file_write(f->path.s, bytes, len, 0600, NULL), ERR_OK);
}

static void any_changed_or_missing_byte_is_told_as_damage(void **state)
{
    const struct folder *f = *state;
    struct buf b = BUF_INIT;
    assert_int_equal(file_read(f->path.s, 4096, &b, NULL), ERR_OK);
    for (size_t i = 0; i < b.len; i += 3) {
        b.data[i] ^= 1;
        overwrite(f, b.data, b.len);
        assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_FORMAT);
        b.data[i] ^= 1;
    }
    for (size_t len = 0; len < b.len; len += 17) {
        overwrite(f, b.data, len);
        assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_FORMAT);
    }
    overwrite(f, b.data, b.len);
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_OK);
    buf_put_u8(&b, '\n');
    overwrite(f, b.data, b.len);
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_FORMAT);
    buf_free(&b);
}

/* Replaces FROM by TO and makes the last line fit again, as a forger would. */
static void forge(const struct folder *f, const struct buf *honest,
                  const char *from, const char *to)
{
    struct buf b = BUF_INIT;
    uint8_t sum[32];
    char hex[ENCODE_HEX_SIZE(32)];
    const char *text = buf_text(honest);
    const char *at = strstr(text, from);
    const char *last = strstr(text, "sha256 ");
    assert_non_null(at);
    buf_put(&b, text, (size_t)(at - text));
    buf_put_text(&b, to);
    buf_put(&b, at + strlen(from), (size_t)(last - at) - strlen(from));
    crypto_hash_sha256(sum, b.data, b.len);
    encode_hex(sum, sizeof sum, hex);
    buf_printf(&b, "sha256 %s\n", hex);
    assert_int_equal(buf_check(&b), ERR_OK);
    overwrite(f, b.data, b.len);
    buf_free(&b);
}

static void a_forged_key_file_does_not_open(void **state)
{
    const struct folder *f = *state;
    struct buf b = BUF_INIT;
    static const struct {
        const char *from;
        const char *to;
        const char *wave;
        enum err expected;
    } forged[] = {
        {"fall", "fall", "2026-fall", ERR_OK},
        {"wave 2026-fall", "wave 2027-fall", "2027-fall", ERR_DENIED},
        {"ops 1", "ops 2", "2026-fall", ERR_DENIED},
        {"mem_bytes 8192", "mem_bytes 16384", "2026-fall", ERR_DENIED},
        {"ops 1", "ops 17", "2026-fall", ERR_FORMAT},
        {"ops 1", "ops 0", "2026-fall", ERR_FORMAT},
        {"ops 1", "ops 01", "2026-fall", ERR_FORMAT},
        {"ops 1", "ops -1", "2026-fall", ERR_FORMAT},
        {"mem_bytes 8192", "mem_bytes 8191", "2026-fall", ERR_FORMAT},
        {"mem_bytes 8192", "mem_bytes 1073741825", "2026-fall", ERR_FORMAT},
        {"mem_bytes 8192", "mem_bytes 4294975488", "2026-fall", ERR_FORMAT},
        {"mem_bytes 8192", "mem_bytes 99999999999", "2026-fall", ERR_FORMAT},
        {"kdf argon2id13", "kdf argon2i13", "2026-fall", ERR_FORMAT},
        {"xchacha20poly1305-ietf", "none", "2026-fall", ERR_FORMAT},
        {"seal-v1", "seal-v2", "2026-fall", ERR_FORMAT},
        {"ops 1\n", "ops 1\nops 1\n", "2026-fall", ERR_FORMAT},
        {"ops 1\n", "", "2026-fall", ERR_FORMAT},
        {"nonce ", "nonce  ", "2026-fall", ERR_FORMAT},
    };
    assert_int_equal(file_read(f->path.s, 4096, &b, NULL), ERR_OK);
    for (size_t i = 0; i < sizeof forged / sizeof forged[0]; i++) {
        forge(f, &b, forged[i].from, forged[i].to);
        assert_int_equal(open_with(f, forged[i].wave, passphrase),
                         forged[i].expected);
    }
    buf_free(&b);
}

static void a_file_that_is_none_is_refused(void **state)
{
    const struct folder *f = *state;
    uint8_t *big = calloc(1, 5000);
    assert_non_null(big);
    overwrite(f, big, 5000);
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_FORMAT);
    free(big);
    assert_int_equal(unlink(f->path.s), 0);
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_NOT_FOUND);
}

static void nothing_is_written_with_a_bad_passphrase_or_limit(void **state)
{
    const struct folder *f = *state;
    static const struct keyfile_limits bad[] = {
        {0, 8192}, {17, 8192}, {1, 8191}, {1, (1u << 30) + 1}};
    assert_int_equal(unlink(f->path.s), 0);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(keyfile_write(f->path.s, "2026-fall", &f->sk, &f->pk,
                                       passphrase, &bad[i], NULL),
                         ERR_RANGE);
    assert_int_equal(keyfile_write(f->path.s, "2026-fall", &f->sk, &f->pk,
                                   " - ", &keyfile_limits_light, NULL),
                     ERR_FORMAT);
    assert_false(file_exists(f->path.s));
}

/* Made with OpenSSL's Argon2id and ChaCha20-Poly1305 and an HChaCha20 written
 * from its draft: the format is what keyfile.h says, and stays so. */
static void a_file_made_by_other_software_opens(void **state)
{
    struct folder *f = *state;
    static const char known[] =
        "chorus-seal-v1\n"
        "wave 2026-fall\n"
        "seal_pk 97sKhHcTUpBs0Jpg0FCyOQtG32MIlnWaCN_9FCMmjFg\n"
        "kdf argon2id13\n"
        "ops 1\n"
        "mem_bytes 8192\n"
        "salt Y0ea1poJCyWCd-yPum-ZQQ\n"
        "cipher xchacha20poly1305-ietf\n"
        "nonce eDd7UldXtJRCf4kBT5fXmSjzk40U61Hi\n"
        "wrapped yIZxQVqTZX3mbg8Knas3KOg0AmaGwKKY"
        "696wqHk_iiIP_bnbYyUeJrbgLYArV3Fh\n"
        "sha256 f42eef9cde4c636523b83e68af50718e"
        "b5e0c2ee495132b189cc88eb86d4b22a\n";
    crypto_hash_sha256(f->sk.b, (const uint8_t *)"chorus", 6);
    assert_int_equal(crypto_scalarmult_base(f->pk.b, f->sk.b), 0);
    overwrite(f, known, sizeof known - 1);
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_OK);
}

/* What `chorus wave open` writes: 256 MiB and three passes. */
static void the_real_limits_work_and_stand_in_the_file(void **state)
{
    const struct folder *f = *state;
    struct buf b = BUF_INIT;
    assert_int_equal(unlink(f->path.s), 0);
    assert_int_equal(keyfile_write(f->path.s, "2026-fall", &f->sk, &f->pk,
                                   passphrase, &keyfile_limits_moderate, NULL),
                     ERR_OK);
    assert_int_equal(file_read(f->path.s, 4096, &b, NULL), ERR_OK);
    assert_non_null(strstr(buf_text(&b), "\nops 3\nmem_bytes 268435456\n"));
    assert_int_equal(open_with(f, "2026-fall", passphrase), ERR_OK);
    buf_free(&b);
}

int main(void)
{
#define FOLDER_TEST(name)                                                      \
    cmocka_unit_test_setup_teardown(name, make_folder, free_folder)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_has_2048_plain_words),
        cmocka_unit_test(no_slip_of_the_pen_makes_another_word),
        cmocka_unit_test(a_new_passphrase_is_seven_words_in_normal_form),
        cmocka_unit_test(what_people_type_has_one_normal_form),
        cmocka_unit_test(a_passphrase_of_nothing_or_too_much_is_refused),
        FOLDER_TEST(the_passphrase_opens_however_it_is_typed),
        FOLDER_TEST(a_wrong_passphrase_is_denied),
        FOLDER_TEST(a_key_file_of_another_wave_is_told),
        FOLDER_TEST(a_key_file_is_never_replaced_and_for_its_owner_only),
        FOLDER_TEST(a_key_file_holds_neither_key_nor_passphrase),
        FOLDER_TEST(any_changed_or_missing_byte_is_told_as_damage),
        FOLDER_TEST(a_forged_key_file_does_not_open),
        FOLDER_TEST(a_file_that_is_none_is_refused),
        FOLDER_TEST(nothing_is_written_with_a_bad_passphrase_or_limit),
        FOLDER_TEST(a_file_made_by_other_software_opens),
        FOLDER_TEST(the_real_limits_work_and_stand_in_the_file),
    };
    if (sodium_init() < 0)
        return 1;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
