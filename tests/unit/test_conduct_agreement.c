/* A release held against the manifest and the board that it names. */
#include "release_wave.h"

#include "conduct/agreement.h"

static struct wave w;
static struct published_release *r;
static struct wave_board board;
static struct wave_board_department departments[3];
static uint8_t board_sha256[32];

/* As in test_release_published: 77 ballots of 148 people, all in a leaf. */
static int begin(void **state)
{
    (void)state;
    static char medicine[] = "Medicine";
    static char others[] = "Other departments";
    static char pediatrics[] = "Pediatrics";
    if (sodium_init() < 0)
        return -1;
    wave_begin(&w);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M1", 60), 31);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M2", 20), 12);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M3", 9), 3);
    wave_put_many(&w, wave_unit(&w, "Medicine", "M4", 9), 2);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P1", 30), 22);
    wave_put_many(&w, wave_unit(&w, "Pediatrics", "P2", 10), 4);
    wave_put_many(&w, wave_unit(&w, "Urology", "U1", 10), 3);
    r = wave_published(&w);
    departments[0] = (struct wave_board_department){medicine, 98, 49, 48};
    departments[1] = (struct wave_board_department){others, 10, 3, 3};
    departments[2] = (struct wave_board_department){pediatrics, 40, 26, 26};
    board = (struct wave_board){
        .mh = w.mh,
        .issued = 78,
        .redeemed = 77,
        .departments = departments,
        .department_count = 3,
    };
    memset(board_sha256, 0x24, sizeof board_sha256);
    return 0;
}

static int end(void **state)
{
    (void)state;
    published_free(r);
    wave_end(&w);
    return 0;
}

static enum err check(struct err_note *note)
{
    const struct conduct_agreement against = {&w.m, &w.mh, &board,
                                              board_sha256};
    return conduct_agreement_check(r, &against, note);
}

static void assert_denied(const char *what)
{
    struct err_note note = {""};
    assert_int_equal(check(&note), ERR_DENIED);
    if (strstr(note.text, what) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", what, note.text);
}

static void what_a_close_writes_agrees(void **state)
{
    (void)state;
    struct err_note note = {""};
    if (check(&note) != ERR_OK)
        fail_msg("%s", note.text);
}

static void another_manifest_or_board_is_refused(void **state)
{
    (void)state;
    w.mh.b[31] ^= 1;
    assert_denied("names another manifest");
    w.mh.b[31] ^= 1;
    board_sha256[0] ^= 1;
    assert_denied("names another board");
    board_sha256[0] ^= 1;
}

static void another_promise_is_refused(void **state)
{
    (void)state;
    w.m.wave[0] = 'x';
    assert_denied("wave than");
    w.m.wave[0] = '2';
    w.institution[0] ^= 1;
    assert_denied("institution than");
    w.institution[0] ^= 1;
    w.m.survey_sha256[5] ^= 1;
    assert_denied("survey than");
    w.m.survey_sha256[5] ^= 1;
    w.survey_version[0] ^= 1;
    assert_denied("survey than");
    w.survey_version[0] ^= 1;
    w.m.rule.k++;
    assert_denied("rule than");
    w.m.rule.k--;
    w.m.rule.k_share++;
    assert_denied("rule than");
    w.m.rule.k_share--;
    w.m.rule.insiders++;
    assert_denied("rule than");
    w.m.rule.insiders--;
}

static void totals_that_are_not_the_board_s_are_refused(void **state)
{
    (void)state;
    uint32_t *const totals[] = {&board.issued, &board.redeemed, &board.spoiled};
    for (size_t i = 0; i < 3; i++) {
        (*totals[i])++;
        assert_denied("totals of release and board differ");
        (*totals[i])--;
    }
    r->roster++;
    assert_denied("number of people");
    r->roster--;
}

/* Both files say the same of ballots that the figures do not have. */
static void ballots_that_are_in_no_group_are_refused_from_k_on(void **state)
{
    (void)state;
    struct err_note note = {""};
    board.redeemed = r->redeemed = 81;
    assert_int_equal(check(&note), ERR_OK); /* four in no leaf */
    board.redeemed = r->redeemed = 82;
    assert_denied("5 ballots of the board are in no group");
    board.spoiled = r->spoiled = 1;
    assert_int_equal(check(&note), ERR_OK);
    board.spoiled = r->spoiled = 0;
    board.redeemed = r->redeemed = 76;
    assert_denied("counts 77 answers; the board has 76");
    board.redeemed = r->redeemed = 77;
    r->groups[0].shown = false;
    assert_denied("77 ballots of the board are in no group");
    r->groups[0].shown = true;
}

static void a_department_with_more_answers_than_ballots_is_refused(void **state)
{
    (void)state;
    departments[0].redeemed = 47;
    assert_denied("group dept:medicine shows 48 answers");
    departments[0].redeemed = 48;
    board.department_count = 1;
    assert_denied("group dept:pediatrics shows");
    board.department_count = 3;
    /* Urology's three are in pool:*, and it stands among the small ones. */
    departments[1].redeemed = 0;
    what_a_close_writes_agrees(state);
    departments[1].redeemed = 3;
}

static void units_that_are_not_the_manifest_s_are_refused(void **state)
{
    (void)state;
    w.groups[1].roster++;
    r->roster++; /* so that the sum is right */
    assert_denied("group unit:M2 is not the manifest's");
    w.groups[1].roster--;
    r->roster--;
    w.groups[1].name[0] = 'X';
    assert_denied("group unit:M2 is not the manifest's");
    w.groups[1].name[0] = 'P';
    (void)snprintf(w.groups[4].unit, sizeof w.groups[4].unit, "P0");
    assert_denied("group unit:P1 is not the manifest's");
    (void)snprintf(w.groups[4].unit, sizeof w.groups[4].unit, "P1");
}

static void a_unit_too_many_or_too_few_is_refused(void **state)
{
    (void)state;
    uint32_t roster = r->roster;
    (void)wave_unit(&w, "Urology", "U2", 10);
    r->roster += 10;
    assert_denied("group dept:urology lacks a unit");
    w.m.group_count--;
    (void)wave_unit(&w, "Zoology", "Z1", 10);
    assert_denied("number of units");
    w.m.group_count -= 2;
    r->roster = roster - 10;
    assert_denied("group unit:U1 is not the manifest's");
    w.m.group_count++;
    r->roster = roster;
    what_a_close_writes_agrees(state);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_close_writes_agrees),
        cmocka_unit_test(another_manifest_or_board_is_refused),
        cmocka_unit_test(another_promise_is_refused),
        cmocka_unit_test(totals_that_are_not_the_board_s_are_refused),
        cmocka_unit_test(ballots_that_are_in_no_group_are_refused_from_k_on),
        cmocka_unit_test(
            a_department_with_more_answers_than_ballots_is_refused),
        cmocka_unit_test(units_that_are_not_the_manifest_s_are_refused),
        cmocka_unit_test(a_unit_too_many_or_too_few_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
