/* Sharing a secret between trustees: the arithmetic, then the files. */
#include "base/file.h"
#include "ceremony/sharefile.h"
#include "known.h"
#include "unit/temp_dir.h"

#include <sys/stat.h>

#define T 3u
#define N 5u

/* A secret that T of N share. */
struct dealt {
    struct token_scalar polynomial[T];
    struct token_element commitments[T];
    struct trustee_share shares[N];
};

static int deal(void **state)
{
    struct dealt *d = calloc(1, sizeof *d);
    assert_non_null(d);
    trustee_polynomial_new(T, d->polynomial);
    assert_int_equal(trustee_commit(d->polynomial, T, d->commitments), ERR_OK);
    for (uint32_t i = 0; i < N; i++)
        trustee_share_make(d->polynomial, T, i + 1, &d->shares[i]);
    *state = d;
    return 0;
}

static int free_dealt(void **state)
{
    free(*state);
    return 0;
}

/* Combines; a refusal leaves the secret alone. */
static enum err combine(const struct dealt *d,
                        const struct trustee_share *shares, size_t count)
{
    struct token_scalar untouched;
    memset(untouched.b, 0xa5, sizeof untouched.b);
    struct token_scalar secret = untouched;
    enum err e = trustee_combine(shares, count, d->commitments, T, &secret);
    assert_memory_equal(secret.b,
                        e == ERR_OK ? d->polynomial[0].b : untouched.b,
                        sizeof secret.b);
    return e;
}

static void the_dealer_of_rfc_9591_deals_the_same_shares(void **state)
{
    (void)state;
    json_t *k = known_load("tests/vectors/rfc9591-ristretto255.json");
    static const char *const names[] = {"P1", "P2", "P3"};
    struct token_scalar polynomial[2];
    struct token_element commitments[2];
    struct trustee_share shares[3];
    struct token_scalar secret;
    known_bytes(k, "group_secret_key", polynomial[0].b, 32);
    known_bytes(k, "share_polynomial_coefficients_1", polynomial[1].b, 32);
    assert_int_equal(trustee_commit(polynomial, 2, commitments), ERR_OK);
    known_assert(k, "group_public_key", commitments[0].b, 32);
    for (uint32_t i = 0; i < 3; i++) {
        trustee_share_make(polynomial, 2, i + 1, &shares[i]);
        known_assert(k, names[i], shares[i].value.b, 32);
        assert_int_equal(trustee_share_check(&shares[i], commitments, 2),
                         ERR_OK);
    }
    for (size_t leave = 0; leave < 3; leave++) {
        const struct trustee_share two[] = {shares[leave == 0 ? 1 : 0],
                                            shares[leave == 2 ? 1 : 2]};
        assert_int_equal(trustee_combine(two, 2, commitments, 2, &secret),
                         ERR_OK);
        known_assert(k, "group_secret_key", secret.b, 32);
    }
    json_decref(k);
}

static void any_subset_of_enough_trustees_has_the_secret(void **state)
{
    const struct dealt *d = *state;
    unsigned had = 0;
    for (unsigned set = 0; set < 1u << N; set++) {
        struct trustee_share some[N];
        size_t count = 0;
        for (unsigned i = N; i-- > 0;) /* not in their order */
            if ((set >> i & 1) != 0)
                some[count++] = d->shares[i];
        assert_int_equal(combine(d, some, count),
                         count >= T ? ERR_OK : ERR_RANGE);
        had += count >= T;
    }
    assert_int_equal(had, 16);
}

static void too_few_shares_lead_to_another_secret(void **state)
{
    const struct dealt *d = *state;
    struct token_scalar secret;
    /* As if two were enough: what they interpolate is refused, */
    assert_int_equal(trustee_combine(d->shares, 2, d->commitments, 2, &secret),
                     ERR_DENIED);
    /* and every guess of the secret fits two shares equally well: there is a
     * third share that makes them a polynomial through the guess. */
    for (int guess = 0; guess < 4; guess++) {
        struct token_scalar other[T];
        struct token_element commitments[T];
        struct trustee_share three[T] = {d->shares[0], d->shares[1]};
        struct token_scalar sum;
        struct token_scalar quotient;
        /* f'(z) = f(z) + c (z - 1)(z - 2) agrees with f at 1 and 2. */
        token_scalar_random(&quotient);
        token_scalar_add(&quotient, &quotient, &sum);
        token_scalar_add(&d->polynomial[0], &sum, &other[0]);
        token_scalar_add(&sum, &quotient, &sum);
        token_scalar_sub(&d->polynomial[1], &sum, &other[1]);
        token_scalar_add(&d->polynomial[2], &quotient, &other[2]);
        trustee_share_make(other, T, 3, &three[2]);
        assert_int_equal(trustee_commit(other, T, commitments), ERR_OK);
        assert_int_equal(trustee_combine(three, T, commitments, T, &secret),
                         ERR_OK);
        assert_memory_equal(secret.b, other[0].b, sizeof secret.b);
        assert_memory_not_equal(secret.b, d->polynomial[0].b, sizeof secret.b);
        assert_int_equal(combine(d, three, T), ERR_DENIED);
    }
}

static void a_changed_share_is_told_from_the_others(void **state)
{
    struct dealt *d = *state;
    for (size_t i = 0; i < 32; i++) {
        d->shares[1].value.b[i] ^= 1;
        assert_int_equal(trustee_share_check(&d->shares[1], d->commitments, T),
                         ERR_DENIED);
        assert_int_equal(trustee_share_check(&d->shares[0], d->commitments, T),
                         ERR_OK);
        assert_int_equal(combine(d, d->shares, N), ERR_DENIED);
        d->shares[1].value.b[i] ^= 1;
    }
    assert_int_equal(combine(d, d->shares, N), ERR_OK);
    d->shares[1].number = 3;
    assert_int_equal(trustee_share_check(&d->shares[1], d->commitments, T),
                     ERR_DENIED);
    assert_int_equal(combine(d, d->shares, N), ERR_EXISTS);
}

static void a_share_is_one_canonical_scalar(void **state)
{
    const struct dealt *d = *state;
    /* The order of the group (RFC 9496): value + order is the same scalar. */
    static const uint8_t order[32] = {
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
        0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    struct trustee_share twice = d->shares[0];
    sodium_add(twice.value.b, order, sizeof order);
    assert_int_equal(trustee_share_check(&twice, d->commitments, T),
                     ERR_DENIED);
    memset(twice.value.b, 0, sizeof twice.value.b);
    assert_int_equal(trustee_share_check(&twice, d->commitments, T),
                     ERR_DENIED);
}

static void numbers_and_thresholds_have_bounds(void **state)
{
    struct dealt *d = *state;
    const struct token_element *c = d->commitments;
    struct trustee_share share = d->shares[0];
    struct token_scalar secret;
    share.number = 0;
    assert_int_equal(trustee_share_check(&share, c, T), ERR_RANGE);
    share.number = 256;
    assert_int_equal(trustee_share_check(&share, c, T), ERR_RANGE);
    share.number = 257; /* is 1 in a byte */
    assert_int_equal(trustee_share_check(&share, c, T), ERR_RANGE);
    assert_int_equal(trustee_share_check(&d->shares[0], c, 0), ERR_RANGE);
    assert_int_equal(trustee_combine(d->shares, N, c, 0, &secret), ERR_RANGE);
}

static void commitments_that_are_no_elements_are_refused(void **state)
{
    struct dealt *d = *state;
    for (size_t i = 0; i < T; i++) {
        struct token_element kept = d->commitments[i];
        memset(d->commitments[i].b, 0, sizeof kept.b);
        assert_int_equal(trustee_share_check(&d->shares[0], d->commitments, T),
                         ERR_ELEMENT);
        memset(d->commitments[i].b, 0xff, sizeof kept.b);
        assert_int_equal(combine(d, d->shares, N), ERR_ELEMENT);
        d->commitments[i] = kept;
    }
}

static void one_of_one_and_many_of_255_share_too(void **state)
{
    (void)state;
    struct token_scalar polynomial[16];
    struct token_element commitments[16];
    struct trustee_share shares[16];
    struct token_scalar secret;
    trustee_polynomial_new(16, polynomial);
    assert_int_equal(trustee_commit(polynomial, 16, commitments), ERR_OK);
    for (uint32_t i = 0; i < 16; i++)
        trustee_share_make(polynomial, 16, 255 - 16 * i, &shares[i]);
    assert_int_equal(trustee_combine(shares, 16, commitments, 16, &secret),
                     ERR_OK);
    assert_memory_equal(secret.b, polynomial[0].b, sizeof secret.b);
    trustee_share_make(polynomial, 1, 1, &shares[0]);
    assert_memory_equal(shares[0].value.b, polynomial[0].b, 32);
    assert_int_equal(trustee_combine(shares, 1, commitments, 1, &secret),
                     ERR_OK);
    assert_memory_equal(secret.b, polynomial[0].b, sizeof secret.b);
}

static void the_wrapping_key_is_blake2b_of_label_and_secret(void **state)
{
    const struct dealt *d = *state;
    struct wrap_key key;
    uint8_t expected[32];
    uint8_t text[18 + 32] = "\x11"
                            "chorus-v1:trustee";
    memcpy(text + 18, d->polynomial[0].b, 32);
    assert_int_equal(
        crypto_generichash(expected, 32, text, sizeof text, NULL, 0), 0);
    trustee_key(&d->polynomial[0], &key);
    assert_memory_equal(key.b, expected, sizeof key.b);
}

/* ---- Files ---- */

static const char *const words[] = {
    "amber-canyon-fiddle-lantern-otter-saddle-wren",
    "anchor-violet-harbor-simple-copper-meadow-lantern",
};

/* Trustee 2 of N, in a file, and what the manifest says of all. */
struct filed {
    struct temp_dir dir;
    struct file_path share;
    struct file_path seal;
    struct dealt *dealt;
    struct ballot_secret_key sk;
    struct ballot_public_key pk;
    struct sharefile_public sign_pk[N];
    struct sharefile_secret secret;
    struct sharefile_wave wave;
};

static int write_share(void **state)
{
    struct filed *f = calloc(1, sizeof *f);
    uint8_t sign_sk[64];
    assert_non_null(f);
    assert_int_equal(deal((void **)&f->dealt), 0);
    f->dir = temp_dir_make();
    f->share = temp_dir_file(&f->dir, "w.share-2");
    f->seal = temp_dir_file(&f->dir, "w.seal");
    ballot_keypair_new(&f->sk, &f->pk);
    f->secret.share = f->dealt->shares[1];
    randombytes_buf(f->secret.sign_seed, sizeof f->secret.sign_seed);
    assert_int_equal(
        crypto_sign_seed_keypair(f->sign_pk[1].b, sign_sk, f->secret.sign_seed),
        0);
    f->wave = (struct sharefile_wave){
        "w", &f->pk, T, N, f->dealt->commitments, f->sign_pk};
    assert_int_equal(sharefile_write(f->share.s, &f->wave, &f->secret, words[0],
                                     &keyfile_limits_light, NULL),
                     ERR_OK);
    *state = f;
    return 0;
}

static int free_filed(void **state)
{
    struct filed *f = *state;
    temp_dir_remove(&f->dir);
    free(f->dealt);
    free(f);
    return 0;
}

/* Opens; a refusal leaves the secret alone and says a line with SAID in it. */
static enum err open_as(const struct filed *f, const char *passphrase,
                        const char *said)
{
    struct sharefile_secret s;
    struct sharefile_secret untouched;
    struct err_note note = {{0}};
    memset(&untouched, 0xa5, sizeof untouched);
    s = untouched;
    enum err e = sharefile_open(f->share.s, &f->wave, passphrase, &s, &note);
    if (e == ERR_OK) {
        assert_int_equal(s.share.number, 2);
        assert_memory_equal(s.share.value.b, f->secret.share.value.b, 32);
        assert_memory_equal(s.sign_seed, f->secret.sign_seed, 32);
    } else {
        assert_memory_equal(&s, &untouched, sizeof s);
        if (strstr(note.text, said) == NULL)
            fail_msg("\"%s\" does not say \"%s\"", note.text, said);
    }
    return e;
}

static void a_trustees_passphrase_opens_their_share(void **state)
{
    const struct filed *f = *state;
    struct stat st;
    uint32_t number = 0;
    assert_int_equal(sharefile_number(f->share.s, &f->wave, &number, NULL),
                     ERR_OK);
    assert_int_equal(number, 2);
    assert_int_equal(open_as(f, words[0], ""), ERR_OK);
    assert_int_equal(
        open_as(f, " Amber CANYON fiddle lantern otter saddle wren\n", ""),
        ERR_OK);
    assert_int_equal(stat(f->share.s, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void a_wrong_passphrase_names_the_trustee(void **state)
{
    const struct filed *f = *state;
    assert_int_equal(open_as(f, words[1], "not the passphrase of trustee 2"),
                     ERR_DENIED);
    assert_int_equal(open_as(f, "", "passphrase"), ERR_DENIED);
}

static void a_share_that_was_not_dealt_is_named(void **state)
{
    struct filed *f = *state;
    struct dealt *other = NULL;
    assert_int_equal(deal((void **)&other), 0);
    f->wave.commitments = other->commitments;
    assert_int_equal(open_as(f, words[0], "share of trustee 2 is not"),
                     ERR_DENIED);
    f->wave.commitments = f->dealt->commitments;
    f->sign_pk[1].b[0] ^= 1;
    assert_int_equal(open_as(f, words[0], "signing key of trustee 2"),
                     ERR_DENIED);
    f->sign_pk[1].b[0] ^= 1;
    memset(f->dealt->commitments, 0, sizeof f->dealt->commitments);
    assert_int_equal(open_as(f, words[0], "commitments"), ERR_ELEMENT);
    free(other);
}

static void a_share_of_another_wave_is_told(void **state)
{
    struct filed *f = *state;
    f->wave.wave = "v";
    assert_int_equal(open_as(f, words[0], "another wave (w)"), ERR_FORMAT);
    f->wave.wave = "w";
    f->pk.b[0] ^= 1;
    assert_int_equal(open_as(f, words[0], "another wave"), ERR_FORMAT);
    f->pk.b[0] ^= 1;
    f->wave.threshold = 2;
    assert_int_equal(open_as(f, words[0], "other trustees"), ERR_FORMAT);
}

static void overwrite(const struct filed *f, const struct buf *b)
{
    assert_int_equal(file_write(f->share.s, b->data, b->len, 0600, NULL),
                     ERR_OK);
}

static void any_changed_byte_of_a_share_is_told(void **state)
{
    const struct filed *f = *state;
    struct buf b = BUF_INIT;
    uint32_t number = 7;
    assert_int_equal(file_read(f->share.s, 4096, &b, NULL), ERR_OK);
    for (size_t i = 0; i < b.len; i += 3) {
        b.data[i] ^= 1;
        overwrite(f, &b);
        assert_int_equal(open_as(f, words[0], "damaged"), ERR_FORMAT);
        assert_int_equal(sharefile_number(f->share.s, &f->wave, &number, NULL),
                         ERR_FORMAT);
        b.data[i] ^= 1;
    }
    assert_int_equal(number, 7);
    overwrite(f, &b);
    assert_int_equal(open_as(f, words[0], ""), ERR_OK);
    buf_free(&b);
}

/* Replaces FROM by TO and makes the last line fit again, as a forger would. */
static void forge(const struct filed *f, const struct buf *honest,
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
    overwrite(f, &b);
    buf_free(&b);
}

static void a_forged_share_does_not_open(void **state)
{
    const struct filed *f = *state;
    struct buf b = BUF_INIT;
    static const struct {
        const char *from;
        const char *to;
        enum err expected;
    } forged[] = {
        {"trustee 2", "trustee 2", ERR_OK},
        {"trustee 2", "trustee 3", ERR_DENIED},
        {"trustee 2", "trustee 0", ERR_FORMAT},
        {"trustee 2", "trustee 6", ERR_FORMAT},
        {"threshold 3", "threshold 2", ERR_FORMAT},
        {"ops 1", "ops 2", ERR_DENIED},
        {"ops 1", "ops 17", ERR_FORMAT},
        {"share-v1", "share-v2", ERR_FORMAT},
        {"share-v1", "seal-v1", ERR_FORMAT},
        {"trustee 2\n", "", ERR_FORMAT},
    };
    assert_int_equal(file_read(f->share.s, 4096, &b, NULL), ERR_OK);
    for (size_t i = 0; i < sizeof forged / sizeof forged[0]; i++) {
        forge(f, &b, forged[i].from, forged[i].to);
        assert_int_equal(open_as(f, words[0], ""), forged[i].expected);
    }
    buf_free(&b);
}

static void a_share_file_is_never_replaced_and_shows_nothing(void **state)
{
    const struct filed *f = *state;
    struct buf b = BUF_INIT;
    assert_int_equal(sharefile_write(f->share.s, &f->wave, &f->secret, words[1],
                                     &keyfile_limits_light, NULL),
                     ERR_EXISTS);
    assert_int_equal(file_read(f->share.s, 4096, &b, NULL), ERR_OK);
    const uint8_t *const hidden[] = {f->secret.share.value.b,
                                     f->secret.sign_seed};
    for (size_t i = 0; i < 2; i++) {
        char text[ENCODE_B64U_SIZE(32)];
        encode_b64u(hidden[i], 32, text);
        assert_null(strstr(buf_text(&b), text));
        assert_null(memmem(b.data, b.len, hidden[i], 32));
    }
    buf_free(&b);
}

static enum err open_seal(const struct filed *f, const struct wrap_key *key)
{
    struct ballot_secret_key sk = {{0}};
    enum err e = keyfile_open_shared(f->seal.s, "w", &f->pk, key, &sk, NULL);
    if (e == ERR_OK)
        assert_memory_equal(sk.b, f->sk.b, sizeof sk.b);
    return e;
}

static void the_shared_secret_opens_the_key_and_nothing_else_does(void **state)
{
    const struct filed *f = *state;
    struct wrap_key key;
    struct ballot_secret_key sk;
    struct token_scalar secret;
    trustee_key(&f->dealt->polynomial[0], &key);
    assert_int_equal(
        keyfile_write_shared(f->seal.s, "w", &f->sk, &f->pk, &key, T, N, NULL),
        ERR_OK);
    sodium_memzero(&key, sizeof key);
    assert_int_equal(trustee_combine(f->dealt->shares + 2, 3,
                                     f->dealt->commitments, T, &secret),
                     ERR_OK);
    assert_int_equal(open_seal(f, &key), ERR_DENIED);
    trustee_key(&f->dealt->shares[0].value, &key);
    assert_int_equal(open_seal(f, &key), ERR_DENIED);
    trustee_key(&secret, &key);
    assert_int_equal(open_seal(f, &key), ERR_OK);
    assert_int_equal(keyfile_open(f->seal.s, "w", &f->pk, words[0], &sk, NULL),
                     ERR_FORMAT);
    assert_int_equal(remove(f->seal.s), 0);
    assert_int_equal(keyfile_write(f->seal.s, "w", &f->sk, &f->pk, words[0],
                                   &keyfile_limits_light, NULL),
                     ERR_OK);
    assert_int_equal(open_seal(f, &key), ERR_FORMAT);
}

#define DEALT(f) cmocka_unit_test_setup_teardown(f, deal, free_dealt)
#define FILED(f) cmocka_unit_test_setup_teardown(f, write_share, free_filed)

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_dealer_of_rfc_9591_deals_the_same_shares),
        DEALT(any_subset_of_enough_trustees_has_the_secret),
        DEALT(too_few_shares_lead_to_another_secret),
        DEALT(a_changed_share_is_told_from_the_others),
        DEALT(a_share_is_one_canonical_scalar),
        DEALT(numbers_and_thresholds_have_bounds),
        DEALT(commitments_that_are_no_elements_are_refused),
        cmocka_unit_test(one_of_one_and_many_of_255_share_too),
        DEALT(the_wrapping_key_is_blake2b_of_label_and_secret),
        FILED(a_trustees_passphrase_opens_their_share),
        FILED(a_wrong_passphrase_names_the_trustee),
        FILED(a_share_that_was_not_dealt_is_named),
        FILED(a_share_of_another_wave_is_told),
        FILED(any_changed_byte_of_a_share_is_told),
        FILED(a_forged_share_does_not_open),
        FILED(a_share_file_is_never_replaced_and_shows_nothing),
        FILED(the_shared_secret_opens_the_key_and_nothing_else_does),
    };
    return sodium_init() < 0 || cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
