#include "roster/invite.h"

#include <sodium.h>

#define ENTRY_BYTES 34 /* u16 group || pk */

/* Where a program is counted. */
struct seat {
    const char *program;
    size_t group; /* index */
};

static int by_program(const void *a, const void *b)
{
    return strcmp(((const struct seat *)a)->program,
                  ((const struct seat *)b)->program);
}

/* The seats of all programs, sorted; caller frees with free(). */
static struct seat *seats_new(const struct wave_group *groups, size_t count,
                              size_t *out_count)
{
    size_t programs = 0;
    for (size_t i = 0; i < count; i++)
        programs += groups[i].program_count;
    struct seat *seats = calloc(programs + 1, sizeof *seats);
    if (seats == NULL)
        return NULL;
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < groups[i].program_count; j++)
            seats[n++] = (struct seat){groups[i].programs[j].id, i};
    qsort(seats, n, sizeof *seats, by_program);
    *out_count = n;
    return seats;
}

static void add(struct roster_invites *v, const struct people_person *p,
                const struct wave_group *g, const struct wave_id *wave_id)
{
    struct wave_invite_code code;
    struct wave_invite_public public;
    struct wave_invite_secret secret;
    wave_invite_code_new(g->id, &code);
    wave_invite_keypair(wave_id, &code, &public, &secret);
    struct people_invite *invite = &v->invites[v->count];
    *invite = (struct people_invite){.person = p->person,
                                     .email = p->email,
                                     .language = p->language,
                                     .unit = g->unit,
                                     .group = g->id};
    memcpy(invite->code, code.b, sizeof invite->code);
    struct invites_place *place = &v->places[v->count];
    place->group = g->id;
    memcpy(place->pk, public.b, sizeof place->pk);
    v->count++;
    sodium_memzero(&code, sizeof code);
    sodium_memzero(&secret, sizeof secret);
}

/* Fisher and Yates: every order is as likely as any other. */
static void shuffle(struct invites_place *places, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = randombytes_uniform((uint32_t)i);
        struct invites_place other = places[j];
        places[j] = places[i - 1];
        places[i - 1] = other;
    }
}

static enum err fill(struct roster_invites *v, const struct roster *roster,
                     const struct wave_group *groups, size_t group_count,
                     const struct wave_id *wave_id, struct err_note *note)
{
    size_t seat_count = 0;
    struct seat *seats = seats_new(groups, group_count, &seat_count);
    uint32_t *people = calloc(group_count + 1, sizeof *people);
    enum err e = seats == NULL || people == NULL ? ERR_MEMORY : ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < roster->person_count; i++) {
        struct seat key = {roster->people[i].program_id, 0};
        const struct seat *seat =
            bsearch(&key, seats, seat_count, sizeof *seats, by_program);
        if (seat == NULL) {
            e = err_say(note, ERR_STATE,
                        "program %s is in no group: the roster changed since "
                        "the plan; plan again",
                        key.program);
            break;
        }
        add(v, &roster->people[i], &groups[seat->group], wave_id);
        people[seat->group]++;
    }
    for (size_t i = 0; e == ERR_OK && i < group_count; i++)
        if (people[i] != groups[i].roster)
            e = err_say(note, ERR_STATE,
                        "unit %s has other people than the plan says: the "
                        "roster changed; plan again",
                        groups[i].unit);
    free(seats);
    free(people);
    return e;
}

enum err roster_invites_new(const struct roster *roster,
                            const struct wave_group *groups, size_t group_count,
                            const struct wave_id *wave_id,
                            struct roster_invites **out_invites,
                            struct err_note *note)
{
    size_t n = roster->person_count;
    if (n == 0 || n > WAVE_PLACES_MAX)
        return err_say(note, ERR_RANGE, "1 to %u people, not %zu",
                       WAVE_PLACES_MAX, n);
    struct roster_invites *v = calloc(1, sizeof *v);
    if (v == NULL)
        return ERR_MEMORY;
    v->invites = sodium_allocarray(n, sizeof *v->invites);
    v->places = calloc(n, sizeof *v->places);
    enum err e = v->invites == NULL || v->places == NULL ? ERR_MEMORY : ERR_OK;
    if (e == ERR_OK)
        e = fill(v, roster, groups, group_count, wave_id, note);
    if (e == ERR_OK) {
        shuffle(v->places, v->count);
        e = roster_invites_hash(v->places, v->count, v->sha256);
    }
    if (e != ERR_OK) {
        roster_invites_free(v);
        return e;
    }
    *out_invites = v;
    return ERR_OK;
}

void roster_invites_free(struct roster_invites *invites)
{
    if (invites == NULL)
        return;
    sodium_free(invites->invites); /* wipes */
    free(invites->places);
    free(invites);
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, ENTRY_BYTES);
}

enum err roster_invites_hash(const struct invites_place *places, size_t count,
                             uint8_t out_sha256[static 32])
{
    struct buf list = BUF_INIT;
    for (size_t i = 0; i < count; i++) {
        buf_put_u16(&list, places[i].group);
        buf_put(&list, places[i].pk, sizeof places[i].pk);
    }
    enum err e = buf_check(&list);
    if (e == ERR_OK) {
        if (count > 0)
            qsort(list.data, count, ENTRY_BYTES, by_bytes);
        (void)crypto_hash_sha256(out_sha256, (const uint8_t *)buf_text(&list),
                                 list.len);
    }
    buf_free(&list);
    return e;
}
