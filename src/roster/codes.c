#include "roster/codes.h"

#include "roster/recipients.h"

#include <sodium.h>

/* A person's code now, and its key on the list. */
struct current {
    const struct wave_id *wave_id;
    uint16_t group;
    struct wave_invite_public pk;
};

static void key_of(const struct wave_id *wave_id,
                   const struct wave_invite_code *code,
                   struct wave_invite_public *out_pk)
{
    struct wave_invite_secret sk;
    wave_invite_keypair(wave_id, code, out_pk, &sk);
    sodium_memzero(&sk, sizeof sk);
}

static enum err take_current(void *ctx, const struct people_invite *invite)
{
    struct current *c = ctx;
    struct wave_invite_code code;
    memcpy(code.b, invite->code, sizeof code.b);
    key_of(c->wave_id, &code, &c->pk);
    c->group = invite->group;
    sodium_memzero(&code, sizeof code);
    return ERR_OK;
}

static enum err find(const struct roster_codes *codes, const char *person,
                     struct current *out_current)
{
    out_current->wave_id = codes->wave_id;
    return people_invite_find(codes->people, codes->wave, person, take_current,
                              out_current);
}

static enum err say(const struct roster_codes *codes, enum err e,
                    struct err_note *note)
{
    switch (e) {
    case ERR_OK: return e;
    case ERR_NOT_FOUND:
        return err_say(note, e, "this person has no invite to %s", codes->wave);
    case ERR_EXISTS:
        return err_say(note, e,
                       "a token was fetched with this code of %s: only an "
                       "unused code can be struck out",
                       codes->wave);
    case ERR_CLOSED:
        return err_say(note, e, "%s takes nothing more: it is being closed",
                       codes->wave);
    case ERR_RANGE:
        return err_say(note, e,
                       "so many codes of %s were replaced that its list has no "
                       "room left",
                       codes->wave);
    default:
        return err_say(note, e, "the codes of %s cannot be changed: %s",
                       codes->wave, err_name(e));
    }
}

/* --- what was cut --------------------------------------------------------- */

/* One act that is to be finished; read before anything is changed. */
struct cut {
    char person[PEOPLE_TEXT_MAX + 1];
    struct wave_invite_code code;
};
struct cuts {
    struct cut *list;
    size_t count;
};

static enum err keep_cut(void *ctx, const char *person,
                         const uint8_t code[static 16])
{
    struct cuts *cuts = ctx;
    struct cut *more = reallocarray(cuts->list, cuts->count + 1, sizeof *more);
    if (more == NULL)
        return ERR_MEMORY;
    cuts->list = more;
    struct cut *cut = &more[cuts->count++];
    (void)snprintf(cut->person, sizeof cut->person, "%s", person);
    memcpy(cut->code.b, code, sizeof cut->code.b);
    return ERR_OK;
}

/* The list does not take the act: nothing was changed there. */
static bool is_refusal(enum err e)
{
    return e == ERR_NOT_FOUND || e == ERR_EXISTS || e == ERR_STATE ||
           e == ERR_CLOSED || e == ERR_RANGE;
}

/* The server's list decides: whether it took the new key or not. */
static enum err carry_out(const struct roster_codes *codes, const char *person,
                          const struct wave_invite_code *code)
{
    struct current now;
    struct wave_invite_public pk;
    enum err e = find(codes, person, &now);
    if (e == ERR_OK) {
        key_of(codes->wave_id, code, &pk);
        e = invites_replace(codes->invites, now.group, now.pk.b, pk.b);
    }
    if (e == ERR_OK)
        return people_replacement_finish(codes->people, codes->wave, person,
                                         code->b);
    if (is_refusal(e)) {
        enum err dropped =
            people_replacement_drop(codes->people, codes->wave, person);
        return dropped == ERR_OK ? e : dropped;
    }
    return e;
}

static enum err settle_replaced(const struct roster_codes *codes)
{
    struct cuts cuts = {NULL, 0};
    enum err e =
        people_replacements_each(codes->people, codes->wave, keep_cut, &cuts);
    for (size_t i = 0; e == ERR_OK && i < cuts.count; i++) {
        e = carry_out(codes, cuts.list[i].person, &cuts.list[i].code);
        if (is_refusal(e))
            e = ERR_OK; /* the old code stays; what was kept is dropped */
    }
    if (cuts.list != NULL)
        sodium_memzero(cuts.list, cuts.count * sizeof *cuts.list);
    free(cuts.list);
    return e;
}

/* A code that the list has struck out goes from people.db as well. */
static enum err settle_withdrawn(const struct roster_codes *codes)
{
    struct roster_recipients *all = NULL;
    enum err e = roster_recipients_load(
        codes->people, codes->invites, codes->wave, codes->wave_id, &all, NULL);
    if (e == ERR_NOT_FOUND)
        return ERR_OK;
    for (size_t i = 0; e == ERR_OK && i < all->count; i++)
        if (all->list[i].state == INVITES_STRUCK)
            e = people_invite_destroy(codes->people, codes->wave,
                                      all->list[i].person);
    roster_recipients_free(all);
    return e;
}

enum err roster_codes_settle(const struct roster_codes *codes,
                             struct err_note *note)
{
    enum err e = settle_replaced(codes);
    if (e == ERR_OK)
        e = settle_withdrawn(codes);
    return say(codes, e, note);
}

/* --- the two acts --------------------------------------------------------- */

enum err roster_codes_replace(const struct roster_codes *codes,
                              const char *person,
                              struct wave_invite_code *out_code,
                              struct err_note *note)
{
    struct current now;
    struct wave_invite_code code;
    enum err e = roster_codes_settle(codes, note);
    if (e != ERR_OK)
        return e;
    e = find(codes, person, &now);
    if (e != ERR_OK)
        return say(codes, e, note);
    wave_invite_code_new(now.group, &code);
    e = people_replacement_begin(codes->people, codes->wave, person, code.b);
    if (e == ERR_OK)
        e = carry_out(codes, person, &code);
    if (e == ERR_OK)
        *out_code = code;
    sodium_memzero(&code, sizeof code);
    return say(codes, e, note);
}

enum err roster_codes_withdraw(const struct roster_codes *codes,
                               const char *person, struct err_note *note)
{
    struct current now;
    enum err e = roster_codes_settle(codes, note);
    if (e != ERR_OK)
        return e;
    e = find(codes, person, &now);
    if (e == ERR_OK)
        e = invites_strike(codes->invites, now.group, now.pk.b);
    if (e == ERR_OK)
        e = people_invite_destroy(codes->people, codes->wave, person);
    return say(codes, e, note);
}
