#include "conduct/unlock.h"

static void fail(struct conduct_unlock *u, enum err wrong,
                 const struct err_note *note)
{
    if (u->wrong != ERR_OK)
        return;
    u->wrong = wrong;
    u->note = *note;
}

static void try_passphrase(struct conduct_opener *opener,
                           struct conduct_unlock *u)
{
    struct err_note note = {{0}};
    enum err e = conduct_opener_open(opener, &note);
    u->was_tried = true;
    u->opens = e == ERR_OK;
    if (e != ERR_OK)
        fail(u, e, &note);
}

static void try_key(struct conduct_opener *opener, struct conduct_unlock *u)
{
    const struct ballot_secret_key *key = NULL;
    struct err_note note = {{0}};
    enum err e = conduct_opener_key(opener, &key, &note);
    u->was_tried = true;
    u->opens = e == ERR_OK;
    if (e != ERR_OK)
        fail(u, e, &note);
}

void conduct_unlock_test(const struct conduct_wave *wave,
                         struct conduct_opener *opener,
                         void (*each)(void *context, uint32_t number,
                                      enum err wrong,
                                      const struct err_note *note),
                         void *context, struct conduct_unlock *out)
{
    struct conduct_unlock u = {0};
    size_t count = conduct_opener_share_count(opener);
    if (count == 0)
        try_passphrase(opener, &u);
    for (size_t i = 0; i < count; i++) {
        struct err_note note = {{0}};
        uint32_t number = 0;
        enum err e = conduct_opener_share_open(opener, i, &number, &note);
        u.good += e == ERR_OK;
        if (e != ERR_OK)
            fail(&u, e, &note);
        if (each != NULL)
            each(context, number, e, &note);
    }
    if (count > 0 && u.good >= wave->manifest->trustees.threshold)
        try_key(opener, &u);
    *out = u;
}
