#include "test_store_help.h"

#include "roster/codes.h"
#include "roster/keys.h"
#include "roster/recipients.h"

#define N 20

/* An open wave of N people. */
struct stage2 {
    struct folder dir;
    struct people *people;
    struct invites *invites;
    struct wave_id id;
    struct roster_codes codes;
    struct people_invite list[N];
    char names[N][8];
    uint8_t promised[32];
};

static void key_of(const struct stage2 *s, const uint8_t code[static 16],
                   uint8_t out_pk[static 32])
{
    struct wave_invite_code c;
    struct wave_invite_public pk;
    struct wave_invite_secret sk;
    memcpy(c.b, code, sizeof c.b);
    wave_invite_keypair(&s->id, &c, &pk, &sk);
    memcpy(out_pk, pk.b, 32);
}

static void stage2_init(struct stage2 *s)
{
    struct invites_place places[N];
    struct roster_keys *keys = NULL;
    size_t n = 0;
    memset(s, 0, sizeof *s);
    s->dir = folder_new();
    struct file_path people = folder_file(&s->dir, "people.db");
    struct file_path invites = folder_file(&s->dir, "w.invites.db");
    for (size_t i = 0; i < N; i++) {
        struct wave_invite_code code;
        (void)snprintf(s->names[i], sizeof s->names[i], "p%02zu", i);
        wave_invite_code_new(1, &code);
        s->list[i] = (struct people_invite){.person = s->names[i],
                                            .email = "a@example.org",
                                            .language = "en",
                                            .unit = "U",
                                            .group = 1};
        memcpy(s->list[i].code, code.b, 16);
        places[i].group = 1;
        key_of(s, code.b, places[i].pk);
    }
    assert_int_equal(people_create(people.s, NULL), ERR_OK);
    assert_int_equal(people_open(people.s, &s->people, NULL), ERR_OK);
    assert_int_equal(people_invites_put(s->people, "w", s->list, N, NULL),
                     ERR_OK);
    assert_int_equal(invites_create(invites.s, places, N, NULL), ERR_OK);
    assert_int_equal(invites_open(invites.s, INVITES_KEEPER, &s->invites, NULL),
                     ERR_OK);
    s->codes = (struct roster_codes){s->people, s->invites, "w", &s->id};
    assert_int_equal(roster_keys_load(s->invites, &keys), ERR_OK);
    assert_int_equal(roster_keys_promised(keys, &n, s->promised), ERR_OK);
    assert_int_equal(n, N);
    roster_keys_free(keys);
}

static void stage2_wipe(struct stage2 *s)
{
    invites_close(s->invites);
    people_close(s->people);
    folder_free(&s->dir);
}

/* Codes and list agree, and the list is still the promised one. */
static void assert_agreed(struct stage2 *s, size_t people)
{
    struct roster_recipients *all = NULL;
    struct roster_keys *keys = NULL;
    uint8_t hash[32];
    size_t n = 0;
    assert_int_equal(
        roster_recipients_load(s->people, s->invites, "w", &s->id, &all, NULL),
        ERR_OK);
    assert_int_equal(all->count, people);
    for (size_t i = 0; i < all->count; i++)
        assert_int_equal(all->list[i].state, INVITES_UNUSED);
    roster_recipients_free(all);
    assert_int_equal(roster_keys_load(s->invites, &keys), ERR_OK);
    assert_int_equal(roster_keys_promised(keys, &n, hash), ERR_OK);
    assert_int_equal(n, N);
    assert_memory_equal(hash, s->promised, 32);
    assert_int_equal(roster_keys_current(keys, &n, hash), ERR_OK);
    assert_int_equal(n, people);
    roster_keys_free(keys);
}

static void a_code_is_replaced_again_and_again(void **state)
{
    (void)state;
    struct stage2 s;
    struct wave_invite_code code;
    stage2_init(&s);
    for (int i = 0; i < 5; i++)
        assert_int_equal(roster_codes_replace(&s.codes, "p03", &code, NULL),
                         ERR_OK);
    assert_agreed(&s, N);
    assert_int_equal(roster_codes_withdraw(&s.codes, "p03", NULL), ERR_OK);
    assert_int_equal(roster_codes_withdraw(&s.codes, "p03", NULL),
                     ERR_NOT_FOUND);
    assert_int_equal(roster_codes_replace(&s.codes, "p03", &code, NULL),
                     ERR_NOT_FOUND);
    assert_agreed(&s, N - 1);
    stage2_wipe(&s);
}

/* Cut before the list changed, and after it: the next act finishes both. */
static void an_act_that_was_cut_is_finished_by_the_next(void **state)
{
    (void)state;
    for (int changed = 0; changed < 2; changed++) {
        struct stage2 s;
        struct wave_invite_code code;
        uint8_t old_pk[32];
        uint8_t new_pk[32];
        stage2_init(&s);
        wave_invite_code_new(1, &code);
        key_of(&s, s.list[4].code, old_pk);
        key_of(&s, code.b, new_pk);
        assert_int_equal(people_replacement_begin(s.people, "w", "p04", code.b),
                         ERR_OK);
        if (changed != 0)
            assert_int_equal(invites_replace(s.invites, 1, old_pk, new_pk),
                             ERR_OK);
        assert_int_equal(roster_codes_settle(&s.codes, NULL), ERR_OK);
        assert_agreed(&s, N);
        assert_int_equal(roster_codes_settle(&s.codes, NULL), ERR_OK);
        assert_agreed(&s, N);
        stage2_wipe(&s);
    }
}

static void a_withdrawal_that_was_cut_is_finished_too(void **state)
{
    (void)state;
    struct stage2 s;
    uint8_t pk[32];
    stage2_init(&s);
    key_of(&s, s.list[4].code, pk);
    assert_int_equal(invites_strike(s.invites, 1, pk), ERR_OK);
    assert_int_equal(roster_codes_settle(&s.codes, NULL), ERR_OK);
    assert_agreed(&s, N - 1);
    stage2_wipe(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_replaced_again_and_again),
        cmocka_unit_test(an_act_that_was_cut_is_finished_by_the_next),
        cmocka_unit_test(a_withdrawal_that_was_cut_is_finished_too),
    };
    assert_true(sodium_init() >= 0);
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
