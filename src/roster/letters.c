#include "roster/letters.h"

#include "base/file.h"
#include "roster/sheet.h"

#include <sodium.h>

/* What one page says besides its words. */
struct own {
    char code[WAVE_INVITE_CODE_TEXT_SIZE];
    struct buf link;    /* what the square leads to */
    struct buf address; /* what a person types */
};

static void own_wipe(struct own *own)
{
    sodium_memzero(own->code, sizeof own->code);
    buf_wipe(&own->link);
    buf_free(&own->address);
}

static enum err draw(struct sheet *sheet, const struct roster_facts *facts,
                     const struct wording *w, const struct own *own,
                     struct err_note *note)
{
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
    wave_fingerprint_text(facts->mh, fingerprint);
    sheet_begin(sheet);
    sheet_text(sheet, SHEET_SMALL, facts->manifest->institution);
    sheet_text(sheet, SHEET_TITLE, wording_head(w, "Subject"));
    for (size_t i = 0; i < w->block_count; i++) {
        const struct wording_block *b = &w->blocks[i];
        bool labels =
            b->kind != WORDING_PARAGRAPH && b->kind != WORDING_HEADING;
        if (b->kind == WORDING_QR)
            sheet_square(sheet, buf_text(&own->link));
        if (b->text[0] != '\0')
            sheet_text(sheet,
                       b->kind == WORDING_HEADING ? SHEET_HEADING
                       : labels                   ? SHEET_LABEL
                                                  : SHEET_BODY,
                       b->text);
        if (b->kind == WORDING_LINK)
            sheet_text(sheet, SHEET_SYMBOLS, buf_text(&own->address));
        else if (b->kind == WORDING_CODE)
            sheet_text(sheet, SHEET_SYMBOLS, own->code);
        else if (b->kind == WORDING_FINGERPRINT)
            sheet_text(sheet, SHEET_SYMBOLS, fingerprint);
    }
    return sheet_end(sheet, note);
}

static void put_address(const struct roster_facts *facts, struct buf *out)
{
    buf_printf(out, "%s/w/%s", facts->base_url, facts->manifest->wave);
}

static enum err draw_letter(struct sheet *sheet,
                            const struct roster_facts *facts,
                            const struct wording *w,
                            const struct roster_recipient *to,
                            struct err_note *note)
{
    struct own own = {{0}, BUF_INIT, BUF_INIT};
    wave_invite_code_text(&to->code, own.code);
    wave_invite_link(facts->base_url, facts->manifest->wave, &to->code,
                     facts->mh, &own.link);
    put_address(facts, &own.address);
    enum err e = buf_check(&own.link);
    if (e == ERR_OK)
        e = buf_check(&own.address);
    if (e == ERR_OK)
        e = draw(sheet, facts, w, &own, note);
    own_wipe(&own);
    return e;
}

static bool is_meant(const struct roster_recipient *to, const char *person)
{
    return to->state == INVITES_UNUSED &&
           (person == NULL || strcmp(person, to->person) == 0);
}

static enum err draw_all(struct sheet *sheet, struct roster_tongues *tongues,
                         const struct roster_recipients *to, const char *person,
                         const struct letters_watch *watch, size_t *out_pages,
                         struct err_note *note)
{
    size_t total = 0;
    size_t done = 0;
    enum err e = ERR_OK;
    for (size_t i = 0; i < to->count; i++)
        total += is_meant(&to->list[i], person);
    for (size_t i = 0; e == ERR_OK && i < to->count; i++) {
        const struct wording *w = NULL;
        if (!is_meant(&to->list[i], person))
            continue;
        if (!watch->go_on(watch->ctx, done++, total))
            return err_say(note, ERR_CLOSED, "given up; nothing was written");
        e = roster_tongues_get(tongues, to->list[i].language, &w, note);
        if (e == ERR_OK)
            e = draw_letter(sheet, tongues->facts, w, &to->list[i], note);
    }
    if (e == ERR_OK && done == 0)
        return err_say(note, ERR_NOT_FOUND,
                       "nobody to write to: all codes are used, or this person "
                       "has none");
    *out_pages = done;
    return e;
}

/* Hands the finished file over. */
static enum err finish(struct sheet *sheet, enum err e, const char *path,
                       struct err_note *note)
{
    struct buf pdf = BUF_INIT;
    if (e == ERR_OK)
        e = sheet_finish(sheet, &pdf, note);
    if (e == ERR_OK)
        e = file_write(path, pdf.data, pdf.len, 0600, note);
    buf_wipe(&pdf);
    sheet_free(sheet);
    return e;
}

enum err letters_write(const struct roster_facts *facts,
                       const struct roster_recipients *to, const char *person,
                       enum letters_paper paper,
                       const struct letters_watch *watch, const char *path,
                       size_t *out_pages, struct err_note *note)
{
    struct roster_tongues tongues = {.facts = facts, .kind = "letter"};
    struct sheet *sheet = NULL;
    size_t pages = 0;
    enum err e = sheet_new(paper == LETTERS_A4 ? SHEET_A4 : SHEET_US,
                           facts->manifest->institution, &sheet, note);
    if (e != ERR_OK)
        return e;
    e = draw_all(sheet, &tongues, to, person, watch, &pages, note);
    roster_tongues_wipe(&tongues);
    e = finish(sheet, e, path, note);
    if (e == ERR_OK)
        *out_pages = pages;
    return e;
}

/* Whatever the words are, the poster is one page: smaller ones if need be. */
static enum err poster_scaled(const struct roster_facts *facts,
                              const struct wording *w, const struct own *own,
                              enum letters_paper paper, double scale,
                              const char *path, struct err_note *note)
{
    struct sheet *sheet = NULL;
    enum err e = sheet_new(paper == LETTERS_A4 ? SHEET_A4 : SHEET_US,
                           facts->manifest->institution, &sheet, note);
    if (e != ERR_OK)
        return e;
    sheet_is_poster(sheet, scale);
    e = draw(sheet, facts, w, own, note);
    return finish(sheet, e, path, note);
}

enum err letters_poster(const struct roster_facts *facts, const char *language,
                        enum letters_paper paper, const char *path,
                        struct err_note *note)
{
    static const double scales[] = {1, 0.9, 0.8, 0.7, 0.6};
    struct wording *w = NULL;
    struct own own = {{0}, BUF_INIT, BUF_INIT};
    enum err e = roster_facts_word(facts, "poster", language, &w, note);
    if (e == ERR_OK) {
        put_address(facts, &own.link);
        put_address(facts, &own.address);
        e = buf_check(&own.link);
    }
    if (e == ERR_OK)
        e = buf_check(&own.address);
    if (e == ERR_OK)
        e = ERR_RANGE;
    for (size_t i = 0; e == ERR_RANGE && i < sizeof scales / sizeof *scales;
         i++)
        e = poster_scaled(facts, w, &own, paper, scales[i], path, note);
    wording_free(w);
    own_wipe(&own);
    return e;
}
