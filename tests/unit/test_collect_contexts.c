/* The contexts of a wave with more groups than places. */
#include "collect/contexts.h"

#include "wave/derive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sodium.h>
#include <string.h>

#define GROUPS 20000

struct keys {
    struct token_secret_key sk;
    struct token_public_key pk;
    struct wave_manifest_hash mh;
};

static void make_keys(struct keys *k)
{
    assert_true(sodium_init() >= 0);
    assert_int_equal(token_keypair_new(&k->sk, &k->pk), ERR_OK);
    randombytes_buf(k->mh.b, sizeof k->mh.b);
}

/* What a context of its own says to one input. */
static struct token_key expected(const struct keys *k, uint16_t group)
{
    uint8_t info[WAVE_INFO_BYTES];
    struct token_context *context = NULL;
    struct token_key key;
    wave_info(&k->mh, group, info);
    assert_int_equal(token_context_new(&k->sk, info, sizeof info, &context),
                     ERR_OK);
    assert_int_equal(token_finish_server(context, info, 8, &key), ERR_OK);
    token_context_free(context);
    return key;
}

static struct token_key got(struct contexts *contexts, const struct keys *k,
                            uint16_t group)
{
    uint8_t info[WAVE_INFO_BYTES];
    const struct token_context *context = NULL;
    struct token_key key;
    wave_info(&k->mh, group, info);
    assert_int_equal(contexts_get(contexts, group, &context), ERR_OK);
    assert_int_equal(token_finish_server(context, info, 8, &key), ERR_OK);
    contexts_put_back(contexts, group);
    return key;
}

static void groups_that_share_a_place_take_turns_in_it(void **state)
{
    (void)state;
    struct keys k;
    struct contexts *contexts = NULL;
    make_keys(&k);
    assert_int_equal(contexts_new(&k.sk, k.pk.b, &k.mh, GROUPS, &contexts),
                     ERR_OK);
    /* Whatever the places are, a power of two apart is the same one. */
    static const uint16_t groups[] = {1,    2,    8192, 8193,  8194,
                                      1,    2,    4097, 16385, 16386,
                                      8192, 8193, 1,    GROUPS};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        struct token_key want = expected(&k, groups[i]);
        struct token_key have = got(contexts, &k, groups[i]);
        assert_memory_equal(have.b, want.b, sizeof want.b);
    }
    contexts_free(contexts);
}

static void a_wave_of_one_group_has_one_place(void **state)
{
    (void)state;
    struct keys k;
    struct contexts *contexts = NULL;
    make_keys(&k);
    assert_int_equal(contexts_new(&k.sk, k.pk.b, &k.mh, 1, &contexts), ERR_OK);
    struct token_key want = expected(&k, 1);
    struct token_key have = got(contexts, &k, 1);
    assert_memory_equal(have.b, want.b, sizeof want.b);
    contexts_free(contexts);
    assert_true(contexts_locked_bytes(1) < contexts_locked_bytes(GROUPS));
}

static void anothers_key_is_refused(void **state)
{
    (void)state;
    struct keys k;
    struct contexts *contexts = NULL;
    make_keys(&k);
    k.pk.b[0] ^= 1;
    assert_int_equal(contexts_new(&k.sk, k.pk.b, &k.mh, 1, &contexts),
                     ERR_CORRUPT);
    assert_null(contexts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_that_share_a_place_take_turns_in_it),
        cmocka_unit_test(a_wave_of_one_group_has_one_place),
        cmocka_unit_test(anothers_key_is_refused),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
