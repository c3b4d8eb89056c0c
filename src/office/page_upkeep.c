/* /upkeep: what the doctor finds, and a backup to take away. */
#include "office/pages.h"

#include "base/clock.h"
#include "base/datetime.h"
#include "conduct/backup.h"
#include "conduct/doctor.h"

#define BACKUP_MAX_BYTES ((size_t)512 << 20)

static const struct render_field fields[] = {
    {"ERROR", RENDER_SECTION},   {"WHAT", RENDER_TEXT},
    {"GOOD", RENDER_SECTION},    {"NOT_GOOD", RENDER_SECTION},
    {"IS_BAD", RENDER_SECTION},  {"IS_LOOK", RENDER_SECTION},
    {"IS_GOOD", RENDER_SECTION}, {"CHECK", RENDER_TEXT},
    {"FOUND", RENDER_TEXT},      {"ADVICE", RENDER_TEXT},
    {"DO", RENDER_SECTION},      {"WRONG", RENDER_TEXT},
    {"IS_OPEN", RENDER_SECTION}, {"IS_WHOLE", RENDER_SECTION},
    {NULL, RENDER_TEXT},
};
const struct render_form office_upkeep_form = {"office_upkeep.tpl", fields,
                                               office_frame_fields};

/* --- the doctor ----------------------------------------------------------- */

struct findings {
    struct render_dict *page;
    size_t wrong;
};

static void tell(void *ctx, const struct doctor_finding *f)
{
    struct findings *all = ctx;
    static const char *const levels[] = {[DOCTOR_GOOD] = "IS_GOOD",
                                         [DOCTOR_LOOK] = "IS_LOOK",
                                         [DOCTOR_BAD] = "IS_BAD"};
    all->wrong += f->level == DOCTOR_BAD;
    struct render_dict *row = render_add(all->page, levels[f->level]);
    render_put_text(row, "CHECK", f->check);
    render_put_text(row, "FOUND", f->found);
    if (f->advice[0] != '\0')
        render_put_text(render_add(row, "DO"), "ADVICE", f->advice);
}

static void put_findings(struct render_dict *page, const struct conduct_desk *f)
{
    struct findings all = {.page = page};
    const struct doctor d = {.folder = &f->folder,
                             .site = f->site,
                             .now_sec = clock_now_sec(),
                             .tell = tell,
                             .ctx = &all};
    doctor_look(&d);
    if (all.wrong == 0)
        (void)render_add(page, "GOOD");
    else
        render_put_int(render_add(page, "NOT_GOOD"), "WRONG",
                       (int64_t)all.wrong);
}

/* --- the page ------------------------------------------------------------- */

static enum err find_open(struct site *site, bool *out_is_open)
{
    struct site_wave *waves = NULL;
    size_t count = 0;
    bool is_open = false;
    enum err e = site_wave_list(site, &waves, &count);
    for (size_t i = 0; e == ERR_OK && i < count; i++)
        is_open = is_open || waves[i].state == SITE_WAVE_OPEN;
    free(waves);
    if (e == ERR_OK)
        *out_is_open = is_open;
    return e;
}

static void show(const struct office *o, struct http_request *r, enum err wrong,
                 const struct err_note *why)
{
    struct conduct_desk f;
    struct err_note note = {""};
    bool is_open = false;
    struct render_dict *page = office_page_new(o, "Upkeep");
    enum err e =
        conduct_desk_open(o->dir, CONDUCT_DESK_PEOPLE, NULL, &f, &note);
    if (e == ERR_OK)
        e = find_open(f.site, &is_open);
    if (e == ERR_OK) {
        put_findings(page, &f);
        (void)render_add(page, is_open ? "IS_OPEN" : "IS_WHOLE");
        if (wrong != ERR_OK)
            office_put_error(page, wrong, why);
    }
    conduct_desk_close(&f);
    if (e == ERR_OK) {
        office_answer(o, r, wrong == ERR_OK ? 200 : http_status_of(wrong),
                      "office_upkeep.tpl", page);
        return;
    }
    render_dict_free(page);
    office_answer_failed(o, r, e, &note);
}

void office_upkeep(void *context, struct http_request *r)
{
    show(context, r, ERR_OK, NULL);
}

/* --- a backup ------------------------------------------------------------- */

/* By way of a file in the office's own folder, which goes at once. */
static enum err make_backup(const struct office *o, const char *with,
                            struct buf *out_bytes, struct err_note *note)
{
    struct conduct_backup_terms terms = {.now_sec = clock_now_sec()};
    struct conduct_desk f;
    struct file_path path;
    size_t open = 0;
    size_t files = 0;
    if (!conduct_backup_kind_find(with, &terms.kind))
        return err_say(note, ERR_FORMAT, "choose what to back up");
    enum err e = conduct_desk_open(
        o->dir, CONDUCT_DESK_LOCK | CONDUCT_DESK_PEOPLE, NULL, &f, note);
    if (e == ERR_OK)
        e = file_join(f.folder.office.s, "backup.tar", &path);
    if (e == ERR_OK) {
        /* What a page that was killed has left. */
        if (file_exists(path.s))
            e = file_destroy(path.s, note);
        if (e == ERR_OK)
            e = conduct_backup_make(&f.folder, f.site, &terms, path.s, &open,
                                    &files, note);
        if (e == ERR_OK)
            e = file_read(path.s, BACKUP_MAX_BYTES, out_bytes, note);
        if (file_exists(path.s)) {
            enum err gone = file_destroy(path.s, e == ERR_OK ? note : NULL);
            e = e == ERR_OK ? gone : e;
        }
    }
    conduct_desk_close(&f);
    return e;
}

void office_upkeep_backup(void *context, struct http_request *r)
{
    const struct office *o = context;
    struct err_note note = {""};
    struct buf bytes = BUF_INIT;
    char day[DATETIME_DATE_SIZE];
    char name[64];
    if (!office_form_is_ours(o, r))
        return;
    const char *with = http_request_field(r, "with");
    enum err e = make_backup(o, with, &bytes, &note);
    if (e == ERR_OK) {
        datetime_date(clock_now_sec(), day);
        (void)snprintf(name, sizeof name, "chorus-%s-%s.tar", day, with);
        struct http_answer head = {
            .status = 200, .type = HTTP_TYPE_BYTES, .download_name = name};
        http_answer_bytes(r, &head, bytes.data, bytes.len);
    } else {
        show(o, r, e, &note);
    }
    buf_wipe(&bytes);
}
