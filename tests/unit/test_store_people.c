#include "test_store_help.h"

#include "store/people.h"

#define N 2482 /* a real institution's roster */

struct stage {
    struct folder dir;
    struct file_path path;
    struct people *people;
};

static struct stage stage_new(void)
{
    struct stage s = {.dir = folder_new()};
    s.path = folder_file(&s.dir, "people.db");
    assert_int_equal(people_create(s.path.s, NULL), ERR_OK);
    assert_int_equal(people_open(s.path.s, &s.people, NULL), ERR_OK);
    return s;
}

static void stage_free(struct stage *s)
{
    people_close(s->people);
    folder_free(&s->dir);
}

struct roster {
    struct people_person persons[N];
    char keys[N][16];
    char mails[N][40];
};

/* In an order that is not that of the keys. */
static struct roster *roster_new(void)
{
    struct roster *r = calloc(1, sizeof *r);
    assert_non_null(r);
    for (size_t i = 0; i < N; i++) {
        (void)snprintf(r->keys[i], sizeof r->keys[i], "p%05zu", N - i);
        (void)snprintf(r->mails[i], sizeof r->mails[i],
                       "somebody%zu@example.org", i);
        r->persons[i] = (struct people_person){
            .person = r->keys[i],
            .email = r->mails[i],
            .department = "Medicine",
            .program_id = "P001",
            .program = "Internal Medicine",
            .type = "residency",
            .site = "Main",
            .unit = "",
            .language = "en",
        };
    }
    return r;
}

static size_t count(struct stage *s)
{
    size_t n = 0;
    assert_int_equal(people_roster_count(s->people, &n), ERR_OK);
    return n;
}

struct walk {
    size_t calls;
    char last[16];
    size_t stop_at;
};

static enum err visit(void *ctx, const struct people_person *p)
{
    struct walk *w = ctx;
    assert_true(strcmp(w->last, p->person) < 0);
    (void)snprintf(w->last, sizeof w->last, "%s", p->person);
    assert_string_equal(p->department, "Medicine");
    assert_string_equal(p->unit, "");
    w->calls++;
    return w->calls == w->stop_at ? ERR_STATE : ERR_OK;
}

static void a_roster_comes_back_by_key(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct roster *r = roster_new();
    struct walk w = {0, "", 0};
    assert_int_equal(people_roster_replace(s.people, r->persons, N, NULL),
                     ERR_OK);
    assert_int_equal(people_roster_each(s.people, visit, &w), ERR_OK);
    assert_int_equal(w.calls, N);
    w = (struct walk){0, "", 3};
    assert_int_equal(people_roster_each(s.people, visit, &w), ERR_STATE);
    assert_int_equal(w.calls, 3);
    free(r);
    stage_free(&s);
}

static void a_bad_roster_leaves_the_old_one_and_names_the_place(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct roster *r = roster_new();
    struct err_note note = {""};
    assert_int_equal(people_roster_replace(s.people, r->persons, 10, NULL),
                     ERR_OK);
    r->persons[N - 1].person = r->keys[0];
    assert_int_equal(people_roster_replace(s.people, r->persons, N, &note),
                     ERR_EXISTS);
    assert_non_null(strstr(note.text, "2482"));
    assert_int_equal(count(&s), 10);
    r->persons[N - 1].person = "";
    assert_int_equal(people_roster_replace(s.people, r->persons, N, &note),
                     ERR_RANGE);
    assert_int_equal(count(&s), 10);
    free(r);
    stage_free(&s);
}

static void no_name_of_an_old_roster_stays_in_the_file(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct roster *r = roster_new();
    assert_int_equal(people_roster_replace(s.people, r->persons, N, NULL),
                     ERR_OK);
    assert_int_equal(people_roster_replace(s.people, r->persons, 0, NULL),
                     ERR_OK);
    struct buf file = raw_bytes(s.path.s);
    assert_int_equal(raw_find(&file, "somebody", 8), -1);
    assert_true(journal_is_empty(s.path.s));
    buf_free(&file);
    free(r);
    stage_free(&s);
}

/* --- invites -------------------------------------------------------------- */

static struct people_invite *invites_new(const struct roster *r)
{
    struct people_invite *v = calloc(N, sizeof *v);
    assert_non_null(v);
    for (size_t i = 0; i < N; i++) {
        v[i] = (struct people_invite){
            .person = r->persons[i].person,
            .email = r->persons[i].email,
            .language = "en",
            .unit = "P001",
            .group = 3,
        };
        randombytes_buf(v[i].code, sizeof v[i].code);
    }
    return v;
}

struct hunt {
    const struct people_invite *invites;
    size_t calls;
};

/* The invites were made in the opposite order of the keys. */
static enum err meet(void *ctx, const struct people_invite *v)
{
    struct hunt *h = ctx;
    const struct people_invite *same = &h->invites[N - 1 - h->calls];
    h->calls++;
    assert_string_equal(v->person, same->person);
    assert_string_equal(v->email, same->email);
    assert_string_equal(v->unit, "P001");
    assert_int_equal(v->group, 3);
    assert_memory_equal(v->code, same->code, sizeof v->code);
    return ERR_OK;
}

static void invites_come_back_for_their_wave_only(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct roster *r = roster_new();
    struct people_invite *v = invites_new(r);
    struct hunt h = {v, 0};
    assert_int_equal(people_invites_put(s.people, "2026-fall", v, N, NULL),
                     ERR_OK);
    assert_int_equal(people_invites_each(s.people, "2026-fall", meet, &h),
                     ERR_OK);
    assert_int_equal(h.calls, N);
    h.calls = 0;
    assert_int_equal(people_invites_each(s.people, "2027", meet, &h), ERR_OK);
    assert_int_equal(h.calls, 0);
    free(v);
    free(r);
    stage_free(&s);
}

static void putting_again_replaces_what_a_failed_opening_left(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct roster *r = roster_new();
    struct people_invite *v = invites_new(r);
    struct people_invite *again = invites_new(r);
    struct hunt h = {again, 0};
    assert_int_equal(people_invites_put(s.people, "w", v, N, NULL), ERR_OK);
    assert_int_equal(people_invites_put(s.people, "w", again, N, NULL), ERR_OK);
    assert_int_equal(people_invites_each(s.people, "w", meet, &h), ERR_OK);
    assert_int_equal(h.calls, N);
    again[7].person = again[8].person;
    assert_int_equal(people_invites_put(s.people, "w", again, N, NULL),
                     ERR_EXISTS);
    h = (struct hunt){again, 0};
    again[7].person = r->persons[7].person;
    assert_int_equal(people_invites_each(s.people, "w", meet, &h), ERR_OK);
    assert_int_equal(h.calls, N);
    free(v);
    free(again);
    free(r);
    stage_free(&s);
}

static void destroyed_codes_are_nowhere_in_the_folder(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct roster *r = roster_new();
    struct people_invite *v = invites_new(r);
    assert_int_equal(people_invites_put(s.people, "w", v, N, NULL), ERR_OK);
    struct buf file = raw_bytes(s.path.s);
    assert_true(raw_find(&file, v[0].code, 16) > 0);
    buf_free(&file);
    assert_int_equal(people_invites_destroy(s.people, "w"), ERR_OK);
    assert_int_equal(people_invites_destroy(s.people, "w"), ERR_OK);
    file = raw_bytes(s.path.s);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(raw_find(&file, v[i].code, 16), -1);
    assert_int_equal(raw_find(&file, "somebody", 8), -1);
    assert_true(journal_is_empty(s.path.s));
    buf_free(&file);
    free(v);
    free(r);
    stage_free(&s);
}

static void making_the_file_again_is_refused(void **state)
{
    (void)state;
    struct stage s = stage_new();
    struct stat st;
    assert_int_equal(people_create(s.path.s, NULL), ERR_EXISTS);
    assert_int_equal(stat(s.path.s, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    stage_free(&s);
}

int main(void)
{
    cmocka_set_message_output(CM_OUTPUT_TAP);
    if (sodium_init() < 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_roster_comes_back_by_key),
        cmocka_unit_test(a_bad_roster_leaves_the_old_one_and_names_the_place),
        cmocka_unit_test(no_name_of_an_old_roster_stays_in_the_file),
        cmocka_unit_test(invites_come_back_for_their_wave_only),
        cmocka_unit_test(putting_again_replaces_what_a_failed_opening_left),
        cmocka_unit_test(destroyed_codes_are_nowhere_in_the_folder),
        cmocka_unit_test(making_the_file_again_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
