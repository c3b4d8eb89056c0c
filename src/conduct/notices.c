#include "conduct/notices.h"

#include "base/share.h"
#include "survey/information.h"

#define NOTICE_MAX_BYTES (256u << 10)

static enum err say_first(const char *path,
                          const struct survey_problems *problems,
                          struct err_note *note)
{
    return err_say(note, ERR_FORMAT, "%s:%zu:%zu: %s", path,
                   problems->list[0].line, problems->list[0].column,
                   problems->list[0].text);
}

static enum err say_missing(const char *path, struct err_note *note)
{
    struct file_path shipped;
    return err_say(note, ERR_NOT_FOUND,
                   "%s: no information sheet; trainees read it before they "
                   "answer. Copy %s there and put your own words in, or give "
                   "--info FILE",
                   path,
                   share_find("surveys/information.json", &shipped, NULL) ==
                           ERR_OK
                       ? shipped.s
                       : "surveys/information.json");
}

enum err conduct_information_read(const char *dir, const char *path,
                                  struct buf *out_bytes, struct err_note *note)
{
    struct file_path own;
    struct buf bytes = BUF_INIT;
    struct survey_information *info = NULL;
    if (path == NULL) {
        if (file_join(dir, "information.json", &own) != ERR_OK)
            return err_say(note, ERR_RANGE, "%s: the path is too long", dir);
        if (!file_exists(own.s))
            return say_missing(own.s, note);
        path = own.s;
    }
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : file_read(path, NOTICE_MAX_BYTES, &bytes, note);
    if (e == ERR_OK) {
        e = survey_information_parse(bytes.data, bytes.len, &info, problems);
        if (e == ERR_FORMAT)
            e = say_first(path, problems, note);
    }
    survey_information_free(info);
    free(problems);
    if (e != ERR_OK) {
        buf_free(&bytes);
        return e;
    }
    *out_bytes = bytes;
    return ERR_OK;
}

/* What an institution may replace: DIR/server/NAME, else the one that ships.
 * Out: OUT_PATH, which it is, also after an error of file_read. */
static enum err read_own(const char *dir, const char *name, const char *missing,
                         struct file_path *out_path, struct buf *out_bytes,
                         struct err_note *note)
{
    char own[64];
    char shipped[64];
    (void)snprintf(own, sizeof own, "server/%s", name);
    (void)snprintf(shipped, sizeof shipped, "surveys/%s", name);
    bool has_own =
        file_join(dir, own, out_path) == ERR_OK && file_exists(out_path->s);
    if (!has_own && share_find(shipped, out_path, NULL) != ERR_OK)
        return err_say(note, ERR_NOT_FOUND,
                       "%s/%s: not there, and none that ships%s", dir, own,
                       missing);
    return file_read(out_path->s, NOTICE_MAX_BYTES, out_bytes, note);
}

enum err conduct_resources_read(const char *dir,
                                struct survey_resources **out_resources,
                                struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : read_own(dir, "resources.json",
                                "; no wave opens without a crisis line", &path,
                                &bytes, note);
    if (e == ERR_OK) {
        e = survey_resources_parse(bytes.data, bytes.len, out_resources,
                                   problems);
        if (e == ERR_FORMAT)
            e = say_first(path.s, problems, note);
    }
    free(problems);
    buf_free(&bytes);
    return e;
}

enum err conduct_crosswalk_read(const char *dir,
                                struct survey_crosswalk **out_crosswalk,
                                struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : read_own(dir, "crosswalk.json", "", &path, &bytes, note);
    if (e == ERR_OK) {
        e = survey_crosswalk_parse(bytes.data, bytes.len, out_crosswalk,
                                   problems);
        if (e == ERR_FORMAT)
            e = say_first(path.s, problems, note);
    }
    free(problems);
    buf_free(&bytes);
    return e;
}

enum err conduct_offers_read(const char *dir, struct survey_offers **out_offers,
                             struct err_note *note)
{
    struct file_path path;
    struct buf bytes = BUF_INIT;
    struct survey_problems *problems = calloc(1, sizeof *problems);
    enum err e = problems == NULL
                     ? ERR_MEMORY
                     : read_own(dir, "offers.json", "", &path, &bytes, note);
    if (e == ERR_OK) {
        e = survey_offers_parse(bytes.data, bytes.len, out_offers, problems);
        if (e == ERR_FORMAT)
            e = say_first(path.s, problems, note);
    }
    free(problems);
    buf_free(&bytes);
    return e;
}
