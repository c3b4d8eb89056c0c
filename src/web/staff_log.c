#include "web/staff_log.h"

#include "base/datetime.h"
#include "staff/exports.h"

/* --- exports -------------------------------------------------------------- */

enum err web_put_exports(struct site *site, struct render_dict *page)
{
    struct exports_entry *log = NULL;
    size_t count = 0;
    enum err e = exports_list(site, NULL, &log, &count);
    if (e != ERR_OK)
        return e;
    struct render_dict *table =
        render_add(page, count == 0 ? "NO_EXPORT" : "HAS_EXPORT");
    for (size_t i = 0; i < count && i < WEB_LOG_SHOWN; i++) {
        char when[DATETIME_WORDS_SIZE];
        datetime_words(log[i].at_sec, when);
        struct render_dict *row = render_add(table, "EXPORT");
        render_put_text(row, "EXPORT_WHO", log[i].account);
        render_put_text(row, "EXPORT_WHAT", log[i].what);
        render_put_text(row, "EXPORT_WAVE", log[i].wave);
        render_put_text(row, "EXPORT_FORMAT", log[i].format);
        render_put_text(row, "EXPORT_AT", when);
    }
    if (count > WEB_LOG_SHOWN)
        render_put_int(render_add(table, "EXPORT_MORE"), "EXPORT_OLDER",
                       (int64_t)(count - WEB_LOG_SHOWN));
    free(log);
    return ERR_OK;
}

/* --- logins --------------------------------------------------------------- */

struct login_ring {
    struct {
        char account[SITE_ACCOUNT_SIZE];
        enum site_login_act act;
        int64_t at_sec;
        uint32_t count;
    } last[WEB_LOG_SHOWN];
    size_t count; /* ever */
};

static enum err keep_login(void *ctx, const struct site_login *entry)
{
    struct login_ring *log = ctx;
    size_t at = log->count++ % WEB_LOG_SHOWN;
    (void)snprintf(log->last[at].account, SITE_ACCOUNT_SIZE, "%s",
                   entry->account);
    log->last[at].act = entry->act;
    log->last[at].at_sec = entry->at_sec;
    log->last[at].count = entry->count;
    return ERR_OK;
}

static void put_when(int64_t at_sec, bool by_day,
                     char out[static DATETIME_WORDS_SIZE])
{
    char date[DATETIME_DATE_SIZE];
    if (by_day) /* its noon: the same date in nearly every zone */
        datetime_date(at_sec + 12 * 60 * 60, date);
    if (!by_day || datetime_date_words(date, out) != ERR_OK)
        datetime_words(at_sec, out);
}

static void put_login(struct render_dict *table, const struct login_ring *log,
                      size_t at)
{
    static const char *const acts[] = {
        [SITE_LOGIN_PASSWORD] = "LOGIN_PASSWORD",
        [SITE_LOGIN_SIGN_ON] = "LOGIN_SIGN_ON",
        [SITE_LOGIN_LOGOUT] = "LOGIN_LOGOUT",
        [SITE_LOGIN_WRONG] = "LOGIN_WRONG",
    };
    char when[DATETIME_WORDS_SIZE];
    bool by_day = log->last[at].act == SITE_LOGIN_WRONG;
    put_when(log->last[at].at_sec, by_day, when);
    struct render_dict *row = render_add(table, "LOGIN");
    render_put_text(row, "LOGIN_AT", when);
    render_put_text(row, "LOGIN_WHO", log->last[at].account);
    if (log->last[at].account[0] == '\0')
        (void)render_add(row, "LOGIN_NOBODY");
    struct render_dict *act = render_add(row, acts[log->last[at].act]);
    if (by_day)
        render_put_int(act, "LOGIN_COUNT", log->last[at].count);
}

enum err web_put_logins(struct site *site, struct render_dict *page)
{
    struct login_ring *log = calloc(1, sizeof *log);
    if (log == NULL)
        return ERR_MEMORY;
    enum err e = site_login_each(site, keep_login, log);
    size_t shown = log->count < WEB_LOG_SHOWN ? log->count : WEB_LOG_SHOWN;
    struct render_dict *table =
        render_add(page, shown == 0 ? "NO_LOGIN" : "HAS_LOGIN");
    for (size_t i = 1; e == ERR_OK && i <= shown; i++)
        put_login(table, log, (log->count - i) % WEB_LOG_SHOWN);
    free(log);
    return e;
}
