#include "roster/merge.h"

#include "roster/csv.h"
#include "wave/invite_code.h"

#include <sodium.h>

const char *const roster_merge_header[ROSTER_MERGE_COLUMNS] = {
    "person", "email", "unit", "code", "link", "fingerprint"};

/* Rows that are being made. */
struct making {
    const char *person;
    const char *wave;
    const char *base_url;
    const struct wave_manifest_hash *mh;
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    struct buf link;
    enum err (*fn)(void *ctx, const char *const *cells);
    void *ctx;
    size_t count;
};

static enum err make_row(void *ctx, const struct people_invite *invite)
{
    struct making *m = ctx;
    struct wave_invite_code code;
    char text[WAVE_INVITE_CODE_TEXT_SIZE];
    if (m->person != NULL && strcmp(m->person, invite->person) != 0)
        return ERR_OK;
    memcpy(code.b, invite->code, sizeof code.b);
    wave_invite_code_text(&code, text);
    buf_clear(&m->link);
    wave_invite_link(m->base_url, m->wave, &code, m->mh, &m->link);
    enum err e = buf_check(&m->link);
    if (e == ERR_OK) {
        const char *const cells[ROSTER_MERGE_COLUMNS] = {
            invite->person, invite->email,      invite->unit,
            text,           buf_text(&m->link), m->fingerprint};
        m->count++;
        e = m->fn(m->ctx, cells);
    }
    sodium_memzero(&code, sizeof code);
    sodium_memzero(text, sizeof text);
    return e;
}

enum err roster_merge_each(struct people *people, const char *person,
                           const char *wave, const char *base_url,
                           const struct wave_manifest_hash *mh,
                           enum err (*fn)(void *ctx, const char *const *cells),
                           void *ctx, struct err_note *note)
{
    struct making m = {.person = person,
                       .wave = wave,
                       .base_url = base_url,
                       .mh = mh,
                       .link = BUF_INIT,
                       .fn = fn,
                       .ctx = ctx};
    wave_fingerprint_text(mh, m.fingerprint);
    enum err e = people_invites_each(people, wave, make_row, &m);
    buf_wipe(&m.link);
    if (e == ERR_OK && m.count == 0)
        return err_say(note, ERR_NOT_FOUND,
                       person != NULL
                           ? "this person has no invite to %s"
                           : "wave %s has no invites: it was never opened "
                             "here, or it is closed",
                       wave);
    return e;
}

static enum err put_row(void *ctx, const char *const *cells)
{
    csv_put_row(ctx, cells, ROSTER_MERGE_COLUMNS);
    return buf_check(ctx);
}

enum err roster_merge_csv(struct people *people, const char *person,
                          const char *wave, const char *base_url,
                          const struct wave_manifest_hash *mh,
                          struct buf *out_csv, struct err_note *note)
{
    struct buf csv = BUF_INIT;
    csv_put_row(&csv, roster_merge_header, ROSTER_MERGE_COLUMNS);
    enum err e = roster_merge_each(people, person, wave, base_url, mh, put_row,
                                   &csv, note);
    if (e != ERR_OK) {
        buf_wipe(&csv);
        return e;
    }
    *out_csv = csv;
    return ERR_OK;
}
