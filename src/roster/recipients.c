#include "roster/recipients.h"

#include "roster/texts.h"

#include <sodium.h>

/* Invites on their way into a list. */
struct loading {
    struct roster_recipients *to;
    const struct roster_keys *keys;
    const struct wave_id *wave_id;
    size_t room;
};

static enum err count(void *ctx, const struct people_invite *invite)
{
    (void)invite;
    ++*(size_t *)ctx;
    return ERR_OK;
}

static enum err keep(struct roster_texts *texts, const char *text,
                     const char **out)
{
    *out = roster_texts_keep(texts, text, strlen(text));
    return *out == NULL ? ERR_MEMORY : ERR_OK;
}

static enum err take(void *ctx, const struct people_invite *invite)
{
    struct loading *l = ctx;
    struct wave_invite_public pk;
    struct wave_invite_secret sk;
    if (l->to->count == l->room)
        return ERR_CORRUPT;
    struct roster_recipient *r = &l->to->list[l->to->count];
    memcpy(r->code.b, invite->code, sizeof r->code.b);
    wave_invite_keypair(l->wave_id, &r->code, &pk, &sk);
    sodium_memzero(&sk, sizeof sk);
    const struct invites_key *key = roster_keys_find(l->keys, pk.b);
    if (key == NULL)
        return ERR_CORRUPT;
    r->state = key->state;
    enum err e = keep(l->to->texts, invite->person, &r->person);
    if (e == ERR_OK)
        e = keep(l->to->texts, invite->email, &r->email);
    if (e == ERR_OK)
        e = keep(l->to->texts, invite->language, &r->language);
    if (e == ERR_OK)
        e = keep(l->to->texts, invite->unit, &r->unit);
    l->to->count++;
    return e;
}

static enum err load(struct people *people, const char *wave, struct loading *l)
{
    enum err e = people_invites_each(people, wave, count, &l->room);
    if (e == ERR_OK && l->room == 0)
        e = ERR_NOT_FOUND;
    if (e == ERR_OK)
        e = roster_texts_new(&l->to->texts);
    if (e != ERR_OK)
        return e;
    l->to->list = sodium_allocarray(l->room, sizeof *l->to->list);
    if (l->to->list == NULL)
        return ERR_MEMORY;
    return people_invites_each(people, wave, take, l);
}

enum err roster_recipients_load(struct people *people, struct invites *invites,
                                const char *wave, const struct wave_id *wave_id,
                                struct roster_recipients **out_recipients,
                                struct err_note *note)
{
    struct roster_keys *keys = NULL;
    struct roster_recipients *to = calloc(1, sizeof *to);
    enum err e = to == NULL ? ERR_MEMORY : roster_keys_load(invites, &keys);
    if (e == ERR_OK) {
        struct loading l = {to, keys, wave_id, 0};
        e = load(people, wave, &l);
    }
    roster_keys_free(keys);
    if (e == ERR_OK) {
        *out_recipients = to;
        return ERR_OK;
    }
    roster_recipients_free(to);
    if (e == ERR_NOT_FOUND)
        return err_say(note, e,
                       "wave %s has no invites: it was never opened here, or "
                       "it is closed",
                       wave);
    return err_say(note, e, "the invites of %s cannot be read: %s", wave,
                   e == ERR_CORRUPT ? "codes and the server's list do not "
                                      "agree; run chorus wave verify"
                                    : err_name(e));
}

void roster_recipients_free(struct roster_recipients *recipients)
{
    if (recipients == NULL)
        return;
    sodium_free(recipients->list); /* wipes */
    roster_texts_free(recipients->texts);
    free(recipients);
}
