#include "conduct/opener.h"

#include "ceremony/sharefile.h"

#include <sodium.h>

/* One share. */
struct part {
    const char *path;
    uint32_t number; /* 0: not one of this wave's */
    enum err wrong;  /* why not, and in words */
    struct err_note note;
    bool is_open;
    char passphrase[PASSPHRASE_SIZE];
    struct sharefile_secret secret;
};

/* In sodium_malloc memory, with the parts behind it. */
struct conduct_opener {
    const struct conduct_wave *wave;
    struct ballot_public_key pk;
    struct ballot_secret_key sk;
    bool has_key;
    char passphrase[PASSPHRASE_SIZE]; /* of a wave without trustees */
    struct token_element commitments[WAVE_TRUSTEES_MAX];
    struct sharefile_public sign_pk[WAVE_TRUSTEES_MAX];
    size_t count;
    struct part parts[];
};

static enum err check_kind(const struct conduct_wave *wave, size_t shares,
                           struct err_note *note)
{
    const struct wave_trustees *t = &wave->manifest->trustees;
    const char *name = wave->row.name;
    if (t->count == 0 && shares > 0)
        return err_say(note, ERR_STATE,
                       "%s is opened by a passphrase, not by trustees: leave "
                       "--share away",
                       name);
    if (t->count > 0 && shares == 0)
        return err_say(note, ERR_RANGE,
                       "%s is opened by trustees: give %u of their %u shares, "
                       "--share office/%s.share-1 and so on",
                       name, (unsigned)t->threshold, (unsigned)t->count, name);
    return ERR_OK;
}

static struct sharefile_wave known(const struct conduct_opener *o)
{
    return (struct sharefile_wave){
        .wave = o->wave->row.name,
        .seal_pk = &o->pk,
        .threshold = o->wave->manifest->trustees.threshold,
        .trustees = o->wave->manifest->trustees.count,
        .commitments = o->commitments,
        .sign_pk = o->sign_pk,
    };
}

static void look_at_part(struct conduct_opener *o, size_t i)
{
    struct part *p = &o->parts[i];
    const struct sharefile_wave wave = known(o);
    p->wrong = sharefile_number(p->path, &wave, &p->number, &p->note);
    for (size_t j = 0; p->wrong == ERR_OK && j < i; j++)
        if (o->parts[j].number == p->number)
            p->wrong = err_say(&p->note, ERR_EXISTS,
                               "%s: the share of trustee %u was given before",
                               p->path, (unsigned)p->number);
    if (p->wrong != ERR_OK)
        p->number = 0;
}

enum err conduct_opener_new(const struct conduct_wave *wave,
                            const char *const *shares, size_t count,
                            struct conduct_opener **out_opener,
                            struct err_note *note)
{
    const struct wave_trustees *t = &wave->manifest->trustees;
    enum err e = check_kind(wave, count, note);
    if (e != ERR_OK)
        return e;
    struct conduct_opener *o =
        sodium_malloc(sizeof *o + count * sizeof *o->parts);
    if (o == NULL)
        return ERR_MEMORY;
    sodium_memzero(o, sizeof *o + count * sizeof *o->parts);
    o->wave = wave;
    o->count = count;
    memcpy(o->pk.b, wave->manifest->seal_pk, sizeof o->pk.b);
    for (uint32_t i = 0; i < t->threshold; i++)
        memcpy(o->commitments[i].b, t->commitments[i].b, 32);
    for (uint32_t i = 0; i < t->count; i++)
        memcpy(o->sign_pk[i].b, t->sign_pk[i].b, 32);
    for (size_t i = 0; i < count; i++) {
        o->parts[i].path = shares[i];
        look_at_part(o, i);
    }
    *out_opener = o;
    return ERR_OK;
}

void conduct_opener_free(struct conduct_opener *opener)
{
    sodium_free(opener);
}

enum err conduct_opener_check(const struct conduct_opener *o,
                              struct err_note *note)
{
    const struct wave_trustees *t = &o->wave->manifest->trustees;
    for (size_t i = 0; i < o->count; i++)
        if (o->parts[i].wrong != ERR_OK)
            return err_say(note, o->parts[i].wrong, "%s",
                           o->parts[i].note.text);
    if (o->count < t->threshold)
        return err_say(note, ERR_RANGE,
                       "%zu share%s: %u of %u are needed to open %s", o->count,
                       o->count == 1 ? "" : "s", (unsigned)t->threshold,
                       (unsigned)t->count, o->wave->row.name);
    return ERR_OK;
}

void conduct_opener_passphrase(struct conduct_opener *o, size_t i,
                               const char passphrase[static PASSPHRASE_SIZE])
{
    err_assert(i < (o->count == 0 ? 1 : o->count));
    memcpy(o->count == 0 ? o->passphrase : o->parts[i].passphrase, passphrase,
           PASSPHRASE_SIZE);
}

enum err conduct_opener_open(struct conduct_opener *o, struct err_note *note)
{
    enum err e = ERR_OK;
    uint32_t number;
    if (o->count == 0) {
        e = keyfile_open(o->wave->paths.seal.s, o->wave->row.name, &o->pk,
                         o->passphrase, &o->sk, note);
        o->has_key = e == ERR_OK;
    }
    for (size_t i = 0; e == ERR_OK && i < o->count; i++)
        e = conduct_opener_share_open(o, i, &number, note);
    return e;
}

size_t conduct_opener_share_count(const struct conduct_opener *opener)
{
    return opener->count;
}

uint32_t conduct_opener_share_number(const struct conduct_opener *o, size_t i)
{
    return o->parts[i].number;
}

enum err conduct_opener_share_open(struct conduct_opener *o, size_t i,
                                   uint32_t *out_number, struct err_note *note)
{
    struct part *p = &o->parts[i];
    const struct sharefile_wave wave = known(o);
    *out_number = p->number;
    if (p->wrong != ERR_OK)
        return err_say(note, p->wrong, "%s", p->note.text);
    enum err e =
        sharefile_open(p->path, &wave, p->passphrase, &p->secret, note);
    p->is_open = e == ERR_OK;
    return e;
}

static int by_number(const void *a, const void *b)
{
    const struct wave_trustee_sig *x = a;
    const struct wave_trustee_sig *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

void conduct_opener_sign(
    const struct conduct_opener *o, const struct wave_unopened_hash *hash,
    struct wave_trustee_sig out_sigs[static WAVE_TRUSTEES_MAX],
    size_t *out_count)
{
    size_t count = 0;
    for (size_t i = 0; i < o->count; i++) {
        struct wave_trustee_seed seed;
        const struct part *p = &o->parts[i];
        if (!p->is_open)
            continue;
        memcpy(seed.b, p->secret.sign_seed, sizeof seed.b);
        wave_trustee_sign(hash, p->number, &seed, &out_sigs[count++]);
        sodium_memzero(&seed, sizeof seed);
    }
    qsort(out_sigs, count, sizeof *out_sigs, by_number);
    *out_count = count;
}

/* The key from the shares that are open. */
static enum err combine(struct conduct_opener *o, struct err_note *note)
{
    struct trustee_share *shares = sodium_allocarray(o->count, sizeof *shares);
    struct token_scalar secret = {{0}};
    struct wrap_key key;
    size_t count = 0;
    if (shares == NULL)
        return ERR_MEMORY;
    for (size_t i = 0; i < o->count; i++)
        if (o->parts[i].is_open)
            shares[count++] = o->parts[i].secret.share;
    enum err e =
        trustee_combine(shares, count, o->commitments,
                        o->wave->manifest->trustees.threshold, &secret);
    if (e != ERR_OK)
        e = err_say(note, e, "the shares do not make a key: %s", err_name(e));
    if (e == ERR_OK) {
        trustee_key(&secret, &key);
        e = keyfile_open_shared(o->wave->paths.seal.s, o->wave->row.name,
                                &o->pk, &key, &o->sk, note);
    }
    sodium_memzero(&secret, sizeof secret);
    sodium_memzero(&key, sizeof key);
    sodium_free(shares);
    return e;
}

enum err conduct_opener_key(struct conduct_opener *o,
                            const struct ballot_secret_key **out_key,
                            struct err_note *note)
{
    enum err e = o->has_key ? ERR_OK : combine(o, note);
    o->has_key = e == ERR_OK;
    if (e == ERR_OK)
        *out_key = &o->sk;
    return e;
}
