#include "roster/outbox.h"

#include "render/template.h"

#include <sodium.h>

#define FRAME "mail.tpl"

static const struct render_form frame = {
    FRAME,
    (const struct render_field[]){{"LANGUAGE", RENDER_TEXT},
                                  {"SUBJECT", RENDER_TEXT},
                                  {"INSTITUTION", RENDER_TEXT},
                                  {"BLOCK", RENDER_SECTION},
                                  {"HEADING", RENDER_SECTION},
                                  {"PARAGRAPH", RENDER_SECTION},
                                  {"LINK", RENDER_SECTION},
                                  {"CODE", RENDER_SECTION},
                                  {"TEXT", RENDER_TEXT},
                                  {"URL", RENDER_TEXT},
                                  {"SYMBOLS", RENDER_TEXT},
                                  {NULL, RENDER_TEXT}},
    NULL};

struct roster_outbox {
    const struct roster_facts *facts;
    const struct roster_sender *sender;
    struct roster_tongues tongues;
    struct render_set *set;
    char fingerprint[WAVE_FINGERPRINT_TEXT_SIZE];
};

/* What is one person's in a mail. */
struct own {
    char code[WAVE_INVITE_CODE_TEXT_SIZE];
    struct buf link;
    struct buf text;
    struct buf html;
};

static const char *const kinds[] = {
    [ROSTER_MAIL_INVITE] = "mail_invite",
    [ROSTER_MAIL_REMINDER] = "mail_remind",
};

enum err roster_outbox_new(const struct roster_facts *facts,
                           const struct roster_sender *sender,
                           enum roster_mail_kind kind,
                           struct roster_outbox **out_outbox,
                           struct err_note *note)
{
    const struct render_form *const forms[] = {&frame};
    struct roster_outbox *o = calloc(1, sizeof *o);
    if (o == NULL)
        return ERR_MEMORY;
    o->facts = facts;
    o->sender = sender;
    o->tongues = (struct roster_tongues){.facts = facts, .kind = kinds[kind]};
    wave_fingerprint_text(facts->mh, o->fingerprint);
    enum err e = render_set_load(facts->templates_dir, &o->set, note);
    if (e == ERR_OK)
        e = render_set_declare(o->set, forms, 1, note);
    if (e != ERR_OK) {
        roster_outbox_free(o);
        return e;
    }
    *out_outbox = o;
    return ERR_OK;
}

void roster_outbox_free(struct roster_outbox *outbox)
{
    if (outbox == NULL)
        return;
    roster_tongues_wipe(&outbox->tongues);
    render_set_free(outbox->set);
    free(outbox);
}

static const char *subject_of(const struct roster_outbox *o,
                              const struct wording *w)
{
    return o->sender->subject[0] != '\0' ? o->sender->subject
                                         : wording_head(w, "Subject");
}

static void put_block(struct render_dict *page, const struct wording_block *b,
                      const struct roster_outbox *o, const struct own *own)
{
    static const char *const sections[] = {
        [WORDING_PARAGRAPH] = "PARAGRAPH", [WORDING_HEADING] = "HEADING",
        [WORDING_LINK] = "LINK",           [WORDING_CODE] = "CODE",
        [WORDING_FINGERPRINT] = "CODE",
    };
    if (b->kind == WORDING_QR)
        return;
    struct render_dict *block =
        render_add(render_add(page, "BLOCK"), sections[b->kind]);
    render_put_text(block, "TEXT", b->text);
    if (b->kind == WORDING_LINK)
        render_put_text(block, "URL", buf_text(&own->link));
    else if (b->kind == WORDING_CODE)
        render_put_text(block, "SYMBOLS", own->code);
    else if (b->kind == WORDING_FINGERPRINT)
        render_put_text(block, "SYMBOLS", o->fingerprint);
}

static enum err render_html(const struct roster_outbox *o,
                            const struct wording *w, struct own *own)
{
    struct render_dict *page = render_dict_new();
    render_put_text(page, "LANGUAGE", w->language);
    render_put_text(page, "SUBJECT", subject_of(o, w));
    render_put_text(page, "INSTITUTION", o->facts->manifest->institution);
    for (size_t i = 0; i < w->block_count; i++)
        put_block(page, &w->blocks[i], o, own);
    enum err e = render_page(o->set, FRAME, page, &own->html);
    render_dict_free(page);
    return e;
}

/* Known to nobody who does not know the code; the same at every try. */
static void make_id(const struct roster_recipient *to, unsigned round,
                    uint8_t out_id[static 16])
{
    uint8_t label[ENCODE_LABEL_MAX];
    uint8_t number = (uint8_t)round;
    size_t len = encode_label("mail", label);
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, to->code.b, sizeof to->code.b, 16);
    (void)crypto_generichash_update(&state, label, len);
    (void)crypto_generichash_update(&state, &number, 1);
    (void)crypto_generichash_final(&state, out_id, 16);
    sodium_memzero(&state, sizeof state);
}

static enum err write_mail(const struct roster_outbox *o,
                           const struct roster_recipient *to,
                           const struct wording *w, unsigned round,
                           int64_t now_sec, const struct own *own,
                           struct buf *out_bytes)
{
    const struct roster_sender *s = o->sender;
    struct message m = {
        .from = &s->from,
        .reply_to = s->reply_to.address[0] != '\0' ? &s->reply_to : NULL,
        .to = to->email,
        .subject = subject_of(o, w),
        .date_sec = now_sec,
        .text = buf_text(&own->text),
        .html = buf_text(&own->html),
    };
    make_id(to, round, m.id);
    return message_write(&m, out_bytes);
}

enum err roster_outbox_write(struct roster_outbox *outbox,
                             const struct roster_recipient *to, unsigned round,
                             int64_t now_sec, struct buf *out_bytes,
                             struct err_note *note)
{
    const struct wording *w = NULL;
    struct own own = {{0}, BUF_INIT, BUF_INIT, BUF_INIT};
    buf_clear(out_bytes);
    enum err e = roster_tongues_get(&outbox->tongues, to->language, &w, note);
    if (e == ERR_OK) {
        wave_invite_code_text(&to->code, own.code);
        wave_invite_link(outbox->facts->base_url, outbox->facts->manifest->wave,
                         &to->code, outbox->facts->mh, &own.link);
        wording_text(w, buf_text(&own.link), own.code, outbox->fingerprint,
                     &own.text);
        e = render_html(outbox, w, &own);
    }
    if (e == ERR_OK)
        e = buf_check(&own.text);
    if (e == ERR_OK)
        e = write_mail(outbox, to, w, round, now_sec, &own, out_bytes);
    sodium_memzero(own.code, sizeof own.code);
    buf_wipe(&own.link);
    buf_wipe(&own.text);
    buf_wipe(&own.html);
    return e;
}
