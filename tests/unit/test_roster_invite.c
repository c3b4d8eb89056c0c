#include "unit/roster_sample.h"
#include "unit/temp_dir.h"

#include "roster/csv.h"
#include "roster/invite.h"
#include "roster/merge.h"

#include <sodium.h>

/* The real roster, its plan, and invites for it. */
struct wave {
    struct roster *roster;
    struct roster_plan *plan;
    struct wave_id id;
    struct roster_invites *invites;
};

static void wave_init(struct wave *w)
{
    struct err_note note = {""};
    w->roster = sample_roster(SAMPLE_ROSTER);
    randombytes_buf(w->id.b, sizeof w->id.b);
    if (roster_plan_new(w->roster->programs, w->roster->program_count, 8,
                        &w->plan, &note) != ERR_OK ||
        roster_invites_new(w->roster, w->plan->groups, w->plan->group_count,
                           &w->id, &w->invites, &note) != ERR_OK)
        fail_msg("%s", note.text);
}

static void wave_wipe(struct wave *w)
{
    roster_invites_free(w->invites);
    roster_plan_free(w->plan);
    roster_free(w->roster);
}

/* The place of a public key; COUNT when there is none. */
static size_t place_of(const struct roster_invites *v, const uint8_t pk[32])
{
    size_t i = 0;
    while (i < v->count && memcmp(v->places[i].pk, pk, 32) != 0)
        i++;
    return i;
}

static void each_person_gets_a_code_of_their_group_whose_key_is_listed(
    void **state)
{
    (void)state;
    struct wave w;
    wave_init(&w);
    assert_int_equal(w.invites->count, 2482);
    uint8_t *seen = calloc(w.invites->count, 1);
    assert_non_null(seen);
    for (size_t i = 0; i < w.invites->count; i++) {
        const struct people_invite *v = &w.invites->invites[i];
        const struct people_person *p = &w.roster->people[i];
        assert_string_equal(v->person, p->person);
        assert_string_equal(v->email, p->email);
        const struct wave_group *g = &w.plan->groups[v->group - 1];
        assert_string_equal(v->unit, g->unit);
        bool counted = false;
        for (size_t j = 0; j < g->program_count; j++)
            counted |= strcmp(g->programs[j].id, p->program_id) == 0;
        assert_true(counted);
        struct wave_invite_code code;
        struct wave_invite_public public;
        struct wave_invite_secret secret;
        memcpy(code.b, v->code, sizeof code.b);
        assert_int_equal(wave_invite_code_group(&code), v->group);
        wave_invite_keypair(&w.id, &code, &public, &secret);
        size_t place = place_of(w.invites, public.b);
        assert_true(place < w.invites->count);
        assert_int_equal(w.invites->places[place].group, v->group);
        assert_int_equal(seen[place]++, 0);
    }
    free(seen);
    wave_wipe(&w);
}

/*
 * The places stand in another order than the persons: of 2,482 in an order of
 * chance about one keeps its position, and more than 50 never do (less than
 * 1 in 50!).
 */
static void the_places_do_not_stand_in_the_order_of_the_persons(void **state)
{
    (void)state;
    struct wave w;
    wave_init(&w);
    size_t same = 0;
    for (size_t i = 0; i < w.invites->count; i++) {
        struct wave_invite_code code;
        struct wave_invite_public public;
        struct wave_invite_secret secret;
        memcpy(code.b, w.invites->invites[i].code, sizeof code.b);
        wave_invite_keypair(&w.id, &code, &public, &secret);
        same += memcmp(w.invites->places[i].pk, public.b, 32) == 0;
    }
    assert_true(same < 50);
    wave_wipe(&w);
}

static void the_hash_is_over_the_sorted_list(void **state)
{
    (void)state;
    /* Group 2 sorts behind group 1, whatever the keys; then bytewise. */
    struct invites_place places[3] = {{2, {0x00}}, {1, {0xff}}, {1, {0x01}}};
    uint8_t list[3 * 34] = {0};
    list[1] = 1;
    list[2] = 0x01;
    list[34 + 1] = 1;
    list[34 + 2] = 0xff;
    list[68 + 1] = 2;
    uint8_t want[32];
    uint8_t got[32];
    crypto_hash_sha256(want, list, sizeof list);
    assert_int_equal(roster_invites_hash(places, 3, got), ERR_OK);
    assert_memory_equal(got, want, 32);
    struct invites_place other = places[0];
    places[0] = places[2];
    places[2] = other;
    assert_int_equal(roster_invites_hash(places, 3, got), ERR_OK);
    assert_memory_equal(got, want, 32);
    places[1].pk[31] ^= 1;
    assert_int_equal(roster_invites_hash(places, 3, got), ERR_OK);
    assert_memory_not_equal(got, want, 32);
}

static void codes_of_two_waves_have_nothing_in_common(void **state)
{
    (void)state;
    struct wave a;
    struct wave b;
    wave_init(&a);
    wave_init(&b);
    assert_memory_not_equal(a.invites->sha256, b.invites->sha256, 32);
    uint8_t hash[32];
    assert_int_equal(
        roster_invites_hash(a.invites->places, a.invites->count, hash), ERR_OK);
    assert_memory_equal(hash, a.invites->sha256, 32);
    for (size_t i = 0; i < a.invites->count; i++)
        assert_memory_not_equal(a.invites->invites[i].code + 2,
                                b.invites->invites[i].code + 2, 14);
    wave_wipe(&a);
    wave_wipe(&b);
}

static void a_roster_that_changed_since_the_plan_is_refused(void **state)
{
    (void)state;
    struct wave w;
    wave_init(&w);
    struct roster_invites *v = NULL;
    struct err_note note = {""};
    w.plan->groups[0].roster++;
    assert_int_equal(roster_invites_new(w.roster, w.plan->groups,
                                        w.plan->group_count, &w.id, &v, &note),
                     ERR_STATE);
    w.plan->groups[0].roster--;
    memcpy(w.plan->groups[0].programs[0].id, "none", 5);
    assert_int_equal(roster_invites_new(w.roster, w.plan->groups,
                                        w.plan->group_count, &w.id, &v, &note),
                     ERR_STATE);
    assert_null(v);
    wave_wipe(&w);
}

static void the_invites_file_is_of_the_places_and_the_csv_of_the_people(
    void **state)
{
    (void)state;
    struct wave w;
    wave_init(&w);
    struct temp_dir dir = temp_dir_make();
    struct file_path people_path = temp_dir_file(&dir, "people.db");
    struct file_path invites_path = temp_dir_file(&dir, "w.invites.db");
    struct people *people = NULL;
    assert_int_equal(people_create(people_path.s, NULL), ERR_OK);
    assert_int_equal(people_open(people_path.s, &people, NULL), ERR_OK);
    assert_int_equal(people_invites_put(people, "2026-fall", w.invites->invites,
                                        w.invites->count, NULL),
                     ERR_OK);
    assert_int_equal(invites_create(invites_path.s, w.invites->places,
                                    w.invites->count, NULL),
                     ERR_OK);
    struct wave_manifest_hash mh;
    randombytes_buf(mh.b, sizeof mh.b);
    struct buf csv = BUF_INIT;
    assert_int_equal(roster_merge_csv(people, NULL, "2026-fall",
                                      "https://wellbeing.example.org/", &mh,
                                      &csv, NULL),
                     ERR_OK);
    static const char header[] = "person,email,unit,code,link,fingerprint\r\n";
    assert_memory_equal(csv.data, header, sizeof header - 1);
    struct csv_table *t = NULL;
    assert_int_equal(csv_parse(csv.data, csv.len, &t, NULL), ERR_OK);
    assert_int_equal(t->row_count, 2483);
    for (size_t i = 0; i < w.invites->count; i++) {
        const struct people_invite *v = &w.invites->invites[i];
        const char *const *cells = t->rows[i + 1].cells;
        assert_int_equal(t->rows[i + 1].cell_count, 6);
        assert_string_equal(cells[0], v->person);
        assert_string_equal(cells[1], v->email);
        assert_string_equal(cells[2], v->unit);
        struct wave_invite_code code;
        assert_int_equal(
            wave_invite_code_parse(cells[3], strlen(cells[3]), &code), ERR_OK);
        assert_memory_equal(code.b, v->code, sizeof code.b);
        struct wave_invite_link link;
        assert_int_equal(wave_invite_link_parse(cells[4], &link), ERR_OK);
        assert_string_equal(link.base_url, "https://wellbeing.example.org");
        assert_string_equal(link.wave_name, "2026-fall");
        assert_memory_equal(link.code.b, v->code, sizeof code.b);
        assert_true(wave_fingerprint_matches(&link.fingerprint, &mh));
        struct wave_fingerprint fingerprint;
        assert_int_equal(
            wave_fingerprint_parse(cells[5], strlen(cells[5]), &fingerprint),
            ERR_OK);
        assert_true(wave_fingerprint_matches(&fingerprint, &mh));
    }
    csv_table_free(t);
    buf_wipe(&csv);
    people_close(people);
    temp_dir_remove(&dir);
    wave_wipe(&w);
}

static void a_wave_without_invites_has_no_csv(void **state)
{
    (void)state;
    struct temp_dir dir = temp_dir_make();
    struct file_path path = temp_dir_file(&dir, "people.db");
    struct people *people = NULL;
    assert_int_equal(people_create(path.s, NULL), ERR_OK);
    assert_int_equal(people_open(path.s, &people, NULL), ERR_OK);
    struct wave_manifest_hash mh = {{0}};
    struct buf csv = BUF_INIT;
    struct err_note note = {""};
    assert_int_equal(roster_merge_csv(people, NULL, "2026-fall",
                                      "https://x.org", &mh, &csv, &note),
                     ERR_NOT_FOUND);
    assert_null(csv.data);
    assert_non_null(strstr(note.text, "2026-fall"));
    people_close(people);
    temp_dir_remove(&dir);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            each_person_gets_a_code_of_their_group_whose_key_is_listed),
        cmocka_unit_test(the_places_do_not_stand_in_the_order_of_the_persons),
        cmocka_unit_test(the_hash_is_over_the_sorted_list),
        cmocka_unit_test(codes_of_two_waves_have_nothing_in_common),
        cmocka_unit_test(a_roster_that_changed_since_the_plan_is_refused),
        cmocka_unit_test(
            the_invites_file_is_of_the_places_and_the_csv_of_the_people),
        cmocka_unit_test(a_wave_without_invites_has_no_csv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
