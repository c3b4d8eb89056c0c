/* /wave/{}: one wave: invites, participation, its key, when results are for
 * everybody. */
#include "office/pages.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/closing.h"
#include "conduct/hold.h"
#include "conduct/outreach.h"
#include "conduct/participation.h"
#include "conduct/publication.h"
#include "roster/merge.h"

#define SHARE_MAX (16u << 10)

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},     {"WHAT", RENDER_TEXT},
    {"DONE", RENDER_SECTION},      {"WAVE", RENDER_TEXT},
    {"TITLE", RENDER_TEXT},        {"STATE", RENDER_TEXT},
    {"PART", RENDER_SECTION},      {"TEXT", RENDER_TEXT},
    {"OPEN", RENDER_SECTION},      {"PEOPLE", RENDER_TEXT},
    {"BASE", RENDER_TEXT},         {"UNREADABLE", RENDER_SECTION},
    {"HAS_LINES", RENDER_SECTION}, {"LINE", RENDER_SECTION},
    {"DEPARTMENT", RENDER_TEXT},   {"ROSTER", RENDER_TEXT},
    {"BAND_LOW", RENDER_TEXT},     {"BAND_HIGH", RENDER_TEXT},
    {"TOO_SMALL", RENDER_SECTION}, {"CLOSING", RENDER_TEXT},
    {"PUBLIC", RENDER_TEXT},       {"IS_DATE", RENDER_SECTION},
    {"IS_NEVER", RENDER_SECTION},  {"FROM", RENDER_TEXT},
    {"HOLD", RENDER_SECTION},      {"SINCE", RENDER_TEXT},
    {"REASON", RENDER_TEXT},       {"PURGE_DAY", RENDER_TEXT},
    {"SHARES", RENDER_SECTION},    {"SHARE", RENDER_SECTION},
    {"NUMBER", RENDER_TEXT},       {"THRESHOLD", RENDER_TEXT},
    {NULL, RENDER_TEXT},
};
const struct render_form office_wave_form = {"office_wave.tpl", fields,
                                             office_frame_fields};

static void put_participation(struct render_dict *page,
                              const struct conduct_wave *wave)
{
    struct wave_fetched_line *lines = NULL;
    size_t count = 0;
    if (conduct_participation(wave, &lines, &count, NULL) != ERR_OK) {
        (void)render_add(page, "UNREADABLE");
        return;
    }
    struct render_dict *all =
        render_add(page, count == 0 ? "TOO_SMALL" : "HAS_LINES");
    for (size_t i = 0; i < count; i++) {
        struct render_dict *row = render_add(all, "LINE");
        render_put_text(row, "DEPARTMENT", lines[i].department);
        render_put_int(row, "ROSTER", lines[i].roster);
        render_put_int(row, "BAND_LOW", lines[i].band * 10);
        render_put_int(row, "BAND_HIGH",
                       lines[i].band == 9 ? 100 : lines[i].band * 10 + 9);
    }
    free(lines);
}

/* Trustees who have not got their file yet get it here. */
static void put_shares(struct render_dict *open, const struct conduct_desk *f,
                       const struct conduct_wave *wave)
{
    const struct wave_trustees *t = &wave->manifest->trustees;
    struct render_dict *shares = NULL;
    for (uint32_t i = 1; i <= t->count; i++) {
        struct file_path path;
        if (conduct_folder_share(&f->folder, wave->row.name, i, &path) !=
                ERR_OK ||
            !file_exists(path.s))
            continue;
        if (shares == NULL) {
            shares = render_add(open, "SHARES");
            render_put_int(shares, "THRESHOLD", t->threshold);
        }
        render_put_int(render_add(shares, "SHARE"), "NUMBER", i);
    }
}

/* The day on which single answers go, and a hold that puts it off. */
static enum err put_end(struct render_dict *page, struct site *site,
                        const struct conduct_wave *wave, struct err_note *note)
{
    struct site_hold hold;
    char text[DATETIME_WORDS_SIZE];
    enum err e = conduct_hold_get(site, wave, &hold, note);
    if (e != ERR_OK)
        return e;
    render_put_text(page, "PURGE_DAY",
                    datetime_date_words(wave->manifest->purge, text) == ERR_OK
                        ? text
                        : wave->manifest->purge);
    if (!hold.is_on)
        return ERR_OK;
    struct render_dict *held = render_add(page, "HOLD");
    datetime_words(hold.at_sec, text);
    render_put_text(held, "SINCE", text);
    render_put_text(held, "REASON", hold.reason);
    return ERR_OK;
}

static void put_open(struct render_dict *page, const struct conduct_desk *f,
                     const struct conduct_wave *wave, const char *base)
{
    char date[DATETIME_WORDS_SIZE];
    struct render_dict *open = render_add(page, "OPEN");
    render_put_int(open, "PEOPLE", wave_manifest_places(wave->manifest));
    render_put_text(
        open, "BASE",
        base != NULL ? base : conduct_folder_setting(&f->folder, "base_url"));
    put_participation(open, wave);
    put_shares(open, f, wave);
    datetime_words(wave->row.closes_sec, date);
    if (conduct_closing_is_due(wave, clock_now_sec()))
        render_put_text(open, "CLOSING",
                        "Its time is over: it can be closed and counted.");
    else
        render_put_format(open, "CLOSING", "It takes answers until %s.", date);
}

static void put_public(struct render_dict *page,
                       const struct conduct_wave *wave)
{
    char text[DATETIME_WORDS_SIZE];
    char date[DATETIME_DATE_SIZE] = "";
    int64_t from = wave->row.public_sec;
    if (from == 0) {
        render_put_text(page, "PUBLIC", "The results are for staff only.");
    } else {
        datetime_words(from, text);
        datetime_date(from, date);
        render_put_format(
            page, "PUBLIC", "The results are for everybody from %s%s.", text,
            wave->row.state == SITE_WAVE_OPEN ? ", once the wave is closed"
                                              : "");
    }
    (void)render_add(page, from == 0 ? "IS_NEVER" : "IS_DATE");
    render_put_text(page, "FROM", date);
}

/* WRONG: what the form that was sent here lacks; BASE: what was in it. */
static void show(const struct office *o, struct http_request *r,
                 const char *base, enum err wrong, const struct err_note *why)
{
    struct conduct_desk f;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    struct err_note note = {""};
    const char *name = http_request_var(r, 0);
    struct render_dict *page = office_page_new(o, name);
    enum err e =
        conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = conduct_wave_load(&f.folder, f.site, name, &wave, &note);
    if (e == ERR_OK) {
        if (wrong != ERR_OK)
            office_put_error(page, wrong, why);
        if (http_request_query(r, "done") != NULL)
            (void)render_add(page, "DONE");
        office_put_state(page, &wave, clock_now_sec());
        office_put_fingerprint(page, &wave.mh);
        if (wave.row.state == SITE_WAVE_OPEN)
            put_open(page, &f, &wave,
                     base != NULL      ? base
                     : o->base[0] != 0 ? o->base
                                       : NULL);
        put_public(page, &wave);
        e = put_end(page, f.site, &wave, &note);
    }
    conduct_wave_free(&wave);
    conduct_desk_close(&f);
    if (e == ERR_OK) {
        office_answer(o, r, wrong == ERR_OK ? 200 : http_status_of(wrong),
                      "office_wave.tpl", page);
        return;
    }
    render_dict_free(page);
    office_answer_failed(o, r, e, &note);
}

void office_wave(void *context, struct http_request *r)
{
    show(context, r, NULL, ERR_OK, NULL);
}

static enum err publish(const struct office *o, const struct http_request *r,
                        struct err_note *note)
{
    struct conduct_desk f;
    struct conduct_wave wave = {.manifest_bytes = BUF_INIT};
    const char *when = http_request_field(r, "when");
    const char *from = http_request_field(r, "from");
    int64_t from_sec = 0;
    if (strcmp(when, "date") == 0 &&
        (strlen(from) != DATETIME_DATE_SIZE - 1 ||
         conduct_publication_parse(from, clock_now_sec(), &from_sec) != ERR_OK))
        return err_say(note, ERR_FORMAT,
                       "the day is missing, or no day: 2027-01-15 is one");
    if (strcmp(when, "date") != 0 && strcmp(when, "never") != 0)
        return err_say(note, ERR_FORMAT, "choose a day, or not yet");
    enum err e = conduct_desk_open(
        o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE, NULL, &f, note);
    if (e == ERR_OK)
        e = conduct_wave_load(&f.folder, f.site, http_request_var(r, 0), &wave,
                              note);
    if (e == ERR_OK)
        e = conduct_publication_set(f.site, &wave, from_sec, note);
    conduct_wave_free(&wave);
    conduct_desk_close(&f);
    return e;
}

void office_wave_publish(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct err_note note = {""};
    char path[64];
    if (!office_form_is_ours(o, r))
        return;
    enum err e = publish(o, r, &note);
    if (e != ERR_OK) {
        show(o, r, NULL, e, &note);
        return;
    }
    (void)snprintf(path, sizeof path, "/wave/%s?done=1",
                   http_request_var(r, 0));
    http_answer_redirect(r, path);
}

/* Remembered while the page runs. */
static enum err take_base(struct office *o, const char *base,
                          struct err_note *note)
{
    if ((strncmp(base, "https://", 8) != 0 &&
         strncmp(base, "http://", 7) != 0) ||
        strpbrk(base, " \t\"#?") != NULL || strlen(base) >= sizeof o->base)
        return err_say(note, ERR_FORMAT,
                       "where trainees reach the server: an address as "
                       "https://wellbeing.example.org");
    (void)snprintf(o->base, sizeof o->base, "%s", base);
    return ERR_OK;
}

static enum err make_invites(const struct office *o,
                             const struct http_request *r, struct buf *out_csv,
                             struct err_note *note)
{
    struct conduct_outreach out = CONDUCT_OUTREACH_INIT;
    enum err e = office_outreach_open(o, r, &out, note);
    if (e == ERR_OK)
        e = roster_merge_csv(out.people, NULL, out.wave.row.name, out.base,
                             &out.wave.mh, out_csv, note);
    conduct_outreach_close(&out);
    return e;
}

void office_wave_invites(void *context, struct http_request *r)
{
    struct office *o = context;
    struct err_note note = {""};
    struct buf csv = BUF_INIT;
    char name[64];
    if (!office_form_is_ours(o, r))
        return;
    enum err e = take_base(o, http_request_field(r, "base"), &note);
    if (e == ERR_OK && http_request_field(r, "what")[0] == 'p') {
        (void)snprintf(name, sizeof name, "/wave/%s/people",
                       http_request_var(r, 0));
        http_answer_redirect(r, name);
        return;
    }
    if (e == ERR_OK)
        e = make_invites(o, r, &csv, &note);
    if (e == ERR_OK) {
        (void)snprintf(name, sizeof name, "%s-invites.csv",
                       http_request_var(r, 0));
        struct http_answer head = {.status = 200,
                                   .type = "text/csv; charset=utf-8",
                                   .download_name = name};
        http_answer_bytes(r, &head, csv.data, csv.len);
    } else {
        show(o, r, http_request_field(r, "base"), e, &note);
    }
    buf_wipe(&csv);
}

static enum err read_share(const struct office *o, const struct http_request *r,
                           struct buf *out_share, struct err_note *note)
{
    struct conduct_folder folder;
    struct conduct_wave_paths paths;
    struct file_path path;
    uint32_t number = 0;
    enum err e = conduct_folder_open(o->dir, &folder, note);
    if (e == ERR_OK)
        e = conduct_folder_wave(&folder, http_request_var(r, 0), &paths, note);
    if (e == ERR_OK)
        e = office_number(http_request_var(r, 1), "The trustee", 1,
                          WAVE_TRUSTEES_MAX, &number, note);
    if (e == ERR_OK)
        e = conduct_folder_share(&folder, http_request_var(r, 0), number,
                                 &path);
    return e == ERR_OK ? file_read(path.s, SHARE_MAX, out_share, note) : e;
}

void office_wave_share(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct err_note note = {""};
    struct buf share = BUF_INIT;
    char name[96];
    enum err e = read_share(o, r, &share, &note);
    if (e == ERR_OK) {
        (void)snprintf(name, sizeof name, "%s.share-%s", http_request_var(r, 0),
                       http_request_var(r, 1));
        struct http_answer head = {
            .status = 200, .type = HTTP_TYPE_BYTES, .download_name = name};
        http_answer_bytes(r, &head, share.data, share.len);
    } else {
        office_answer_failed(o, r, e, &note);
    }
    buf_wipe(&share);
}
